//! A contract as a document: references followed, operations listed.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::diagnostic::step;

/// References that lead to each other are followed this far.
const CHAIN: usize = 32;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

#[derive(Clone, Copy)]
pub(super) struct Document<'a> {
    pub root: &'a Value,
    /// OpenAPI 3.1: what stands beside a reference counts.
    pub modern: bool,
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Spot<'a> {
    pub value: &'a Value,
    pub pointer: String,
}

/// An operation as it was written.
#[derive(Clone, Debug)]
pub(super) struct Written<'a> {
    pub method: &'static str,
    pub path: &'a str,
    pub id: Option<&'a str>,
    pub operation: Spot<'a>,
    /// The path item it stands in.
    pub item: Spot<'a>,
}

impl<'a> Spot<'a> {
    pub fn get(&self, key: &str) -> Option<Spot<'a>> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(Spot { value, pointer: step(&self.pointer, key) })
    }

    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.value.get(key).and_then(Value::as_str)
    }

    pub fn flag(&self, key: &str) -> bool {
        self.value.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    pub fn entries(&self) -> impl Iterator<Item = (&'a str, Spot<'a>)> + use<'a> {
        let pointer = self.pointer.clone();
        let map: Option<&'a Map<String, Value>> = self.value.as_object();
        map.into_iter().flatten().map(move |(key, value)| (key.as_str(), Spot { value, pointer: step(&pointer, key) }))
    }

    pub fn list(&self) -> impl Iterator<Item = Spot<'a>> + use<'a> {
        let pointer = self.pointer.clone();
        let list: Option<&'a Vec<Value>> = self.value.as_array();
        list.into_iter().flatten().enumerate().map(move |(index, value)| Spot { value, pointer: step(&pointer, index) })
    }
}

impl<'a> Document<'a> {
    pub fn new(root: &'a Value) -> Self {
        let version = root.get("openapi").and_then(Value::as_str).unwrap_or("3.1");
        Self { root, modern: !version.starts_with("3.0") }
    }

    pub fn spot(&self) -> Spot<'a> {
        Spot { value: self.root, pointer: String::new() }
    }

    pub fn at(&self, pointer: &str) -> Option<Spot<'a>> {
        Some(Spot { value: self.root.pointer(pointer)?, pointer: pointer.to_owned() })
    }

    /// What a chain of references ends at; the value itself if it is none, or leads nowhere.
    pub fn follow(&self, spot: Spot<'a>) -> Spot<'a> {
        let mut spot = spot;
        for _ in 0..CHAIN {
            let Some(next) = self.target(&spot) else { break };
            spot = next;
        }
        spot
    }

    /// What a reference leads to, one step.
    pub fn target(&self, spot: &Spot<'a>) -> Option<Spot<'a>> {
        self.at(&pointer_of(spot.text("$ref")?)?)
    }

    /// The operations in the order they are written.
    pub fn operations(&self) -> Vec<Written<'a>> {
        let Some(paths) = self.spot().get("paths") else { return Vec::new() };
        let mut found = Vec::new();
        for (path, item) in paths.entries() {
            let pointer = item.pointer.clone();
            let item = self.follow(item);
            for (key, operation) in item.entries() {
                let Some(method) = METHODS.into_iter().find(|method| key.eq_ignore_ascii_case(method)) else {
                    continue;
                };
                if !operation.value.is_object() {
                    continue;
                }
                let id = operation.text("operationId").filter(|id| !id.is_empty());
                // Where the SDK's operation says it stands, whatever reference led here.
                let operation = Spot { value: operation.value, pointer: step(&pointer, method) };
                let item = Spot { value: item.value, pointer: pointer.clone() };
                found.push(Written { method, path, id, operation, item });
            }
        }
        found
    }

    /// The parameters of an operation by place and name, those of its path item among them.
    pub fn parameters(&self, written: &Written<'a>) -> Vec<Spot<'a>> {
        let mut found: Vec<Spot<'a>> = Vec::new();
        let mut positions: HashMap<(&str, &str), usize> = HashMap::new();
        for list in [&written.item, &written.operation] {
            for parameter in list.get("parameters").iter().flat_map(Spot::list) {
                let parameter = self.follow(parameter);
                let key = (parameter.text("in").unwrap_or_default(), parameter.text("name").unwrap_or_default());
                match positions.get(&key).and_then(|position| found.get_mut(*position)) {
                    Some(known) => *known = parameter,
                    None => {
                        positions.insert(key, found.len());
                        found.push(parameter);
                    }
                }
            }
        }
        found
    }
}

/// A reference into this document as a JSON pointer.
fn pointer_of(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    let decoded = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
    Some(decoded.into_owned())
}
