//! The property that tells the members of a union apart.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::lower::context::{Context, unescape};

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
            let name = unescape(target.strip_prefix("#/components/schemas/").unwrap_or(target));
            mapping.entry(name).or_default().push(value.clone());
        }
        Some(Self { property: property.to_owned(), mapping, incomplete: false })
    }

    /// The values that stand for a member: as mapped, as its own enum says, or the name of its schema.
    pub fn tags<'a>(&mut self, context: &mut Context<'a>, member: &Node<'a>, target: &Node<'a>) -> Vec<String> {
        let name =
            member.reference().and_then(|reference| reference.strip_prefix("#/components/schemas/")).map(unescape);
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

/// The property that tells the members of a union apart though nobody says so: each requires it, as a constant of
/// its own. With it come the tags of the members, in their order.
pub(super) fn implied<'a>(context: &mut Context<'a>, members: &[&Node<'a>]) -> Option<(String, Vec<String>)> {
    if members.len() < 2 {
        return None;
    }
    let mut candidates: Vec<(&'a str, Vec<String>)> = Vec::new();
    for (index, member) in members.iter().enumerate() {
        let flat = flatten(context, member);
        if !flat.others.is_empty() {
            return None;
        }
        if index == 0 {
            let constants = flat.properties.iter().filter_map(|(name, _)| {
                let tag = constant(context, &flat, name)?;
                Some((*name, vec![tag]))
            });
            candidates = constants.collect();
            continue;
        }
        candidates.retain_mut(|(name, tags)| {
            let own = constant(context, &flat, name).filter(|tag| !tags.contains(tag));
            let tells = own.is_some();
            tags.extend(own);
            tells
        });
        if candidates.is_empty() {
            return None;
        }
    }
    let (name, tags) = candidates.into_iter().next()?;
    Some((name.to_owned(), tags))
}

/// The one value that a required property may have.
fn constant<'a>(context: &Context<'a>, flat: &Flat<'a>, name: &str) -> Option<String> {
    if !flat.requires(name) {
        return None;
    }
    flat.described_by(name).iter().find_map(|node| match target(context, node).list("enum") {
        [only] => tag(only),
        _ => None,
    })
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
