//! A union of constants is how JSON Schema writes an enumeration whose values have names and descriptions.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::Walk;
use super::fold::COMBINERS;

/// What may stand beside a constant without making more of it.
const BESIDE: &[&str] = &["type", "enum", "title", "description", "format", "example", "default", "deprecated"];
/// The longest title that is a name.
const LONGEST_NAME: usize = 40;

/// A value of the enumeration, with what its member of the union says of it.
struct Constant<'a> {
    value: &'a Value,
    title: &'a str,
    description: &'a str,
}

impl Walk {
    /// Makes an enumeration of a union in which every member lists its values.
    pub(super) fn constants(&mut self, map: &mut Map<String, Value>) {
        let Some(key) = ["oneOf", "anyOf"].into_iter().find(|key| map.contains_key(*key)) else { return };
        let more = |other: &str| other != key && map.contains_key(other);
        if COMBINERS.iter().any(|other| more(other)) || ["enum", "properties", "discriminator"].into_iter().any(more) {
            return;
        }
        let Some(folded) = map.get(key).and_then(Value::as_array).and_then(|members| enumeration(members)) else {
            return;
        };
        let (own, listed) = (map.get("type").and_then(Value::as_str), folded.get("type").and_then(Value::as_str));
        if map.contains_key("type") && own != listed && (own, listed) != (Some("number"), Some("integer")) {
            return;
        }
        map.shift_remove(key);
        for (key, value) in folded {
            map.entry(key).or_insert(value);
        }
    }
}

/// The enumeration that several members make, if each is nothing but texts, or nothing but integers.
fn enumeration(members: &[Value]) -> Option<Map<String, Value>> {
    let mut constants: Vec<Constant<'_>> = Vec::new();
    for member in members {
        let member = member.as_object()?;
        if member.keys().any(|key| !BESIDE.contains(&key.as_str())) {
            return None;
        }
        let words = |key: &str| member.get(key).and_then(Value::as_str).unwrap_or_default();
        match member.get("enum")?.as_array()?.as_slice() {
            [value] => constants.push(Constant { value, title: words("title"), description: words("description") }),
            several => constants.extend(several.iter().map(|value| Constant { value, title: "", description: "" })),
        }
    }
    let mut seen = HashSet::new();
    constants.retain(|constant| seen.insert(constant.value.to_string()));
    let all = |fits: fn(&Value) -> bool| constants.iter().all(|constant| fits(constant.value));
    let kind = match () {
        () if all(Value::is_string) => "string",
        () if all(|value| value.is_i64() || value.is_u64()) => "integer",
        () => return None,
    };
    let mut folded = Map::new();
    folded.insert("type".to_owned(), kind.into());
    let format =
        members.first()?.get("format").filter(|format| members.iter().all(|it| it.get("format") == Some(format)));
    folded.extend(format.map(|format| ("format".to_owned(), format.clone())));
    folded.insert("enum".to_owned(), constants.iter().map(|constant| constant.value.clone()).collect());
    let mut titles = HashSet::new();
    let mut titled = constants.iter().map(|constant| constant.title).filter(|title| !title.is_empty()).peekable();
    if titled.peek().is_some() && titled.all(|title| is_name(title) && titles.insert(title)) {
        folded.insert("x-enum-varnames".to_owned(), constants.iter().map(|constant| json!(constant.title)).collect());
    }
    if constants.iter().any(|constant| !constant.description.is_empty()) {
        let descriptions = constants.iter().map(|constant| json!(constant.description)).collect();
        folded.insert("x-enum-descriptions".to_owned(), descriptions);
    }
    Some(folded)
}

/// Whether a title is a name of a value, rather than a sentence about it.
fn is_name(title: &str) -> bool {
    title.len() <= LONGEST_NAME && title.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
}
