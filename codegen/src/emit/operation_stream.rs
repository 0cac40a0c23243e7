//! Sending a request whose answer is read while it comes.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::docs::Docs;
use super::operation::{errors_section, results};
use super::types::{Scope, Types};
use crate::api::{Operation, Stream, StreamKind};

/// `send_stream`, where an answer is described that is worth it.
pub(super) fn send(context: &Context<'_>, operation: &Operation) -> TokenStream {
    let Some(Stream { kind, media_type, .. }) = &operation.stream else {
        return quote!();
    };
    let name = &operation.type_name;
    let types = Types::new(context, Scope::Optional);
    let (_, error) = results(operation, &types);
    let item = kind.item().map(|item| types.render(item));
    let of = item.map(|item| quote!(<#item>));
    let (words, output, method) = match kind {
        StreamKind::Bytes => (
            "Sends the request and gives the body of a successful answer while it comes.",
            quote!(ByteStream),
            quote!(stream(&self)),
        ),
        StreamKind::Events(_) => (
            "Sends the request and gives the server's events while they come.",
            quote!(EventStream #of),
            quote!(events(&self)),
        ),
        StreamKind::WholeEvents(_) => (
            "Sends the request and gives the server's events while they come.",
            quote!(EventStream #of),
            quote!(whole_events(&self)),
        ),
        StreamKind::Lines(_) => (
            "Sends the request and gives the lines of JSON in a successful answer while they come.",
            quote!(LineStream #of),
            quote!(lines(&self, #media_type)),
        ),
    };
    let docs = Docs::new(words)
        .own("The time limit of the client counts until the answer begins.")
        .own(errors_section(operation))
        .outer();
    quote! {
        #[cfg(feature = "stream")]
        impl #name<Client> {
            #docs
            pub async fn send_stream(self) -> Result<#output, Error<#error>> {
                self.client.core().#method.await
            }
        }
    }
}
