//! Places that are `Json` because the description, or the generator, knows no better.

use codegen::api::{Api, Payload, Type, TypeKind};
use codegen::diagnostic::Diagnostics;

/// A place without a type.
#[derive(Debug)]
pub struct Untyped {
    pub pointer: String,
    pub reason: String,
}

/// All fields, aliases, items of unions, arguments, bodies and answers that hold `Json` somewhere.
pub fn places(api: &Api, notes: &Diagnostics) -> Vec<Untyped> {
    let mut found = Vec::new();
    let mut look = |pointer: &str, ty: &Type| {
        if holds_json(ty) {
            found.push(Untyped { pointer: pointer.to_owned(), reason: reason(pointer, notes) });
        }
    };
    for definition in &api.types {
        match &definition.kind {
            TypeKind::Struct(fields) => {
                fields.fields.iter().for_each(|field| look(&field.pointer, &field.ty));
                fields.additional.iter().for_each(|rest| look(&definition.pointer, &rest.ty));
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

/// The generator's own note on the place, or else that there was nothing to go by.
fn reason(pointer: &str, notes: &Diagnostics) -> String {
    let note =
        notes.list.iter().find(|note| note.pointer == pointer || note.pointer.starts_with(&format!("{pointer}/")));
    note.map_or_else(|| "the description gives no type".to_owned(), |note| note.problem.clone())
}
