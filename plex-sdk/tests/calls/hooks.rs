//! Hooks before sending and after an answer.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use plex_sdk::TransportErrorKind;
use plex_sdk::testing::{Answer, Script};

use crate::support::{Get, Secured, TOKEN, call, client, ok};

#[test]
fn hooks_see_each_attempt_and_no_secret() {
    let script = Script::new();
    let answers =
        [Answer::new(503).after(Duration::from_secs(2)), Answer::failure(TransportErrorKind::Request), ok("fine")];
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (before, after) = (Arc::clone(&seen), Arc::clone(&seen));
    let core = client(&script, answers).with(|options| {
        options
            .before_send(move |outgoing| {
                assert!(!format!("{outgoing:?}").contains("canary"), "{outgoing:?}");
                let line = format!("{} {} {} #{}", outgoing.operation, outgoing.method, outgoing.url, outgoing.resend);
                before.lock().unwrap().push(line);
            })
            .after_answer(move |incoming| {
                assert!(!format!("{incoming:?}").contains("canary"), "{incoming:?}");
                let status = incoming.status().map(|status| status.as_u16());
                let kind = incoming.outcome.as_ref().err().map(|error| error.kind());
                let line = format!("{status:?} {kind:?} {:?} #{}", incoming.duration, incoming.resend);
                after.lock().unwrap().push(line);
            })
    });
    call(&core, &Get).unwrap();
    assert_eq!(
        *seen.lock().unwrap(),
        [
            "get GET https://plex.test:8443/api/things/all #0",
            "Some(503) None 2s #0",
            "get GET https://plex.test:8443/api/things/all #1",
            "None Some(Request) 0ns #1",
            "get GET https://plex.test:8443/api/things/all #2",
            "Some(200) None 0ns #2",
        ]
    );
}

#[test]
fn a_hook_can_change_the_headers_of_each_attempt() {
    let script = Script::new();
    let core = client(&script, [Answer::new(503), ok("fine"), ok("fine")]).with(|options| {
        options.before_send(|outgoing| {
            outgoing.headers.insert("traceparent", outgoing.resend.into());
        })
    });
    call(&core, &Get).unwrap();
    call(&core.with(|options| options.credential(TOKEN, "canary")), &Secured).unwrap();
    let sent: Vec<_> = script.requests().iter().map(|request| request.headers["traceparent"].clone()).collect();
    assert_eq!(sent, ["0", "1", "0"]);
}
