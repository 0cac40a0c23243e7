//! Models by name: what comes, what goes, and what no operation leads to.

use std::collections::{HashMap, HashSet};

use super::document::Spot;
use super::seat::Seat;
use super::sink::{Finding, Sink, Subject};
use super::walk::{Direction, Sides, Step, Walk};
use crate::api::{Api, Home, TypeDef, TypeId, TypeKind};
use crate::rust;

/// Compares the models that carry the name of a component. All others are named after the place they are used at,
/// and told there.
pub(super) fn compare<'a>(sides: Sides<'a>, sink: &mut Sink) {
    sink.turn_to(Subject::default());
    if sides.old_api.types.is_empty() && sides.new_api.types.is_empty() {
        return;
    }
    let (old, new) = (components(sides.old_api), components(sides.new_api));
    let renamed_to: HashSet<String> = sink.renamed.iter().map(|(_, new)| new.clone()).collect();
    let renamed_from: HashSet<String> = sink.renamed.iter().map(|(old, _)| old.clone()).collect();
    for (name, (_, definition)) in ordered(&new) {
        match old.get(name) {
            Some((_, known)) => both(sides, sink, known, definition),
            None => {
                let path = rust::path(sides.new_api, definition);
                if !renamed_to.contains(&path) {
                    let text = format!("model `{}` added", definition.name.ident);
                    let pointer = Some(definition.pointer.clone());
                    sink.tell(Finding { kind: "type-added", text, name: path, new: pointer, ..Finding::default() });
                }
            }
        }
    }
    for (name, (_, definition)) in ordered(&old) {
        let path = rust::path(sides.old_api, definition);
        if !new.contains_key(name) && !renamed_from.contains(&path) {
            let text = format!("model `{}` removed", definition.name.ident);
            let pointer = Some(definition.pointer.clone());
            sink.tell(Finding { kind: "type-removed", text, name: path, old: pointer, ..Finding::default() });
        }
    }
    held(sides, sink);
    unreached(sides, sink, &old, &new);
}

/// Tells fields that are held otherwise for no other reason than that their model is sent now, or is not any more:
/// only a sender has to tell apart what is absent and what is `null`.
fn held(sides: Sides<'_>, sink: &mut Sink) {
    let old: HashMap<&str, (TypeId, &TypeDef)> =
        indexed(sides.old_api).map(|entry| (entry.1.pointer.as_str(), entry)).collect();
    for (id, definition) in indexed(sides.new_api) {
        let Some((old_id, known)) = old.get(definition.pointer.as_str()) else { continue };
        let TypeKind::Struct(structure) = &definition.kind else { continue };
        if known.sent == definition.sent {
            continue;
        }
        for field in &structure.fields {
            let wire = &field.name.wire;
            let members =
                (Seat::Model(*old_id).member(sides.old_api, wire), Seat::Model(id).member(sides.new_api, wire));
            let (Some(before), Some(after)) = members else { continue };
            let rust = (before.seat.text(sides.old_api), after.seat.text(sides.new_api));
            let name = format!("{}::{}", definition.name.ident, field.name.ident.trim_start_matches("r#"));
            let text = format!("`{name}`: `{}` → `{}`", rust.0, rust.1);
            let told = before.seat.hold() == after.seat.hold() || sink.changes.iter().any(|change| change.text == text);
            if !told {
                let (old, new) = (Some(known.pointer.clone()), Some(field.pointer.clone()));
                sink.tell(Finding {
                    kind: "type-changed",
                    text,
                    name,
                    rust: Some(rust),
                    old,
                    new,
                    ..Finding::default()
                });
            }
        }
    }
}

fn indexed(api: &Api) -> impl Iterator<Item = (TypeId, &TypeDef)> {
    api.types.iter().enumerate().map(|(index, definition)| (TypeId(index), definition))
}

type Components<'a> = HashMap<&'a str, (TypeId, &'a TypeDef)>;

fn components(api: &Api) -> Components<'_> {
    let mut found = HashMap::new();
    for (index, definition) in api.types.iter().enumerate() {
        let name = definition.pointer.strip_prefix("/components/schemas/");
        let whole = name.is_some_and(|name| !name.contains('/'));
        if whole && matches!(definition.home, Home::Model { .. }) {
            found.insert(definition.name.wire.as_str(), (TypeId(index), definition));
        }
    }
    found
}

/// In the order of the description.
fn ordered<'c, 'a>(components: &'c Components<'a>) -> Vec<(&'a str, &'c (TypeId, &'a TypeDef))> {
    let mut list: Vec<_> = components.iter().map(|(name, entry)| (*name, entry)).collect();
    list.sort_by_key(|(_, (id, _))| *id);
    list
}

fn both<'a>(sides: Sides<'a>, sink: &mut Sink, old: &TypeDef, new: &TypeDef) {
    let (before, after) = (rust::path(sides.old_api, old), rust::path(sides.new_api, new));
    let (old_pointer, new_pointer) = (Some(old.pointer.clone()), Some(new.pointer.clone()));
    let structures = matches!((&old.kind, &new.kind), (TypeKind::Struct(_), TypeKind::Struct(_)));
    if before != after && !sink.renamed.contains(&(before.clone(), after.clone())) {
        sink.renamed.insert((before.clone(), after.clone()));
        let text = format!("type `{before}` is called `{after}`");
        let rust = Some((before, after.clone()));
        sink.tell(Finding {
            kind: "type-renamed",
            text,
            name: after.clone(),
            rust,
            old: old_pointer.clone(),
            new: new_pointer.clone(),
            ..Finding::default()
        });
    }
    if structures && old.sent != new.sent {
        let (kind, text) = if new.sent {
            ("type-now-sent", format!("`{after}` can be made with `new(…)`"))
        } else {
            ("type-no-longer-sent", format!("`{after}` has no `new(…)` any more"))
        };
        sink.tell(Finding { kind, text, name: after, old: old_pointer, new: new_pointer, ..Finding::default() });
    }
}

/// Compares the models that no operation reaches, on either side.
fn unreached<'a>(sides: Sides<'a>, sink: &mut Sink, old: &Components<'a>, new: &Components<'a>) {
    sink.ashore = true;
    for (name, (id, definition)) in ordered(new) {
        let Some((old_id, known)) = old.get(name) else { continue };
        let used = |definition: &TypeDef| definition.sent || definition.received;
        if used(definition) && used(known) {
            continue;
        }
        let spot = |pointer: &str, root: &'a serde_json::Value| -> Option<Spot<'a>> {
            Some(Spot { value: root.pointer(pointer)?, pointer: pointer.to_owned() })
        };
        let (Some(before), Some(after)) =
            (spot(&known.pointer, sides.old.root), spot(&definition.pointer, sides.new.root))
        else {
            continue;
        };
        let seats = (Seat::Model(*old_id), Seat::Model(*id));
        let mut walk = Walk::new(sides, sink, Direction::Response, false);
        let label = definition.name.ident.to_string();
        walk.run(Step {
            old: vec![before],
            new: vec![after],
            seats,
            at: label.clone(),
            name: label,
            option_told: false,
            ashore: false,
        });
    }
    sink.ashore = false;
}
