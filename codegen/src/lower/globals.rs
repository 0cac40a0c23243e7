//! Parameters that the client holds: `x-speakeasy-globals`.

use std::collections::HashMap;

use openapiv3::ReferenceOr;

use crate::api::{Global, Operation, Place};
use crate::document::pointer::step;
use crate::document::reference;
use crate::names::{constant_ident, snake_ident};

use super::context::{Component, Context};
use super::document::name_override;
use super::media::site_of;
use super::parameters::{Unnamed, key, lower_one, parse};
use super::schema::{Site, Space};

#[derive(Default)]
pub(super) struct Globals {
    pub list: Vec<Global>,
    places: HashMap<(Place, String), usize>,
}

impl Globals {
    pub fn position(&self, key: &(Place, String)) -> Option<usize> {
        self.places.get(key).copied()
    }
}

/// Lowers the document's list of globals.
pub(super) fn lower(context: &mut Context<'_>) -> Globals {
    const POINTER: &str = "/x-speakeasy-globals/parameters";
    let mut globals = Globals::default();
    let mut found: Vec<(Unnamed, Option<String>)> = Vec::new();
    for (index, value) in context.at(POINTER).and_then(|list| list.as_array()).into_iter().flatten().enumerate() {
        let written = step(POINTER, index);
        let Some((parameter, pointer)) = read(context, value, &written) else { continue };
        let key = key(&parameter);
        if key.0 == Place::Path {
            context.note(&written, "a path parameter cannot be global; operations take it as an argument");
            continue;
        }
        let data = parameter.parameter_data_ref();
        if globals.places.contains_key(&key) {
            context.error(&written, format!("`{}` is global twice", data.name));
            continue;
        }
        let site = site_of(&pointer, || Site::new(Space::Models, crate::names::type_ident(&data.name)));
        let Some(lowered) = lower_one(context, &parameter, &pointer, site) else { continue };
        globals.places.insert(key, found.len());
        found.push((lowered, name_override(|key| data.extensions.get(key)).map(str::to_owned)));
    }
    let prefix = common_prefix(&found);
    for (global, given) in found {
        let short = global.wire.get(prefix..).filter(|_| has_prefix(&global)).unwrap_or(&global.wire);
        let wanted = snake_ident(given.as_deref().unwrap_or(short));
        let ident = context.builder.claim(&wanted, &[&snake_ident(&global.wire)]).ident;
        let constant = constant_ident(ident.plain());
        let constant = context.constants.claim(&constant, &[&format!("{constant}_PARAMETER")]).ident;
        globals.list.push(Global { parameter: global.named(ident), constant });
    }
    globals
}

/// A parameter, and where it stands.
fn read(context: &mut Context<'_>, value: &serde_json::Value, pointer: &str) -> Option<(openapiv3::Parameter, String)> {
    match parse(value) {
        Ok(ReferenceOr::Item(parameter)) => Some((parameter, pointer.to_owned())),
        Ok(ReferenceOr::Reference { reference }) => {
            let name = reference::component(&reference, "parameters");
            let components = &context.openapi.components;
            let found = name.as_ref().and_then(|name| Some((name, openapiv3::Parameter::find(components, name)?)));
            let Some((name, item)) = found else {
                context.error(pointer, format!("there is no parameter `{reference}`"));
                return None;
            };
            let (parameter, pointer) = context.resolve(item, &step("/components/parameters", name))?;
            Some((parameter.clone(), pointer))
        }
        Err(problem) => {
            context.error(pointer, format!("this is no parameter: {problem}"));
            None
        }
    }
}

/// Headers that are spelled like `X-Plex-Product`: words with dashes between them.
fn has_prefix(global: &Unnamed) -> bool {
    global.place == Place::Header && global.wire.contains('-')
}

/// The length of what the names of all global headers with dashes begin with, if that is two words at least.
fn common_prefix(globals: &[(Unnamed, Option<String>)]) -> usize {
    let mut names = globals.iter().filter(|(global, _)| has_prefix(global)).map(|(global, _)| global.wire.as_str());
    let Some(first) = names.next() else { return 0 };
    let mut words: Vec<&str> = first.split('-').collect();
    words.pop();
    let mut alone = true;
    for name in names {
        alone = false;
        let own: Vec<&str> = name.split('-').collect();
        // The last word is the name itself.
        let shared = words.iter().zip(own.iter().take(own.len().saturating_sub(1)));
        let shared = shared.take_while(|(one, other)| one.eq_ignore_ascii_case(other)).count();
        words.truncate(shared);
    }
    if alone || words.len() < 2 { 0 } else { words.iter().map(|word| word.len() + 1).sum() }
}

/// Globals stay settable on the client even if nothing declares them.
pub(super) fn note_unused(context: &mut Context<'_>, globals: &Globals, operations: &[Operation]) {
    let mut used = vec![false; globals.list.len()];
    for index in operations.iter().flat_map(|operation| &operation.globals) {
        if let Some(used) = used.get_mut(*index) {
            *used = true;
        }
    }
    for (global, _) in globals.list.iter().zip(used).filter(|(_, used)| !used) {
        let (pointer, wire) = (&global.parameter.pointer, &global.parameter.name.wire);
        context.note(pointer, format!("no operation declares the global parameter `{wire}`"));
    }
}
