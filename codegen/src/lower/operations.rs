//! Operations: found in the paths, then lowered one by one.

use std::collections::HashMap;

use openapiv3::{PathItem, ReferenceOr};

use crate::api::{Doc, Method, Name, Operation, Parameter, SecurityScheme};
use crate::document::pointer::step;
use crate::names::type_ident;

use super::body::Sent;
use super::context::Context;
use super::document::doc;
use super::globals::Globals;
use super::names::Named;
use super::path::Target;
use super::schema::{Site, Space};
use super::{body, headers, parameters, responses, retries, security, servers, stream, tags};

/// An operation as the description has it.
pub(super) struct Found<'a> {
    pub method: Method,
    pub path: &'a str,
    pub item: &'a PathItem,
    pub item_pointer: String,
    pub operation: &'a openapiv3::Operation,
    pub pointer: String,
    /// Its `operationId`, or one made of method and path.
    pub id: String,
}

/// All operations in the order of the description.
pub(super) fn find<'a>(context: &mut Context<'a>) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    let mut ids: HashMap<&'a str, Vec<(&'a str, String)>> = HashMap::new();
    let openapi = context.openapi;
    for (path, item) in &openapi.paths {
        let item_pointer = step("/paths", path);
        let item = match item {
            ReferenceOr::Item(item) => item,
            ReferenceOr::Reference { reference } => {
                context.error(&item_pointer, format!("there is no path item `{reference}`"));
                continue;
            }
        };
        for (method, operation) in methods(context, item, &item_pointer) {
            let name = method.key();
            let pointer = step(&item_pointer, name);
            let id = match operation.operation_id.as_deref().filter(|id| !id.is_empty()) {
                Some(id) => {
                    let tag = tags::first(operation);
                    let known = ids.entry(id).or_default();
                    let first = known.iter().find(|(other, _)| *other == tag).or(known.first()).cloned();
                    known.push((tag, pointer.clone()));
                    if let Some((other, first)) = first {
                        let at = step(&pointer, "operationId");
                        let problem = format!("the operationId `{id}` is taken by the operation at `{first}`");
                        if other == tag {
                            context.error_with_help(&at, problem, "give it an id of its own");
                        } else {
                            // They are methods of different handles.
                            context.note(&at, format!("{problem}, which has another tag"));
                        }
                    }
                    id.to_owned()
                }
                None => {
                    let id = made_up(name, path);
                    context.note(&pointer, format!("no operationId; the operation is called `{id}`"));
                    id
                }
            };
            let item_pointer = item_pointer.clone();
            found.push(Found { method, path, item, item_pointer, operation, pointer, id });
        }
    }
    found
}

/// The operations of a path in the order they are written.
fn methods<'a>(context: &Context<'a>, item: &'a PathItem, pointer: &str) -> Vec<(Method, &'a openapiv3::Operation)> {
    let mut methods: Vec<(Method, &openapiv3::Operation)> = [
        (Method::Get, &item.get),
        (Method::Put, &item.put),
        (Method::Post, &item.post),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Patch, &item.patch),
        (Method::Trace, &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
    .collect();
    if let Some(written) = context.at(pointer).and_then(serde_json::Value::as_object) {
        methods.sort_by_key(|(method, _)| written.keys().position(|key| key.eq_ignore_ascii_case(method.as_str())));
    }
    methods
}

/// `getLibraryById` for `GET /library/{id}`.
fn made_up(method: &str, path: &str) -> String {
    let path = path.replace('{', " by ").replace('}', " ");
    if path.chars().any(char::is_alphanumeric) {
        format!("{method}{}", type_ident(&path))
    } else {
        format!("{method}Root")
    }
}

/// Lowers an operation under the names it was given, and then the same with other bodies.
pub(super) fn lower<'a>(
    context: &mut Context<'a>,
    found: &Found<'a>,
    named: Named,
    globals: &Globals,
    schemes: &[SecurityScheme],
) -> (Operation, Vec<Operation>) {
    let site = Site::new(Space::Operation { tag: named.tag, operation: named.index }, named.type_name.as_str());
    let target = Target::of(context, found);
    let arguments = parameters::lower(context, found, &target, &site, globals, schemes);
    let mut sites = vec![site.clone()];
    sites.extend(named.variants.iter().map(|variant| Site {
        name: variant.type_name.to_string(),
        root: variant.type_name.to_string(),
        ..site.clone()
    }));
    let mut sent = body::lower(context, found, &sites, arguments).into_iter();
    let answers = responses::lower(context, found, &site);
    let output = responses::output(&answers.list, named.output_name);
    let headers = headers::lower(context, found, &site);
    let stream = stream::lower(context, found, &site, &answers.list);
    let error_messages = responses::messages(context, found);
    let retries = retries::lower(context, found);
    let operation = Operation {
        name: named.name,
        type_name: named.type_name,
        error_name: named.error_name,
        aliases: named.aliases,
        tag: named.tag,
        method: found.method,
        path: target.path,
        query: target.fixed,
        servers: own_servers(context, found),
        security: security::requirements(context, schemes, found.operation.security.as_deref(), &found.pointer),
        globals: Vec::new(),
        parameters: Vec::new(),
        body: None,
        form: None,
        variant_of: None,
        responses: answers.list,
        answer_media_types: answers.media_types,
        output,
        headers_name: named.headers_name,
        headers,
        stream,
        retries,
        error_messages,
        doc: words(found),
        pointer: found.pointer.clone(),
    };
    let first = sent.next().map(|sent| with(&operation, sent)).unwrap_or_else(|| operation.clone());
    let variants = named.variants.into_iter().zip(sent).map(|(name, sent)| Operation {
        name: Name { wire: operation.name.wire.clone(), ident: name.ident },
        type_name: name.type_name,
        aliases: Vec::new(),
        variant_of: Some(named.index),
        ..with(&operation, sent)
    });
    let variants = variants.collect();
    (first, variants)
}

/// An operation with what it sends.
fn with(operation: &Operation, sent: Sent) -> Operation {
    let mut parameters: Vec<Parameter> = sent.arguments.list;
    parameters.sort_by_key(|parameter| !parameter.required);
    Operation { globals: sent.arguments.globals, parameters, body: sent.body, form: sent.form, ..operation.clone() }
}

fn own_servers(context: &mut Context<'_>, found: &Found<'_>) -> Vec<crate::api::Server> {
    let (list, pointer) = if found.operation.servers.is_empty() {
        (&found.item.servers, &found.item_pointer)
    } else {
        (&found.operation.servers, &found.pointer)
    };
    servers::lower(context, list, &step(pointer, "servers"))
}

fn words(found: &Found<'_>) -> Doc {
    let operation = found.operation;
    let summary = operation.summary.as_deref().or(found.item.summary.as_deref());
    let description = operation.description.as_deref().or(found.item.description.as_deref());
    doc(summary, description, operation.external_docs.as_ref(), operation.deprecated)
}
