//! What all emitters share: the API and the names that depend on all of it.

use std::collections::HashSet;

use proc_macro2::Ident;

use super::sizes::Sizes;
use super::{Provenance, ident};
use crate::api::{Api, Home, Operation, Tag, TypeDef};

/// The API together with names that are decided once for the whole tree.
pub(super) struct Context<'a> {
    pub api: &'a Api,
    pub provenance: &'a Provenance,
    /// The constant in `client.rs` of each global parameter.
    pub globals: Vec<Ident>,
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
    /// The folder: the stem of the module.
    pub folder: String,
    /// The module, and the method on the client.
    pub module: Ident,
    /// With their indices in the API; those that are one with another body follow after it.
    pub operations: Vec<(usize, &'a Operation)>,
}

impl<'a> Context<'a> {
    pub fn new(api: &'a Api, provenance: &'a Provenance) -> Self {
        let mut taken: HashSet<String> = ["SERVERS".to_owned(), "GLOBALS".to_owned()].into();
        taken.extend(api.schemes.iter().map(|scheme| scheme.constant.clone()));
        let globals = api
            .globals
            .iter()
            .map(|global| ident::free(&mut taken, &ident::constant(&global.name.ident), "_PARAMETER"))
            .collect();

        // The modules beside the tags, and the methods beside theirs on the client.
        let mut taken: HashSet<String> =
            ["client", "blocking", "doctests", "models", "codegen", "builder", "core", "with"]
                .map(str::to_owned)
                .into();
        taken.extend(api.schemes.iter().map(|scheme| format!("with_{}", scheme.name.ident.trim_start_matches("r#"))));
        let mut groups: Vec<Group<'a>> = api
            .tags
            .iter()
            .map(|tag| {
                let name = ident::free(&mut taken, &tag.name.ident, "_operations").to_string();
                let (folder, module) = ident::module(&name);
                Group { tag, folder, module, operations: Vec::new() }
            })
            .collect();
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
        Self { api, provenance, globals, groups, sizes: Sizes::of(api), inline, variants }
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
