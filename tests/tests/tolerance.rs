//! The payloads that broke other clients of this API: each is a correct answer of Plex, so each decodes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use http::Method;
use plex_sdk::models::{PlexDevice, UserPlexAccount};
use plex_sdk_tests::{Answer, StandIn, payloads};
use serde_json::{Value, json};
use support::client;

async fn account(change: impl FnOnce(&mut Value)) -> UserPlexAccount {
    let mut account = payloads::account();
    change(&mut account);
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::GET, "/api/v2/user", Answer::json(200, account));
    client(&stand_in).authentication().get_token_details().send().await.unwrap()
}

async fn devices(change: impl FnOnce(&mut Value)) -> Vec<PlexDevice> {
    let mut devices = payloads::devices();
    change(&mut devices);
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::GET, "/api/v2/resources", Answer::json(200, devices));
    client(&stand_in).devices().get_server_resources().send().await.unwrap()
}

fn without(account: &mut Value, field: &str) {
    account.as_object_mut().unwrap().remove(field).unwrap();
}

#[tokio::test]
async fn an_account_without_subscriptions() {
    let account = account(|account| without(account, "subscriptions")).await;
    assert_eq!(account.subscriptions, None);
}

#[tokio::test]
async fn a_value_of_auto_select_subtitle_that_older_descriptions_do_not_list() {
    let known = account(|account| account["profile"]["autoSelectSubtitle"] = json!(2)).await;
    assert_eq!(known.profile.unwrap().auto_select_subtitle.as_i64(), 2);
    let unknown = account(|account| account["profile"]["autoSelectSubtitle"] = json!(9)).await;
    let subtitle = unknown.profile.unwrap().auto_select_subtitle;
    assert_eq!(subtitle.as_i64(), 9, "the value is kept");
    assert!(!subtitle.is_known());
}

#[tokio::test]
async fn an_unknown_mailing_list_status() {
    let account = account(|account| account["mailingListStatus"] = json!("paused")).await;
    assert_eq!(account.mailing_list_status.unwrap().as_str(), "paused");
}

#[tokio::test]
async fn a_device_without_an_access_token() {
    let devices = devices(|_| ()).await;
    assert!(devices[0].access_token.is_some());
    assert!(devices[1].access_token.is_none());
}

#[tokio::test]
async fn ids_as_strings() {
    assert_eq!(account(|account| account["id"] = json!("1234567")).await.id, 1_234_567);
}

#[tokio::test]
async fn an_empty_friendly_name() {
    assert_eq!(account(|account| account["friendlyName"] = json!("")).await.friendly_name, "");
}

#[tokio::test]
async fn numbers_and_flags_as_text() {
    let account = account(|account| {
        account["homeSize"] = json!("2");
        account["joinedAt"] = json!("1500000000");
        account["hasPassword"] = json!("1");
        account["twoFactorEnabled"] = json!(0);
    })
    .await;
    assert_eq!(account.home_size, Some(2));
    assert_eq!(account.joined_at, 1_500_000_000);
    assert!(account.has_password);
    assert!(!account.two_factor_enabled);
}

#[tokio::test]
async fn ports_as_text_and_a_single_connection_that_is_no_list() {
    let devices = devices(|devices| {
        let mut connection = devices[0]["connections"][0].clone();
        connection["port"] = json!("32400");
        devices[0]["connections"] = connection;
    })
    .await;
    assert_eq!(devices[0].connections.iter().map(|connection| connection.port).collect::<Vec<_>>(), [32400]);
}

#[tokio::test]
async fn fields_that_nobody_described() {
    let account = account(|account| account["brandNew"] = json!({ "deep": [1, { "er": null }] })).await;
    assert_eq!(account.username, "me");
}

#[tokio::test]
async fn an_account_whose_token_is_missing_is_an_error_and_not_an_empty_token() {
    let mut account = payloads::account();
    without(&mut account, "authToken");
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::GET, "/api/v2/user", Answer::json(200, &account));
    let error = client(&stand_in).authentication().get_token_details().send().await.unwrap_err();
    assert!(error.to_string().contains("authToken"), "{error}");
    assert_eq!(error.body().map(|body| &body[..]), Some(account.to_string().as_bytes()));
}
