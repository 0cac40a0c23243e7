//! `allOf` taken apart: the properties of all members side by side, and the members that are no objects.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::document::{pointer, reference};
use crate::lower::context::Context;

use super::{Node, component_node};

/// How deeply members may lead to members.
const DEPTH: usize = 128;

/// The parts of a schema.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) struct Flat<'a> {
    /// In the order of first mention, with every schema that is given for each.
    pub properties: Vec<(&'a str, Vec<Node<'a>>)>,
    places: HashMap<&'a str, usize>,
    required: HashSet<&'a str>,
    /// In the order of mention.
    pub required_order: Vec<&'a str>,
    pub additional: Rest<'a>,
    /// Unions, enums, scalars and arrays. Of a schema with properties and a union beside them, the union is meant.
    pub others: Vec<Node<'a>>,
    /// Some part says that it is an object.
    pub is_object: bool,
}

/// What `additionalProperties` says.
#[derive(Clone, Debug, Default)]
pub(in crate::lower) enum Rest<'a> {
    #[default]
    Unsaid,
    Closed,
    Any,
    Typed(Box<Node<'a>>),
}

impl<'a> Flat<'a> {
    pub fn requires(&self, property: &str) -> bool {
        self.required.contains(property)
    }

    pub fn describes(&self, property: &str) -> bool {
        self.places.contains_key(property)
    }

    /// Every schema that is given for a property.
    pub fn described_by(&self, property: &str) -> &[Node<'a>] {
        let nodes = self.places.get(property).and_then(|place| self.properties.get(*place));
        nodes.map_or(&[], |(_, nodes)| nodes)
    }

    /// Whether this very schema is among those given for a property.
    pub fn includes(&self, property: &str, node: &Node<'a>) -> bool {
        self.described_by(property).iter().any(|own| own.pointer == node.pointer)
    }

    fn property(&mut self, name: &'a str, node: Node<'a>) {
        if let Some((_, nodes)) = self.places.get(name).and_then(|place| self.properties.get_mut(*place)) {
            if nodes.iter().all(|other| other.pointer != node.pointer) {
                nodes.push(node);
            }
            return;
        }
        self.places.insert(name, self.properties.len());
        self.properties.push((name, vec![node]));
    }
}

/// Takes a schema apart.
pub(in crate::lower) fn flatten<'a>(context: &mut Context<'a>, node: &Node<'a>) -> Flat<'a> {
    flatten_onto(context, Flat::default(), node)
}

/// Takes a schema apart and lays it on top of others.
pub(super) fn flatten_onto<'a>(context: &mut Context<'a>, flat: Flat<'a>, node: &Node<'a>) -> Flat<'a> {
    let named = node.pointer.strip_prefix("/components/schemas/").filter(|name| !name.contains('/'));
    let chain = named.map(pointer::unescape).into_iter().collect();
    let mut walk = Walk { flat, chain, visited: HashSet::new(), depth: 0 };
    walk.part(context, node);
    walk.flat
}

struct Walk<'a> {
    flat: Flat<'a>,
    /// The named schemas that led here.
    chain: Vec<String>,
    visited: HashSet<&'a str>,
    depth: usize,
}

impl<'a> Walk<'a> {
    fn part(&mut self, context: &mut Context<'a>, node: &Node<'a>) {
        if self.depth > DEPTH {
            context.error(&node.pointer, format!("more than {DEPTH} schemas lead to each other by `allOf` here"));
            return;
        }
        self.depth += 1;
        match node.reference() {
            Some(reference) => self.reference(context, node, reference),
            None => self.inline(context, node),
        }
        self.depth -= 1;
    }

    fn reference(&mut self, context: &mut Context<'a>, node: &Node<'a>, reference: &'a str) {
        let name = name_of(reference);
        if let Some(start) = self.chain.iter().position(|link| *link == name) {
            let circle = self.chain.get(start..).unwrap_or_default();
            let mut members = circle.to_vec();
            members.sort();
            if context.circles.insert(members) {
                let links = format!("{} -> {name}", circle.join(" -> "));
                context.error(&node.pointer, format!("`allOf` goes round in a circle: {links}"));
            }
            return;
        }
        if !self.visited.insert(reference) {
            return;
        }
        let Some(component) = component_node(context, reference) else {
            context.error(&node.pointer, format!("there is no schema `{reference}`"));
            return;
        };
        let object = component.reference().is_some()
            || component.has("allOf")
            || component.has("properties")
            || (component.kind() == Some("object") && !component.has("oneOf") && !component.has("anyOf"));
        if object {
            self.chain.push(name);
            self.part(context, &component);
            self.chain.pop();
        } else if component.is_substantial() && !self.leads_here(&component) {
            self.flat.others.push(node.clone());
        }
    }

    fn inline(&mut self, context: &mut Context<'a>, node: &Node<'a>) {
        for (index, member) in node.list("allOf").iter().enumerate() {
            self.part(context, &node.inside(member, &[&"allOf", &index]));
        }
        for (name, value) in node.properties().into_iter().flatten() {
            self.flat.property(name, node.child(value, &[&"properties", name], name));
        }
        for name in node.required() {
            if self.flat.required.insert(name) {
                self.flat.required_order.push(name);
            }
        }
        match node.get("additionalProperties") {
            None => {}
            Some(Value::Bool(true)) => self.flat.additional = Rest::Any,
            Some(Value::Bool(false)) => self.flat.additional = Rest::Closed,
            Some(value) => {
                let rest = node.child(value, &[&"additionalProperties"], "Value");
                self.flat.additional = if rest.is_substantial() { Rest::Typed(Box::new(rest)) } else { Rest::Any };
            }
        }
        let object = node.kind() == Some("object") || node.has("properties") || node.has("additionalProperties");
        self.flat.is_object |= object;
        let union = (node.has("oneOf") || node.has("anyOf")) && !super::union::only_requires(node);
        let scalar = !object && (node.has("type") || node.has("enum") || node.has("items"));
        if (union && !self.leads_here(node)) || scalar {
            self.flat.others.push(node.clone());
        }
    }

    /// Whether one of the schemas that led here is a member of this union: a child that extends its parent, while
    /// the parent lists its children. The child is no union then.
    fn leads_here(&self, union: &Node<'a>) -> bool {
        let members = union.list("oneOf").iter().chain(union.list("anyOf"));
        let mut names = members.filter_map(|member| member.get("$ref")?.as_str()).map(name_of);
        names.any(|name| self.chain.contains(&name))
    }
}

/// The name at the end of a reference.
fn name_of(reference: &str) -> String {
    reference::component(reference, "schemas").unwrap_or_else(|| reference::unescape(reference))
}
