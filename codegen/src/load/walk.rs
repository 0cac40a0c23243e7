//! The walk over a bundled document: checks every object against the grammar, repairs what has one obvious
//! reading, and leaves a tree that is OpenAPI 3.0 and nothing else.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::grammar::{Field, Kind, Missing, Rest, Shape};
use super::tree::kind_of;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity, nearest};
use crate::document::{Status, Version, pointer};

mod constants;
mod fold;
mod inline;
mod objects;
mod split;
mod values;

/// What the walk found out, besides the tree that it leaves.
#[derive(Default)]
pub(super) struct Walk {
    version: Option<Version>,
    pub diagnostics: Diagnostics,
    /// Whether something is left in the tree that the reader of OpenAPI 3.0 would refuse.
    pub misshapen: bool,
    /// Where folding put something to another place: new pointer -> pointer before folding.
    pub moved: HashMap<String, String>,
    /// Where a reference was replaced by what it points to: pointer -> pointer of the original.
    pub inlined: HashMap<String, String>,
    /// The components as they were before the walk, for inlining.
    shared: Map<String, Value>,
    /// The names of the schemas, which discriminators may use instead of references.
    schemas: HashSet<String>,
    inlining: Vec<String>,
    /// How many values have been put in the place of references.
    copied: usize,
    /// Whether these were too many, which is reported once.
    exhausted: bool,
    at: String,
    /// How many lines of descriptions there were.
    lines: usize,
}

/// Walks the document.
pub(super) fn walk(root: &mut Value, version: Version) -> Walk {
    let schemas = root.pointer("/components/schemas").and_then(Value::as_object);
    let schemas = schemas.into_iter().flat_map(Map::keys).cloned().collect();
    let mut walk = Walk { version: Some(version), shared: inline::sharable(root), schemas, ..Walk::default() };
    walk.object(root, Kind::Document);
    walk
}

impl Walk {
    fn is_3_1(&self) -> bool {
        self.version == Some(Version::V3_1)
    }

    fn error(&mut self, problem: impl Into<String>, help: impl Into<String>) {
        self.misshapen = true;
        self.mended_error(problem, help);
    }

    /// An error whose place was given some shape all the same.
    fn mended_error(&mut self, problem: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(self.at.clone(), problem).help(help));
    }

    fn note(&mut self, problem: impl Into<String>) {
        self.diagnostics.note(self.at.clone(), problem);
    }

    fn under<T>(&mut self, key: &str, visit: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.at.len();
        pointer::push(&mut self.at, key);
        let result = visit(self);
        self.at.truncate(length);
        result
    }

    fn under_index<T>(&mut self, index: usize, visit: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.at.len();
        pointer::push_index(&mut self.at, index);
        let result = visit(self);
        self.at.truncate(length);
        result
    }

    fn object(&mut self, value: &mut Value, kind: Kind) {
        if kind == Kind::Schema && values::boolean_schema(value) {
            return;
        }
        let Value::Object(map) = value else {
            let problem = format!("{} must be a mapping, but this is {}", kind.name(), kind_of(value));
            return self.error(problem, misplaced(kind));
        };
        if kind != Kind::Schema && map.contains_key("$ref") {
            return self.reference(value, kind);
        }
        let mut map = std::mem::take(map);
        self.prepare(&mut map, kind);
        let mut kept = Map::new();
        let mut refused = Vec::new();
        for (key, mut item) in map {
            let before = self.diagnostics.list.len();
            if self.under(&key, |this| this.entry(&key, &mut item, kind)) {
                kept.insert(key, item);
            } else if self.failed_since(before) {
                refused.push(key);
            }
        }
        for field in kind.fields() {
            if !kept.contains_key(field.name) && !refused.iter().any(|key| key == field.name) {
                self.missing(&mut kept, field, kind);
            }
        }
        self.finish(&mut kept, kind);
        *value = Value::Object(kept);
    }

    /// Checks one entry of an object. Returns whether it stays.
    fn entry(&mut self, key: &str, item: &mut Value, kind: Kind) -> bool {
        if let Some(field) = kind.field(key) {
            return self.field(item, field);
        }
        let extension = key.starts_with("x-");
        match kind.rest() {
            Rest::Each(_) if extension => false,
            _ if extension => true,
            Rest::Unknown => {
                self.unknown(key, kind);
                false
            }
            Rest::Paths if key.starts_with('/') => {
                self.object(item, Kind::PathItem);
                true
            }
            Rest::Paths => {
                self.error(format!("the paths `{key}` and `/{key}` are the same"), "remove one of them");
                false
            }
            Rest::Codes if Status::parse(key).is_some() => {
                if item.is_null() {
                    self.note("this response is empty");
                    *item = json!({});
                }
                self.object(item, Kind::Response);
                true
            }
            Rest::Codes => {
                let help = "keys are codes such as `200`, ranges such as `4XX`, or `default`";
                self.error(format!("`{key}` is no status code"), help);
                false
            }
            Rest::Each(Shape::One(inner)) => {
                self.object(item, inner);
                true
            }
            Rest::Each(_) => {
                if item.is_null() {
                    *item = json!([]);
                }
                self.texts(item, key)
            }
        }
    }

    fn unknown(&mut self, key: &str, kind: Kind) {
        if key == "$ref" {
            let problem = format!("a `$ref` cannot stand for {}", kind.name());
            return self.error(problem, "write it out here");
        }
        let near = nearest(key, kind.fields().iter().map(|field| field.name));
        let mut note =
            Diagnostic::note(self.at.clone(), format!("{} has no field `{key}`; it is left out", kind.name()));
        if let Some(near) = near {
            note = note.help(format!("did you mean `{near}`?"));
        }
        self.diagnostics.push(note);
    }

    fn missing(&mut self, map: &mut Map<String, Value>, field: &Field, kind: Kind) {
        match field.missing {
            Missing::Fine => {}
            Missing::Error => {
                let problem = format!("{} needs the field `{}`", kind.name(), field.name);
                self.error(problem, format!("add `{}`", field.name));
            }
            Missing::Filled(text) => {
                // 3.1 lets these be absent.
                if !(self.is_3_1() && matches!(field.name, "paths" | "responses")) {
                    self.note(format!("{} has no `{}`; it is read as `{text}`", kind.name(), field.name));
                }
                map.insert(field.name.to_owned(), serde_json::from_str(text).unwrap_or_default());
            }
        }
    }

    /// Checks the value of a field. Returns whether it stays.
    fn field(&mut self, value: &mut Value, field: &Field) -> bool {
        let before = self.diagnostics.list.len();
        let stays = self.shape(value, field.shape, field.name);
        if field.harmless && self.failed_since(before) {
            self.forgive(before);
            return false;
        }
        stays
    }

    fn failed_since(&self, before: usize) -> bool {
        self.diagnostics.list.iter().skip(before).any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Turns the errors since `before` into notes: what they concern is left out.
    fn forgive(&mut self, before: usize) {
        for diagnostic in self.diagnostics.list.iter_mut().skip(before) {
            if diagnostic.severity == Severity::Error {
                diagnostic.severity = Severity::Note;
                diagnostic.problem.push_str("; it is left out");
            }
        }
    }

    fn shape(&mut self, value: &mut Value, shape: Shape, name: &str) -> bool {
        match shape {
            Shape::Any => return true,
            Shape::Silent => return false,
            Shape::Loose => {
                self.note(format!("`{name}` is not turned into code; it is left out"));
                return false;
            }
            Shape::Refused(help) => {
                self.error(format!("`{name}` is not supported"), help);
                return false;
            }
            _ if value.is_null() => {
                self.note(format!("`{name}` is empty; it is read as absent"));
                return false;
            }
            _ => {}
        }
        match shape {
            Shape::One(kind) => self.object(value, kind),
            Shape::Each(kind) => self.each(value, kind, name),
            Shape::Map(kind) => self.map(value, kind, name),
            Shape::Additional => {
                if !value.is_boolean() {
                    self.object(value, Kind::Schema);
                }
            }
            Shape::Items => match value {
                Value::Array(_) => self.each(value, Kind::Schema, name),
                _ => self.object(value, Kind::Schema),
            },
            scalar => return self.scalar(value, scalar, name),
        }
        true
    }

    fn each(&mut self, value: &mut Value, kind: Kind, name: &str) {
        let Value::Array(list) = value else {
            let problem = format!("`{name}` must be a list, but is {}", kind_of(value));
            return self.error(problem, format!("write a list: each item is {}", kind.name()));
        };
        for (index, item) in list.iter_mut().enumerate() {
            self.under_index(index, |this| this.object(item, kind));
        }
    }

    fn map(&mut self, value: &mut Value, kind: Kind, name: &str) {
        let Value::Object(map) = value else {
            let problem = format!("`{name}` must be a mapping, but is {}", kind_of(value));
            return self.error(problem, format!("write a mapping from names: each value is {}", kind.name()));
        };
        let mut dropped = Vec::new();
        for (key, item) in map.iter_mut() {
            let stays = self.under(key, |this| {
                if item.is_null() && matches!(kind, Kind::Schema | Kind::MediaType) {
                    this.note(format!("`{key}` is empty; it is read as {} that says nothing", kind.name()));
                    *item = json!({});
                }
                let before = this.diagnostics.list.len();
                this.object(item, kind);
                let spoilt = matches!(kind, Kind::Example | Kind::Link) && this.failed_since(before);
                if spoilt {
                    this.forgive(before);
                }
                !spoilt
            });
            if !stays {
                dropped.push(key.clone());
            }
        }
        for key in dropped {
            map.shift_remove(&key);
        }
    }
}

fn misplaced(kind: Kind) -> String {
    match kind {
        Kind::Schema => "write a schema, such as `type: string`, on the lines below".to_owned(),
        _ => format!("write the fields of {} on the lines below", kind.name()),
    }
}
