//! Unions.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Docs;
use super::model;
use super::model_xml;
use super::types::Types;
use crate::api::{Ident, OneOf, OneOfVariant, TypeDef};
use crate::rust::{Head, TypeExpr};

/// The enum, how it is read and, if it is sent, how it is written.
pub(super) fn tokens(definition: &TypeDef, one_of: &OneOf, types: &Types<'_>) -> TokenStream {
    let name = &definition.name.ident;
    let docs = model::docs(definition, types).outer();
    let variants = one_of.variants.iter().map(|variant| {
        let (ident, ty) = (&variant.ident, payload(variant, types));
        let docs = Docs::default()
            .doc(&variant.doc)
            .or(|| match variant.tags.first() {
                Some(tag) => super::markdown::code(tag),
                None => super::markdown::code(&types.render(&variant.ty).to_string().replace(' ', "")),
            })
            .deprecated(&variant.doc)
            .outer();
        quote!(#docs #ident(#ty))
    });
    let conversions = conversions(name, one_of, types);
    let payloads = one_of.variants.iter().map(|variant| (!variant.boxed).then(|| variant.ty.clone()));
    let allow = types.allow_uneven(payloads);
    let read = read(one_of);
    let xml = model_xml::of_one_of(definition, one_of, types);
    let to_json = definition.sent.then(|| to_json(name, one_of, types));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[cfg_attr(feature = "serde", serde(untagged))]
        #allow
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// Something that this version of the SDK does not know; it is kept as it is.
            Unknown(Json),
        }

        impl Default for #name {
            fn default() -> Self {
                Self::Unknown(Json::Null)
            }
        }

        #conversions

        impl Slot for #name {
            fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
                #read
            }
        }

        #to_json

        one_of!(#name);
        #xml
    }
}

fn payload(variant: &OneOfVariant, types: &Types<'_>) -> TokenStream {
    types.write(&TypeExpr::of(&variant.ty).boxed_if(variant.boxed))
}

/// `From` for each variant that can be told from its payload.
fn conversions(name: &Ident, one_of: &OneOf, types: &Types<'_>) -> TokenStream {
    let payloads: Vec<TypeExpr> = one_of.variants.iter().map(|variant| types.resolved(&variant.ty)).collect();
    // Every type is made from itself already.
    let is_itself = |payload: &TypeExpr| match payload.head {
        Head::Defined(id) => *name == types.definition(id).name.ident,
        _ => false,
    };
    let mut seen = HashSet::new();
    let twice: HashSet<&TypeExpr> = payloads.iter().filter(|payload| !seen.insert(*payload)).collect();
    let is_distinct = |payload: &TypeExpr| !is_itself(payload) && !twice.contains(payload);
    let distinct = one_of.variants.iter().zip(&payloads).filter(|(_, payload)| is_distinct(payload));
    distinct
        .map(|(variant, _)| {
            let (ident, ty) = (&variant.ident, types.render(&variant.ty));
            let value = if variant.boxed { quote!(Box::new(value)) } else { quote!(value) };
            quote! {
                impl From<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#ident(#value)
                    }
                }
            }
        })
        .collect()
}

fn read(one_of: &OneOf) -> TokenStream {
    let tagged = one_of.variants.iter().any(|variant| !variant.tags.is_empty());
    match &one_of.discriminator {
        Some(property) if tagged => {
            let entries = one_of.variants.iter().flat_map(|variant| {
                let ident = &variant.ident;
                variant.tags.iter().map(move |tag| quote!((#tag, |r| r.value().map(Self::#ident))))
            });
            quote!(reader.tagged(self, #property, &[#(#entries),*], Self::Unknown))
        }
        _ => {
            let entries = one_of.variants.iter().map(|variant| {
                let ident = &variant.ident;
                quote!(|r| r.value().map(Self::#ident))
            });
            quote!(reader.one_of(self, &[#(#entries),*], Self::Unknown))
        }
    }
}

fn to_json(name: &Ident, one_of: &OneOf, types: &Types<'_>) -> TokenStream {
    let arms = one_of.variants.iter().map(|variant| {
        let ident = &variant.ident;
        let value = if types.has_flag(&variant.ty) { types.numbers(&variant.ty, quote!(value)) } else { quote!(value) };
        let value = quote!(#value.to_json());
        quote!(Self::#ident(value) => #value)
    });
    quote! {
        impl ToJson for #name {
            fn to_json(&self) -> Json {
                match self {
                    #(#arms,)*
                    Self::Unknown(value) => value.clone(),
                }
            }
        }
    }
}
