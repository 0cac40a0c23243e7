//! Values to the text of a document.

use std::collections::HashSet;

use super::name::{is_character, is_name};
use super::namespaces::Namespaces;
use super::{Place, XmlNode};
use crate::decode::DEPTH_LIMIT;
use crate::json::Json;

type Written = Result<(), &'static str>;

/// What XML cannot carry, and where that is.
#[derive(Debug, PartialEq)]
pub(crate) struct Unwritable {
    /// Fields of the description, with `*` for names that are the caller's.
    pub(crate) at: String,
    pub(crate) reason: &'static str,
}

/// A document with this value as its root.
pub(crate) fn document(root: XmlNode, value: &Json) -> Result<String, Unwritable> {
    let mut writer = Writer {
        text: r#"<?xml version="1.0" encoding="UTF-8"?>"#.to_owned(),
        path: vec!["$"],
        namespaces: Namespaces::default(),
    };
    // A document has one root, so that a list is always in an element of its own.
    let root = XmlNode { wrapped: true, place: Place::Element, ..root };
    let written = match inner_root(root, value) {
        Some((node, name, value)) => writer.named(name, |writer| writer.node(node, name, value, DEPTH_LIMIT)),
        None => writer.node(root, root.name, value, DEPTH_LIMIT),
    };
    match written {
        Ok(()) => Ok(writer.text),
        Err(reason) => Err(Unwritable { at: writer.path.join("."), reason }),
    }
}

/// The only field of an object that has no name itself, if that can be the root.
fn inner_root(root: XmlNode, value: &Json) -> Option<(XmlNode, &str, &Json)> {
    let mut present = value.as_object()?.iter().filter(|(_, value)| root.envelope && !value.is_null());
    let (Some((field, value)), None) = (present.next(), present.next()) else { return None };
    let listed = root.shape.and_then(|shape| shape().field(field));
    let node = listed.unwrap_or(XmlNode::new(""));
    let name = listed.map_or(field.as_str(), |node| node.name);
    let one = node.wrapped || value.as_array().is_none();
    (one && node.place == Place::Element).then_some((node, name, value))
}

struct Writer<'a> {
    text: String,
    /// Leads to what is being written, and is left as it is where that fails.
    path: Vec<&'a str>,
    namespaces: Namespaces,
}

/// A tag that was begun.
struct Tag {
    name: String,
    /// What its namespaces are closed with.
    outer: usize,
}

impl<'a> Writer<'a> {
    /// Writes what has a name of its own in the path.
    fn named(&mut self, name: &'a str, write: impl FnOnce(&mut Self) -> Written) -> Written {
        self.path.push(name);
        write(self)?;
        self.path.pop();
        Ok(())
    }

    fn node(&mut self, node: XmlNode, name: &'a str, value: &'a Json, depth: usize) -> Written {
        let Json::Array(items) = value else { return self.element(node, name, value, depth) };
        if !node.wrapped {
            return items.iter().try_for_each(|value| self.element(node, node.items.unwrap_or(name), value, depth));
        }
        let tag = self.open(node, name, &[])?;
        if !items.is_empty() {
            self.text.push('>');
        }
        for value in items {
            self.element(node.item(), node.items.unwrap_or(name), value, depth)?;
        }
        self.close(tag, items.is_empty());
        Ok(())
    }

    fn element(&mut self, node: XmlNode, name: &'a str, value: &'a Json, depth: usize) -> Written {
        static TRUE: Json = Json::Bool(true);
        let Some(depth) = depth.checked_sub(1) else { return Err("is nested too deep for XML") };
        let text = match value {
            Json::Object(fields) => return self.object(node, name, fields, depth),
            // A list in a list.
            Json::Array(_) => {
                let (item_prefix, item_namespace) = (node.prefix, node.namespace);
                let node =
                    XmlNode { wrapped: true, items: node.cells, cells: None, item_prefix, item_namespace, ..node };
                return self.node(node, name, value, depth);
            }
            value => scalar(value).unwrap_or_default(),
        };
        let nil = (XmlNode::new("nil").prefix("xsi"), &TRUE);
        let tag = self.open(node, name, if value.is_null() { std::slice::from_ref(&nil) } else { &[] })?;
        if !text.is_empty() {
            self.text.push('>');
            self.escaped(&text, false)?;
        }
        self.close(tag, text.is_empty());
        Ok(())
    }

    fn object(&mut self, node: XmlNode, name: &'a str, fields: &'a [(String, Json)], depth: usize) -> Written {
        let shape = node.shape.and_then(|shape| shape().for_fields(fields));
        let (mut attributes, mut children) = (Vec::new(), Vec::new());
        for (field, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
            match shape.and_then(|shape| shape.field(field)) {
                Some(node) if node.place == Place::Attribute => attributes.push((node, value)),
                Some(node) => children.push((node, node.name, field.as_str(), value)),
                None => {
                    let node = XmlNode { shape: shape.and_then(|shape| shape.rest), ..XmlNode::new("") };
                    let known = shape.is_some_and(|shape| !shape.open);
                    children.push((node, field, if known { field } else { "*" }, value));
                }
            }
        }
        let tag = self.open(node, name, &attributes)?;
        let empty = children.is_empty();
        if !empty {
            self.text.push('>');
        }
        for (node, name, shown, value) in children {
            self.named(shown, |writer| writer.child(node, name, value, depth))?;
        }
        self.close(tag, empty);
        Ok(())
    }

    fn child(&mut self, node: XmlNode, name: &'a str, value: &'a Json, depth: usize) -> Written {
        if node.place != Place::Text {
            return self.node(node, name, value, depth);
        }
        let text = scalar(value).ok_or("is no text, but has to be written as such in XML")?;
        self.escaped(&text, false)
    }

    /// Begins a tag, up to where it ends.
    fn open(&mut self, node: XmlNode, name: &str, attributes: &[(XmlNode, &'a Json)]) -> Result<Tag, &'static str> {
        let outer = self.namespaces.open();
        if !node.namespace.is_empty() {
            self.namespaces.declare(node.prefix, node.namespace)?;
        }
        let mut texts = Vec::with_capacity(attributes.len());
        for &(attribute, value) in attributes {
            self.named(attribute.field, |writer| {
                let text = words(value).ok_or("is no text, but has to be an attribute in XML")?;
                match (attribute.prefix, attribute.name) {
                    // It says itself what a prefix stands for.
                    ("", "xmlns") => return writer.namespaces.declare("", &text),
                    ("xmlns", prefix) => return writer.namespaces.declare(prefix, &text),
                    // Names of attributes without a prefix are in no namespace.
                    (prefix, _) if prefix.is_empty() || attribute.namespace.is_empty() => {}
                    (prefix, _) => writer.namespaces.declare(prefix, attribute.namespace)?,
                }
                texts.push((attribute, text));
                Ok(())
            })?;
        }
        let tag = Tag { name: self.qualified(node.prefix, name)?, outer };
        let mut expanded = HashSet::new();
        let mut written = Vec::with_capacity(texts.len());
        for (attribute, text) in &texts {
            self.named(attribute.field, |writer| {
                written.push((attribute.field, writer.qualified(attribute.prefix, attribute.name)?, text));
                let namespace = match attribute.prefix {
                    "" => "",
                    prefix => writer.namespaces.resolve(prefix)?,
                };
                match expanded.insert((namespace.to_owned(), attribute.name)) {
                    true => Ok(()),
                    false => Err("has the name of another attribute of its element"),
                }
            })?;
        }
        self.text.extend(["<", &tag.name]);
        let declared: Vec<(String, String)> =
            self.namespaces.own().map(|own| (own.prefix.clone(), own.uri.clone())).collect();
        for (prefix, uri) in declared {
            let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
            self.attribute(&name, &uri)?;
        }
        for (field, name, text) in written {
            self.named(field, |writer| writer.attribute(&name, text))?;
        }
        Ok(tag)
    }

    /// A name with its prefix, where both are what XML allows.
    fn qualified(&mut self, prefix: &str, name: &str) -> Result<String, &'static str> {
        if !is_name(name) {
            return Err("has a name that XML does not allow");
        }
        if prefix.is_empty() {
            return Ok(name.to_owned());
        }
        self.namespaces.resolve(prefix)?;
        Ok(format!("{prefix}:{name}"))
    }

    fn attribute(&mut self, name: &str, value: &str) -> Written {
        self.text.extend([" ", name, "=\""]);
        self.escaped(value, true)?;
        self.text.push('"');
        Ok(())
    }

    fn close(&mut self, tag: Tag, empty: bool) {
        if empty {
            self.text.push_str("/>");
        } else {
            self.text.extend(["</", &tag.name, ">"]);
        }
        self.namespaces.close(tag.outer);
    }

    /// Text, in an attribute or in an element. Readers normalize white space that is written as it is.
    fn escaped(&mut self, text: &str, attribute: bool) -> Written {
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' if attribute => self.text.push_str("&quot;"),
                '\t' if attribute => self.text.push_str("&#9;"),
                '\n' if attribute => self.text.push_str("&#10;"),
                '\r' => self.text.push_str("&#13;"),
                c if is_character(c) => self.text.push(c),
                _ => return Err("has a character that XML cannot carry"),
            }
        }
        Ok(())
    }
}

/// The text of a single value; nothing for `null`.
fn scalar(value: &Json) -> Option<String> {
    match value {
        Json::Null => Some(String::new()),
        Json::Bool(value) => Some(value.to_string()),
        Json::Number(value) => Some(value.to_string()),
        Json::String(value) => Some(value.clone()),
        Json::Array(_) | Json::Object(_) => None,
    }
}

/// The text of a single value, or of several with spaces between them, as XML Schema has lists.
fn words(value: &Json) -> Option<String> {
    match value {
        Json::Array(items) => Some(items.iter().map(scalar).collect::<Option<Vec<_>>>()?.join(" ")),
        value => scalar(value),
    }
}
