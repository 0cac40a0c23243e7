//! What the SDK has at a place of the wire: a type, or the arguments a form is made of.

use crate::api::{Api, Field, OneOf, Operation, Parameter, Payload, Place, Struct, Type, TypeDef, TypeId, TypeKind};
use crate::rust::{Presence, TypeExpr, behind_aliases};

/// Aliases of what may be `null` are followed this far.
const ALIASES: usize = 32;

static TEXT: Type = Type::String;
static BYTES: Type = Type::Bytes;

/// What stands at a place, on one side.
#[derive(Clone, Copy)]
pub(super) enum Seat<'a> {
    /// Nothing that is known by name.
    Empty,
    Value {
        ty: &'a Type,
        hold: Presence,
        /// Behind a `Box`, for it contains itself.
        boxed: bool,
    },
    /// A model by itself.
    Model(TypeId),
    /// A body whose fields are arguments of the operation.
    Form(&'a Operation),
}

/// A field of a model, or an argument that is a field of a form.
pub(super) struct Member<'a> {
    pub ident: &'a str,
    pub seat: Seat<'a>,
    /// It is an argument of `new` or of the method.
    pub argument: bool,
    /// It has a setter.
    pub setter: bool,
}

impl<'a> Seat<'a> {
    pub fn of(api: &'a Api, ty: &'a Type, optional: bool) -> Self {
        let (mut ty, mut hold) = (ty, if optional { Presence::Option } else { Presence::Plain });
        for _ in 0..ALIASES {
            ty = behind_aliases(api, ty);
            let Type::Nullable(inner) = ty else { break };
            hold = Presence::Option;
            ty = inner;
        }
        Self::Value { ty, hold, boxed: false }
    }

    pub fn payload(api: &'a Api, payload: Option<&'a Payload>) -> Self {
        match payload {
            None => Self::Empty,
            Some(Payload::Json(ty) | Payload::Xml(ty)) => Self::of(api, ty, false),
            Some(Payload::Text) => Self::Value { ty: &TEXT, hold: Presence::Plain, boxed: false },
            Some(Payload::Bytes) => Self::Value { ty: &BYTES, hold: Presence::Plain, boxed: false },
        }
    }

    pub fn hold(&self) -> Presence {
        match self {
            Self::Value { hold, .. } => *hold,
            _ => Presence::Plain,
        }
    }

    pub fn definition(&self, api: &'a Api) -> Option<&'a TypeDef> {
        match self {
            Self::Value { ty: Type::Named(id), .. } | Self::Model(id) => Some(api.get(*id)),
            _ => None,
        }
    }

    pub fn structure(&self, api: &'a Api) -> Option<&'a Struct> {
        match &self.definition(api)?.kind {
            TypeKind::Struct(structure) => Some(structure),
            _ => None,
        }
    }

    pub fn union(&self, api: &'a Api) -> Option<&'a OneOf> {
        match &self.definition(api)?.kind {
            TypeKind::OneOf(union) => Some(union),
            _ => None,
        }
    }

    /// The variant of an enum that stands for a value.
    pub fn variant(&self, api: &'a Api, value: &serde_json::Value) -> Option<&'a str> {
        match &self.definition(api)?.kind {
            TypeKind::StringEnum(variants, _) => {
                let found = variants.iter().find(|variant| value.as_str() == Some(variant.value.as_str()))?;
                Some(&found.ident)
            }
            TypeKind::IntEnum(variants, _) => {
                let found = variants.iter().find(|variant| value.as_i64() == Some(variant.value))?;
                Some(&found.ident)
            }
            _ => None,
        }
    }

    pub fn member(&self, api: &'a Api, wire: &str) -> Option<Member<'a>> {
        match self {
            Self::Form(operation) => {
                let found =
                    operation.parameters.iter().find(|parameter| is_form(parameter) && parameter.name.wire == wire)?;
                Some(argument(api, found))
            }
            _ => {
                let definition = self.definition(api)?;
                let field = self.structure(api)?.fields.iter().find(|field| field.name.wire == wire)?;
                Some(member(api, definition, field))
            }
        }
    }

    pub fn items(&self, api: &'a Api) -> Self {
        match self {
            Self::Value { ty: Type::List(item) | Type::Map(item), .. } => Self::of(api, item, false),
            _ => Self::Empty,
        }
    }

    /// The values of fields without a name of their own.
    pub fn additional(&self, api: &'a Api) -> Self {
        match self.structure(api).and_then(|structure| structure.additional.as_ref()) {
            Some(additional) => Self::of(api, &additional.ty, false),
            None => self.items(api),
        }
    }

    /// Whether two places are of the same type, `Option`, items and names of models aside.
    pub fn form(&self, api: &Api) -> String {
        match self {
            Self::Empty => "nothing".to_owned(),
            Self::Form(_) => "form".to_owned(),
            Self::Model(id) => sort(&api.get(*id).kind).to_owned(),
            Self::Value { ty, boxed, .. } => {
                let form = match ty {
                    Type::List(_) => "Vec".to_owned(),
                    Type::Map(_) => "BTreeMap".to_owned(),
                    Type::Named(id) => sort(&api.get(*id).kind).to_owned(),
                    other => text(api, other),
                };
                if *boxed { format!("Box of {form}") } else { form }
            }
        }
    }

    /// As written in Rust.
    pub fn text(&self, api: &Api) -> String {
        match self {
            Self::Empty | Self::Form(_) => "()".to_owned(),
            Self::Model(id) => api.get(*id).name.ident.to_string(),
            Self::Value { ty, hold, boxed } => TypeExpr::resolved(api, ty).boxed_if(*boxed).held(*hold).text(api),
        }
    }
}

fn sort(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Struct(_) => "struct",
        TypeKind::StringEnum(..) => "enum of text",
        TypeKind::IntEnum(..) => "enum of numbers",
        TypeKind::OneOf(_) => "union",
        TypeKind::Alias(_) => "alias",
    }
}

fn member<'a>(api: &'a Api, definition: &TypeDef, field: &'a Field) -> Member<'a> {
    let writable = definition.sent && !field.read_only;
    let seat = match (Seat::of(api, &field.ty, field.optional()), Presence::of(definition, field)) {
        (Seat::Value { ty, .. }, Presence::Nullable) => {
            Seat::Value { ty, hold: Presence::Nullable, boxed: field.boxed }
        }
        (Seat::Value { ty, hold, .. }, _) => Seat::Value { ty, hold, boxed: field.boxed },
        (other, _) => other,
    };
    Member {
        ident: &field.name.ident,
        seat,
        argument: writable && !field.optional(),
        setter: writable && field.optional(),
    }
}

pub(super) fn argument<'a>(api: &'a Api, parameter: &'a Parameter) -> Member<'a> {
    Member {
        ident: &parameter.name.ident,
        seat: Seat::of(api, &parameter.ty, !parameter.required),
        argument: parameter.required,
        setter: !parameter.required,
    }
}

pub(super) fn is_form(parameter: &Parameter) -> bool {
    matches!(parameter.place, Place::Form | Place::Part)
}

/// A type as written in Rust, without the module of models.
pub(super) fn text(api: &Api, ty: &Type) -> String {
    TypeExpr::resolved(api, ty).text(api)
}
