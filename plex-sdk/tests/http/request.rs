//! Whole calls of a generated operation: with a client, and without one.

use std::time::Duration;

use plex_sdk::codegen::*;
use plex_sdk::testing::VirtualClock;

use crate::sample::{Account, Client, SignIn, SignInError, builder};
use crate::support::{Sent, header, wait};

const ACCOUNT: &str = r#"{"id": 7, "authToken": "canary-account"}"#;

fn client(sent: &Sent, status: u16, headers: &[(&str, &str)], body: &'static str) -> Client {
    Client::new(builder().transport(sent.answering(status, headers, body)).build().unwrap())
}

#[test]
fn a_call_sends_its_arguments_and_gives_the_answer() {
    let sent = Sent::default();
    let client = client(&sent, 201, &[], ACCOUNT);
    let account = wait(client.sign_in("me", "pw").remember_me(true).send()).unwrap();
    assert_eq!(account.id, 7);
    let request = sent.last();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.uri(), "https://plex.tv/api/v2/users/me/signin");
    assert_eq!(request.body(), "password=pw&rememberMe=true");
    assert_eq!(header(&request, "content-type").as_deref(), Some("application/x-www-form-urlencoded"));
    assert_eq!(header(&request, "x-plex-client-identifier").as_deref(), Some("id"));
    assert_eq!(header(&request, "x-plex-token").as_deref(), Some("canary-token"));
}

#[test]
fn a_request_and_its_answer_need_no_client() {
    let operation = SignIn::new("me", "pw");
    let request = builder().options().unwrap().request(&operation).unwrap();
    assert_eq!(request.body(), "password=pw");
    let answer = |status: u16, body: &'static str| {
        operation.response(http::Response::builder().status(status).body(Bytes::from_static(body.as_bytes())).unwrap())
    };
    assert_eq!(answer(200, ACCOUNT).unwrap(), Account { id: 7, auth_token: Secret::from("canary-account") });
    assert_eq!(answer(401, "").unwrap_err().documented(), Some(&SignInError::Unauthorized));
    assert_eq!(
        answer(401, "").unwrap_err().to_string().split(": answered").next(),
        Some("signIn: POST /users/{login}/signin")
    );
}

#[test]
fn the_timeout_reaches_the_transport() {
    let sent = Sent::default();
    let client = client(&sent, 201, &[], ACCOUNT).with(|options| options.clock(VirtualClock::new()));
    let limit = |client: &Client| {
        wait(client.sign_in("me", "pw").send()).unwrap();
        sent.limits().timeout
    };
    assert_eq!(limit(&client), Some(Duration::from_secs(30)));
    let hasty = client.with(|options| options.timeout(Duration::from_secs(5)));
    assert_eq!(limit(&hasty), Some(Duration::from_secs(5)));
    assert_eq!(limit(&hasty.with(|options| options.timeout(None))), None);
    assert_eq!(limit(&client), Some(Duration::from_secs(30)));
}

#[test]
fn a_path_argument_that_would_escape_sends_nothing() {
    let sent = Sent::default();
    let client = client(&sent, 201, &[], ACCOUNT);
    for login in ["", ".", ".."] {
        let error = wait(client.sign_in(login, "pw").send()).unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
    }
    assert_eq!(sent.count(), 0);
    wait(client.sign_in("../a", "pw").send()).unwrap();
    assert_eq!(sent.last().uri().path(), "/api/v2/users/..%2Fa/signin");
}

#[test]
fn a_future_is_sent_and_outlives_what_it_was_made_of() {
    fn detached<T: Send + 'static>(future: T) -> T {
        future
    }
    let sent = Sent::default();
    let future = {
        let client = client(&sent, 201, &[], ACCOUNT);
        let operation = SignIn::new("me", "pw");
        detached(client.core().execute(&operation))
    };
    assert_eq!(wait(future).unwrap().id, 7);
    let client = client(&sent, 201, &[], ACCOUNT);
    drop(detached(client.sign_in("me", "pw").send()));
}

#[test]
fn what_was_tolerated_is_noted() {
    struct Drifting;
    impl Operation for Drifting {
        const INFO: &'static OperationInfo = &OperationInfo::new("drifting", Method::GET, "/x");
        type Output = usize;
        type Error = NoError;
        fn encode(&self, _: &mut RequestParts) {}
        fn decode(response: &mut Response) -> Result<usize, Error<NoError>> {
            response.json::<Account, _>()?;
            Ok(response.drift().len())
        }
    }
    let answer = http::Response::new(Bytes::from_static(br#"{"id": "7", "authToken": "t"}"#));
    assert_eq!(Drifting.response(answer).unwrap(), 1);
}
