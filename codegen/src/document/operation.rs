//! Path items and their operations.

use std::collections::HashMap;

use super::cursor::{Cursor, Document};
use super::method::Method;
use super::pointer::step;

/// An operation of a document.
#[derive(Clone, Debug)]
pub struct SourceOperation<'a> {
    pub method: Method,
    /// The key of the path item: a path, the name of a webhook, or the expression of a callback.
    pub path: &'a str,
    /// `operationId`, unless it is empty.
    pub id: Option<&'a str>,
    /// The Operation Object. Its pointer leads through the key of the path item, even where that is a reference.
    pub operation: Cursor<'a>,
    /// The Path Item Object, with the pointer of its key.
    pub item: Cursor<'a>,
}

/// What identifies a parameter within an operation: `in` and `name`. Names of headers have no case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParameterKey<'a> {
    pub location: &'a str,
    pub name: std::borrow::Cow<'a, str>,
}

impl<'a> ParameterKey<'a> {
    pub fn of(parameter: &Cursor<'a>) -> Self {
        let location = parameter.text("in").unwrap_or_default();
        let name = parameter.text("name").unwrap_or_default();
        let name = if location == "header" { name.to_ascii_lowercase().into() } else { name.into() };
        Self { location, name }
    }
}

impl<'a> Document<'a> {
    /// The operations of all paths, in the order they are written.
    pub fn operations(&self) -> Vec<SourceOperation<'a>> {
        self.cursor().get("paths").map(|paths| self.operations_under(&paths)).unwrap_or_default()
    }

    /// The operations of webhooks.
    pub fn webhooks(&self) -> Vec<SourceOperation<'a>> {
        let sections = ["webhooks", "x-webhooks"].into_iter().filter_map(|key| self.cursor().get(key));
        sections.flat_map(|section| self.operations_under(&section)).collect()
    }

    /// The operations of a map of path items.
    fn operations_under(&self, items: &Cursor<'a>) -> Vec<SourceOperation<'a>> {
        let mut found = Vec::new();
        for (path, item) in items.entries() {
            let pointer = item.pointer.clone();
            let item = Cursor { value: self.follow(item).value, pointer };
            for (key, operation) in item.entries() {
                let Some(method) = Method::parse(key).filter(|_| operation.value.is_object()) else { continue };
                let id = operation.text("operationId").filter(|id| !id.is_empty());
                let operation = Cursor { value: operation.value, pointer: step(&item.pointer, method.key()) };
                found.push(SourceOperation { method, path, id, operation, item: item.clone() });
            }
        }
        found
    }

    /// The parameters of an operation, references followed. Those of the path item come first; one of the operation
    /// takes the place of one of the path item with the same key.
    pub fn parameters(&self, source: &SourceOperation<'a>) -> Vec<Cursor<'a>> {
        let mut found: Vec<Cursor<'a>> = Vec::new();
        let mut positions: HashMap<ParameterKey<'a>, usize> = HashMap::new();
        for object in [&source.item, &source.operation] {
            for parameter in object.get("parameters").iter().flat_map(Cursor::list) {
                let parameter = self.follow(parameter);
                let key = ParameterKey::of(&parameter);
                match positions.get(&key).and_then(|position| found.get_mut(*position)) {
                    Some(known) => *known = parameter,
                    None => {
                        positions.insert(key, found.len());
                        found.push(parameter);
                    }
                }
            }
        }
        found
    }

    /// The list of security requirements of an operation: its own, even if it is empty, or the document's.
    pub fn security(&self, source: &SourceOperation<'a>) -> Option<Cursor<'a>> {
        source.operation.get("security").or_else(|| self.cursor().get("security"))
    }
}
