//! How values are written in XML: as JSON first, and then with what a description says of names and places.

use crate::decode::DEPTH_LIMIT;
use crate::json::Json;

#[cfg(test)]
mod tests;

/// A type that knows how it is written in XML. Generated code implements it for what is sent in XML bodies.
pub trait XmlModel {
    /// How its fields are written.
    fn xml_shape() -> XmlShape;
}

/// How the fields of an object are written in XML. Fields it does not list are elements under their own names.
#[derive(Clone, Copy, Debug)]
pub struct XmlShape {
    fields: &'static [XmlNode],
    variants: &'static [fn() -> Self],
}

/// How one value is written in XML: an element under the name of the field, unless something else is said.
#[derive(Clone, Copy, Debug)]
pub struct XmlNode {
    field: &'static str,
    name: &'static str,
    place: Place,
    wrapped: bool,
    items: Option<&'static str>,
    prefix: &'static str,
    namespace: &'static str,
    shape: Option<fn() -> XmlShape>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Element,
    Attribute,
    Text,
}

impl XmlShape {
    /// The shape of an object with these fields.
    pub const fn of(fields: &'static [XmlNode]) -> Self {
        Self { fields, variants: &[] }
    }

    /// The shape of one of several objects.
    pub const fn one_of(variants: &'static [fn() -> Self]) -> Self {
        Self { fields: &[], variants }
    }

    fn field(&self, name: &str, depth: usize) -> Option<XmlNode> {
        let own = self.fields.iter().find(|node| node.field == name).copied();
        own.or_else(|| {
            // A union may be a member of itself.
            let mut variants = self.variants.iter().filter(|_| depth > 0);
            variants.find_map(|variant| variant().field(name, depth - 1))
        })
    }
}

impl XmlNode {
    /// The element of a field, or of the root, of this name.
    pub const fn new(field: &'static str) -> Self {
        let place = Place::Element;
        Self { field, name: field, place, wrapped: false, items: None, prefix: "", namespace: "", shape: None }
    }

    /// Another name in XML.
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// An attribute of the object's element.
    pub const fn attribute(mut self) -> Self {
        self.place = Place::Attribute;
        self
    }

    /// The text of the object's element.
    pub const fn text(mut self) -> Self {
        self.place = Place::Text;
        self
    }

    /// A list whose items stand in an element of their own; without this, each item is an element beside the others.
    pub const fn wrapped(mut self) -> Self {
        self.wrapped = true;
        self
    }

    /// The name of the items of a list; without it, they are called like the list.
    pub const fn items(mut self, name: &'static str) -> Self {
        self.items = Some(name);
        self
    }

    /// A prefix for the name.
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// The namespace that the prefix stands for, or that of elements without one. It is declared where the name stands.
    pub const fn namespace(mut self, uri: &'static str) -> Self {
        self.namespace = uri;
        self
    }

    /// How the value, or each item of a list, is written.
    pub const fn shape(mut self, shape: fn() -> XmlShape) -> Self {
        self.shape = Some(shape);
        self
    }

    fn qualified(&self, name: &str) -> String {
        if self.prefix.is_empty() { name.to_owned() } else { format!("{}:{name}", self.prefix) }
    }
}

/// A document with this value as its root. The error says what XML cannot carry.
pub(crate) fn document(root: XmlNode, value: &Json) -> Result<String, &'static str> {
    let mut writer = Writer { text: r#"<?xml version="1.0" encoding="UTF-8"?>"#.to_owned() };
    // A document has one root, so that a list is always in an element of its own.
    writer.node(XmlNode { wrapped: true, place: Place::Element, ..root }, root.name, value, DEPTH_LIMIT)?;
    Ok(writer.text)
}

struct Writer {
    text: String,
}

impl Writer {
    fn node(&mut self, node: XmlNode, name: &str, value: &Json, depth: usize) -> Result<(), &'static str> {
        let Json::Array(items) = value else { return self.element(node, name, value, depth) };
        let item = XmlNode { wrapped: false, ..node };
        if !node.wrapped {
            return items.iter().try_for_each(|value| self.element(item, node.items.unwrap_or(name), value, depth));
        }
        let tag = self.open(node, name, &[])?;
        if items.is_empty() {
            self.text.push_str("/>");
            return Ok(());
        }
        self.text.push('>');
        let item = XmlNode { namespace: "", ..item };
        for value in items {
            self.element(item, node.items.unwrap_or(name), value, depth)?;
        }
        self.close(&tag);
        Ok(())
    }

    fn element(&mut self, node: XmlNode, name: &str, value: &Json, depth: usize) -> Result<(), &'static str> {
        let Some(depth) = depth.checked_sub(1) else { return Err("is nested too deep for XML") };
        let tag = match value {
            Json::Object(fields) => return self.object(node, name, fields, depth),
            // A list in a list.
            Json::Array(_) => return self.node(XmlNode { wrapped: true, ..node }, name, value, depth),
            _ => self.open(node, name, &[])?,
        };
        match scalar(value) {
            Some(text) if !text.is_empty() => {
                self.text.push('>');
                self.escaped(&text, false)?;
                self.close(&tag);
            }
            _ => self.text.push_str("/>"),
        }
        Ok(())
    }

    fn object(
        &mut self,
        node: XmlNode,
        name: &str,
        fields: &[(String, Json)],
        depth: usize,
    ) -> Result<(), &'static str> {
        let shape = node.shape.map(|shape| shape());
        let described = |field: &str| shape.and_then(|shape| shape.field(field, DEPTH_LIMIT));
        let (mut attributes, mut children) = (Vec::new(), Vec::new());
        for (field, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
            match described(field) {
                Some(node) if node.place == Place::Attribute => attributes.push((node, value)),
                node => children.push((node, field, value)),
            }
        }
        let tag = self.open(node, name, &attributes)?;
        if children.is_empty() {
            self.text.push_str("/>");
            return Ok(());
        }
        self.text.push('>');
        for (node, field, value) in children {
            match node {
                Some(node) if node.place == Place::Text => {
                    self.escaped(&scalar(value).ok_or("is no text, but has to be written as such in XML")?, false)?;
                }
                Some(node) => self.node(node, node.name, value, depth)?,
                None => self.node(XmlNode::new(""), field, value, depth)?,
            }
        }
        self.close(&tag);
        Ok(())
    }

    /// Begins a tag, up to where it ends, and gives its name.
    fn open(&mut self, node: XmlNode, name: &str, attributes: &[(XmlNode, &Json)]) -> Result<String, &'static str> {
        let tag = node.qualified(checked(name)?);
        self.text.push('<');
        self.text.push_str(&tag);
        let mut declared = Vec::new();
        for node in std::iter::once(&node).chain(attributes.iter().map(|(node, _)| node)) {
            if node.namespace.is_empty() || declared.contains(&node.prefix) {
                continue;
            }
            declared.push(node.prefix);
            let colon = if node.prefix.is_empty() { "" } else { ":" };
            self.attribute(&format!("xmlns{colon}{}", node.prefix), node.namespace)?;
        }
        for (node, value) in attributes {
            let name = node.qualified(checked(node.name)?);
            self.attribute(&name, &words(value).ok_or("is no text, but has to be an attribute in XML")?)?;
        }
        Ok(tag)
    }

    fn attribute(&mut self, name: &str, value: &str) -> Result<(), &'static str> {
        self.text.extend([" ", name, "=\""]);
        self.escaped(value, true)?;
        self.text.push('"');
        Ok(())
    }

    fn close(&mut self, tag: &str) {
        self.text.extend(["</", tag, ">"]);
    }

    /// Text, in an attribute or in an element. Readers normalize white space that is written as it is.
    fn escaped(&mut self, text: &str, attribute: bool) -> Result<(), &'static str> {
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' if attribute => self.text.push_str("&quot;"),
                '\t' | '\n' if attribute => self.text.push_str(&format!("&#{};", u32::from(c))),
                '\r' => self.text.push_str("&#13;"),
                '\t' | '\n' => self.text.push(c),
                c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                    return Err("has a character that XML cannot carry");
                }
                c => self.text.push(c),
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

/// The text of a single value, or of several with spaces between them.
fn words(value: &Json) -> Option<String> {
    match value {
        Json::Array(items) => Some(items.iter().map(scalar).collect::<Option<Vec<_>>>()?.join(" ")),
        value => scalar(value),
    }
}

/// A name, if it is one in XML.
fn checked(name: &str) -> Result<&str, &'static str> {
    let first = |c: char| c.is_alphabetic() || c == '_';
    let later = |c: char| first(c) || c.is_numeric() || matches!(c, '-' | '.' | '\u{b7}');
    let valid = name.starts_with(first) && name.chars().all(later);
    if valid { Ok(name) } else { Err("has a name that XML does not allow") }
}
