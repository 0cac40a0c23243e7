//! One walk over a schema of the old description and one of the new, with the SDK's types for both beside them.

use std::collections::{HashSet, VecDeque};

use serde_json::Value;

use super::document::{Document, Spot};
use super::seat::Seat;
use super::sink::{Finding, Sink};
use super::unchanged::Unchanged;
use super::value;
use super::view::{Additional, Limit, Node, View, view, view_as_union};
use super::{object, union};
use crate::api::{Api, Type};

/// Where a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
}

/// Both sides of a comparison.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub old: Document<'a>,
    pub new: Document<'a>,
    pub old_api: &'a Api,
    pub new_api: &'a Api,
    pub unchanged: &'a Unchanged<'a>,
}

/// A place of both sides.
#[derive(Clone)]
pub(super) struct Step<'a> {
    pub old: Node<'a>,
    pub new: Node<'a>,
    pub seats: (Seat<'a>, Seat<'a>),
    pub at: String,
    /// What a caller knows it by: `Thing::count`.
    pub name: String,
    /// That an `Option` came or went has been told.
    pub option_told: bool,
    /// It does not travel in this direction: only the types of the SDK matter.
    pub ashore: bool,
}

impl<'a> Step<'a> {
    /// A place that lies below this one.
    pub fn below(&self, old: Node<'a>, new: Node<'a>, seats: (Seat<'a>, Seat<'a>), at: String) -> Self {
        Step { old, new, seats, at, name: self.name.clone(), option_told: false, ashore: self.ashore }
    }
}

type Limits<'a> = std::collections::BTreeMap<&'a str, Limit<'a>>;

/// Keywords that hold a schema.
pub(super) const SCHEMAS: &[&str] =
    &["if", "then", "else", "contains", "contentSchema", "propertyNames", "unevaluatedItems", "unevaluatedProperties"];
/// Keywords that hold schemas by name.
pub(super) const MAPS: &[&str] = &["dependentSchemas", "patternProperties"];

pub(super) struct Walk<'w, 'a> {
    pub sides: Sides<'a>,
    pub sink: &'w mut Sink,
    pub direction: Direction,
    /// All is text, as in a query.
    pub text: bool,
    pub queue: VecDeque<Step<'a>>,
    visited: HashSet<(String, String, bool)>,
    /// Nothing of it travels.
    ashore: bool,
}

impl<'w, 'a> Walk<'w, 'a> {
    pub fn new(sides: Sides<'a>, sink: &'w mut Sink, direction: Direction, text: bool) -> Self {
        let ashore = sink.ashore;
        Self { sides, sink, direction, text, queue: VecDeque::new(), visited: HashSet::new(), ashore }
    }

    /// Compares a place and all below it, nearest first: what is reached in several ways is told at the shortest.
    pub fn run(&mut self, first: Step<'a>) {
        self.queue.push_back(first);
        while let Some(step) = self.queue.pop_front() {
            self.step(step);
        }
        self.sink.ashore = self.ashore;
    }

    /// Whether nothing has been compared yet.
    pub fn at_start(&self) -> bool {
        self.visited.is_empty()
    }

    fn step(&mut self, mut step: Step<'a>) {
        self.sink.ashore = self.ashore || step.ashore;
        if self.sides.unchanged.same(&step.old, &step.new)
            && step.seats.0.form(self.sides.old_api) == step.seats.1.form(self.sides.new_api)
        {
            return;
        }
        let mut old = view(&self.sides.old, &step.old);
        let mut new = view(&self.sides.new, &step.new);
        if !old.variants.is_empty() && new.variants.is_empty() && new.single {
            new = view_as_union(&self.sides.new, &step.new);
        } else if !new.variants.is_empty() && old.variants.is_empty() && old.single {
            old = view_as_union(&self.sides.old, &step.old);
        }
        value::access(self, &step, &old, &new);
        step.ashore |= value::silent(self.direction, &new);
        self.sink.ashore = self.ashore || step.ashore;
        value::compare(self, &step, &old, &new);
        // Models are compared once; what is written in place is met once anyway.
        let key = (place(&self.sides.old, &step.old), place(&self.sides.new, &step.new), step.ashore);
        if !self.visited.insert(key) {
            return;
        }
        object::compare(self, &step, &old, &new);
        union::compare(self, &step, &old, &new);
        self.below(&step, old, new);
    }

    /// Items, elements of tuples, and values of maps.
    fn below(&mut self, step: &Step<'a>, old: View<'a>, new: View<'a>) {
        let seats = (step.seats.0.items(self.sides.old_api), step.seats.1.items(self.sides.new_api));
        if !old.items.is_empty() || !new.items.is_empty() {
            let list =
                |view: &Node<'a>, types: &std::collections::BTreeSet<&str>| !view.is_empty() || types.contains("array");
            let both_lists = list(&old.items, &old.types) && list(&new.items, &new.types);
            if both_lists {
                self.queue.push_back(step.below(old.items, new.items, seats, format!("{}[]", step.at)));
            }
        } else {
            self.retyped(step, seats, "each item of");
        }
        for (index, (old, new)) in old.tuple.into_iter().zip(new.tuple).enumerate() {
            let at = format!("{}[{index}]", step.at);
            self.queue.push_back(step.below(old, new, (Seat::Empty, Seat::Empty), at));
        }
        self.within(step, &old.limits, &new.limits);
        let seats = (step.seats.0.additional(self.sides.old_api), step.seats.1.additional(self.sides.new_api));
        match (old.additional, new.additional) {
            (Additional::Typed(old), Additional::Typed(new)) => {
                self.queue.push_back(step.below(old, new, seats, format!("{}.*", step.at)));
            }
            _ if matches!(step.seats, (Seat::Value { ty: Type::List(_), .. }, _)) => {}
            _ => self.retyped(step, seats, "each other field of"),
        }
    }

    /// Tells that what a place holds is of another type in Rust, where no schema of its own says so.
    fn retyped(&mut self, step: &Step<'a>, seats: (Seat<'a>, Seat<'a>), which: &str) {
        let known = !matches!(seats, (Seat::Empty, _) | (_, Seat::Empty));
        if known && seats.0.form(self.sides.old_api) != seats.1.form(self.sides.new_api) {
            let (old, new) = (seats.0.text(self.sides.old_api), seats.1.text(self.sides.new_api));
            let text = format!("{which} `{}`: `{old}` → `{new}`", step.name);
            self.tell(&Step { seats, ..step.clone() }, "type-changed", false, text);
        }
    }

    /// The schemas in keywords that narrow values.
    fn within(&mut self, step: &Step<'a>, old: &Limits<'a>, new: &Limits<'a>) {
        for (key, after) in new {
            let (Some(Limit::Value(before)), Limit::Value(after)) = (old.get(key), after) else { continue };
            let spot = |node: &Node<'a>, value: &'a Value, path: &[&str]| {
                let pointer = node.first().map(|spot| spot.pointer.clone()).unwrap_or_default();
                Spot {
                    value,
                    pointer: path.iter().fold(pointer, |pointer, key| crate::document::pointer::step(&pointer, key)),
                }
            };
            let mut pairs = Vec::new();
            if SCHEMAS.contains(key) {
                pairs.push((
                    spot(&step.old, before, &[key]),
                    spot(&step.new, after, &[key]),
                    format!("{}<{key}>", step.at),
                ));
            } else if MAPS.contains(key)
                && let (Some(before), Some(after)) = (before.as_object(), after.as_object())
            {
                for (name, after) in after {
                    let Some(before) = before.get(name) else { continue };
                    let path = [*key, name.as_str()];
                    let at = format!("{}<{key} {name}>", step.at);
                    pairs.push((spot(&step.old, before, &path), spot(&step.new, after, &path), at));
                }
            }
            for (old, new, at) in pairs {
                self.queue.push_back(step.below(vec![old], vec![new], (Seat::Empty, Seat::Empty), at));
            }
        }
    }

    /// Tells that a variant goes by another name.
    pub fn variant_renamed(&mut self, step: &Step<'a>, old: &str, new: &str) {
        let owner = |seat: &Seat<'a>, api| seat.definition(api).map_or("", |definition| &definition.name.ident);
        let owners = (owner(&step.seats.0, self.sides.old_api), owner(&step.seats.1, self.sides.new_api));
        self.sink.tell(Finding {
            kind: "variant-renamed",
            hidden: false,
            at: step.at.clone(),
            text: format!("`{}`: variant `{old}` is called `{new}`", step.name),
            name: step.name.clone(),
            rust: Some((format!("{}::{old}", owners.0), format!("{}::{new}", owners.1))),
            old: pointer(&step.old),
            new: pointer(&step.new),
        });
    }

    /// The kind of a change, by direction.
    pub fn kind(&self, request: &'static str, response: &'static str) -> &'static str {
        if self.direction == Direction::Request { request } else { response }
    }

    /// Tells something about a place.
    pub fn tell(&mut self, step: &Step<'a>, kind: &'static str, hidden: bool, text: String) {
        let rust = (step.seats.0.text(self.sides.old_api), step.seats.1.text(self.sides.new_api));
        let rust = (rust.0 != rust.1).then_some(rust);
        self.sink.tell(Finding {
            kind,
            hidden,
            at: step.at.clone(),
            text,
            name: step.name.clone(),
            rust,
            old: pointer(&step.old),
            new: pointer(&step.new),
        });
    }
}

pub(super) fn pointer(node: &[Spot<'_>]) -> Option<String> {
    node.first().map(|spot| spot.pointer.clone())
}

fn place(document: &Document<'_>, node: &[Spot<'_>]) -> String {
    let mut places: Vec<String> = node.iter().map(|spot| document.follow(spot.clone()).pointer).collect();
    places.sort();
    places.join(" ")
}
