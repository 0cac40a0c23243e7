//! An example call of an operation, as a function that compiles.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::api::{Home, Operation, Output, Type, TypeId, TypeKind};
use crate::emit::argument::{Argument, arguments};
use crate::emit::context::{Context, Group};
use crate::emit::format::format;
use crate::emit::types::{Scope, Types};

/// The function's text. Required arguments are made up, optional ones left out.
pub(super) fn example(context: &Context<'_>, group: &Group<'_>, operation: &Operation, crate_name: &str) -> String {
    let root = crate_name.replace('-', "_").parse().unwrap_or_default();
    let names = Names { context, types: Types::new(context, Scope::Operations), root };
    let arguments = arguments(operation);
    let values = arguments.iter().filter(|argument| argument.required).map(|argument| names.argument(argument));
    let (root, tag, method) = (&names.root, group.module(), &operation.name.ident);
    let call = quote!(client.#tag().#method(#(#values),*).send().await?);
    let body = match operation.output {
        Output::Unit => quote!(#call;),
        _ => quote! {
            let answer = #call;
            println!("{answer:?}");
        },
    };
    let allow = operation.doc.deprecated.then(|| quote!(#[allow(deprecated)]));
    let text = format(quote! {
        #allow
        async fn example(client: &#root::Client) -> Result<(), Box<dyn std::error::Error>> {
            #body
            Ok(())
        }
    });
    text.trim_end().to_owned()
}

struct Names<'a> {
    context: &'a Context<'a>,
    types: Types<'a>,
    root: TokenStream,
}

impl Names<'_> {
    fn argument(&self, argument: &Argument<'_>) -> TokenStream {
        self.value(&argument.ty, argument.wire)
    }

    /// A value that can be handed over for this type, named after the parameter where it is a text.
    fn value(&self, ty: &Type, wire: &str) -> TokenStream {
        let root = &self.root;
        match self.types.resolve(ty) {
            Type::Bool | Type::BoolInt => quote!(true),
            Type::Int(_) => quote!(1),
            Type::Float(_) => quote!(1.0),
            Type::String | Type::Base64 | Type::Secret | Type::Json => quote!(#wire),
            Type::Bytes | Type::File => quote!(#root::Bytes::from_static(b"content")),
            Type::Timestamp => quote!("2026-01-31T12:00:00Z"),
            Type::Date => quote!("2026-01-31"),
            Type::Map(_) => quote!(std::collections::BTreeMap::new()),
            Type::Nullable(_) => quote!(None),
            Type::List(item) => {
                let item = self.value(item, wire);
                quote!([#item])
            }
            Type::Named(id) => self.named(*id),
        }
    }

    fn named(&self, id: TypeId) -> TokenStream {
        let definition = self.types.definition(id);
        match &definition.kind {
            TypeKind::StringEnum(variants, _) => {
                let value = variants.first().map_or("value", |variant| &variant.value);
                quote!(#value)
            }
            TypeKind::IntEnum(variants, _) => {
                let value = variants.first().map_or(1, |variant| variant.value);
                quote!(#value)
            }
            TypeKind::Struct(_) | TypeKind::OneOf(_) | TypeKind::Alias(_) => {
                let (root, name) = (&self.root, &definition.name.ident);
                let place = match definition.home {
                    Home::Model { .. } => quote!(models),
                    Home::Operation { operation } => self.module_of(operation),
                };
                quote!(#root::#place::#name::default())
            }
        }
    }

    fn module_of(&self, operation: usize) -> TokenStream {
        let groups = &self.context.groups;
        let group = groups.iter().find(|group| group.operations.iter().any(|(index, _)| *index == operation));
        group.map_or_else(|| quote!(models), |group| group.module().to_token_stream())
    }
}
