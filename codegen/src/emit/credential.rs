//! How a client is told who calls.

use proc_macro2::TokenStream;
use quote::quote;

use super::client_constants::scheme_docs;
use super::context::Context;
use super::docs::Docs;
use super::markdown;
use crate::api::{Ident, SchemeKind, SecurityScheme};

/// All setters of the builder.
pub(super) fn setters(context: &Context<'_>) -> TokenStream {
    let mut methods = TokenStream::new();
    for scheme in &context.api.schemes {
        methods.extend(credential(scheme));
        methods.extend(scheme.provider.as_ref().map(|setter| provider(scheme, setter)));
        methods.extend(scheme.client_credentials.as_ref().map(|setter| client_credentials(scheme, setter)));
    }
    methods
}

fn provider(scheme: &SecurityScheme, setter: &Ident) -> TokenStream {
    let constant = &scheme.constant;
    let what = format!("Asks for {} when a call needs it, instead of holding it.", markdown::code(&scheme.name.wire));
    let docs = Docs::new(what)
        .own("It is asked once for however many calls wait, and again when the token has expired or an answer is 401.")
        .outer();
    quote! {
        #docs
        pub fn #setter(self, provider: impl TokenProvider) -> Self {
            Self { core: self.core.credential_provider(#constant, provider) }
        }
    }
}

fn client_credentials(scheme: &SecurityScheme, setter: &Ident) -> TokenStream {
    let SchemeKind::OAuth2 { token_url: Some(token_url) } = &scheme.kind else { return TokenStream::new() };
    let constant = &scheme.constant;
    let what = format!(
        "Gets the token for {} from {} by the OAuth 2.0 client credentials flow, and keeps it until it expires.",
        markdown::code(&scheme.name.wire),
        markdown::code(token_url)
    );
    let docs = Docs::new(what).own("Scopes can be set by [`Options::client_credentials`].").outer();
    quote! {
        #docs
        pub fn #setter(self, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
            Self { core: self.core.client_credentials(#constant, ClientCredentials::new(#token_url, id, secret)) }
        }
    }
}

fn credential(scheme: &SecurityScheme) -> TokenStream {
    let (constant, setter) = (&scheme.constant, &scheme.name.ident);
    let docs = scheme_docs(scheme);
    match scheme.kind {
        SchemeKind::Basic => {
            let docs = docs.outer();
            quote! {
                #docs
                pub fn #setter(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
                    Self { core: self.core.basic_credential(#constant, user, password) }
                }
            }
        }
        SchemeKind::ApiKey { .. } | SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => {
            let docs = docs.own("Sent with the operations that ask for it, and never shown.").outer();
            quote! {
                #docs
                pub fn #setter(self, value: impl Into<Secret>) -> Self {
                    Self { core: self.core.credential(#constant, value) }
                }
            }
        }
    }
}

/// A way per scheme from a client to the same client as somebody else: after a sign-in, say. `place` leads to the
/// constants.
pub(super) fn credentials(context: &Context<'_>, place: &TokenStream) -> TokenStream {
    context.api.schemes.iter().map(|scheme| derived(scheme, place)).collect()
}

fn derived(scheme: &SecurityScheme, place: &TokenStream) -> TokenStream {
    let constant = &scheme.constant;
    let constant = quote!(#place #constant);
    let method = &scheme.derived;
    let docs = Docs::new(format!("The same client with another credential for {}.", markdown::code(&scheme.name.wire)));
    let docs = docs.own("It shares all else with this one.").outer();
    let (arguments, set) = match scheme.kind {
        SchemeKind::Basic => (
            quote!(user: impl Into<String>, password: impl Into<Secret>),
            quote!(basic_credential(#constant, user, password)),
        ),
        SchemeKind::ApiKey { .. } | SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => {
            (quote!(value: impl Into<Secret>), quote!(credential(#constant, value)))
        }
    };
    quote! {
        #docs
        #[must_use]
        pub fn #method(&self, #arguments) -> Self {
            self.with(|options| options.#set)
        }
    }
}
