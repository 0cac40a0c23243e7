//! References to schemas that have no Rust type of their own.

use serde_json::Value;

use crate::api::{Api, Output, Payload, Type, TypeDef, TypeId, TypeKind};
use crate::diagnostic::Diagnostics;

/// Replaces references to named scalars, and to other names, by what they stand for. References to named lists and
/// maps stay. Whether a named schema may be `null` is passed on to those who refer to it.
pub(super) fn see_through(
    api: &mut Api,
    types: &mut [TypeDef],
    nullable: &[bool],
    root: &Value,
    diagnostics: &mut Diagnostics,
) {
    break_cycles(types, root, diagnostics);
    let targets = targets(types, nullable);
    let view = View { targets: &targets };
    for definition in types.iter_mut() {
        view.definition(definition);
    }
    for global in &mut api.globals {
        _ = view.through(&mut global.parameter.ty);
    }
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            _ = view.through(&mut parameter.ty);
        }
        for ty in operation.side_types_mut() {
            _ = view.through(ty);
        }
        let body = operation.body.iter_mut().map(|body| &mut body.payload);
        let answers = operation.responses.iter_mut().filter_map(|response| response.payload.as_mut());
        body.chain(answers).for_each(|payload| view.payload(payload));
        match &mut operation.output {
            Output::One(payload) | Output::Optional(payload) => view.payload(payload),
            Output::Unit | Output::Several(_) => {}
        }
    }
}

/// The type that a type leads to: every type has one leaf.
fn leaf(ty: &mut Type) -> &mut Type {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => leaf(inner),
        leaf => leaf,
    }
}

fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => innermost(inner),
        leaf => leaf,
    }
}

/// Aliases that lead to themselves have no end. The link that closes the circle becomes any JSON. A schema that puts
/// itself together from itself by `allOf` is a mistake, though.
fn break_cycles(types: &mut [TypeDef], root: &Value, diagnostics: &mut Diagnostics) {
    // The walk that came by, plus one.
    let mut visited = vec![0; types.len()];
    for start in 0..types.len() {
        let mut at = start;
        loop {
            match visited.get_mut(at) {
                Some(visited) if *visited == 0 => *visited = start + 1,
                _ => break,
            }
            let Some(TypeDef { kind: TypeKind::Alias(ty), name, pointer, .. }) = types.get_mut(at) else { break };
            let leaf = leaf(ty);
            let Type::Named(TypeId(next)) = *leaf else { break };
            if visited.get(next) == Some(&(start + 1)) {
                let (name, pointer) = (name.wire.clone(), pointer.clone());
                *leaf = Type::Json;
                if root.pointer(&pointer).is_some_and(|schema| schema.get("allOf").is_some()) {
                    let mut links = circle(types, next, at);
                    links.extend(links.first().copied());
                    diagnostics.error(pointer, format!("`allOf` goes round in a circle: {}", links.join(" -> ")));
                } else {
                    let problem = format!("`{name}` consists of nothing but itself; any JSON is accepted in its place");
                    diagnostics.note(pointer, problem);
                }
                break;
            }
            at = next;
        }
    }
}

/// The names along the aliases from one definition to another.
fn circle(types: &[TypeDef], from: usize, to: usize) -> Vec<&str> {
    let mut names = Vec::new();
    let mut at = from;
    while let Some(definition) = types.get(at) {
        names.push(definition.name.wire.as_str());
        match &definition.kind {
            TypeKind::Alias(ty) if at != to => match innermost(ty) {
                Type::Named(TypeId(next)) => at = *next,
                _ => break,
            },
            _ => break,
        }
    }
    names
}

/// For every definition: what a reference to it becomes, and whether that may be `null`.
fn targets(types: &[TypeDef], nullable: &[bool]) -> Vec<(Type, bool)> {
    let mut targets: Vec<Option<(Type, bool)>> = vec![None; types.len()];
    for start in 0..types.len() {
        let mut chain = Vec::new();
        let mut at = start;
        let mut found = loop {
            if let Some(Some(known)) = targets.get(at) {
                break known.clone();
            }
            let kind = types.get(at).map(|definition| &definition.kind);
            let flag = nullable.get(at).copied().unwrap_or(false);
            match kind {
                Some(TypeKind::Alias(Type::Named(TypeId(next)))) if chain.len() <= types.len() => {
                    chain.push(at);
                    at = *next;
                }
                Some(TypeKind::Alias(ty)) if !matches!(ty, Type::List(_) | Type::Map(_)) => {
                    chain.push(at);
                    break (ty.clone(), flag);
                }
                _ => {
                    chain.push(at);
                    break (Type::Named(TypeId(at)), flag);
                }
            }
        };
        for at in chain.into_iter().rev() {
            found.1 |= nullable.get(at).copied().unwrap_or(false);
            if let Some(target) = targets.get_mut(at) {
                *target = Some(found.clone());
            }
        }
    }
    targets.into_iter().map(|target| target.unwrap_or((Type::Json, false))).collect()
}

struct View<'t> {
    targets: &'t [(Type, bool)],
}

impl View<'_> {
    /// Sees through a type, and tells whether it may be `null`.
    fn through(&self, ty: &mut Type) -> bool {
        match ty {
            Type::Named(id) => match self.targets.get(id.0) {
                Some((target, nullable)) => {
                    *ty = target.clone();
                    *nullable
                }
                None => false,
            },
            Type::Nullable(inner) => {
                self.through(inner);
                if let Type::Nullable(_) | Type::Json = **inner {
                    let inner = std::mem::replace(&mut **inner, Type::Json);
                    *ty = inner;
                }
                false
            }
            Type::List(inner) | Type::Map(inner) => {
                self.inner(inner);
                false
            }
            _ => false,
        }
    }

    /// In a place that cannot say beside the type that it may be `null`.
    fn inner(&self, ty: &mut Type) {
        if self.through(ty) && !matches!(ty, Type::Json | Type::Nullable(_)) {
            let inner = std::mem::replace(ty, Type::Json);
            *ty = Type::Nullable(Box::new(inner));
        }
    }

    fn payload(&self, payload: &mut Payload) {
        match payload {
            Payload::Json(ty) | Payload::Xml(ty) => self.inner(ty),
            Payload::Text | Payload::Bytes => {}
        }
    }

    fn definition(&self, definition: &mut TypeDef) {
        match &mut definition.kind {
            TypeKind::Struct(fields) => {
                for field in &mut fields.fields {
                    field.nullable |= self.through(&mut field.ty);
                }
                if let Some(rest) = &mut fields.additional {
                    self.inner(&mut rest.ty);
                }
            }
            TypeKind::OneOf(union) => {
                for variant in &mut union.variants {
                    _ = self.through(&mut variant.ty);
                }
            }
            TypeKind::Alias(ty) => _ = self.through(ty),
            TypeKind::StringEnum(..) | TypeKind::IntEnum(..) => {}
        }
    }
}
