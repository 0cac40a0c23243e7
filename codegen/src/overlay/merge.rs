//! Updates and removals, in place.

use std::collections::BTreeMap;

use serde_json::Value;

use super::action::Action;
use super::{Origins, Problem};
use crate::document::pointer;
use crate::load::tree::kind_of;

/// How many values overlays may add: as many as a description of 4 MB has. A copy of a copy of a copy would fill the
/// memory otherwise.
pub(super) const MOST_ADDED: usize = 500_000;
/// As deep as a text may be nested.
const DEEPEST: usize = 127;

/// One `update` or `copy` on its way into its targets.
pub(super) struct Merge<'a> {
    field: &'static str,
    overlay: usize,
    origins: &'a mut Origins,
    added: &'a mut usize,
    /// Where in the document.
    at: String,
    /// Where in the overlay.
    from: String,
    /// How much of `from` is the action.
    action: usize,
}

impl<'a> Merge<'a> {
    pub fn new(
        action: &Action,
        field: &'static str,
        overlay: usize,
        origins: &'a mut Origins,
        added: &'a mut usize,
    ) -> Self {
        let action = format!("/actions/{}/", action.index);
        let from = format!("{action}{field}");
        Self { field, overlay, origins, added, at: String::new(), from, action: action.len() }
    }

    /// Merges a value into the node at a place, or adds it to that if it is a list.
    pub fn apply_to(&mut self, document: &mut Value, place: &str, value: &Value) -> Result<(), Problem> {
        place.clone_into(&mut self.at);
        let depth = place.matches('/').count();
        let Some(target) = document.pointer_mut(place) else { return Ok(()) };
        match (target, value) {
            (Value::Array(list), Value::Array(_)) => self.concatenate(list, value, depth),
            (Value::Array(list), entry) => {
                self.afford(entry, depth + 1)?;
                pointer::push_index(&mut self.at, list.len());
                self.origins.set(&self.at, self.overlay, &self.from);
                list.push(entry.clone());
                Ok(())
            }
            (target, value) => self.merge(target, value, depth),
        }
    }

    fn merge(&mut self, target: &mut Value, value: &Value, depth: usize) -> Result<(), Problem> {
        match (target, value) {
            (Value::Object(map), Value::Object(new)) => {
                for (key, value) in new {
                    let lengths = (self.at.len(), self.from.len());
                    pointer::push(&mut self.at, key);
                    pointer::push(&mut self.from, key);
                    match map.get_mut(key) {
                        Some(target) => self.merge(target, value, depth + 1)?,
                        None => {
                            self.afford(value, depth + 1)?;
                            self.origins.set(&self.at, self.overlay, &self.from);
                            map.insert(key.clone(), value.clone());
                        }
                    }
                    self.at.truncate(lengths.0);
                    self.from.truncate(lengths.1);
                }
                Ok(())
            }
            (Value::Array(list), value @ Value::Array(_)) => self.concatenate(list, value, depth),
            (target, value) if is_primitive(target) && is_primitive(value) => {
                self.origins.set(&self.at, self.overlay, &self.from);
                *target = value.clone();
                Ok(())
            }
            (target, value) => {
                let problem = format!("{} cannot be merged into {} at `{}`", kind_of(value), kind_of(target), self.at);
                Err(self.problem(problem, "remove what is there in an action before this one, then add the new value"))
            }
        }
    }

    fn concatenate(&mut self, list: &mut Vec<Value>, value: &Value, depth: usize) -> Result<(), Problem> {
        self.afford(value, depth)?;
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            let lengths = (self.at.len(), self.from.len());
            pointer::push_index(&mut self.at, list.len());
            pointer::push_index(&mut self.from, index);
            self.origins.set(&self.at, self.overlay, &self.from);
            list.push(item.clone());
            self.at.truncate(lengths.0);
            self.from.truncate(lengths.1);
        }
        Ok(())
    }

    /// Accounts for a value that is added at a depth.
    fn afford(&mut self, value: &Value, depth: usize) -> Result<(), Problem> {
        let (nodes, levels) = measure(value);
        *self.added = self.added.saturating_add(nodes);
        if *self.added > MOST_ADDED {
            let problem = format!("the overlays add more than {MOST_ADDED} values to the description");
            return Err(self.problem(problem, "choose a narrower target"));
        }
        if depth + levels > DEEPEST {
            let problem = format!("the description would be nested deeper than {DEEPEST} levels");
            return Err(self.problem(problem, "no API needs this; check what is copied, and where to"));
        }
        Ok(())
    }

    fn problem(&self, problem: String, help: &str) -> Problem {
        Problem::new(self.from.get(self.action..).unwrap_or(self.field), problem, help)
    }
}

/// How many nodes a value has, and how many levels.
fn measure(value: &Value) -> (usize, usize) {
    let inner = |(nodes, levels): (usize, usize), value: &Value| {
        let (more, deeper) = measure(value);
        (nodes.saturating_add(more), levels.max(deeper + 1))
    };
    match value {
        Value::Array(list) => list.iter().fold((1, 0), inner),
        Value::Object(map) => map.values().fold((1, 0), inner),
        _ => (1, 0),
    }
}

fn is_primitive(value: &Value) -> bool {
    !(value.is_object() || value.is_array())
}

/// Removes nodes from what contains them.
pub(super) fn remove(document: &mut Value, places: &[String], origins: &mut Origins) -> Result<(), Problem> {
    let mut containers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for place in places {
        let Some((container, step)) = place.rsplit_once('/') else {
            let help = "name what is to be removed from it";
            return Err(Problem::new("target", "the whole description cannot be removed", help));
        };
        containers.entry(container).or_default().push(step);
    }
    // The inner ones first: then the pointers to the outer ones, and from them, still hold.
    let mut containers: Vec<(&str, Vec<&str>)> = containers.into_iter().collect();
    containers.sort_by_key(|(container, _)| std::cmp::Reverse(container.matches('/').count()));
    for (container, steps) in containers {
        match document.pointer_mut(container) {
            Some(Value::Object(map)) => {
                let keys: std::collections::HashSet<String> =
                    steps.iter().map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
                map.retain(|key, _| !keys.contains(key));
                steps.iter().for_each(|step| origins.forget(&format!("{container}/{step}")));
            }
            Some(Value::Array(list)) => {
                let mut removed: Vec<usize> = steps.iter().filter_map(|step| step.parse().ok()).collect();
                removed.sort_unstable();
                let length = list.len();
                let mut index = 0..length;
                list.retain(|_| index.next().is_none_or(|index| removed.binary_search(&index).is_err()));
                origins.close_ranks(container, &removed, length);
            }
            _ => {}
        }
    }
    Ok(())
}
