//! Which types are sent, received, or neither.

use crate::api::{Api, Payload, Type, TypeDef, TypeId, TypeKind};

/// Sets `sent` and `received` from the operations.
pub(super) fn mark(api: &mut Api) {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    let globals = api.globals.iter().map(|global| &global.parameter);
    for parameter in globals.chain(api.operations.iter().flat_map(|operation| &operation.parameters)) {
        leaf(&parameter.ty, &mut sent);
    }
    for operation in &api.operations {
        if let Some(body) = &operation.body {
            payload(&body.payload, &mut sent);
        }
        for answer in operation.responses.iter().filter_map(|response| response.payload.as_ref()) {
            payload(answer, &mut received);
        }
        operation.side_types().for_each(|ty| leaf(ty, &mut received));
    }
    for (id, definition) in closure(&api.types, sent).into_iter().zip(&mut api.types) {
        definition.sent = id;
    }
    let mut sent_as_xml = Vec::new();
    for operation in &api.operations {
        if let Some(Payload::Xml(ty)) = operation.body.as_ref().map(|body| &body.payload) {
            leaf(ty, &mut sent_as_xml);
        }
        let parts = operation.parameters.iter().filter(|parameter| parameter.xml.is_some());
        parts.for_each(|part| leaf(&part.ty, &mut sent_as_xml));
    }
    for (id, definition) in closure(&api.types, sent_as_xml).into_iter().zip(&mut api.types) {
        definition.sent_as_xml = id;
    }
    for (id, definition) in closure(&api.types, received).into_iter().zip(&mut api.types) {
        definition.received = id;
    }
}

/// Leaves the types that are in use and the named schemas, which are the first ones, with all they hold.
pub(super) fn drop_unreached(api: &mut Api, named: usize) {
    let used = |(index, definition): (usize, &TypeDef)| {
        (index < named || definition.sent || definition.received).then_some(TypeId(index))
    };
    let roots = api.types.iter().enumerate().filter_map(used).collect();
    let mut keep = closure(&api.types, roots);
    for (keep, definition) in keep.iter_mut().zip(&api.types) {
        // A `bool` wherever it is used; under its own name it would be taken for one on the wire.
        *keep &= definition.kind != TypeKind::Alias(Type::BoolInt);
    }
    let mut count = 0;
    let places: Vec<usize> = keep
        .iter()
        .map(|keep| {
            count += usize::from(*keep);
            count.saturating_sub(1)
        })
        .collect();
    let mut keep = keep.into_iter();
    api.types.retain(|_| keep.next().unwrap_or(false));
    renumber(api, &places);
}

fn leaf(ty: &Type, into: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => into.push(*id),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => leaf(inner, into),
        _ => {}
    }
}

fn payload(payload: &Payload, into: &mut Vec<TypeId>) {
    match payload {
        Payload::Json(ty) | Payload::Xml(ty) => leaf(ty, into),
        Payload::Text | Payload::Bytes => {}
    }
}

/// Everything that is held by these, directly or not.
fn closure(types: &[TypeDef], mut open: Vec<TypeId>) -> Vec<bool> {
    let mut reached = vec![false; types.len()];
    while let Some(id) = open.pop() {
        let Some(seen) = reached.get_mut(id.0) else { continue };
        if std::mem::replace(seen, true) {
            continue;
        }
        let Some(definition) = types.get(id.0) else { continue };
        match &definition.kind {
            TypeKind::Struct(fields) => {
                fields.fields.iter().for_each(|field| leaf(&field.ty, &mut open));
                fields.additional.iter().for_each(|rest| leaf(&rest.ty, &mut open));
            }
            TypeKind::OneOf(union) => union.variants.iter().for_each(|variant| leaf(&variant.ty, &mut open)),
            TypeKind::Alias(ty) => leaf(ty, &mut open),
            TypeKind::StringEnum(..) | TypeKind::IntEnum(..) => {}
        }
    }
    reached
}

fn renumber(api: &mut Api, places: &[usize]) {
    fn each(ty: &mut Type, places: &[usize]) {
        match ty {
            Type::Named(id) => id.0 = places.get(id.0).copied().unwrap_or(id.0),
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => each(inner, places),
            _ => {}
        }
    }
    fn of_payload(payload: &mut Payload, places: &[usize]) {
        match payload {
            Payload::Json(ty) | Payload::Xml(ty) => each(ty, places),
            Payload::Text | Payload::Bytes => {}
        }
    }
    for definition in &mut api.types {
        match &mut definition.kind {
            TypeKind::Struct(fields) => {
                fields.fields.iter_mut().for_each(|field| each(&mut field.ty, places));
                fields.additional.iter_mut().for_each(|rest| each(&mut rest.ty, places));
            }
            TypeKind::OneOf(union) => union.variants.iter_mut().for_each(|variant| each(&mut variant.ty, places)),
            TypeKind::Alias(ty) => each(ty, places),
            TypeKind::StringEnum(..) | TypeKind::IntEnum(..) => {}
        }
    }
    api.globals.iter_mut().for_each(|global| each(&mut global.parameter.ty, places));
    for operation in &mut api.operations {
        operation.parameters.iter_mut().for_each(|parameter| each(&mut parameter.ty, places));
        operation.body.iter_mut().for_each(|body| of_payload(&mut body.payload, places));
        operation.responses.iter_mut().flat_map(|answer| &mut answer.payload).for_each(|it| of_payload(it, places));
        operation.side_types_mut().for_each(|ty| each(ty, places));
        match &mut operation.output {
            crate::api::Output::One(payload) | crate::api::Output::Optional(payload) => of_payload(payload, places),
            crate::api::Output::Unit | crate::api::Output::Several(_) => {}
        }
    }
}
