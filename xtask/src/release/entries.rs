//! Changes as lines of a changelog.

use codegen::compare::{Change, Comparison, Source, Wire};
use codegen::listing::Changes;

/// The parts of a release's section, in the order they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Added,
    Changed,
    Deprecated,
    Removed,
    Fixed,
    Security,
    OnTheWire,
}

impl Part {
    pub const ALL: [Self; 7] =
        [Self::Added, Self::Changed, Self::Deprecated, Self::Removed, Self::Fixed, Self::Security, Self::OnTheWire];

    pub fn title(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Changed => "Changed",
            Self::Deprecated => "Deprecated",
            Self::Removed => "Removed",
            Self::Fixed => "Fixed",
            Self::Security => "Security",
            Self::OnTheWire => "On the wire",
        }
    }
}

/// One entry: what changed, the places it shows at, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    part: Part,
    breaking: bool,
    text: String,
    migration: Option<String>,
    /// Calls and places in them; empty for what belongs to no operation.
    places: Vec<(String, String)>,
}

/// The entries of all changes, each under its part. A change that shows at many operations is told once.
pub fn of_description(comparison: &Comparison) -> Vec<(Part, String)> {
    let mut entries: Vec<Entry> = Vec::new();
    for change in &comparison.changes {
        for (part, told) in parts(change) {
            let breaking = change.kind.source() == Source::Breaking && part != Part::OnTheWire;
            let migration = change.migration.clone().filter(|_| told);
            let same =
                |entry: &&mut Entry| entry.part == part && entry.text == change.text && entry.migration == migration;
            let place = place(change);
            match entries.iter_mut().find(same) {
                Some(entry) => entry.places.extend(place),
                None => entries.push(Entry {
                    part,
                    breaking,
                    text: change.text.clone(),
                    migration,
                    places: place.into_iter().collect(),
                }),
            }
        }
    }
    entries.iter().map(|entry| (entry.part, entry.line())).collect()
}

/// What a new generator makes of the description of the last release.
pub fn of_generator(changes: &Changes) -> Vec<(Part, String)> {
    let list = |part: Part, title: &str, lines: &[String]| {
        (!lines.is_empty()).then(|| {
            let items: String = lines.iter().map(|line| format!("\n  - `{line}`")).collect();
            (part, format!("- {title}{items}"))
        })
    };
    [
        list(Part::Added, "By the generator:", &changes.added),
        list(Part::Deprecated, "By the generator:", &changes.deprecated),
        list(Part::Removed, "**Breaking:** by the generator, gone or no longer as written here:", &changes.removed),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The parts a change is told in, and whether the way to migrate is told there.
fn parts(change: &Change) -> Vec<(Part, bool)> {
    let kind = change.kind;
    let id = kind.id().trim_end_matches("-on-the-wire");
    let mut parts = match kind.source() {
        Source::Addition => vec![(Part::Added, false)],
        Source::Breaking if id.ends_with("-removed") => vec![(Part::Removed, true)],
        Source::Breaking => vec![(Part::Changed, true)],
        Source::Compatible if id.ends_with("-deprecated") => vec![(Part::Deprecated, true)],
        Source::Compatible if kind.wire() == Wire::Compatible => vec![(Part::Changed, false)],
        Source::Compatible => Vec::new(),
    };
    let only_there = parts.is_empty();
    if only_there || kind.wire() == Wire::Breaking {
        parts.push((Part::OnTheWire, only_there));
    }
    parts
}

fn place(change: &Change) -> Option<(String, String)> {
    let operation = change.operation.as_ref()?;
    let call = match &change.tag {
        Some(tag) => format!("client.{tag}().{operation}()"),
        None => format!("{operation}()"),
    };
    Some((call, change.at.clone()))
}

impl Entry {
    fn line(&self) -> String {
        let breaking = if self.breaking { "**Breaking:** " } else { "" };
        let text = self.text.trim_end_matches('.');
        let mut line = match self.places.as_slice() {
            [] => format!("- {breaking}{text}."),
            [(call, at)] if at.is_empty() => format!("- {breaking}`{call}`: {text}."),
            [(call, at)] => format!("- {breaking}`{call}`, `{at}`: {text}."),
            many => {
                let mut calls: Vec<String> = many.iter().map(|(call, _)| format!("`{call}`")).collect();
                calls.dedup();
                format!("- {breaking}{text}. Concerns {}.", calls.join(", "))
            }
        };
        if let Some(migration) = &self.migration {
            line.push_str(&format!("\n  Instead: {}.", migration.trim_end_matches('.')));
        }
        line
    }
}
