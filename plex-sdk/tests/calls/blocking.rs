//! The client whose calls wait goes the same way.

use std::sync::Mutex;
use std::time::Duration;

use plex_sdk::Limits;
use plex_sdk::codegen::*;
use plex_sdk::testing::VirtualClock;

use crate::support::{Get, Post, Secured, TOKEN};

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
