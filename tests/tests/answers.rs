//! What answers become: a variant per documented status, and nothing lost where an answer is not as documented.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use http::Method;
use plex_sdk::authentication::{
    GetSourceConnectionInformationError, GetTokenDetailsError, GetTransientTokenError, SignInError,
};
use plex_sdk::devices::GetServerResourcesError;
use plex_sdk::users::GetUsersError;
use plex_sdk::{Error, models};
use plex_sdk_tests::{Answer, LOGIN, PASSWORD, StandIn, payloads};
use support::client;

/// The answer of the stand-in to `GET /user`.
async fn user_with(answer: Answer) -> Result<models::UserPlexAccount, Error<GetTokenDetailsError>> {
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::GET, "/api/v2/user", answer);
    // Each answer is taken as it is: none of them is worth waiting for another one.
    let plex = client(&stand_in).with(|options| options.retries(0));
    plex.authentication().get_token_details().send().await
}

fn assert_kept<E>(error: &Error<E>, status: u16, body: &[u8]) {
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    assert_eq!(error.body().map(|bytes| &bytes[..]), Some(body));
    assert!(error.headers().is_some_and(|headers| headers.contains_key("date")), "headers are kept");
}

#[tokio::test]
async fn each_documented_status_of_plex_tv_is_a_variant_with_its_body() {
    let body = payloads::error(400, 1000, "X-Plex-Client-Identifier is missing");
    let error = user_with(Answer::json(400, &body)).await.unwrap_err();
    let Some(GetTokenDetailsError::BadRequest(Some(envelope))) = error.documented() else { panic!("{error:?}") };
    assert_eq!(envelope.errors[0].code, 1000);
    assert_kept(&error, 400, body.to_string().as_bytes());

    let body = payloads::error(401, 1001, "User could not be authenticated");
    let error = user_with(Answer::json(401, &body)).await.unwrap_err();
    let Some(GetTokenDetailsError::Unauthorized(Some(envelope))) = error.documented() else { panic!("{error:?}") };
    assert_eq!(envelope.errors[0].message, "User could not be authenticated");
    assert_kept(&error, 401, body.to_string().as_bytes());
    assert!(error.to_string().contains("User could not be authenticated"), "{error}");
}

#[tokio::test]
async fn every_documented_status_of_sign_in_is_told_apart() {
    for status in [400, 401, 429] {
        let stand_in = StandIn::start().unwrap();
        stand_in.answer(Method::POST, "/api/v2/users/signin", Answer::json(status, payloads::error(status, 7, "no")));
        let call = client(&stand_in).authentication().sign_in(LOGIN, PASSWORD);
        let error = call.send().await.unwrap_err();
        let expected = match error.documented().unwrap() {
            SignInError::BadRequest(_) => 400,
            SignInError::Unauthorized(_) => 401,
            SignInError::TooManyRequests => 429,
            other => panic!("{other:?}"),
        };
        assert_eq!(expected, status);
        assert_eq!(stand_in.requests().len(), 1, "signing in is never repeated by itself");
    }
}

#[tokio::test]
async fn every_documented_status_of_the_media_server_is_told_apart_without_a_body_to_decode() {
    for status in [400, 401, 403] {
        let stand_in = StandIn::start().unwrap();
        stand_in.answer(Method::POST, "/security/token", Answer::html(status, "<html><h1>No</h1></html>"));
        let call = client(&stand_in).authentication().get_transient_token("delegation", "all");
        let error = call.send().await.unwrap_err();
        let expected = match error.documented().unwrap() {
            GetTransientTokenError::BadRequest => 400,
            GetTransientTokenError::Unauthorized => 401,
            GetTransientTokenError::Forbidden => 403,
            other => panic!("{other:?}"),
        };
        assert_eq!(expected, status);
        assert_kept(&error, status, b"<html><h1>No</h1></html>");
    }
}

#[tokio::test]
async fn every_documented_status_of_the_list_of_devices_is_told_apart() {
    for status in [400, 401] {
        let stand_in = StandIn::start().unwrap();
        stand_in.answer(Method::GET, "/api/v2/resources", Answer::json(status, payloads::error(status, 7, "no")));
        let error = client(&stand_in).devices().get_server_resources().send().await.unwrap_err();
        let expected = match error.documented().unwrap() {
            GetServerResourcesError::BadRequest(Some(_)) => 400,
            GetServerResourcesError::Unauthorized(Some(_)) => 401,
            other => panic!("{other:?}"),
        };
        assert_eq!(expected, status);
    }
}

#[tokio::test]
async fn every_documented_status_of_source_connections_is_told_apart() {
    for status in [400, 401, 403] {
        let stand_in = StandIn::start().unwrap();
        stand_in.answer(Method::GET, "/security/resources", Answer::html(status, payloads::UNAUTHORIZED_HTML));
        let call = client(&stand_in).authentication().get_source_connection_information("server://0");
        let error = call.send().await.unwrap_err();
        let expected = match error.documented().unwrap() {
            GetSourceConnectionInformationError::BadRequest => 400,
            GetSourceConnectionInformationError::Unauthorized => 401,
            GetSourceConnectionInformationError::Forbidden => 403,
            other => panic!("{other:?}"),
        };
        assert_eq!(expected, status);
        assert_kept(&error, status, payloads::UNAUTHORIZED_HTML.as_bytes());
    }
}

#[tokio::test]
async fn every_documented_status_of_the_users_is_told_apart() {
    for status in [400, 401, 422] {
        let stand_in = StandIn::start().unwrap();
        stand_in.answer(Method::GET, "/api/users", Answer::json(status, payloads::error(status, 7, "no")));
        let error = client(&stand_in).users().get_users().send().await.unwrap_err();
        let expected = match error.documented().unwrap() {
            GetUsersError::BadRequest(_) => 400,
            GetUsersError::Unauthorized(_) => 401,
            GetUsersError::UnprocessableEntity(_) => 422,
            other => panic!("{other:?}"),
        };
        assert_eq!(expected, status);
        assert_kept(&error, status, payloads::error(status, 7, "no").to_string().as_bytes());
    }
}

#[tokio::test]
async fn sign_in_succeeds_with_200_as_with_201() {
    for status in [200, 201] {
        let stand_in = StandIn::start().unwrap();
        stand_in.answer(Method::POST, "/api/v2/users/signin", Answer::json(status, payloads::signed_in()));
        let call = client(&stand_in).authentication().sign_in(LOGIN, PASSWORD);
        assert_eq!(call.send().await.unwrap().id, 1_234_567);
    }
}

#[tokio::test]
async fn html_behind_a_401_is_still_unauthorized() {
    let error = user_with(Answer::html(401, payloads::UNAUTHORIZED_HTML)).await.unwrap_err();
    assert!(matches!(error.documented(), Some(GetTokenDetailsError::Unauthorized(None))), "{error:?}");
    assert_kept(&error, 401, payloads::UNAUTHORIZED_HTML.as_bytes());
}

#[tokio::test]
async fn an_undocumented_status_keeps_status_headers_and_body() {
    let error = user_with(Answer::html(503, "<html>starting</html>")).await.unwrap_err();
    assert!(matches!(error, Error::Undocumented(_)), "{error:?}");
    assert_kept(&error, 503, b"<html>starting</html>");
}

#[tokio::test]
async fn an_empty_body_where_one_is_documented_is_a_decode_error_that_keeps_the_status() {
    let error = user_with(Answer::empty(200)).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_kept(&error, 200, b"");
}

#[tokio::test]
async fn a_truncated_document_is_a_decode_error_that_keeps_the_bytes() {
    let whole = payloads::account().to_string();
    let half = &whole[..whole.len() / 2];
    let error = user_with(Answer::json(200, half)).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_kept(&error, 200, half.as_bytes());
}

#[tokio::test]
async fn html_where_json_is_documented_is_a_decode_error_that_keeps_the_bytes() {
    let error = user_with(Answer::html(200, "<html>captive portal</html>")).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_kept(&error, 200, b"<html>captive portal</html>");
}

#[tokio::test]
async fn a_connection_that_ends_within_the_body_is_a_transport_error() {
    let error = user_with(Answer::json(200, payloads::account()).cut_short()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn no_error_shows_the_token_or_the_password() {
    let answers = [
        Answer::json(401, payloads::error(401, 1001, "no")),
        Answer::html(500, "x"),
        Answer::json(200, r#"{"id": []}"#),
        Answer::empty(200),
    ];
    for answer in answers {
        let stand_in = StandIn::start().unwrap();
        stand_in.answer(Method::POST, "/api/v2/users/signin", answer);
        let plex = client(&stand_in);
        let call = plex.authentication().sign_in(LOGIN, PASSWORD);
        let mut shown = format!("{plex:?} {call:?}");
        let error = call.send().await.unwrap_err();
        shown.push_str(&format!("{error} {error:?}"));
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            shown.push_str(&format!("{cause} {cause:?}"));
            source = cause.source();
        }
        for secret in [PASSWORD, plex_sdk_tests::ACCOUNT_TOKEN] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
