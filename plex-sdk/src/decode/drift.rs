//! What a text said otherwise than its description, and was decoded all the same.

use std::fmt;

/// The most entries that a report lists; the rest is counted.
pub const DRIFT_LIMIT: usize = 100;

/// In which way a value differs from its description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// A value that the enum does not list. It is kept.
    UnknownValue,
    /// A scalar of another type that was converted without loss: `"12"` for an integer.
    Converted,
    /// A promised field that is absent. It has its default.
    Missing,
    /// `null` where a value is promised. It has its default.
    Null,
    /// An empty string where a number or a boolean is described. It counts as no value.
    Blank,
    /// A single element in place of a list.
    Single,
    /// A value that is none of the described alternatives. It is kept as JSON.
    NoAlternative,
    /// A field that the description does not know, where reporting those was asked for.
    UnknownField,
}

/// One place where a text differs from its description.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// Where in the value: `$.subscription.features[3]`. Long paths are shortened in their middle.
    pub path: String,
    /// Where in the text, in bytes from its start. For a missing field: the start of the object.
    pub offset: usize,
    /// In which way it differs.
    pub kind: DriftKind,
    /// What the description asks for.
    pub expected: String,
    /// What is there. The content of strings is not shown, except short unknown values of enums.
    pub found: String,
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {}", self.path, self.expected, self.found)
    }
}

/// All the places where a text differs from its description, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DriftReport {
    pub(super) entries: Vec<Drift>,
    pub(super) omitted: usize,
}

impl DriftReport {
    /// Whether the text is as described.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.omitted == 0
    }

    /// How many places differ, listed or not.
    pub fn len(&self) -> usize {
        self.entries.len() + self.omitted
    }

    /// The listed places: the first [`DRIFT_LIMIT`] at most.
    pub fn entries(&self) -> &[Drift] {
        &self.entries
    }

    /// Rewrites all that stems from the text: paths and what was found.
    pub(crate) fn rewrite(&mut self, words: impl Fn(String) -> String) {
        for entry in &mut self.entries {
            entry.path = words(std::mem::take(&mut entry.path));
            entry.found = words(std::mem::take(&mut entry.found));
        }
    }

    /// Replaces what offsets count: bytes of the text that was read by those of the text that it was made of.
    #[cfg(feature = "xml")]
    pub(crate) fn map_offsets(&mut self, map: impl Fn(usize) -> usize) {
        for entry in &mut self.entries {
            entry.offset = map(entry.offset);
        }
    }

    /// How many places are counted but not listed.
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// The listed places, one after the other.
    pub fn iter(&self) -> std::slice::Iter<'_, Drift> {
        self.entries.iter()
    }
}

impl<'a> IntoIterator for &'a DriftReport {
    type Item = &'a Drift;
    type IntoIter = std::slice::Iter<'a, Drift>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for DriftReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.entries {
            writeln!(f, "{entry}")?;
        }
        if self.omitted > 0 {
            writeln!(f, "and {} more", self.omitted)?;
        }
        Ok(())
    }
}

/// A value and what its text said otherwise than the description.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// Where the text differs from the description.
    pub drift: DriftReport,
}
