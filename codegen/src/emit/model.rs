//! The module `models`: one file per named schema, with the inline schemas in it.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::file::Source;
use super::types::{Scope, Types};
use super::{File, markdown, model_enum, model_one_of, model_struct};
use crate::api::{Home, Ident, Type, TypeDef, TypeKind};

/// `models/mod.rs` and the files beside it.
pub(super) fn files(context: &Context<'_>) -> Vec<File> {
    let mut homes: BTreeMap<&Ident, Vec<&TypeDef>> = BTreeMap::new();
    for definition in &context.api.types {
        if let Home::Model { file } = &definition.home {
            homes.entry(file).or_default().push(definition);
        }
    }
    if homes.is_empty() {
        return Vec::new();
    }
    let mut files = vec![root(context, &homes)];
    files.extend(homes.iter().map(|(file, definitions)| self::file(context, file, definitions)));
    files
}

fn root(context: &Context<'_>, homes: &BTreeMap<&Ident, Vec<&TypeDef>>) -> File {
    let modules = homes.keys().map(|module| quote!(mod #module;));
    let exports = homes.iter().map(|(module, definitions)| {
        let names = definitions.iter().map(|definition| &definition.name.ident);
        quote!(pub use #module::{#(#names),*};)
    });
    Source {
        path: "models/mod.rs".to_owned(),
        pointer: "/components/schemas".to_owned(),
        docs: Docs::new("What requests and responses carry."),
        items: quote!(#(#modules)* #(#exports)*),
    }
    .into_file(context.provenance)
}

fn file(context: &Context<'_>, file: &Ident, definitions: &[&TypeDef]) -> File {
    let types = Types::new(context, Scope::Models { file });
    let items: TokenStream = definitions.iter().map(|definition| self::definition(definition, &types)).collect();
    let prelude = types.uses_prelude() || definitions.iter().any(|d| !matches!(d.kind, TypeKind::Alias(_)));
    let prelude = prelude.then(|| {
        quote!(
            use crate::codegen::*;
        )
    });
    let neighbours = types.neighbours();
    let neighbours = (!neighbours.is_empty()).then(|| quote!(use super::{#(#neighbours),*};));
    Source {
        path: format!("models/{}.rs", file.plain()),
        // The shortest pointer is that of the schema itself, the others lie within.
        pointer: definitions.iter().map(|d| d.pointer.as_str()).min_by_key(|p| p.len()).unwrap_or_default().to_owned(),
        docs: Docs::default(),
        items: quote!(#neighbours #prelude #items),
    }
    .into_file(context.provenance)
}

/// A type with its impls.
pub(super) fn definition(definition: &TypeDef, types: &Types<'_>) -> TokenStream {
    match &definition.kind {
        TypeKind::Struct(object) => model_struct::tokens(definition, object, types),
        TypeKind::StringEnum(variants, default) => {
            model_enum::strings(definition, docs(definition, types), variants, default.as_deref())
        }
        TypeKind::IntEnum(variants, default) => {
            model_enum::integers(definition, docs(definition, types), variants, *default)
        }
        TypeKind::OneOf(one_of) => model_one_of::tokens(definition, one_of, types),
        TypeKind::Alias(ty) => alias(definition, ty, types),
    }
}

/// Documentation of a type.
pub(super) fn docs(definition: &TypeDef, types: &Types<'_>) -> Docs {
    Docs::default()
        .doc(&definition.doc)
        .or(|| match definition.home {
            Home::Model { .. } => format!("{} of the description.", markdown::code(&definition.name.wire)),
            Home::Operation { operation } => types.used_by(operation),
        })
        .deprecated(&definition.doc)
}

fn alias(definition: &TypeDef, ty: &Type, types: &Types<'_>) -> TokenStream {
    let docs = docs(definition, types).outer();
    let name = &definition.name.ident;
    let ty = types.render(ty);
    quote!(#docs pub type #name = #ty;)
}
