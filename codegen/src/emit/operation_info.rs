//! What is constant about an operation: address, servers, security, global parameters.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::Context;
use super::ident::fixed;
use super::operation_errors::is_success;
use crate::api::{Operation, Retries, Server, Status};

/// The value of `INFO`.
pub(super) fn info(context: &Context<'_>, operation: &Operation) -> TokenStream {
    let (id, method, path) = (&operation.name.wire, fixed(operation.method.as_str()), &operation.path);
    let servers = (!operation.servers.is_empty()).then(|| {
        let servers = operation.servers.iter().map(server);
        quote!(.servers(&[#(#servers),*]))
    });
    let security = (!operation.security.is_empty()).then(|| {
        let alternatives = operation.security.iter().map(|requirement| {
            let schemes = requirement.schemes.iter().filter_map(|scheme| context.api.schemes.get(scheme.scheme));
            let schemes = schemes.map(|scheme| &scheme.constant);
            quote!(&[#(client::#schemes),*])
        });
        quote!(.security(&[#(#alternatives),*]))
    });
    let globals = (!operation.globals.is_empty()).then(|| {
        let all = operation.globals.iter().copied().eq(0..context.api.globals.len());
        if all {
            return quote!(.globals(client::GLOBALS));
        }
        let globals = operation.globals.iter().filter_map(|global| context.api.globals.get(*global));
        let globals = globals.map(|global| &global.constant);
        quote!(.globals(&[#(client::#globals),*]))
    });
    let accept = accept(operation).map(|accept| quote!(.accept(#accept)));
    let messages = (!operation.error_messages.is_empty()).then(|| {
        let paths = operation.error_messages.iter().map(|path| quote!(&[#(#path),*]));
        quote!(.messages(&[#(#paths),*]))
    });
    let retry = operation.retries.as_ref().map(|retries| {
        let retry = retry(retries);
        quote!(.retry(#retry))
    });
    let redirects = redirects(operation);
    quote! {
        &OperationInfo::new(#id, Method::#method, #path)
            #servers #security #globals #accept #messages #retry #redirects
    }
}

/// The redirects that are documented: they are answers, and not followed.
fn redirects(operation: &Operation) -> Option<TokenStream> {
    let ranges = operation.responses.iter().filter_map(|response| match response.status {
        Status::Code(code @ 300..=399) => Some((code, code)),
        Status::Range(3) => Some((300, 399)),
        _ => None,
    });
    let ranges = ranges.map(|(first, last)| {
        let (first, last) = (Literal::u16_unsuffixed(first), Literal::u16_unsuffixed(last));
        quote!((#first, #last))
    });
    let ranges: Vec<_> = ranges.collect();
    (!ranges.is_empty()).then(|| quote!(.redirects(&[#(#ranges),*])))
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

/// A policy of the description. It knows no number of retries: the time ends them.
fn retry(retries: &Retries) -> TokenStream {
    let Retries::Backoff { initial_interval, max_interval, max_elapsed, exponent, statuses, connection_errors, own } =
        retries
    else {
        return quote!(Retry::none());
    };
    let milliseconds = |value: &u64| {
        let value = Literal::u64_unsuffixed(*value);
        quote!(Duration::from_millis(#value))
    };
    let (first, longest, total) =
        (milliseconds(initial_interval), milliseconds(max_interval), milliseconds(max_elapsed));
    let exponent = Literal::f64_unsuffixed(*exponent);
    let statuses = (!statuses.is_empty()).then(|| {
        let ranges = statuses.iter().map(|status| {
            let (first, last) = match status {
                Status::Code(code) => (*code, *code),
                Status::Range(hundreds) => (hundreds * 100, hundreds * 100 + 99),
                Status::Default => (100, 599),
            };
            let (first, last) = (Literal::u16_unsuffixed(first), Literal::u16_unsuffixed(last));
            quote!((#first, #last))
        });
        quote!(.statuses(&[#(#ranges),*]))
    });
    let connection = (!connection_errors).then(|| quote!(.connection_errors(false)));
    let own = own.then(|| quote!(.non_idempotent(true)));
    quote! {
        Retry::new().retries(u32::MAX).first_wait(#first).growth(#exponent).longest_wait(#longest).longest_total(#total)
            #statuses #connection #own
    }
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
