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

use crate::api::Api;

mod kinds;

pub use kinds::{KINDS, find};

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
    pub kind: &'static Kind,
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

/// A kind of change. What it means is the same wherever it occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Stable, in kebab case.
    pub id: &'static str,
    pub wire: Wire,
    pub source: Source,
    /// What it does to the version.
    pub level: Level,
    /// Why the verdicts are what they are.
    pub explanation: &'static str,
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

/// Compares two descriptions. Both need their [`Contract`](crate::api::Contract), which [`crate::describe`] gives them.
pub fn compare(old: &Api, new: &Api) -> Comparison {
    let version = |api: &Api| Version { title: api.info.title.clone(), version: api.info.version.clone() };
    let changes: Vec<Change> = Vec::new();
    Comparison {
        from: version(old),
        to: version(new),
        level: changes.iter().map(|change| change.kind.level).max().unwrap_or_default(),
        wire_breaking: changes.iter().any(|change| change.kind.wire == Wire::Breaking),
        source_breaking: changes.iter().any(|change| change.kind.source == Source::Breaking),
        changes,
    }
}
