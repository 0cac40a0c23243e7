//! Objects, field by field.

use std::collections::BTreeMap;

use super::{Json, ToJson};
use crate::nullable::Nullable;

/// A JSON object in the making.
///
/// ```
/// use plex_sdk::codegen::{Object, ToJson};
///
/// let tag: Option<&str> = None;
/// let json = Object::new().field("name", &"Rick").field("age", &3).optional("tag", &tag).build();
/// assert_eq!(json.to_string(), r#"{"name":"Rick","age":3}"#);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "an object is built by `build`"]
pub struct Object {
    fields: Vec<(String, Json)>,
}

impl Object {
    /// An object without fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field, be it `null`.
    pub fn field(mut self, name: &str, value: &dyn ToJson) -> Self {
        self.fields.push((name.to_owned(), value.to_json()));
        self
    }

    /// Adds a field unless its value is `null`.
    pub fn optional(mut self, name: &str, value: &dyn ToJson) -> Self {
        let value = value.to_json();
        if !value.is_null() {
            self.fields.push((name.to_owned(), value));
        }
        self
    }

    /// Adds a field unless it is absent.
    pub fn nullable<T: ToJson>(self, name: &str, value: &Nullable<T>) -> Self {
        if value.is_absent() { self } else { self.field(name, value) }
    }

    /// Adds the entries of a map, except those whose names are taken.
    pub fn rest<T: ToJson>(mut self, entries: &BTreeMap<String, T>) -> Self {
        let taken = self.fields.len();
        for (name, value) in entries {
            if !self.fields.iter().take(taken).any(|(other, _)| other == name) {
                self.fields.push((name.clone(), value.to_json()));
            }
        }
        self
    }

    /// The object.
    pub fn build(self) -> Json {
        Json::Object(self.fields)
    }
}
