//! Answers in the shape that Plex gives them, with invented values. The files are in `tests/payloads`.

use serde_json::{Value, json};

/// The account of `GET /user`, with everything that the wire is known to carry.
pub fn account() -> Value {
    parse(include_str!("../payloads/account.json"))
}

/// The account as `POST /users/signin` gives it.
pub fn signed_in() -> Value {
    let mut account = account();
    account["pastSubscriptions"] = json!([]);
    account["trials"] = json!([]);
    account
}

/// The answer of `GET /resources`: a server and a player, the latter without a token of its own.
pub fn devices() -> Value {
    parse(include_str!("../payloads/devices.json"))
}

/// The answer of `POST /security/token`.
pub fn transient_token() -> Value {
    parse(include_str!("../payloads/transient_token.json"))
}

/// The answer of `GET /security/resources`.
pub fn source_connection() -> Value {
    parse(include_str!("../payloads/source_connection.json"))
}

/// The answer of `GET /api/users`: XML, whatever is asked for.
pub const USERS_XML: &str = include_str!("../payloads/users.xml");

/// The answer of `GET /home/users`: the account, and a member that a PIN protects.
pub fn home() -> Value {
    json!({
        "id": 7, "name": "Home", "guestUserID": null, "users": [
            { "id": 1_234_567, "uuid": "0f1e2d3c4b5a6978", "title": "me", "username": "me", "email": "me@example.com",
              "thumb": "https://plex.tv/users/0f1e2d3c4b5a6978/avatar", "hasPassword": true, "restricted": false,
              "restrictionProfile": null, "admin": true, "guest": false, "protected": false },
            { "id": 7_654_321, "uuid": "8796a5b4c3d2e1f0", "title": "Child", "username": null, "email": null,
              "thumb": "https://plex.tv/users/8796a5b4c3d2e1f0/avatar", "hasPassword": false, "restricted": true,
              "restrictionProfile": "little_kid", "admin": false, "guest": false, "protected": true },
        ],
    })
}

/// The answer of a media server to `GET /identity`.
pub fn identity() -> Value {
    json!({ "MediaContainer": {
        "size": 0, "claimed": true, "machineIdentifier": crate::SERVER_IDENTIFIER, "version": "1.42.2.10156",
    } })
}

/// A media server's refusal.
pub const UNAUTHORIZED_HTML: &str =
    "<html><head><title>Unauthorized</title></head><body><h1>401 Unauthorized</h1></body></html>";

/// plex.tv's error envelope.
pub fn error(status: u16, code: i64, message: &str) -> Value {
    json!({ "errors": [{ "code": code, "message": message, "status": status }] })
}

#[expect(clippy::expect_used, reason = "the files are part of this crate")]
fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("a payload file is JSON")
}
