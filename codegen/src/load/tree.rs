//! Text to a tree of JSON values.
//!
//! One visitor serves both parsers. Unlike their own `Value` types it reports repeated keys, tags and numbers
//! that JSON does not have, all of them in one run, and reads keys that YAML takes for numbers as text.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Number, Value};

use crate::diagnostic::Diagnostic;
use crate::document::pointer;

mod nesting;

/// Reads a text. Pointers in the diagnostics are prefixed with `file`, as [`super::Sources`] expects them.
pub(super) fn parse(file: &str, text: &str) -> Result<Value, Vec<Diagnostic>> {
    let start = text.trim_start();
    if start.is_empty() {
        return Err(vec![Diagnostic::error(format!("{file}@1:1"), "the file is empty").help(EXPECTED)]);
    }
    let json = start.starts_with('{').then(|| parse_json(file, text));
    let parsed = match json {
        Some(Ok(tree)) => Ok(tree),
        // YAML's flow style looks like JSON, but if that fails too, the complaint about JSON is the apt one.
        Some(Err(problems)) if problems.iter().any(|problem| problem.problem == TOO_DEEP) => Err(problems),
        Some(Err(problems)) => parse_yaml(file, text).map_err(|_| problems),
        None => parse_yaml(file, text),
    };
    let (mut value, problems) = parsed?;
    if !problems.is_empty() {
        return Err(problems);
    }
    merge_keys(&mut value, file, &mut String::new())?;
    match value {
        Value::Object(_) => Ok(value),
        Value::Null => Err(vec![Diagnostic::error(format!("{file}@1:1"), "the file holds no document").help(EXPECTED)]),
        other => Err(vec![
            Diagnostic::error(format!("{file}#"), format!("the document is {}, not a mapping", kind_of(&other)))
                .help(EXPECTED),
        ]),
    }
}

const EXPECTED: &str = "an OpenAPI description is a mapping with the fields `openapi`, `info` and `paths`";

const TOO_DEEP: &str = "nested deeper than 127 levels";

/// What a value is, in words that fit "must be …, but is …".
pub(crate) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

type Parsed = Result<(Value, Vec<Diagnostic>), Vec<Diagnostic>>;

fn parse_json(file: &str, text: &str) -> Parsed {
    let mut state = State::new(file);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = Seed(&mut state).deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    result.map(|value| (value, std::mem::take(&mut state.problems))).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        vec![syntax_error(file, text, "JSON", message, (error.line(), error.column()))]
    })
}

fn parse_yaml(file: &str, text: &str) -> Parsed {
    nesting::check(file, text)?;
    let mut state = State::new(file);
    let result = Seed(&mut state).deserialize(serde_yaml::Deserializer::from_str(text));
    result.map(|value| (value, std::mem::take(&mut state.problems))).map_err(|error| {
        let place = error.location().map(|location| (location.line(), location.column()));
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let Some(place) = place else {
            let problem = format!("invalid YAML: {message}");
            return vec![help_for(Diagnostic::error(format!("{file}#{}", state.path()), problem), message)];
        };
        vec![syntax_error(file, text, "YAML", message, place)]
    })
}

fn syntax_error(file: &str, text: &str, language: &str, message: &str, place: (usize, usize)) -> Diagnostic {
    let (mut line, mut column) = place;
    // What is missing at the end is missed on a line that is not there.
    let last = text.trim_end().lines().count().max(1);
    if line > last {
        line = last;
        column = text.trim_end().lines().last().map_or(1, |line| line.chars().count() + 1);
    }
    let place = format!("{file}@{}:{}", line.max(1), column.max(1));
    help_for(Diagnostic::error(place, format!("invalid {language}: {message}")), message)
}

fn help_for(mut diagnostic: Diagnostic, message: &str) -> Diagnostic {
    if message.contains("recursion limit") {
        diagnostic.problem = TOO_DEEP.to_owned();
        diagnostic.help("no API needs this; name inner schemas under `components.schemas` and refer to them")
    } else if message.contains("repetition limit") {
        diagnostic.problem = "the aliases of this document expand to far more than its text".to_owned();
        diagnostic.help("use `$ref` instead of YAML aliases")
    } else if message.contains("cannot start any token") && !message.contains('@') {
        diagnostic.help("indent with spaces, and quote text that begins with a special character")
    } else {
        diagnostic.help("correct the syntax; nothing else was looked at")
    }
}

/// Where the visitor is, and what it found.
struct State {
    file: String,
    steps: Vec<Step>,
    problems: Vec<Diagnostic>,
}

enum Step {
    Key(String),
    Index(usize),
}

impl State {
    fn new(file: &str) -> Self {
        Self { file: file.to_owned(), steps: Vec::new(), problems: Vec::new() }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.steps {
            match step {
                Step::Key(key) => pointer::push(&mut path, key),
                Step::Index(index) => pointer::push_index(&mut path, *index),
            }
        }
        path
    }

    fn report(&mut self, problem: String, help: &str) {
        let place = format!("{}#{}", self.file, self.path());
        self.problems.push(Diagnostic::error(place, problem).help(help));
    }
}

struct Seed<'a>(&'a mut State);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok((value as f64).into())
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok((value as f64).into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        if let Some(number) = Number::from_f64(value) {
            return Ok(Value::Number(number));
        }
        self.0.report(
            format!("`{value}` is no number that JSON has"),
            "write a finite number, or quote it if it is text",
        );
        Ok(Value::Null)
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            self.0.steps.push(Step::Index(list.len()));
            let Some(item) = sequence.next_element_seed(Seed(self.0))? else { break };
            self.0.steps.pop();
            list.push(item);
        }
        self.0.steps.pop();
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key_seed(KeySeed)? {
            self.0.steps.push(Step::Key(key.clone()));
            if map.contains_key(&key) {
                let problem = format!("the key `{key}` stands twice in this mapping");
                self.0.report(problem, "remove or rename one of the two");
            }
            let value = access.next_value_seed(Seed(self.0))?;
            self.0.steps.pop();
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (tag, content) = access.variant::<String>()?;
        self.0.report(format!("the YAML tag `!{tag}` means nothing here"), "remove the tag");
        content.newtype_variant::<IgnoredAny>()?;
        Ok(Value::Null)
    }
}

struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is text")
    }

    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E>(self, value: String) -> Result<String, E> {
        Ok(value)
    }

    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<String, E> {
        Err(E::custom("a key is empty or null; quote it if it is meant as text"))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<String, A::Error> {
        Err(A::Error::custom("a key carries a YAML tag"))
    }
}

/// Applies YAML's merge keys: `<<: *base`. What stands in the mapping itself wins.
fn merge_keys(value: &mut Value, file: &str, at: &mut String) -> Result<(), Vec<Diagnostic>> {
    let length = at.len();
    match value {
        Value::Array(list) => {
            for (index, item) in list.iter_mut().enumerate() {
                pointer::push_index(at, index);
                merge_keys(item, file, at)?;
                at.truncate(length);
            }
        }
        Value::Object(map) => {
            for (key, item) in map.iter_mut() {
                pointer::push(at, key);
                merge_keys(item, file, at)?;
                at.truncate(length);
            }
            match map.shift_remove("<<") {
                None => {}
                Some(Value::Object(base)) => merge(map, base),
                Some(Value::Array(bases)) if bases.iter().all(Value::is_object) => {
                    for base in bases {
                        if let Value::Object(base) = base {
                            merge(map, base);
                        }
                    }
                }
                Some(other) => {
                    let problem = format!("`<<` merges mappings, but this is {}", kind_of(&other));
                    return Err(vec![
                        Diagnostic::error(format!("{file}#{at}/<<"), problem)
                            .help("quote `<<` if it is meant as a name"),
                    ]);
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn merge(map: &mut Map<String, Value>, base: Map<String, Value>) {
    for (key, value) in base {
        map.entry(key).or_insert(value);
    }
}
