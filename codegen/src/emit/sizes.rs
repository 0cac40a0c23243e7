//! How large types are, roughly: enough to know where clippy would speak of enums with one large variant.

use crate::api::{Api, Field, FloatWidth, IntWidth, Type, TypeId, TypeKind};

/// Clippy speaks up where the largest variant has 200 bytes more than the next one. Estimates may be a little low.
const LARGE: usize = 160;

/// An estimate for each definition of an API.
pub(super) struct Sizes(Vec<Option<usize>>);

impl Sizes {
    pub fn of(api: &Api) -> Self {
        let mut sizes = Self(vec![None; api.types.len()]);
        for index in 0..api.types.len() {
            sizes.definition(api, TypeId(index));
        }
        sizes
    }

    /// Whether an enum with payloads of these types has one that is much larger than all others.
    pub fn uneven(&self, payloads: impl Iterator<Item = Option<Type>>) -> bool {
        let (mut first, mut second) = (0, 0);
        for payload in payloads {
            let size = payload.map_or(0, |ty| self.known(&ty));
            if size > first {
                (first, second) = (size, first);
            } else {
                second = second.max(size);
            }
        }
        first > second + LARGE
    }

    fn known(&self, ty: &Type) -> usize {
        match ty {
            Type::Named(id) => self.0.get(id.0).copied().flatten().unwrap_or_default(),
            Type::Nullable(ty) => optional(self.known(ty)),
            other => plain(other),
        }
    }

    fn definition(&mut self, api: &Api, id: TypeId) -> usize {
        if let Some(size) = self.0.get(id.0).copied().flatten() {
            return size;
        }
        // A cycle goes through a box or a list, whose size does not depend on what is in them.
        if let Some(size) = self.0.get_mut(id.0) {
            *size = Some(0);
        }
        let size = match &api.get(id).kind {
            TypeKind::Struct(object) => {
                let fields: usize = object.fields.iter().map(|field| self.field(api, field)).sum();
                fields + object.additional.as_ref().map_or(0, |_| 24)
            }
            TypeKind::StringEnum(..) => 24,
            TypeKind::IntEnum(..) => 16,
            TypeKind::OneOf(one_of) => {
                let payloads = one_of.variants.iter();
                let payload = payloads.map(|v| if v.boxed { 8 } else { self.ty(api, &v.ty) }).max();
                payload.unwrap_or_default().max(32) + 8
            }
            TypeKind::Alias(ty) => self.ty(api, ty),
        };
        if let Some(known) = self.0.get_mut(id.0) {
            *known = Some(size);
        }
        size
    }

    fn field(&mut self, api: &Api, field: &Field) -> usize {
        if field.boxed {
            return 8;
        }
        let size = self.ty(api, &field.ty);
        if field.optional() { optional(size) } else { size }
    }

    fn ty(&mut self, api: &Api, ty: &Type) -> usize {
        match ty {
            Type::Named(id) => self.definition(api, *id),
            Type::Nullable(ty) => optional(self.ty(api, ty)),
            other => plain(other),
        }
    }
}

fn plain(ty: &Type) -> usize {
    match ty {
        Type::Bool | Type::BoolInt => 1,
        Type::Int(IntWidth::I32 | IntWidth::U32) | Type::Float(FloatWidth::F32) => 4,
        Type::Int(IntWidth::I64 | IntWidth::U64) | Type::Float(FloatWidth::F64) => 8,
        Type::Bytes | Type::Json => 32,
        Type::File => 80,
        _ => 24,
    }
}

/// Numbers have no spare value for `None`; text, lists and structs mostly do.
fn optional(size: usize) -> usize {
    if matches!(size, 4 | 8) { size * 2 } else { size }
}
