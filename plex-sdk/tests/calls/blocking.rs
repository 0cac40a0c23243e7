//! The client whose calls wait goes the same way.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use plex_sdk::codegen::*;
use plex_sdk::testing::{Answer, Script, VirtualClock};
use plex_sdk::{Cancellation, Limits};

use crate::support::{Get, Post, Secured, SecuredGet, TOKEN};

/// A client that gets these statuses, then 200.
fn client(statuses: &'static [u16]) -> (BlockingCore, VirtualClock) {
    let clock = VirtualClock::new();
    let statuses = Mutex::new(statuses.iter());
    let transport = move |_: http::Request<Bytes>, _: Limits| {
        let status = statuses.lock().unwrap().next().copied().unwrap_or(200);
        Ok(http::Response::builder().status(status).body(Bytes::from_static(b"fine")).unwrap())
    };
    let builder = CoreBuilder::new(&[]).server("https://plex.test").blocking_transport(transport);
    let shared = clock.clone();
    (builder.with(|options| options.clock(shared)).build_blocking().unwrap(), clock)
}

#[test]
fn a_call_is_sent_again_after_a_wait() {
    let (core, clock) = client(&[503, 503]);
    assert_eq!(core.execute(&Get).unwrap(), "fine");
    assert_eq!(clock.elapsed(), Duration::from_millis(1500));
    let (core, _) = client(&[503]);
    assert_eq!(core.execute(&Post).unwrap_err().status().unwrap(), 503);
}

#[test]
fn a_provider_is_asked_without_a_runtime() {
    let (core, _) = client(&[]);
    let core = core.with(|options| options.credential_provider(TOKEN, || async { Ok::<_, std::io::Error>("t") }));
    assert_eq!(core.execute(&Secured).unwrap(), "fine");
}

#[test]
fn a_call_is_cancelled_before_it_is_sent_and_between_two_attempts() {
    let handle = Cancellation::new();
    let sent = Arc::new(AtomicUsize::new(0));
    let (ends, counter) = (handle.clone(), Arc::clone(&sent));
    let transport = move |_: http::Request<Bytes>, _: Limits| {
        counter.fetch_add(1, Ordering::Relaxed);
        ends.cancel();
        Ok(http::Response::builder().status(503).header("Retry-After", "20").body(Bytes::from_static(b"busy")).unwrap())
    };
    let clock = VirtualClock::new();
    let shared = clock.clone();
    let builder = CoreBuilder::new(&[]).server("https://plex.test").blocking_transport(transport);
    let core = builder.with(|options| options.clock(shared).cancellation(&handle)).build_blocking().unwrap();
    let error = core.execute(&Get).unwrap_err();
    assert!(error.is_cancelled(), "{error:?}");
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (503, &b"busy"[..]));
    assert!(core.execute(&Get).unwrap_err().is_cancelled());
    assert_eq!((sent.load(Ordering::Relaxed), clock.elapsed()), (1, Duration::ZERO));
}

#[test]
fn a_wait_on_this_thread_is_ended_by_another_one() {
    let handle = Cancellation::new();
    let ends = handle.clone();
    let transport = move |_: http::Request<Bytes>, _: Limits| {
        let ends = ends.clone();
        // By the time it acts, the call may wait already or not yet: both have to end it.
        std::thread::spawn(move || ends.cancel());
        Ok(http::Response::builder().status(503).header("Retry-After", "25").body(Bytes::new()).unwrap())
    };
    let builder = CoreBuilder::new(&[]).server("https://plex.test").blocking_transport(transport);
    let core = builder.with(|options| options.cancellation(&handle)).build_blocking().unwrap();
    assert!(core.execute(&Get).unwrap_err().is_cancelled());
}

#[test]
fn redirects_are_followed_by_the_same_rules() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let transport = move |request: http::Request<Bytes>, _: Limits| {
        log.lock().unwrap().push((request.uri().to_string(), request.headers().contains_key("X-Token")));
        let answer = match request.uri().host().unwrap() {
            "plex.test" => http::Response::builder().status(302).header("Location", "https://other.test/x"),
            _ => http::Response::builder(),
        };
        Ok(answer.body(Bytes::from_static(b"fine")).unwrap())
    };
    let builder = CoreBuilder::new(&[]).server("https://plex.test").blocking_transport(transport);
    let core = builder.with(|options| options.credential(TOKEN, "canary")).build_blocking().unwrap();
    assert_eq!(core.execute(&SecuredGet).unwrap_err().status().unwrap(), 302);
    assert_eq!(core.with(|options| options.redirects(1)).execute(&SecuredGet).unwrap(), "fine");
    let first = ("https://plex.test/secured/all?secret=canary-query".to_owned(), true);
    assert_eq!(seen.lock().unwrap()[..], [first.clone(), first, ("https://other.test/x".to_owned(), false)]);
}

#[test]
fn a_script_takes_the_place_of_a_server_here_too() {
    let script = Script::new();
    let builder = CoreBuilder::new(&[]).server("https://plex.test").blocking_transport(script.clone());
    let core = builder.with(|options| options.clock(script.clock())).build_blocking().unwrap();
    let second = Duration::from_secs(1);
    script.push(Answer::new(503).after(2 * second).header("Retry-After", "5"));
    script.push(Answer::new(200).body("fine").after(second));
    assert_eq!(core.execute(&Get).unwrap(), "fine");
    assert_eq!((script.clock().elapsed(), script.open(), script.requests().len()), (8 * second, 0, 2));

    let hurried = core.with(|options| options.timeout(3 * second));
    for answer in [Answer::new(200).after(4 * second), Answer::never()] {
        script.push(answer);
        let before = script.clock().elapsed();
        assert!(hurried.execute(&Post).unwrap_err().is_timeout());
        assert_eq!(script.clock().elapsed() - before, 3 * second);
    }
    script.push(Answer::never());
    assert!(core.with(|options| options.timeout(None)).execute(&Post).unwrap_err().is_timeout());
    assert!(core.execute(&Post).unwrap_err().to_string().contains("the request failed"), "nothing is left to say");
}

#[test]
fn neither_a_cancelled_call_nor_a_late_one_goes_where_a_redirect_leads() {
    let handle = Cancellation::new();
    let clock = VirtualClock::new();
    let sent = Arc::new(AtomicUsize::new(0));
    let (ends, passes, counter) = (handle.clone(), clock.clone(), Arc::clone(&sent));
    // It takes three seconds to say so, and in the meantime the call is cancelled.
    let transport = move |_: http::Request<Bytes>, _: Limits| {
        counter.fetch_add(1, Ordering::Relaxed);
        passes.advance(Duration::from_secs(3));
        ends.cancel();
        Ok(http::Response::builder().status(302).header("Location", "/elsewhere").body(Bytes::new()).unwrap())
    };
    let builder = CoreBuilder::new(&[]).server("https://plex.test").blocking_transport(transport);
    let core = builder.with(|options| options.clock(clock).redirects(5)).build_blocking().unwrap();
    assert!(core.with(|options| options.cancellation(&handle)).execute(&Get).unwrap_err().is_cancelled());
    let late = core.with(|options| options.timeout(Duration::from_secs(3)).retries(0));
    assert!(late.execute(&Get).unwrap_err().is_timeout());
    assert_eq!(sent.load(Ordering::Relaxed), 2);
}

#[test]
fn a_token_by_client_credentials_is_asked_for_on_the_same_transport() {
    let script = Script::new();
    let builder = CoreBuilder::new(&[]).server("https://plex.test").blocking_transport(script.clone());
    let core = builder.with(|options| options.clock(script.clock())).build_blocking().unwrap();
    let credentials = ClientCredentials::new("https://auth.test/token", "app", "secret");
    let core = core.with(|options| options.client_credentials(TOKEN, credentials));
    script.push(Answer::json(200, r#"{"access_token": "first", "expires_in": 3600}"#));
    script.push(Answer::new(401));
    script.push(Answer::json(200, r#"{"access_token": "second"}"#));
    script.otherwise(Answer::new(200).body("fine"));
    assert_eq!(core.execute(&Secured).unwrap(), "fine");
    assert_eq!(core.execute(&Secured).unwrap(), "fine");
    let hosts: Vec<_> = script.requests().iter().map(|request| request.uri.host().unwrap().to_owned()).collect();
    assert_eq!(hosts, ["auth.test", "plex.test", "auth.test", "plex.test", "plex.test"]);
}
