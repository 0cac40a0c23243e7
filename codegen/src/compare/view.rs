//! A schema as what it says, whichever way it says it: references followed, `allOf` taken together, `null` told apart.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::document::{Document, Spot};

/// Schemas that contain each other by `allOf` are followed this far.
const DEPTH: usize = 24;

/// One or several schemas that hold at once.
pub(super) type Node<'a> = Vec<Spot<'a>>;

#[derive(Clone, Debug, Default)]
pub(super) struct View<'a> {
    /// The named schemas it consists of, in the order they are met.
    pub names: Vec<&'a str>,
    /// Without `null`. Empty: any.
    pub types: BTreeSet<&'a str>,
    pub nullable: bool,
    /// A type is written: without `null` among it, `null` is refused.
    pub typed: bool,
    pub format: Option<&'a str>,
    /// Without `null`.
    pub values: Option<Vec<&'a Value>>,
    /// `x-extensible-enum`.
    pub examples: Option<Vec<&'a Value>>,
    pub constant: Option<&'a Value>,
    pub fields: Vec<(&'a str, Node<'a>)>,
    pub required: BTreeSet<&'a str>,
    pub items: Node<'a>,
    pub tuple: Vec<Node<'a>>,
    pub additional: Additional<'a>,
    pub variants: Vec<Node<'a>>,
    /// A union of one is what that one is.
    pub single: bool,
    pub discriminator: Option<Spot<'a>>,
    pub read_only: bool,
    pub write_only: bool,
    pub deprecated: Option<Spot<'a>>,
    pub default: Option<&'a Value>,
    /// All else that narrows values.
    pub limits: BTreeMap<&'a str, Limit<'a>>,
}

#[derive(Clone, Debug, Default)]
pub(super) enum Additional<'a> {
    #[default]
    Unsaid,
    Open,
    Closed,
    Typed(Node<'a>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Limit<'a> {
    Number(f64),
    Value(&'a Value),
}

const NUMBERS: &[&str] = &[
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
    "multipleOf",
];

const OTHERS: &[&str] = &[
    "pattern",
    "uniqueItems",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "propertyNames",
    "patternProperties",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "contentMediaType",
    "contentEncoding",
];

/// What a node says.
pub(super) fn view<'a>(document: &Document<'a>, node: &[Spot<'a>]) -> View<'a> {
    look(document, node, false)
}

/// What a node says, where a union of one is to be compared with a union of several.
pub(super) fn view_as_union<'a>(document: &Document<'a>, node: &[Spot<'a>]) -> View<'a> {
    look(document, node, true)
}

fn look<'a>(document: &Document<'a>, node: &[Spot<'a>], unions: bool) -> View<'a> {
    let mut view = View { single: unions, ..View::default() };
    let mut nullable = Vec::new();
    for part in node {
        nullable.push(read(document, part, &mut view, 0));
    }
    view.nullable = !nullable.is_empty() && nullable.iter().all(|nullable| *nullable);
    view.infer();
    view
}

/// Adds what one schema says. Returns whether it admits `null`.
fn read<'a>(document: &Document<'a>, spot: &Spot<'a>, view: &mut View<'a>, depth: usize) -> bool {
    let Some(map) = spot.value.as_object() else {
        if spot.value == &Value::Bool(false) {
            view.limits.insert("not", Limit::Value(spot.value));
        }
        return true;
    };
    if depth > DEPTH {
        return false;
    }
    let mut parts = Vec::new();
    if let Some(target) = document.target(spot) {
        if let Some(name) = target.pointer.strip_prefix("/components/schemas/") {
            let key = spot.text("$ref").and_then(|reference| reference.rsplit('/').next()).unwrap_or_default();
            if view.names.len() < DEPTH && !name.contains('/') {
                view.names.push(key);
            }
        }
        parts.push(read(document, &target, view, depth + 1));
    }
    let referring = !parts.is_empty();
    let mut own = false;
    for (key, value) in map {
        let key = key.as_str();
        if key == "$ref" || value.is_null() || (referring && !document.version.applies_beside_reference(key)) {
            continue;
        }
        let here = || Spot { value, pointer: crate::document::pointer::step(&spot.pointer, key) };
        match key {
            "type" => {
                view.typed = true;
                own |= types(value, view);
            }
            "nullable" => own |= value == &Value::Bool(true),
            "format" => view.format = view.format.or(value.as_str()),
            "enum" => {
                let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
                own |= list.iter().any(Value::is_null);
                let values: Vec<&Value> = list.iter().filter(|value| !value.is_null()).collect();
                if !(values.is_empty() && own) {
                    view.values = Some(match view.values.take() {
                        Some(known) => known.into_iter().filter(|value| values.contains(value)).collect(),
                        None => values,
                    });
                }
            }
            "x-extensible-enum" => view.examples = value.as_array().map(|list| list.iter().collect()),
            "const" => view.constant = Some(value),
            "properties" => {
                for (name, field) in here().entries() {
                    match view.fields.iter_mut().find(|(known, _)| *known == name) {
                        Some((_, node)) => node.push(field),
                        None => view.fields.push((name, vec![field])),
                    }
                }
            }
            "required" => view.required.extend(value.as_array().into_iter().flatten().filter_map(Value::as_str)),
            "items" if value.is_array() => view.tuple = here().list().map(|item| vec![item]).collect(),
            "items" => view.items.push(here()),
            "prefixItems" => view.tuple = here().list().map(|item| vec![item]).collect(),
            "additionalProperties" => {
                view.additional = match value {
                    Value::Bool(false) => Additional::Closed,
                    Value::Object(map) if !map.is_empty() => Additional::Typed(vec![here()]),
                    _ => Additional::Open,
                }
            }
            "allOf" => {
                for part in here().list() {
                    parts.push(read(document, &part, view, depth + 1));
                }
            }
            "oneOf" | "anyOf" => own |= union(document, here(), view, depth),
            "discriminator" => view.discriminator = Some(here()),
            "readOnly" => view.read_only |= value == &Value::Bool(true),
            "writeOnly" => view.write_only |= value == &Value::Bool(true),
            "deprecated" if value == &Value::Bool(true) => view.deprecated = Some(spot.clone()),
            "default" => view.default = Some(value),
            "exclusiveMinimum" | "exclusiveMaximum" => exclusive(map, key, value, view),
            _ if NUMBERS.contains(&key) => {
                if let (Some(number), Some(known)) = (value.as_f64(), NUMBERS.iter().find(|known| **known == key)) {
                    view.limits.insert(known, Limit::Number(number));
                }
            }
            _ => {
                if let Some(known) = OTHERS.iter().find(|known| **known == key)
                    && value != &Value::Bool(false)
                {
                    view.limits.insert(known, Limit::Value(value));
                } else if key.starts_with("unevaluated") {
                    view.limits.insert(key, Limit::Value(value));
                }
            }
        }
    }
    own || (!parts.is_empty() && parts.iter().all(|nullable| *nullable))
}

/// Returns whether `null` is among the types.
fn types<'a>(value: &'a Value, view: &mut View<'a>) -> bool {
    let named: Vec<&str> = match value {
        Value::String(name) => vec![name],
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let known: BTreeSet<&str> = named.iter().copied().filter(|name| *name != "null").collect();
    if view.types.is_empty() {
        view.types = known;
    } else if view.types.iter().any(|name| known.contains(name)) {
        view.types.retain(|name| known.contains(name));
    }
    named.contains(&"null")
}

/// A union: its `null`s make it nullable, a single member is what it is, and bare types are a list of types.
fn union<'a>(document: &Document<'a>, list: Spot<'a>, view: &mut View<'a>, depth: usize) -> bool {
    let mut null = false;
    let mut members = Vec::new();
    for member in list.list() {
        let target = document.follow(member.clone());
        if target.text("type") == Some("null") || only_null(target.value) {
            null = true;
        } else {
            members.push(member);
        }
    }
    if let [only] = members.as_slice()
        && !view.single
    {
        let nullable = read(document, only, view, depth + 1);
        view.single = true;
        return nullable || null;
    }
    let bare: Option<Vec<&'a str>> = members.iter().map(|member| bare_type(member.value)).collect();
    let distinct: HashSet<&str> = bare.iter().flatten().copied().collect();
    match bare {
        Some(types) if view.types.is_empty() && distinct.len() == members.len() => view.types.extend(types),
        _ => view.variants.extend(members.into_iter().map(|member| vec![member])),
    }
    null
}

fn only_null(value: &Value) -> bool {
    value.get("enum").and_then(Value::as_array).is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_null))
}

/// The type of a schema that says nothing but a type.
fn bare_type(value: &Value) -> Option<&str> {
    let map = value.as_object()?;
    let bare = map.keys().all(|key| matches!(key.as_str(), "type" | "title" | "description" | "example" | "examples"));
    map.get("type")?.as_str().filter(|_| bare)
}

/// An exclusive bound is a number in 3.1, and a flag on the other bound in 3.0.
fn exclusive<'a>(map: &'a serde_json::Map<String, Value>, key: &str, value: &'a Value, view: &mut View<'a>) {
    let (own, plain) =
        if key == "exclusiveMinimum" { ("exclusiveMinimum", "minimum") } else { ("exclusiveMaximum", "maximum") };
    let bound = match value {
        Value::Bool(true) => map.get(plain),
        Value::Number(_) => Some(value),
        _ => None,
    };
    if let Some(number) = bound.and_then(Value::as_f64) {
        view.limits.insert(own, Limit::Number(number));
    }
}

impl View<'_> {
    /// The types that are not written but meant.
    fn infer(&mut self) {
        if self.types.is_empty() && self.variants.is_empty() {
            if !self.fields.is_empty() || !matches!(self.additional, Additional::Unsaid) {
                self.types.insert("object");
            } else if !self.items.is_empty() || !self.tuple.is_empty() {
                self.types.insert("array");
            } else if let Some(values) = self.values.as_ref().filter(|values| !values.is_empty()) {
                self.types.extend(values.iter().map(|value| match value {
                    Value::String(_) => "string",
                    Value::Bool(_) => "boolean",
                    Value::Number(number) if number.is_f64() => "number",
                    Value::Number(_) => "integer",
                    Value::Array(_) => "array",
                    _ => "object",
                }));
            }
        }
        // A flag of 3.0 that was turned into the bound replaces it.
        for (exclusive, plain) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
            if self.limits.contains_key(exclusive) && self.limits.get(exclusive) == self.limits.get(plain) {
                self.limits.remove(plain);
            }
        }
    }

    /// In words: `integer(int32)`, `string or number`, `any`.
    pub fn words(&self) -> String {
        let types: Vec<String> = self.types.iter().map(|name| (*name).to_owned()).collect();
        let mut words = if !self.variants.is_empty() {
            format!("one of {}", self.variants.len())
        } else if types.is_empty() {
            "any value".to_owned()
        } else {
            types.join(" or ")
        };
        if let Some(format) = self.format {
            words.push_str(&format!("({format})"));
        }
        words
    }
}
