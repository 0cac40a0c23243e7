//! Documented headers of answers, as a struct that is read on demand.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Docs;
use super::markdown;
use super::types::Types;
use crate::api::{Header, Operation, Type};

/// The struct of headers, where any are documented.
pub(super) fn headers(operation: &Operation, types: &Types<'_>) -> TokenStream {
    if operation.headers.is_empty() {
        return quote!();
    }
    let name = &operation.headers_name;
    let docs = Docs::new(format!("Documented headers of answers to [`{}`].", operation.type_name))
        .own(format!(
            "Of an answer: `{0}::from(answer.headers())`; of an error: `error.headers().map({0}::from)`. What is \
             absent, or not as described, is `None`.",
            operation.headers_name
        ))
        .outer();
    let fields = operation.headers.iter().map(|header| {
        let (field, ty) = (&header.name.ident, types.render(&header.ty));
        let wire = markdown::code(&header.name.wire);
        let docs = Docs::default().doc(&header.doc).deprecated(&header.doc).or(|| wire).outer();
        let allow = types.allow_complex(&header.ty, true);
        quote!(#docs #allow pub #field: Option<#ty>)
    });
    let values = operation.headers.iter().map(|header| {
        let (field, wire) = (&header.name.ident, &header.name.wire);
        let read = read(header, types);
        quote!(#field: #read(headers, #wire))
    });
    quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }

        impl From<&HeaderMap> for #name {
            fn from(headers: &HeaderMap) -> Self {
                Self { #(#values,)* }
            }
        }
    }
}

fn read(header: &Header, types: &Types<'_>) -> TokenStream {
    match types.resolve(&header.ty) {
        _ if header.json => quote!(header_json),
        Type::List(_) => quote!(header_list),
        _ => quote!(header_value),
    }
}
