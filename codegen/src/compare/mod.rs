//! Two descriptions, as the SDK sees them, and what changed between them for its callers.
//!
//! ```text
//! old Api ─┐                 ┌─ wire: the contracts, schema by schema ──────┐
//!          ├─ pair operations┤                                              ├─▶ Vec<Change> ─▶ text, markdown, json
//! new Api ─┘                 └─ source: names, signatures, types in Rust ───┘
//! ```
//!
//! Every change carries two verdicts. They come from one walk over both sides, place by place, so that a change that
//! is both on the wire and in the types is told once.

use std::collections::HashMap;

use crate::api::{Api, Contract, Operation};

use document::{Document, Written};
use operation::Both;
use sink::{Finding, Sink};
use unchanged::Unchanged;
use walk::Sides;

mod body;
mod document;
mod lifecycle;
mod migration;
mod object;
mod operation;
mod pair;
mod parameters;
mod relation;
pub mod render;
mod responses;
mod rules;
mod seat;
mod security;
mod sink;
#[cfg(test)]
mod tests;
mod types;
mod unchanged;
mod union;
mod value;
mod view;
mod walk;
mod whole;

pub use rules::Kind;

/// What changed between two descriptions.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    pub from: Version,
    pub to: Version,
    /// The highest level of all changes.
    pub level: Level,
    pub wire_breaking: bool,
    pub source_breaking: bool,
    /// In the order of the new description; what is gone stands last.
    pub changes: Vec<Change>,
}

/// Which description it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    pub title: String,
    pub version: String,
}

/// One change at one place of one operation, or of the whole API.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub kind: Kind,
    /// The method in Rust: `post_users_sign_in_data`. `None` for what belongs to no operation.
    pub operation: Option<String>,
    /// The handle on the client: `authentication`.
    pub tag: Option<String>,
    /// In capitals.
    pub method: Option<String>,
    pub path: Option<String>,
    /// Where in the operation: `response.200.subscriptions[].status`; empty for the operation itself.
    pub at: String,
    /// One sentence without a full stop, Markdown.
    pub text: String,
    /// JSON pointer into the old description; `None` for what is new.
    pub old_pointer: Option<String>,
    /// JSON pointer into the new description; `None` for what is gone.
    pub new_pointer: Option<String>,
    /// What to write instead, Markdown; for changes that break source.
    pub migration: Option<String>,
}

/// What becomes of a program built from the old description that meets a server of the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wire {
    Compatible,
    /// It depends on the server, or on what the program does.
    Warning,
    /// Requests are refused, or answers are not what was promised.
    Breaking,
}

/// What becomes of code that compiled with the old SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    Compatible,
    /// It compiles; there is something new beside it.
    Addition,
    /// There is code that does not compile any more.
    Breaking,
}

/// The step of a semantic version from 1.0.0 on. Before, a major change is a minor step and a minor one a patch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    #[default]
    None,
    Patch,
    Minor,
    Major,
}

impl Wire {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Warning => "warning",
            Self::Breaking => "breaking",
        }
    }
}

impl Source {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Addition => "addition",
            Self::Breaking => "breaking",
        }
    }
}

impl Level {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Compares two descriptions. Both need their [`Contract`], which [`crate::describe`] gives them.
pub fn compare(old: &Api, new: &Api) -> Comparison {
    between(old, new, &old.contract, &new.contract)
}

/// Compares what two descriptions say of the wire, without an SDK: for descriptions that cannot be lowered. Nothing
/// is said of what Rust code sees.
pub fn compare_contracts(old: &Contract, new: &Contract) -> Comparison {
    let nothing = Api::default();
    between(&nothing, &nothing, old, new)
}

fn between(old_api: &Api, new_api: &Api, old_contract: &Contract, new_contract: &Contract) -> Comparison {
    let (old_root, new_root) = (&old_contract.document, &new_contract.document);
    let unchanged = Unchanged::between(old_root, new_root);
    let (old, new) = (Document::new(old_root), Document::new(new_root));
    let sides = Sides { old, new, old_api, new_api, unchanged: &unchanged };
    let mut sink = Sink::new();
    whole::compare(sides, &mut sink);
    security::schemes(sides, &mut sink);
    operations(sides, &mut sink);
    types::compare(sides, &mut sink);
    let changes = sink.changes;
    Comparison {
        from: version(old),
        to: version(new),
        level: changes.iter().map(|change| change.kind.level()).max().unwrap_or_default(),
        wire_breaking: changes.iter().any(|change| change.kind.wire() == Wire::Breaking),
        source_breaking: changes.iter().any(|change| change.kind.source() == Source::Breaking),
        changes,
    }
}

fn version(document: Document<'_>) -> Version {
    let info = document.cursor().get("info");
    let text = |key: &str| info.as_ref().and_then(|info| info.text(key)).unwrap_or_default().to_owned();
    Version { title: text("title"), version: text("version") }
}

fn operations<'a>(sides: Sides<'a>, sink: &mut Sink) {
    let (old, new) = (sides.old.operations(), sides.new.operations());
    let by_pointer = |api: &'a Api| -> HashMap<&'a str, &'a Operation> {
        // Those with another body are compared with it.
        let usual = api.operations.iter().filter(|operation| operation.variant_of.is_none());
        usual.map(|operation| (operation.pointer.as_str(), operation)).collect()
    };
    let (old_sdk, new_sdk) = (by_pointer(sides.old_api), by_pointer(sides.new_api));
    let pairs = pair::operations(&old, &new);
    let before: HashMap<usize, usize> = pairs.both.iter().map(|(old, new)| (*new, *old)).collect();
    for (index, written) in new.iter().enumerate() {
        let sdk = new_sdk.get(written.operation.pointer.as_str()).copied();
        match before.get(&index).and_then(|position| old.get(*position)) {
            Some(known) => {
                let old_sdk = old_sdk.get(known.operation.pointer.as_str()).copied();
                operation::compare(sides, sink, Both { old: known, new: written, old_sdk, new_sdk: sdk });
            }
            None => {
                sink.turn_to(operation::subject(sides.new_api, written, sdk));
                let new = Some(written.operation.pointer.clone());
                sink.tell(Finding { kind: "operation-added", text: "added".to_owned(), new, ..Finding::default() });
            }
        }
    }
    for (known, written) in webhooks(&sides.old.webhooks(), &sides.new.webhooks()) {
        operation::compare(sides, sink, Both { old: known, new: written, old_sdk: None, new_sdk: None });
    }
    for written in pairs.removed.iter().filter_map(|index| old.get(*index)) {
        let sdk = old_sdk.get(written.operation.pointer.as_str()).copied();
        sink.turn_to(operation::subject(sides.old_api, written, sdk));
        let old = Some(written.operation.pointer.clone());
        sink.tell(Finding { kind: "operation-removed", text: "removed".to_owned(), old, ..Finding::default() });
    }
}

/// The webhooks that both have, by name. They are no part of the SDK.
fn webhooks<'w, 'a>(old: &'w [Written<'a>], new: &'w [Written<'a>]) -> Vec<(&'w Written<'a>, &'w Written<'a>)> {
    let same = |one: &Written<'a>, other: &Written<'a>| one.path == other.path && one.method == other.method;
    new.iter().filter_map(|written| Some((old.iter().find(|known| same(known, written))?, written))).collect()
}
