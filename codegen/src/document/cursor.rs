//! Values with their places.

use serde_json::Value;

use super::pointer::step;
use super::reference::{self, LONGEST_CHAIN};
use super::version::Version;

/// A tree whose references are `#/components/<section>/<name>`, or lead somewhere else within it.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    pub root: &'a Value,
    pub version: Version,
}

/// A value and its JSON pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor<'a> {
    pub value: &'a Value,
    pub pointer: String,
}

impl<'a> Document<'a> {
    pub fn new(root: &'a Value) -> Self {
        Self { root, version: Version::of(root) }
    }

    /// The root.
    pub fn cursor(&self) -> Cursor<'a> {
        Cursor { value: self.root, pointer: String::new() }
    }

    /// The value at a pointer.
    pub fn at(&self, pointer: &str) -> Option<Cursor<'a>> {
        Some(Cursor { value: self.root.pointer(pointer)?, pointer: pointer.to_owned() })
    }

    /// The value that the `$ref` of another one addresses, which may be a reference itself.
    pub fn target(&self, cursor: &Cursor<'a>) -> Option<Cursor<'a>> {
        self.at(&reference::pointer_of(cursor.text("$ref")?)?)
    }

    /// The end of a chain of references: the value itself if it is none, the last that exists if one leads nowhere.
    pub fn follow(&self, cursor: Cursor<'a>) -> Cursor<'a> {
        let mut cursor = cursor;
        for _ in 0..LONGEST_CHAIN {
            let Some(next) = self.target(&cursor) else { break };
            cursor = next;
        }
        cursor
    }
}

impl<'a> Cursor<'a> {
    /// The child under a key, unless it is absent or `null`.
    pub fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(Self { value, pointer: step(&self.pointer, key) })
    }

    /// The string under a key.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.value.get(key).and_then(Value::as_str)
    }

    /// Whether `true` stands under a key.
    pub fn flag(&self, key: &str) -> bool {
        self.value.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    /// The entries of an object in their order; none of other values.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        let pointer = self.pointer.clone();
        let map = self.value.as_object();
        map.into_iter().flatten().map(move |(key, value)| (key.as_str(), Self { value, pointer: step(&pointer, key) }))
    }

    /// The items of a list; none of other values.
    pub fn list(&self) -> impl Iterator<Item = Self> + use<'a> {
        let pointer = self.pointer.clone();
        let list = self.value.as_array();
        list.into_iter().flatten().enumerate().map(move |(index, value)| Self { value, pointer: step(&pointer, index) })
    }
}
