//! Values against types.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::infer::Shape;
use super::sample::Sample;
use crate::api::{Api, Field, OneOf, Struct, Type, TypeDef, TypeKind};

/// In which way values of a place differ from its schema. The order is that of the proposals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The enum does not list the value, given as JSON text.
    UnknownValue(String),
    /// `null` where none is allowed.
    Null,
    /// A property of that name is promised and absent. The place is the property.
    Missing(String),
    /// A value of another type: what is described, and what was met. The SDK converts it.
    Converted(&'static str, &'static str),
    /// A value of another shape. The SDK refuses it.
    Misfit(&'static str, &'static str),
    /// A property of that name is not described. The place is the object.
    UnknownField(String),
}

/// How often something was met, and where first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub count: usize,
    /// Path in the answer, and its name.
    pub first: (String, String),
    /// Of an unknown field.
    pub shape: Shape,
}

/// By the place of the schema.
pub(super) type Findings = BTreeMap<(String, Kind), Seen>;

/// Compares all samples with one type.
pub(super) fn compare(api: &Api, ty: &Type, pointer: &str, samples: &[Sample]) -> Findings {
    let mut findings = Findings::new();
    for sample in samples {
        let mut comparison = Comparison { api, sample, findings: Findings::new() };
        comparison.root(ty, pointer);
        for (key, seen) in comparison.findings {
            merge(&mut findings, key, seen);
        }
    }
    findings
}

fn merge(into: &mut Findings, key: (String, Kind), seen: Seen) {
    match into.get_mut(&key) {
        Some(known) => {
            known.count += seen.count;
            known.shape.join(seen.shape);
        }
        None => drop(into.insert(key, seen)),
    }
}

struct Comparison<'a> {
    api: &'a Api,
    sample: &'a Sample,
    findings: Findings,
}

impl<'a> Comparison<'a> {
    fn root(&mut self, ty: &Type, pointer: &str) {
        let sample = self.sample;
        let Some((name, content)) = sample.value.as_object().filter(|_| sample.xml).and_then(|root| root.iter().next())
        else {
            return self.value(ty, &sample.value, pointer, "$");
        };
        let path = format!("$.{name}");
        match self.target(ty) {
            // The children of the root are the items.
            Type::List(_) => {
                let items = content.as_object().and_then(|fields| fields.iter().find(|(name, _)| is_child(name)));
                if let Some((child, items)) = items {
                    self.value(ty, items, pointer, &format!("{path}.{child}"));
                }
            }
            Type::Named(id) => {
                let envelope = match &self.api.get(id).kind {
                    TypeKind::Struct(object) => {
                        object.xml_root.as_ref() != Some(name) && self.field(object, name).is_some()
                    }
                    _ => false,
                };
                let value = if envelope { &sample.value } else { content };
                self.value(ty, value, pointer, if envelope { "$" } else { &path });
            }
            _ => self.value(ty, content, pointer, &path),
        }
    }

    /// The type behind aliases.
    fn target(&self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        // Aliases do not refer to themselves.
        while let Type::Named(id) = ty {
            let TypeKind::Alias(next) = &self.api.get(id).kind else { break };
            ty = next.clone();
        }
        ty
    }

    fn value(&mut self, ty: &Type, value: &Value, pointer: &str, path: &str) {
        if let Type::Nullable(inner) = ty {
            if !value.is_null() {
                self.value(inner, value, pointer, path);
            }
            return;
        }
        if value.is_null() && *ty != Type::Json {
            return self.note(pointer, Kind::Null, path);
        }
        match ty {
            Type::Json | Type::Nullable(_) => {}
            Type::List(item) => match value {
                Value::Array(items) => {
                    for (index, value) in items.iter().enumerate() {
                        self.value(item, value, &format!("{pointer}/items"), &format!("{path}[{index}]"));
                    }
                }
                Value::String(text) if self.sample.xml && text.is_empty() => {}
                single => {
                    if !self.sample.xml {
                        self.note(pointer, Kind::Converted("array", kind(single)), path);
                    }
                    self.value(item, single, &format!("{pointer}/items"), path);
                }
            },
            Type::Map(item) => match value {
                Value::Object(fields) => {
                    for (name, value) in fields {
                        self.value(item, value, &format!("{pointer}/additionalProperties"), &format!("{path}.{name}"));
                    }
                }
                Value::String(text) if self.sample.xml && text.is_empty() => {}
                other => self.note(pointer, Kind::Misfit("object", kind(other)), path),
            },
            Type::Named(id) => self.named(self.api.get(*id), value, pointer, path),
            scalar => self.scalar(scalar, value, pointer, path),
        }
    }

    fn named(&mut self, definition: &'a TypeDef, value: &Value, pointer: &str, path: &str) {
        match &definition.kind {
            TypeKind::Alias(ty) => self.value(ty, value, pointer, path),
            TypeKind::Struct(object) => match value {
                Value::Object(fields) => self.object(definition, object, fields, path),
                Value::String(text) if self.sample.xml => {
                    let name = if text.is_empty() { None } else { Some("#text".to_owned()) };
                    let fields = name.map(|name| (name, value.clone())).into_iter().collect();
                    self.object(definition, object, &fields, path);
                }
                other => self.note(pointer, Kind::Misfit("object", kind(other)), path),
            },
            TypeKind::StringEnum(variants, _) => match text_of(value) {
                Some(text) if variants.iter().any(|variant| variant.value == text) => {}
                Some(text) => self.note(&definition.pointer, Kind::UnknownValue(Value::String(text).to_string()), path),
                None => self.note(pointer, Kind::Misfit("string", kind(value)), path),
            },
            TypeKind::IntEnum(variants, _) => match integer_of(value) {
                Some(number) if variants.iter().any(|variant| variant.value == number) => {
                    self.scalar(&Type::Int(crate::api::IntWidth::I64), value, pointer, path);
                }
                Some(number) => self.note(&definition.pointer, Kind::UnknownValue(number.to_string()), path),
                None => self.note(pointer, Kind::Misfit("integer", kind(value)), path),
            },
            TypeKind::OneOf(union) => self.union(union, value, pointer, path),
        }
    }

    fn object(&mut self, definition: &TypeDef, object: &'a Struct, fields: &Map<String, Value>, path: &str) {
        let mut met: Vec<&Field> = Vec::new();
        for (name, value) in fields {
            let at = format!("{path}.{name}");
            match (self.field(object, name), &object.additional) {
                (Some(field), _) => {
                    met.push(field);
                    self.field_value(field, value, &at);
                }
                (None, Some(_)) => {}
                (None, None) if name == "#text" => {}
                (None, None) => {
                    let plain = name.trim_start_matches('@').to_owned();
                    self.note(&definition.pointer, Kind::UnknownField(plain.clone()), &at);
                    if let Some(seen) = self.findings.get_mut(&(definition.pointer.clone(), Kind::UnknownField(plain)))
                    {
                        seen.shape.add(value, self.sample.xml);
                        if name.starts_with('@') {
                            seen.shape.attribute();
                        }
                    }
                }
            }
        }
        for field in &object.fields {
            let absent = !met.iter().any(|other| std::ptr::eq(*other, field));
            // XML has no other way to say that a list is empty.
            let empty_list = self.sample.xml && matches!(self.target(&field.ty), Type::List(_));
            if field.required && !field.write_only && absent && !empty_list {
                let at = format!("{path}.{}", field.name.wire);
                self.note(&field.pointer, Kind::Missing(field.name.wire.clone()), &at);
            }
        }
    }

    fn field_value(&mut self, field: &Field, value: &Value, path: &str) {
        if value.is_null() && field.nullable {
            return;
        }
        if field.xml.wrapped && self.sample.xml {
            let items = value.as_object().and_then(|fields| fields.iter().find(|(name, _)| is_child(name)));
            if let Some((name, items)) = items {
                self.value(&field.ty, items, &field.pointer, &format!("{path}.{name}"));
            }
            return;
        }
        self.value(&field.ty, value, &field.pointer, path);
    }

    /// The field that a name in the sample means.
    fn field(&self, object: &'a Struct, name: &str) -> Option<&'a Field> {
        let by_name = |name: &str| object.fields.iter().find(|field| field.name.wire == name);
        if !self.sample.xml {
            return by_name(name);
        }
        let named = object.fields.iter().find(|field| field.xml.others(&field.name.wire).any(|other| other == name));
        named.or_else(|| by_name(name.trim_start_matches('@')))
    }

    fn union(&mut self, union: &'a OneOf, value: &Value, pointer: &str, path: &str) {
        let tag = union.discriminator.as_ref().and_then(|property| value.get(property)).and_then(text_of);
        let tagged = tag.and_then(|tag| union.variants.iter().find(|variant| variant.tags.contains(&tag)));
        let tried = union.variants.iter().filter(|variant| tagged.is_none_or(|tagged| std::ptr::eq(tagged, *variant)));
        let outcomes = tried.map(|variant| {
            let mut trial = Comparison { api: self.api, sample: self.sample, findings: Findings::new() };
            trial.value(&variant.ty, value, pointer, path);
            let misfits = trial.findings.keys().filter(|(_, kind)| matches!(kind, Kind::Misfit(..))).count();
            (misfits, trial.findings.len(), trial.findings)
        });
        let best = outcomes.min_by_key(|(misfits, count, _)| (*misfits, *count));
        for (key, seen) in best.into_iter().flat_map(|(_, _, findings)| findings) {
            merge(&mut self.findings, key, seen);
        }
    }

    fn scalar(&mut self, ty: &Type, value: &Value, pointer: &str, path: &str) {
        let element_text = value.get("#text").filter(|_| self.sample.xml);
        let value = element_text.unwrap_or(value);
        let expected = match ty {
            Type::Bool => "boolean",
            Type::BoolInt | Type::Int(_) => "integer",
            Type::Float(_) => "number",
            _ => "string",
        };
        let fits = match (expected, value) {
            ("boolean", Value::Bool(_)) | ("number", Value::Number(_)) | ("string", Value::String(_)) => true,
            ("integer", Value::Number(number)) => !number.is_f64(),
            ("integer", Value::Bool(_)) => false,
            _ => self.sample.xml && !value.is_object() && !value.is_array(),
        };
        if fits {
            return;
        }
        let text = value.as_str().map(str::trim);
        let converts = match (expected, value) {
            (_, Value::Object(_) | Value::Array(_)) => false,
            ("string", _) => true,
            ("boolean" | "integer", Value::Bool(_)) => *ty == Type::BoolInt,
            ("boolean", _) => {
                integer_of(value).is_some_and(|number| matches!(number, 0 | 1))
                    || matches!(text, Some("true" | "false"))
            }
            ("integer", _) => integer_of(value).is_some() || text == Some(""),
            (_, _) => text.is_some_and(|text| text.is_empty() || text.parse::<f64>().is_ok()),
        };
        let found = kind(value);
        self.note(
            pointer,
            if converts { Kind::Converted(expected, found) } else { Kind::Misfit(expected, found) },
            path,
        );
    }

    fn note(&mut self, pointer: &str, kind: Kind, path: &str) {
        let first = (path.to_owned(), self.sample.name.clone());
        merge(&mut self.findings, (pointer.to_owned(), kind), Seen { count: 1, first, shape: Shape::default() });
    }
}

fn is_child(name: &str) -> bool {
    !name.starts_with(['@', '#'])
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Object(fields) => fields.get("#text").and_then(text_of),
        _ => None,
    }
}

fn integer_of(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i64)),
        Value::Bool(value) => Some((*value).into()),
        _ => text_of(value)?.trim().parse().ok(),
    }
}

/// The type of a value, as JSON Schema names it.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
