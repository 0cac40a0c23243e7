//! Whether a new schema admits more than the old one, or less: types and formats, limits.

use std::collections::BTreeSet;

use serde_json::Value;

use super::view::{Limit, View};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Same,
    Widened,
    Narrowed,
    /// Neither admits all that the other does.
    Changed,
}

impl Relation {
    fn of(widened: bool, narrowed: bool) -> Self {
        match (widened, narrowed) {
            (true, true) => Self::Same,
            (true, false) => Self::Widened,
            (false, true) => Self::Narrowed,
            (false, false) => Self::Changed,
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Same, one) | (one, Self::Same) => one,
            (one, another) if one == another => one,
            _ => Self::Changed,
        }
    }
}

/// How the types of two schemas relate. Where all is `text`, as in a query, a string can hold any scalar.
pub(super) fn types(old: &View<'_>, new: &View<'_>, text: bool) -> Relation {
    let any = |view: &View<'_>| view.types.is_empty() && view.variants.is_empty();
    match (old.variants.is_empty(), new.variants.is_empty()) {
        (false, false) => return Relation::Same,
        (false, true) if any(new) => return Relation::Widened,
        (true, false) if any(old) => return Relation::Narrowed,
        (true, true) => {}
        // Fields of their own beside a union that comes or goes: the fields are compared.
        _ if !old.fields.is_empty() && !new.fields.is_empty() => return Relation::Same,
        _ => return Relation::Changed,
    }
    // A list of values says more than a format.
    let formats = if old.values.is_some() && new.values.is_some() { Relation::Same } else { format(old, new) };
    if old.types == new.types {
        return formats;
    }
    // Which of several types a text stands for is told by its looks: there a string is no stand-in for the others.
    let text = text && old.types.len() == 1 && new.types.len() == 1;
    let kinds = Relation::of(contains(&new.types, &old.types, text), contains(&old.types, &new.types, text));
    if old.types.is_disjoint(&new.types) && (old.format.is_some() == new.format.is_some()) {
        return kinds;
    }
    kinds.and(formats)
}

fn contains(outer: &BTreeSet<&str>, inner: &BTreeSet<&str>, text: bool) -> bool {
    if outer.is_empty() {
        return true;
    }
    !inner.is_empty()
        && inner.iter().all(|kind| {
            outer.contains(kind)
                || (*kind == "integer" && outer.contains("number"))
                || (text && outer.contains("string"))
        })
}

fn format(old: &View<'_>, new: &View<'_>) -> Relation {
    // A password is a text that is not shown.
    let known = |format: Option<&'_ str>| format.filter(|format| *format != "password").unwrap_or_default().to_owned();
    let (old_format, new_format) = (known(old.format), known(new.format));
    let holds = |outer: &str, inner: &str| {
        outer == inner
            || outer.is_empty()
            || matches!(
                (outer, inner),
                ("double", "float")
                    | ("int64" | "bigint", "int32" | "int16" | "int8")
                    | ("bigint", "int64")
                    | ("int32", "int16" | "int8")
                    | ("date-time", "date" | "time")
                    | ("uri-reference", "uri")
                    | ("idn-email", "email")
            )
    };
    Relation::of(holds(&new_format, &old_format), holds(&old_format, &new_format))
}

/// What happened to a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Tightened,
    /// It appeared, and is of a sort that many descriptions leave unwritten though it holds.
    Set,
    Loosened,
    /// Which of the two admits more cannot be told.
    Changed,
    /// The text means something else than before.
    Replaced,
}

/// The limits that differ.
pub(super) fn limits<'a>(old: &View<'a>, new: &View<'a>) -> Vec<(&'a str, Step, String)> {
    let keys: BTreeSet<&str> = old.limits.keys().chain(new.limits.keys()).copied().collect();
    let mut steps = Vec::new();
    for key in keys {
        let (before, after) = (old.limits.get(key), new.limits.get(key));
        for step in step(key, before, after) {
            steps.push((key, step, format!("`{key}` {}", words(before, after))));
        }
    }
    steps
}

fn step(key: &str, before: Option<&Limit<'_>>, after: Option<&Limit<'_>>) -> Vec<Step> {
    let lower = key.starts_with("min") || key == "exclusiveMinimum";
    let vacuous =
        |limit: &Limit<'_>| lower && key != "minimum" && key != "exclusiveMinimum" && *limit == Limit::Number(0.0);
    let (before, after) = (before.filter(|limit| !vacuous(limit)), after.filter(|limit| !vacuous(limit)));
    match (before, after) {
        (None, None) => Vec::new(),
        (None, Some(_)) => vec![match key {
            "contentMediaType" | "contentEncoding" => Step::Replaced,
            "maximum" | "minimum" | "exclusiveMaximum" | "exclusiveMinimum" | "maxLength" | "maxItems" | "minItems"
            | "maxProperties" | "minProperties" | "multipleOf" | "uniqueItems" => Step::Set,
            _ => Step::Tightened,
        }],
        (Some(_), None) if matches!(key, "contentMediaType" | "contentEncoding") => vec![Step::Replaced],
        (Some(_), None) => vec![Step::Loosened],
        (Some(Limit::Number(before)), Some(Limit::Number(after))) => {
            if before == after {
                Vec::new()
            } else if key == "multipleOf" {
                let divides = |small: f64, large: f64| small != 0.0 && (large / small).fract().abs() < 1e-9;
                vec![if divides(*before, *after) {
                    Step::Tightened
                } else if divides(*after, *before) {
                    Step::Loosened
                } else {
                    Step::Changed
                }]
            } else {
                vec![if lower == (after > before) { Step::Tightened } else { Step::Loosened }]
            }
        }
        (Some(Limit::Value(before)), Some(Limit::Value(after))) if before != after => changed(key, before, after),
        _ => Vec::new(),
    }
}

fn changed(key: &str, before: &Value, after: &Value) -> Vec<Step> {
    match (key, before, after) {
        ("contentMediaType" | "contentEncoding", ..) => vec![Step::Replaced],
        // Something else is excluded: some values that were not before, some that were not any more.
        ("not", Value::Object(_), Value::Object(_)) => vec![Step::Tightened, Step::Loosened],
        ("pattern", _, Value::String(pattern)) if matches!(pattern.as_str(), ".*" | "^.*$") => vec![Step::Loosened],
        (
            "dependentRequired" | "dependentSchemas" | "patternProperties" | "dependencies",
            Value::Object(before),
            Value::Object(after),
        ) => {
            let mut steps = Vec::new();
            if after.keys().any(|name| !before.contains_key(name)) {
                steps.push(Step::Tightened);
            }
            if before.keys().any(|name| !after.contains_key(name)) {
                steps.push(Step::Loosened);
            }
            let maps = crate::compare::walk::MAPS.contains(&key);
            let differs =
                !maps && before.iter().any(|(name, value)| after.get(name).is_some_and(|other| other != value));
            if differs && key == "dependentRequired" {
                steps.extend([Step::Tightened, Step::Loosened]);
            } else if differs {
                steps.push(Step::Changed);
            }
            steps.dedup();
            steps
        }
        // They are compared as what they are.
        _ if crate::compare::walk::SCHEMAS.contains(&key) && before.is_object() && after.is_object() => Vec::new(),
        _ => vec![Step::Changed],
    }
}

fn words(before: Option<&Limit<'_>>, after: Option<&Limit<'_>>) -> String {
    match (before.map(show), after.map(show)) {
        (None, Some(after)) => format!("is {after} now, where none was"),
        (Some(before), None) => format!("was {before} and is gone"),
        (Some(before), Some(after)) => format!("was {before} and is {after}"),
        (None, None) => String::new(),
    }
}

fn show(limit: &Limit<'_>) -> String {
    match limit {
        Limit::Number(number) => format!("{number}"),
        Limit::Value(Value::Object(_) | Value::Array(_)) => "a schema".to_owned(),
        Limit::Value(Value::String(text)) => format!("`{text}`"),
        Limit::Value(value) => value.to_string(),
    }
}
