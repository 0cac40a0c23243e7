//! How values are written in XML: as JSON first, and then with what a description says of names and places.

mod name;
mod namespaces;
#[cfg(test)]
mod tests;
mod variant;
mod writer;

use std::collections::BTreeMap;

pub use variant::XmlVariant;
pub(crate) use writer::{Unwritable, document};

/// A type that knows how it is written in XML. Generated code implements it for what is sent in XML bodies.
pub trait XmlModel {
    /// How its fields are written.
    fn xml_shape() -> XmlShape;
}

/// How the fields of an object are written in XML. Fields it does not list are elements under their own names.
#[derive(Clone, Copy, Debug)]
pub struct XmlShape {
    fields: &'static [XmlNode],
    /// Names of other fields are the caller's.
    open: bool,
    /// How the values of other fields are written.
    rest: Option<fn() -> Self>,
    variants: &'static [XmlVariant],
    /// The field that tells the variant.
    tag: &'static str,
}

/// How one value is written in XML: an element under the name of the field, unless something else is said.
#[derive(Clone, Copy, Debug)]
pub struct XmlNode {
    field: &'static str,
    name: &'static str,
    place: Place,
    envelope: bool,
    wrapped: bool,
    items: Option<&'static str>,
    cells: Option<&'static str>,
    item_prefix: &'static str,
    item_namespace: &'static str,
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
        Self { fields, open: false, rest: None, variants: &[], tag: "" }
    }

    /// The shape of one of several types: the one that has the fields of the value.
    pub const fn one_of(variants: &'static [XmlVariant]) -> Self {
        Self { variants, ..Self::of(&[]) }
    }

    /// The shape of one of several types, which the value of a field tells.
    pub const fn tagged(field: &'static str, variants: &'static [XmlVariant]) -> Self {
        Self { variants, tag: field, ..Self::of(&[]) }
    }

    /// The object has other fields, whose names the caller chooses.
    pub const fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// As [`XmlShape::open`], with how the values of the other fields are written.
    pub const fn rest(mut self, shape: fn() -> Self) -> Self {
        self.rest = Some(shape);
        self.open()
    }

    fn field(&self, name: &str) -> Option<XmlNode> {
        self.fields.iter().find(|node| node.field == name).copied()
    }
}

impl<T: XmlModel> XmlModel for Vec<T> {
    fn xml_shape() -> XmlShape {
        T::xml_shape()
    }
}

impl<T: XmlModel> XmlModel for Option<T> {
    fn xml_shape() -> XmlShape {
        T::xml_shape()
    }
}

impl<T: XmlModel> XmlModel for BTreeMap<String, T> {
    fn xml_shape() -> XmlShape {
        XmlShape::of(&[]).rest(T::xml_shape)
    }
}

impl XmlNode {
    /// The element of a field, or of the root, of this name.
    pub const fn new(field: &'static str) -> Self {
        Self {
            field,
            name: field,
            place: Place::Element,
            envelope: false,
            wrapped: false,
            items: None,
            cells: None,
            item_prefix: "",
            item_namespace: "",
            prefix: "",
            namespace: "",
            shape: None,
        }
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

    /// A root without a name in the description: the only field of the object is the root instead, if it is one element.
    pub const fn envelope(mut self) -> Self {
        self.envelope = true;
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

    /// The name of the items of a list in the list; without it, they are called like that list.
    pub const fn cells(mut self, name: &'static str) -> Self {
        self.cells = Some(name);
        self
    }

    /// A prefix for the name of the items of a wrapped list.
    pub const fn item_prefix(mut self, prefix: &'static str) -> Self {
        self.item_prefix = prefix;
        self
    }

    /// The namespace of the items of a wrapped list, as [`XmlNode::namespace`].
    pub const fn item_namespace(mut self, uri: &'static str) -> Self {
        self.item_namespace = uri;
        self
    }

    /// A prefix for the name. It has to be declared here or further out.
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// The namespace that the prefix stands for, or that of elements without one. It is declared where the name stands,
    /// unless it is known there already.
    pub const fn namespace(mut self, uri: &'static str) -> Self {
        self.namespace = uri;
        self
    }

    /// How the value, or each item of a list, is written.
    pub const fn shape(mut self, shape: fn() -> XmlShape) -> Self {
        self.shape = Some(shape);
        self
    }

    /// How each item of the list is written, in the element around them or without one.
    fn item(self) -> Self {
        if !self.wrapped {
            return self;
        }
        Self { wrapped: false, prefix: self.item_prefix, namespace: self.item_namespace, ..self }
    }
}
