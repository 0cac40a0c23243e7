//! Parameters that the client holds.

use plex_sdk::RequestProblem;
use plex_sdk::codegen::*;

use crate::support::{Get, SERVERS, header};

const IDENTIFIER: Global = Global::header("X-Plex-Client-Identifier").required().setter("client_identifier");
const PRODUCT: Global = Global::header("X-Plex-Product");
const LANGUAGE: Global = Global::query("lang");
const THEME: Global = Global::cookie("theme");
const SECTION: Global = Global::path("section");

struct Declares(Option<&'static str>);

impl Operation for Declares {
    const INFO: &'static OperationInfo = &OperationInfo::new("declares", Method::GET, "/{section}/x")
        .globals(&[IDENTIFIER, PRODUCT, LANGUAGE, THEME, SECTION]);
    type Output = ();
    type Error = NoError;

    fn encode(&self, request: &mut RequestParts) {
        request.header("X-Plex-Product", &self.0);
    }

    fn decode(_: &mut Response) -> Result<(), Error<NoError>> {
        Ok(())
    }
}

fn options() -> Options {
    let options = Options::new(SERVERS).global(IDENTIFIER, &"abc").global(SECTION, &"a/b");
    options.global(LANGUAGE, &"de DE").global(THEME, &"dark").global(PRODUCT, &"Größe")
}

#[test]
fn they_are_sent_where_they_are_declared() {
    let sent = options().request(&Declares(None)).unwrap();
    assert_eq!(sent.uri(), "https://plex.test/api/a%2Fb/x?lang=de%20DE");
    assert_eq!(header(&sent, "x-plex-client-identifier").as_deref(), Some("abc"));
    assert_eq!(header(&sent, "x-plex-product").as_deref(), Some("Größe"));
    assert_eq!(header(&sent, "cookie").as_deref(), Some("theme=dark"));
}

#[test]
fn they_are_not_sent_where_they_are_not_declared() {
    let sent = options().request(&Get(|_: &mut RequestParts| {})).unwrap();
    assert_eq!(sent.uri(), "https://plex.test/api/x");
    assert_eq!(sent.headers().len(), 2);
}

#[test]
fn the_call_goes_before_the_client() {
    let sent = options().request(&Declares(Some("mine"))).unwrap();
    assert_eq!(header(&sent, "x-plex-product").as_deref(), Some("mine"));
}

#[test]
fn a_later_value_replaces_an_earlier_one_and_null_takes_it_back() {
    let sent = options().global(PRODUCT, &"new").global(LANGUAGE, &Json::Null).request(&Declares(None)).unwrap();
    assert_eq!(header(&sent, "x-plex-product").as_deref(), Some("new"));
    assert_eq!(sent.uri().query(), None);
}

#[test]
fn a_required_one_that_is_missing_is_named_with_its_setter() {
    let error = Options::new(SERVERS).request(&Declares(None)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "declares: the request was not sent: it needs `X-Plex-Client-Identifier`: set it with \
         `client_identifier(..)` on the client builder"
    );
    assert!(matches!(error.problem(), RequestProblem::MissingGlobal { name: "X-Plex-Client-Identifier", .. }));
    let preset = Options::new(SERVERS).header("x-plex-client-identifier", "h").global(SECTION, &"s");
    assert!(preset.request(&Declares(None)).is_ok());
}
