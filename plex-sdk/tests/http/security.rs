//! Which credentials a request carries.

use plex_sdk::codegen::*;
use plex_sdk::{Core, RequestProblem};

use crate::support::{SERVERS, Sent, header, wait};

const TOKEN: SecurityScheme = SecurityScheme::api_key_header("token", "X-Plex-Token");
const KEY: SecurityScheme = SecurityScheme::api_key_query("queryKey", "key&");
const COOKIE: SecurityScheme = SecurityScheme::api_key_cookie("session", "sid");
const BASIC: SecurityScheme = SecurityScheme::basic("login");
const BEARER: SecurityScheme = SecurityScheme::bearer("jwt").setter("device_token");

/// One operation per requirement.
macro_rules! operation {
    ($name:ident, $security:expr) => {
        struct $name;

        impl Operation for $name {
            const INFO: &'static OperationInfo =
                &OperationInfo::new(stringify!($name), Method::GET, "/x").security($security);
            type Output = ();
            type Error = NoError;

            fn encode(&self, _: &mut RequestParts) {}

            fn decode(_: &mut Response) -> Result<(), Error<NoError>> {
                Ok(())
            }
        }
    };
}

operation!(Open, &[]);
operation!(Tokened, &[&[TOKEN]]);
operation!(Either, &[&[BASIC], &[TOKEN, COOKIE], &[BEARER]]);
operation!(Maybe, &[&[], &[TOKEN]]);
operation!(Keyed, &[&[KEY]]);

fn all() -> Options {
    let options = Options::new(SERVERS).credential(TOKEN, "t").credential(KEY, "k/").credential(COOKIE, "c");
    options.basic_credential(BASIC, "me", "pw").credential(BEARER, "b")
}

#[test]
fn each_kind_has_its_place() {
    let sent = all().request(&Tokened).unwrap();
    assert_eq!(header(&sent, "x-plex-token").as_deref(), Some("t"));
    assert!(sent.headers()["x-plex-token"].is_sensitive());
    assert_eq!(all().request(&Keyed).unwrap().uri().query(), Some("key%26=k%2F"));
    let sent = all().request(&Either).unwrap();
    assert_eq!(header(&sent, "authorization").as_deref(), Some("Basic bWU6cHc="));
    assert!(sent.headers()["authorization"].is_sensitive());
    let bearer = Options::new(SERVERS).credential(BEARER, "b").request(&Either).unwrap();
    assert_eq!(header(&bearer, "authorization").as_deref(), Some("Bearer b"));
    let both = Options::new(SERVERS).credential(TOKEN, "t").credential(COOKIE, "c").request(&Either).unwrap();
    assert_eq!(header(&both, "cookie").as_deref(), Some("sid=c"));
    assert_eq!(header(&both, "x-plex-token").as_deref(), Some("t"));
}

#[test]
fn a_basic_credential_may_come_as_one_text_or_without_a_user() {
    let header = |options: Options| header(&options.request(&Either).unwrap(), "authorization");
    assert_eq!(header(Options::new(SERVERS).credential(BASIC, "me:pw")).as_deref(), Some("Basic bWU6cHc="));
    assert_eq!(header(Options::new(SERVERS).basic_credential(BASIC, "", "pw")).as_deref(), Some("Basic OnB3"));
    assert_eq!(header(Options::new(SERVERS).basic_credential(BASIC, "mé", "")).as_deref(), Some("Basic bcOpOg=="));
}

#[test]
fn an_empty_credential_is_none() {
    let options = Options::new(SERVERS).credential(BASIC, "me:pw").credential(BASIC, "");
    assert!(matches!(options.request(&Either).unwrap_err().problem(), RequestProblem::MissingCredential { .. }));
}

#[test]
fn a_cookie_goes_beside_those_of_the_call() {
    operation!(Cookies, &[&[COOKIE, TOKEN], &[]]);
    struct WithCookie;
    impl Operation for WithCookie {
        const INFO: &'static OperationInfo = Cookies::INFO;
        type Output = ();
        type Error = NoError;
        fn encode(&self, request: &mut RequestParts) {
            request.cookie("theme", &"a;b");
        }
        fn decode(_: &mut Response) -> Result<(), Error<NoError>> {
            Ok(())
        }
    }
    let sent = all().request(&WithCookie).unwrap();
    assert_eq!(header(&sent, "cookie").as_deref(), Some("theme=a%3Bb; sid=c"));
    assert!(sent.headers()["cookie"].is_sensitive());
    // Both or none: half an alternative is not sent.
    let half = Options::new(SERVERS).credential(COOKIE, "c").request(&WithCookie).unwrap();
    assert_eq!(header(&half, "cookie").as_deref(), Some("theme=a%3Bb"));
}

#[test]
fn a_key_in_the_query_shows_in_no_error() {
    let sent = Sent::default();
    let transport = sent.transport(|| Err(plex_sdk::TransportError::new(plex_sdk::TransportErrorKind::Connect)));
    let core = CoreBuilder::new(SERVERS).credential(KEY, "hunter2").transport(transport).build().unwrap();
    let error = wait(core.execute(&Keyed)).unwrap_err();
    assert_eq!(sent.last().uri().query(), Some("key%26=hunter2"));
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
}

#[test]
fn nothing_is_sent_where_nothing_is_asked_for() {
    let sent = all().request(&Open).unwrap();
    let names: Vec<_> = sent.headers().keys().map(http::HeaderName::as_str).collect();
    assert_eq!(names, ["accept", "user-agent"]);
    assert_eq!(sent.uri().query(), None);
}

#[test]
fn the_first_alternative_that_is_complete_is_taken() {
    let sent = Options::new(SERVERS).credential(TOKEN, "t").credential(BEARER, "b").request(&Either).unwrap();
    assert_eq!(header(&sent, "x-plex-token"), None);
    assert_eq!(header(&sent, "authorization").as_deref(), Some("Bearer b"));
}

#[test]
fn optional_credentials_are_sent_if_there_are_any() {
    assert_eq!(header(&all().request(&Maybe).unwrap(), "x-plex-token").as_deref(), Some("t"));
    assert_eq!(header(&Options::new(SERVERS).request(&Maybe).unwrap(), "x-plex-token"), None);
}

#[test]
fn a_missing_token_sends_nothing_and_names_its_setter() {
    let sent = Sent::default();
    let core = CoreBuilder::new(SERVERS).transport(sent.answering(200, &[], "{}")).build().unwrap();
    let error = wait(core.execute(&Tokened)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Tokened: the request was not sent: it needs the credential `token` (set it with `token(..)` on the client \
         builder)"
    );
    assert_eq!(sent.count(), 0);

    let Error::InvalidRequest(error) = wait(core.execute(&Either)).unwrap_err() else { panic!() };
    assert!(matches!(error.problem(), RequestProblem::MissingCredential { alternatives } if alternatives.len() == 3));
    assert!(error.to_string().contains("`token(..)` on the client builder) and the credential `session`"), "{error}");
    assert!(error.to_string().contains("or the credential `jwt` (set it with `device_token(..)`"), "{error}");
}

#[test]
fn a_credential_that_cannot_be_sent_is_refused_unseen() {
    let error = Options::new(SERVERS).credential(TOKEN, "hun\r\nter2").request(&Tokened).unwrap_err();
    assert_eq!(error.problem(), &RequestProblem::Header { name: "X-Plex-Token".to_owned() });
    assert!(!format!("{error} {error:?}").contains("ter2"));
    let colon = Options::new(SERVERS).basic_credential(BASIC, "a:b", "pw").request(&Either);
    assert!(matches!(colon.unwrap_err().problem(), RequestProblem::Argument { name, .. } if name == "user"));
}

#[test]
fn what_the_call_or_a_header_brings_counts() {
    struct WithToken;
    impl Operation for WithToken {
        const INFO: &'static OperationInfo = Tokened::INFO;
        type Output = ();
        type Error = NoError;
        fn encode(&self, request: &mut RequestParts) {
            request.header("x-plex-token", &Secret::from("mine"));
        }
        fn decode(_: &mut Response) -> Result<(), Error<NoError>> {
            Ok(())
        }
    }
    assert_eq!(header(&all().request(&WithToken).unwrap(), "x-plex-token").as_deref(), Some("mine"));
    let preset = Options::new(SERVERS).header("X-Plex-Token", "h");
    assert_eq!(header(&preset.request(&Tokened).unwrap(), "x-plex-token").as_deref(), Some("h"));
    let both = preset.credential(TOKEN, "t");
    assert_eq!(header(&both.request(&Tokened).unwrap(), "x-plex-token").as_deref(), Some("t"));
}

#[test]
fn a_client_is_shared_and_derived() {
    fn check<T: Clone + Send + Sync + std::fmt::Debug + 'static>() {}
    check::<Core>();
    check::<CoreBuilder>();
    check::<Options>();
}
