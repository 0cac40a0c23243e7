//! A marked token and a marked password through every operation and every way to fail: they are on the wire, and
//! nowhere else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use plex_sdk::{Bytes, Client, Error, Limits, Secret, TransportError, TransportErrorKind, http};
use plex_sdk_tests::{LOGIN, StandIn, payloads};
use serde_json::json;
use support::builder;

/// As long as a JSON Web Token, so that whatever is cut cuts it.
fn token() -> String {
    format!("canary-token-{}", "0123456789abcdef".repeat(24))
}

/// With all that forms, URLs and Rust strings write otherwise.
const PASSWORD: &str = "canary-pass wörd+\"&/?=%-fedcba9876543210";

/// How a secret may look where it must not be: whole, encoded, or its beginning.
fn traces() -> Vec<String> {
    vec!["canary-".to_owned(), "canary%2D".to_owned(), "fedcba9876543210".to_owned(), "0123456789abcdef".to_owned()]
}

/// All that is said anywhere.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<String>>);

impl Said {
    fn add(&self, words: impl AsRef<str>) {
        writeln!(self.0.lock().unwrap(), "{}", words.as_ref()).unwrap();
    }

    fn debug(&self, value: &dyn Debug) {
        self.add(format!("{value:?}\n{value:#?}"));
    }

    fn error<E: std::error::Error + 'static>(&self, error: &Error<E>) {
        self.debug(error);
        self.add(error.to_string());
        self.add(error.message().unwrap_or_default());
        self.debug(&error.response());
        self.debug(&error.documented());
        let mut source = error.source();
        while let Some(cause) = source {
            self.add(format!("{cause} {cause:?} {cause:#?}"));
            source = cause.source();
        }
    }

    #[track_caller]
    fn assert_clean(&self, of_what: &str) {
        let said = self.0.lock().unwrap();
        assert!(!said.is_empty(), "{of_what}: nothing was said");
        for trace in traces() {
            let at = said.find(&trace);
            assert!(
                at.is_none(),
                "{of_what}: {}",
                at.map(|at| said[at.saturating_sub(200)..].chars().take(500).collect::<String>()).unwrap()
            );
        }
    }
}

/// How a server answers that repeats what it was sent.
struct Answer {
    what: &'static str,
    /// Of the password only signing in knows.
    sign_in_only: bool,
    status: u16,
    content_type: String,
    body: Vec<u8>,
}

fn answers(token: &str) -> Vec<Answer> {
    let mut answers = Vec::new();
    for secret in [token, PASSWORD] {
        let sign_in_only = secret == PASSWORD;
        let form: String = http::Uri::try_from("/").map(|_| percent(secret)).unwrap();
        let envelope = payloads::error(401, 1001, &format!("`{secret}` ({form}) is not valid")).to_string();
        let long = payloads::error(400, 1, &format!("{}{secret}", "x".repeat(270))).to_string();
        let mut account = payloads::account();
        account["mailingListStatus"] = json!(secret);
        account[secret] = json!(1);
        account["profile"][secret] = json!({});
        let mut wrong = payloads::account();
        wrong["subscription"] = json!({ "features": { (secret): [secret] } });
        let xml = format!(
            "<errors><error code=\"1\" message=\"{}\"/></errors>",
            secret.replace('&', "&amp;").replace('"', "&quot;")
        );
        let bodies = [
            ("an envelope", "application/json", envelope.clone()),
            ("a long message", "application/json", long),
            ("half an envelope", "application/json", envelope[..envelope.len() - 9].to_owned()),
            ("drift", "application/json", account.to_string()),
            ("a wrong shape", "application/json", wrong.to_string()),
            ("a list", "application/json", json!([secret, { (secret): secret }]).to_string()),
            ("a string", "application/json", json!(secret).to_string()),
            ("a page", "text/html", format!("<html><title>{secret}</title>{secret}</html>")),
            ("XML", "application/xml", xml.clone()),
            (
                "text in XML",
                "application/xml",
                xml.replace("code=\"1\" message=\"", "x=\"1\">").replace("\"/>", "</error>"),
            ),
            ("broken XML", "application/xml", format!("<{secret} {secret}='{secret}'><{secret}>")),
            ("plain text", "text/plain", secret.to_owned()),
            ("nothing", "text/plain", String::new()),
        ];
        for status in [200, 201, 204, 302, 400, 401, 403, 404, 422, 429, 500, 503] {
            for (what, content_type, body) in &bodies {
                let content_type = (*content_type).to_owned();
                answers.push(Answer { what, sign_in_only, status, content_type, body: body.clone().into_bytes() });
            }
            let content_type = format!("text/{}", percent(secret));
            answers.push(Answer { what: "an odd type", sign_in_only, status, content_type, body: b"x".to_vec() });
        }
    }
    answers
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._*".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// A client that is answered so, and that notes all that its hooks are shown.
fn client(
    said: &Said,
    token: &str,
    answer: impl Fn(&http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> + Send + Sync + 'static,
) -> Client {
    let builder = Client::builder()
        .client_identifier("3381b62b-test")
        .product("Canary")
        .token(token)
        .transport(move |request: http::Request<Bytes>, _: Limits| answer(&request));
    said.debug(&builder);
    let client = builder.build().unwrap();
    said.debug(&client);
    let (before, after, drift) = (said.clone(), said.clone(), said.clone());
    client.with(|options| {
        options
            .retries(0)
            .report_unknown_fields(true)
            .before_send(move |request| before.debug(request))
            .after_answer(move |answer| after.debug(answer))
            .on_drift(move |answer| {
                drift.debug(answer);
                drift.add(answer.drift().to_string());
            })
    })
}

macro_rules! call {
    ($said:ident: $($request:expr),* $(,)?) => {$(
        let request = $request;
        $said.debug(&request);
        match request.send_for_answer().await {
            Ok(answer) => $said.debug(&answer.response),
            Err(error) => $said.error(&error),
        }
    )*};
}

/// Signs in and notes what is said of the request and the error.
async fn sign_in(client: &Client, said: &Said) {
    let call = client.authentication().sign_in(LOGIN, Secret::from(PASSWORD));
    call!(said: call.verification_code("123456"));
    said.debug(client);
}

/// The same with every operation.
async fn call_all(client: &Client, said: &Said) {
    let authentication = client.authentication();
    call!(
        said: authentication.get_transient_token("delegation", "all"),
        authentication.get_source_connection_information("server://x"),
        authentication.get_token_details(),
        client.devices().get_server_resources(),
        client.users().get_users(),
    );
    sign_in(client, said).await;
}

#[tokio::test]
async fn a_server_that_repeats_secrets_does_not_make_us_repeat_them() {
    let token = token();
    for Answer { what, sign_in_only, status, content_type, body } in answers(&token) {
        let said = Said::default();
        let repeated = token.clone();
        let body = Bytes::from(body);
        let plex = client(&said, &token, move |request| {
            let mut answer = http::Response::builder()
                .status(status)
                .header("content-type", &content_type)
                .header("x-echo", &repeated)
                .header("location", format!("https://elsewhere.test/?token={repeated}"));
            for (name, value) in request.headers() {
                answer = answer.header(format!("x-echo-{name}"), value.as_bytes());
            }
            Ok(answer.body(body.clone()).unwrap())
        });
        if sign_in_only {
            sign_in(&plex, &said).await;
        } else {
            call_all(&plex, &said).await;
        }
        said.assert_clean(&format!("{what} with status {status}"));
    }
}

#[tokio::test]
async fn trouble_on_the_way_shows_no_secret() {
    let kinds = [
        TransportErrorKind::Connect,
        TransportErrorKind::Timeout,
        TransportErrorKind::Request,
        TransportErrorKind::Body,
        TransportErrorKind::Redirect,
        TransportErrorKind::Cancelled,
        TransportErrorKind::Other,
    ];
    for kind in kinds {
        let said = Said::default();
        let plex = client(&said, &token(), move |_| Err(TransportError::new(kind)));
        call_all(&plex, &said).await;
        said.assert_clean(&format!("{kind:?}"));
    }
    let said = Said::default();
    let refused = Client::builder().client_identifier("c").token(token()).force_server("http://127.0.0.1:1");
    call_all(&refused.build().unwrap().with(|options| options.retries(0)), &said).await;
    said.assert_clean("the built-in transport");
}

#[tokio::test]
async fn redirects_take_no_secret_along_and_show_none() {
    let token = token();
    let host = "canary-token-0123456789abcdef";
    let targets = [
        "https://elsewhere.test/".to_owned(),
        format!("https://elsewhere.test/{token}?token={token}"),
        format!("http://elsewhere.test/{token}"),
        format!("https://{}@elsewhere.test/", percent(&token)),
        format!("//{}.test/", token),
        format!("https://{host}.test:x/"),
        format!("ftp://{host}.test/"),
        format!("/{token}/?{token}"),
    ];
    for target in targets {
        let said = Said::default();
        let location = target.clone();
        let plex = client(&said, &token, move |request| {
            if request.uri().host() == Some("elsewhere.test") {
                let names: Vec<_> = request.headers().keys().map(http::HeaderName::as_str).collect();
                assert_eq!(names, ["accept", "user-agent"], "{}", request.uri());
                assert!(request.body().is_empty());
                return Ok(http::Response::builder().status(401).body(Bytes::new()).unwrap());
            }
            Ok(http::Response::builder().status(303).header("location", &location).body(Bytes::new()).unwrap())
        });
        call_all(&plex.with(|options| options.redirects(5)), &said).await;
        said.assert_clean(&target);
    }
}

#[tokio::test]
async fn refused_requests_and_settings_show_no_secret() {
    let said = Said::default();
    let broken = format!("{}\r\nx: y", token());
    let plex = Client::builder().client_identifier("c").token(broken.as_str()).build();
    match plex {
        Ok(plex) => call_all(&plex.with(|options| options.force_server("http://127.0.0.1:1").retries(0)), &said).await,
        Err(error) => said.add(format!("{error} {error:?}")),
    }
    for url in [format!("http://me:{}@x.test", token()), format!("http://x.test/?token={}", token())] {
        let built = Client::builder().client_identifier("c").server(&url).build();
        said.debug(&Client::builder().server(&url));
        said.debug(&built.map(|_| ()));
    }
    said.add("done");
    said.assert_clean("settings");
}

#[tokio::test]
async fn the_secrets_are_on_the_wire_where_they_belong() {
    let stand_in = StandIn::start().unwrap();
    let said = Said::default();
    let token = token();
    let plex = builder(&stand_in).token(token.as_str()).build().unwrap();
    call_all(&plex, &said).await;
    said.assert_clean("a real server");
    let requests = stand_in.requests();
    assert_eq!(requests.len(), 6);
    for request in requests {
        let url = format!("{}?{}", request.path, request.query);
        assert!(traces().iter().all(|trace| !url.contains(trace)), "{url}");
        let signs_in = request.path.ends_with("/signin");
        assert_eq!(request.header("x-plex-token"), if signs_in { "" } else { token.as_str() });
        let password = plex_sdk_tests::Recorded::value(&request.form_pairs(), "password");
        assert_eq!(password.as_deref(), signs_in.then_some(PASSWORD));
    }
}
