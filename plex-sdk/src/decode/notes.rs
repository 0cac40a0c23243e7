//! What a reader remembers while it reads; made into words and paths only when someone asks.

use std::fmt;

use super::drift::{DRIFT_LIMIT, DriftKind};

/// What should have been there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Expected {
    /// `a boolean`
    Value(&'static str),
    /// The field of that name in the object at the offset.
    Field(&'static str),
}

impl From<&'static str> for Expected {
    fn from(value: &'static str) -> Self {
        Self::Value(value)
    }
}

/// What was there. Never the content of a string, unless it is a value of an enum.
#[derive(Clone, Debug)]
pub(crate) enum Found {
    Null,
    Nothing,
    Bool(bool),
    Number(Box<str>),
    /// A number where a secret is expected.
    HiddenNumber,
    Blank,
    String,
    EnumValue(Box<str>),
    List,
    Object,
    Deeper,
    Larger,
    NotUtf8,
    End,
    Character(char),
}

/// The most bytes of a number or an enum's value that are shown.
const SHOWN: usize = 40;

impl Found {
    pub(super) fn number(text: &str) -> Self {
        Self::Number(shorten(text, SHOWN).into())
    }

    pub(super) fn enum_value(text: &str) -> Self {
        Self::EnumValue(shorten(text, SHOWN).into())
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Nothing => f.write_str("nothing"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(text) => write!(f, "the number {text}"),
            Self::HiddenNumber => f.write_str("a number"),
            Self::Blank => f.write_str("an empty string"),
            Self::String => f.write_str("a string"),
            Self::EnumValue(text) => write!(f, "{text:?}"),
            Self::List => f.write_str("a list"),
            Self::Object => f.write_str("an object"),
            Self::Deeper => f.write_str("one level more"),
            Self::Larger => f.write_str("a larger one"),
            Self::NotUtf8 => f.write_str("bytes that are not UTF-8"),
            Self::End => f.write_str("the end of the text"),
            Self::Character(character) => write!(f, "{character:?}"),
        }
    }
}

/// The start of `text`, with an ellipsis where something is left out.
pub(super) fn shorten(text: &str, limit: usize) -> String {
    if text.len() <= limit {
        return text.to_owned();
    }
    let cut = text.char_indices().map(|(at, _)| at).take_while(|&at| at <= limit).last().unwrap_or(0);
    format!("{}…", text.get(..cut).unwrap_or(""))
}

/// Why reading stopped.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(super) offset: usize,
    pub(super) expected: Expected,
    pub(super) found: Found,
}

impl Failure {
    pub(super) fn new(offset: usize, expected: impl Into<Expected>, found: Found) -> Self {
        Self { offset, expected: expected.into(), found }
    }
}

/// One place that differs from the description.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(super) offset: usize,
    pub(super) kind: DriftKind,
    pub(super) expected: Expected,
    pub(super) found: Found,
}

/// The places that differ: the first ones in full, the others as a number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes {
    pub(super) list: Vec<Note>,
    pub(super) omitted: usize,
}

impl Notes {
    pub(super) fn push(&mut self, note: Note) {
        if self.list.len() < DRIFT_LIMIT {
            self.list.push(note);
        } else {
            self.omitted += 1;
        }
    }
}

/// How well a value fits its description.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Places that differ.
    pub(super) drift: usize,
    /// Fields that the description does not know.
    pub(super) unknown: usize,
    /// Fields that it knows.
    pub(super) matched: usize,
    /// Values that would take anything: free-form JSON, entries of maps.
    pub(super) loose: usize,
}
