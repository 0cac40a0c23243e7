//! Arguments: how a caller hands a value over, in a method or in a setter.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Docs;
use super::markdown;
use super::types::{Types, payload_type};
use crate::api::{Body, Doc, Ident, Operation, Parameter, Type, TypeKind};

/// Of what the description does not speak.
const SILENT: Doc = Doc { summary: None, description: None, link: None, deprecated: false };

/// More arguments than this make clippy speak up.
const FEW_ARGUMENTS: usize = 7;

/// A value that a request takes.
pub(super) struct Argument<'a> {
    /// Argument, setter and field.
    pub ident: &'a Ident,
    pub wire: &'a str,
    pub required: bool,
    pub ty: Type,
    pub default: Option<&'a serde_json::Value>,
    pub doc: &'a Doc,
    pub source: Source<'a>,
}

/// What it becomes on the wire.
pub(super) enum Source<'a> {
    Parameter(&'a Parameter),
    Body(&'a Body),
    /// The media type of the body.
    ContentType(&'a Body),
}

/// All arguments of an operation, required ones first.
pub(super) fn arguments(operation: &Operation) -> Vec<Argument<'_>> {
    let mut arguments: Vec<Argument<'_>> = operation
        .parameters
        .iter()
        .map(|parameter| Argument {
            ident: &parameter.name.ident,
            wire: &parameter.name.wire,
            required: parameter.required,
            ty: parameter.ty.clone(),
            default: parameter.default.as_ref(),
            doc: &parameter.doc,
            source: Source::Parameter(parameter),
        })
        .collect();
    if let Some(body) = &operation.body {
        arguments.push(Argument {
            ident: &body.name.ident,
            wire: "the body",
            required: body.required,
            ty: payload_type(&body.payload),
            default: None,
            doc: &body.doc,
            source: Source::Body(body),
        });
        if let Some(choice) = &body.choice {
            arguments.push(Argument {
                ident: &choice.ident,
                wire: "Content-Type",
                required: false,
                ty: Type::String,
                default: None,
                doc: &SILENT,
                source: Source::ContentType(body),
            });
        }
    }
    arguments.sort_by_key(|argument| !argument.required);
    arguments
}

impl Argument<'_> {
    /// `login: impl Into<String>`
    pub fn declaration(&self, types: &Types<'_>) -> TokenStream {
        let ident = self.ident;
        let (ty, _) = accepted(types, &self.ty);
        quote!(#ident: #ty)
    }

    /// The type of the field.
    pub fn field(&self, types: &Types<'_>) -> TokenStream {
        let ty = types.render(&self.ty);
        if self.required { quote!(#ty) } else { quote!(Option<#ty>) }
    }

    /// Documentation of the setter.
    pub fn docs(&self, types: &Types<'_>) -> Docs {
        let mut docs = Docs::default().doc(self.doc).or(|| match self.source {
            Source::Parameter(_) => format!("Sets {}.", markdown::code(self.wire)),
            Source::Body(_) => "Sets the body.".to_owned(),
            Source::ContentType(body) => media_types(body),
        });
        if let Some(default) = self.default {
            docs = docs.own(format!("Defaults to {}.", markdown::json(default)));
        }
        if types.is_enum(&self.ty) {
            let name = types.render(&self.ty).to_string().replace(' ', "");
            docs = docs.own(format!("[`{name}`] lists the values."));
        }
        docs
    }
}

/// Which media types there are for a body.
fn media_types(body: &Body) -> String {
    let others = body.choice.iter().flat_map(|choice| &choice.others).map(|other| markdown::code(other));
    let others = others.collect::<Vec<_>>().join(", ");
    format!(
        "The media type of the body, {} unless it is set. Also described: {others}.",
        markdown::code(&body.media_type)
    )
}

/// The `# Arguments` of a function that takes the required ones: nothing if the description is silent about them.
pub(super) fn list(arguments: &[Argument<'_>]) -> String {
    let mut text = String::new();
    for argument in arguments.iter().filter(|argument| argument.required) {
        let words = argument.doc.summary.as_deref().or(argument.doc.description.as_deref());
        let words = words.map(markdown::first_paragraph).map(markdown::sentence).unwrap_or_default();
        if !words.is_empty() {
            text.push_str(&format!("- `{}`: {words}\n", argument.ident.plain()));
        }
    }
    text
}

/// The attribute for a function with so many arguments.
pub(super) fn allow_many(count: usize) -> TokenStream {
    if count > FEW_ARGUMENTS { quote!(#[allow(clippy::too_many_arguments)]) } else { quote!() }
}

/// How an argument becomes the value of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Conversion {
    None,
    Into,
    Collect,
    CollectInto,
}

impl Conversion {
    pub fn apply(self, value: &TokenStream) -> TokenStream {
        match self {
            Self::None => quote!(#value),
            Self::Into => quote!(#value.into()),
            Self::Collect => quote!(#value.into_iter().collect()),
            Self::CollectInto => quote!(#value.into_iter().map(Into::into).collect()),
        }
    }
}

/// The type that a caller may hand over for a value, and how it is converted.
pub(super) fn accepted(types: &Types<'_>, ty: &Type) -> (TokenStream, Conversion) {
    match types.resolve(ty) {
        Type::List(item) if converts(types, item) => {
            let item = types.render(item);
            (quote!(impl IntoIterator<Item = impl Into<#item>>), Conversion::CollectInto)
        }
        Type::List(item) => {
            let item = types.render(item);
            (quote!(impl IntoIterator<Item = #item>), Conversion::Collect)
        }
        _ if converts(types, ty) => {
            let ty = types.render(ty);
            (quote!(impl Into<#ty>), Conversion::Into)
        }
        _ => (types.render(ty), Conversion::None),
    }
}

/// Whether there is something else that a caller is likely to have in hands. Numbers are taken as they are:
/// literals would have no type otherwise.
fn converts(types: &Types<'_>, ty: &Type) -> bool {
    match types.resolve(ty) {
        Type::String | Type::Base64 | Type::Secret | Type::Bytes => true,
        Type::File | Type::Timestamp | Type::Date | Type::Json => true,
        Type::Named(id) => {
            matches!(types.definition(*id).kind, TypeKind::StringEnum(..) | TypeKind::IntEnum(..) | TypeKind::OneOf(..))
        }
        _ => false,
    }
}
