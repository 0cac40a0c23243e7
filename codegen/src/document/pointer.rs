//! JSON pointers (RFC 6901).

use std::fmt::{self, Write as _};

use serde_json::Value;

/// A key as a reference token.
pub fn escape(key: &str) -> String {
    let mut token = String::with_capacity(key.len());
    escape_into(&mut token, key);
    token
}

/// The key that a reference token stands for.
pub fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// The pointer to a child of what `pointer` addresses.
pub fn step(pointer: &str, key: impl fmt::Display) -> String {
    let mut pointer = pointer.to_owned();
    push(&mut pointer, &key.to_string());
    pointer
}

/// Appends a key to a pointer.
pub fn push(pointer: &mut String, key: &str) {
    pointer.push('/');
    escape_into(pointer, key);
}

/// Appends an index of a list to a pointer.
pub fn push_index(pointer: &mut String, index: usize) {
    // Writing to a `String` cannot fail.
    let _ = write!(pointer, "/{index}");
}

/// The unescaped keys of a pointer.
pub fn steps(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(unescape)
}

/// A pointer and all its prefixes that are pointers, the longest first.
pub fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| pointer.rfind('/').and_then(|end| pointer.get(..end)))
}

/// The child of a value under an unescaped key.
pub fn child<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    match value {
        Value::Object(map) => map.get(key),
        Value::Array(list) => list.get(key.parse::<usize>().ok()?),
        _ => None,
    }
}

fn escape_into(pointer: &mut String, key: &str) {
    for character in key.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}
