//! Arguments to the parts of a request.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::argument::{Argument, Source};
use super::ident::fixed;
use super::model_xml;
use super::types::Types;
use crate::api::{Body, Ident, Operation, Parameter, Payload, Place, Style, Type};

/// The function `encode`.
pub(super) fn encode(operation: &Operation, arguments: &[Argument<'_>], types: &Types<'_>) -> TokenStream {
    let fixed = operation.query.iter().map(|(name, value)| quote!(.query(#name, &#value)));
    if arguments.is_empty() && operation.query.is_empty() {
        return quote!(
            fn encode(&self, _request: &mut RequestParts) {}
        );
    }
    let calls = arguments.iter().map(|argument| match argument.source {
        Source::Parameter(parameter) => self::parameter(argument, parameter, types),
        Source::Body(body) => self::body(argument, body, types),
        Source::ContentType(_) => {
            let field = argument.ident;
            quote!(.content_type(self.#field.as_deref()))
        }
    });
    quote! {
        fn encode(&self, request: &mut RequestParts) {
            request #(#fixed)* #(#calls)*;
        }
    }
}

fn parameter(argument: &Argument<'_>, parameter: &Parameter, types: &Types<'_>) -> TokenStream {
    let (field, name) = (argument.ident, argument.wire);
    let place = place(parameter.place);
    if parameter.place == Place::Part {
        match types.resolve(&argument.ty) {
            Type::File => return file(quote!(file), parameter, field),
            Type::List(item) if matches!(types.resolve(item), Type::File) => {
                return file(quote!(files), parameter, field);
            }
            _ => {}
        }
    }
    let value = types.wire(&argument.ty, quote!(self.#field), !argument.required);
    if let (Some(media_type), Some(xml)) = (&parameter.content, &parameter.xml) {
        let root = model_xml::root(xml, &argument.ty, types);
        return quote!(.part_xml(#name, #media_type, #root, #value));
    }
    if let Some(media_type) = &parameter.content {
        let method = format_ident!("{place}_content");
        return match parameter.place {
            Place::Part => quote!(.#method(#name, #media_type, #value)),
            _ => quote!(.#method(#name, #value)),
        };
    }
    let (style, explode) = (style(parameter.style), parameter.explode);
    if parameter.allow_reserved && matches!(parameter.place, Place::Query | Place::Form) {
        let method = format_ident!("{place}_reserved");
        return quote!(.#method(#name, Style::#style, #explode, #value));
    }
    let usual = match parameter.place {
        Place::Path | Place::Header => parameter.style == Style::Simple && !explode,
        Place::Query | Place::Cookie => parameter.style == Style::Form && explode,
        // Without a style, objects in forms are JSON.
        Place::Form => parameter.style == Style::Form && explode && !types.is_object(&argument.ty),
        Place::Part => true,
    };
    // One value looks the same, however lists and objects are written.
    let plain = matches!(parameter.style, Style::Simple | Style::Form) && types.is_scalar(&argument.ty);
    if usual || plain {
        quote!(.#place(#name, #value))
    } else {
        let method = format_ident!("{place}_styled");
        quote!(.#method(#name, Style::#style, #explode, #value))
    }
}

/// `.file("avatar", &self.avatar)`, with the media type that the description gives if it gives one.
fn file(method: TokenStream, parameter: &Parameter, field: &Ident) -> TokenStream {
    let name = &parameter.name.wire;
    match &parameter.content {
        Some(media_type) => {
            let method = format_ident!("{}_as", method.to_string());
            quote!(.#method(#name, #media_type, &self.#field))
        }
        None => quote!(.#method(#name, &self.#field)),
    }
}

fn body(argument: &Argument<'_>, body: &Body, types: &Types<'_>) -> TokenStream {
    let field = argument.ident;
    let media_type = &body.media_type;
    let value = types.wire(&argument.ty, quote!(self.#field), !argument.required);
    match &body.payload {
        Payload::Json(_) if media_type == "application/json" => quote!(.json(#value)),
        Payload::Json(_) => quote!(.json_as(#media_type, #value)),
        Payload::Xml(ty) => {
            let root = model_xml::root(&body.xml, ty, types);
            quote!(.xml(#media_type, #root, #value))
        }
        Payload::Text => quote!(.text(#media_type, #value)),
        Payload::Bytes => quote!(.bytes(#media_type, self.#field.clone())),
    }
}

fn place(place: Place) -> proc_macro2::Ident {
    fixed(match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Form => "form",
        Place::Part => "part",
    })
}

fn style(style: Style) -> proc_macro2::Ident {
    fixed(match style {
        Style::Form => "Form",
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
    })
}
