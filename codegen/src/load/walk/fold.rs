//! Schemas of OpenAPI 3.1 (JSON Schema 2020-12) in the words of 3.0.
//!
//! Works from the inside out: the schemas within have been folded when a schema is.

use serde_json::{Map, Number, Value, json};

use super::Walk;
use super::objects::rename;
use crate::document::pointer;

/// Keywords that say something about a schema without narrowing what it allows.
const ANNOTATIONS: &[&str] =
    &["title", "description", "default", "example", "deprecated", "readOnly", "writeOnly", "nullable", "externalDocs"];

pub(super) fn is_annotation(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || key.starts_with("x-")
}

/// Keywords that combine schemas.
pub(super) const COMBINERS: &[&str] = &["allOf", "oneOf", "anyOf", "not", "$ref"];

impl Walk {
    pub(super) fn prepare_schema(&mut self, map: &mut Map<String, Value>) {
        if let Some(Value::String(property)) = map.get("discriminator") {
            let property = property.clone();
            self.under("discriminator", |this| {
                this.note("this is how Swagger 2.0 wrote it; it is read as `propertyName`")
            });
            map.insert("discriminator".to_owned(), json!({ "propertyName": property }));
        }
        // What they mean in this document has been found out; from here on they are references like others.
        for key in ["$dynamicRef", "$recursiveRef"] {
            if map.get(key).is_some_and(Value::is_string) && !map.contains_key("$ref") {
                rename(map, key, "$ref");
            }
        }
        if map.get("required").is_some_and(Value::is_boolean) {
            let problem =
                "`required` on a property means nothing; the list of required properties stands in the object";
            self.under("required", |this| this.note(problem));
            map.shift_remove("required");
        }
        if !self.is_3_1() && map.contains_key("$ref") {
            let ignored: Vec<String> =
                map.keys().filter(|key| !is_annotation(key) && *key != "$ref" && *key != "examples").cloned().collect();
            for key in ignored {
                let problem = format!("`{key}` next to a `$ref` means nothing in OpenAPI 3.0; it is left out");
                self.under(&key, |this| this.note(problem));
                map.shift_remove(&key);
            }
        }
    }

    pub(super) fn fold(&mut self, map: &mut Map<String, Value>) {
        rename(map, "xml", "x-xml");
        if let Some(value) = map.shift_remove("const") {
            map.insert("enum".to_owned(), Value::Array(vec![value]));
        }
        if let Some(examples) = map.shift_remove("examples") {
            let first = match examples {
                Value::Array(list) => list.into_iter().next(),
                Value::Object(named) => named.into_iter().next().map(|(_, example)| example),
                _ => None,
            };
            if let Some(first) = first {
                map.entry("example").or_insert(first);
            }
        }
        self.content(map);
        bound(map, "exclusiveMinimum", "minimum", |exclusive, inclusive| exclusive >= inclusive);
        bound(map, "exclusiveMaximum", "maximum", |exclusive, inclusive| exclusive <= inclusive);
        self.tuple(map);
        self.patterns(map);
        for key in ["oneOf", "anyOf", "allOf"] {
            self.members(map, key);
        }
        self.constants(map);
        if map.get("enum").and_then(Value::as_array).is_some_and(Vec::is_empty) {
            self.under("enum", |this| this.note("an empty `enum` allows nothing; it is left out"));
            map.shift_remove("enum");
        }
        mixed_values(map);
        self.types(map);
        self.tidy(map);
        self.siblings(map);
    }

    /// `contentEncoding` and `contentMediaType` say what `format` says in 3.0.
    fn content(&mut self, map: &mut Map<String, Value>) {
        let encoding = map.shift_remove("contentEncoding");
        let media_type = map.shift_remove("contentMediaType");
        let text =
            |value: &Option<Value>| value.as_ref().and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
        let format = match (text(&encoding).as_str(), text(&media_type).as_str()) {
            ("base64" | "base64url", _) => "byte",
            ("", "") => return,
            ("", kind) if kind.starts_with("text/") || kind.contains("json") || kind.contains("xml") => return,
            ("", _) | ("binary", _) => "binary",
            (other, _) => {
                let problem = format!("the content encoding `{other}` is read as plain text");
                return self.under("contentEncoding", |this| this.note(problem));
            }
        };
        map.entry("format").or_insert(format.into());
        if !COMBINERS.iter().any(|key| map.contains_key(*key)) {
            map.entry("type").or_insert("string".into());
        }
    }

    /// `prefixItems`, and its older form, a list under `items`: a list of what its places allow.
    fn tuple(&mut self, map: &mut Map<String, Value>) {
        let (key, prefix) = match map.shift_remove("prefixItems") {
            Some(prefix) => ("prefixItems", prefix),
            None if map.get("items").is_some_and(Value::is_array) => {
                ("items", map.shift_remove("items").unwrap_or_default())
            }
            None => return,
        };
        let Value::Array(prefix) = prefix else { return };
        let mut members: Vec<Value> = Vec::new();
        for (index, member) in prefix.iter().enumerate() {
            if !members.contains(member) && member != &json!({ "not": {} }) {
                self.moved
                    .insert(format!("{}/items/anyOf/{}", self.at, members.len()), format!("{}/{key}/{index}", self.at));
                members.push(member.clone());
            }
        }
        // Without `items`, anything may follow; what is described is what is expected.
        if let Some(rest) = map.shift_remove("items").filter(|rest| rest.is_object() && rest != &json!({ "not": {} }))
            && !members.contains(&rest)
        {
            self.moved.insert(format!("{}/items/anyOf/{}", self.at, members.len()), format!("{}/items", self.at));
            members.push(rest);
        }
        let items = match members.len() {
            0 => json!({}),
            1 => members.remove(0),
            _ => json!({ "anyOf": members }),
        };
        map.insert("items".to_owned(), items);
    }

    fn patterns(&mut self, map: &mut Map<String, Value>) {
        let Some(Value::Object(patterns)) = map.shift_remove("patternProperties") else { return };
        self.under("patternProperties", |this| this.note("names of properties are not checked against patterns"));
        if matches!(map.get("additionalProperties"), Some(Value::Bool(true) | Value::Object(_))) {
            return;
        }
        let mut schemas = patterns.into_iter();
        let value = match (schemas.next(), schemas.next()) {
            (Some((pattern, only)), None) => {
                let mut from = format!("{}/patternProperties", self.at);
                pointer::push(&mut from, &pattern);
                self.moved.insert(format!("{}/additionalProperties", self.at), from);
                only
            }
            _ => Value::Bool(true),
        };
        map.insert("additionalProperties".to_owned(), value);
    }

    /// Takes `null` out of the members of `oneOf` and `anyOf`.
    fn members(&mut self, map: &mut Map<String, Value>, key: &str) {
        let Some(Value::Array(list)) = map.get_mut(key) else { return };
        if list.is_empty() {
            map.shift_remove(key);
            return self.under(key, |this| this.note(format!("an empty `{key}` says nothing; it is left out")));
        }
        if key == "allOf" || !list.iter().any(is_null) {
            return;
        }
        let members: Vec<(usize, Value)> =
            std::mem::take(list).into_iter().enumerate().filter(|(_, member)| !is_null(member)).collect();
        map.insert("nullable".to_owned(), Value::Bool(true));
        if members.len() > 1 {
            for (new, (old, _)) in members.iter().enumerate().filter(|(new, (old, _))| new != old) {
                self.moved.insert(format!("{}/{key}/{new}", self.at), format!("{}/{key}/{old}", self.at));
            }
            map.insert(key.to_owned(), members.into_iter().map(|(_, member)| member).collect());
            return;
        }
        map.shift_remove(key);
        match members.into_iter().next() {
            None => nothing(map),
            Some((old, member)) => {
                let all = map.entry("allOf").or_insert_with(|| json!([]));
                if let Value::Array(all) = all {
                    self.moved.insert(format!("{}/allOf/{}", self.at, all.len()), format!("{}/{key}/{old}", self.at));
                    all.push(member);
                }
            }
        }
    }

    fn types(&mut self, map: &mut Map<String, Value>) {
        let named = match map.shift_remove("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(list)) => list.into_iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
            _ => return,
        };
        let mut types: Vec<String> = Vec::new();
        let mut null = false;
        for name in named {
            match name.as_str() {
                "null" => null = true,
                "string" | "number" | "integer" | "boolean" | "array" | "object" => {
                    if !types.contains(&name) {
                        types.push(name);
                    }
                }
                "file" => {
                    self.under("type", |this| this.note("`file` is a type of Swagger 2.0; it is read as binary text"));
                    types.push("string".to_owned());
                    map.insert("format".to_owned(), "binary".into());
                }
                "any" => self.under("type", |this| this.note("`any` is no type; it is read as no type at all")),
                other => types.extend(self.foreign(map, other)),
            }
        }
        if types.iter().any(|name| name == "number") {
            types.retain(|name| name != "integer");
        }
        if null {
            map.insert("nullable".to_owned(), Value::Bool(true));
        }
        match types.as_slice() {
            [] if null && !COMBINERS.iter().any(|key| map.contains_key(*key)) => nothing(map),
            [] => {}
            [one] => {
                map.insert("type".to_owned(), one.as_str().into());
            }
            several => self.split(map, several),
        }
    }

    /// What stands next to a `$ref` in 3.1.
    fn siblings(&mut self, map: &mut Map<String, Value>) {
        let Some(target) = map.shift_remove("$ref") else { return };
        if map.keys().all(|key| key == "type") {
            map.clear();
            map.insert("$ref".to_owned(), target);
            return;
        }
        let mut all = vec![json!({ "$ref": target })];
        if let Some(Value::Array(own)) = map.shift_remove("allOf") {
            for index in 0..own.len() {
                self.moved.insert(format!("{}/allOf/{}", self.at, index + 1), format!("{}/allOf/{index}", self.at));
            }
            all.extend(own);
        }
        let (outer, inner): (Map<_, _>, Map<_, _>) =
            std::mem::take(map).into_iter().partition(|(key, _)| is_annotation(key));
        *map = outer;
        self.moved.insert(format!("{}/allOf/0", self.at), self.at.clone());
        // A type alone, as many write it next to a reference, repeats what is referred to.
        if inner.keys().any(|key| key != "type") {
            self.moved.insert(format!("{}/allOf/{}", self.at, all.len()), self.at.clone());
            all.push(Value::Object(inner));
        }
        map.insert("allOf".to_owned(), Value::Array(all));
    }
}

/// Gives an enumeration of several kinds of values, which names no type, the types of its values.
fn mixed_values(map: &mut Map<String, Value>) {
    if map.contains_key("type") || COMBINERS.iter().any(|key| map.contains_key(*key)) {
        return;
    }
    let Some(Value::Array(values)) = map.get("enum") else { return };
    let is = |kind: fn(&Value) -> bool| values.iter().any(kind);
    if is(|value| value.is_object() || value.is_array()) {
        return;
    }
    let number = if is(Value::is_f64) { "number" } else { "integer" };
    let kinds = [("string", is(Value::is_string)), (number, is(Value::is_number)), ("boolean", is(Value::is_boolean))];
    let mut types: Vec<Value> = kinds.into_iter().filter(|(_, met)| *met).map(|(name, _)| name.into()).collect();
    if types.len() > 1 {
        if is(Value::is_null) {
            types.push("null".into());
        }
        map.insert("type".to_owned(), Value::Array(types));
    }
}

/// The schema that allows null only. The extension tells it from an enumeration that lost its values.
fn nothing(map: &mut Map<String, Value>) {
    map.insert("nullable".to_owned(), Value::Bool(true));
    map.insert("enum".to_owned(), json!([null]));
    map.insert("x-null".to_owned(), Value::Bool(true));
}

fn is_null(value: &Value) -> bool {
    value.get("x-null").is_some()
        || value.get("enum").and_then(Value::as_array).is_some_and(|list| matches!(list.as_slice(), [Value::Null]))
        || is_bare_nullable(value)
}

/// `nullable: true` and no more. As a member of a union it is how 3.0 writes "or null".
fn is_bare_nullable(value: &Value) -> bool {
    value.as_object().is_some_and(|map| {
        map.get("nullable") == Some(&Value::Bool(true))
            && map.keys().all(|key| matches!(key.as_str(), "nullable" | "title" | "description"))
    })
}

/// A bound that excludes itself: a number of its own in 3.1, a flag on the other bound in 3.0.
fn bound(map: &mut Map<String, Value>, exclusive: &str, inclusive: &str, stricter: fn(f64, f64) -> bool) {
    let Some(Value::Number(number)) = map.get(exclusive) else { return };
    let number: Number = number.clone();
    let other = map.get(inclusive).and_then(Value::as_f64);
    let wins = other.is_none_or(|other| number.as_f64().is_some_and(|number| stricter(number, other)));
    if wins {
        map.insert(inclusive.to_owned(), Value::Number(number));
    }
    map.insert(exclusive.to_owned(), Value::Bool(wins));
}
