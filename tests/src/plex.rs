//! How Plex behaves, as far as signing in goes: plex.tv below `/api/v2` and `/api`, a media server below `/`.

use http::Method;
use serde_json::{Value, json};

use crate::{Answer, Recorded, payloads};

/// The login that the stand-in knows.
pub const LOGIN: &str = "me@example.com";
/// The login of an account with two-factor authentication.
pub const TWO_FACTOR_LOGIN: &str = "careful@example.com";
/// The password of both.
pub const PASSWORD: &str = "correct horse battery staple";
/// Its one-time code, for those who send one.
pub const VERIFICATION_CODE: &str = "123456";
/// The token of its account.
pub const ACCOUNT_TOKEN: &str = "stand-in-token-00000";

/// The token of the server that the account has.
pub const SERVER_TOKEN: &str = "server-token-0000000";
/// The identity of that server.
pub const SERVER_IDENTIFIER: &str = "server-0123456789";
/// The PIN of the protected member of the account's Plex Home.
pub const HOME_PIN: &str = "4321";
/// The token of that member.
pub const HOME_USER_TOKEN: &str = "home-user-token-0000";

/// The answer of a Plex that knows one account and one server.
pub fn answer(request: &Recorded) -> Answer {
    match (&request.method, request.path.as_str()) {
        (&Method::POST, "/api/v2/users/signin") => sign_in(request),
        (&Method::GET, "/api/v2/user") => plex_tv(request, payloads::account()),
        (&Method::GET, "/api/v2/resources") => plex_tv(request, payloads::devices()),
        (&Method::GET, "/api/users") => match refusal(request) {
            Some(refusal) => refusal,
            None => Answer::new(200, Some("application/xml; charset=utf-8"), payloads::USERS_XML),
        },
        (&Method::GET, "/api/v2/ping") => plex_tv(request, json!({ "pong": true })),
        (&Method::GET, "/api/v2/home/users") => plex_tv(request, payloads::home()),
        (&Method::GET, "/api/claim/token.json") => plex_tv(request, json!({ "token": "claim-0123456789" })),
        (&Method::GET, "/identity") => Answer::json(200, payloads::identity()),
        (&Method::POST, "/security/token") => media_server(request, payloads::transient_token()),
        (&Method::GET, "/security/resources") => media_server(request, payloads::source_connection()),
        _ => Answer::html(404, "<html><head><title>Not Found</title></head><body><h1>404 Not Found</h1></body></html>"),
    }
}

fn sign_in(request: &Recorded) -> Answer {
    if request.header("x-plex-client-identifier").is_empty() {
        return client_identifier_missing();
    }
    let form = request.form_pairs();
    let field = |name| Recorded::value(&form, name);
    if !matches!(field("login").as_deref(), Some(LOGIN | TWO_FACTOR_LOGIN))
        || field("password").as_deref() != Some(PASSWORD)
    {
        return unauthorized(1001, "User could not be authenticated");
    }
    match field("verificationCode").as_deref() {
        Some(VERIFICATION_CODE) => Answer::json(201, payloads::signed_in()),
        None if field("login").as_deref() == Some(LOGIN) => Answer::json(201, payloads::signed_in()),
        _ => unauthorized(1029, "Please enter the verification code"),
    }
}

fn plex_tv(request: &Recorded, body: Value) -> Answer {
    refusal(request).unwrap_or_else(|| Answer::json(200, body))
}

fn refusal(request: &Recorded) -> Option<Answer> {
    if request.header("x-plex-client-identifier").is_empty() {
        return Some(client_identifier_missing());
    }
    (request.header("x-plex-token") != ACCOUNT_TOKEN).then(|| unauthorized(1001, "User could not be authenticated"))
}

fn media_server(request: &Recorded, body: Value) -> Answer {
    if matches!(request.header("x-plex-token"), ACCOUNT_TOKEN | SERVER_TOKEN) {
        return Answer::json(200, body);
    }
    Answer::html(401, payloads::UNAUTHORIZED_HTML)
}

pub(crate) fn client_identifier_missing() -> Answer {
    error(400, 1000, "X-Plex-Client-Identifier is missing")
}

pub(crate) fn unauthorized(code: i64, message: &str) -> Answer {
    error(401, code, message)
}

pub(crate) fn error(status: u16, code: i64, message: &str) -> Answer {
    Answer::json(status, payloads::error(status, code, message))
}
