//! What a name says about a value.

use crate::api::{Api, Field, Type, TypeDef, TypeKind};
use crate::names::words;

/// Marks secrets and identifiers.
pub(super) fn refine(api: &mut Api, types: &mut [TypeDef]) {
    for definition in types {
        if let TypeKind::Struct(fields) = &mut definition.kind {
            fields.fields.iter_mut().for_each(refine_field);
        }
    }
    for header in api.operations.iter_mut().flat_map(|operation| &mut operation.headers) {
        if header.ty == Type::String && is_secret(&header.name.wire) {
            header.ty = Type::Secret;
        }
    }
    let operations = api.operations.iter_mut().flat_map(|operation| &mut operation.parameters);
    for parameter in operations.chain(api.globals.iter_mut().map(|global| &mut global.parameter)) {
        if parameter.ty == Type::String && is_secret(&parameter.name.wire) {
            parameter.ty = Type::Secret;
        }
    }
}

fn refine_field(field: &mut Field) {
    if field.ty == Type::String && is_secret(&field.name.wire) {
        field.ty = Type::Secret;
    }
    let promised = field.required && !field.nullable;
    field.identity = promised && matches!(field.ty, Type::String | Type::Int(_)) && is_identity(&field.name.wire);
}

fn is_secret(name: &str) -> bool {
    words(name).last().is_some_and(|word| matches!(word.as_str(), "token" | "password" | "secret" | "jwt"))
}

fn is_identity(name: &str) -> bool {
    words(name).last().is_some_and(|word| matches!(word.as_str(), "id" | "uuid" | "guid" | "identifier"))
}
