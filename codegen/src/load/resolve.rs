//! What a reference points to: the file, the place in it, and what kind of thing stands there.

use std::collections::HashMap;

use serde_json::Value;

use super::anchors::{self, Anchors};
use super::grammar::{Kind, Shape};
use super::tree;
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::document::{pointer, reference};

/// Reads a file by its name.
pub(super) type Read<'a> = &'a mut dyn FnMut(&str) -> Result<String, String>;

/// A file that was read. The entry is the first.
pub(super) struct Loaded {
    pub name: String,
    pub text: String,
    pub tree: Value,
}

/// A place in one of the files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub file: usize,
    pub pointer: String,
}

#[derive(Clone)]
struct Found {
    place: Place,
    /// `None` where the grammar does not reach.
    shape: Option<Shape>,
}

/// A longer chain of references is taken for a circle.
const LONGEST_CHAIN: usize = 64;

pub(super) struct Resolver<'a> {
    pub files: Vec<Loaded>,
    pub problems: Diagnostics,
    read: Read<'a>,
    /// `None` for a file that could not be read, which is reported once.
    by_name: HashMap<String, Option<usize>>,
    /// Of the files that were asked for one.
    anchors: HashMap<usize, Anchors>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(entry: Loaded, read: Read<'a>) -> Self {
        let by_name = HashMap::from([(relative("", &entry.name), Some(0))]);
        Self { files: vec![entry], problems: Diagnostics::default(), read, by_name, anchors: HashMap::new() }
    }

    /// The value at a place.
    pub(super) fn value(&self, place: &Place) -> Option<&Value> {
        let tree = &self.files.get(place.file)?.tree;
        pointer::steps(&place.pointer).try_fold(tree, |value, step| pointer::child(value, &step))
    }

    /// Where a place is, in the words of a diagnostic.
    pub(super) fn describe(&self, place: &Place) -> String {
        match self.files.get(place.file) {
            Some(file) if place.file > 0 => format!("{}#{}", file.name, place.pointer),
            _ => place.pointer.clone(),
        }
    }

    /// The place that a reference means. What is wrong with it is reported at `site`.
    pub(super) fn resolve(&mut self, site: &Place, reference: &str, kind: Kind) -> Option<Place> {
        let found = self.follow(site, site.file, reference, 0)?;
        let problem = match found.shape {
            None => return Some(found.place),
            Some(Shape::One(found_kind)) if found_kind == kind => return Some(found.place),
            Some(Shape::Items | Shape::Additional) if kind == Kind::Schema => return Some(found.place),
            Some(Shape::One(found_kind)) => {
                if kind == Kind::Schema
                    && let Some(schema) = self.schema_of(&found.place, found_kind)
                {
                    let problem = format!("`{reference}` points to {}; its schema is taken", found_kind.name());
                    self.problems.note(self.describe(site), problem);
                    return Some(schema);
                }
                format!("`{reference}` points to {}, but {} is needed here", found_kind.name(), kind.name())
            }
            Some(_) => format!("`{reference}` does not point to {}", kind.name()),
        };
        let section = kind.section().unwrap_or_default();
        let help = format!("named ones stand under `#/components/{section}/`");
        self.report(site, problem, help);
        None
    }

    /// The one schema of something that is no schema itself.
    fn schema_of(&self, place: &Place, kind: Kind) -> Option<Place> {
        let value = self.value(place)?;
        let mut inner = place.clone();
        if !matches!(kind, Kind::MediaType) && value.get("schema").is_none() {
            let Value::Object(content) = value.get("content")? else { return None };
            let (media_type, _) = content.iter().next().filter(|_| content.len() == 1)?;
            pointer::push(&mut inner.pointer, "content");
            pointer::push(&mut inner.pointer, media_type);
        }
        pointer::push(&mut inner.pointer, "schema");
        let holds =
            matches!(kind, Kind::Response | Kind::RequestBody | Kind::Parameter | Kind::Header | Kind::MediaType);
        (holds && self.value(&inner)?.is_object()).then_some(inner)
    }

    fn report(&mut self, site: &Place, problem: String, help: impl Into<String>) {
        let place = self.describe(site);
        self.problems.push(Diagnostic::error(place, problem).help(help));
    }

    fn follow(&mut self, site: &Place, file: usize, reference: &str, depth: usize) -> Option<Found> {
        if depth > LONGEST_CHAIN {
            self.report(
                site,
                format!("`{reference}` leads back to itself"),
                "break the circle: one of its references has to go",
            );
            return None;
        }
        if reference.contains("://") || reference.starts_with("//") {
            let help = "save the file next to this one and refer to it by a relative path; nothing is fetched";
            self.report(site, format!("`{reference}` is on the network"), help);
            return None;
        }
        let (path, fragment) = reference::split(reference);
        let file = if path.is_empty() { file } else { self.open(site, file, &path)? };
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return self.anchor(site, file, &fragment, reference);
        }
        let mut found = Found { place: Place { file, pointer: String::new() }, shape: self.shape_of_file(file) };
        let tree = self.files.get(file).filter(|_| site.file == file).map(|file| &file.tree);
        if let Some(around) = tree.and_then(|tree| anchors::own_definitions(tree, &fragment, &site.pointer)) {
            found = Found { place: Place { file, pointer: around }, shape: Some(Shape::One(Kind::Schema)) };
        }
        for step in pointer::steps(&fragment) {
            found = self.step(site, found, &step, reference, depth)?;
        }
        Some(found)
    }

    /// The schema that calls itself by a name.
    fn anchor(&mut self, site: &Place, file: usize, name: &str, reference: &str) -> Option<Found> {
        let tree = self.files.get(file).map(|file| &file.tree);
        let anchors = self.anchors.entry(file).or_insert_with(|| tree.map(anchors::find).unwrap_or_default());
        let places = anchors.get(name).map_or(&[][..], Vec::as_slice);
        if let [only] = places {
            return Some(Found { place: Place { file, pointer: only.clone() }, shape: Some(Shape::One(Kind::Schema)) });
        }
        let (problem, help) = match places {
            [] => (format!("`{reference}` points to nothing"), format!("no schema has the `$anchor` `{name}`")),
            _ => {
                let help = "write the schema out, and point to it, as in `#/components/schemas/Name`".to_owned();
                (format!("`{reference}` may mean {} schemas of that name", places.len()), help)
            }
        };
        self.report(site, problem, help);
        None
    }

    fn step(&mut self, site: &Place, mut found: Found, step: &str, reference: &str, depth: usize) -> Option<Found> {
        let through = self.value(&found.place).and_then(|value| match value {
            Value::Object(map) if !map.contains_key(step) => Some(map.get("$ref")?.as_str()?.to_owned()),
            _ => None,
        });
        if let Some(inner) = through {
            found = self.follow(site, found.place.file, &inner, depth + 1)?;
        }
        let value = self.value(&found.place)?;
        if pointer::child(value, step).is_none() {
            let near = match value {
                Value::Object(map) => nearest(step, map.keys().map(String::as_str)),
                _ => None,
            };
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None if found.place.pointer.is_empty() => format!("there is no `{step}` at the top of the file"),
                None => format!("there is no `{step}` under `{}`", found.place.pointer),
            };
            self.report(site, format!("`{reference}` points to nothing"), help);
            return None;
        }
        let shape = found.shape.and_then(|shape| match (shape, step) {
            (Shape::Items, _) if value.is_array() => Some(Shape::One(Kind::Schema)),
            (Shape::One(Kind::Schema) | Shape::Items | Shape::Additional, "$defs" | "definitions") => {
                Some(Shape::Map(Kind::Schema))
            }
            (Shape::One(kind), _) => kind.shape(step),
            (Shape::Items | Shape::Additional, _) => Kind::Schema.shape(step),
            (Shape::Each(kind) | Shape::Map(kind), _) => Some(Shape::One(kind)),
            _ => None,
        });
        // What an SDK has no use for may still hold a schema that is referred to.
        found.shape = shape.filter(|shape| !matches!(shape, Shape::Silent | Shape::Loose | Shape::Any));
        pointer::push(&mut found.place.pointer, step);
        Some(found)
    }

    fn shape_of_file(&self, file: usize) -> Option<Shape> {
        let tree = &self.files.get(file)?.tree;
        (tree.get("openapi").is_some() || tree.get("components").is_some()).then_some(Shape::One(Kind::Document))
    }

    fn open(&mut self, site: &Place, from: usize, path: &str) -> Option<usize> {
        let base = self.files.get(from).map_or("", |file| file.name.as_str());
        let name = relative(base, path);
        if let Some(known) = self.by_name.get(&name) {
            return *known;
        }
        let opened = match (self.read)(&name) {
            Err(reason) => {
                self.report(
                    site,
                    format!("`{name}` cannot be read: {reason}"),
                    "the path is relative to the file that refers to it",
                );
                None
            }
            Ok(text) => {
                let text = super::without_mark(text);
                let tree = tree::parse(&name, &text).unwrap_or_else(|problems| {
                    self.problems.list.extend(problems);
                    Value::Null
                });
                let usable = !tree.is_null();
                self.files.push(Loaded { name: name.clone(), text, tree });
                usable.then(|| self.files.len() - 1)
            }
        };
        self.by_name.insert(name, opened);
        opened
    }
}

/// The file name `other`, relative to the folder of the file `from`, with `.` and `..` resolved.
fn relative(from: &str, other: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let absolute = other.starts_with('/') || from.starts_with('/');
    let base = if other.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(other.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if absolute { format!("/{joined}") } else { joined }
}
