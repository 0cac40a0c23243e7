//! Which calls are sent again, and when.

use std::time::Duration;

use plex_sdk::codegen::*;
use plex_sdk::testing::{Answer, Script};
use plex_sdk::{RetryBudget, TransportErrorKind};

use crate::support::{Described, Get, Post, call, client, ok, sent_at};

#[test]
fn a_server_that_recovers_gives_its_value() {
    for status in [408, 429, 500, 502, 503, 504] {
        let script = Script::new();
        let core = client(&script, [Answer::new(status), Answer::new(status), ok("fine")]);
        assert_eq!(call(&core, &Get).unwrap(), "fine", "{status}");
        assert_eq!(sent_at(&script), [0, 500, 1500], "{status}");
    }
}

#[test]
fn trouble_with_the_connection_is_tried_again() {
    use TransportErrorKind::{Body, Connect, Request, Timeout};
    for kind in [Connect, Timeout, Request, Body] {
        let script = Script::new();
        let core = client(&script, [Answer::failure(kind), ok("fine")]);
        assert_eq!(call(&core, &Get).unwrap(), "fine", "{kind:?}");
    }
    let script = Script::new();
    let core = client(&script, [Answer::failure(TransportErrorKind::Other), ok("fine")]);
    call(&core, &Get).unwrap_err();
    assert_eq!(sent_at(&script), [0]);
}

#[test]
fn other_statuses_are_answers() {
    for status in [302, 400, 401, 403, 404, 409, 418, 422, 501, 505] {
        let script = Script::new();
        let core = client(&script, [Answer::new(status), ok("fine")]);
        assert_eq!(call(&core, &Get).unwrap_err().status().unwrap(), status);
        assert_eq!(sent_at(&script), [0]);
    }
}

#[test]
fn a_post_is_never_repeated_unless_asked() {
    for answer in [Answer::new(503), Answer::failure(TransportErrorKind::Connect), Answer::new(429)] {
        let script = Script::new();
        let core = client(&script, [answer.clone(), ok("fine")]).with(|options| options.retries(5));
        call(&core, &Post).unwrap_err();
        assert_eq!(sent_at(&script), [0], "{answer:?}");

        let script = Script::new();
        let core = client(&script, [answer, ok("fine")]);
        let core = core.with(|options| options.retry(Retry::new().non_idempotent(true)));
        assert_eq!(call(&core, &Post).unwrap(), "fine");
    }
}

#[test]
fn the_last_answer_is_the_one_that_is_returned() {
    let script = Script::new();
    let core = client(&script, [Answer::new(500), Answer::new(502), Answer::new(503).body("busy"), ok("late")]);
    let error = call(&core, &Get).unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (503, &b"busy"[..]));
    assert_eq!(sent_at(&script).len(), 3);
}

#[test]
fn retries_can_be_set_for_one_call() {
    let script = Script::new();
    script.otherwise(Answer::new(503));
    let core = client(&script, []);
    for (retries, sent) in [(0, 1), (4, 6)] {
        call(&core.with(|options| options.retries(retries)), &Get).unwrap_err();
        assert_eq!(sent_at(&script).len(), sent);
    }
}

#[test]
fn waits_grow_up_to_the_longest_and_chance_shortens_them() {
    let policy = Retry::new().retries(5).first_wait(Duration::from_secs(1)).longest_wait(Duration::from_secs(5));
    for (chance, times) in [(1.0, [0, 1000, 3000, 7000, 12_000, 17_000]), (0.5, [0, 500, 1500, 3500, 6000, 8500])] {
        let script = Script::new();
        script.otherwise(Answer::new(503));
        script.clock().set_chance(chance);
        call(&client(&script, []).with(|options| options.retry(policy)), &Get).unwrap_err();
        assert_eq!(sent_at(&script), times);
    }
}

#[test]
fn retry_after_is_obeyed_in_each_of_its_forms() {
    let forms = ["7", "Mon, 01 Jan 2024 00:00:07 GMT", "Monday, 01-Jan-24 00:00:07 GMT", "Mon Jan  1 00:00:07 2024"];
    for form in forms {
        let script = Script::new();
        let core = client(&script, [Answer::new(429).header("Retry-After", form), ok("fine")]);
        assert_eq!(call(&core, &Get).unwrap(), "fine", "{form}");
        assert_eq!(sent_at(&script), [0, 7000], "{form}");
    }
    let script = Script::new();
    let core = client(&script, [Answer::new(429).header("Retry-After", "later"), ok("fine")]);
    call(&core, &Get).unwrap();
    assert_eq!(sent_at(&script), [0, 500], "what is not understood is not obeyed");
}

#[test]
fn a_wait_that_is_too_long_is_left_to_the_caller() {
    let script = Script::new();
    let core = client(&script, [Answer::new(429).header("Retry-After", "3600"), ok("late")]);
    let error = call(&core.with(|options| options.timeout(None)), &Get).unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert!(error.is_retryable());
    assert_eq!(sent_at(&script), [0]);
}

#[test]
fn no_retry_begins_after_the_time_of_the_call() {
    let answers = || [Answer::new(503).header("Retry-After", "20"), Answer::new(503).header("Retry-After", "20")];
    let script = Script::new();
    let error = call(&client(&script, answers()), &Get).unwrap_err();
    assert_eq!(error.status().unwrap(), 503, "an answer is worth more than a timeout");
    assert_eq!(sent_at(&script), [0, 20_000], "the default timeout is 30 seconds");

    let script = Script::new();
    let core = client(&script, answers());
    let core = core.with(|options| options.retry(Retry::new().longest_total(Duration::from_secs(15))));
    call(&core, &Get).unwrap_err();
    assert_eq!(sent_at(&script), [0]);
}

#[test]
fn a_client_and_its_derived_clients_share_one_budget() {
    let script = Script::new();
    script.otherwise(Answer::new(503));
    let core = client(&script, []).with(|options| options.retry_budget(RetryBudget::new(3, 0.5)));
    let derived = core.with(|options| options.timeout(None));
    call(&core, &Get).unwrap_err();
    assert_eq!(sent_at(&script).len(), 3, "two retries");
    call(&derived, &Get).unwrap_err();
    assert_eq!(sent_at(&script).len(), 5, "one retry is left");
    call(&core, &Get).unwrap_err();
    assert_eq!(sent_at(&script).len(), 6, "none is left");
    script.otherwise(ok("fine"));
    call(&core, &Get).unwrap();
    call(&derived, &Get).unwrap();
    script.otherwise(Answer::new(503));
    call(&core, &Get).unwrap_err();
    assert_eq!(sent_at(&script).len(), 10, "two successes have paid for one retry");
}

#[test]
fn the_description_has_a_say_and_the_options_the_last_word() {
    let script = Script::new();
    script.otherwise(Answer::new(418));
    let core = client(&script, []);
    call(&core, &Described).unwrap_err();
    assert_eq!(sent_at(&script).len(), 2);
    call(&core.with(|options| options.retry(Retry::new())), &Described).unwrap_err();
    assert_eq!(sent_at(&script).len(), 3);
}

#[test]
fn each_attempt_is_the_same_request() {
    let script = Script::new();
    let core = client(&script, [Answer::new(503), ok("fine")]).with(|options| options.header("X-Once", "1"));
    call(&core, &Get).unwrap();
    let requests = script.requests();
    let shown = |index: usize| format!("{:?} {:?}", requests[index].uri, requests[index].headers);
    assert_eq!(shown(0), shown(1));
}
