//! The property that tells the members of a union apart.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::document::reference;
use crate::lower::context::Context;

use super::flatten::{Flat, flatten};
use super::{Node, target};

pub(super) struct Discriminator {
    property: String,
    /// Values by the name of the schema they stand for.
    mapping: BTreeMap<String, Vec<String>>,
    /// Some member cannot be told by the property.
    incomplete: bool,
}

impl Discriminator {
    pub fn of(context: &mut Context<'_>, union: &Node<'_>) -> Option<Self> {
        let discriminator = union.get("discriminator")?;
        let Some(property) = discriminator.get("propertyName").and_then(Value::as_str) else {
            context.note(&union.pointer, "a discriminator without `propertyName` is ignored");
            return None;
        };
        let mut mapping: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (value, target) in discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten() {
            let Some(target) = target.as_str() else { continue };
            let name = reference::component(target, "schemas").unwrap_or_else(|| reference::unescape(target));
            mapping.entry(name).or_default().push(value.clone());
        }
        Some(Self { property: property.to_owned(), mapping, incomplete: false })
    }

    /// The values that stand for a member: as mapped, as its own enum says, or the name of its schema.
    pub fn tags<'a>(&mut self, context: &mut Context<'a>, member: &Node<'a>, target: &Node<'a>) -> Vec<String> {
        let name = member.reference().and_then(|reference| reference::component(reference, "schemas"));
        if let Some(tags) = name.as_ref().and_then(|name| self.mapping.remove(name)) {
            return tags;
        }
        let values = self.values(context, target);
        if !values.is_empty() {
            return values;
        }
        match name {
            Some(name) => vec![name],
            None => {
                self.incomplete = true;
                Vec::new()
            }
        }
    }

    /// The values that the member's own schema allows for the property.
    fn values<'a>(&self, context: &mut Context<'a>, member: &Node<'a>) -> Vec<String> {
        let values = |value: &Value| -> Vec<String> {
            value.get("enum").and_then(Value::as_array).into_iter().flatten().filter_map(tag).collect()
        };
        if let Some(property) = member.properties().and_then(|properties| properties.get(&self.property)) {
            return values(property);
        }
        if !member.has("allOf") {
            return Vec::new();
        }
        let flat = flatten(context, member);
        let nodes = flat.properties.iter().find(|(name, _)| *name == self.property).map(|(_, nodes)| nodes);
        nodes.and_then(|nodes| nodes.last()).map(|node| values(target(context, node).value)).unwrap_or_default()
    }

    /// The property, if it tells every member.
    pub fn finish(self, context: &mut Context<'_>, union: &Node<'_>) -> Option<String> {
        if self.incomplete {
            let problem = "a discriminator that says nothing about a member without a name; the best fit is taken";
            context.note(&union.pointer, problem);
            return None;
        }
        if let Some(name) = self.mapping.keys().next() {
            context
                .note(&union.pointer, format!("the discriminator maps to `{name}`, which is no member of the union"));
        }
        Some(self.property)
    }
}

/// The property that tells the members of a union apart though nobody says so: each requires it, with values that no
/// other member has, and some with one value only. With it come the values of the members, in their order.
pub(super) fn implied<'a>(context: &mut Context<'a>, members: &[&Node<'a>]) -> Option<(String, Vec<Vec<String>>)> {
    let [first, others @ ..] = members else { return None };
    if others.is_empty() {
        return None;
    }
    let flat = flatten(context, first);
    let names: Vec<&'a str> = flat.properties.iter().map(|(name, _)| *name).collect();
    let listed = names.into_iter().filter_map(|name| Some((name, vec![listed(context, &flat, name)?])));
    let mut candidates: Vec<(&'a str, Vec<Vec<String>>)> = listed.collect();
    for member in others {
        if candidates.is_empty() {
            return None;
        }
        let flat = flatten(context, member);
        candidates.retain_mut(|(name, tags)| {
            let own = self::listed(context, &flat, name);
            let own = own.filter(|own| own.iter().all(|tag| tags.iter().flatten().all(|other| other != tag)));
            let tells = own.is_some();
            tags.extend(own);
            tells
        });
    }
    candidates.retain(|(_, tags)| tags.iter().any(|tags| tags.len() == 1));
    let (name, tags) = candidates.into_iter().next()?;
    Some((name.to_owned(), tags))
}

/// The values that a required property of an object may have.
fn listed<'a>(context: &Context<'a>, flat: &Flat<'a>, name: &str) -> Option<Vec<String>> {
    if !flat.others.is_empty() || !flat.requires(name) {
        return None;
    }
    let lists = flat.described_by(name).iter().map(|node| target(context, node).list("enum"));
    let shortest = lists.filter(|values| !values.is_empty()).min_by_key(|values| values.len())?;
    shortest.iter().map(tag).collect()
}

/// How a value of the property is written.
fn tag(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if number.is_i64() || number.is_u64() => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
