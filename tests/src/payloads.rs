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
