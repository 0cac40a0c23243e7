//! Changes as a person would tell them: what many operations share once, all else operation by operation.

use std::collections::{HashMap, HashSet};

use crate::compare::{Change, Comparison, Source, Wire};

/// The same change, wherever it is met.
pub(super) struct Entry<'c> {
    pub changes: Vec<&'c Change>,
}

/// An operation, by what a caller knows it by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Call<'c> {
    pub tag: &'c str,
    pub operation: &'c str,
    pub method: &'c str,
    pub path: &'c str,
}

/// All that is told under one heading.
pub(super) struct Section<'c> {
    pub heading: Heading<'c>,
    pub entries: Vec<Entry<'c>>,
}

pub(super) enum Heading<'c> {
    /// Servers, credentials, models that no operation leads to.
    Client,
    Operation(Call<'c>),
    /// A part of the description that several operations lead to.
    Shared {
        name: &'c str,
        calls: Vec<Call<'c>>,
    },
}

impl<'c> Entry<'c> {
    pub fn wire(&self) -> Wire {
        self.changes.iter().map(|change| change.kind.wire()).max().unwrap_or(Wire::Compatible)
    }

    pub fn source(&self) -> Source {
        self.changes.iter().map(|change| change.kind.source()).max().unwrap_or(Source::Compatible)
    }

    pub fn text(&self) -> &'c str {
        self.changes.first().map_or("", |change| change.text.as_str())
    }

    /// Where it is met in its first operation.
    pub fn at(&self) -> &'c str {
        self.changes.first().map_or("", |change| change.at.as_str())
    }

    /// What to write instead, each text once.
    pub fn migrations(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for migration in self.changes.iter().filter_map(|change| change.migration.as_ref()) {
            if !found.contains(migration) {
                found.push(migration.clone());
            }
        }
        found
    }

    pub fn is(&self, kind: &str) -> bool {
        self.changes.iter().any(|change| change.kind.id() == kind)
    }

    /// The word of a changelog.
    pub fn verb(&self) -> &'static str {
        let id = self.changes.first().map_or("", |change| change.kind.id()).trim_end_matches("-on-the-wire");
        match id {
            _ if id.ends_with("-deprecated") => "Deprecated",
            _ if id.ends_with("-added") || id.contains("-added-") => "Added",
            _ if id.ends_with("-removed") => "Removed",
            "operation-moved" => "Moved",
            _ if id.ends_with("-renamed") => "Renamed",
            _ => "Changed",
        }
    }

    fn calls(&self) -> Vec<Call<'c>> {
        let mut calls: Vec<Call<'c>> = Vec::new();
        for call in self.changes.iter().filter_map(|change| Call::of(change)) {
            if calls.last() != Some(&call) && !calls.contains(&call) {
                calls.push(call);
            }
        }
        calls
    }
}

impl<'c> Call<'c> {
    pub fn of(change: &'c Change) -> Option<Self> {
        Some(Self {
            tag: change.tag.as_deref().unwrap_or_default(),
            operation: change.operation.as_deref()?,
            method: change.method.as_deref().unwrap_or_default(),
            path: change.path.as_deref().unwrap_or_default(),
        })
    }

    /// As it is written in Rust.
    pub fn code(&self) -> String {
        if self.tag.is_empty() {
            format!("client.{}()", self.operation)
        } else {
            format!("client.{}().{}()", self.tag, self.operation)
        }
    }

    pub fn short(&self) -> String {
        if self.tag.is_empty() { self.operation.to_owned() } else { format!("{}.{}", self.tag, self.operation) }
    }
}

/// The changes under their headings: the client, then operations, then what they share.
pub(super) fn sections(comparison: &Comparison) -> Vec<Section<'_>> {
    let mut client = Vec::new();
    let mut operations: Vec<(Call<'_>, Vec<Entry<'_>>)> = Vec::new();
    let mut of_call: HashMap<Call<'_>, usize> = HashMap::new();
    let mut shared: Vec<(&str, Vec<Call<'_>>, Vec<Entry<'_>>)> = Vec::new();
    for entry in entries(comparison) {
        let calls = entry.calls();
        match calls.as_slice() {
            [] => client.push(entry),
            [only] => {
                let index = *of_call.entry(*only).or_insert_with(|| {
                    operations.push((*only, Vec::new()));
                    operations.len() - 1
                });
                if let Some((_, entries)) = operations.get_mut(index) {
                    entries.push(entry);
                }
            }
            _ => {
                let name = owner(&entry);
                match shared.iter_mut().find(|(other, known, _)| *other == name && *known == calls) {
                    Some((.., entries)) => entries.push(entry),
                    None => shared.push((name, calls, vec![entry])),
                }
            }
        }
    }
    let mut sections = Vec::new();
    if !client.is_empty() {
        sections.push(Section { heading: Heading::Client, entries: client });
    }
    sections
        .extend(operations.into_iter().map(|(call, entries)| Section { heading: Heading::Operation(call), entries }));
    sections.extend(
        shared.into_iter().map(|(name, calls, entries)| Section { heading: Heading::Shared { name, calls }, entries }),
    );
    sections
}

/// Each change of a part of the description once. What belongs to the operation itself stays with it.
fn entries(comparison: &Comparison) -> Vec<Entry<'_>> {
    type Key<'c> = (&'c str, Option<&'c str>, Option<&'c str>, Option<Call<'c>>);
    let mut found: Vec<Entry<'_>> = Vec::new();
    let mut positions: HashMap<Key<'_>, usize> = HashMap::new();
    for change in &comparison.changes {
        let pointers = (change.old_pointer.as_deref(), change.new_pointer.as_deref());
        let component = pointers.1.or(pointers.0).is_some_and(|pointer| pointer.starts_with("/components/"));
        // What the document says for all operations is inherited by each.
        let inherited = ["operation-security", "operation-scope"].iter().any(|kind| change.kind.id().starts_with(kind));
        let call = if component || inherited { None } else { Call::of(change) };
        let pointers = if inherited { (Some("security"), None) } else { pointers };
        let key = (change.text.as_str(), pointers.0, pointers.1, call);
        match positions.get(&key).and_then(|index| found.get_mut(*index)) {
            Some(entry) => entry.changes.push(change),
            None => {
                positions.insert(key, found.len());
                found.push(Entry { changes: vec![change] });
            }
        }
    }
    found
}

/// The component that a change lies in.
fn owner<'c>(entry: &Entry<'c>) -> &'c str {
    let Some(change) = entry.changes.first() else { return "" };
    if change.at == "request.security" {
        return "credentials";
    }
    let pointer = change.new_pointer.as_deref().or(change.old_pointer.as_deref()).unwrap_or_default();
    if pointer.starts_with("/components/parameters/") {
        return "parameters";
    }
    let mut steps = pointer.strip_prefix("/components/").unwrap_or_default().split('/');
    steps.nth(1).unwrap_or("several operations")
}

/// How many there are of each sort: operations added, removed, changed; parts that break source, the wire.
pub(super) struct Totals {
    pub added: usize,
    pub removed: usize,
    pub changed: usize,
    pub source: usize,
    pub wire: usize,
}

pub(super) fn totals(sections: &[Section<'_>]) -> Totals {
    let mut totals = Totals { added: 0, removed: 0, changed: 0, source: 0, wire: 0 };
    let mut changed: HashSet<Call<'_>> = HashSet::new();
    for section in sections {
        match (&section.heading, section.entries.as_slice()) {
            (Heading::Operation(_), [only]) if only.is("operation-added") => totals.added += 1,
            (Heading::Operation(_), [only]) if only.is("operation-removed") => totals.removed += 1,
            (Heading::Operation(call), _) => changed.extend([*call]),
            (Heading::Shared { calls, .. }, _) => changed.extend(calls),
            (Heading::Client, _) => {}
        }
        totals.source += section.entries.iter().filter(|entry| entry.source() == Source::Breaking).count();
        totals.wire += section.entries.iter().filter(|entry| entry.wire() == Wire::Breaking).count();
    }
    totals.changed = changed.len();
    totals
}

/// `1 change`, `2 changes`.
pub(super) fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}
