//! What all emitters share: the API, and what belongs together in it.

use super::Provenance;
use super::sizes::Sizes;
use crate::api::{Api, Home, Ident, Operation, Tag, TypeDef};

/// The API, in groups that share a file or a folder.
pub(super) struct Context<'a> {
    pub api: &'a Api,
    pub provenance: &'a Provenance,
    /// The tags that have any operation.
    pub groups: Vec<Group<'a>>,
    pub sizes: Sizes,
    /// The types that live in the file of each operation.
    inline: Vec<Vec<&'a TypeDef>>,
    /// The operations that are each one with another body.
    variants: Vec<Vec<(usize, &'a Operation)>>,
}

/// A tag with its operations.
pub(super) struct Group<'a> {
    pub tag: &'a Tag,
    /// With their indices in the API; those that are one with another body follow after it.
    pub operations: Vec<(usize, &'a Operation)>,
}

impl<'a> Group<'a> {
    /// The module, and the method on the client.
    pub fn module(&self) -> &'a Ident {
        &self.tag.name.ident
    }

    /// The folder.
    pub fn folder(&self) -> &'a str {
        self.tag.name.ident.plain()
    }
}

impl<'a> Context<'a> {
    pub fn new(api: &'a Api, provenance: &'a Provenance) -> Self {
        let mut groups: Vec<Group<'a>> = api.tags.iter().map(|tag| Group { tag, operations: Vec::new() }).collect();
        let mut variants = vec![Vec::new(); api.operations.len()];
        for (index, operation) in api.operations.iter().enumerate() {
            if let Some(variants) = operation.variant_of.and_then(|usual| variants.get_mut(usual)) {
                variants.push((index, operation));
            }
        }
        for (index, (operation, variants)) in api.operations.iter().zip(&variants).enumerate() {
            if let Some(group) = groups.get_mut(operation.tag).filter(|_| operation.variant_of.is_none()) {
                group.operations.push((index, operation));
                group.operations.extend_from_slice(variants);
            }
        }
        groups.retain(|group| !group.operations.is_empty());

        let mut inline = vec![Vec::new(); api.operations.len()];
        for definition in &api.types {
            if let Home::Operation { operation } = definition.home
                && let Some(types) = inline.get_mut(operation)
            {
                types.push(definition);
            }
        }
        Self { api, provenance, groups, sizes: Sizes::of(api), inline, variants }
    }

    /// The types that live in the file of an operation.
    pub fn inline_types(&self, operation: usize) -> &[&'a TypeDef] {
        self.inline.get(operation).map_or(&[], Vec::as_slice)
    }

    /// What an operation is with other bodies. It stands in the same file.
    pub fn variants(&self, operation: usize) -> &[(usize, &'a Operation)] {
        self.variants.get(operation).map_or(&[], Vec::as_slice)
    }

    /// Whether any type lives in the module `models`.
    pub fn has_models(&self) -> bool {
        self.api.types.iter().any(|definition| matches!(definition.home, Home::Model { .. }))
    }
}
