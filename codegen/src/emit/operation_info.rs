//! What is constant about an operation: address, servers, security, global parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::ident::ident;
use super::operation_errors::is_success;
use crate::api::{Operation, Server};

/// The value of `INFO`.
pub(super) fn info(context: &Context<'_>, operation: &Operation) -> TokenStream {
    let (id, method, path) = (&operation.name.wire, ident(operation.method.as_str()), &operation.path);
    let servers = (!operation.servers.is_empty()).then(|| {
        let servers = operation.servers.iter().map(server);
        quote!(.servers(&[#(#servers),*]))
    });
    let security = (!operation.security.is_empty()).then(|| {
        let alternatives = operation.security.iter().map(|requirement| {
            let schemes = requirement.schemes.iter().filter_map(|scheme| context.api.schemes.get(scheme.scheme));
            let schemes = schemes.map(|scheme| ident(&scheme.constant));
            quote!(&[#(client::#schemes),*])
        });
        quote!(.security(&[#(#alternatives),*]))
    });
    let globals = (!operation.globals.is_empty()).then(|| {
        let all = operation.globals.iter().copied().eq(0..context.globals.len());
        if all {
            return quote!(.globals(client::GLOBALS));
        }
        let globals = operation.globals.iter().filter_map(|global| context.globals.get(*global));
        quote!(.globals(&[#(client::#globals),*]))
    });
    let accept = accept(operation).map(|accept| quote!(.accept(#accept)));
    let messages = (!operation.error_messages.is_empty()).then(|| {
        let paths = operation.error_messages.iter().map(|path| quote!(&[#(#path),*]));
        quote!(.messages(&[#(#paths),*]))
    });
    quote!(&OperationInfo::new(#id, Method::#method, #path) #servers #security #globals #accept #messages)
}

/// The media types of successful answers, unless they are what the runtime asks for by itself.
fn accept(operation: &Operation) -> Option<String> {
    let mut accepted: Vec<&str> = Vec::new();
    for response in operation.responses.iter().filter(|response| is_success(operation, response)) {
        let media_type = response.media_type.as_deref().filter(|_| response.payload.is_some());
        if let Some(media_type) = media_type.filter(|media_type| !accepted.contains(media_type)) {
            accepted.push(media_type);
        }
    }
    (!accepted.is_empty() && accepted != ["application/json"]).then(|| accepted.join(", "))
}

/// Whether `INFO` refers to the constants of `client.rs`.
pub(super) fn uses_client(operation: &Operation) -> bool {
    !operation.globals.is_empty() || operation.security.iter().any(|requirement| !requirement.schemes.is_empty())
}

/// A server as a constant.
pub(super) fn server(server: &Server) -> TokenStream {
    let url = &server.url;
    let variables = (!server.variables.is_empty()).then(|| {
        let variables = server.variables.iter().map(|variable| {
            let (name, default, values) = (&variable.name.wire, &variable.default, &variable.values);
            let values = (!values.is_empty()).then(|| quote!(.values(&[#(#values),*])));
            quote!(ServerVariable::new(#name, #default) #values)
        });
        quote!(.variables(&[#(#variables),*]))
    });
    quote!(ServerInfo::new(#url) #variables)
}
