//! Base URLs and the variables in them.

use std::collections::HashSet;

use crate::api::{Doc, Ident, Name, Server, ServerVariable};
use crate::document::pointer::step;
use crate::names::snake_ident;

use super::context::Context;
use super::document::text;

/// The servers of operations that name none. Never empty.
pub(super) fn of_document(context: &mut Context<'_>) -> Vec<Server> {
    let openapi = context.openapi;
    let servers = lower(context, &openapi.servers, "/servers");
    if !servers.is_empty() {
        return servers;
    }
    context.note("", "no server is named; requests go to `/`, and callers must say which host that is on");
    vec![Server { url: "/".to_owned(), pointer: "/servers".to_owned(), ..Server::default() }]
}

/// A list of servers, as a document, a path or an operation has it.
pub(super) fn lower(context: &mut Context<'_>, servers: &[openapiv3::Server], pointer: &str) -> Vec<Server> {
    servers.iter().enumerate().map(|(index, server)| lower_one(context, server, step(pointer, index))).collect()
}

fn lower_one(context: &mut Context<'_>, server: &openapiv3::Server, pointer: String) -> Server {
    let mut variables = Vec::new();
    for (wire, variable) in server.variables.iter().flatten() {
        let values = variable.enumeration.clone();
        if !values.is_empty() && !values.contains(&variable.default) {
            let at = step(&step(&pointer, "variables"), wire);
            context.note(&at, format!("the default `{}` is none of the values allowed", variable.default));
        }
        variables.push(ServerVariable {
            name: Name { wire: wire.clone(), ident: setter(context, wire) },
            default: variable.default.clone(),
            values,
            doc: Doc { description: text(variable.description.as_deref()), ..Doc::default() },
        });
    }
    let mut used = HashSet::new();
    for name in holes(&server.url) {
        used.insert(name);
        if !server.variables.iter().flatten().any(|(wire, _)| wire == name) {
            context.error_with_help(
                &step(&pointer, "url"),
                format!("the server's URL has a variable `{name}` that is not described"),
                format!("add `variables: {{{name}: {{default: …}}}}` to the server"),
            );
        }
    }
    for variable in variables.iter().filter(|variable| !used.contains(variable.name.wire.as_str())) {
        let at = step(&step(&pointer, "variables"), &variable.name.wire);
        context.note(&at, format!("the server's URL has no `{{{}}}`", variable.name.wire));
    }
    variables.retain(|variable| used.contains(variable.name.wire.as_str()));
    Server {
        url: server.url.clone(),
        variables,
        doc: Doc { description: text(server.description.as_deref()), ..Doc::default() },
        pointer,
    }
}

/// The setter of a variable. Servers that share a variable share its setter.
fn setter(context: &mut Context<'_>, wire: &str) -> Ident {
    if let Some(ident) = context.server_setters.get(wire) {
        return ident.clone();
    }
    let ident = context.builder.claim(&format!("server_{}", snake_ident(wire)), &[]).ident;
    context.server_setters.insert(wire.to_owned(), ident.clone());
    ident
}

/// The names in braces, in order.
pub(super) fn holes(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name))
}
