//! Calls that are ended from elsewhere, wherever they are.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use plex_sdk::codegen::*;
use plex_sdk::testing::{Answer, Script, block_on};
use plex_sdk::{Cancellation, Clock as _, Error, NoError, TransportErrorKind};

use crate::support::{Get, Post, Secured, TOKEN, call, client, ok, sent_at};

const SECOND: Duration = Duration::from_secs(1);

/// Begins a call, cancels it as soon as it waits for something, and gives how it ended.
fn cancelled<O: Operation<Error = NoError>>(core: &Core, operation: &O) -> Error<NoError> {
    let handle = Cancellation::new();
    let mut call = Box::pin(core.with(|options| options.cancellation(&handle)).execute(operation));
    let mut waits = true;
    let outcome = block_on(std::future::poll_fn(|context| {
        let poll = call.as_mut().poll(context);
        if poll.is_pending() && std::mem::take(&mut waits) {
            handle.cancel();
        }
        poll
    }));
    assert!(!waits, "it waited");
    let error = outcome.err().unwrap();
    assert!(error.is_cancelled() && !error.is_timeout() && !error.is_retryable(), "{error:?}");
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Cancelled));
    error
}

#[test]
fn a_request_that_is_under_way_is_dropped() {
    let script = Script::new();
    let core = client(&script, [Answer::never(), ok("fine")]);
    let error = cancelled(&core, &Get);
    assert_eq!(error.to_string(), "get: GET https://plex.test:8443/api/things/all: the call was cancelled");
    assert_eq!((script.open(), script.clock().waiting(), script.clock().elapsed()), (0, 0, Duration::ZERO));
    assert_eq!(call(&core, &Get).unwrap(), "fine", "calls without the handle go on");
}

#[test]
fn no_retry_follows_and_what_came_before_is_kept() {
    let script = Script::new();
    let core = client(&script, [Answer::new(503).header("X-Kind", "busy").header("Retry-After", "20").body("soon")]);
    let error = cancelled(&core, &Get);
    assert_eq!(
        (error.status().unwrap().as_u16(), &error.headers().unwrap()["X-Kind"]),
        (503, &http::HeaderValue::from_static("busy"))
    );
    assert_eq!(&error.body().unwrap()[..], b"soon");
    assert_eq!((sent_at(&script).len(), script.clock().waiting()), (1, 0));

    let script = Script::new();
    let error = cancelled(&client(&script, [Answer::failure(TransportErrorKind::Connect)]), &Get);
    assert!(error.status().is_none() && !error.is_connect());
    assert_eq!(sent_at(&script).len(), 1);
}

#[test]
fn who_waits_for_a_turn_leaves_the_queue() {
    let script = Script::new();
    let core = client(&script, [ok("first").after(SECOND), ok("third")]).with(|options| options.max_concurrent(1));
    let mut first = Box::pin(core.execute(&Post));
    let mut third = Box::pin(core.execute(&Post));
    let mut context = Context::from_waker(Waker::noop());
    assert!(first.as_mut().poll(&mut context).is_pending());
    cancelled(&core, &Post);
    assert!(third.as_mut().poll(&mut context).is_pending());
    assert_eq!(sent_at(&script).len(), 1, "the second was never sent");
    assert_eq!(block_on(first).unwrap(), "first");
    assert_eq!(block_on(third).unwrap(), "third", "the turn goes to the next");
}

#[test]
fn a_wait_for_a_credential_ends_and_the_next_caller_asks_again() {
    let script = Script::new();
    let core = client(&script, [ok("fine")]);
    let hanging = core
        .with(|options| options.credential_provider(TOKEN, std::future::pending::<Result<Secret, std::fmt::Error>>));
    let error = cancelled(&hanging, &Secured);
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "waiting for a credential");
    assert!(script.requests().is_empty());

    let asked = std::sync::atomic::AtomicUsize::new(0);
    let clock = script.clock();
    let slow = core.with(move |options| {
        options.credential_provider(TOKEN, move || {
            let wait = clock.sleep(SECOND);
            let number = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            async move {
                wait.await;
                Ok::<_, std::fmt::Error>(format!("token-{number}"))
            }
        })
    });
    cancelled(&slow, &Secured);
    assert_eq!(call(&slow, &Secured).unwrap(), "fine");
    assert_eq!(script.requests()[0].headers["X-Token"], "token-1");
}

#[test]
fn a_401_is_kept_when_the_wait_for_another_token_is_ended() {
    let script = Script::new();
    let clock = script.clock();
    let first = std::sync::atomic::AtomicBool::new(true);
    let core = client(&script, [Answer::new(401).body("who?")]).with(move |options| {
        options.credential_provider(TOKEN, move || {
            let at_once = first.swap(false, std::sync::atomic::Ordering::Relaxed);
            let wait = clock.sleep(if at_once { Duration::ZERO } else { SECOND });
            async move {
                wait.await;
                Ok::<_, std::fmt::Error>("token")
            }
        })
    });
    let error = cancelled(&core, &Secured);
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (401, &b"who?"[..]));
}

#[test]
fn nothing_is_sent_once_it_is_cancelled_and_any_handle_will_do() {
    let script = Script::new();
    let (application, one_call) = (Cancellation::new(), Cancellation::new());
    let core = client(&script, [ok("fine")]).with(|options| options.cancellation(&application));
    let derived = core.with(|options| options.cancellation(one_call.clone()));
    let hooked = derived.with(|options| options.before_send(|_| panic!("it is not sent")));
    one_call.cancel();
    assert!(call(&hooked, &Get).unwrap_err().is_cancelled());
    assert_eq!(call(&core, &Get).unwrap(), "fine");
    application.cancel();
    assert!(call(&core, &Get).unwrap_err().is_cancelled());
    assert_eq!(sent_at(&script).len(), 1);
}

#[test]
fn an_answer_in_time_is_an_answer_and_hooks_see_the_end() {
    let script = Script::new();
    let handle = Cancellation::new();
    let (seen, ends) = (std::sync::Arc::new(std::sync::Mutex::new(Vec::new())), handle.clone());
    let log = std::sync::Arc::clone(&seen);
    let core = client(&script, [ok("fine"), Answer::never()]).with(|options| {
        options.cancellation(&handle).after_answer(move |answer| {
            log.lock().unwrap().push(answer.outcome.as_ref().map(|(status, _)| *status).map_err(|error| error.kind()));
        })
    });
    assert_eq!(call(&core, &Get).unwrap(), "fine");
    let mut second = pin!(core.execute(&Get));
    let outcome = block_on(std::future::poll_fn(|context| {
        let poll = second.as_mut().poll(context);
        ends.cancel();
        poll
    }));
    assert!(outcome.unwrap_err().is_cancelled());
    assert_eq!(seen.lock().unwrap()[..], [Ok(http::StatusCode::OK), Err(TransportErrorKind::Cancelled)]);
}

#[cfg(feature = "stream")]
#[test]
fn a_stream_ends_between_two_pieces() {
    let handle = Cancellation::new();
    let script = Script::new();
    let core = client(&script, [ok("piece"), ok("piece")]).with(|options| options.cancellation(&handle));
    let mut read = block_on(core.stream(&Get)).unwrap();
    let mut cut = block_on(core.stream(&Get)).unwrap();
    assert_eq!(&block_on(read.next()).unwrap().unwrap()[..], b"piece");
    assert!(block_on(read.next()).is_none());
    handle.cancel();
    let error = block_on(cut.next()).unwrap().unwrap_err();
    assert!(error.is_cancelled() && error.to_string().contains("/things/all"), "{error}");
    assert!(block_on(cut.next()).is_none(), "that was its end");
    assert!(block_on(read.next()).is_none(), "it had ended before");
}

#[cfg(feature = "stream")]
#[test]
fn a_stream_that_waits_is_woken() {
    struct Silent;

    impl Transport for Silent {
        fn send(&self, _: http::Request<Bytes>, _: plex_sdk::Limits) -> plex_sdk::TransportFuture<'_> {
            Box::pin(std::future::pending())
        }

        fn send_stream(&self, _: http::Request<Bytes>, _: plex_sdk::Limits) -> plex_sdk::StreamFuture<'_> {
            struct Nothing;
            impl futures_core::Stream for Nothing {
                type Item = Result<Bytes, plex_sdk::TransportError>;

                fn poll_next(self: std::pin::Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
                    Poll::Pending
                }
            }
            Box::pin(async { Ok(http::Response::new(Box::pin(Nothing) as plex_sdk::BodyStream)) })
        }
    }

    let handle = Cancellation::new();
    let core = CoreBuilder::new(&[]).server("https://plex.test").transport(Silent).build().unwrap();
    let core = core.with(|options| options.cancellation(&handle));
    let ends = handle.clone();
    block_on(async {
        let mut stream = core.stream(&Get).await.unwrap();
        let mut next = pin!(stream.next());
        let mut first = true;
        let piece = std::future::poll_fn(|context| {
            let poll = next.as_mut().poll(context);
            if std::mem::take(&mut first) {
                assert!(poll.is_pending());
                ends.cancel();
            }
            poll
        });
        assert!(piece.await.unwrap().unwrap_err().is_cancelled());
    });
}
