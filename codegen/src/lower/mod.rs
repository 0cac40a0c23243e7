//! A description to the intermediate representation.
//!
//! ```text
//! servers, security, globals ─┐
//! tags, operation names ──────┼─▶ operations (parameters, bodies, responses) ─┐
//! named schemas ─▶ types ─────┘                                               ├─▶ settle ─▶ Api
//!                     └───────────────────────────────────────────────────────┘
//! ```
//!
//! Problems are collected: what is beyond repair becomes [`Type::Json`](crate::api::Type::Json), and lowering goes on.

mod body;
mod context;
mod document;
mod form;
mod globals;
mod headers;
mod media;
mod names;
mod operations;
mod parameters;
mod path;
mod responses;
mod retries;
mod schema;
mod security;
mod servers;
mod settle;
mod source;
mod stream;
mod tags;
#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::api::{Api, Info};
use crate::diagnostic::Diagnostics;

use context::Context;
use source::Source;

/// Lowers a folded description.
///
/// `root` is that of a [`crate::load::Description`]. Schemas are read from the tree, because `openapiv3` keeps neither
/// their XML names nor what stands beside a `$ref`; all other objects are read by `openapiv3`, one by one.
///
/// # Errors
///
/// All problems of the description together, with the notes.
pub fn lower(root: &Value) -> Result<(Api, Diagnostics), Diagnostics> {
    let source = Source::read(root)?;
    let mut context = Context::new(&source, root);
    let servers = servers::of_document(&mut context);
    let found = operations::find(&mut context);
    let tags = tags::lower(&mut context, &found);
    let named = names::claim(&mut context, &found, &tags);

    schema::lower_components(&mut context);
    let globals = globals::lower(&mut context);
    let schemes = security::lower(&mut context, &found);
    let mut lowered = Vec::with_capacity(found.len());
    let mut variants = Vec::new();
    for (found, named) in found.iter().zip(named) {
        let (operation, others) = operations::lower(&mut context, found, named, &globals, &schemes);
        lowered.push(operation);
        variants.extend(others);
    }
    lowered.append(&mut variants);
    globals::note_unused(&mut context, &globals, &lowered);

    let mut api = Api {
        info: Info {
            title: source.info.title.clone(),
            version: source.info.version.clone(),
            description: source.info.description.clone(),
        },
        servers,
        globals: globals.list,
        schemes,
        tags: tags.list,
        operations: lowered,
        types: Vec::new(),
        contract: crate::api::Contract::default(),
    };
    security::drop_unused(&mut api);
    let diagnostics = settle::settle(context, &mut api);
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok((api, diagnostics)) }
}

/// Drops the types and security schemes that no operation reaches, named ones too.
pub(crate) fn drop_unreached(api: &mut Api) {
    security::drop_unused(api);
    settle::prune(api, 0);
}
