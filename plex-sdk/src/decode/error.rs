//! Why a value could not be decoded.

use std::fmt;

/// Why a text could not be decoded: where, what was expected, and what stood there.
///
/// It never shows the content of a string, since answers hold secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// Where in the value: `$.subscription.features[3]`. Long paths are shortened in their middle.
    pub path: String,
    /// Where in the text, in bytes from its start.
    pub offset: usize,
    /// What the description, or the grammar of JSON, asks for: `a boolean`.
    pub expected: String,
    /// What is there: `an object`, `the number 1.5`, `a string`.
    pub found: String,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {} at {} (byte {}), found {}", self.expected, self.path, self.offset, self.found)
    }
}

impl std::error::Error for DecodeError {}
