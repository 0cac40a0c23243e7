//! The constants of `client.rs` that operations refer to.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::ident::fixed;
use super::{markdown, operation_info};
use crate::api::{Global, KeyPlace, Place, SchemeKind, SecurityScheme};

/// Servers, schemes and global parameters.
pub(super) fn constants(context: &Context<'_>) -> TokenStream {
    let servers = context.api.servers.iter().map(operation_info::server);
    let schemes = context.api.schemes.iter().map(|scheme| {
        let (constant, value) = (&scheme.constant, self::scheme(scheme));
        // The runtime names the setter after the scheme by itself.
        let setter = scheme.name.ident.as_str();
        let setter = (setter != scheme.name.wire.to_snake_case()).then(|| quote!(.setter(#setter)));
        let docs = scheme_docs(scheme).outer();
        quote!(#docs pub const #constant: SecurityScheme = #value #setter;)
    });
    let globals = context.api.globals.iter().map(|Global { parameter: global, constant }| {
        let setter = global.name.ident.as_str();
        let place = fixed(match global.place {
            Place::Header => "header",
            Place::Cookie => "cookie",
            Place::Query | Place::Path | Place::Form | Place::Part => "query",
        });
        let wire = &global.name.wire;
        let required = global.required.then(|| quote!(.required()));
        let docs =
            Docs::default().doc(&global.doc).or(|| format!("The global parameter {}.", markdown::code(wire))).outer();
        quote!(#docs pub const #constant: Global = Global::#place(#wire).setter(#setter) #required;)
    });
    let all = (!context.api.globals.is_empty()).then(|| {
        let globals = context.api.globals.iter().map(|global| &global.constant);
        quote! {
            /// The global parameters: the client holds them, and adds them to each operation that declares them.
            pub const GLOBALS: &[Global] = &[#(#globals),*];
        }
    });
    quote! {
        /// The servers of operations that name none themselves.
        pub const SERVERS: &[ServerInfo] = &[#(#servers),*];

        #(#schemes)*
        #(#globals)*
        #all
    }
}

fn scheme(scheme: &SecurityScheme) -> TokenStream {
    let wire = &scheme.name.wire;
    match &scheme.kind {
        SchemeKind::ApiKey { place, name } => {
            let constructor = fixed(match place {
                KeyPlace::Header => "api_key_header",
                KeyPlace::Query => "api_key_query",
                KeyPlace::Cookie => "api_key_cookie",
            });
            quote!(SecurityScheme::#constructor(#wire, #name))
        }
        SchemeKind::Basic => quote!(SecurityScheme::basic(#wire)),
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => quote!(SecurityScheme::bearer(#wire)),
    }
}

/// Documentation of a scheme.
pub(super) fn scheme_docs(scheme: &SecurityScheme) -> Docs {
    Docs::default().doc(&scheme.doc).or(|| format!("The security scheme {}.", markdown::code(&scheme.name.wire)))
}
