//! One walk over a schema of the old description and one of the new, with the SDK's types for both beside them.

use std::collections::{HashSet, VecDeque};

use super::document::{Document, Spot};
use super::seat::Seat;
use super::sink::{Finding, Sink};
use super::unchanged::Unchanged;
use super::value;
use super::view::{Additional, Node, View, view};
use super::{object, union};
use crate::api::Api;

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
}

pub(super) struct Walk<'w, 'a> {
    pub sides: Sides<'a>,
    pub sink: &'w mut Sink,
    pub direction: Direction,
    /// All is text, as in a query.
    pub text: bool,
    pub queue: VecDeque<Step<'a>>,
    visited: HashSet<(String, String)>,
}

impl<'w, 'a> Walk<'w, 'a> {
    pub fn new(sides: Sides<'a>, sink: &'w mut Sink, direction: Direction, text: bool) -> Self {
        Self { sides, sink, direction, text, queue: VecDeque::new(), visited: HashSet::new() }
    }

    /// Compares a place and all below it, nearest first: what is reached in several ways is told at the shortest.
    pub fn run(&mut self, first: Step<'a>) {
        self.queue.push_back(first);
        while let Some(step) = self.queue.pop_front() {
            self.step(step);
        }
    }

    fn step(&mut self, step: Step<'a>) {
        if self.sides.unchanged.same(&step.old, &step.new)
            && step.seats.0.form(self.sides.old_api) == step.seats.1.form(self.sides.new_api)
        {
            return;
        }
        let old = view(&self.sides.old, &step.old);
        let new = view(&self.sides.new, &step.new);
        value::compare(self, &step, &old, &new);
        // Models are compared once; what is written in place is met once anyway.
        let key = (place(&self.sides.old, &step.old), place(&self.sides.new, &step.new));
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
            let both_lists = !(old.items.is_empty() && !old.types.contains("array"))
                && !(new.items.is_empty() && !new.types.contains("array"));
            if both_lists {
                self.queue.push_back(Step {
                    old: old.items,
                    new: new.items,
                    seats,
                    at: format!("{}[]", step.at),
                    name: step.name.clone(),
                    option_told: false,
                });
            }
        }
        for (index, (old, new)) in old.tuple.into_iter().zip(new.tuple).enumerate() {
            let at = format!("{}[{index}]", step.at);
            let seats = (Seat::Empty, Seat::Empty);
            self.queue.push_back(Step { old, new, seats, at, name: step.name.clone(), option_told: false });
        }
        if let (Additional::Typed(old), Additional::Typed(new)) = (old.additional, new.additional) {
            let seats = (step.seats.0.additional(self.sides.old_api), step.seats.1.additional(self.sides.new_api));
            let at = format!("{}.*", step.at);
            self.queue.push_back(Step { old, new, seats, at, name: step.name.clone(), option_told: false });
        }
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
