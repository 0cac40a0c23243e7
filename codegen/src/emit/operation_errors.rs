//! The enums of an operation: documented errors, and outputs where there are several.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Docs;
use super::types::{Types, payload_type};
use crate::api::{Operation, Output, Payload, Response, Status, Type};

/// Whether a response is a success of the operation.
pub(super) fn is_success(operation: &Operation, response: &Response) -> bool {
    operation.is_success(response.status)
}

/// Whether the operation documents any error, and so has an enum of them.
pub(super) fn documented(operation: &Operation) -> bool {
    operation.responses.iter().any(|response| !is_success(operation, response))
}

/// The enum of documented errors.
pub(super) fn errors(operation: &Operation, types: &Types<'_>) -> TokenStream {
    if !documented(operation) {
        return quote!();
    }
    let name = &operation.error_name;
    let docs = Docs::new(format!("Documented errors of [`{}`].", operation.type_name)).outer();
    let errors = || operation.responses.iter().filter(|response| !is_success(operation, response));
    let variants = errors().map(|response| {
        let (docs, variant) = (status_docs(response), &response.variant);
        let payload = response.payload.as_ref().map(|payload| {
            let ty = types.payload(payload);
            match payload {
                // Proxies answer with the documented status and a body of their own.
                Payload::Json(_) | Payload::Xml(_) => quote!((Option<#ty>)),
                Payload::Text | Payload::Bytes => quote!((#ty)),
            }
        });
        quote!(#docs #variant #payload)
    });
    let messages = errors().map(|response| {
        let variant = &response.variant;
        let rest = response.payload.as_ref().map(|_| quote!((_)));
        let message = response.variant.to_snake_case().replace('_', " ");
        quote!(Self::#variant #rest => #message)
    });
    let allow = types.allow_uneven(errors().map(payload));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #allow
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }

        impl fmt::Display for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let message = match self {
                    #(#messages,)*
                };
                f.write_str(message)
            }
        }

        impl std::error::Error for #name {}
    }
}

/// The enum of outputs.
pub(super) fn output(operation: &Operation, types: &Types<'_>) -> TokenStream {
    let Output::Several(name) = &operation.output else {
        return quote!();
    };
    let docs = Docs::new(format!("What [`{}`] gives.", operation.type_name)).outer();
    let outputs = || operation.responses.iter().filter(|response| is_success(operation, response));
    let allow = types.allow_uneven(outputs().map(payload));
    let variants = outputs().map(|response| {
        let (docs, variant) = (status_docs(response), &response.variant);
        let payload = response.payload.as_ref().map(|payload| {
            let ty = types.payload(payload);
            quote!((#ty))
        });
        quote!(#docs #variant #payload)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #allow
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    }
}

fn payload(response: &Response) -> Option<Type> {
    response.payload.as_ref().map(payload_type)
}

/// The status, and what the description says about it.
fn status_docs(response: &Response) -> TokenStream {
    let status = match response.status {
        Status::Code(code) => code.to_string(),
        Status::Range(hundreds) => format!("{hundreds}XX"),
        Status::Default => "Any other status".to_owned(),
    };
    Docs::default().doc(&response.doc).prefixed(&status).outer()
}
