//! Real descriptions with something broken in them: they are refused, or emitted, but nothing else happens.
//!
//! `PROPTEST_CASES` sets how many are tried; `FUZZ_DESCRIPTIONS`, a folder, has more to begin with; `FUZZ_LAST`, a
//! path, takes the description at hand, for what ends the whole process. The minimal seeds of what failed once are kept in `fuzz.proptest-regressions`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use codegen::document::pointer::step;
use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, TestRunner};
use serde_json::{Value, json};
use support::Outcome;

/// How many are tried without `PROPTEST_CASES`.
const CASES: u32 = 48;
/// Larger descriptions take too long to be tried often.
const LARGEST: u64 = 60_000;

/// Texts that mean something somewhere: to Rust, to YAML, to a path, to OpenAPI.
const TEXTS: &[&str] = &[
    "*/ fn evil() {} /*",
    "\"# ]",
    "#![allow(x)]",
    "../../x",
    "\u{0}",
    "\u{202e}",
    "`",
    "```",
    "",
    "self",
    "type",
    "Option",
    "Client",
    "{id}",
    "$ref",
    "allOf",
    "null",
    "'",
    "\": {",
    "&a *a",
    "- ",
    "\t",
    "\r",
    "9",
    "é\u{301}",
    "日本",
    "application/json",
    "#/components/schemas/",
];

/// Keywords with values of all kinds that schemas, parameters and operations know.
static FIELDS: LazyLock<Vec<(&str, Value)>> = LazyLock::new(|| {
    vec![
        ("type", json!(["null", "object", "array", "string"])),
        ("type", json!("integer")),
        ("nullable", json!(true)),
        ("enum", json!([null, 1, "1", 1.5, true, "a", "A", "a"])),
        ("enum", json!([1, 2, -9223372036854775808_i64, 18446744073709551615_u64])),
        ("const", json!("x")),
        ("format", json!("binary")),
        ("required", json!(["a", "a", ""])),
        ("allOf", json!([{}, { "type": "string" }, { "properties": { "a": {} } }])),
        ("oneOf", json!([{ "type": "null" }, { "type": "object" }, true])),
        ("anyOf", json!([])),
        ("not", json!({})),
        ("items", json!(false)),
        ("prefixItems", json!([{ "type": "integer" }, {}])),
        ("properties", json!({ "a": {}, "A": {}, "a ": true, "type": { "type": "boolean" } })),
        ("additionalProperties", json!({ "type": "number" })),
        ("patternProperties", json!({ "^a": {} })),
        ("discriminator", json!({ "propertyName": "kind", "mapping": { "a": "Pet", "b": "#/x" } })),
        ("default", json!({ "a": [1] })),
        ("style", json!("deepObject")),
        ("explode", json!(false)),
        ("in", json!("path")),
        ("in", json!("cookie")),
        ("content", json!({ "*/*": {}, "text/event-stream": { "schema": {} }, "application/xml": {} })),
        ("security", json!([{}, { "nope": [] }])),
        ("servers", json!([{ "url": "{a}://{b}" }])),
        ("tags", json!(["../x", "T"])),
        ("operationId", json!("get")),
        ("x-rust-name", json!("r#fn")),
        ("x-enum-varnames", json!(["A", "A", ""])),
        ("x-speakeasy-enums", json!({ "a": "B" })),
        ("deprecated", json!(1)),
        ("readOnly", json!(true)),
        ("xml", json!({ "name": "x", "attribute": true, "wrapped": true })),
    ]
});

static DESCRIPTIONS: LazyLock<Vec<(String, String, Value)>> = LazyLock::new(|| {
    let real = support::real_descriptions(LARGEST);
    real.into_iter()
        .filter_map(|(name, text)| {
            let tree = serde_yaml::from_str(&text).ok()?;
            Some((name, text, tree))
        })
        .collect()
});

static TRIED: AtomicUsize = AtomicUsize::new(0);
static EMITTED: AtomicUsize = AtomicUsize::new(0);

/// A change to a tree. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Change {
    Replace { at: usize, kind: usize },
    Copy { from: usize, to: usize },
    Delete { at: usize },
    Rename { at: usize, name: usize },
    Point { at: usize, to: usize },
    Add { at: usize, field: usize },
    Swap { one: usize, other: usize },
}

/// A change to a text.
#[derive(Clone, Debug)]
enum Edit {
    Delete { at: usize, length: usize },
    Double { at: usize, length: usize },
    Insert { at: usize, text: usize },
    Byte { at: usize, byte: u8 },
}

fn change() -> impl Strategy<Value = Change> {
    let number = any::<usize>;
    prop_oneof![
        2 => (number(), number()).prop_map(|(at, kind)| Change::Replace { at, kind }),
        3 => (number(), number()).prop_map(|(from, to)| Change::Copy { from, to }),
        1 => number().prop_map(|at| Change::Delete { at }),
        2 => (number(), number()).prop_map(|(at, name)| Change::Rename { at, name }),
        3 => (number(), number()).prop_map(|(at, to)| Change::Point { at, to }),
        4 => (number(), number()).prop_map(|(at, field)| Change::Add { at, field }),
        1 => (number(), number()).prop_map(|(one, other)| Change::Swap { one, other }),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let number = any::<usize>;
    prop_oneof![
        (number(), 0..200_usize).prop_map(|(at, length)| Edit::Delete { at, length }),
        (number(), 0..400_usize).prop_map(|(at, length)| Edit::Double { at, length }),
        (number(), number()).prop_map(|(at, text)| Edit::Insert { at, text }),
        (number(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte { at, byte }),
    ]
}

fn pick<T>(list: &[T], number: usize) -> Option<&T> {
    list.get(number.checked_rem(list.len())?)
}

/// The pointers of all nodes.
fn nodes(value: &Value) -> Vec<String> {
    fn walk(value: &Value, at: String, found: &mut Vec<String>) {
        match value {
            Value::Array(list) => {
                list.iter().enumerate().for_each(|(index, item)| walk(item, step(&at, index), found));
            }
            Value::Object(map) => map.iter().for_each(|(key, item)| walk(item, step(&at, key), found)),
            _ => {}
        }
        found.push(at);
    }
    let mut found = Vec::new();
    walk(value, String::new(), &mut found);
    found
}

fn maps(tree: &Value) -> Vec<String> {
    nodes(tree).into_iter().filter(|at| tree.pointer(at).is_some_and(Value::is_object)).collect()
}

fn apply(tree: &mut Value, change: &Change) -> Option<()> {
    let all = nodes(tree);
    match change {
        Change::Replace { at, kind } => {
            let values = [
                json!(null),
                json!(true),
                json!(7),
                json!(1e300),
                json!([]),
                json!({}),
                json!([{}]),
                json!({ "a": 1 }),
            ];
            let texts = TEXTS.iter().map(|text| json!(text));
            let values: Vec<Value> = values.into_iter().chain(texts).collect();
            *tree.pointer_mut(pick(&all, *at)?)? = pick(&values, *kind)?.clone();
        }
        Change::Copy { from, to } => {
            let copy = tree.pointer(pick(&all, *from)?)?.clone();
            *tree.pointer_mut(pick(&all, *to)?)? = copy;
        }
        Change::Delete { at } => {
            let (parent, key) = pick(&all, *at)?.rsplit_once('/')?;
            match tree.pointer_mut(parent)? {
                Value::Object(map) => _ = map.shift_remove(&key.replace("~1", "/").replace("~0", "~")),
                Value::Array(list) => _ = list.remove(key.parse().ok()?),
                _ => {}
            }
        }
        Change::Rename { at, name } => {
            let maps = maps(tree);
            let Value::Object(map) = tree.pointer_mut(pick(&maps, *at)?)? else { return None };
            let keys: Vec<String> = map.keys().cloned().collect();
            let key = pick(&keys, *at)?;
            let value = map.shift_remove(key)?;
            map.insert((*pick(TEXTS, *name)?).to_owned(), value);
        }
        Change::Point { at, to } => {
            let maps = maps(tree);
            // Two times out of three to a component, which is more often of the right kind.
            let named: Vec<String> = all
                .iter()
                .filter(|at| at.starts_with("/components/") && at.matches('/').count() == 3)
                .cloned()
                .collect();
            let targets = if *to % 3 == 0 || named.is_empty() { &all } else { &named };
            let reference = format!("#{}", pick(targets, *to)?);
            *tree.pointer_mut(pick(&maps, *at)?)? = json!({ "$ref": reference });
        }
        Change::Add { at, field } => {
            let maps = maps(tree);
            let (name, value) = pick(&FIELDS, *field)?;
            if let Value::Object(map) = tree.pointer_mut(pick(&maps, *at)?)? {
                map.insert((*name).to_owned(), value.clone());
            }
        }
        Change::Swap { one, other } => {
            let (one, other) = (pick(&all, *one)?, pick(&all, *other)?);
            let (first, second) = (tree.pointer(one)?.clone(), tree.pointer(other)?.clone());
            *tree.pointer_mut(one)? = second;
            *tree.pointer_mut(other)? = first;
        }
    }
    Some(())
}

fn alter(text: &mut Vec<u8>, edit: &Edit) {
    let length = text.len();
    let place = |at: usize| at % (length + 1);
    match edit {
        Edit::Delete { at, length } => {
            let at = place(*at);
            text.drain(at..(at + length).min(text.len()));
        }
        Edit::Double { at, length } => {
            let at = place(*at);
            let copy = text[at..(at + length).min(text.len())].to_vec();
            text.splice(at..at, copy);
        }
        Edit::Insert { at, text: hostile } => {
            let at = place(*at);
            text.splice(at..at, pick(TEXTS, *hostile).unwrap().bytes());
        }
        Edit::Byte { at, byte } => {
            if let Some(there) = text.get_mut(place(*at)) {
                *there = *byte;
            }
        }
    }
}

fn run(name: &str, test: impl Fn(&mut TestRunner)) {
    let mut config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = CASES;
    }
    config.max_shrink_iters = 2_000;
    config.failure_persistence = Some(Box::new(FileFailurePersistence::Direct("tests/fuzz.proptest-regressions")));
    config.source_file = Some(file!());
    config.test_name = Some(Box::leak(name.to_owned().into_boxed_str()));
    test(&mut TestRunner::new(config));
    eprintln!("{} of {} emitted", EMITTED.load(Ordering::Relaxed), TRIED.load(Ordering::Relaxed));
}

fn attempt(text: String) -> Result<(), TestCaseError> {
    if let Some(path) = std::env::var_os("FUZZ_LAST") {
        std::fs::write(path, &text).unwrap();
    }
    let outcome = std::panic::catch_unwind(|| support::generate(text));
    TRIED.fetch_add(1, Ordering::Relaxed);
    EMITTED.fetch_add(usize::from(matches!(outcome, Ok(Outcome::Emitted))), Ordering::Relaxed);
    outcome.map(|_| ()).map_err(|panic| {
        let said =
            panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|it| (*it).to_owned()));
        TestCaseError::fail(said.unwrap_or_default())
    })
}

#[test]
fn descriptions_with_changed_trees_are_refused_or_emitted() {
    run("trees", |runner| {
        let strategy = (any::<usize>(), proptest::collection::vec(change(), 1..12));
        let result = runner.run(&strategy, |(description, changes)| {
            let (_, _, tree) = pick(&DESCRIPTIONS, description).unwrap();
            let mut tree = tree.clone();
            for change in &changes {
                _ = apply(&mut tree, change);
            }
            attempt(tree.to_string())
        });
        result.unwrap_or_else(|failure| panic!("{failure}"));
    });
}

#[test]
fn descriptions_with_changed_texts_are_refused_or_emitted() {
    run("texts", |runner| {
        let strategy = (any::<usize>(), proptest::collection::vec(edit(), 1..6));
        let result = runner.run(&strategy, |(description, edits)| {
            let (_, text, _) = pick(&DESCRIPTIONS, description).unwrap();
            let mut text = text.clone().into_bytes();
            edits.iter().for_each(|edit| alter(&mut text, edit));
            attempt(String::from_utf8_lossy(&text).into_owned())
        });
        result.unwrap_or_else(|failure| panic!("{failure}"));
    });
}
