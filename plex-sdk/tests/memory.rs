//! What an answer takes in memory: at most 8 times what its body may have, with the body, whatever is in it.
//!
//! One test, since the allocator counts for the whole process.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::marker::PhantomData;

use peak_alloc::PeakAlloc;
use plex_sdk::codegen::*;
use plex_sdk::json::Json;
use plex_sdk::models::{UserProfile, UsersContainer};
use plex_sdk::testing::{Answer, Script, block_on};
use plex_sdk::{CoreBuilder, Error};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MAX_BODY: usize = 1 << 20;

/// What a call takes whatever is answered: the request, headers, the words of an error.
const CALL: usize = 16 << 10;

struct Get<T>(PhantomData<T>);

impl<T: Slot + Default + Send + Sync> Operation for Get<T> {
    const INFO: &'static OperationInfo = &OperationInfo::new("get", Method::GET, "/");
    type Output = T;
    type Error = NoError;

    fn encode(&self, _: &mut RequestParts) {}

    fn decode(response: &mut Response) -> Result<T, Error<NoError>> {
        response.json()
    }
}

/// How many times the largest body was taken at the most; the error, if it is one.
fn peak<T: Slot + Default + Send + Sync>(body: &str) -> (f64, Option<String>) {
    let script = Script::new();
    let media_type = if body.starts_with('<') { "application/xml" } else { "application/json" };
    let body = body.to_owned();
    let before = MEMORY.current_usage() - body.len();
    script.push(Answer::new(200).body(body).header("content-type", media_type));
    let builder = CoreBuilder::new(&[]).server("http://plex.test").transport(script);
    let core = builder.with(|options| options.max_body(MAX_BODY)).build().unwrap();
    MEMORY.reset_peak_usage();
    let outcome = block_on(core.execute(&Get::<T>(PhantomData)));
    let peak = MEMORY.peak_usage().saturating_sub(before + CALL) as f64 / MAX_BODY as f64;
    (peak, outcome.err().map(|error| error.to_string()))
}

/// As many items as the largest body takes.
fn list(open: &str, item: &str, close: &str) -> String {
    let count = (MAX_BODY - open.len() - close.len()) / (item.len() + 1);
    let separator = if open.starts_with('<') { "" } else { "," };
    format!("{open}{}{close}", vec![item; count].join(separator))
}

fn numbered(item: impl Fn(usize) -> String, separator: &str) -> String {
    let mut text = String::new();
    for number in 0.. {
        let item = item(number);
        if text.len() + item.len() + 100 > MAX_BODY {
            break;
        }
        if number > 0 {
            text.push_str(separator);
        }
        text.push_str(&item);
    }
    text
}

#[derive(Default)]
struct Chain {
    next: Option<Box<Chain>>,
    others: BTreeMap<String, Json>,
}

impl Model for Chain {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "next" => &mut self.next,
            _ => self.others.entry(name.to_owned()).or_default(),
        })
    }
}

/// A union whose alternatives all fit with drift, so that each is read while the best so far is kept.
enum Union {
    Texts(#[expect(dead_code, reason = "only its size matters")] Vec<String>),
    Others(#[expect(dead_code, reason = "only its size matters")] Vec<Option<String>>),
    Unknown(#[expect(dead_code, reason = "only its size matters")] Json),
}

impl Default for Union {
    fn default() -> Self {
        Self::Unknown(Json::Null)
    }
}

impl Slot for Union {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        let alternatives: &[plex_sdk::decode::Alternative<Self>] =
            &[|reader| reader.value().map(Self::Texts), |reader| reader.value().map(Self::Others)];
        reader.one_of(self, alternatives, Self::Unknown)
    }
}

#[test]
fn an_answer_takes_at_most_eight_times_what_its_body_may_have() {
    let keys = format!("{{{}}}", numbered(|number| format!("\"{number:x}\":0"), ","));
    let attributes = format!("<a {}/>", numbered(|number| format!("a{number:x}=''"), " "));
    let names = format!("<a>{}</a>", numbered(|number| format!("<a{number:x}/>"), ""));
    let escapes = list("[", "\"\\n\\n\\n\\n\\n\\n\\n\\n\\n\"", "]");
    let measured = [
        ("large empty objects", peak::<Vec<UserProfile>>(&list("[", "{}", "]"))),
        ("small empty objects", peak::<Vec<Chain>>(&list("[", "{}", "]"))),
        ("boxes", peak::<Vec<Chain>>(&list("[", "{\"next\":{}}", "]"))),
        ("free-form numbers", peak::<Json>(&list("[", "0", "]"))),
        ("free-form lists", peak::<Json>(&list("[", "[]", "]"))),
        ("free-form lists of one", peak::<Json>(&list("[", "[0]", "]"))),
        ("free-form objects", peak::<Json>(&list("[", "{\"a\":0}", "]"))),
        ("free-form fields", peak::<Json>(&keys)),
        ("entries of a map", peak::<BTreeMap<String, u8>>(&keys)),
        ("entries of a map of lists", peak::<BTreeMap<String, Vec<Json>>>(&keys.replace(":0", ":[0]"))),
        ("further fields", peak::<Chain>(&keys)),
        ("short texts", peak::<Vec<String>>(&list("[", "\"ab\"", "]"))),
        ("escaped texts", peak::<Vec<String>>(&escapes)),
        ("alternatives", peak::<Union>(&list("[", "12345        ", "]"))),
        ("one text", peak::<String>(&format!("\"{}\"", "x".repeat(MAX_BODY - 2)))),
        ("elements", peak::<UsersContainer>(&list("<a>", "<b/>", "</a>"))),
        ("elements as free-form values", peak::<Json>(&list("<a>", "<b/>", "</a>"))),
        ("elements of many names", peak::<Json>(&names)),
        ("attributes", peak::<Json>(&attributes)),
        ("text in pieces", peak::<Json>(&list("<a>", "&lt;", "</a>"))),
    ];
    for (what, (peak, error)) in &measured {
        assert!(*peak <= 8.0, "{what}: {peak:.1} times, {error:?}");
    }
    let (_, error) = &measured[0].1;
    let error = error.as_deref().unwrap();
    assert!(error.contains("at most 8 times `Options::max_body` in memory at $["), "{error}");
}
