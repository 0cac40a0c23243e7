//! The overlay document itself: is it one, and what are its actions?

use serde_json::{Map, Value};

use super::Overlay;
use crate::diagnostic::{Diagnostic, nearest};
use crate::document::pointer;
use crate::load::tree::kind_of;

/// One action, checked.
pub(super) struct Action {
    /// In the list of actions, from 0.
    pub index: usize,
    /// A JSONPath.
    pub target: String,
    pub description: Option<String>,
    pub change: Change,
}

pub(super) enum Change {
    Remove,
    Update(Value),
    /// A JSONPath to the one node that is copied.
    Copy(String),
}

/// Longer texts are cut where an action is named.
const LONGEST_TITLE: usize = 120;

impl Action {
    /// The action as it is named in a problem: index, target and description.
    pub fn title(&self) -> String {
        let mut title = format!("actions[{}] on `{}`", self.index, short(&self.target));
        if let Some(description) = &self.description {
            title.push_str(&format!(" ({})", short(description)));
        }
        title
    }
}

fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    match line.char_indices().nth(LONGEST_TITLE) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

/// The actions of an overlay that are well formed. What is wrong with the others is added to `problems`.
pub(super) fn read(overlay: &Overlay, problems: &mut Vec<Diagnostic>) -> Vec<Action> {
    let mut reader = Reader { name: &overlay.name, problems, modern: true };
    let Value::Object(document) = &overlay.tree else { return Vec::new() };
    reader.version(document);
    reader.known("", document, "an overlay", &["overlay", "info", "extends", "actions"]);
    match document.get("info") {
        Some(Value::Object(info)) => {
            for field in ["title", "version"].into_iter().filter(|field| !info.contains_key(*field)) {
                reader.problem("/info", format!("the info object needs the field `{field}`"), format!("add `{field}`"));
            }
            reader.known("/info", info, "the info object of an overlay", &["title", "version", "description"]);
        }
        Some(_) => reader.problem("/info", "`info` must be a mapping", "write `info: { title: …, version: … }`"),
        None => reader.problem("", "an overlay needs the field `info`", "add `info: { title: …, version: … }`"),
    }
    let Some(Value::Array(list)) =
        document.get("actions").filter(|list| list.as_array().is_none_or(|it| !it.is_empty()))
    else {
        let help = "write a list of actions: each has a `target` and one of `update`, `remove` and `copy`";
        reader.problem("/actions", "an overlay needs at least one action", help);
        return Vec::new();
    };
    list.iter().enumerate().filter_map(|(index, action)| reader.action(index, action)).collect()
}

struct Reader<'a> {
    name: &'a str,
    problems: &'a mut Vec<Diagnostic>,
    /// Of version 1.1 rather than 1.0.
    modern: bool,
}

impl Reader<'_> {
    fn problem(&mut self, at: &str, problem: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Diagnostic::error(format!("{}#{at}", self.name), problem).help(help));
    }

    fn version(&mut self, document: &Map<String, Value>) {
        let help = "Overlay 1.0 and 1.1 are read: write `overlay: 1.1.0`";
        let Some(version) = document.get("overlay") else {
            return self.problem("", "the document does not say which version of Overlay it is written in", help);
        };
        let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
        let mut parts = version.trim().split('.');
        match (parts.next(), parts.next()) {
            (Some("1"), Some("0")) => self.modern = false,
            (Some("1"), Some("1")) => {}
            _ => self.problem("/overlay", format!("`{version}` is no version of Overlay that is read"), help),
        }
    }

    /// Reports fields that are not among these, nor extensions.
    fn known(&mut self, at: &str, map: &Map<String, Value>, what: &str, fields: &[&str]) {
        for key in map.keys().filter(|key| !key.starts_with("x-") && !fields.contains(&key.as_str())) {
            let help = match nearest(key, fields.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its fields are `{}`", fields.join("`, `")),
            };
            let mut place = at.to_owned();
            pointer::push(&mut place, key);
            self.problem(&place, format!("{what} has no field `{key}`"), help);
        }
    }

    fn action(&mut self, index: usize, action: &Value) -> Option<Action> {
        let mut at = "/actions".to_owned();
        pointer::push_index(&mut at, index);
        let before = self.problems.len();
        let Value::Object(map) = action else {
            let help = "write `target: …` and one of `update`, `remove` and `copy`";
            self.problem(&at, format!("an action must be a mapping, but this is {}", kind_of(action)), help);
            return None;
        };
        self.known(&at, map, "an action", &["target", "description", "update", "remove", "copy"]);
        let target = self.text(&at, map, "target");
        if target.is_none() && !map.contains_key("target") {
            self.problem(&at, format!("actions[{index}] needs the field `target`"), "add a JSONPath such as `$.info`");
        }
        let description = self.text(&at, map, "description");
        let change = self.change(&at, index, map);
        (self.problems.len() == before).then_some(())?;
        Some(Action { index, target: target?, description, change: change? })
    }

    fn change(&mut self, at: &str, index: usize, map: &Map<String, Value>) -> Option<Change> {
        match map.get("remove") {
            None | Some(Value::Bool(false)) => {}
            Some(Value::Bool(true)) => return Some(Change::Remove),
            Some(_) => self.problem(&format!("{at}/remove"), "`remove` must be true or false", "write `remove: true`"),
        }
        let copy = self.text(at, map, "copy");
        if copy.is_some() && !self.modern {
            self.problem(&format!("{at}/copy"), "`copy` is new in Overlay 1.1", "write `overlay: 1.1.0` at the top");
        }
        match (map.get("update"), copy) {
            (Some(_), Some(_)) => {
                let problem = format!("actions[{index}] has both `update` and `copy`");
                self.problem(at, problem, "make two actions of it");
                None
            }
            (Some(value), None) => Some(Change::Update(value.clone())),
            (None, Some(from)) => Some(Change::Copy(from)),
            (None, None) => {
                let problem = format!("actions[{index}] changes nothing");
                self.problem(at, problem, "add one of `update`, `remove: true` and `copy`");
                None
            }
        }
    }

    fn text(&mut self, at: &str, map: &Map<String, Value>, field: &str) -> Option<String> {
        match map.get(field)? {
            Value::String(text) => Some(text.clone()),
            other => {
                let problem = format!("`{field}` must be text, but is {}", kind_of(other));
                self.problem(&format!("{at}/{field}"), problem, "write text, in quotes if need be");
                None
            }
        }
    }
}
