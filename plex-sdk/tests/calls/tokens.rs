//! Tokens from providers: asked for once, kept, and asked for again after a 401.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;

use plex_sdk::codegen::*;
use plex_sdk::testing::{Answer, Script, block_on};
use plex_sdk::{Clock as _, Error, ProvidedToken};

use crate::support::{Get, MaybeSecured, Secured, TOKEN, call, client, ok};

/// A provider of `canary-0`, `canary-1`, … that counts how often it was asked.
fn counting(script: &Script, lifetime: Option<u64>) -> (Arc<AtomicUsize>, impl TokenProvider) {
    let (asked, clock) = (Arc::new(AtomicUsize::new(0)), script.clock());
    let counter = Arc::clone(&asked);
    let provider = move || {
        let number = counter.fetch_add(1, Ordering::Relaxed);
        let wait = clock.sleep(Duration::from_secs(1));
        async move {
            wait.await;
            let token = ProvidedToken::new(format!("canary-{number}"));
            Ok::<_, std::io::Error>(match lifetime {
                Some(seconds) => token.expires_in(Duration::from_secs(seconds)),
                None => token,
            })
        }
    };
    (asked, provider)
}

fn sent(script: &Script) -> Vec<String> {
    let token =
        |headers: &http::HeaderMap| headers.get("X-Token").map_or("-", |token| token.to_str().unwrap()).to_owned();
    script.requests().iter().map(|request| token(&request.headers)).collect()
}

#[test]
fn a_provider_is_asked_once_and_only_for_calls_that_need_it() {
    let script = Script::new();
    script.otherwise(ok("fine"));
    let (asked, provider) = counting(&script, None);
    let core = client(&script, []).with(|options| options.credential_provider(TOKEN, provider));
    call(&core, &Get).unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    call(&core, &Secured).unwrap();
    call(&core.clone(), &Secured).unwrap();
    call(&core.with(|options| options.timeout(None)), &MaybeSecured).unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    assert_eq!(sent(&script), ["-", "canary-0", "canary-0", "canary-0"]);
}

#[test]
fn many_waiting_calls_ask_once() {
    let script = Script::new();
    script.otherwise(ok("fine"));
    let (asked, provider) = counting(&script, None);
    let core = client(&script, []).with(|options| options.credential_provider(TOKEN, provider));
    together((0..20).map(|_| core.execute(&Secured)));
    assert_eq!((asked.load(Ordering::Relaxed), script.requests().len()), (1, 20));
}

#[test]
fn a_401_asks_again_once() {
    let script = Script::new();
    let (asked, provider) = counting(&script, None);
    let core = client(&script, [Answer::new(401), ok("fine"), Answer::new(401), Answer::new(401)]);
    let core = core.with(|options| options.credential_provider(TOKEN, provider));
    assert_eq!(call(&core, &Secured).unwrap(), "fine");
    assert_eq!(sent(&script), ["canary-0", "canary-1"]);
    assert_eq!(call(&core, &Secured).unwrap_err().status().unwrap(), 401, "there is no third time");
    assert_eq!(sent(&script), ["canary-0", "canary-1", "canary-1", "canary-2"]);
    assert_eq!(asked.load(Ordering::Relaxed), 3);
}

#[test]
fn many_calls_that_get_a_401_ask_again_once() {
    let script = Script::new();
    let (asked, provider) = counting(&script, None);
    let core = client(&script, (0..10).map(|_| Answer::new(401)));
    script.otherwise(ok("fine"));
    let core = core.with(|options| options.credential_provider(TOKEN, provider));
    together((0..10).map(|_| core.execute(&Secured)));
    assert_eq!((asked.load(Ordering::Relaxed), script.requests().len()), (2, 20));
}

#[test]
fn the_same_token_again_is_not_tried_again() {
    let script = Script::new();
    let core = client(&script, [Answer::new(401)]);
    let core = core.with(|options| options.credential_provider(TOKEN, || async { Ok::<_, std::io::Error>("always") }));
    assert_eq!(call(&core, &Secured).unwrap_err().status().unwrap(), 401);
    assert_eq!(sent(&script), ["always"]);
}

#[test]
fn a_401_where_credentials_are_optional_may_be_about_the_arguments() {
    let script = Script::new();
    let (_, provider) = counting(&script, None);
    let core = client(&script, [Answer::new(401)]).with(|options| options.credential_provider(TOKEN, provider));
    assert_eq!(call(&core, &MaybeSecured).unwrap_err().status().unwrap(), 401);
    assert_eq!(sent(&script), ["canary-0"], "a sign-in is not repeated");
}

#[test]
fn a_fixed_token_is_not_sent_again_after_a_401() {
    let script = Script::new();
    let core = client(&script, [Answer::new(401)]).with(|options| options.credential(TOKEN, "fixed"));
    assert_eq!(call(&core, &Secured).unwrap_err().status().unwrap(), 401);
    assert_eq!(sent(&script), ["fixed"]);
}

#[test]
fn a_token_is_renewed_a_little_before_it_expires() {
    let script = Script::new();
    script.otherwise(ok("fine"));
    let (_, provider) = counting(&script, Some(100));
    let core = client(&script, []).with(|options| options.credential_provider(TOKEN, provider));
    for wait in [0, 89, 1, 89, 11] {
        script.clock().advance(Duration::from_secs(wait));
        call(&core, &Secured).unwrap();
    }
    assert_eq!(sent(&script), ["canary-0", "canary-0", "canary-1", "canary-1", "canary-2"]);
}

#[test]
fn a_provider_without_a_token_is_an_error_before_anything_is_sent() {
    let script = Script::new();
    let core = client(&script, []).with(|options| {
        options
            .credential_provider(TOKEN, || async { Err::<Secret, _>(std::io::Error::other("the keychain is locked")) })
    });
    let error = call(&core, &Secured).unwrap_err();
    assert!(matches!(error, Error::Credential(_)), "{error:?}");
    assert_eq!(error.to_string(), "secured: the request was not sent: no credential `token`: the keychain is locked");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the keychain is locked");
    assert!(script.requests().is_empty());
}

#[test]
fn an_empty_token_is_none() {
    let script = Script::new();
    let empty = || async { Ok::<_, std::io::Error>("") };
    let core = client(&script, []).with(|options| options.credential_provider(TOKEN, empty));
    assert!(call(&core, &Secured).unwrap_err().to_string().ends_with("the token is empty"));
    assert!(script.requests().is_empty());
}

#[test]
fn a_provider_that_hangs_takes_no_longer_than_the_call_may() {
    let script = Script::new();
    let core = client(&script, [])
        .with(|options| options.credential_provider(TOKEN, std::future::pending::<Result<Secret, std::io::Error>>));
    assert!(call(&core, &Secured).unwrap_err().is_timeout());
    assert_eq!(script.clock().elapsed(), Duration::from_secs(30));
}

#[test]
fn a_caller_that_leaves_does_not_take_the_turn_along() {
    let script = Script::new();
    script.otherwise(ok("fine"));
    let (asked, provider) = counting(&script, None);
    let core = client(&script, []).with(|options| options.credential_provider(TOKEN, provider));
    let mut leaves = Some(Box::pin(core.execute(&Secured)));
    let mut stays = Box::pin(core.execute(&Secured));
    let outcome = block_on(std::future::poll_fn(|context| {
        if let Some(mut leaves) = leaves.take() {
            assert!(leaves.as_mut().poll(context).is_pending());
            assert!(stays.as_mut().poll(context).is_pending());
        }
        stays.as_mut().poll(context)
    }));
    assert_eq!(outcome.unwrap(), "fine");
    assert_eq!(asked.load(Ordering::Relaxed), 2);
}

#[test]
fn a_later_choice_takes_the_place_of_an_earlier_one() {
    let script = Script::new();
    script.otherwise(ok("fine"));
    let (asked, provider) = counting(&script, None);
    let core = client(&script, []).with(|options| options.credential_provider(TOKEN, provider));
    call(&core.with(|options| options.credential(TOKEN, "fixed")), &Secured).unwrap();
    assert_eq!((sent(&script), asked.load(Ordering::Relaxed)), (vec!["fixed".to_owned()], 0));
}

#[test]
fn a_variable_of_the_environment_that_is_not_set_is_named() {
    let builder = CoreBuilder::new(&[]).server("https://x.test");
    let builder = builder.with(|options| options.credential_from_env(TOKEN, "PLEX_SDK_NO_SUCH_VARIABLE"));
    let error = builder.options().unwrap_err();
    assert_eq!(error.to_string(), "the environment variable `PLEX_SDK_NO_SUCH_VARIABLE` is not set");
}

fn together<F: Future<Output = Result<String, Error<NoError>>>>(calls: impl Iterator<Item = F>) {
    let mut calls: Vec<_> = calls.map(Box::pin).collect();
    block_on(std::future::poll_fn(|context| {
        calls.retain_mut(|call| match call.as_mut().poll(context) {
            Poll::Ready(outcome) => {
                assert_eq!(outcome.unwrap(), "fine");
                false
            }
            Poll::Pending => true,
        });
        if calls.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    }));
}

#[test]
fn a_token_that_no_header_can_hold_is_an_error_and_the_provider_is_asked_again() {
    for bad in ["canary\nbad", "canary\r\nX: y", "\u{0}canary", ""] {
        let script = Script::new();
        script.otherwise(ok("fine"));
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let provider = move || {
            let first = counter.fetch_add(1, Ordering::Relaxed) == 0;
            std::future::ready(Ok::<_, std::io::Error>(ProvidedToken::new(if first { bad } else { "canary-good" })))
        };
        let core = client(&script, []).with(|options| options.credential_provider(TOKEN, provider));
        let error = call(&core, &Secured).unwrap_err();
        assert!(matches!(error, Error::Credential(_)) && !format!("{error} {error:?}").contains("canary"), "{error:?}");
        assert_eq!((call(&core, &Secured).unwrap(), asked.load(Ordering::Relaxed)), ("fine".to_owned(), 2));
        assert_eq!(sent(&script), ["canary-good"]);
    }
}
