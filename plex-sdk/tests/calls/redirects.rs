//! Redirects: which ones are followed, and what goes along. That `https` is never left is tested here only: the servers
//! of the tests on a wire have no certificates.

use std::time::Duration;

use plex_sdk::codegen::*;
use plex_sdk::testing::{Answer, Script};
use plex_sdk::{Error, NoError, TransportErrorKind};

use crate::support::{Get, Look, Moved, Post, Secured, SecuredGet, TOKEN, call, client, ok};

fn to(location: &str) -> Answer {
    Answer::new(302).header("Location", location)
}

/// A client with a token and a header of its own that follows up to three redirects.
fn following(script: &Script, answers: impl IntoIterator<Item = Answer>) -> Core {
    client(script, answers).with(|options| {
        options.redirects(3).credential(TOKEN, "canary-token").header("X-Device", "canary-device").user_agent("App/1")
    })
}

fn sent(script: &Script) -> Vec<String> {
    script.requests().iter().map(|request| format!("{} {}", request.method, request.uri)).collect()
}

/// The names of the headers of each request.
fn headers(script: &Script) -> Vec<Vec<String>> {
    let names = |headers: &HeaderMap| {
        let mut names: Vec<_> = headers.keys().map(ToString::to_string).collect();
        names.sort();
        names
    };
    script.requests().iter().map(|request| names(&request.headers)).collect()
}

fn refused(outcome: Result<String, Error<NoError>>, why: &str) -> Error<NoError> {
    let error = outcome.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Redirect), "{error:?}");
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains(why), "{source}");
    assert!(!error.is_retryable() && !format!("{error} {error:?} {source}").contains("canary"), "{error:?} {source}");
    error
}

const ALL: [&str; 4] = ["accept", "user-agent", "x-device", "x-token"];
const FIRST: &str = "GET https://plex.test:8443/api/secured/all?secret=canary-query";

#[test]
fn none_is_followed_unless_asked_for() {
    let script = Script::new();
    let core = client(&script, [to("/elsewhere")]);
    let error = call(&core, &Get).unwrap_err();
    assert!(matches!(error, Error::Undocumented(_)) && error.status().unwrap() == 302, "{error:?}");
    assert_eq!(script.requests().len(), 1);
}

#[test]
fn within_an_origin_all_goes_along_but_the_query() {
    for location in ["/x", "//plex.test:8443/x", "https://PLEX.test:8443/x", "../../../x#part"] {
        let script = Script::new();
        let core = following(&script, [to(location), ok("fine")]);
        let answer = plex_sdk::testing::block_on(core.execute_for_answer(&SecuredGet)).unwrap();
        assert_eq!((answer.value.as_str(), answer.response.redirected_to()), ("fine", Some("https://plex.test:8443")));
        assert_eq!(sent(&script)[1].to_lowercase(), "get https://plex.test:8443/x", "{location}");
        assert_eq!(headers(&script), [ALL, ALL]);
    }
}

#[test]
fn to_another_scheme_host_or_port_goes_nothing_that_identifies() {
    for location in
        ["https://plex.test/x", "https://evil.test:8443/x", "https://plex.test:8444/x", "//sub.plex.test:8443"]
    {
        let script = Script::new();
        let back = Answer::new(307).header("Location", "https://plex.test:8443/back");
        let core = following(&script, [to(location), back, ok("fine")]);
        assert_eq!(call(&core, &SecuredGet).unwrap(), "fine");
        let bare = ALL[..2].to_vec();
        assert_eq!(headers(&script), [ALL.to_vec(), bare.clone(), bare], "not even on the way back: {location}");
        assert_eq!(script.requests()[1].headers["User-Agent"].to_str().unwrap().split('/').next(), Some("App"));
    }
    let script = Script::new();
    let core = following(&script, [to("https://plex.test/x"), ok("fine")]).with(|options| {
        options.server("http://plex.test").before_send(|request| {
            request.headers.insert("X-Signature", http::HeaderValue::from_static("canary"));
        })
    });
    call(&core, &SecuredGet).unwrap();
    assert_eq!(headers(&script)[1], ALL[..2], "what a hook adds stays behind as well");
}

#[test]
fn https_is_never_left() {
    let script = Script::new();
    let core = following(&script, [to("http://plex.test:8443/canary-token?canary").body("kept")]);
    let error = refused(call(&core, &SecuredGet), "a redirect to http://plex.test:8443 would leave https");
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (302, &b"kept"[..]));
    assert!(error.headers().unwrap().contains_key("Location"));
    assert_eq!(sent(&script), [FIRST]);
}

#[test]
fn a_circle_and_a_redirect_too_many_keep_the_last_answer() {
    let script = Script::new();
    let core =
        following(&script, [to("https://a.test/1"), to("https://b.test/2"), to("https://a.test/1").body("last")]);
    let error = refused(call(&core, &SecuredGet), "in a circle, back to https://a.test");
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (302, &b"last"[..]));
    assert_eq!(error.response().unwrap().redirected_to(), Some("https://b.test"));
    assert!(error.to_string().contains(", redirected to https://b.test: the redirect cannot be followed"), "{error}");
    assert_eq!(sent(&script).len(), 3);

    let script = Script::new();
    let core =
        following(&script, (1..9).map(|number| to(&format!("/{number}?canary")).header("X-Hop", &number.to_string())));
    let error = refused(call(&core, &SecuredGet), "more than 3 redirects, the next one to https://plex.test:8443");
    assert_eq!(error.headers().unwrap()["X-Hop"], "4");
    assert_eq!(sent(&script).len(), 4, "an attempt is not repeated for it");
}

#[test]
fn targets_that_are_none_are_refused() {
    let cases = [
        ("https://me:canary@plex.test/", "user"),
        ("//canary@plex.test:8443/", "user"),
        ("ftp://plex.test/", "not a valid URL"),
        ("javascript:canary", "neither"),
        ("https://canary token.test", "not a valid URL"),
    ];
    for (location, why) in cases {
        let script = Script::new();
        refused(call(&following(&script, [to(location)]), &SecuredGet), why);
        assert_eq!(script.requests().len(), 1);
    }
    let script = Script::new();
    let core = following(&script, [to("https://cANARY-token.test/")])
        .with(|options| options.credential(TOKEN, "Canary-Token"));
    let error = call(&core.with(|options| options.retries(0)), &SecuredGet).unwrap_err();
    assert!(error.to_string().contains("redirected to a server that is named like a secret"), "{error}");

    let script = Script::new();
    refused(call(&following(&script, [to("/a").header("Location", "/b")]), &Get), "more than once");
    let script = Script::new();
    let core = following(&script, [Answer::new(302), ok("unused")]);
    assert!(matches!(call(&core, &Get), Err(Error::Undocumented(_))), "without a target it is an answer");
}

#[test]
fn only_look_ups_are_followed_and_303_of_all_others() {
    for status in [301, 302, 307, 308] {
        let script = Script::new();
        let moved = Answer::new(status).header("Location", "/x");
        let error = call(&following(&script, [moved.clone()]), &Secured).unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(script.requests().len(), 1, "a sign-in is not repeated elsewhere");
        let script = Script::new();
        assert_eq!(call(&following(&script, [moved.clone(), ok("fine")]), &SecuredGet).unwrap(), "fine");
        let script = Script::new();
        call(&following(&script, [moved, ok("")]), &Look).unwrap();
        assert_eq!(sent(&script)[1], "HEAD https://plex.test:8443/x");
    }
    for status in [300, 304, 305, 306, 399] {
        let script = Script::new();
        let core = following(&script, [Answer::new(status).header("Location", "/x"), ok("unused")]);
        assert_eq!(call(&core, &Get).unwrap_err().status().unwrap(), status);
    }
    let script = Script::new();
    let core = following(&script, [Answer::new(303).header("Location", "/x"), ok("fine")]);
    let core = core.with(|options| options.header("Content-Type", "text/plain"));
    assert_eq!(call(&core, &Post).unwrap(), "fine");
    assert_eq!(sent(&script)[1], "GET https://plex.test:8443/x");
    let second = &script.requests()[1];
    assert!(second.body.is_empty() && !second.headers.contains_key("Content-Type"));
}

#[test]
fn documented_redirects_are_answers() {
    let script = Script::new();
    let core = following(&script, [to("/x")]);
    assert_eq!(call(&core, &Moved).unwrap_err().status().unwrap(), 302);
    assert_eq!(script.requests().len(), 1);
    let script = Script::new();
    let other = Answer::new(301).header("Location", "/x");
    assert_eq!(call(&following(&script, [other, ok("fine")]), &Moved).unwrap(), "fine");
}

#[test]
fn limits_and_retries_are_those_of_the_whole_attempt() {
    let second = Duration::from_secs(1);
    let script = Script::new();
    let core = following(&script, [to("/a").after(2 * second), to("/b").after(2 * second), Answer::never()]);
    let core = core.with(|options| options.timeout(5 * second));
    let error = call(&core, &Get).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(script.clock().elapsed(), 5 * second);
    let timeouts: Vec<_> = script.requests().iter().map(|request| request.limits.timeout.unwrap()).collect();
    assert_eq!(timeouts, [5 * second, 3 * second, second]);

    let script = Script::new();
    let core = following(&script, [to("/a"), Answer::new(503), to("/a"), ok("fine")]);
    assert_eq!(call(&core, &Get).unwrap(), "fine");
    let paths: Vec<_> = script.requests().iter().map(|request| request.uri.path().to_owned()).collect();
    assert_eq!(paths, ["/api/things/all", "/a", "/api/things/all", "/a"]);

    let script = Script::new();
    let core = following(&script, [to("https://down.test/canary-token"), Answer::failure(TransportErrorKind::Connect)]);
    let error = call(&core.with(|options| options.retries(0)), &SecuredGet).unwrap_err();
    assert!(
        error.to_string().ends_with("/all, redirected to https://down.test: no connection could be made"),
        "{error}"
    );
}

#[test]
fn trouble_with_a_body_names_who_sent_it() {
    let script = Script::new();
    let core = following(&script, [to("https://other.test"), ok("0123456789")]).with(|options| options.max_body(4));
    let error = call(&core, &Get).unwrap_err();
    assert!(error.is_too_large() && error.to_string().contains(", redirected to https://other.test: "), "{error}");
    assert_eq!(error.response().unwrap().redirected_to(), Some("https://other.test"));
}

#[test]
fn a_401_of_a_server_that_got_no_token_renews_none() {
    let script = Script::new();
    let asked = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counter = std::sync::Arc::clone(&asked);
    let core = client(&script, [to("https://other.test"), Answer::new(401)]).with(move |options| {
        options.redirects(1).credential_provider(TOKEN, move || {
            let number = counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            async move { Ok::<_, std::fmt::Error>(format!("canary-{number}")) }
        })
    });
    let error = call(&core, &SecuredGet).unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.response().unwrap().redirected_to()),
        (401, Some("https://other.test"))
    );
    assert_eq!((asked.load(std::sync::atomic::Ordering::Relaxed), script.requests().len()), (1, 2));
}

#[cfg(feature = "stream")]
#[test]
fn streams_are_redirected_as_well() {
    use plex_sdk::testing::block_on;
    let script = Script::new();
    let core = following(&script, [to("https://other.test/file").body("not this"), ok("this")]);
    let mut stream = block_on(core.stream(&SecuredGet)).unwrap();
    assert_eq!(&block_on(stream.next()).unwrap().unwrap()[..], b"this");
    assert!(block_on(stream.next()).is_none());
    assert_eq!(headers(&script)[1], ALL[..2]);
}
