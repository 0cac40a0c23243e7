//! Types of the intermediate representation as they are written in Rust.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::context::Context;
use super::sizes::Sizes;
use crate::api::{Api, Home, Ident, Payload, Type, TypeDef, TypeId, TypeKind};
use crate::rust::{self, Head, TypeExpr};

/// Booleans are looked for this deep.
const DEPTH: usize = 32;

/// Clippy speaks up where a type is more complex than this.
const COMPLEX: usize = 250;

/// Where a type is named.
#[derive(Clone, Copy)]
pub(super) enum Scope<'a> {
    /// In `models/<file>.rs`, where the neighbours are imported one by one.
    Models { file: &'a Ident },
    /// In the folder of a tag, where they are `models::X`.
    Operations,
    /// There, but in code that a feature may leave out: an import would then be unused, so they are `crate::models::X`.
    Optional,
}

/// Writes types, and remembers what has to be imported for them.
pub(super) struct Types<'a> {
    api: &'a Api,
    sizes: &'a Sizes,
    scope: Scope<'a>,
    neighbours: RefCell<BTreeSet<&'a Ident>>,
    prelude: RefCell<bool>,
}

impl<'a> Types<'a> {
    pub fn new(context: &'a Context<'a>, scope: Scope<'a>) -> Self {
        Self {
            api: context.api,
            sizes: &context.sizes,
            scope,
            neighbours: RefCell::default(),
            prelude: RefCell::default(),
        }
    }

    /// The named models of other files that were written so far.
    pub fn neighbours(&self) -> Vec<&'a Ident> {
        self.neighbours.borrow().iter().copied().collect()
    }

    /// Whether a type of the prelude was written so far.
    pub fn uses_prelude(&self) -> bool {
        *self.prelude.borrow()
    }

    /// The type as written.
    pub fn render(&self, ty: &Type) -> TokenStream {
        self.write(&TypeExpr::of(ty))
    }

    /// What a body holds, as a type.
    pub fn payload(&self, payload: &Payload) -> TokenStream {
        self.write(&TypeExpr::of_payload(payload))
    }

    /// The type as it is written in this scope.
    pub fn write(&self, ty: &TypeExpr) -> TokenStream {
        let head = match ty.head {
            Head::Std(name) => format_ident!("{name}").into_token_stream(),
            Head::Prelude(name) => {
                *self.prelude.borrow_mut() = true;
                format_ident!("{name}").into_token_stream()
            }
            Head::Defined(id) => self.named(id),
        };
        if ty.arguments.is_empty() {
            return head;
        }
        let arguments = ty.arguments.iter().map(|argument| self.write(argument));
        quote!(#head<#(#arguments),*>)
    }

    fn named(&self, id: TypeId) -> TokenStream {
        let definition = self.api.get(id);
        let name = &definition.name.ident;
        match (self.scope, &definition.home) {
            (Scope::Models { file }, Home::Model { file: other }) if file != other => {
                self.neighbours.borrow_mut().insert(&definition.name.ident);
                quote!(#name)
            }
            (Scope::Operations, Home::Model { .. }) => {
                self.neighbours.borrow_mut().insert(&definition.name.ident);
                quote!(models::#name)
            }
            (Scope::Optional, Home::Model { .. }) => quote!(crate::models::#name),
            _ => quote!(#name),
        }
    }

    /// The attribute for a field whose type is so deep that clippy would have a part of it named.
    pub fn allow_complex(&self, ty: &Type, optional: bool) -> TokenStream {
        let complexity = if optional { 10 + complexity(ty, 2) } else { complexity(ty, 1) };
        if complexity > COMPLEX { quote!(#[allow(clippy::type_complexity)]) } else { quote!() }
    }

    /// The definition behind a reference.
    pub fn definition(&self, id: TypeId) -> &'a TypeDef {
        self.api.get(id)
    }

    /// A link to the request whose file a type lives in.
    pub fn used_by(&self, operation: usize) -> String {
        let name = self.api.operations.get(operation).map_or("", |operation| operation.type_name.as_str());
        format!("Used by [`{name}`].")
    }

    /// What an enum needs whose payloads are of such different sizes that clippy would have one of them boxed.
    pub fn allow_uneven(&self, payloads: impl Iterator<Item = Option<Type>>) -> TokenStream {
        if self.sizes.uneven(payloads) { quote!(#[allow(clippy::large_enum_variant)]) } else { quote!() }
    }

    /// The type behind aliases.
    pub fn resolve<'t>(&self, ty: &'t Type) -> &'t Type
    where
        'a: 't,
    {
        rust::behind_aliases(self.api, ty)
    }

    /// The type with all aliases followed: two types are the same in Rust if these are equal.
    pub fn resolved(&self, ty: &Type) -> TypeExpr {
        TypeExpr::resolved(self.api, ty)
    }

    /// Whether it is an open enum.
    pub fn is_enum(&self, ty: &Type) -> bool {
        match self.resolve(ty) {
            Type::Named(id) => {
                matches!(self.api.get(*id).kind, TypeKind::StringEnum(..) | TypeKind::IntEnum(..))
            }
            _ => false,
        }
    }

    /// Whether the description knows one value of it only.
    pub fn is_constant(&self, ty: &Type) -> bool {
        match self.resolve(ty) {
            Type::Named(id) => match &self.api.get(*id).kind {
                TypeKind::StringEnum(variants, default) => variants.len() == 1 && default.is_some(),
                TypeKind::IntEnum(variants, default) => variants.len() == 1 && default.is_some(),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether it is a single value: neither list nor object, nor anything that might be one.
    pub fn is_scalar(&self, ty: &Type) -> bool {
        match self.resolve(ty) {
            Type::Json | Type::List(_) | Type::Map(_) | Type::Nullable(_) => false,
            Type::Named(_) => self.is_enum(ty),
            _ => true,
        }
    }

    /// Whether it has fields with names.
    pub fn is_object(&self, ty: &Type) -> bool {
        match self.resolve(ty) {
            Type::Map(_) => true,
            Type::Named(id) => matches!(self.api.get(*id).kind, TypeKind::Struct(_)),
            _ => false,
        }
    }

    /// A reference to what goes on the wire for the value at `place`: booleans that are numbers there become
    /// numbers, all else stays as it is.
    pub fn wire(&self, ty: &Type, place: TokenStream, optional: bool) -> TokenStream {
        let ty = self.resolve(ty);
        match (ty, optional) {
            _ if !self.has_flag(ty) => quote!(&#place),
            (Type::BoolInt, true) => quote!(&#place.map(u8::from)),
            (Type::BoolInt, false) => quote!(&u8::from(#place)),
            (_, true) => {
                let value = self.numbers(ty, quote!(value));
                quote!(&#place.as_ref().map(|value| #value))
            }
            (_, false) => {
                let value = self.numbers(ty, place);
                quote!(&#value)
            }
        }
    }

    /// Whether some boolean in it is a number on the wire.
    pub fn has_flag(&self, ty: &Type) -> bool {
        let mut ty = self.resolve(ty);
        for _ in 0..DEPTH {
            match ty {
                Type::BoolInt => return true,
                Type::List(item) | Type::Map(item) | Type::Nullable(item) => ty = self.resolve(item),
                _ => return false,
            }
        }
        false
    }

    /// The value at `place` with numbers for such booleans. `place` is a reference, or can be used like one with a
    /// dot behind it.
    pub fn numbers(&self, ty: &Type, place: TokenStream) -> TokenStream {
        match self.resolve(ty) {
            Type::BoolInt => quote!(u8::from(*#place)),
            Type::List(item) if matches!(self.resolve(item), Type::BoolInt) => {
                quote!(#place.iter().copied().map(u8::from).collect::<Vec<_>>())
            }
            Type::List(item) => {
                let value = self.numbers(item, quote!(item));
                quote!(#place.iter().map(|item| #value).collect::<Vec<_>>())
            }
            Type::Map(item) => {
                let value = self.numbers(item, quote!(item));
                quote!(#place.iter().map(|(name, item)| (name.clone(), #value)).collect::<BTreeMap<_, _>>())
            }
            Type::Nullable(item) => {
                let value = self.numbers(item, quote!(item));
                quote!(#place.as_ref().map(|item| #value))
            }
            _ => quote!(#place),
        }
    }
}

/// As clippy counts it: each name weighs more the deeper it stands.
fn complexity(ty: &Type, depth: usize) -> usize {
    10 * depth
        + match ty {
            Type::List(item) | Type::Nullable(item) => complexity(item, depth + 1),
            Type::Map(item) => 10 * (depth + 1) + complexity(item, depth + 1),
            _ => 0,
        }
}

/// What a body holds, in terms of a field.
pub(super) fn payload_type(payload: &Payload) -> Type {
    match payload {
        Payload::Json(ty) | Payload::Xml(ty) => ty.clone(),
        Payload::Text => Type::String,
        Payload::Bytes => Type::Bytes,
    }
}
