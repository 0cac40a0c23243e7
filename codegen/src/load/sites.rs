//! Where a description refers to something: every `$ref`, and every discriminator mapping that is one.

use serde_json::Value;

use super::grammar::{Kind, Shape};
use super::pointer;

/// One reference.
pub(super) struct Site {
    /// Of the text that holds the reference.
    pub pointer: String,
    pub reference: String,
    /// What must stand at its end.
    pub kind: Kind,
    /// An entry of a discriminator's mapping: it may lead nowhere, and is left out of the mapping then.
    pub mapping: bool,
}

/// The references within a value, in the order of the text.
pub(super) fn collect(value: &Value, kind: Kind, at: &str) -> Vec<Site> {
    let mut collector = Collector { at: at.to_owned(), sites: Vec::new() };
    collector.object(value, kind);
    collector.sites
}

struct Collector {
    at: String,
    sites: Vec<Site>,
}

impl Collector {
    fn under(&mut self, key: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.at.len();
        pointer::push(&mut self.at, key);
        visit(self);
        self.at.truncate(length);
    }

    fn site(&mut self, reference: &str, kind: Kind, mapping: bool) {
        self.sites.push(Site { pointer: self.at.clone(), reference: reference.to_owned(), kind, mapping });
    }

    fn object(&mut self, value: &Value, kind: Kind) {
        let Value::Object(map) = value else { return };
        if let (Some(Value::String(reference)), Some(_)) = (map.get("$ref"), kind.section()) {
            self.under("$ref", |this| this.site(reference, kind, false));
        }
        for (key, item) in map {
            if let Some(shape) = kind.shape(key) {
                self.under(key, |this| this.shape(item, shape));
            }
        }
    }

    fn shape(&mut self, value: &Value, shape: Shape) {
        match (shape, value) {
            (Shape::One(kind), _) => self.object(value, kind),
            (Shape::Each(kind), Value::Array(list)) => self.list(list, kind),
            (Shape::Map(kind), Value::Object(map)) => {
                for (key, item) in map {
                    self.under(key, |this| this.object(item, kind));
                }
            }
            (Shape::Items, Value::Array(list)) => self.list(list, Kind::Schema),
            (Shape::Additional | Shape::Items, _) => self.object(value, Kind::Schema),
            (Shape::Mapping, Value::Object(map)) => {
                for (key, item) in map {
                    if let Some(reference) = item.as_str().filter(|text| is_reference(text)) {
                        self.under(key, |this| this.site(reference, Kind::Schema, true));
                    }
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, list: &[Value], kind: Kind) {
        for (index, item) in list.iter().enumerate() {
            let length = self.at.len();
            pointer::push_index(&mut self.at, index);
            self.object(item, kind);
            self.at.truncate(length);
        }
    }
}

/// A discriminator's mapping may name a schema instead of pointing to it.
fn is_reference(text: &str) -> bool {
    text.contains(['#', '/']) || [".yaml", ".yml", ".json"].iter().any(|ending| text.ends_with(ending))
}
