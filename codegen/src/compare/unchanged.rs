//! What both descriptions say alike, so that nobody has to look into it.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::document::Spot;

/// What means nothing to a program.
const WORDS: &[&str] = &["description", "example", "examples", "externalDocs", "summary"];

/// The named schemas that are the same on both sides, and all that they refer to is, too.
#[derive(Default)]
pub(super) struct Unchanged<'a> {
    names: HashSet<&'a str>,
    /// `$ref` has the same meaning on both sides.
    same_version: bool,
}

impl<'a> Unchanged<'a> {
    pub fn between(old: &'a Value, new: &'a Value) -> Self {
        let schemas = |root: &'a Value| root.pointer("/components/schemas").and_then(Value::as_object);
        let mut unchanged = Self { names: HashSet::new(), same_version: version(old) == version(new) };
        let (Some(before), Some(after)) = (schemas(old), schemas(new)) else { return unchanged };
        let mut users: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut changed: Vec<&str> = Vec::new();
        for (name, value) in after {
            match before.get(name) {
                Some(known) if alike(known, value) => {
                    unchanged.names.insert(name);
                    let mut targets = Vec::new();
                    references(value, &mut targets);
                    for target in targets {
                        users.entry(target).or_default().push(name);
                    }
                }
                _ => changed.push(name),
            }
        }
        changed.extend(before.keys().filter(|name| !after.contains_key(*name)).map(String::as_str));
        while let Some(name) = changed.pop() {
            for user in users.remove(name).unwrap_or_default() {
                if unchanged.names.remove(user) {
                    changed.push(user);
                }
            }
        }
        unchanged
    }

    /// Whether two places say the same, and refer to nothing that changed.
    pub fn same(&self, old: &[Spot<'_>], new: &[Spot<'_>]) -> bool {
        self.same_version
            && old.len() == new.len()
            && old.iter().zip(new).all(|(old, new)| {
                let mut targets = Vec::new();
                alike(old.value, new.value) && {
                    references(new.value, &mut targets);
                    targets.iter().all(|name| self.names.contains(name))
                }
            })
    }
}

fn version(root: &Value) -> &str {
    root.get("openapi").and_then(Value::as_str).unwrap_or_default().get(..3).unwrap_or_default()
}

/// Equal but for words and the order of keys.
pub(super) fn alike(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            // Properties may be called like words.
            let words = |map: &serde_json::Map<String, Value>, key: &String| {
                WORDS.contains(&key.as_str()) && map.get(key).is_none_or(|value| !value.is_object())
            };
            old.iter().all(|(key, value)| words(old, key) || new.get(key).is_some_and(|other| alike(value, other)))
                && new.keys().all(|key| words(new, key) || old.contains_key(key))
                // Required fields are positional arguments, in this order.
                && (!old.contains_key("required") || fields(old) == fields(new))
        }
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| alike(old, new))
        }
        _ => old == new,
    }
}

fn fields(map: &serde_json::Map<String, Value>) -> Vec<&String> {
    map.get("properties").and_then(Value::as_object).map(|map| map.keys().collect()).unwrap_or_default()
}

fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("$ref", Value::String(target)) => found.push(target.rsplit('/').next().unwrap_or(target)),
                    _ => references(value, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}
