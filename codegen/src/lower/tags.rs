//! Groups of operations.

use std::collections::HashMap;

use crate::api::{Name, Tag};
use crate::document::pointer::step;
use crate::names::{Reserved, Scope, module_ident, type_ident};

use super::context::Context;
use super::document::doc;
use super::operations::Found;

/// Operations without a tag.
const UNTAGGED: &str = "api";

/// The tag of an operation: of several the first counts.
pub(super) fn first(operation: &openapiv3::Operation) -> &str {
    operation.tags.first().map_or(UNTAGGED, String::as_str)
}

pub(super) struct Tags {
    pub list: Vec<Tag>,
    /// The tag of each operation.
    pub of: Vec<usize>,
}

/// The tags that operations have, each with a namespace for its types. The first tag of an operation counts.
pub(super) fn lower(context: &mut Context<'_>, found: &[Found<'_>]) -> Tags {
    let openapi = context.openapi;
    let wanted: Vec<String> = found.iter().map(|found| first(found.operation).to_owned()).collect();
    let mut pointers: HashMap<String, String> = HashMap::new();
    for (found, wire) in found.iter().zip(&wanted) {
        pointers.entry(wire.clone()).or_insert_with(|| step(&step(&found.pointer, "tags"), 0));
    }
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut list = Vec::new();
    let described = openapi.tags.iter().enumerate().map(|(index, tag)| (&tag.name, Some((index, tag))));
    for (wire, described) in described.chain(wanted.iter().map(|wire| (wire, None))) {
        let Some(first_use) = pointers.get(wire) else { continue };
        if places.contains_key(wire) {
            continue;
        }
        let module = context.handles.claim(&module_ident(wire), &[]);
        let mut scope = Scope::new(Reserved::Operations);
        let wanted = type_ident(wire);
        // `Client` becomes the handle `ClientApi`, not `ClientOperation`.
        let wanted = if scope.reserves(&wanted) { format!("{wanted}Api") } else { wanted };
        let handle = scope.claim(&wanted, &[]).ident;
        context.tags.push(scope);
        places.insert(wire.clone(), list.len());
        list.push(Tag {
            name: Name { wire: wire.clone(), ident: module.ident },
            handle,
            doc: described
                .map(|(_, tag)| doc(None, tag.description.as_deref(), tag.external_docs.as_ref(), false))
                .unwrap_or_default(),
            pointer: described.map_or_else(|| first_use.clone(), |(index, _)| step("/tags", index)),
        });
    }
    let of = wanted.iter().map(|wire| places.get(wire).copied().unwrap_or(0)).collect();
    Tags { list, of }
}
