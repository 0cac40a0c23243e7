//! What the SDK has at a place of the wire: a type, or the arguments a form is made of.

use crate::api::{
    Api, Field, FloatWidth, Home, IntWidth, OneOf, Operation, Parameter, Payload, Place, Struct, Type, TypeDef, TypeId,
    TypeKind,
};

/// Aliases are followed this far.
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
        hold: Hold,
        /// Behind a `Box`, for it contains itself.
        boxed: bool,
    },
    /// A model by itself.
    Model(TypeId),
    /// A body whose fields are arguments of the operation.
    Form(&'a Operation),
}

/// How a value is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    Plain,
    Option,
    /// `Nullable`: it can be left out, and it can be `null`.
    Nullable,
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
        let (mut ty, mut hold) = (ty, if optional { Hold::Option } else { Hold::Plain });
        for _ in 0..ALIASES {
            match ty {
                Type::Nullable(inner) => {
                    hold = Hold::Option;
                    ty = inner;
                }
                Type::Named(id) => match &api.get(*id).kind {
                    TypeKind::Alias(target) => ty = target,
                    _ => break,
                },
                _ => break,
            }
        }
        Self::Value { ty, hold, boxed: false }
    }

    pub fn payload(api: &'a Api, payload: Option<&'a Payload>) -> Self {
        match payload {
            None => Self::Empty,
            Some(Payload::Json(ty) | Payload::Xml(ty)) => Self::of(api, ty, false),
            Some(Payload::Text) => Self::Value { ty: &TEXT, hold: Hold::Plain, boxed: false },
            Some(Payload::Bytes) => Self::Value { ty: &BYTES, hold: Hold::Plain, boxed: false },
        }
    }

    pub fn hold(&self) -> Hold {
        match self {
            Self::Value { hold, .. } => *hold,
            _ => Hold::Plain,
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
                let sent = self.definition(api)?.sent;
                let field = self.structure(api)?.fields.iter().find(|field| field.name.wire == wire)?;
                Some(member(api, field, sent))
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
            Self::Value { ty, hold, boxed } => {
                let inner = text(api, ty);
                let inner = if *boxed { format!("Box<{inner}>") } else { inner };
                match hold {
                    Hold::Plain => inner,
                    Hold::Option => format!("Option<{inner}>"),
                    Hold::Nullable => format!("Nullable<{inner}>"),
                }
            }
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

fn member<'a>(api: &'a Api, field: &'a Field, sent: bool) -> Member<'a> {
    let writable = sent && !field.read_only;
    let seat = match Seat::of(api, &field.ty, field.optional()) {
        Seat::Value { ty, .. } if writable && field.nullable && !field.required => {
            Seat::Value { ty, hold: Hold::Nullable, boxed: field.boxed }
        }
        Seat::Value { ty, hold, .. } => Seat::Value { ty, hold, boxed: field.boxed },
        other => other,
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
    match ty {
        Type::Bool | Type::BoolInt => "bool".to_owned(),
        Type::Int(IntWidth::I32) => "i32".to_owned(),
        Type::Int(IntWidth::I64) => "i64".to_owned(),
        Type::Int(IntWidth::U32) => "u32".to_owned(),
        Type::Int(IntWidth::U64) => "u64".to_owned(),
        Type::Float(FloatWidth::F32) => "f32".to_owned(),
        Type::Float(FloatWidth::F64) => "f64".to_owned(),
        Type::String | Type::Base64 => "String".to_owned(),
        Type::Secret => "Secret".to_owned(),
        Type::Bytes => "Bytes".to_owned(),
        Type::File => "File".to_owned(),
        Type::Timestamp => "Timestamp".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Json => "Json".to_owned(),
        Type::Named(id) => match &api.get(*id).kind {
            TypeKind::Alias(target) => text(api, target),
            _ => api.get(*id).name.ident.to_string(),
        },
        Type::List(item) => format!("Vec<{}>", text(api, item)),
        Type::Map(item) => format!("BTreeMap<String, {}>", text(api, item)),
        Type::Nullable(item) => format!("Option<{}>", text(api, item)),
    }
}

/// A model under the full name that code would import.
pub(super) fn path_of(api: &Api, definition: &TypeDef) -> String {
    match &definition.home {
        Home::Model { .. } => format!("models::{}", definition.name.ident),
        Home::Operation { operation } => {
            let tag = api.operations.get(*operation).and_then(|operation| api.tags.get(operation.tag));
            format!("{}::{}", tag.map_or("", |tag| &tag.name.ident), definition.name.ident)
        }
    }
}
