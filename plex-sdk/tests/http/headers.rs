//! Headers: defaults, order of precedence, and what is refused.

use plex_sdk::RequestProblem;
use plex_sdk::codegen::*;

use crate::support::{Get, SERVERS, header, request};

#[test]
fn json_is_asked_for_and_the_sdk_names_itself() {
    let sent = request(|_| {}).unwrap();
    assert_eq!(header(&sent, "accept").as_deref(), Some("application/json"));
    assert_eq!(header(&sent, "user-agent").unwrap(), format!("plex-sdk/{}", env!("CARGO_PKG_VERSION")));
    let named = Options::new(SERVERS).user_agent("app/1.0").request(&Get(|_: &mut RequestParts| {})).unwrap();
    assert!(header(&named, "user-agent").unwrap().starts_with("app/1.0 plex-sdk/"));
    let unnamed = Options::new(SERVERS).user_agent("").request(&Get(|_: &mut RequestParts| {})).unwrap();
    assert!(header(&unnamed, "user-agent").unwrap().starts_with("plex-sdk/"));
}

#[test]
fn the_call_goes_before_the_client_and_the_client_before_the_defaults() {
    let options = Options::new(SERVERS).header("Accept", "text/plain").header("X-A", "client").header("X-B", "client");
    let sent = options.request(&Get(|request: &mut RequestParts| {
        request.header("x-b", &"call");
    }));
    let sent = sent.unwrap();
    assert_eq!(header(&sent, "accept").as_deref(), Some("text/plain"));
    assert_eq!(header(&sent, "x-a").as_deref(), Some("client"));
    assert_eq!(header(&sent, "x-b").as_deref(), Some("call"));
}

#[test]
fn other_than_ascii_goes_as_utf_8() {
    let sent = request(|request| {
        request.header("X-Plex-Product", &"Größe ✓");
    });
    assert_eq!(sent.unwrap().headers()["x-plex-product"].as_bytes(), "Größe ✓".as_bytes());
}

#[test]
fn control_characters_are_refused_without_showing_the_value() {
    for value in ["a\r\nX-Evil: hunter2", "hunter2\n", "hunter2\0", "hunter2\u{7f}", "\u{1b}hunter2"] {
        let error = request(|request| {
            request.header("X-Name", &value);
        });
        let error = error.unwrap_err();
        assert_eq!(error.problem(), &RequestProblem::Header { name: "X-Name".to_owned() });
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}

#[test]
fn a_client_with_an_impossible_header_cannot_be_built() {
    let builders = [
        CoreBuilder::new(SERVERS).header("X-A", "hunter2\r\n"),
        CoreBuilder::new(SERVERS).header("X A", "hunter2"),
        CoreBuilder::new(SERVERS).user_agent("hunter2\n"),
        CoreBuilder::new(SERVERS).global(Global::header("X-A"), &"hunter2\n"),
    ];
    for builder in builders {
        let error = builder.options().unwrap_err();
        assert!(matches!(error, BuildError::InvalidHeader { .. }));
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}

#[test]
fn secrets_are_marked() {
    let sent = request(|request| {
        request.header("X-Pin", &Some(Secret::from("s"))).header("X-Api-Token", &"t").header("X-Plain", &"p");
        request.cookie("sid", &"c");
    });
    let sent = sent.unwrap();
    let sensitive = |name: &str| sent.headers()[name].is_sensitive();
    assert!(sensitive("x-pin") && sensitive("x-api-token") && sensitive("cookie") && !sensitive("x-plain"));
}
