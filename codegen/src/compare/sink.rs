//! Where changes are collected.

use std::collections::HashSet;

use super::walk::{Step, pointer};
use super::{Change, Kind, Source, Wire, migration};

/// The operation that is being compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    pub operation: Option<String>,
    pub tag: Option<String>,
    pub method: Option<String>,
    pub path: Option<String>,
}

/// What was found at a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Finding {
    /// The kind, without its ending.
    pub kind: &'static str,
    /// No Rust type shows it.
    pub hidden: bool,
    pub at: String,
    pub text: String,
    /// What a caller knows it by: `Thing::count`, `limit`.
    pub name: String,
    /// In Rust, before and after.
    pub rust: Option<(String, String)>,
    pub old: Option<String>,
    pub new: Option<String>,
}

pub(super) struct Sink {
    pub changes: Vec<Change>,
    pub subject: Subject,
    told: HashSet<(&'static str, String, String)>,
    /// What is compared does not travel: there is nothing to say of the wire.
    pub ashore: bool,
    /// Types that go by another name, in any operation.
    pub renamed: HashSet<(String, String)>,
}

impl Sink {
    pub fn new() -> Self {
        Self {
            changes: Vec::new(),
            subject: Subject::default(),
            told: HashSet::new(),
            ashore: false,
            renamed: HashSet::new(),
        }
    }

    /// What follows belongs to this operation.
    pub fn turn_to(&mut self, subject: Subject) {
        self.subject = subject;
        self.told.clear();
    }

    /// Adds a change, once per operation.
    pub fn tell(&mut self, finding: Finding) {
        let Some(kind) = Kind::find(finding.kind) else { return };
        let mut kind = if finding.hidden { kind.on_the_wire() } else { kind };
        if self.ashore && kind.source() == Source::Compatible {
            return;
        }
        if self.ashore && kind.wire() != Wire::Compatible {
            let breaking = kind.source() == Source::Breaking;
            kind = if breaking { Kind::TypeChanged } else { Kind::RequestEnumValueAdded };
        }
        if !self.told.insert((kind.id(), finding.at.clone(), finding.text.clone())) {
            return;
        }
        let migration = migration::of(kind, &finding, &self.subject);
        let subject = self.subject.clone();
        self.changes.push(Change {
            kind,
            operation: subject.operation,
            tag: subject.tag,
            method: subject.method,
            path: subject.path,
            at: finding.at,
            text: finding.text,
            old_pointer: finding.old,
            new_pointer: finding.new,
            migration,
        });
    }

    /// Adds that a type goes by another name: once per operation, wherever in it.
    pub fn rename(&mut self, old: &str, new: &str, step: &Step<'_>) {
        let text = format!("type `{old}` is called `{new}`");
        if !self.told.insert(("type-renamed", String::new(), text.clone())) {
            return;
        }
        self.renamed.insert((old.to_owned(), new.to_owned()));
        self.tell(Finding {
            kind: "type-renamed",
            hidden: false,
            at: step.at.clone(),
            text,
            name: new.to_owned(),
            rust: Some((old.to_owned(), new.to_owned())),
            old: pointer(&step.old),
            new: pointer(&step.new),
        });
    }
}
