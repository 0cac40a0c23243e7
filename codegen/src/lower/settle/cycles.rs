//! Types that contain themselves.

use crate::api::{Type, TypeDef, TypeId, TypeKind};

/// A member of a definition: its number, and the definition it holds.
type Edge = (usize, usize);

/// Boxes the members that close a cycle. Lists and maps allocate by themselves.
///
/// Which members these are depends on pointers and names only, not on the order of schemas or properties.
pub(super) fn break_up(types: &mut [TypeDef]) {
    let order = canonical(types);
    let rank = ranks(&order);
    let mut edges: Vec<Vec<Edge>> = types.iter().map(edges).collect();
    for edges in &mut edges {
        edges.sort_by_key(|(_, to)| rank.get(*to).copied());
    }
    let mut state = vec![State::New; types.len()];
    let mut closing: Vec<(usize, usize)> = Vec::new();
    for start in order {
        if state.get(start) != Some(&State::New) {
            continue;
        }
        // Where the walk is, and the next edge to follow from there.
        let mut walk: Vec<(usize, usize)> = vec![(start, 0)];
        set(&mut state, start, State::Open);
        while let Some((at, next)) = walk.last_mut() {
            let Some(&(member, to)) = edges.get(*at).and_then(|edges| edges.get(*next)) else {
                set(&mut state, *at, State::Done);
                walk.pop();
                continue;
            };
            *next += 1;
            match state.get(to) {
                Some(State::New) => {
                    set(&mut state, to, State::Open);
                    walk.push((to, 0));
                }
                Some(State::Open) => closing.push((*at, member)),
                Some(State::Done) | None => {}
            }
        }
    }
    for (at, member) in closing {
        let Some(definition) = types.get_mut(at) else { continue };
        match &mut definition.kind {
            TypeKind::Struct(fields) => {
                if let Some(field) = fields.fields.get_mut(member) {
                    field.boxed = true;
                }
            }
            TypeKind::OneOf(union) => {
                if let Some(variant) = union.variants.get_mut(member) {
                    variant.boxed = true;
                }
            }
            _ => {}
        }
    }
}

/// The definitions in the order of their pointers and names.
fn canonical(types: &[TypeDef]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..types.len()).collect();
    order.sort_by_key(|index| types.get(*index).map(|definition| (&definition.pointer, &definition.name.ident)));
    order
}

/// The position of each definition in an order.
fn ranks(order: &[usize]) -> Vec<usize> {
    let mut ranks = vec![0; order.len()];
    for (position, index) in order.iter().enumerate() {
        if let Some(rank) = ranks.get_mut(*index) {
            *rank = position;
        }
    }
    ranks
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

fn set(state: &mut [State], at: usize, to: State) {
    if let Some(state) = state.get_mut(at) {
        *state = to;
    }
}

fn edges(definition: &TypeDef) -> Vec<Edge> {
    let members: Vec<&Type> = match &definition.kind {
        TypeKind::Struct(fields) => fields.fields.iter().map(|field| &field.ty).collect(),
        TypeKind::OneOf(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Alias(_) | TypeKind::StringEnum(..) | TypeKind::IntEnum(..) => Vec::new(),
    };
    members.into_iter().enumerate().filter_map(|(member, ty)| Some((member, held(ty)?))).collect()
}

fn held(ty: &Type) -> Option<usize> {
    match ty {
        Type::Named(TypeId(id)) => Some(*id),
        Type::Nullable(inner) => held(inner),
        _ => None,
    }
}
