//! The client itself: servers, credentials, time, and requests without a client.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::net::TcpListener;
use std::time::Duration;

use plex_sdk::authentication::{GetTokenDetails, SignIn};
use plex_sdk::{Client, Error, Operation as _};
use plex_sdk_tests::{ACCOUNT_TOKEN, LOGIN, PASSWORD, StandIn, payloads};
use support::{builder, client};

#[tokio::test]
async fn a_missing_token_is_an_error_before_anything_is_sent() {
    let stand_in = StandIn::start().unwrap();
    let error = builder(&stand_in).build().unwrap().authentication().get_token_details().send().await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(error.to_string().contains("token"), "{error}");
    assert!(stand_in.requests().is_empty());
}

#[tokio::test]
async fn a_missing_client_identifier_is_an_error_before_anything_is_sent() {
    let stand_in = StandIn::start().unwrap();
    let plex = Client::builder().token(ACCOUNT_TOKEN).force_server(stand_in.url()).build().unwrap();
    let error = plex.authentication().get_token_details().send().await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(error.to_string().contains("X-Plex-Client-Identifier"), "{error}");
    assert!(stand_in.requests().is_empty());
}

#[tokio::test]
async fn one_client_reuses_its_connection() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in);
    for _ in 0..5 {
        plex.authentication().get_token_details().send().await.unwrap();
    }
    let derived = plex.with(|options| options.timeout(Duration::from_secs(5)));
    derived.authentication().get_token_details().send().await.unwrap();
    assert_eq!((stand_in.requests().len(), stand_in.connections()), (6, 1));
}

#[tokio::test]
async fn a_server_that_never_answers_ends_in_a_timeout() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let plex = Client::builder().client_identifier("x").token("t").force_server(&url).build().unwrap();
    let hurried = plex.with(|options| options.timeout(Duration::from_millis(50)));
    let error = hurried.authentication().get_token_details().send().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_connect_error() {
    let url = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let builder = Client::builder().client_identifier("x").token("t").force_server(&url);
    let plex = builder.with(|options| options.retries(0)).build().unwrap();
    let error = plex.authentication().get_token_details().send().await.unwrap_err();
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
}

#[test]
fn without_a_client_each_operation_goes_to_its_own_server() {
    let options = Client::builder().client_identifier("x").token("t").options().unwrap();
    let request = options.request(&GetTokenDetails::new()).unwrap();
    assert_eq!(request.uri(), "https://plex.tv/api/v2/user");
    let request = options.request(&plex_sdk::users::GetUsers::new()).unwrap();
    assert_eq!(request.uri(), "https://plex.tv/api/users");
    let transient = plex_sdk::authentication::GetTransientToken::new("delegation", "all");
    let request = options.request(&transient).unwrap();
    assert_eq!(request.uri(), "http://localhost:32400/security/token?type=delegation&scope=all");
}

#[test]
fn server_variables_choose_the_server_that_has_them() {
    let url = |builder: plex_sdk::ClientBuilder| {
        let options = builder.client_identifier("x").token("t").options().unwrap();
        let transient = plex_sdk::authentication::GetTransientToken::new("delegation", "all");
        options.request(&transient).unwrap().uri().to_string()
    };
    let path = "/security/token?type=delegation&scope=all";
    let host = Client::builder().server_protocol("https").server_host("nas.local").server_port("443");
    assert_eq!(url(host), format!("https://nas.local:443{path}"));
    let direct = Client::builder().server_ip_description("192-0-2-1").server_identifier("abc");
    assert_eq!(url(direct), format!("https://192-0-2-1.abc.plex.direct:32400{path}"));
    let full = Client::builder().server_full_server_url("https://nas.example/plex/");
    assert_eq!(url(full), format!("https://nas.example/plex{path}"));
    let server = Client::builder().server("http://[::1]:32400/base/");
    assert_eq!(url(server), format!("http://[::1]:32400/base{path}"));
}

#[test]
fn a_server_variable_outside_its_values_is_refused() {
    assert!(Client::builder().client_identifier("x").server_protocol("gopher").build().is_err());
}

#[test]
fn without_a_client_a_request_and_its_answer_are_plain_http_types() {
    let options = Client::builder().client_identifier("x").options().unwrap();
    let sign_in = SignIn::new(LOGIN, PASSWORD).remember_me(false);
    let request = options.request(&sign_in).unwrap();
    assert_eq!(
        (request.method().as_str(), request.uri().to_string().as_str()),
        ("POST", "https://plex.tv/api/v2/users/signin")
    );
    assert_eq!(&request.body()[..], b"login=me%40example.com&password=correct+horse+battery+staple&rememberMe=false");

    let answer = http::Response::builder().status(201).body(payloads::signed_in().to_string().into()).unwrap();
    assert_eq!(sign_in.response(answer).unwrap().auth_token.expose(), ACCOUNT_TOKEN);
    let answer = http::Response::builder().status(418).body("teapot".into()).unwrap();
    assert_eq!(sign_in.response(answer).unwrap_err().status().unwrap().as_u16(), 418);
}

#[tokio::test]
async fn a_derived_client_can_go_to_another_server_for_one_call() {
    let first = StandIn::start().unwrap();
    let second = StandIn::start().unwrap();
    let plex = client(&first);
    let url = format!("{}/api/v2", second.url());
    plex.with(|options| options.force_server(url)).authentication().get_token_details().send().await.unwrap();
    plex.authentication().get_token_details().send().await.unwrap();
    assert_eq!((first.requests().len(), second.requests().len()), (1, 1));
}

#[test]
fn futures_can_be_spawned() {
    fn assert_spawnable<F: Future + Send + 'static>(_: F) {}
    let plex = Client::builder().client_identifier("x").build().unwrap();
    assert_spawnable(plex.authentication().get_token_details().send());
}

#[tokio::test]
async fn the_operations_of_one_tag_can_have_options_of_their_own() {
    let first = StandIn::start().unwrap();
    let second = StandIn::start().unwrap();
    let plex = client(&first);
    let url = format!("{}/api/v2", second.url());
    let elsewhere = plex.authentication().with(|options| options.force_server(url));
    elsewhere.get_token_details().send().await.unwrap();
    plex.devices().get_server_resources().send().await.unwrap();
    assert_eq!((first.requests().len(), second.requests().len()), (1, 1));
}
