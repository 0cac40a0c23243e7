//! Where a description refers to something: every `$ref` and its dynamic relatives, and every discriminator mapping
//! that is one.

use serde_json::{Map, Value};

use super::grammar::{Kind, Shape};
use crate::document::pointer;

/// One reference.
pub(super) struct Site {
    /// Of the text that holds the reference.
    pub pointer: String,
    pub reference: String,
    /// Whether that is what the text says, rather than what it means.
    pub literal: bool,
    /// What must stand at its end.
    pub kind: Kind,
    /// An entry of a discriminator's mapping: it may lead nowhere, and is left out of the mapping then.
    pub mapping: bool,
}

/// The references within a value, in the order of the text.
pub(super) fn collect(value: &Value, kind: Kind, at: &str) -> Vec<Site> {
    let mut collector = Collector { at: at.to_owned(), sites: Vec::new(), whole: None };
    collector.object(value, kind);
    collector.sites
}

struct Collector {
    at: String,
    sites: Vec<Site>,
    /// The outermost schema around this place, or the outermost that calls itself the root of recursion.
    whole: Option<Whole>,
}

struct Whole {
    pointer: String,
    anchored: bool,
}

impl Collector {
    fn under(&mut self, key: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.at.len();
        pointer::push(&mut self.at, key);
        visit(self);
        self.at.truncate(length);
    }

    fn site(&mut self, reference: &str, kind: Kind, mapping: bool) {
        let reference = reference.to_owned();
        self.sites.push(Site { pointer: self.at.clone(), reference, literal: true, kind, mapping });
    }

    fn object(&mut self, value: &Value, kind: Kind) {
        let Value::Object(map) = value else { return };
        if let (Some(Value::String(reference)), Some(_)) = (map.get("$ref"), kind.section()) {
            self.under("$ref", |this| this.site(reference, kind, false));
        }
        let around = if kind == Kind::Schema { self.schema(map) } else { None };
        for (key, item) in map {
            if let Some(shape) = kind.shape(key) {
                self.under(key, |this| this.shape(item, shape));
            }
        }
        if let Some(around) = around {
            self.whole = around;
        }
    }

    /// The references of a schema that go round it. Returns what was the whole until then, if this schema is one.
    fn schema(&mut self, map: &Map<String, Value>) -> Option<Option<Whole>> {
        let anchored = map.get("$recursiveAnchor") == Some(&Value::Bool(true));
        let mut around = None;
        if self.whole.as_ref().is_none_or(|whole| anchored && !whole.anchored) {
            around = Some(self.whole.replace(Whole { pointer: self.at.clone(), anchored }));
        }
        if let Some(Value::String(reference)) = map.get("$dynamicRef") {
            self.under("$dynamicRef", |this| this.site(reference, Kind::Schema, false));
        }
        // It has no other form: the schema as a whole.
        if let (Some(Value::String(reference)), Some(whole)) = (map.get("$recursiveRef"), &self.whole)
            && reference == "#"
        {
            let reference = format!("#{}", whole.pointer.replace('%', "%25"));
            let mut pointer = self.at.clone();
            pointer::push(&mut pointer, "$recursiveRef");
            self.sites.push(Site { pointer, reference, literal: false, kind: Kind::Schema, mapping: false });
        }
        around
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
