//! Marked secrets go on the wire and nowhere else.

use plex_sdk::codegen::*;
use plex_sdk::{TransportError, TransportErrorKind};

use crate::sample::{Client, SignIn, builder};
use crate::support::{SERVERS, Sent, wait};

const KEY: SecurityScheme = SecurityScheme::api_key_query("key", "X-Plex-Token");
const BASIC: SecurityScheme = SecurityScheme::basic("login");

/// A secret wherever an argument can be.
struct Everywhere;

impl Operation for Everywhere {
    const INFO: &'static OperationInfo =
        &OperationInfo::new("everywhere", Method::POST, "/a/{secret}/b").security(&[&[KEY, BASIC]]);
    type Output = Json;
    type Error = NoError;

    fn encode(&self, request: &mut RequestParts) {
        let secret = Secret::from("canary-argument");
        request.path("secret", &secret).query("q", &vec![secret.clone()]).header("X-H", &Some(secret.clone()));
        request.cookie("c", &&secret).form("f", &Box::new(secret));
        assert!(!format!("{request:?}").contains("canary"), "{request:?}");
    }

    fn decode(response: &mut Response) -> Result<Json, Error<NoError>> {
        match response.status().as_u16() {
            200 => response.json(),
            _ => Err(response.undocumented()),
        }
    }
}

fn core(sent: &Sent, status: u16, body: &'static str) -> CoreBuilder {
    let headers = [("set-cookie", "canary-cookie"), ("x-plex-token", "canary-answer"), ("location", "/?t=canary")];
    let builder = CoreBuilder::new(SERVERS).credential(KEY, "canary-key").basic_credential(BASIC, "me", "canary-pw");
    builder.header("X-My-Token", "canary-header").transport(sent.answering(status, &headers, body))
}

fn assert_hidden(text: &str) {
    assert!(!text.contains("canary") && !text.contains("Y2FuYXJ5"), "{text}");
}

#[test]
fn errors_show_no_secret_even_if_the_server_repeats_it() {
    let bodies = [
        "canary",
        r#"{"message": "no canary-argument, no canary-key, no canary-pw here"}"#,
        r#"{"errors": [{"message": "bad bWU6Y2FuYXJ5LXB3"}]}"#,
        r#"<html>canary</html>"#,
    ];
    for status in [200, 500] {
        for body in bodies {
            let sent = Sent::default();
            let core = core(&sent, status, body).build().unwrap();
            match wait(core.execute(&Everywhere)) {
                Ok(_) => assert_eq!(status, 200),
                Err(error) => {
                    assert_hidden(&format!("{error}\n{error:?}\n{error:#?}"));
                    assert!(error.to_string().contains("https://plex.test/api/a/{secret}/b: answered"), "{error}");
                }
            }
            let wire = format!("{:?}{:?}", sent.last().uri(), sent.last().body());
            assert!(wire.contains("canary-argument") && wire.contains("X-Plex-Token=canary-key"), "{wire}");
            assert_hidden(&format!("{:?}", sent.last().headers()));
        }
    }
}

#[test]
fn a_secret_in_an_xml_body_is_hidden_as_it_stands_there() {
    struct InXml;
    impl Operation for InXml {
        const INFO: &'static OperationInfo = &OperationInfo::new("inXml", Method::POST, "/a");
        type Output = ();
        type Error = NoError;

        fn encode(&self, request: &mut RequestParts) {
            request.xml("text/xml", XmlNode::new("s"), &Secret::from("canary\"<&>"));
        }

        fn decode(response: &mut Response) -> Result<(), Error<NoError>> {
            Err(response.undocumented())
        }
    }
    let sent = Sent::default();
    let answer = r#"{"message": "no <s>canary\"&lt;&amp;&gt;</s>"}"#;
    let core = CoreBuilder::new(SERVERS).transport(sent.answering(400, &[], answer)).build().unwrap();
    let error = wait(core.execute(&InXml)).unwrap_err();
    assert!(error.to_string().contains("no <s>[secret]</s>"), "{error}");
    assert_hidden(&format!("{error:?}"));
    assert!(format!("{:?}", sent.last().body()).contains("&lt;&amp;&gt;</s>"));
}

#[test]
fn trouble_on_the_way_shows_no_secret() {
    let transport = Sent::default().transport(|| Err(TransportError::new(TransportErrorKind::Timeout)));
    let core = core(&Sent::default(), 200, "").transport(transport).build().unwrap();
    let error = wait(core.execute(&Everywhere)).unwrap_err();
    assert_hidden(&format!("{error} {error:?}"));
}

#[test]
fn clients_builders_options_and_requests_show_no_secret() {
    let builder = core(&Sent::default(), 200, "");
    let core = builder.clone().build().unwrap();
    assert_hidden(&format!("{builder:?} {core:?} {:?}", core.options()));
    let client = Client::new(self::builder().transport(Sent::default().answering(200, &[], "")).build().unwrap());
    assert_hidden(&format!("{client:?} {:?} {:?}", client.sign_in("me", "canary"), SignIn::new("me", "canary")));
}
