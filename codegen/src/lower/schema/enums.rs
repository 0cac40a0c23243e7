//! Schemas that list their values.

use serde_json::Value;

use crate::api::{Doc, Type, TypeKind, Variant};
use crate::lower::context::Context;
use crate::lower::document::text as words;
use crate::names::{Reserved, Scope, variant_ident};

use super::{Node, define, primitive};

/// The type of a schema with `enum`.
pub(super) fn lower(context: &mut Context<'_>, node: &Node<'_>) -> Type {
    lower_like(context, node, None)
}

/// The type of a schema with `enum` whose values are called as they are in another one, unless it names them itself.
pub(super) fn lower_like(context: &mut Context<'_>, node: &Node<'_>, like: Option<&Node<'_>>) -> Type {
    let values = node.list("enum");
    let kind = node.kind().or_else(|| kind_of(values));
    match kind {
        Some("string") => {
            let values = strings(values);
            if values.is_empty() {
                return plain(context, node, "string", "an enum without values");
            }
            let variants = variants(context, node, like, values, &mut Scope::new(Reserved::Variants), None);
            let default = default(&variants, node.text("default").map(str::to_owned)).or_else(|| only(&variants));
            define(context, node, TypeKind::StringEnum(variants, default))
        }
        Some(kind @ ("integer" | "number")) => {
            let Some(values) = integers(values) else {
                return plain(context, node, kind, "an enum of numbers that are not 64-bit integers");
            };
            if values.is_empty() {
                return plain(context, node, kind, "an enum without values");
            }
            if is_flag(node, &values) {
                return Type::BoolInt;
            }
            let variants = variants(context, node, like, values, &mut Scope::new(Reserved::Variants), None);
            let default = default(&variants, node.get("default").and_then(Value::as_i64)).or_else(|| only(&variants));
            define(context, node, TypeKind::IntEnum(variants, default))
        }
        Some("boolean") => Type::Bool,
        Some(kind) if kind != "object" && kind != "array" => {
            plain(context, node, kind, "an enum of neither strings nor integers")
        }
        _ => {
            context.note(&node.pointer, "an enum of mixed values; any JSON is accepted");
            Type::Json
        }
    }
}

/// The default that is described, if it is one of the values.
pub(super) fn default<T: PartialEq>(variants: &[Variant<T>], described: Option<T>) -> Option<T> {
    described.filter(|default| variants.iter().any(|variant| variant.value == *default))
}

/// The value of a constant.
fn only<T: Clone>(variants: &[Variant<T>]) -> Option<T> {
    match variants {
        [constant] => Some(constant.value.clone()),
        _ => None,
    }
}

/// Names and documentation of values, in order. One that has a title is called after it.
pub(super) fn variants<T: Clone + PartialEq + ToString>(
    context: &mut Context<'_>,
    node: &Node<'_>,
    like: Option<&Node<'_>>,
    values: Vec<(usize, T)>,
    scope: &mut Scope,
    title: Option<&str>,
) -> Vec<Variant<T>> {
    let mut seen = std::collections::HashSet::new();
    let mut variants = Vec::with_capacity(values.len());
    for (index, value) in values {
        let text = value.to_string();
        if !seen.insert(text.clone()) {
            context.note(&node.pointer, format!("the enum has the value `{text}` twice"));
            continue;
        }
        let other = like.and_then(|like| Some((like, place(like.list("enum"), &text)?)));
        let named = name(node, index, &text).or_else(|| other.and_then(|(like, index)| name(like, index, &text)));
        let called = title.map(str::to_owned).or(named).unwrap_or_else(|| text.clone());
        let ident = scope.claim(&variant_ident(&called), &[]).ident;
        let described =
            described(node, index, &text).or_else(|| other.and_then(|(like, index)| described(like, index, &text)));
        let doc = Doc { description: words(described.as_deref()), ..Doc::default() };
        variants.push(Variant { ident, value, doc });
    }
    variants
}

/// Where a value stands in a list.
fn place(values: &[Value], wanted: &str) -> Option<usize> {
    values.iter().position(|value| match value {
        Value::String(text) => text == wanted,
        other => {
            let text = other.to_string();
            text == wanted
        }
    })
}

/// The string values with their places; numbers under `type: string` are meant as text.
pub(super) fn strings(values: &[Value]) -> Vec<(usize, String)> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    values.iter().enumerate().filter_map(|(index, value)| Some((index, text(value)?))).collect()
}

pub(super) fn integers(values: &[Value]) -> Option<Vec<(usize, i64)>> {
    let integer = |value: &Value| match value {
        Value::String(text) => text.parse().ok(),
        _ => value.as_i64().or_else(|| whole(value.as_f64()?)),
    };
    let given = values.iter().enumerate().filter(|(_, value)| !value.is_null());
    given.map(|(index, value)| Some((index, integer(value)?))).collect()
}

/// `2.0` as 2, as far as `f64` counts without gaps.
#[allow(clippy::cast_possible_truncation)]
fn whole(value: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (value.fract() == 0.0 && value.abs() < EXACT).then_some(value as i64)
}

fn kind_of(values: &[Value]) -> Option<&'static str> {
    let mut kinds = values.iter().filter(|value| !value.is_null()).map(|value| match value {
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() => "integer",
        Value::Number(_) => "number",
        _ => "object",
    });
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}

fn plain(context: &mut Context<'_>, node: &Node<'_>, kind: &str, problem: &str) -> Type {
    context.note(&node.pointer, format!("{problem}; any {kind} is accepted"));
    primitive::lower(context, node, kind)
}

/// `0` and `1` that are called false and true.
fn is_flag(node: &Node<'_>, values: &[(usize, i64)]) -> bool {
    let called = |wanted: i64, word: &str| {
        values.iter().any(|(index, value)| {
            *value == wanted
                && name(node, *index, &value.to_string()).is_some_and(|name| name.eq_ignore_ascii_case(word))
        })
    };
    values.len() == 2 && called(0, "false") && called(1, "true")
}

/// The name that an extension gives to a value.
fn name(node: &Node<'_>, index: usize, value: &str) -> Option<String> {
    ["x-enum-varnames", "x-enumNames", "x-speakeasy-enums"]
        .into_iter()
        .find_map(|key| entry(node.get(key)?, index, value))
        .or_else(|| microsoft(node, value)?.get("name").and_then(word))
        .filter(|name| !name.is_empty())
}

fn described(node: &Node<'_>, index: usize, value: &str) -> Option<String> {
    ["x-enum-descriptions", "x-enumDescriptions"]
        .into_iter()
        .find_map(|key| entry(node.get(key)?, index, value))
        .or_else(|| microsoft(node, value)?.get("description").and_then(word))
}

/// An entry of a list in the order of the values, or of a map from them.
fn entry(names: &Value, index: usize, value: &str) -> Option<String> {
    match names {
        Value::Array(names) => names.get(index).and_then(word),
        Value::Object(names) => names.get(value).and_then(word),
        _ => None,
    }
}

/// A word, which YAML takes for a boolean if it is `True` or `FALSE`.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(word) => Some(word.clone()),
        Value::Bool(word) => Some(word.to_string()),
        _ => None,
    }
}

fn microsoft<'a>(node: &Node<'a>, value: &str) -> Option<&'a Value> {
    let values = node.get("x-ms-enum")?.get("values")?.as_array()?;
    values.iter().find(|entry| match entry.get("value") {
        Some(Value::String(text)) => text == value,
        Some(Value::Number(number)) => number.to_string() == value,
        _ => false,
    })
}
