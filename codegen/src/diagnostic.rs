//! What is wrong with a description, and where.

use std::fmt;

/// A problem, or a remark, at one place of the description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// JSON pointer into the loaded description, `""` for the whole document. While a description is being
    /// loaded also `file#pointer` for a place in one of its files, and `file@line:column` for a place in a text
    /// that cannot be parsed. [`crate::load::Sources`] finds the line for each of them.
    pub pointer: String,
    /// What is wrong, without a full stop.
    pub problem: String,
    /// What to do about it.
    pub help: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something is typed more loosely than described, or left out.
    Note,
}

impl Diagnostic {
    pub fn error(pointer: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { severity: Severity::Error, pointer: pointer.into(), problem: problem.into(), help: None }
    }

    pub fn note(pointer: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(pointer, problem) }
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at `{}`)", self.problem, self.pointer)
    }
}

/// The problems of one run, in the order they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    pub list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    pub fn error(&mut self, pointer: impl Into<String>, problem: impl Into<String>) {
        self.push(Diagnostic::error(pointer, problem));
    }

    pub fn note(&mut self, pointer: impl Into<String>, problem: impl Into<String>) {
        self.push(Diagnostic::note(pointer, problem));
    }

    /// How many of them are errors.
    pub fn errors(&self) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
    }

    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// A longer name is not taken for a mistyped one.
const LONGEST_NAME: usize = 200;
/// The number of candidates of a similar length that are compared.
const MOST_CANDIDATES: usize = 1000;

/// The candidate that was most likely meant by a name that is not among them.
pub(crate) fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = wanted.chars().count();
    let limit = (length / 3).max(1);
    candidates
        // The distance takes the product of the lengths to find, and is at least their difference.
        .filter(|candidate| candidate.chars().take(LONGEST_NAME).count().abs_diff(length) <= limit)
        .take(if length < LONGEST_NAME { MOST_CANDIDATES } else { 0 })
        .map(|candidate| (strsim::damerau_levenshtein(&wanted.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
