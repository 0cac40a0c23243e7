//! Schemas of what no description knows.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

/// What values of one place have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Names of types in JSON Schema.
    types: BTreeSet<&'static str>,
    properties: BTreeMap<String, Shape>,
    items: Option<Box<Shape>>,
    attribute: bool,
}

impl Shape {
    /// Takes one more value into account. `text` says that it stems from XML, where all scalars are text.
    pub(super) fn add(&mut self, value: &Value, text: bool) {
        match value {
            Value::Null => self.types.insert("null"),
            Value::Bool(_) => self.types.insert("boolean"),
            Value::Number(number) if number.is_f64() => self.types.insert("number"),
            Value::Number(_) => self.types.insert("integer"),
            Value::String(word) if text && is_integer(word) => self.types.insert("integer"),
            Value::String(_) => self.types.insert("string"),
            Value::Array(items) => {
                let shape = self.items.get_or_insert_default();
                items.iter().for_each(|item| shape.add(item, text));
                self.types.insert("array")
            }
            Value::Object(fields) => {
                for (name, value) in fields {
                    let plain = name.trim_start_matches(['@', '#']);
                    let field = self.properties.entry(plain.to_owned()).or_default();
                    field.attribute |= text && name.starts_with('@');
                    field.add(value, text);
                }
                self.types.insert("object")
            }
        };
    }

    /// Takes all values of another shape into account.
    pub(super) fn join(&mut self, other: Self) {
        self.types.extend(other.types);
        self.attribute |= other.attribute;
        for (name, shape) in other.properties {
            self.properties.entry(name).or_default().join(shape);
        }
        if let Some(items) = other.items {
            self.items.get_or_insert_default().join(*items);
        }
    }

    /// Says that the place is an attribute in XML.
    pub(super) fn attribute(&mut self) {
        self.attribute = true;
    }

    /// The schema of a field with that name.
    pub(super) fn schema(&self, name: &str, version_3_0: bool) -> Value {
        let mut schema = Map::new();
        let mut types: Vec<&str> = self.types.iter().copied().filter(|kind| *kind != "null").collect();
        if types.contains(&"number") {
            types.retain(|kind| *kind != "integer");
        }
        let null = self.types.contains("null");
        match (types.as_slice(), null && !version_3_0) {
            ([], _) => {}
            ([kind], false) => drop(schema.insert("type".to_owned(), json!(kind))),
            // 3.0 cannot name several types: anything.
            (_, false) if version_3_0 => {}
            (kinds, null) => {
                let kinds: Vec<&str> = kinds.iter().copied().chain(null.then_some("null")).collect();
                schema.insert("type".to_owned(), json!(kinds));
            }
        }
        if null && version_3_0 {
            schema.insert("nullable".to_owned(), json!(true));
        }
        match types.as_slice() {
            ["integer"] => drop(schema.insert("format".to_owned(), json!("int64"))),
            ["string"] if is_secret(name) => drop(schema.insert("format".to_owned(), json!("password"))),
            _ => {}
        }
        if let Some(items) = &self.items {
            schema.insert("items".to_owned(), items.schema("", version_3_0));
        }
        if !self.properties.is_empty() {
            let properties =
                self.properties.iter().map(|(name, shape)| (name.clone(), shape.schema(name, version_3_0)));
            schema.insert("properties".to_owned(), Value::Object(properties.collect()));
        }
        if self.attribute {
            schema.insert("xml".to_owned(), json!({ "attribute": true }));
        }
        Value::Object(schema)
    }
}

fn is_integer(word: &str) -> bool {
    word.parse::<i64>().is_ok_and(|number| number.to_string() == word)
}

/// Whether a field with that name likely holds what must not be shown.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["token", "password", "secret"].iter().any(|word| name.contains(word))
}
