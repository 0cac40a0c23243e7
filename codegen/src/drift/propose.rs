//! Findings to the actions of an overlay.

use serde_json::{Map, Value, json};

use super::compare::{Findings, Kind, Seen};
use crate::document::{Version, pointer};

/// Lists beside `enum` that say something of each value.
const BESIDE_ENUM: &[(&str, &str)] = &[("x-enum-varnames", ""), ("x-enum-descriptions", "Met in an answer.")];

/// The actions, in the order of the description's places.
pub(super) fn actions(document: &Value, findings: &Findings) -> Vec<Value> {
    let version_3_0 = Version::of(document) == Version::V3_0;
    let mut proposal = Proposal { document, version_3_0, actions: Vec::new() };
    for ((place, kind), seen) in findings {
        proposal.finding(place, kind, seen);
    }
    proposal.actions
}

/// The overlay with these actions.
pub(super) fn document(operation: &str, actions: Vec<Value>) -> Value {
    json!({
        "overlay": "1.0.0",
        "info": { "title": format!("What answers of {operation} say otherwise"), "version": "1" },
        "actions": actions,
    })
}

struct Proposal<'a> {
    document: &'a Value,
    version_3_0: bool,
    actions: Vec<Value>,
}

impl Proposal<'_> {
    fn finding(&mut self, place: &str, kind: &Kind, seen: &Seen) {
        match kind {
            Kind::UnknownValue(value) => self.unknown_value(place, value, seen),
            Kind::Null => self.null(place, seen),
            Kind::Missing(name) => self.missing(place, name, seen),
            Kind::Converted(expected, found) => {
                self.observed(place, expected, found, &said(seen, &format!("{found} for {expected}; it is converted")));
            }
            Kind::Misfit(expected, found) => {
                self.observed(place, expected, found, &said(seen, &format!("{found} for {expected}; it is refused")));
            }
            Kind::UnknownField(name) => self.unknown_field(place, name, seen),
        }
    }

    fn unknown_value(&mut self, place: &str, value: &str, seen: &Seen) {
        let words = said(seen, &format!("the value {value}"));
        let Some(listed) = self.list(place, "enum").map(<[Value]>::len) else {
            return self.update(place, json!({ "x-observed-values": [parsed(value)] }), &words);
        };
        self.update(&format!("{place}/enum"), parsed(value), &words);
        for (key, text) in BESIDE_ENUM {
            if self.list(place, key).is_some_and(|list| list.len() == listed) {
                let text = if text.is_empty() { variant_name(value) } else { (*text).to_owned() };
                self.update(&format!("{place}/{key}"), json!(text), &words);
            }
        }
    }

    fn null(&mut self, place: &str, seen: &Seen) {
        let words = said(seen, "null");
        let schema = self.document.pointer(place);
        let get = |key: &str| schema.and_then(|schema| schema.get(key));
        if let Some(reference) = get("$ref") {
            let reference = json!({ "$ref": reference });
            let update = match self.version_3_0 {
                true => json!({ "allOf": [reference], "nullable": true }),
                false => json!({ "anyOf": [reference, { "type": "null" }] }),
            };
            self.remove(&format!("{place}/$ref"), &words);
            return self.update(place, update, &words);
        }
        if self.version_3_0 {
            return self.update(place, json!({ "nullable": true }), &words);
        }
        match get("type") {
            Some(Value::String(kind)) => {
                let update = json!({ "type": [kind, "null"] });
                // A list cannot be merged into a text.
                self.remove(&format!("{place}/type"), &words);
                self.update(place, update, &words);
            }
            Some(Value::Array(_)) => self.update(&format!("{place}/type"), json!("null"), &words),
            _ => self.update(place, json!({ "x-observed-types": ["null"] }), &words),
        }
        if self.list(place, "enum").is_some() {
            self.update(&format!("{place}/enum"), Value::Null, &words);
        }
    }

    fn missing(&mut self, place: &str, name: &str, seen: &Seen) {
        let words = said(seen, "nothing");
        let owner = place.rsplit_once("/properties/").map_or("", |(owner, _)| owner);
        let promises = |list: &[Value]| list.iter().any(|other| other == name);
        if self.list(owner, "required").is_some_and(promises) {
            let list = path(self.document, &format!("{owner}/required"));
            self.remove_path(format!("{list}[?@ == {}]", quoted(name)), &words);
        } else {
            self.update(place, json!({ "x-observed-absent": true }), &words);
        }
    }

    fn unknown_field(&mut self, place: &str, name: &str, seen: &Seen) {
        let schema = seen.shape.schema(name, self.version_3_0);
        let properties: Map<String, Value> = [(name.to_owned(), schema)].into_iter().collect();
        // Only names are said: the values may be anybody's.
        self.update(place, json!({ "properties": properties }), &said(seen, "a field that is not described"));
    }

    fn observed(&mut self, place: &str, expected: &str, found: &str, words: &str) {
        self.update(place, json!({ "x-observed-types": [expected, found] }), words);
    }

    fn list(&self, place: &str, key: &str) -> Option<&[Value]> {
        self.document.pointer(place)?.get(key)?.as_array().map(Vec::as_slice)
    }

    fn update(&mut self, place: &str, update: Value, words: &str) {
        let target = path(self.document, place);
        self.actions.push(json!({ "target": target, "description": words, "update": update }));
    }

    fn remove(&mut self, place: &str, words: &str) {
        self.remove_path(path(self.document, place), words);
    }

    fn remove_path(&mut self, target: String, words: &str) {
        self.actions.push(json!({ "target": target, "description": words, "remove": true }));
    }
}

fn said(seen: &Seen, what: &str) -> String {
    let (at, sample) = &seen.first;
    let times = if seen.count == 1 { String::new() } else { format!(", {} times in all", seen.count) };
    format!("{sample}, {at}: {what}{times}")
}

fn parsed(value: &str) -> Value {
    serde_json::from_str(value).unwrap_or(Value::Null)
}

/// A name for the variant of an unknown value, to be replaced by a person who knows what it means.
fn variant_name(value: &str) -> String {
    let word: String =
        value.chars().filter(|c| *c != '"').map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    format!("VALUE_{}", word.to_ascii_uppercase())
}

/// A JSON pointer as a JSONPath (RFC 9535).
fn path(document: &Value, place: &str) -> String {
    let mut path = "$".to_owned();
    let mut node = Some(document);
    for step in pointer::steps(place) {
        let plain = step.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && step.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if node.is_some_and(Value::is_array) {
            path += &format!("[{step}]");
        } else if plain {
            path += &format!(".{step}");
        } else {
            path += &format!("[{}]", quoted(&step));
        }
        node = node.and_then(|node| pointer::child(node, &step));
    }
    path
}

/// A string of a JSONPath.
fn quoted(text: &str) -> String {
    let mut quoted = "'".to_owned();
    for character in text.chars() {
        match character {
            '\'' | '\\' => quoted.extend(['\\', character]),
            c if c.is_control() => quoted += &format!("\\u{:04x}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "'"
}
