//! Types as they are written in Rust, as a tree.

use crate::api::{Api, FloatWidth, Home, IntWidth, Payload, Type, TypeDef, TypeId, TypeKind};

use super::Presence;

/// Aliases are followed this far; lowering leaves no cycle among them.
const ALIAS_DEPTH: usize = 32;

/// A type with its generic arguments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TypeExpr {
    pub head: Head,
    pub arguments: Vec<TypeExpr>,
}

/// A type without its generic arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Head {
    /// A type that needs no import.
    Std(&'static str),
    /// A type of the prelude of generated code.
    Prelude(&'static str),
    /// A type that is emitted for the description.
    Defined(TypeId),
}

impl TypeExpr {
    /// The type as it is written, by the names of its aliases.
    pub fn of(ty: &Type) -> Self {
        Self::build(ty, &|ty| ty)
    }

    /// The type with all aliases followed: two types are the same in Rust if these are equal.
    pub fn resolved(api: &Api, ty: &Type) -> Self {
        Self::build(ty, &|ty| behind_aliases(api, ty))
    }

    /// The type of a body.
    pub fn of_payload(payload: &Payload) -> Self {
        match payload {
            Payload::Json(ty) | Payload::Xml(ty) => Self::of(ty),
            Payload::Text => Self::of(&Type::String),
            Payload::Bytes => Self::of(&Type::Bytes),
        }
    }

    fn build<'t>(ty: &'t Type, resolve: &dyn Fn(&'t Type) -> &'t Type) -> Self {
        let head = match resolve(ty) {
            Type::List(item) => return Self::build(item, resolve).inside(Head::Std("Vec")),
            Type::Nullable(item) => return Self::build(item, resolve).inside(Head::Std("Option")),
            Type::Map(item) => {
                let arguments = vec![Head::Std("String").into(), Self::build(item, resolve)];
                return Self { head: Head::Prelude("BTreeMap"), arguments };
            }
            Type::Bool | Type::BoolInt => Head::Std("bool"),
            Type::Int(IntWidth::I32) => Head::Std("i32"),
            Type::Int(IntWidth::I64) => Head::Std("i64"),
            Type::Int(IntWidth::U32) => Head::Std("u32"),
            Type::Int(IntWidth::U64) => Head::Std("u64"),
            Type::Float(FloatWidth::F32) => Head::Std("f32"),
            Type::Float(FloatWidth::F64) => Head::Std("f64"),
            Type::String | Type::Base64 => Head::Std("String"),
            Type::Secret => Head::Prelude("Secret"),
            Type::Bytes => Head::Prelude("Bytes"),
            Type::File => Head::Prelude("File"),
            Type::Timestamp => Head::Prelude("Timestamp"),
            Type::Date => Head::Prelude("Date"),
            Type::Json => Head::Prelude("Json"),
            Type::Named(id) => Head::Defined(*id),
        };
        head.into()
    }

    fn inside(self, head: Head) -> Self {
        Self { head, arguments: vec![self] }
    }

    /// The type, in a `Box` where it contains itself.
    pub fn boxed_if(self, boxed: bool) -> Self {
        if boxed { self.inside(Head::Std("Box")) } else { self }
    }

    /// The type of a place that holds the value so.
    pub fn held(self, presence: Presence) -> Self {
        match presence {
            Presence::Plain => self,
            Presence::Option => self.inside(Head::Std("Option")),
            Presence::Nullable => self.inside(Head::Prelude("Nullable")),
        }
    }

    /// As text, with emitted types by their names alone.
    pub fn text(&self, api: &Api) -> String {
        let head = self.head.name(api);
        if self.arguments.is_empty() {
            return head.to_owned();
        }
        let arguments: Vec<String> = self.arguments.iter().map(|argument| argument.text(api)).collect();
        format!("{head}<{}>", arguments.join(", "))
    }
}

impl Head {
    /// The last segment of its path.
    pub fn name(self, api: &Api) -> &str {
        match self {
            Self::Std(name) | Self::Prelude(name) => name,
            Self::Defined(id) => &api.get(id).name.ident,
        }
    }
}

impl From<Head> for TypeExpr {
    fn from(head: Head) -> Self {
        Self { head, arguments: Vec::new() }
    }
}

/// The type that an alias, or a chain of them, stands for.
pub fn behind_aliases<'t>(api: &'t Api, ty: &'t Type) -> &'t Type {
    let mut ty = ty;
    for _ in 0..ALIAS_DEPTH {
        match ty {
            Type::Named(id) => match &api.get(*id).kind {
                TypeKind::Alias(target) => ty = target,
                _ => break,
            },
            _ => break,
        }
    }
    ty
}

/// The path by which code outside of the crate imports a type, from the crate's root.
pub fn path(api: &Api, definition: &TypeDef) -> String {
    match &definition.home {
        Home::Model { .. } => format!("models::{}", definition.name.ident),
        Home::Operation { operation } => {
            let tag = api.operations.get(*operation).and_then(|operation| api.tags.get(operation.tag));
            format!("{}::{}", tag.map_or("", |tag| &tag.name.ident), definition.name.ident)
        }
    }
}
