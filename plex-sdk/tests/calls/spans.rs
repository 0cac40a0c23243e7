//! One span per call.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, Once};

use plex_sdk::TransportErrorKind;
use plex_sdk::testing::{Answer, Script};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{Get, Secured, TOKEN, call, client, ok};

#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Recorded>>);

#[derive(Default)]
struct Recorded {
    names: Vec<&'static str>,
    fields: BTreeMap<String, String>,
    events: Vec<String>,
}

struct Fields<'a>(&'a mut BTreeMap<String, String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut recorded = self.0.lock().unwrap();
        recorded.names.push(span.metadata().name());
        span.record(&mut Fields(&mut recorded.fields));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields(&mut self.0.lock().unwrap().fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = BTreeMap::new();
        event.record(&mut Fields(&mut fields));
        self.0.lock().unwrap().events.push(format!("{fields:?}"));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn record(during: impl FnOnce()) -> Recorded {
    // Without a subscriber for all threads, a test on another one can have tracing remember that nobody listens.
    static LISTEN: Once = Once::new();
    LISTEN.call_once(|| tracing::subscriber::set_global_default(Recorder::default()).unwrap());
    let recorder = Recorder::default();
    tracing::subscriber::with_default(recorder.clone(), during);
    std::mem::take(&mut recorder.0.lock().unwrap())
}

fn fields(recorded: &Recorded) -> String {
    recorded.fields.iter().map(|(name, value)| format!("{name}={value}\n")).collect()
}

#[test]
fn a_call_is_one_span_however_often_it_is_sent() {
    let recorded = record(|| {
        let script = Script::new();
        let core = client(&script, [Answer::new(503), Answer::failure(TransportErrorKind::Connect), ok("canary-body")]);
        call(&core, &Get).unwrap();
    });
    assert_eq!(recorded.names, ["plex_sdk.call"]);
    assert_eq!(
        fields(&recorded),
        "http.request.method=\"GET\"\n\
         http.request.resend_count=2\n\
         http.response.status_code=200\n\
         operation.id=\"get\"\n\
         otel.kind=\"client\"\n\
         otel.name=GET /things/all\n\
         server.address=\"plex.test\"\n\
         server.port=8443\n\
         url.scheme=\"https\"\n\
         url.template=\"/things/all\"\n"
    );
    assert_eq!(recorded.events.len(), 2, "{:?}", recorded.events);
    assert!(recorded.events[0].contains("503") && recorded.events[1].contains("connect"), "{:?}", recorded.events);
}

#[test]
fn a_call_that_is_not_sent_says_why() {
    let script = Script::new();
    let core = client(&script, []);
    let of = |core: &plex_sdk::Core| fields(&record(|| drop(call(core, &Secured).unwrap_err())));
    assert!(of(&core).contains("error.type=\"invalid_request\""), "{}", of(&core));
    let locked = core.with(|options| {
        options.credential_provider(TOKEN, || async { Err::<plex_sdk::Secret, _>("the keychain is locked") })
    });
    assert!(of(&locked).contains("error.type=\"credential\"") && of(&locked).contains("otel.status_code=\"ERROR\""));
    let handle = plex_sdk::Cancellation::new();
    handle.cancel();
    let cancelled = core.with(|options| options.credential(TOKEN, "t").cancellation(handle));
    assert!(of(&cancelled).contains("error.type=\"cancelled\""));
}

#[test]
fn a_redirect_is_told_without_where_exactly() {
    let recorded = record(|| {
        let script = Script::new();
        let to = Answer::new(302).header("Location", "https://other.test/canary?canary");
        let core = client(&script, [to, ok("canary-body")]).with(|options| options.redirects(1));
        call(&core, &Get).unwrap();
    });
    assert_eq!(recorded.events.len(), 1);
    assert!(recorded.events[0].contains("https://other.test") && !recorded.events[0].contains("canary"));
    assert!(fields(&recorded).contains("http.response.status_code=200"));
}

#[test]
fn a_failure_says_of_which_kind_and_shows_no_secret() {
    let recorded = record(|| {
        let script = Script::new();
        let core = client(&script, [Answer::new(403).body("canary-body").header("Set-Cookie", "canary")]);
        call(&core.with(|options| options.credential(TOKEN, "canary-token")), &Secured).unwrap_err();
    });
    let fields = fields(&recorded);
    assert!(fields.contains("error.type=\"403\"") && fields.contains("otel.status_code=\"ERROR\""), "{fields}");
    assert!(!fields.contains("canary") && !format!("{:?}", recorded.events).contains("canary"), "{fields}");
}
