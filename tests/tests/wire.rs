//! What each operation sends: method, path, query, headers and body as Plex expects them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use http::Method;
use plex_sdk_tests::{ACCOUNT_TOKEN, LOGIN, PASSWORD, Recorded, StandIn};
use support::{builder, client};

/// The only request that arrived.
fn only_request(stand_in: &StandIn) -> Recorded {
    let mut requests = stand_in.requests();
    assert_eq!(requests.len(), 1, "one request was sent");
    requests.remove(0)
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn assert_head(request: &Recorded, method: &Method, path: &str, query: &[(&str, &str)]) {
    assert_eq!((&request.method, request.path.as_str()), (method, path));
    assert_eq!(request.query_pairs(), pairs(query));
    assert_eq!(request.header("x-plex-client-identifier"), "3381b62b-test");
    assert_eq!(request.header("x-plex-product"), "Wire tests");
    assert!(!request.headers.contains_key("x-plex-version"), "what is not set is not sent");
    assert!(request.header("user-agent").starts_with("plex-sdk/"));
}

#[tokio::test]
async fn get_transient_token_posts_type_and_scope_to_the_media_server() {
    let stand_in = StandIn::start().unwrap();
    let answer = client(&stand_in).authentication().get_transient_token("delegation", "all").send().await.unwrap();
    assert_eq!(answer.media_container.token.expose(), "transient-00000000");
    let request = only_request(&stand_in);
    assert_head(&request, &Method::POST, "/security/token", &[("type", "delegation"), ("scope", "all")]);
    assert_eq!(request.header("x-plex-token"), ACCOUNT_TOKEN);
    assert_eq!(request.header("accept"), "application/json");
    assert!(request.body.is_empty());
}

#[tokio::test]
async fn get_source_connection_information_asks_the_media_server_for_a_source() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in);
    let source = "server://0123 & more";
    let answer = plex.authentication().get_source_connection_information(source).refresh(true).send().await.unwrap();
    let device = answer.media_container.device.unwrap();
    assert_eq!(device.access_token.unwrap().expose(), "source-token-000000");
    assert_eq!(device.connection.unwrap().len(), 1);
    let request = only_request(&stand_in);
    assert_head(&request, &Method::GET, "/security/resources", &[("source", source), ("refresh", "1")]);
    assert_eq!(request.header("x-plex-token"), ACCOUNT_TOKEN);
}

#[tokio::test]
async fn get_token_details_asks_plex_tv_for_the_account() {
    let stand_in = StandIn::start().unwrap();
    let account = client(&stand_in).authentication().get_token_details().send().await.unwrap();
    assert_eq!((account.id, account.username.as_str()), (1_234_567, "me"));
    assert_eq!(account.auth_token.expose(), ACCOUNT_TOKEN);
    let request = only_request(&stand_in);
    assert_head(&request, &Method::GET, "/api/v2/user", &[]);
    assert_eq!(request.header("x-plex-token"), ACCOUNT_TOKEN);
}

#[tokio::test]
async fn sign_in_sends_a_form_and_no_token() {
    let stand_in = StandIn::start().unwrap();
    let signed_in = client(&stand_in)
        .authentication()
        .sign_in(LOGIN, PASSWORD)
        .remember_me(true)
        .verification_code("123456")
        .send()
        .await
        .unwrap();
    assert_eq!(signed_in.auth_token.expose(), ACCOUNT_TOKEN);
    assert_eq!(signed_in.past_subscriptions.unwrap(), []);
    let request = only_request(&stand_in);
    assert_head(&request, &Method::POST, "/api/v2/users/signin", &[]);
    assert_eq!(request.header("content-type"), "application/x-www-form-urlencoded");
    assert!(!request.headers.contains_key("x-plex-token"), "`security: []` sends no token, though the client has one");
    let form = [("login", LOGIN), ("password", PASSWORD), ("rememberMe", "true"), ("verificationCode", "123456")];
    assert_eq!(request.form_pairs(), pairs(&form));
}

#[tokio::test]
async fn sign_in_needs_no_token_and_sends_only_what_is_given() {
    let stand_in = StandIn::start().unwrap();
    let plex = builder(&stand_in).build().unwrap();
    plex.authentication().sign_in(LOGIN, PASSWORD).send().await.unwrap();
    assert_eq!(only_request(&stand_in).form_pairs(), pairs(&[("login", LOGIN), ("password", PASSWORD)]));
}

#[tokio::test]
async fn get_server_resources_sends_flags_as_numbers_and_reads_a_bare_array() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in);
    let devices = plex.devices().get_server_resources().include_https(true).include_relay(false).send().await.unwrap();
    assert_eq!(devices.iter().map(|device| device.name.as_str()).collect::<Vec<_>>(), ["attic", "phone"]);
    let request = only_request(&stand_in);
    assert_head(&request, &Method::GET, "/api/v2/resources", &[("includeHttps", "1"), ("includeRelay", "0")]);
    assert_eq!(request.header("x-plex-token"), ACCOUNT_TOKEN);
}

#[tokio::test]
async fn get_users_asks_the_first_version_of_plex_tv_and_reads_its_xml() {
    let stand_in = StandIn::start().unwrap();
    let container = client(&stand_in).users().get_users().send().await.unwrap();
    let users = container.user.unwrap();
    assert_eq!(users.iter().map(|user| (user.id, user.title.as_str())).collect::<Vec<_>>(), [(42, "Friend")]);
    assert_eq!(users[0].server.as_ref().unwrap()[0].name, "attic");
    let request = only_request(&stand_in);
    assert_head(&request, &Method::GET, "/api/users", &[]);
    assert_eq!(request.header("accept"), "application/xml");
}

#[tokio::test]
async fn product_names_beyond_ascii_go_as_utf_8() {
    let stand_in = StandIn::start().unwrap();
    let plex = builder(&stand_in).product("Größe 大").token(ACCOUNT_TOKEN).build().unwrap();
    plex.authentication().get_token_details().send().await.unwrap();
    let request = only_request(&stand_in);
    assert_eq!(request.headers.get("x-plex-product").unwrap().as_bytes(), "Größe 大".as_bytes());
}

#[tokio::test]
async fn all_ten_identity_headers_are_sent_once_they_are_set() {
    let stand_in = StandIn::start().unwrap();
    let plex = builder(&stand_in)
        .version("2.4.1")
        .platform("Roku")
        .platform_version("4.3")
        .device("Roku 3")
        .model("4200X")
        .device_vendor("Roku")
        .device_name("Living Room TV")
        .marketplace("googlePlay")
        .token(ACCOUNT_TOKEN)
        .build()
        .unwrap();
    plex.authentication().get_token_details().send().await.unwrap();
    let request = only_request(&stand_in);
    let expected = [
        ("x-plex-version", "2.4.1"),
        ("x-plex-platform", "Roku"),
        ("x-plex-platform-version", "4.3"),
        ("x-plex-device", "Roku 3"),
        ("x-plex-model", "4200X"),
        ("x-plex-device-vendor", "Roku"),
        ("x-plex-device-name", "Living Room TV"),
        ("x-plex-marketplace", "googlePlay"),
    ];
    for (name, value) in expected {
        assert_eq!(request.header(name), value, "{name}");
    }
}
