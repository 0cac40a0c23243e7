//! How a client is told who calls.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::client::Setters;
use super::client_constants::scheme_docs;
use super::context::Context;
use super::docs::Docs;
use super::ident::{free, ident};
use super::markdown;
use crate::api::{SchemeKind, SecurityScheme};

/// The setter for a provider: `token_provider`.
pub(super) fn provider_setter(taken: &mut HashSet<String>, scheme: &SecurityScheme, setter: &Ident) -> Option<Ident> {
    let setter = setter.to_string();
    let name = format!("{}_provider", setter.trim_start_matches("r#"));
    (scheme.kind != SchemeKind::Basic).then(|| free(taken, &name, "_credential"))
}

/// The setter for the client credentials flow, where it is described.
pub(super) fn flow_setter(taken: &mut HashSet<String>, scheme: &SecurityScheme) -> Option<Ident> {
    let described = matches!(scheme.kind, SchemeKind::OAuth2 { token_url: Some(_) });
    described.then(|| free(taken, "client_credentials", &format!("_{}", scheme.name.ident.trim_start_matches("r#"))))
}

/// All setters of the builder.
pub(super) fn setters(context: &Context<'_>, setters: &Setters) -> TokenStream {
    let mut methods = TokenStream::new();
    for (index, scheme) in context.api.schemes.iter().enumerate() {
        methods.extend(setters.schemes.get(index).map(|setter| credential(scheme, setter)));
        methods.extend(setters.providers.get(index).and_then(Option::as_ref).map(|setter| provider(scheme, setter)));
        let flow = setters.client_credentials.get(index).and_then(Option::as_ref);
        methods.extend(flow.map(|setter| client_credentials(scheme, setter)));
    }
    methods
}

fn provider(scheme: &SecurityScheme, setter: &Ident) -> TokenStream {
    let constant = ident(&scheme.constant);
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
    let constant = ident(&scheme.constant);
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

fn credential(scheme: &SecurityScheme, setter: &Ident) -> TokenStream {
    let constant = ident(&scheme.constant);
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
pub(super) fn credentials(context: &Context<'_>, setters: &Setters, place: &TokenStream) -> TokenStream {
    context.api.schemes.iter().zip(&setters.schemes).map(|(scheme, setter)| derived(scheme, setter, place)).collect()
}

fn derived(scheme: &SecurityScheme, setter: &Ident, place: &TokenStream) -> TokenStream {
    let constant = ident(&scheme.constant);
    let constant = quote!(#place #constant);
    let setter = format!("{setter}");
    let method = ident(&format!("with_{}", setter.trim_start_matches("r#")));
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
