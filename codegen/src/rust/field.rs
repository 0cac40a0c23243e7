//! How the field of a model holds its value.

use super::TypeExpr;
use crate::api::{Field, TypeDef};

/// How a value is held that may be absent or `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// The value itself.
    Plain,
    /// `Option`.
    Option,
    /// `Nullable`: absent and `null` are different, which matters to the sender only.
    Nullable,
}

impl Presence {
    /// How a field of `definition` is held.
    pub fn of(definition: &TypeDef, field: &Field) -> Self {
        if definition.sent && field.nullable && !field.required && !field.read_only {
            Self::Nullable
        } else if field.optional() {
            Self::Option
        } else {
            Self::Plain
        }
    }
}

impl TypeExpr {
    /// The type of a field of `definition`.
    pub fn of_field(definition: &TypeDef, field: &Field) -> Self {
        Self::of(&field.ty).boxed_if(field.boxed).held(Presence::of(definition, field))
    }
}
