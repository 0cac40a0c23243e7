//! The client whose calls wait: what it sends, what it gives, and how it fails.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use http::Method;
use plex_sdk::authentication::{GetTokenDetailsError, SignInError};
use plex_sdk::blocking::Client;
use plex_sdk::{Bytes, Clock, Error, Limits, SleepFuture, TransportErrorKind};
use plex_sdk_tests::{ACCOUNT_TOKEN, Answer, LOGIN, PASSWORD, Recorded, StandIn};
use support::builder;

fn client(stand_in: &StandIn) -> Client {
    builder(stand_in).token(ACCOUNT_TOKEN).build_blocking().unwrap()
}

/// The only request that arrived.
fn only_request(stand_in: &StandIn) -> Recorded {
    let mut requests = stand_in.requests();
    assert_eq!(requests.len(), 1, "one request was sent");
    requests.remove(0)
}

fn head(request: &Recorded) -> (&str, &str, &str) {
    (request.method.as_str(), &request.path, &request.query)
}

/// A client of this URL alone, which sends each call once.
fn client_of(url: &str) -> Client {
    let builder = plex_sdk::Client::builder().client_identifier("x").token("t").force_server(url);
    builder.build_blocking().unwrap().with(|options| options.retries(0))
}

#[test]
fn get_transient_token() {
    let stand_in = StandIn::start().unwrap();
    let answer = client(&stand_in).authentication().get_transient_token("delegation", "all").send().unwrap();
    assert_eq!(answer.media_container.token.expose(), "transient-00000000");
    let request = only_request(&stand_in);
    assert_eq!(head(&request), ("POST", "/security/token", "type=delegation&scope=all"));
    assert_eq!(request.header("content-length"), "0");
    assert_eq!(request.header("x-plex-token"), ACCOUNT_TOKEN);
}

#[test]
fn get_source_connection_information() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in);
    let answer = plex.authentication().get_source_connection_information("server://0 é").refresh(true).send().unwrap();
    assert_eq!(answer.media_container.device.unwrap().connection.unwrap().len(), 1);
    let request = only_request(&stand_in);
    assert_eq!(head(&request), ("GET", "/security/resources", "source=server%3A%2F%2F0%20%C3%A9&refresh=1"));
}

#[test]
fn get_token_details() {
    let stand_in = StandIn::start().unwrap();
    let account = client(&stand_in).authentication().get_token_details().send().unwrap();
    assert_eq!((account.id, account.auth_token.expose()), (1_234_567, ACCOUNT_TOKEN));
    let request = only_request(&stand_in);
    assert_eq!(head(&request), ("GET", "/api/v2/user", ""));
    assert_eq!((request.header("accept"), request.header("content-length")), ("application/json", ""));
    assert!(request.header("user-agent").starts_with("plex-sdk/"));
}

#[test]
fn sign_in() {
    let stand_in = StandIn::start().unwrap();
    let sign_in = client(&stand_in).authentication().sign_in(LOGIN, PASSWORD).remember_me(true);
    assert_eq!(sign_in.send().unwrap().auth_token.expose(), ACCOUNT_TOKEN);
    let request = only_request(&stand_in);
    assert_eq!(head(&request), ("POST", "/api/v2/users/signin", ""));
    assert!(!request.headers.contains_key("x-plex-token"));
    let form = [("login", LOGIN), ("password", PASSWORD), ("rememberMe", "true")];
    assert_eq!(request.form_pairs(), form.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[test]
fn get_server_resources() {
    let stand_in = StandIn::start().unwrap();
    let devices = client(&stand_in).devices().get_server_resources().include_https(true).send().unwrap();
    assert_eq!(devices.len(), 2);
    assert_eq!(head(&only_request(&stand_in)), ("GET", "/api/v2/resources", "includeHttps=1"));
}

#[test]
fn get_users() {
    let stand_in = StandIn::start().unwrap();
    // What becomes of the XML is the decoder's business.
    let answer = client(&stand_in).users().get_users().send();
    assert!(!matches!(answer, Err(Error::Transport(_) | Error::InvalidRequest(_))), "{answer:?}");
    assert_eq!(head(&only_request(&stand_in)), ("GET", "/api/users", ""));
}

#[test]
fn a_documented_error_is_typed() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in).with_token("wrong");
    let error = plex.authentication().get_token_details().send().unwrap_err();
    let Some(GetTokenDetailsError::Unauthorized(Some(body))) = error.documented() else { panic!("{error:?}") };
    assert_eq!(body.errors[0].code, 1001);
    let error = plex.authentication().sign_in(LOGIN, "wrong").send().unwrap_err();
    assert!(matches!(error.documented(), Some(SignInError::Unauthorized(Some(_)))), "{error:?}");
}

#[test]
fn a_redirect_is_an_answer_and_not_followed() {
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::GET, "/api/v2/user", Answer::empty(302));
    let error = client(&stand_in).authentication().get_token_details().send().unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    only_request(&stand_in);
}

#[test]
fn an_answer_that_is_cut_short_is_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let plex = client_of(&format!("http://{}", listener.local_addr().unwrap()));
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = BufReader::new(&stream).lines();
        while head.next().unwrap().unwrap() != "" {}
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}").unwrap();
    });
    let error = plex.authentication().get_token_details().send().unwrap_err();
    server.join().unwrap();
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), TransportErrorKind::Body);
}

#[test]
fn connections_are_used_again_by_derived_clients_too() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in);
    for _ in 0..3 {
        plex.authentication().get_token_details().send().unwrap();
    }
    plex.with(|options| options.timeout(Duration::from_secs(5))).authentication().get_token_details().send().unwrap();
    assert_eq!((stand_in.requests().len(), stand_in.connections()), (4, 1));
}

#[test]
fn a_server_that_never_answers_ends_in_a_timeout() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let plex = client_of(&format!("http://{}", silent.local_addr().unwrap()));
    let hurried = plex.with(|options| options.timeout(Duration::from_millis(50)));
    let error = hurried.authentication().sign_in("me", "hunter2").send().unwrap_err();
    assert!(error.is_timeout() && !error.is_connect(), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[test]
fn a_server_that_is_not_there_is_a_connect_error() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = client_of(&format!("http://{address}")).users().get_users().send().unwrap_err();
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
}

#[test]
fn a_missing_token_is_an_error_before_anything_is_sent() {
    let stand_in = StandIn::start().unwrap();
    let plex = builder(&stand_in).build_blocking().unwrap();
    let error = plex.authentication().get_token_details().send().unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    assert!(stand_in.requests().is_empty());
}

#[test]
fn any_other_client_can_take_the_place_of_the_built_in_one() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let transport = move |request: http::Request<Bytes>, limits: Limits| {
        assert_eq!(request.uri(), "https://plex.tv/api/v2/user");
        assert!(limits.timeout.is_some_and(|limit| limit <= Duration::from_secs(30)), "{limits:?}");
        counted.fetch_add(1, Ordering::Relaxed);
        Ok(http::Response::builder().status(401).body(Bytes::new()).unwrap())
    };
    let builder = plex_sdk::Client::builder().client_identifier("x").token("t").blocking_transport(transport);
    let error = builder.build_blocking().unwrap().authentication().get_token_details().send().unwrap_err();
    assert_eq!(error.documented(), Some(&GetTokenDetailsError::Unauthorized(None)));
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}

#[test]
fn clients_can_be_shared_between_threads() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| plex.authentication().get_token_details().send().unwrap());
        }
    });
    assert_eq!(stand_in.requests().len(), 4);
}

#[test]
fn an_answer_beyond_the_cap_is_not_read_to_its_end() {
    let stand_in = StandIn::start().unwrap();
    let plex = client(&stand_in).with(|options| options.max_body(10));
    let error = plex.authentication().get_token_details().send().unwrap_err();
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    assert_eq!(error.partial().map(|answer| answer.status().as_u16()), Some(200));
    client(&stand_in).authentication().get_token_details().send().unwrap();
}

/// A clock that does not wait, and notes for how long it was asked to.
#[derive(Clone, Default)]
struct Noted(Arc<Mutex<Vec<Duration>>>);

impl Clock for Noted {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, _: Duration) -> SleepFuture {
        unreachable!("a client that waits sleeps in place")
    }

    fn block(&self, duration: Duration, _: &dyn Fn() -> bool) {
        self.0.lock().unwrap().push(duration);
    }
}

#[test]
fn calls_are_sent_again_after_waits_in_place_by_the_same_rules() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let transport = move |_: http::Request<Bytes>, _: Limits| {
        let answer = match counted.fetch_add(1, Ordering::Relaxed) {
            0 => http::Response::builder().status(503).header("retry-after", "2"),
            _ => http::Response::builder().status(401),
        };
        Ok(answer.body(Bytes::new()).unwrap())
    };
    let builder = plex_sdk::Client::builder().client_identifier("x").token("t").blocking_transport(transport);
    let clock = Noted::default();
    let plex = builder.build_blocking().unwrap().with(|options| options.clock(clock.clone()));
    let error = plex.authentication().get_token_details().send().unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(calls.load(Ordering::Relaxed), 2);
    assert!(matches!(clock.0.lock().unwrap()[..], [waited] if waited >= Duration::from_secs(2)));

    calls.store(0, Ordering::Relaxed);
    let error = plex.authentication().sign_in("me", "pw").send().unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), calls.load(Ordering::Relaxed)), (503, 1), "a sign-in is sent once");
}
