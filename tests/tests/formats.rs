//! Answers in XML and JSON, whatever is documented, and what is told of drift.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::{Arc, Mutex};

use http::Method;
use plex_sdk::decode::DriftKind;
use plex_sdk::users::GetUsersError;
use plex_sdk::{Client, DecodeProblem, Error, models};
use plex_sdk_tests::{Answer, StandIn, payloads};
use serde_json::json;
use support::client;

const XML: Option<&str> = Some("application/xml; charset=utf-8");
const ERRORS_XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<errors>\n  \
    <error code=\"1001\" message=\"User could not be authenticated\" status=\"401\"/>\n</errors>\n";

async fn users_with(answer: Answer) -> Result<models::UsersContainer, Error<GetUsersError>> {
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::GET, "/api/users", answer);
    client(&stand_in).users().get_users().send().await
}

/// A client whose `GET /user` is answered by an account that drifts in two places.
fn drifting(change: impl FnOnce(plex_sdk::Options) -> plex_sdk::Options) -> (StandIn, Client) {
    let mut account = payloads::account();
    account["id"] = json!("1234567");
    account["mailingListStatus"] = json!("paused");
    account["brandNew"] = json!(1);
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::GET, "/api/v2/user", Answer::json(200, account));
    let client = client(&stand_in).with(change);
    (stand_in, client)
}

#[tokio::test]
async fn the_errors_of_plex_tv_are_typed_in_xml_as_in_json() {
    for answer in [Answer::new(401, XML, ERRORS_XML), Answer::json(401, payloads::error(401, 1001, "no"))] {
        let body = answer.body.clone();
        let error = users_with(answer).await.unwrap_err();
        let Some(GetUsersError::Unauthorized(Some(envelope))) = error.documented() else { panic!("{error:?}") };
        assert_eq!(envelope.errors[0].code, 1001);
        assert_eq!((error.code(), error.body()), (Some(1001), Some(&body)));
    }
    let error = users_with(Answer::new(401, XML, ERRORS_XML)).await.unwrap_err();
    assert!(error.to_string().ends_with("answered 401 Unauthorized: User could not be authenticated"), "{error}");
}

#[tokio::test]
async fn an_error_that_is_only_text_in_xml_is_typed_too() {
    let error = users_with(Answer::new(422, XML, "<errors><error>Invalid token</error></errors>")).await.unwrap_err();
    let Some(GetUsersError::UnprocessableEntity(Some(envelope))) = error.documented() else { panic!("{error:?}") };
    assert_eq!(envelope.errors[0].message, "Invalid token");
    assert_eq!((error.message().as_deref(), error.code()), (Some("Invalid token"), None));
    let old = users_with(Answer::new(400, XML, r#"<Response code="400" status="Bad id"/>"#)).await.unwrap_err();
    assert_eq!((old.message().as_deref(), old.code()), (Some("Bad id"), Some(400)));
}

#[tokio::test]
async fn json_where_xml_is_documented_decodes() {
    let body = json!({
        "friendlyName": "myPlex", "identifier": "i", "machineIdentifier": "m", "size": 0, "totalSize": 0, "User": [],
    });
    for content_type in ["application/json", "text/plain"] {
        let answer = Answer::new(200, Some(content_type), body.to_string());
        assert_eq!(users_with(answer).await.unwrap().user, Some(Vec::new()));
    }
}

#[tokio::test]
async fn xml_where_json_is_documented_decodes() {
    let stand_in = StandIn::start().unwrap();
    let body = r#"<MediaContainer size="0" token="transient-1"/>"#;
    stand_in.answer(Method::POST, "/security/token", Answer::new(200, Some("text/xml;charset=utf-8"), body));
    let devices = r#"<?xml version="1.0"?><resources><resource name="attic" product="p" productVersion="1" platform="l"
        platformVersion="1" device="PC" clientIdentifier="c" createdAt="2024-01-01T00:00:00Z"
        lastSeenAt="2024-01-01T00:00:00Z" provides="server" owned="1" home="0" synced="0" relay="1" presence="1"
        httpsRequired="0" publicAddressMatches="1" dnsRebindingProtection="0" natLoopbackSupported="0" publicAddress="">
        <connections><connection protocol="http" address="a" port="1" uri="http://a:1" local="1" relay="0" IPv6="0"/>
        </connections></resource></resources>"#;
    stand_in.answer(Method::GET, "/api/v2/resources", Answer::new(200, Some("text/plain"), devices));
    let plex = client(&stand_in);
    let token = plex.authentication().get_transient_token("delegation", "all").send().await.unwrap();
    assert_eq!(token.media_container.token.expose(), "transient-1");
    let devices = plex.devices().get_server_resources().send().await.unwrap();
    assert_eq!(devices.iter().map(|device| device.name.as_str()).collect::<Vec<_>>(), ["attic"]);
}

#[tokio::test]
async fn pages_and_malformed_xml_are_decode_errors_that_keep_the_bytes() {
    let problem = |error: Error<GetUsersError>| match error {
        Error::Decode(failure) => failure.problem().clone(),
        other => panic!("{other:?}"),
    };
    let page = "<html><body>captive portal</body></html>";
    let error = users_with(Answer::html(200, page)).await.unwrap_err();
    assert_eq!(error.body().map(|body| &body[..]), Some(page.as_bytes()));
    assert_eq!(problem(error), DecodeProblem::MediaType { expected: "XML", found: "text/html".to_owned() });
    let half = &payloads::USERS_XML[..400];
    let error = users_with(Answer::new(200, XML, half)).await.unwrap_err();
    assert_eq!(error.body().map(|body| &body[..]), Some(half.as_bytes()));
    assert!(error.to_string().contains("$.MediaContainer"), "{error}");
    assert!(matches!(problem(error), DecodeProblem::Xml(_)));
    assert_eq!(problem(users_with(Answer::new(200, XML, "")).await.unwrap_err()), DecodeProblem::Empty);
}

#[tokio::test]
async fn the_answer_comes_with_the_value_on_request() {
    let (_stand_in, plex) = drifting(|options| options);
    let answer = plex.authentication().get_token_details().send_for_answer().await.unwrap();
    assert_eq!((answer.value.id, answer.status().as_u16()), (1_234_567, 200));
    assert!(answer.headers().contains_key("date"));
    assert!(answer.body().starts_with(b"{"));
    let kinds: Vec<_> = answer.drift().iter().map(|drift| (drift.kind, drift.path.as_str())).collect();
    assert!(kinds.contains(&(DriftKind::Converted, "$.id")), "{kinds:?}");
    assert!(kinds.contains(&(DriftKind::UnknownValue, "$.mailingListStatus")), "{kinds:?}");
    assert_eq!(kinds.len(), 2, "unknown fields are no drift unless asked for: {kinds:?}");
    assert_eq!(answer.into_inner().username, "me");
}

#[tokio::test]
async fn drift_is_told_to_the_hooks_of_the_client() {
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let sink = Arc::clone(&heard);
    let (_stand_in, plex) = drifting(|options| {
        options.report_unknown_fields(true).on_drift(move |answer| {
            let paths: Vec<_> = answer.drift().iter().map(|drift| drift.path.clone()).collect();
            sink.lock().unwrap().push(format!("{} {}", answer.operation(), paths.join(" ")));
        })
    });
    plex.authentication().get_token_details().send().await.unwrap();
    plex.devices().get_server_resources().send().await.unwrap();
    assert_eq!(*heard.lock().unwrap(), ["getTokenDetails $.id $.mailingListStatus $.brandNew"]);
}

#[tokio::test]
async fn a_strict_client_refuses_drift_and_says_where_it_is() {
    let (_stand_in, plex) = drifting(|options| options.strict(true));
    let error = plex.authentication().get_token_details().send().await.unwrap_err();
    let Error::Decode(failure) = &error else { panic!("{error:?}") };
    let DecodeProblem::Drift(drift) = failure.problem() else { panic!("{error:?}") };
    assert_eq!(drift.len(), 2);
    assert!(error.to_string().contains("its body is not as described: $."), "{error}");
    assert!(error.to_string().ends_with(", and 1 more"), "{error}");
    assert!(error.body().is_some());
    let devices = plex.devices().get_server_resources().send().await.unwrap();
    assert_eq!(devices.len(), 2, "what is as described is no error");
}
