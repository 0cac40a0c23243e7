//! Whatever thread or runtime a call is made in: it ends in time, with a value or with an error that says what is needed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::future::pending;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use plex_sdk::{Client, Error, Retry, Secret, TransportErrorKind};
use plex_sdk_tests::{ACCOUNT_TOKEN, LOGIN, PASSWORD, RawServer, StandIn, Step};
use tokio::runtime::{Builder, Runtime};

const SHORT: Duration = Duration::from_millis(100);

fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// The error of a look-up, which must have come long before the time that calls have by default.
fn in_time<T>(call: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let outcome = call();
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    outcome
}

#[test]
fn a_blocking_call_on_a_current_thread_runtime_needs_none_of_its_timers() {
    let stand_in = StandIn::start().unwrap();
    let hangs = support::builder(&stand_in).token_provider(pending::<Result<Secret, std::io::Error>>);
    let plex = hangs.build_blocking().unwrap().with(|options| options.timeout(SHORT));
    let error =
        current_thread().block_on(async { in_time(|| plex.authentication().get_token_details().send().unwrap_err()) });
    assert!(error.is_timeout(), "{error:?}");
    assert!(stand_in.requests().is_empty());
}

#[test]
fn a_blocking_call_waits_for_its_turn_no_longer_than_it_may() {
    let server = RawServer::start([vec![Step::Read, Step::Hold]]).unwrap();
    let builder = Client::builder().client_identifier("x").token("t").force_server(server.url());
    let plex = builder.build_blocking().unwrap().with(|options| options.max_concurrent(1).retries(0));
    let slow = plex.with(|options| options.timeout(Duration::from_secs(2)));
    let other = std::thread::spawn(move || slow.authentication().get_token_details().send().unwrap_err());
    while server.requests().is_empty() {
        std::thread::yield_now();
    }
    let hurried = plex.with(|options| options.timeout(SHORT));
    let (error, took) = current_thread().block_on(async {
        let started = Instant::now();
        (hurried.authentication().get_token_details().send().unwrap_err(), started.elapsed())
    });
    assert!(error.is_timeout() && took < Duration::from_secs(1), "{took:?} {error:?}");
    assert!(other.join().unwrap().is_timeout());
}

#[test]
fn one_client_serves_many_short_lived_runtimes_at_once() {
    let stand_in = StandIn::start().unwrap();
    let plex = support::client(&stand_in);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..25 {
                    let sign_in = plex.authentication().sign_in(LOGIN, PASSWORD).send();
                    current_thread().block_on(sign_in).unwrap();
                }
            });
        }
    });
    assert_eq!(stand_in.requests().len(), 200, "each was sent once");
}

#[test]
fn without_a_runtime_or_its_drivers_there_is_an_error_that_says_so() {
    let stand_in = StandIn::start().unwrap();
    let plex = support::builder(&stand_in).token(ACCOUNT_TOKEN).build().unwrap();
    let outside = plex_sdk_block_on(plex.authentication().get_token_details().send());
    let no_drivers = Builder::new_current_thread().build().unwrap();
    let without_drivers = no_drivers.block_on(plex.authentication().get_token_details().send());
    let no_time = Builder::new_current_thread().enable_io().build().unwrap();
    let without_time = no_time.block_on(plex.authentication().get_token_details().send());
    for outcome in [outside, without_drivers, without_time] {
        let error = outcome.unwrap_err();
        let Error::Transport(transport) = &error else { panic!("{error:?}") };
        assert_eq!(transport.kind(), TransportErrorKind::Other);
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains("needs a Tokio runtime"), "{source}");
    }
    assert!(stand_in.requests().is_empty());
    current_thread().block_on(plex.authentication().get_token_details().send()).unwrap();
}

/// The smallest executor there is.
fn plex_sdk_block_on<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        std::thread::yield_now();
    }
}

#[test]
fn a_refused_connection_and_an_unknown_name_are_named_by_both_clients() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let refused = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    // No name server is asked for a name that cannot be one: a label has at most 63 letters.
    let unknown = format!("http://{}.invalid", "a".repeat(64));
    for (url, cause) in [(refused, "it was refused"), (unknown, "cannot be resolved")] {
        let builder = Client::builder().client_identifier("x").token("canary").force_server(url);
        let builder = builder.with(|options| options.retry(Retry::none()));
        let plex = builder.clone().build().unwrap();
        let errors = [
            current_thread().block_on(plex.authentication().get_token_details().send()).unwrap_err(),
            builder.build_blocking().unwrap().authentication().get_token_details().send().unwrap_err(),
        ];
        for error in errors {
            let words = error.to_string();
            assert!(error.is_connect() && words.contains("no connection could be made: "), "{error:?}");
            assert!(words.contains(cause) && !words.contains("canary"), "{words}");
        }
    }
}

#[test]
fn a_request_that_could_have_a_body_says_that_it_has_none() {
    let stand_in = StandIn::start().unwrap();
    let plex = support::client(&stand_in);
    current_thread().block_on(plex.authentication().get_transient_token("delegation", "all").send()).unwrap();
    current_thread().block_on(plex.authentication().get_token_details().send()).unwrap();
    let lengths: Vec<_> =
        stand_in.requests().iter().map(|request| request.header("content-length").to_owned()).collect();
    assert_eq!(lengths, ["0", ""]);
}
