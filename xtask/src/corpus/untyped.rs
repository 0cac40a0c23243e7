//! Places that are `Json` because the description, or the generator, knows no better.

use std::collections::HashMap;

use codegen::api::{Api, Payload, Type, TypeKind};
use codegen::diagnostic::Diagnostics;
use serde_json::Value;

/// How many schemas the one without a type may be inside of.
const DEPTH: usize = 64;

/// A place without a type.
#[derive(Debug)]
pub struct Untyped {
    pub pointer: String,
    pub reason: String,
}

/// All fields, aliases, items of unions, arguments, bodies and answers that hold `Json` somewhere.
pub fn places(api: &Api, root: &Value, notes: &Diagnostics) -> Vec<Untyped> {
    let notes: HashMap<&str, &str> = notes
        .list
        .iter()
        .filter(|note| note.problem.contains("any JSON"))
        .map(|note| (note.pointer.as_str(), note.problem.as_str()))
        .collect();
    let mut found = Vec::new();
    let mut look = |pointer: &str, ty: &Type| {
        if holds_json(ty) {
            let reason = notes.get(pointer).map_or_else(|| reason(root, pointer), |note| (*note).to_owned());
            found.push(Untyped { pointer: pointer.to_owned(), reason });
        }
    };
    for definition in &api.types {
        match &definition.kind {
            TypeKind::Struct(fields) => {
                fields.fields.iter().for_each(|field| look(&field.pointer, &field.ty));
                let rest = format!("{}/additionalProperties", definition.pointer);
                fields.additional.iter().for_each(|additional| look(&rest, &additional.ty));
            }
            TypeKind::Alias(ty) => look(&definition.pointer, ty),
            TypeKind::OneOf(one_of) => {
                one_of.variants.iter().for_each(|variant| look(&definition.pointer, &variant.ty))
            }
            TypeKind::StringEnum(..) | TypeKind::IntEnum(..) => {}
        }
    }
    for operation in &api.operations {
        operation.parameters.iter().for_each(|parameter| look(&parameter.pointer, &parameter.ty));
        if let Some(body) = &operation.body
            && let Payload::Json(ty) | Payload::Xml(ty) = &body.payload
        {
            look(&body.pointer, ty);
        }
        for response in &operation.responses {
            if let Some(Payload::Json(ty) | Payload::Xml(ty)) = &response.payload {
                look(&response.pointer, ty);
            }
        }
    }
    found
}

fn holds_json(ty: &Type) -> bool {
    match ty {
        Type::Json => true,
        Type::List(item) | Type::Map(item) | Type::Nullable(item) => holds_json(item),
        _ => false,
    }
}

/// What the description says where it gives no type.
fn reason(root: &Value, pointer: &str) -> String {
    if pointer.ends_with("/additionalProperties") && root.pointer(pointer).is_none_or(Value::is_boolean) {
        return "`additionalProperties: true` beside properties".to_owned();
    }
    let said = root.pointer(pointer).map_or("it is made of several schemas", |node| open(root, node, 0));
    format!("the description gives no type: {said}")
}

/// Which of the schemas in a node is the open one.
fn open(root: &Value, node: &Value, depth: usize) -> &'static str {
    let inside = |key: &str| node.get(key).filter(|_| depth < DEPTH);
    if let Some(reference) = inside("$ref").and_then(Value::as_str) {
        let target = reference.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
        return target.map_or("a reference to what is open", |target| open(root, target, depth + 1));
    }
    if let Some(media) = inside("content").and_then(Value::as_object) {
        let schema = media.values().find_map(|media| media.get("schema"));
        return schema.map_or("`content` without a schema", |schema| open(root, schema, depth + 1));
    }
    if let Some(inner) = inside("schema").or_else(|| inside("items").filter(|items| items.is_object())) {
        return open(root, inner, depth + 1);
    }
    match (node.get("additionalProperties"), node.get("type").and_then(Value::as_str)) {
        (Some(Value::Bool(true)), _) => "`additionalProperties: true`",
        (Some(rest @ Value::Object(_)), _) if depth < DEPTH => open(root, rest, depth + 1),
        (_, Some("object")) => "an object without properties",
        (_, Some("array")) => "a list without `items`",
        _ if ["allOf", "oneOf", "anyOf"].iter().any(|key| node.get(key).is_some()) => "an open member",
        _ => "no `type` at all",
    }
}
