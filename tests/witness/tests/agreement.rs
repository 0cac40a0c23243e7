//! The same calls by progenitor's client and by ours, on one recording server: both must send the same and read the
//! same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use plex_sdk_tests::{ACCOUNT_TOKEN, Answer, LOGIN, PASSWORD, Recorded, StandIn, payloads};
use plex_sdk_witness::types;
use serde::Serialize;
use serde_json::Value;

/// Where ours differs from progenitor's client, and why it is right to.
const DIFFERENCES: &[(&str, &str)] = &[
    ("x-plex-token", "progenitor knows no security: its HTTP client is given the token as a default header"),
    ("api-version", "progenitor's own header, which no description asks for"),
    ("user-agent", "ours names itself, so that a server's log says who calls"),
    ("accept-encoding", "that of each one's HTTP client"),
    (
        "content-length",
        "progenitor leaves it out of a POST without a body, ours says 0 or leaves it to the HTTP client",
    ),
    ("host", "the same server, named by the HTTP client"),
    // Not visible here: ours has a server per operation, progenitor one for all, so both are sent to one base URL;
    // ours takes the identity headers once for the client, progenitor with every call.
];

/// Secrets that may be absent, and are where they are empty: ours has none then, progenitor's an empty text.
const ABSENT_IF_EMPTY: &[&str] = &["pin"];

const IDENTIFIER: &str = "witness-client";
const PRODUCT: &str = "Agreement";

struct Pair {
    stand_in: StandIn,
    ours: plex_sdk::Client,
    theirs: plex_sdk_witness::Client,
}

impl Pair {
    /// Both clients on one server that answers this.
    fn on(method: http::Method, path: &str, answer: Answer) -> Self {
        let stand_in = StandIn::start().unwrap();
        stand_in.answer(method, path, answer);
        let ours = plex_sdk::Client::builder()
            .client_identifier(IDENTIFIER)
            .product(PRODUCT)
            .token(ACCOUNT_TOKEN)
            .force_server(stand_in.url())
            .build()
            .unwrap();
        let token = [("x-plex-token".parse().unwrap(), ACCOUNT_TOKEN.parse().unwrap())];
        let http = reqwest::Client::builder().default_headers(token.into_iter().collect()).build().unwrap();
        let theirs = plex_sdk_witness::Client::new_with_client(&stand_in.url(), http);
        Self { stand_in, ours, theirs }
    }

    /// Compares the two requests that arrived: ours first.
    fn assert_same_requests(&self, but_for: &[&str]) {
        let requests = self.stand_in.requests();
        let [ours, theirs] = requests.as_slice() else { panic!("two requests: {requests:?}") };
        assert_eq!((&ours.method, &ours.path), (&theirs.method, &theirs.path));
        assert_eq!(sorted(ours.query_pairs()), sorted(theirs.query_pairs()));
        assert_eq!(ours.form_pairs(), theirs.form_pairs());
        let different = |name: &str| but_for.contains(&name) || DIFFERENCES.iter().any(|(other, _)| *other == name);
        let headers = |request: &Recorded| -> BTreeMap<String, String> {
            let names = request.headers.keys().map(|name| name.as_str()).filter(|name| !different(name));
            names.map(|name| (name.to_owned(), request.header(name).to_owned())).collect()
        };
        assert_eq!(headers(ours), headers(theirs));
    }
}

fn sorted(mut pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    pairs.sort();
    pairs
}

/// A value as JSON, without what one client leaves out and the other writes as nothing.
fn plain(value: &impl Serialize) -> Value {
    fn trimmed(value: Value) -> Value {
        match value {
            Value::Object(fields) => {
                let fields = fields.into_iter().map(|(name, value)| (name, trimmed(value)));
                let no_secret = |name: &str, value: &Value| ABSENT_IF_EMPTY.contains(&name) && value == "";
                let nothing = |value: &Value| value.is_null() || value == &Value::Array(Vec::new());
                Value::Object(fields.filter(|(name, value)| !nothing(value) && !no_secret(name, value)).collect())
            }
            Value::Array(items) => items.into_iter().map(trimmed).collect(),
            other => other,
        }
    }
    // Theirs shows tokens, so ours has to as well.
    trimmed(plex_sdk::Secret::exposing(|| serde_json::to_value(value)).unwrap())
}

#[tokio::test]
async fn get_token_details() {
    let pair = Pair::on(http::Method::GET, "/user", Answer::json(200, payloads::account()));
    let ours = pair.ours.authentication().get_token_details().send().await.unwrap();
    let call = pair.theirs.get_token_details().x_plex_client_identifier(IDENTIFIER).x_plex_product(PRODUCT);
    let theirs = call.send().await.unwrap().into_inner();
    pair.assert_same_requests(&[]);
    assert_eq!(plain(&ours), plain(&theirs));
    assert_eq!(plain(&ours), plain(&payloads::account()), "and both are what was sent");
}

#[tokio::test]
async fn get_server_resources() {
    let pair = Pair::on(http::Method::GET, "/resources", Answer::json(200, payloads::devices()));
    let call = pair.ours.devices().get_server_resources().include_https(true).include_i_pv6(false);
    let ours = call.send().await.unwrap();
    let flag = |value: i32| types::BoolInt::try_from(value).unwrap();
    let call = pair.theirs.get_server_resources().x_plex_client_identifier(IDENTIFIER).x_plex_product(PRODUCT);
    let theirs = call.include_https(flag(1)).include_i_pv6(flag(0)).send().await.unwrap().into_inner();
    pair.assert_same_requests(&[]);
    assert_eq!(plain(&ours), plain(&theirs));
    assert_eq!(plain(&ours), plain(&payloads::devices()));
}

#[tokio::test]
async fn get_transient_token() {
    let pair = Pair::on(http::Method::POST, "/security/token", Answer::json(200, payloads::transient_token()));
    let ours = pair.ours.authentication().get_transient_token("delegation", "all").send().await.unwrap();
    let call = pair.theirs.get_transient_token().x_plex_client_identifier(IDENTIFIER).x_plex_product(PRODUCT);
    let call = call.type_(types::GetTransientTokenType::Delegation).scope(types::GetTransientTokenScope::All);
    let theirs = call.send().await.unwrap().into_inner();
    pair.assert_same_requests(&[]);
    assert_eq!(plain(&ours), plain(&theirs));
}

#[tokio::test]
async fn get_source_connection_information() {
    let answer = Answer::json(200, payloads::source_connection());
    let pair = Pair::on(http::Method::GET, "/security/resources", answer);
    let source = "server://0123 & more/ü";
    let ours = pair.ours.authentication().get_source_connection_information(source).send().await.unwrap();
    let call = pair.theirs.get_source_connection_information().source(source);
    let call = call.x_plex_client_identifier(IDENTIFIER).x_plex_product(PRODUCT);
    let theirs = call.send().await.unwrap().into_inner();
    pair.assert_same_requests(&[]);
    assert_eq!(plain(&ours), plain(&theirs));
}

#[tokio::test]
async fn sign_in() {
    let pair = Pair::on(http::Method::POST, "/users/signin", Answer::json(201, payloads::signed_in()));
    let call = pair.ours.authentication().sign_in(LOGIN, PASSWORD);
    let ours = call.remember_me(true).verification_code("123456").send().await.unwrap();
    let body = types::PostUsersSignInDataBody::builder()
        .login(LOGIN)
        .password(PASSWORD)
        .remember_me(true)
        .verification_code("123456".to_owned());
    let call = pair.theirs.post_users_sign_in_data().x_plex_client_identifier(IDENTIFIER).x_plex_product(PRODUCT);
    let theirs = call.body(body).send().await.unwrap().into_inner();
    pair.assert_same_requests(&[]);
    assert_eq!(plain(&ours), plain(&theirs));

    let requests = pair.stand_in.requests();
    assert!(!requests[0].headers.contains_key("x-plex-token"), "ours honours `security: []`");
    assert!(requests[1].headers.contains_key("x-plex-token"), "progenitor's cannot");
}

#[tokio::test]
async fn get_users_sends_the_same_and_progenitor_reads_nothing() {
    let answer = Answer::new(200, Some("application/xml"), payloads::USERS_XML);
    let pair = Pair::on(http::Method::GET, "/users", answer);
    let _ = pair.ours.users().get_users().send().await;
    let call = pair.theirs.get_users().x_plex_client_identifier(IDENTIFIER).x_plex_product(PRODUCT);
    call.send().await.unwrap();
    // The description says XML: ours asks for it, progenitor's takes any bytes.
    pair.assert_same_requests(&["accept"]);
}

#[tokio::test]
async fn an_error_is_the_same_value_for_both() {
    let body = payloads::error(401, 1001, "User could not be authenticated");
    let pair = Pair::on(http::Method::GET, "/user", Answer::json(401, &body));
    let ours = pair.ours.authentication().get_token_details().send().await.unwrap_err();
    let call = pair.theirs.get_token_details().x_plex_client_identifier(IDENTIFIER);
    let theirs = call.send().await.unwrap_err();
    let plex_sdk_witness::Error::ErrorResponse(theirs) = theirs else { panic!("{theirs:?}") };
    use plex_sdk::authentication::GetTokenDetailsError;
    let Some(GetTokenDetailsError::Unauthorized(Some(ours))) = ours.documented() else { panic!("{ours:?}") };
    assert_eq!(plain(ours), plain(&theirs.into_inner()));
}
