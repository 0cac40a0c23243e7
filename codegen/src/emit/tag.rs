//! The folder of a tag: its handle, and a file per operation.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::argument::{self, allow_many, arguments};
use super::context::{Context, Group};
use super::docs::Docs;
use super::file::Source;
use super::ident::{free, ident, module};
use super::operation::{deprecated, docs, errors_section};
use super::types::{Scope, Types};
use super::{File, markdown, operation, operation_errors};
use crate::api::{Operation, Output, Tag};

/// `<tag>/mod.rs` and the files beside it.
pub(super) fn files(context: &Context<'_>, group: &Group<'_>) -> Vec<File> {
    let mut files = vec![root(context, group)];
    let operations = group.operations.iter();
    files.extend(operations.map(|(index, operation)| operation::file(context, *index, operation, &group.folder)));
    files
}

fn root(context: &Context<'_>, Group { tag, folder, module: method_on_client, operations }: &Group<'_>) -> File {
    let types = Types::new(context, Scope::Operations);
    let modules = operations.iter().map(|(_, operation)| {
        let (_, module) = module(&operation.name.ident);
        quote!(mod #module;)
    });
    let exports = operations.iter().map(|(index, operation)| exports(context, *index, operation));
    let mut taken: HashSet<String> = ["new", "with"].map(str::to_owned).into();
    let methods: Vec<TokenStream> =
        operations.iter().map(|(_, operation)| method(context, operation, &types, &mut taken)).collect();

    let handle = ident(&tag.handle);
    let title = title(tag);
    let handle_docs =
        Docs::new(format!("{title}, from [`Client::{folder}`](crate::Client::{method_on_client}).")).outer();
    let (with, with_blocking) =
        (with(&handle, &quote!(crate::Client)), with(&handle, &quote!(crate::blocking::Client)));
    let models = (!types.neighbours().is_empty()).then(|| {
        quote!(
            use crate::models;
        )
    });
    Source {
        path: format!("{folder}/mod.rs"),
        pointer: tag.pointer.clone(),
        docs: Docs::default().doc(&tag.doc).or(|| format!("{title}.")),
        items: quote! {
            #(#modules)*
            #(#exports)*
            use crate::codegen::*;
            #models

            #handle_docs
            #[derive(Clone, Debug)]
            pub struct #handle<C> {
                client: C,
            }

            impl<C: Clone> #handle<C> {
                pub(crate) fn new(client: C) -> Self {
                    Self { client }
                }

                #(#methods)*
            }

            #with
            #[cfg(feature = "blocking")]
            #with_blocking
        },
    }
    .into_file(context.provenance)
}

/// The way to other options for the operations of one tag.
fn with(handle: &Ident, client: &TokenStream) -> TokenStream {
    quote! {
        impl #handle<#client> {
            /// The same operations with other options: another server, say.
            #[must_use]
            pub fn with(&self, change: impl FnOnce(Options) -> Options) -> Self {
                Self::new(self.client.with(change))
            }
        }
    }
}

fn title(tag: &Tag) -> String {
    format!("Operations of the tag *{}*", markdown::sentence(&tag.name.wire).trim_end_matches('.'))
}

fn exports(context: &Context<'_>, index: usize, operation: &Operation) -> TokenStream {
    let (_, module) = module(&operation.name.ident);
    let mut names = vec![ident(&operation.type_name)];
    if operation_errors::documented(operation) {
        names.push(ident(&operation.error_name));
    }
    if let Output::Several(name) = &operation.output {
        names.push(ident(name));
    }
    if !operation.headers.is_empty() {
        names.push(ident(&operation.headers_name));
    }
    names.extend(context.inline_types(index).iter().map(|definition| ident(&definition.name.ident)));
    quote!(pub use #module::{#(#names),*};)
}

fn method(context: &Context<'_>, operation: &Operation, types: &Types<'_>, taken: &mut HashSet<String>) -> TokenStream {
    let arguments = arguments(operation);
    let required = || arguments.iter().filter(|argument| argument.required);
    let declarations: Vec<TokenStream> = required().map(|argument| argument.declaration(types)).collect();
    let values = required().map(|argument| &argument.ident);
    let docs = docs(context, operation).own(argument::list(&arguments)).own(errors_section(operation)).outer();
    let deprecated = deprecated(operation.doc.deprecated);
    let allow = allow_many(declarations.len() + 1);
    let method = free(taken, &operation.name.ident, "_operation");
    let request = ident(&operation.type_name);
    quote! {
        #docs
        #deprecated
        #allow
        pub fn #method(&self, #(#declarations),*) -> #request<C> {
            #request::with_client(self.client.clone(), #(#values),*)
        }
    }
}
