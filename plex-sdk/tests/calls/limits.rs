//! Time, size and number.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use plex_sdk::testing::{Answer, Script, block_on};
use plex_sdk::{Error, Limits};

use crate::support::{Get, Post, call, client, ok, sent_at};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_call_ends_with_its_timeout_whatever_the_transport_does() {
    let script = Script::new();
    let core = client(&script, [Answer::never()]).with(|options| options.timeout(3 * SECOND));
    let error = call(&core, &Get).unwrap_err();
    assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
    assert_eq!(script.clock().elapsed(), 3 * SECOND);
    assert_eq!((script.open(), script.clock().waiting()), (0, 0), "nothing is left behind");
}

#[test]
fn an_answer_in_time_is_an_answer() {
    for (delay, in_time) in [(2, true), (4, false)] {
        let script = Script::new();
        let core = client(&script, [ok("fine").after(delay * SECOND)]).with(|options| options.timeout(3 * SECOND));
        assert_eq!(call(&core, &Post).is_ok(), in_time, "{delay}");
    }
}

#[test]
fn an_attempt_that_hangs_is_given_up_for_the_next_one() {
    let script = Script::new();
    let core = client(&script, [Answer::never(), ok("fine")]);
    let core = core.with(|options| options.attempt_timeout(2 * SECOND));
    assert_eq!(call(&core, &Get).unwrap(), "fine");
    assert_eq!(sent_at(&script), [0, 2500]);

    let script = Script::new();
    let core = client(&script, [Answer::never(), ok("never sent")]);
    let error = call(&core.with(|options| options.attempt_timeout(2 * SECOND)), &Post).unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(sent_at(&script), [0], "the server may be at work on it");
}

#[test]
fn each_attempt_has_what_is_left_of_the_time() {
    let script = Script::new();
    let core = client(&script, [Answer::new(503).after(4 * SECOND), ok("fine")]);
    call(&core.with(|options| options.timeout(10 * SECOND)), &Get).unwrap();
    let limits: Vec<Limits> = script.requests().iter().map(|request| request.limits).collect();
    assert_eq!(limits[0].timeout, Some(10 * SECOND));
    assert_eq!(limits[1].timeout, Some(Duration::from_millis(5500)));
    assert_eq!(limits[0].connect_timeout, Some(10 * SECOND));
    assert_eq!(limits[0].max_body, Some(64 * 1024 * 1024));
}

#[test]
fn dropping_a_call_cancels_it_and_leaves_nothing_behind() {
    let script = Script::new();
    let core = client(&script, [Answer::never()]).with(|options| options.max_concurrent(1));
    {
        let mut call = pin!(core.execute(&Get));
        let mut context = Context::from_waker(Waker::noop());
        assert!(call.as_mut().poll(&mut context).is_pending());
        assert_eq!((script.open(), script.clock().waiting()), (1, 1));
    }
    assert_eq!((script.open(), script.clock().waiting()), (0, 0));
    script.push(ok("fine"));
    assert_eq!(call(&core, &Get).unwrap(), "fine", "its place is free again");
}

#[test]
fn a_body_that_is_too_large_keeps_status_headers_and_its_beginning() {
    let script = Script::new();
    let core = client(&script, [ok("0123456789").header("X-Kind", "big"), ok("01234567")]);
    let core = core.with(|options| options.max_body(8));
    let error = call(&core, &Get).unwrap_err();
    assert!(error.is_too_large() && !error.is_retryable() && matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.headers().unwrap()["X-Kind"], "big");
    assert_eq!(&error.body().unwrap()[..], b"01234567");
    assert!(error.to_string().ends_with("larger than allowed"), "{error}");
    assert_eq!(call(&core, &Get).unwrap(), "01234567", "the next call works");
    assert_eq!(sent_at(&script).len(), 2, "it is not asked for again");
}

#[test]
fn no_more_requests_than_allowed_are_under_way() {
    let script = Script::new();
    script.otherwise(ok("fine").after(SECOND));
    let core = client(&script, []).with(|options| options.max_concurrent(2));
    let derived = core.with(|options| options.retries(0));
    let mut calls: Vec<_> =
        (0..6).map(|index| Box::pin(if index % 2 == 0 { &core } else { &derived }.execute(&Get))).collect();
    block_on(std::future::poll_fn(|context| {
        calls.retain_mut(|call| call.as_mut().poll(context).is_pending());
        assert!(script.open() <= 2);
        if calls.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    }));
    assert_eq!(sent_at(&script), [0, 0, 1000, 1000, 2000, 2000]);
}

#[test]
fn waiting_for_a_turn_counts_as_time_of_the_call() {
    let script = Script::new();
    script.otherwise(Answer::never());
    let core = client(&script, []).with(|options| options.max_concurrent(1).timeout(2 * SECOND));
    let mut first = Box::pin(core.execute(&Get));
    let mut second = Box::pin(core.with(|options| options.timeout(SECOND)).execute(&Get));
    let error = block_on(std::future::poll_fn(|context| {
        let _ = first.as_mut().poll(context);
        second.as_mut().poll(context)
    }))
    .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(sent_at(&script).len(), 1, "the second was never sent");
}
