//! What the operations around signing in send, and what their answers become.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use http::Method;
use plex_sdk::authentication::{GetPinError, LinkPinError};
use plex_sdk::models::{DeviceKeyRegistration, DeviceTokenRequest, JsonWebKey};
use plex_sdk::users::SwitchHomeUserError;
use plex_sdk_tests::{ACCOUNT_TOKEN, Answer, HOME_PIN, HOME_USER_TOKEN, Recorded, SERVER_IDENTIFIER, StandIn};
use serde_json::{Value, json};
use support::{builder, client};

fn last(stand_in: &StandIn, method: &Method, path: &str, query: &[(&str, &str)]) -> Recorded {
    let request = stand_in.requests().pop().unwrap();
    assert_eq!((&request.method, request.path.as_str()), (method, path));
    let pairs: Vec<_> = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    assert_eq!(request.query_pairs(), pairs);
    assert_eq!(request.header("x-plex-client-identifier"), "3381b62b-test");
    assert_eq!(request.header("x-plex-product"), "Wire tests");
    request
}

fn body(request: &Recorded) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

fn key() -> JsonWebKey {
    let mut key = JsonWebKey::new("OKP");
    key.crv = Some("Ed25519".to_owned());
    key.x = Some("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo".to_owned());
    key.kid = Some("key-1".to_owned());
    key.alg = Some("EdDSA".to_owned());
    key
}

#[tokio::test]
async fn a_pin_is_made_confirmed_and_expires() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in);
    let pin = plex.authentication().create_pin().strong(true).send().await.unwrap();
    assert_eq!((pin.auth_token, pin.expires_in, pin.product.as_deref()), (None, Some(1800), Some("Wire tests")));
    let request = last(&stand_in, &Method::POST, "/api/v2/pins", &[("strong", "true")]);
    assert_eq!(request.header("x-plex-token"), "", "a PIN needs no token");
    assert!(request.body.is_empty());

    let waiting = plex.authentication().get_pin(pin.id).send().await.unwrap();
    assert_eq!(waiting.auth_token, None);
    assert!(stand_in.confirm_pin(pin.code.expose()));
    let confirmed = plex.authentication().get_pin(pin.id).send().await.unwrap();
    assert_eq!(confirmed.auth_token.unwrap().expose(), ACCOUNT_TOKEN);
    last(&stand_in, &Method::GET, &format!("/api/v2/pins/{}", pin.id), &[]);

    stand_in.expire_pins();
    let error = plex.authentication().get_pin(pin.id).send().await.unwrap_err();
    assert_eq!(error.code(), Some(1020));
    assert!(matches!(error.documented(), Some(GetPinError::NotFound(Some(_)))), "{error}");
}

#[tokio::test]
async fn a_pin_takes_the_key_of_a_device_and_a_proof() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in);
    let pin = plex.authentication().create_pin().body(DeviceKeyRegistration::new(key())).send().await.unwrap();
    let request = last(&stand_in, &Method::POST, "/api/v2/pins", &[]);
    assert_eq!(body(&request)["jwk"]["kid"], json!("key-1"));
    plex.authentication().get_pin(pin.id).device_jwt("a.b.c").send().await.unwrap();
    last(&stand_in, &Method::GET, &format!("/api/v2/pins/{}", pin.id), &[("deviceJWT", "a.b.c")]);
}

#[tokio::test]
async fn a_pin_is_linked_by_a_form_with_the_token_in_the_header() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in);
    let pin = plex.authentication().create_pin().send().await.unwrap();
    assert_eq!(pin.code.expose().len(), 4);
    plex.authentication().link_pin(&pin.code).send().await.unwrap();
    let request = last(&stand_in, &Method::PUT, "/api/v2/pins/link", &[]);
    assert_eq!(request.form_pairs(), [("code".to_owned(), pin.code.expose().to_owned())]);
    assert_eq!(request.header("x-plex-token"), ACCOUNT_TOKEN);
    let error = plex.authentication().link_pin("none").send().await.unwrap_err();
    assert!(matches!(error.documented(), Some(LinkPinError::NotFound(Some(_)))), "{error}");
}

#[tokio::test]
async fn device_keys_are_registered_and_exchanged() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in);
    stand_in.answer(Method::POST, "/api/v2/auth/jwk", Answer::json(200, "{}"));
    plex.authentication().register_device_key(DeviceKeyRegistration::new(key())).send().await.unwrap();
    let request = last(&stand_in, &Method::POST, "/api/v2/auth/jwk", &[]);
    assert_eq!(request.header("x-plex-token"), ACCOUNT_TOKEN);
    assert_eq!(body(&request)["jwk"]["crv"], json!("Ed25519"));

    stand_in.answer(Method::GET, "/api/v2/auth/nonce", Answer::json(200, json!({ "nonce": "n-1" })));
    let nonce = plex.authentication().get_device_nonce().send().await.unwrap();
    assert_eq!(nonce.nonce, "n-1");
    assert_eq!(last(&stand_in, &Method::GET, "/api/v2/auth/nonce", &[]).header("x-plex-token"), "");

    stand_in.answer(Method::POST, "/api/v2/auth/token", Answer::json(200, json!({ "auth_token": "d.e.f" })));
    let token = plex.authentication().exchange_device_token(DeviceTokenRequest::new("a.b.c")).send().await.unwrap();
    assert_eq!(token.auth_token.expose(), "d.e.f");
    let request = last(&stand_in, &Method::POST, "/api/v2/auth/token", &[]);
    assert_eq!((body(&request), request.header("x-plex-token")), (json!({ "jwt": "a.b.c" }), ""));

    stand_in.answer(Method::GET, "/api/v2/auth/keys", Answer::json(200, json!({ "keys": [{ "kty": "OKP" }] })));
    assert_eq!(plex.authentication().get_signing_keys().send().await.unwrap().keys[0].kty, "OKP");
    last(&stand_in, &Method::GET, "/api/v2/auth/keys", &[]);
}

#[tokio::test]
async fn a_token_is_kept_alive_and_withdrawn() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in);
    plex.authentication().ping().send().await.unwrap();
    assert_eq!(last(&stand_in, &Method::GET, "/api/v2/ping", &[]).header("x-plex-token"), ACCOUNT_TOKEN);
    let claim = plex.authentication().get_claim_token().send().await.unwrap();
    assert_eq!(claim.token.expose(), "claim-0123456789");
    last(&stand_in, &Method::GET, "/api/claim/token.json", &[]);
    plex.authentication().sign_out().send().await.unwrap();
    last(&stand_in, &Method::DELETE, "/api/v2/users/signout", &[]);
    assert_eq!(plex.authentication().ping().send().await.unwrap_err().code(), Some(1001));
}

#[tokio::test]
async fn the_account_comes_with_what_is_asked_for() {
    let stand_in = StandIn::start().unwrap();
    let account = client(&stand_in).authentication().get_token_details();
    account.include_subscriptions(true).include_providers(true).include_settings(false).send().await.unwrap();
    let query = [("includeSubscriptions", "1"), ("includeProviders", "1"), ("includeSettings", "0")];
    last(&stand_in, &Method::GET, "/api/v2/user", &query);
}

#[tokio::test]
async fn a_member_of_the_home_is_switched_to_with_a_pin() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in);
    let home = plex.users().get_home_users().send().await.unwrap();
    assert_eq!(home.users[1].email, None);
    let refused = plex.users().switch_home_user(&home.users[1].uuid).send().await.unwrap_err();
    assert!(matches!(refused.documented(), Some(SwitchHomeUserError::Forbidden(Some(_)))), "{refused}");
    assert_eq!(refused.code(), Some(1041));
    let member = plex.users().switch_home_user(&home.users[1].uuid).pin(HOME_PIN).send().await.unwrap();
    assert_eq!(member.auth_token.expose(), HOME_USER_TOKEN);
    last(&stand_in, &Method::POST, "/api/v2/home/users/8796a5b4c3d2e1f0/switch", &[("pin", HOME_PIN)]);
}

#[tokio::test]
async fn the_identity_of_a_server_is_asked_for_without_a_token() {
    let stand_in = StandIn::start().unwrap();
    let plex = builder(&stand_in).token(ACCOUNT_TOKEN).build().unwrap();
    let identity = plex.devices().get_identity().send().await.unwrap();
    assert_eq!(identity.media_container.machine_identifier, SERVER_IDENTIFIER);
    assert_eq!(last(&stand_in, &Method::GET, "/identity", &[]).header("x-plex-token"), "");
}
