//! The file of one operation: a request type that is also its builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{self, Argument, accepted, allow_many, arguments};
use super::context::Context;
use super::docs::Docs;
use super::file::Source;
use super::types::{Scope, Types};
use super::{File, markdown, model, operation_decode, operation_encode, operation_errors, operation_headers};
use super::{operation_info, operation_stream};
use crate::api::{Operation, Output};

/// The file of the operation with this index.
pub(super) fn file(context: &Context<'_>, index: usize, operation: &Operation, folder: &str) -> File {
    let types = Types::new(context, Scope::Operations);
    let variants = context.variants(index).iter().copied();
    let requests = std::iter::once((index, operation)).chain(variants).map(|(index, operation)| {
        let arguments = arguments(operation);
        let docs = docs(context, operation).own(body_docs(context, index, operation));
        let request = request(operation, docs, &arguments, &types);
        let stream = operation_stream::send(context, operation);
        let implementation = implementation(context, operation, &arguments, &types);
        quote!(#request #stream #implementation)
    });
    let requests: TokenStream = requests.collect();
    let errors = operation_errors::errors(operation, &types);
    let output = operation_errors::output(operation, &types);
    let headers = operation_headers::headers(operation, &types);
    let inline = context.inline_types(index).iter().map(|definition| model::definition(definition, &types));

    let inline: TokenStream = inline.collect();
    let client = operation_info::uses_client(operation).then(|| quote!(client,));
    let models = (!types.neighbours().is_empty()).then(|| quote!(models));
    let imports = match (&client, &models) {
        (None, None) => quote!(
            use crate::Client;
        ),
        _ => quote!(use crate::{Client, #client #models};),
    };
    Source {
        path: format!("{folder}/{}.rs", operation.name.ident.plain()),
        pointer: operation.pointer.clone(),
        docs: Docs::new(markdown::code(&format!("{} {}", operation.method.as_str(), target(operation)))),
        items: quote! {
            use crate::codegen::*;
            #imports

            #requests
            #errors
            #output
            #headers
            #inline
        },
    }
    .into_file(context.provenance)
}

/// Summary, description and the line with method and address.
pub(super) fn docs(context: &Context<'_>, operation: &Operation) -> Docs {
    let server = operation.servers.first().or(context.api.servers.first()).map_or("", |server| &server.url);
    let line = format!("{} {}{}", operation.method.as_str(), server.trim_end_matches('/'), target(operation));
    Docs::default().doc(&operation.doc).own(markdown::code(&line))
}

/// How the body is sent, where that can be done in several ways, and the way to the others.
pub(super) fn body_docs(context: &Context<'_>, index: usize, operation: &Operation) -> String {
    let usual = operation.variant_of.and_then(|usual| context.api.operations.get(usual));
    let others: Vec<String> = usual
        .into_iter()
        .chain(context.variants(index).iter().map(|(_, other)| *other))
        .map(|other| format!("[`{}`]", other.type_name))
        .collect();
    let media_type = operation.body.as_ref().map(|body| &body.media_type).or(operation.form.as_ref());
    match media_type {
        Some(media_type) if !others.is_empty() => {
            format!("The body is sent as {}; see also {}.", markdown::code(media_type), others.join(", "))
        }
        _ => String::new(),
    }
}

/// The path with what is always in the query.
fn target(operation: &Operation) -> String {
    let pairs: Vec<String> = operation.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mark = if pairs.is_empty() { "" } else { "?" };
    format!("{}{mark}{}", operation.path, pairs.join("&"))
}

/// The `# Errors` section.
pub(super) fn errors_section(operation: &Operation) -> String {
    if operation_errors::documented(operation) {
        format!("# Errors\n\n[`{}`] lists the documented ones.", operation.error_name)
    } else {
        "# Errors\n\nNone are documented, but there are [those of any request](crate::codegen::Error).".to_owned()
    }
}

/// `#[deprecated]` where the description says so.
pub(super) fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated { quote!(#[deprecated]) } else { quote!() }
}

fn request(operation: &Operation, docs: Docs, arguments: &[Argument<'_>], types: &Types<'_>) -> TokenStream {
    let name = &operation.type_name;
    let docs = docs.outer();
    let deprecated = deprecated(operation.doc.deprecated);

    let fields = arguments.iter().map(|argument| {
        let (field, ty) = (&argument.ident, argument.field(types));
        let allow = types.allow_complex(&argument.ty, !argument.required);
        quote!(#allow #field: #ty)
    });
    let required: Vec<&Argument<'_>> = arguments.iter().filter(|argument| argument.required).collect();
    let declarations: Vec<TokenStream> = required.iter().map(|argument| argument.declaration(types)).collect();
    let idents = required.iter().map(|argument| &argument.ident);
    let values = arguments.iter().map(|argument| {
        let field = &argument.ident;
        if !argument.required {
            return quote!(#field: None);
        }
        let (_, conversion) = accepted(types, &argument.ty);
        let value = quote!(#field);
        let converted = conversion.apply(&value);
        if conversion == argument::Conversion::None { value } else { quote!(#field: #converted) }
    });
    let setters = arguments.iter().filter(|argument| !argument.required).map(|argument| setter(argument, types));

    let new_docs = Docs::new("A request without a client, for use with any HTTP stack: see [`Options::request`].")
        .own(argument::list(arguments))
        .outer();
    let allow_new = allow_many(required.len());
    let allow_with_client = allow_many(required.len() + 1);
    let default = required.is_empty().then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::with_client(())
                }
            }
        }
    });
    let errors = Docs::new("Sends the request.").own(errors_section(operation)).outer();
    // `#[inline]` makes the blocking call lazy, as generics make the other: compiled where it is called. Without it each
    // user would compile all operations, which took a minute for 241 of them in release builds.
    let waits = Docs::new("Sends the request and waits for the answer.").own(errors_section(operation)).outer();
    let answers = Docs::new("[`send`](Self::send), with status, headers, body and drift beside the value.")
        .own("# Errors\n\nAs there.")
        .outer();
    let (output, error) = results(operation, types);
    let (bytes, bytes_blocking) = for_bytes(operation, &error);

    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #name<C = ()> {
            client: C,
            #(#fields,)*
        }

        impl #name {
            #new_docs
            #deprecated
            #allow_new
            pub fn new(#(#declarations),*) -> Self {
                Self::with_client((), #(#idents),*)
            }
        }

        #default

        impl<C> #name<C> {
            #allow_with_client
            pub(crate) fn with_client(client: C, #(#declarations),*) -> Self {
                Self { client, #(#values),* }
            }

            #(#setters)*
        }

        impl #name<Client> {
            #errors
            pub async fn send(self) -> Result<#output, Error<#error>> {
                self.client.core().execute(&self).await
            }

            #answers
            pub async fn send_for_answer(self) -> Result<Answer<#output>, Error<#error>> {
                self.client.core().execute_for_answer(&self).await
            }

            #bytes
        }

        #[cfg(feature = "blocking")]
        impl #name<crate::blocking::Client> {
            #waits
            #[inline]
            pub fn send(self) -> Result<#output, Error<#error>> {
                self.client.core().execute(&self)
            }

            #answers
            #[inline]
            pub fn send_for_answer(self) -> Result<Answer<#output>, Error<#error>> {
                self.client.core().execute_for_answer(&self)
            }

            #bytes_blocking
        }
    }
}

/// The way to successful answers in other media types, where there are any: for each client.
fn for_bytes(operation: &Operation, error: &TokenStream) -> (TokenStream, TokenStream) {
    if operation.answer_media_types.is_empty() {
        return (quote!(), quote!());
    }
    let media_types = operation.answer_media_types.iter().map(|media_type| markdown::code(media_type));
    let words = media_types.collect::<Vec<_>>().join(", ");
    let docs =
        Docs::new("Sends the request, asks for a media type, and gives the body of a successful answer as it comes.")
            .own(format!("Described beside what [`send`](Self::send) reads: {words}."))
            .own("# Errors\n\nAs there.")
            .outer();
    (
        quote! {
            #docs
            pub async fn send_for_bytes(self, media_type: &str) -> Result<Answer<Bytes>, Error<#error>> {
                self.client.core().execute_for_answer(&InMediaType::new(&self, media_type)).await
            }
        },
        quote! {
            #docs
            #[inline]
            pub fn send_for_bytes(self, media_type: &str) -> Result<Answer<Bytes>, Error<#error>> {
                self.client.core().execute_for_answer(&InMediaType::new(&self, media_type))
            }
        },
    )
}

fn setter(argument: &Argument<'_>, types: &Types<'_>) -> TokenStream {
    let field = &argument.ident;
    let docs = argument.docs(types).outer();
    let deprecated = deprecated(argument.doc.deprecated);
    let (ty, conversion) = accepted(types, &argument.ty);
    let value = conversion.apply(&quote!(value));
    quote! {
        #docs
        #deprecated
        pub fn #field(mut self, value: #ty) -> Self {
            self.#field = Some(#value);
            self
        }
    }
}

/// The types of a success and of a documented error.
pub(super) fn results(operation: &Operation, types: &Types<'_>) -> (TokenStream, TokenStream) {
    let output = match &operation.output {
        Output::Unit => quote!(()),
        Output::One(payload) => types.payload(payload),
        Output::Optional(payload) => {
            let payload = types.payload(payload);
            quote!(Option<#payload>)
        }
        Output::Several(name) => {
            quote!(#name)
        }
    };
    let name = &operation.error_name;
    let error = if operation_errors::documented(operation) { quote!(#name) } else { quote!(NoError) };
    (output, error)
}

fn implementation(
    context: &Context<'_>,
    operation: &Operation,
    arguments: &[Argument<'_>],
    types: &Types<'_>,
) -> TokenStream {
    let name = &operation.type_name;
    let (output, error) = results(operation, types);
    let info = operation_info::info(context, operation);
    let encode = operation_encode::encode(operation, arguments, types);
    let decode = operation_decode::decode(operation);
    quote! {
        impl<C> Operation for #name<C> {
            const INFO: &'static OperationInfo = #info;
            type Output = #output;
            type Error = #error;
            #encode
            #decode
        }
    }
}
