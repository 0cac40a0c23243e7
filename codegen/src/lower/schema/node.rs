//! A schema, where it stands in the document, and what a type made of it is called.

use serde_json::{Map, Value};

use crate::api::{Doc, TypeId};
use crate::document::pointer::step;
use crate::lower::document::{doc, text};
use crate::names::type_ident;

/// Longest title that names a type.
const TITLE: usize = 40;

#[derive(Clone, Debug)]
pub(in crate::lower) struct Node<'a> {
    pub value: &'a Value,
    pub pointer: String,
    pub site: Site,
}

/// The place of a schema in the emitted crate.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Site {
    pub space: Space,
    /// The type or operation that all names here begin with.
    pub root: String,
    /// Made of the path from the root to here.
    pub name: String,
    /// Tried before `name`: from a title or an extension.
    pub preferred: Option<String>,
    /// The definition that is to hold this very schema, if it has one already.
    pub slot: Option<TypeId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Space {
    Models,
    Operation { tag: usize, operation: usize },
}

impl Site {
    pub fn new(space: Space, root: impl Into<String>) -> Self {
        let root = root.into();
        Self { space, name: root.clone(), root, preferred: None, slot: None }
    }

    /// The site of what hangs on this one under a name.
    pub fn child(&self, word: &str) -> Self {
        let name = self.preferred.as_ref().unwrap_or(&self.name);
        Self {
            space: self.space,
            root: self.root.clone(),
            name: format!("{name}{}", type_ident(word)),
            preferred: None,
            slot: None,
        }
    }
}

impl<'a> Node<'a> {
    /// A schema at a site, which it may rename.
    pub fn new(value: &'a Value, pointer: String, site: Site) -> Self {
        let mut node = Self { value, pointer, site };
        if node.site.slot.is_none()
            && node.reference().is_none()
            && let Some(preferred) = node.preferred()
        {
            node.site.preferred = Some(preferred);
        }
        node
    }

    fn preferred(&self) -> Option<String> {
        if let Some(name) = self.text("x-rust-name") {
            return Some(type_ident(name));
        }
        let named = self.text("x-speakeasy-name-override").or_else(|| {
            let title = self.text("title")?;
            let letters = title.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            let starts = title.starts_with(|c: char| c.is_ascii_alphabetic());
            (letters && starts && title.len() <= TITLE).then_some(title)
        })?;
        Some(format!("{}{}", self.site.root, type_ident(named)))
    }

    pub fn object(&self) -> Option<&'a Map<String, Value>> {
        self.value.as_object()
    }

    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.value.get(key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.get(key).and_then(Value::as_str)
    }

    pub fn flag(&self, key: &str) -> bool {
        self.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    pub fn list(&self, key: &str) -> &'a [Value] {
        self.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    pub fn reference(&self) -> Option<&'a str> {
        self.text("$ref")
    }

    pub fn properties(&self) -> Option<&'a Map<String, Value>> {
        self.get("properties").and_then(Value::as_object)
    }

    /// The names in `required`.
    pub fn required(&self) -> impl Iterator<Item = &'a str> {
        self.list("required").iter().filter_map(Value::as_str)
    }

    /// The one type it names, `null` aside.
    pub fn kind(&self) -> Option<&'a str> {
        match self.get("type")? {
            Value::String(kind) => Some(kind),
            Value::Array(kinds) => {
                let mut others = kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null");
                others.next().filter(|_| others.next().is_none())
            }
            _ => None,
        }
    }

    /// Whether it says itself that the value may be `null`.
    pub fn nullable(&self) -> bool {
        self.flag("nullable")
            || self.only_null()
            || self.list("enum").iter().any(Value::is_null)
            || self.list("type").iter().any(|kind| kind == "null")
    }

    /// Whether it admits nothing but `null`.
    pub fn only_null(&self) -> bool {
        let values = self.list("enum");
        self.flag("x-null")
            || self.text("type") == Some("null")
            || (!values.is_empty() && values.iter().all(Value::is_null))
    }

    /// A schema below this one, at the same site.
    pub fn inside(&self, value: &'a Value, keys: &[&dyn std::fmt::Display]) -> Self {
        Self::new(value, steps(&self.pointer, keys), self.site.clone())
    }

    /// A schema below this one, at a site of its own.
    pub fn child(&self, value: &'a Value, keys: &[&dyn std::fmt::Display], word: &str) -> Self {
        Self::new(value, steps(&self.pointer, keys), self.site.child(word))
    }

    pub fn doc(&self) -> Doc {
        let mut doc = doc(None, self.text("description"), None, self.flag("deprecated"));
        if doc.description.is_none() {
            doc.summary = text(self.text("title"));
        }
        doc.link = self.get("externalDocs").and_then(|docs| docs.get("url")).and_then(Value::as_str).map(str::to_owned);
        doc
    }

    /// Whether it says something about the value, rather than about the schema only.
    pub fn is_substantial(&self) -> bool {
        const SUBSTANCE: &[&str] = &[
            "$ref",
            "allOf",
            "oneOf",
            "anyOf",
            "not",
            "enum",
            "properties",
            "additionalProperties",
            "items",
            "required",
            "type",
            "x-null",
        ];
        SUBSTANCE.iter().any(|key| self.has(key))
    }
}

fn steps(pointer: &str, keys: &[&dyn std::fmt::Display]) -> String {
    keys.iter().fold(pointer.to_owned(), |pointer, key| step(&pointer, key))
}
