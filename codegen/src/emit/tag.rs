//! The folder of a tag: its handle, and a file per operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{self, allow_many, arguments};
use super::context::{Context, Group};
use super::docs::Docs;
use super::file::Source;
use super::operation::{body_docs, deprecated, docs, errors_section};
use super::types::{Scope, Types};
use super::{File, markdown, operation, operation_errors};
use crate::api::{Ident, Operation, Output, Tag};

/// `<tag>/mod.rs` and the files beside it.
pub(super) fn files(context: &Context<'_>, group: &Group<'_>) -> Vec<File> {
    let mut files = vec![root(context, group)];
    let operations = group.operations.iter().filter(|(_, operation)| operation.variant_of.is_none());
    files.extend(operations.map(|(index, operation)| operation::file(context, *index, operation, group.folder())));
    files
}

fn root(context: &Context<'_>, group: &Group<'_>) -> File {
    let (tag, folder, method_on_client, operations) = (group.tag, group.folder(), group.module(), &group.operations);
    let types = Types::new(context, Scope::Operations);
    let with_files = || operations.iter().filter(|(_, operation)| operation.variant_of.is_none());
    let modules = with_files().map(|(_, operation)| {
        let module = &operation.name.ident;
        quote!(mod #module;)
    });
    let exports = with_files().map(|(index, operation)| exports(context, *index, operation));
    let methods: Vec<TokenStream> =
        operations.iter().map(|(index, operation)| method(context, *index, operation, &types)).collect();

    let handle = &tag.handle;
    let title = title(tag);
    let handle_docs =
        Docs::new(format!("{title}, from [`Client::{folder}`](crate::Client::{method_on_client}).")).outer();
    let (with, with_blocking) = (with(handle, &quote!(crate::Client)), with(handle, &quote!(crate::blocking::Client)));
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
    let module = &operation.name.ident;
    let mut names = vec![&operation.type_name];
    names.extend(context.variants(index).iter().map(|(_, variant)| &variant.type_name));
    if operation_errors::documented(operation) {
        names.push(&operation.error_name);
    }
    if let Output::Several(name) = &operation.output {
        names.push(name);
    }
    if !operation.headers.is_empty() {
        names.push(&operation.headers_name);
    }
    names.extend(context.inline_types(index).iter().map(|definition| &definition.name.ident));
    let aliases = aliases(operation);
    quote! {
        pub use #module::{#(#names),*};
        #aliases
    }
}

/// The types under the names that the operation had before.
fn aliases(operation: &Operation) -> TokenStream {
    let request = &operation.type_name;
    let aliases = operation.aliases.iter().map(|alias| {
        let former = |name: &str| {
            let (docs, note) = (Docs::new(format!("The former name of [`{name}`].")).outer(), renamed(name));
            quote!(#docs #[deprecated(note = #note)])
        };
        let mut others = vec![];
        if operation_errors::documented(operation) {
            others.push((&alias.error_name, &operation.error_name));
        }
        if let Output::Several(name) = &operation.output {
            others.push((&alias.output_name, name));
        }
        if !operation.headers.is_empty() {
            others.push((&alias.headers_name, &operation.headers_name));
        }
        let others = others.into_iter().map(|(old, new)| {
            let head = former(new);
            quote!(#head pub type #old = #new;)
        });
        let (head, old_request) = (former(&operation.type_name), &alias.type_name);
        quote! {
            #head
            pub type #old_request<C = ()> = #request<C>;
            #(#others)*
        }
    });
    quote!(#(#aliases)*)
}

fn renamed(name: &str) -> String {
    format!("renamed to `{name}`")
}

fn method(context: &Context<'_>, index: usize, operation: &Operation, types: &Types<'_>) -> TokenStream {
    let method = &operation.name.ident;
    let arguments = arguments(operation);
    let required = || arguments.iter().filter(|argument| argument.required);
    let declarations: Vec<TokenStream> = required().map(|argument| argument.declaration(types)).collect();
    let values = required().map(|argument| &argument.ident);
    let docs = docs(context, operation)
        .own(body_docs(context, index, operation))
        .own(argument::list(&arguments))
        .own(errors_section(operation))
        .outer();
    let deprecated = deprecated(operation.doc.deprecated);
    let allow = allow_many(declarations.len() + 1);
    let request = &operation.type_name;
    let values: Vec<_> = values.collect();
    let former = operation.aliases.iter().map(|alias| {
        let docs = Docs::new(format!("The former name of [`{method}`](Self::{method}).")).outer();
        let note = renamed(&method.to_string());
        let former = &alias.ident;
        quote! {
            #docs
            #[deprecated(note = #note)]
            #allow
            pub fn #former(&self, #(#declarations),*) -> #request<C> {
                #request::with_client(self.client.clone(), #(#values),*)
            }
        }
    });
    let former: Vec<TokenStream> = former.collect();
    quote! {
        #docs
        #deprecated
        #allow
        pub fn #method(&self, #(#declarations),*) -> #request<C> {
            #request::with_client(self.client.clone(), #(#values),*)
        }

        #(#former)*
    }
}
