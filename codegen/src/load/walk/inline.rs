//! References that OpenAPI 3.0, or its reader, has no way to keep: what they point to is put in their place.

use serde_json::{Map, Value, json};

use super::Walk;
use crate::load::grammar::Kind;
use crate::load::tree::kind_of;

/// How many values may be put in the place of references: references to what holds references multiply.
const MOST_COPIED: usize = 1_000_000;

/// A copy of the components that may be put in the place of a reference. Schemas never are.
pub(super) fn sharable(root: &Value) -> Map<String, Value> {
    let Some(Value::Object(components)) = root.get("components") else { return Map::new() };
    components.iter().filter(|(section, _)| *section != "schemas").map(|(k, v)| (k.clone(), v.clone())).collect()
}

impl Walk {
    /// An object other than a schema that is a reference.
    pub(super) fn reference(&mut self, value: &mut Value, kind: Kind) {
        let (Value::Object(map), Some(section)) = (&mut *value, kind.section()) else {
            return self.under("$ref", |this| this.unknown_reference(kind));
        };
        let target = match map.shift_remove("$ref") {
            Some(Value::String(target)) => target,
            other => {
                let problem = format!("`$ref` must be text, but is {}", kind_of(&other.unwrap_or_default()));
                return self.under("$ref", |this| this.error(problem, "as in `#/components/schemas/Name`"));
            }
        };
        let mut siblings = std::mem::take(map);
        let written: Vec<String> = siblings.keys().cloned().collect();
        siblings.retain(|key, _| !(key.starts_with("x-") && kind != Kind::PathItem));
        let always = matches!(kind, Kind::PathItem | Kind::Callback);
        if !always && !siblings.is_empty() {
            // What repeats the definition is no loss.
            let found = self.definition(section, &target).map(|(_, found)| found).unwrap_or_default();
            let lost = |key: &&String| {
                !matches!(key.as_str(), "description" | "summary") && found.get(*key) != siblings.get(*key)
            };
            for key in siblings.keys().filter(lost) {
                self.under(key, |this| this.note(format!("`{key}` next to a `$ref` means nothing; it is left out")));
            }
            // Only these carry a description into generated documentation, and only 3.1 lets it be overridden.
            let documented = matches!(kind, Kind::Parameter | Kind::RequestBody | Kind::Response | Kind::Header);
            siblings.retain(|key, item| key == "description" && item.is_string() && self.is_3_1() && documented);
        }
        if !always && siblings.is_empty() {
            *value = json!({ "$ref": target });
            return;
        }
        let Some((target, found)) = self.definition(section, &target) else {
            // Dangling references and circles have been reported.
            *value = json!({ "$ref": target });
            return;
        };
        let pointer = target.trim_start_matches('#').to_owned();
        if self.inlining.contains(&pointer) {
            let help = "break the circle: a path item cannot be part of itself";
            return self.error(format!("`{target}` contains itself"), help);
        }
        if !always && needs_a_name(&found) {
            let problem =
                "this description is left out: what the `$ref` points to has its own, and types that are shared";
            self.under("description", |this| this.note(problem));
            *value = json!({ "$ref": target });
            return;
        }
        self.copied += size(&found);
        if self.copied > MOST_COPIED {
            return self.too_much();
        }
        let Value::Object(mut fields) = found else {
            *value = found;
            return self.object(value, kind);
        };
        for key in &written {
            self.under(key, |this| this.inlined.insert(this.at.clone(), this.at.clone()));
        }
        fields.extend(siblings);
        *value = Value::Object(fields);
        self.inlined.insert(self.at.clone(), pointer.clone());
        self.inlining.push(pointer);
        self.object(value, kind);
        self.inlining.pop();
    }

    /// Reported once: all that is copied after it is too much as well.
    fn too_much(&mut self) {
        self.misshapen = true;
        if !std::mem::replace(&mut self.exhausted, true) {
            let problem = format!("the references up to here copy more than {MOST_COPIED} values");
            self.error(problem, "path items and callbacks that refer to each other multiply: write out the innermost");
        }
    }

    fn unknown_reference(&mut self, kind: Kind) {
        self.error(format!("a `$ref` cannot stand for {}", kind.name()), "write it out here");
    }

    /// What a reference leads to in the end, and the last reference on the way.
    fn definition(&self, section: &str, target: &str) -> Option<(String, Value)> {
        let table = self.shared.get(section)?;
        let prefix = format!("#/components/{section}/");
        let mut target = target.to_owned();
        for _ in 0..64 {
            let name = target.strip_prefix(&prefix)?.replace("~1", "/").replace("~0", "~");
            let value = table.get(&name)?;
            match value.get("$ref").and_then(Value::as_str) {
                Some(next) => target = next.to_owned(),
                None => return Some((target, value.clone())),
            }
        }
        None
    }
}

/// How many values a value is made of.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Object(map) => map.values().map(size).sum(),
        Value::Array(list) => list.iter().map(size).sum(),
        _ => 0,
    }
}

/// Whether a copy would define a type anew that the uses of the original share.
fn needs_a_name(value: &Value) -> bool {
    const NAMED: &[&str] = &["properties", "enum", "const", "allOf", "oneOf", "anyOf", "additionalProperties"];
    match value {
        Value::Object(map) => map.iter().any(|(key, value)| {
            NAMED.contains(&key.as_str()) || (!matches!(key.as_str(), "example" | "examples") && needs_a_name(value))
        }),
        Value::Array(list) => list.iter().any(needs_a_name),
        _ => false,
    }
}
