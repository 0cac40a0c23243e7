//! Errors: what they keep, what they say.

use std::error::Error as _;
use std::time::Duration;

use plex_sdk::codegen::*;
use plex_sdk::{DecodeProblem, TransportError, TransportErrorKind};

use crate::sample::{Client, SignInError, builder};
use crate::support::{Sent, wait};

fn failed(status: u16, headers: &[(&str, &str)], body: &'static str) -> Error<SignInError> {
    let core = builder().transport(Sent::default().answering(status, headers, body)).build().unwrap();
    wait(Client::new(core).sign_in("me", "pw").send()).unwrap_err()
}

#[test]
fn a_documented_error_is_typed_and_keeps_the_answer() {
    let error = failed(400, &[("x-request-id", "9")], r#"{"code": 1000}"#);
    let Some(SignInError::BadRequest(Some(failure))) = error.documented() else { panic!("{error:?}") };
    assert_eq!(failure.code, 1000);
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(error.headers().unwrap()["x-request-id"], "9");
    assert_eq!(error.body().unwrap(), r#"{"code": 1000}"#);
    assert_eq!(
        error.to_string(),
        "signIn: POST https://plex.tv/api/v2/users/me/signin: answered 400 Bad Request (bad request)"
    );
    assert_eq!(error.source().unwrap().to_string(), "bad request");
    assert!(matches!(error.into_documented(), Ok(SignInError::BadRequest(_))));
}

#[test]
fn a_documented_error_does_not_depend_on_its_body() {
    for body in ["", "<html><title>Unauthorized</title></html>", "[1]"] {
        let error = failed(400, &[("content-type", "text/html")], body);
        assert_eq!(error.documented(), Some(&SignInError::BadRequest(None)));
        assert_eq!(error.body().unwrap(), body);
    }
    assert_eq!(failed(403, &[], "no").documented(), Some(&SignInError::Forbidden("no".to_owned())));
}

#[test]
fn the_servers_own_message_is_said() {
    let cases = [
        (
            r#"{"errors":[{"code":1001,"message":"User could not be authenticated","status":401}]}"#,
            "User could not be authenticated",
        ),
        (r#"{"message":"m"}"#, "m"),
        (r#"{"error":{"message":"m"}}"#, "m"),
        (r#"{"error":"invalid_grant","error_description":"expired"}"#, "expired"),
        (r#"{"error":"invalid_grant"}"#, "invalid_grant"),
        (r#"{"errors":["first"],"message":"m"}"#, "first"),
        (r#"{"title":"t","detail":"d"}"#, "d"),
        (r#"{"title":"a\r\nb\u001b"}"#, "a  b "),
    ];
    for (body, message) in cases {
        let error = failed(401, &[], body);
        let expected = format!("users/me/signin: answered 401 Unauthorized: {message}");
        assert!(error.to_string().ends_with(&expected), "{error}");
        assert_eq!(error.message().as_deref(), Some(message));
    }
    for body in ["plain text", r#"{"message":5}"#, r#"{"other":"x"}"#, "<errors/>", r#"{"message":"#] {
        let error = failed(401, &[], body).to_string();
        assert!(error.ends_with("answered 401 Unauthorized (unauthorized)"), "{error}");
    }
}

#[test]
fn a_long_message_is_cut() {
    let body: &'static str = format!(r#"{{"message":"{}"}}"#, "é".repeat(10_000)).leak();
    assert!(failed(401, &[], body).to_string().chars().count() < 500);
}

#[test]
fn a_status_that_is_not_documented_is_an_error_with_its_answer() {
    for status in [204, 302, 404, 418, 599] {
        let error = failed(status, &[("location", "https://elsewhere/?token=canary")], "body");
        assert!(matches!(error, Error::Undocumented(_)), "{error}");
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.body().unwrap(), "body");
        assert!(error.documented().is_none());
        assert!(!format!("{error:?}").contains("canary"));
    }
    assert!(failed(599, &[], "").to_string().ends_with("answered 599"));
}

#[test]
fn an_answer_that_is_not_as_described_says_why_and_keeps_the_body() {
    let problem = |headers: &[(&str, &str)], body: &'static str| {
        let error = failed(200, headers, body);
        assert_eq!(error.body().unwrap(), body);
        let Error::Decode(failure) = &error else { panic!("{error:?}") };
        (failure.problem().clone(), error.to_string())
    };
    let (empty, text) = problem(&[], "");
    assert_eq!(empty, DecodeProblem::Empty);
    assert!(text.ends_with("answered 200 OK, but with an empty body where one is documented"), "{text}");
    let (html, text) = problem(&[("content-type", "Text/HTML; charset=utf-8")], "<html>");
    assert_eq!(html, DecodeProblem::MediaType { expected: "JSON", found: "text/html".to_owned() });
    assert!(text.ends_with("expected JSON, got text/html"), "{text}");
    let (json, text) = problem(&[("content-type", "application/json")], r#"{"id": {}}"#);
    assert!(matches!(json, DecodeProblem::Json(_)));
    assert!(text.contains("$.id"), "{text}");
    let (mislabelled, text) = problem(&[("content-type", "text/html")], r#"{"id": 1}"#);
    assert!(matches!(mislabelled, DecodeProblem::Json(_)) && text.contains("authToken"), "{text}");
}

#[test]
fn the_content_of_a_successful_answer_is_no_message() {
    let error = failed(200, &[], r#"{"title": "somebody", "message": "private"}"#);
    assert_eq!(error.message(), None);
    assert!(!format!("{error} {error:?}").contains("somebody"), "{error}");
}

#[test]
fn json_is_read_whatever_its_content_type_says() {
    let core = builder().transport(Sent::default().answering(
        200,
        &[("content-type", "text/html")],
        r#"{"id":1,"authToken":"t"}"#,
    ));
    let client = Client::new(core.build().unwrap());
    assert_eq!(wait(client.sign_in("me", "pw").send()).unwrap().id, 1);
}

#[test]
fn trouble_on_the_way_is_named() {
    let cases = [
        (TransportErrorKind::Connect, "no connection could be made", true),
        (TransportErrorKind::Timeout, "no answer came in time", true),
        (TransportErrorKind::Request, "the connection failed before an answer came", true),
        (TransportErrorKind::Body, "the answer is not complete", true),
        (TransportErrorKind::Redirect, "the redirect cannot be followed", false),
        (TransportErrorKind::Cancelled, "the call was cancelled", false),
        (TransportErrorKind::Other, "the request failed", false),
    ];
    for (kind, text, retryable) in cases {
        let transport = Sent::default().transport(move || Err(TransportError::new(kind).with_source("the cause")));
        let client = Client::new(builder().transport(transport).build().unwrap());
        let error = wait(client.sign_in("me", "pw").send()).unwrap_err();
        assert_eq!(error.to_string(), format!("signIn: POST https://plex.tv/api/v2/users/me/signin: {text}"));
        assert_eq!(error.is_timeout(), kind == TransportErrorKind::Timeout);
        assert_eq!(error.is_connect(), kind == TransportErrorKind::Connect);
        assert_eq!(error.is_cancelled(), kind == TransportErrorKind::Cancelled);
        assert_eq!(error.is_retryable(), retryable);
        assert_eq!(error.source().unwrap().to_string(), "the cause");
        assert_eq!(error.status(), None);
    }
}

#[test]
fn what_may_succeed_later_is_told_apart() {
    for (status, retryable) in [(400, false), (401, false), (408, true), (429, true), (501, false), (503, true)] {
        assert_eq!(failed(status, &[], "").is_retryable(), retryable, "{status}");
    }
    assert_eq!(failed(429, &[("retry-after", "7")], "").retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(failed(429, &[("retry-after", "-7")], "").retry_after(), None);
    assert_eq!(failed(429, &[], "").retry_after(), None);
}

#[test]
fn xml_answers_need_the_feature_xml_and_empty_ones_may_be_no_value() {
    struct Xml;
    impl Operation for Xml {
        const INFO: &'static OperationInfo = &OperationInfo::new("xml", Method::GET, "/x").accept("application/xml");
        type Output = Option<Json>;
        type Error = NoError;
        fn encode(&self, _: &mut RequestParts) {}
        fn decode(response: &mut Response) -> Result<Option<Json>, Error<NoError>> {
            match response.status().as_u16() {
                200 => response.xml().map(Some),
                201 => response.json_optional(),
                _ => Ok(None),
            }
        }
    }
    let answer = |status: u16, body: &'static str| {
        Xml.response(http::Response::builder().status(status).body(Bytes::from_static(body.as_bytes())).unwrap())
    };
    if cfg!(feature = "xml") {
        assert!(answer(200, "<a/>").unwrap().is_some());
    } else {
        let error = answer(200, "<a/>").unwrap_err();
        assert!(error.to_string().ends_with("the body is kept: enable the feature `xml`"), "{error}");
        let Error::Decode(failure) = &error else { panic!("{error:?}") };
        assert_eq!(failure.problem(), &DecodeProblem::XmlUnsupported);
        assert_eq!(error.body().unwrap(), "<a/>");
    }
    assert_eq!(answer(201, "").unwrap(), None);
    assert_eq!(answer(201, "1").unwrap(), Some(Json::from(1)));
}
