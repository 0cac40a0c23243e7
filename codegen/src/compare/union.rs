//! `oneOf` and `anyOf`: variants paired, those without a partner told, and what tells them apart.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::{Document, Spot};
use super::seat::Seat;
use super::view::{Node, View};
use super::walk::{Step, Walk};
use crate::api::{Api, OneOf, Type};

pub(super) fn compare<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, old: &View<'a>, new: &View<'a>) {
    if !old.variants.is_empty() && !new.variants.is_empty() {
        variants(walk, step, old, new);
    } else if old.variants.is_empty() && new.variants.is_empty() && old.types != new.types {
        types(walk, step);
    }
    discriminator(walk, step, old, new);
}

/// A list of types is a union in Rust.
fn types<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>) {
    let unions = (step.seats.0.union(walk.sides.old_api), step.seats.1.union(walk.sides.new_api));
    let (Some(before), Some(after)) = unions else { return };
    let missing = |from: &'a OneOf, other: &'a OneOf| -> Vec<&'a str> {
        let idents = from.variants.iter().map(|variant| variant.ident.as_str());
        idents.filter(|ident| other.variants.iter().all(|variant| *variant.ident != **ident)).collect()
    };
    for ident in missing(before, after) {
        let step = Step { name: format!("{}::{ident}", step.name), ..step.clone() };
        walk.tell(&step, "variant-removed", false, format!("`{}` removed", step.name));
    }
    for ident in missing(after, before) {
        walk.tell(step, "variant-added", false, format!("`{}::{ident}` added", step.name));
    }
}

/// Old and new positions of the same variant; `None` where there is no partner.
fn pair(walk: &Walk<'_, '_>, old: &[Node<'_>], new: &[Node<'_>]) -> (Vec<(usize, usize)>, Vec<usize>, Vec<usize>) {
    let mut left: Vec<usize> = (0..old.len()).collect();
    let mut right: Vec<usize> = (0..new.len()).collect();
    let mut pairs = Vec::new();
    type Rule<'r> = &'r dyn Fn(&Node<'_>, &Node<'_>) -> bool;
    let alike: [Rule<'_>; 4] = [
        &|a, b| reference(a).is_some() && reference(a) == reference(b),
        &|a, b| walk.sides.unchanged.same(a, b),
        &|a, b| title(a).is_some() && title(a) == title(b),
        &|a, b| reference(a).is_none() && reference(b).is_none() && kind(a).is_some() && kind(a) == kind(b),
    ];
    for alike in alike {
        right.retain(|&position| {
            let Some(node) = new.get(position) else { return true };
            let found = left.iter().position(|&other| old.get(other).is_some_and(|other| alike(other, node)));
            match found {
                Some(index) => {
                    pairs.push((left.remove(index), position));
                    false
                }
                None => true,
            }
        });
    }
    pairs.sort_by_key(|(_, new)| *new);
    (pairs, left, right)
}

fn reference<'a>(node: &Node<'a>) -> Option<&'a str> {
    node.first().and_then(|spot| spot.text("$ref"))
}

fn title<'a>(node: &Node<'a>) -> Option<&'a str> {
    node.first().and_then(|spot| spot.text("title"))
}

fn kind<'a>(node: &Node<'a>) -> Option<&'a Value> {
    node.first().and_then(|spot| spot.value.get("type"))
}

fn variants<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, old: &View<'a>, new: &View<'a>) {
    let (pairs, removed, added) = pair(walk, &old.variants, &new.variants);
    let (old_api, new_api) = (walk.sides.old_api, walk.sides.new_api);
    let unions = (step.seats.0.union(old_api), step.seats.1.union(new_api));
    let mut renamed = false;
    for (before, after) in pairs {
        let (Some(old_node), Some(new_node)) = (old.variants.get(before), new.variants.get(after)) else { continue };
        let seats = (
            known(old_api, unions.0, old_node, before, old.variants.len()),
            known(new_api, unions.1, new_node, after, new.variants.len()),
        );
        let name = label(&walk.sides.new, new_node, after);
        let at = format!("{}|{name}", step.at);
        let below = step.below(old_node.clone(), new_node.clone(), (seats.0.seat, seats.1.seat), at);
        walk.queue.push_back(Step { name, ..below });
        if let (Some(old_ident), Some(new_ident)) = (seats.0.ident, seats.1.ident)
            && old_ident != new_ident
        {
            renamed = true;
            walk.variant_renamed(step, old_ident, new_ident);
        }
    }
    let idents = |union: Option<&'a OneOf>| -> Vec<&'a str> {
        union.into_iter().flat_map(|union| &union.variants).map(|variant| variant.ident.as_str()).collect()
    };
    let (before, after) = (idents(unions.0), idents(unions.1));
    let both = unions.0.is_some() && unions.1.is_some();
    let mut gone = before.iter().filter(|ident| both && !after.contains(ident));
    let mut come = after.iter().filter(|ident| both && !before.contains(ident));
    for position in removed {
        let Some(node) = old.variants.get(position) else { continue };
        let name = label(&walk.sides.old, node, position);
        let kind = walk.kind("request-variant-removed", "response-variant-removed");
        let hidden = gone.next().is_none();
        let text = format!("`{}`: variant `{name}` removed", step.name);
        let step = Step { name: format!("{}::{name}", step.name), ..step.clone() };
        walk.tell(&step, kind, hidden, text);
    }
    for position in added {
        let Some(node) = new.variants.get(position) else { continue };
        let name = label(&walk.sides.new, node, position);
        let kind = walk.kind("request-variant-added", "response-variant-added");
        let hidden = come.next().is_none();
        walk.tell(step, kind, hidden, format!("`{}`: variant `{name}` added", step.name));
    }
    if let (false, Some(old_ident), Some(new_ident)) = (renamed, gone.next(), come.next()) {
        walk.variant_renamed(step, old_ident, new_ident);
    }
}

/// A variant in Rust.
struct Known<'a> {
    ident: Option<&'a str>,
    seat: Seat<'a>,
}

/// The variant of the component, or the one at the same position.
fn known<'a>(api: &'a Api, union: Option<&'a OneOf>, node: &Node<'a>, position: usize, count: usize) -> Known<'a> {
    let unknown = Known { ident: None, seat: Seat::Empty };
    let Some(union) = union else { return unknown };
    let component = reference(node).and_then(|reference| reference.rsplit('/').next());
    let named = union.variants.iter().find(|variant| match &variant.ty {
        Type::Named(id) => component == Some(api.get(*id).name.wire.as_str()),
        _ => false,
    });
    let same = || union.variants.get(position).filter(|_| union.variants.len() == count);
    let Some(variant) = named.or_else(same) else { return unknown };
    let seat = match Seat::of(api, &variant.ty, false) {
        Seat::Value { ty, hold, .. } => Seat::Value { ty, hold, boxed: variant.boxed },
        other => other,
    };
    Known { ident: Some(&variant.ident), seat }
}

fn label(document: &Document<'_>, node: &Node<'_>, position: usize) -> String {
    let component = reference(node).and_then(|reference| reference.rsplit('/').next());
    let kind = || node.first().and_then(|spot| document.follow(spot.clone()).text("type"));
    component.or_else(|| title(node)).or_else(kind).map_or_else(|| (position + 1).to_string(), str::to_owned)
}

fn discriminator<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, old: &View<'a>, new: &View<'a>) {
    let name = &step.name;
    let (before, after) = match (&old.discriminator, &new.discriminator) {
        (None, None) => return,
        (None, Some(_)) => {
            return walk.tell(
                step,
                "discriminator-added",
                true,
                format!("`{name}`: a property tells the variants apart now"),
            );
        }
        (Some(_), None) => {
            return walk.tell(
                step,
                "discriminator-removed",
                true,
                format!("`{name}`: no property tells the variants apart any more"),
            );
        }
        (Some(before), Some(after)) => (before, after),
    };
    let properties = (before.text("propertyName").unwrap_or_default(), after.text("propertyName").unwrap_or_default());
    if properties.0 != properties.1 {
        let kind = walk.kind("request-discriminator-changed", "response-discriminator-changed");
        let text = format!("`{name}`: `{}` tells the variants apart now, not `{}`", properties.1, properties.0);
        walk.tell(step, kind, true, text);
    }
    let (before, after) = (mapping(before), mapping(after));
    for (word, target) in &after {
        if before.get(word) != Some(target) && before.contains_key(word) {
            let kind = walk.kind("request-discriminator-changed", "response-discriminator-changed");
            walk.tell(step, kind, true, format!("`{name}`: `{word}` means `{target}` now"));
        } else if !before.contains_key(word) {
            let kind = walk.kind("request-discriminator-value-added", "response-discriminator-value-added");
            walk.tell(step, kind, true, format!("`{name}`: `{word}` means `{target}`, too"));
        }
    }
    for word in before.keys().filter(|word| !after.contains_key(*word)) {
        let kind = walk.kind("request-discriminator-value-removed", "response-discriminator-value-removed");
        walk.tell(step, kind, true, format!("`{name}`: `{word}` is no name of a variant any more"));
    }
}

/// Words to names of schemas.
fn mapping<'a>(discriminator: &Spot<'a>) -> BTreeMap<&'a str, &'a str> {
    let mapping = discriminator.get("mapping");
    let entries = mapping.iter().flat_map(Spot::entries);
    entries.filter_map(|(word, target)| Some((word, target.value.as_str()?.rsplit('/').next()?))).collect()
}
