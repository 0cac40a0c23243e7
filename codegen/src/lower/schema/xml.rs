//! What XML objects say of how values are written.

use std::collections::HashMap;

use serde_json::Value;

use crate::api::{Field, FieldXml};
use crate::document::reference;
use crate::lower::context::Context;
use crate::names::{is_xml_name, xml_name};

use super::{Node, component_node};

/// Schemas that stand for each other, beyond which no more are looked at.
const DEPTH: usize = 32;

/// What a root is called for which there is no name.
pub(in crate::lower) const ROOT: &str = "root";

/// The schemas that describe one value, the one that goes before the others first.
struct Said<'a> {
    nodes: Vec<Node<'a>>,
    /// How many of them stand where the value is described; the others are what is referred to there.
    own: usize,
}

/// A name with what belongs to it.
#[derive(Default)]
struct Named {
    name: Option<String>,
    prefix: Option<String>,
    namespace: Option<String>,
}

impl<'a> Said<'a> {
    fn of(context: &Context<'a>, nodes: &[Node<'a>]) -> Self {
        let (mut said, mut referred) = (Vec::new(), Vec::new());
        for node in nodes.iter().rev() {
            let members = node.list("allOf").iter().enumerate().rev();
            let members: Vec<Node<'a>> = members.map(|(at, value)| node.inside(value, &[&"allOf", &at])).collect();
            referred.extend(target(context, node, &members));
            said.push(node.clone());
            said.extend(members.into_iter().filter(|member| member.reference().is_none()));
        }
        let own = said.len();
        for _ in 0..DEPTH {
            if referred.is_empty() {
                break;
            }
            let next = referred.iter().filter_map(|node| target(context, node, &[])).collect();
            said.append(&mut std::mem::replace(&mut referred, next));
        }
        Self { nodes: said, own }
    }

    fn get(&self, key: &str) -> Option<&'a Value> {
        self.nodes.iter().find_map(|node| xml(node, key))
    }

    fn flag(&self, key: &str) -> bool {
        self.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    fn node_type(&self, is: &[&str]) -> bool {
        self.get("nodeType").and_then(Value::as_str).is_some_and(|kind| is.contains(&kind))
    }

    /// Whether it is a text of any kind.
    fn is_text(&self) -> bool {
        self.nodes.iter().any(|node| node.kind() == Some("string") && !node.has("enum"))
    }

    /// The items of a list.
    fn items(&self) -> Option<Node<'a>> {
        self.nodes.iter().find_map(|node| Some(node.inside(node.get("items")?, &[&"items"])))
    }

    /// A name, with a note where it is none.
    fn named(&self, context: &mut Context<'a>, with_referred: bool) -> Named {
        let nodes = if with_referred { &self.nodes[..] } else { self.nodes.get(..self.own).unwrap_or_default() };
        let mut named = Named::default();
        let found = nodes.iter().find_map(|node| Some((node, xml(node, "name")?.as_str()?)));
        if let Some((node, name)) = found {
            match xml_name(name) {
                Some((prefix, local)) => {
                    named.name = Some(local.to_owned());
                    named.prefix = prefix.map(str::to_owned);
                }
                None => context.note(&node.pointer, format!("`{name}` is no name in XML, and is not used as one")),
            }
        }
        let found = self.nodes.iter().find_map(|node| Some((node, xml(node, "prefix")?.as_str()?)));
        if let Some((node, prefix)) = found.filter(|(_, prefix)| !prefix.is_empty()) {
            if is_xml_name(prefix) {
                named.prefix = Some(prefix.to_owned());
            } else {
                context.note(&node.pointer, format!("`{prefix}` is no prefix in XML, and is not used as one"));
            }
        }
        named.namespace =
            self.get("namespace").and_then(Value::as_str).filter(|uri| !uri.is_empty()).map(str::to_owned);
        named
    }
}

/// The schema that another one stands for: by a reference, or by an `allOf` that only adds words to one.
fn target<'a>(context: &Context<'a>, node: &Node<'a>, members: &[Node<'a>]) -> Option<Node<'a>> {
    if let Some(reference) = node.reference() {
        return component_node(context, reference);
    }
    let members = match members {
        [] => node.list("allOf").iter().map(|value| node.inside(value, &[&"allOf"])).collect(),
        members => members.to_vec(),
    };
    let mut references = members.iter().filter_map(|member| member.reference());
    let (Some(only), None) = (references.next(), references.next()) else { return None };
    let plain = |node: &Node<'_>| !node.has("properties") && !node.has("items");
    (plain(node) && members.iter().all(plain)).then(|| component_node(context, only)).flatten()
}

fn xml<'a>(node: &Node<'a>, key: &str) -> Option<&'a Value> {
    node.get("x-xml").or_else(|| node.get("xml"))?.get(key)
}

/// How a property is written in XML, and the name that what it refers to has. `nodeType` is how OpenAPI 3.2 says it;
/// what it cannot say, that the text of an element may stand for an attribute, is `x-text`.
pub(super) fn field_xml<'a>(context: &mut Context<'a>, wire: &str, nodes: &[Node<'a>]) -> (FieldXml, Option<String>) {
    if !context.speaks_of_xml {
        return (FieldXml::default(), None);
    }
    let said = Said::of(context, nodes);
    let list = said.items();
    let wrapped = said.flag("wrapped") || (list.is_some() && said.node_type(&["element"]));
    let attribute = said.flag("attribute") || said.node_type(&["attribute"]);
    let own = said.named(context, false);
    let referred = if own.name.is_none() { said.named(context, true) } else { Named::default() };
    let (items, cell) = list.map(|item| items_named(context, &item)).unwrap_or_default();
    let mut xml = FieldXml { wrapped, cell, ..FieldXml::default() };
    let (name, referred) = if wrapped || said.items().is_none() {
        (xml.prefix, xml.namespace) = (own.prefix.or(referred.prefix), own.namespace);
        (xml.item, xml.item_prefix, xml.item_namespace) = (items.name, items.prefix, items.namespace);
        (own.name, referred.name)
    } else {
        // Each item is an element of its own. A name that the list has is of no account, but servers use it.
        (xml.prefix, xml.namespace) = (items.prefix, items.namespace);
        xml.only_read = items.name.is_none() && own.name.is_some();
        (items.name.or(own.name), None)
    };
    let text = said.node_type(&["text", "cdata"]);
    xml.only_text = text || (said.flag("x-text") && !attribute && name.is_none());
    xml.text = said.flag("x-text") || text;
    xml.name = if attribute { Some(format!("@{}", name.as_deref().unwrap_or(wire))) } else { name };
    (xml, referred)
}

/// What the items of a list are called, and the items of lists that they are.
fn items_named<'a>(context: &mut Context<'a>, item: &Node<'a>) -> (Named, Option<String>) {
    let said = Said::of(context, std::slice::from_ref(item));
    let cell = said.items().and_then(|cell| Said::of(context, &[cell]).named(context, true).name);
    (said.named(context, true), cell)
}

/// Gives fields the names of what they refer to, where those tell them from each other.
pub(super) fn adopt_names(fields: &mut [Field], referred: Vec<Option<String>>) {
    let own = |field: &Field| field.xml.name.as_ref().map(|name| name.trim_start_matches('@').to_owned());
    let mut known: HashMap<String, usize> = HashMap::new();
    let wire = fields.iter().map(|field| field.name.wire.clone());
    for name in wire.chain(fields.iter().filter_map(own)).chain(referred.iter().flatten().cloned()) {
        *known.entry(name).or_default() += 1;
    }
    for (field, name) in fields.iter_mut().zip(referred) {
        let Some(name) = name.filter(|name| known.get(name) == Some(&1)) else { continue };
        let attribute = field.xml.name.as_ref().is_some_and(|name| name.starts_with('@'));
        field.xml.name = Some(if attribute { format!("@{name}") } else { name });
    }
}

/// How a value is written where it is the root of a document: under the name of its schema where it has no other.
pub(in crate::lower) fn root_xml<'a>(context: &mut Context<'a>, node: &Node<'a>) -> FieldXml {
    let said = Said::of(context, std::slice::from_ref(node));
    let root = said.named(context, true);
    let (mut items, mut cell) = (Named::default(), None);
    if let Some(item) = said.items() {
        (items, cell) = items_named(context, &item);
        items.name = items.name.or_else(|| component_name(&item));
    }
    let name = root.name.or_else(|| component_name(node));
    let envelope = name.is_none() && only_property(node);
    if name.is_none() && !envelope {
        let help = "`xml: { name: … }` beside its type gives it one".to_owned();
        context.note_with_help(&node.pointer, format!("the root of this XML has no name; it is called `{ROOT}`"), help);
    }
    FieldXml {
        name: Some(name.unwrap_or_else(|| ROOT.to_owned())),
        envelope,
        prefix: root.prefix,
        namespace: root.namespace,
        item: items.name,
        cell,
        item_prefix: items.prefix,
        item_namespace: items.namespace,
        ..FieldXml::default()
    }
}

/// How a part of a form is written as the root of a document, or each of several; `None` if it is a whole document.
pub(in crate::lower) fn part_xml<'a>(context: &mut Context<'a>, wire: &str, nodes: &[Node<'a>]) -> Option<FieldXml> {
    let said = Said::of(context, nodes);
    let items = said.items();
    let said = items.map_or(said, |item| Said::of(context, &[item]));
    let named = said.named(context, true);
    if named.name.is_none() && said.is_text() {
        return None;
    }
    Some(FieldXml {
        name: Some(named.name.unwrap_or_else(|| wire.to_owned())),
        prefix: named.prefix,
        namespace: named.namespace,
        ..FieldXml::default()
    })
}

/// Whether a body is a text that nothing gives the name of an element: it is the document then.
pub(in crate::lower) fn is_document<'a>(context: &mut Context<'a>, node: &Node<'a>) -> bool {
    let said = Said::of(context, std::slice::from_ref(node));
    said.is_text() && node.reference().is_none() && said.named(context, true).name.is_none()
}

fn component_name(node: &Node<'_>) -> Option<String> {
    reference::component(node.reference()?, "schemas")
}

/// Whether an object has one property that is sent, or anything is: the only field that a value has is its root then.
fn only_property(node: &Node<'_>) -> bool {
    if node.object().is_none_or(serde_json::Map::is_empty) {
        return true;
    }
    let mut sent = node
        .properties()
        .into_iter()
        .flatten()
        .filter(|(_, property)| property.get("readOnly").and_then(Value::as_bool) != Some(true));
    sent.next().is_some()
        && sent.next().is_none()
        && !node.has("allOf")
        && !node.get("additionalProperties").is_some_and(Value::is_object)
}
