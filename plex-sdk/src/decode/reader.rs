//! The pull parser: tokens out of a text, failures and drift with their offsets.

use std::borrow::Cow;

use super::drift::{Decoded, DriftKind};
use super::markup::Markup;
use super::notes::{Expected, Failure, Found, Note, Notes, Tally};
use super::{DecodeError, Memory, Slot, number, path, text};

/// How deep lists and objects may be nested.
pub const DEPTH_LIMIT: usize = 128;

/// No offset of any text.
pub(super) const NOWHERE: usize = usize::MAX;

/// The marker that decoding has stopped. What happened is known to the [`Reader`] that handed it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop(pub(super) ());

/// A pull parser over JSON text that feeds [`Slot`]s.
///
/// It is strict about the grammar and tolerant about types; what it tolerated is in [`Decoded::drift`].
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) depth: usize,
    /// Set while the value of a field of [`super::Model::FLAGS`] is read: 0 and 1 are booleans there.
    pub(super) flag: bool,
    /// Where the last scalar stood that held no value (`null`, `""`) and left its slot at the default.
    pub(super) blank_at: usize,
    /// Where a value stands that may be absent.
    pub(super) optional_at: usize,
    /// Where a single element is being read in place of a list: once per value, or a list of itself would not end.
    pub(super) single_at: usize,
    /// Where a union is being read, and how often there: a union of itself must end as well.
    pub(super) union_at: (usize, usize),
    pub(super) tally: Tally,
    pub(super) notes: Notes,
    /// How many more bytes may be read a second time, to find the alternative that fits.
    pub(super) retries: usize,
    pub(super) unknown_fields: bool,
    pub(super) memory: Memory,
    /// The value may stand in an object with no other field.
    pub(super) enveloped: bool,
    /// Set where the text was made of XML.
    pub(super) markup: Option<Markup>,
    text_scalars: bool,
    failure: Option<Failure>,
}

impl<'a> Reader<'a> {
    /// A reader of `bytes`, which should be one JSON value in UTF-8; a byte order mark is skipped.
    pub fn new(bytes: &'a [u8]) -> Self {
        let (text, failure) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let offset = error.valid_up_to();
                let valid = bytes.get(..offset).and_then(|valid| std::str::from_utf8(valid).ok());
                (valid.unwrap_or(""), Some(Failure::new(offset, "text in UTF-8", Found::NotUtf8)))
            }
        };
        Self {
            text,
            at: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 },
            depth: 0,
            flag: false,
            blank_at: NOWHERE,
            optional_at: NOWHERE,
            single_at: NOWHERE,
            union_at: (NOWHERE, 0),
            tally: Tally::default(),
            notes: Notes::default(),
            retries: text.len().saturating_mul(256).saturating_add(1 << 16),
            unknown_fields: false,
            memory: Memory::default(),
            enveloped: false,
            markup: None,
            text_scalars: false,
            failure,
        }
    }

    /// Whether the text stems from a source that knows no types (XML, headers, forms): then neither a scalar written
    /// as a string nor a single element in place of a list is drift.
    pub fn text_scalars(mut self, yes: bool) -> Self {
        self.text_scalars = yes;
        self
    }

    /// Whether fields that the description does not know are drift. By default they are skipped in silence.
    pub fn report_unknown_fields(mut self, yes: bool) -> Self {
        self.unknown_fields = yes;
        self
    }

    /// What the value may take in memory; by default what suits the default of
    /// [`Options::max_body`](crate::Options::max_body).
    pub(crate) fn memory(mut self, memory: Memory) -> Self {
        self.memory = memory;
        self
    }

    /// Whether the value may stand in an object with no other field, as that of a root element in XML does.
    pub(crate) fn enveloped(mut self, yes: bool) -> Self {
        self.enveloped = yes;
        self
    }

    /// Reads the whole text as one value.
    ///
    /// # Errors
    ///
    /// A [`DecodeError`] if the text is not JSON, or does not have the shape of `T`.
    pub fn decode<T: Slot + Default>(mut self) -> Result<Decoded<T>, DecodeError> {
        let mut value = T::default();
        let outcome = match self.failure {
            Some(_) => Err(Stop(())),
            None => value.fill(&mut self).and_then(|()| self.end()),
        };
        match outcome {
            Ok(()) => Ok(Decoded { value, drift: path::report(self.text, self.notes) }),
            Err(Stop(())) => Err(path::error(self.text, self.failure)),
        }
    }

    /// Reads the next value.
    ///
    /// # Errors
    ///
    /// [`Stop`] if the value does not have the shape of `T`.
    #[inline]
    pub fn value<T: Slot + Default>(&mut self) -> Result<T, Stop> {
        let mut value = T::default();
        value.fill(self)?;
        Ok(value)
    }

    /// Stops: the next value is not what is `expected` (`a boolean`, `an object`).
    ///
    /// For slots written by hand, which may have looked at the value through a slot that takes anything.
    pub fn reject(&mut self, expected: &'static str) -> Stop {
        self.next();
        let found = self.found();
        self.stop_at(self.at, expected, found)
    }

    // ---- tokens ----

    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or(&[])
    }

    /// Skips white space; the byte behind it, or 0 at the end.
    #[inline]
    pub(super) fn next(&mut self) -> u8 {
        loop {
            match self.peek() {
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                byte => return byte,
            }
        }
    }

    pub(super) fn end(&mut self) -> Result<(), Stop> {
        if std::mem::take(&mut self.enveloped) && self.next() == b'}' {
            self.at += 1;
        }
        // Of text made of XML, the end of the root element may be left, or what a list of its children passes over.
        if self.markup.is_some() {
            return Ok(());
        }
        self.next();
        if self.at == self.text.len() { Ok(()) } else { Err(self.unexpected("the end of the text")) }
    }

    pub(super) fn enter(&mut self) -> Result<(), Stop> {
        if self.depth == DEPTH_LIMIT {
            return Err(self.stop_at(self.at, "at most 128 levels of lists and objects", Found::Deeper));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Whether a list that was entered goes on with another element.
    #[inline]
    pub(super) fn element(&mut self, first: &mut bool) -> Result<bool, Stop> {
        let first = std::mem::replace(first, false);
        match self.next() {
            b']' => {
                self.at += 1;
                self.depth -= 1;
                Ok(false)
            }
            b',' if !first => {
                self.at += 1;
                Ok(true)
            }
            _ if first => Ok(true),
            _ => Err(self.unexpected("`,` or `]`")),
        }
    }

    /// The next key of an object that was entered; the reader stands at its value then.
    #[inline]
    pub(super) fn key(&mut self, first: &mut bool) -> Result<Option<Cow<'a, str>>, Stop> {
        let first = std::mem::replace(first, false);
        match self.next() {
            b'}' => {
                self.at += 1;
                self.depth -= 1;
                return Ok(None);
            }
            b',' if !first => self.at += 1,
            _ if first => {}
            _ => return Err(self.unexpected("`,` or `}`")),
        }
        if self.next() != b'"' {
            return Err(self.unexpected("a key"));
        }
        let key = self.string()?;
        if self.next() != b':' {
            return Err(self.unexpected("`:`"));
        }
        self.at += 1;
        self.next();
        Ok(Some(if self.markup.is_none() { key } else { self.plain_key(key) }))
    }

    /// The content of the string that starts here; borrowed where it has no escapes.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Stop> {
        let start = self.at + 1;
        let end = text::find_special(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Cow::Borrowed(self.text.get(start..end).unwrap_or("")));
        }
        self.escaped_string(start, end).map(Cow::Owned)
    }

    fn escaped_string(&mut self, mut start: usize, mut end: usize) -> Result<String, Stop> {
        let mut content = String::new();
        loop {
            content.push_str(self.text.get(start..end).unwrap_or(""));
            match self.string_piece(end)? {
                Some((character, next)) => {
                    content.push(character);
                    start = next;
                }
                None => return Ok(content),
            }
            end = text::find_special(self.text.as_bytes(), start);
        }
    }

    /// Passes the string that starts here.
    pub(super) fn skip_string(&mut self) -> Result<(), Stop> {
        let mut start = self.at + 1;
        loop {
            let end = text::find_special(self.text.as_bytes(), start);
            match self.string_piece(end)? {
                Some((_, next)) => start = next,
                None => return Ok(()),
            }
        }
    }

    /// Looks at the special byte at `at` in a string: an escape and where it ends, or the end of the string.
    fn string_piece(&mut self, at: usize) -> Result<Option<(char, usize)>, Stop> {
        match self.text.as_bytes().get(at) {
            Some(b'"') => {
                self.at = at + 1;
                Ok(None)
            }
            Some(b'\\') => match text::unescape(self.text.as_bytes(), at) {
                Ok((character, length)) => Ok(Some((character, at + length))),
                Err(offset) => {
                    self.at = offset;
                    Err(self.unexpected("an escape sequence"))
                }
            },
            _ => {
                self.at = at;
                Err(self.unexpected("the rest of a string"))
            }
        }
    }

    /// The text of the number that starts here, and whether it is written as an integer.
    pub(super) fn number(&mut self) -> Result<(&'a str, bool), Stop> {
        let rest = self.text.get(self.at..).unwrap_or("");
        match number::scan(rest.as_bytes()) {
            Ok((length, integer)) => {
                self.at += length;
                Ok((rest.get(..length).unwrap_or(""), integer))
            }
            Err(length) => {
                self.at += length;
                Err(self.unexpected("a digit"))
            }
        }
    }

    pub(super) fn literal(&mut self, literal: &'static str) -> Result<(), Stop> {
        let rest = self.rest();
        if rest.starts_with(literal.as_bytes()) {
            self.at += literal.len();
            return Ok(());
        }
        self.at += rest.iter().zip(literal.as_bytes()).take_while(|(a, b)| a == b).count();
        Err(self.unexpected(literal))
    }

    /// Passes the next value, whatever it is, and checks its grammar.
    ///
    /// # Errors
    ///
    /// [`Stop`] if it is not JSON.
    pub fn skip(&mut self) -> Result<(), Stop> {
        match self.next() {
            b'"' => self.skip_string(),
            b'{' => {
                self.enter()?;
                let mut first = true;
                while self.key(&mut first)?.is_some() {
                    self.skip()?;
                }
                Ok(())
            }
            b'[' => {
                self.enter()?;
                let mut first = true;
                while self.element(&mut first)? {
                    self.skip()?;
                }
                Ok(())
            }
            b't' => self.literal("true"),
            b'f' => self.literal("false"),
            b'n' => self.literal("null"),
            b'-' | b'0'..=b'9' => self.number().map(|_| ()),
            _ => Err(self.unexpected("a value")),
        }
    }

    // ---- failures and drift ----

    /// Stops at the current byte, which the grammar does not allow.
    #[cold]
    pub(super) fn unexpected(&mut self, expected: &'static str) -> Stop {
        let found = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(Found::End, Found::Character);
        self.stop_at(self.at, expected, found)
    }

    #[cold]
    pub(super) fn stop_at(&mut self, offset: usize, expected: impl Into<Expected>, found: Found) -> Stop {
        self.failure = Some(Failure::new(offset, expected, found));
        Stop(())
    }

    #[cold]
    pub(super) fn drift(&mut self, offset: usize, kind: DriftKind, expected: impl Into<Expected>, found: Found) {
        if self.text_scalars && matches!(kind, DriftKind::Converted | DriftKind::Single) {
            return;
        }
        self.tally.drift += 1;
        self.notes.push(Note { offset, kind, expected: expected.into(), found });
    }

    /// What kind of value starts here.
    pub(super) fn found(&self) -> Found {
        let rest = self.text.get(self.at..).unwrap_or("");
        match self.peek() {
            b'"' if rest.starts_with("\"\"") => Found::Blank,
            b'"' => Found::String,
            b'{' => Found::Object,
            b'[' => Found::List,
            b't' if rest.starts_with("true") => Found::Bool(true),
            b'f' if rest.starts_with("false") => Found::Bool(false),
            b'n' if rest.starts_with("null") => Found::Null,
            b'-' | b'0'..=b'9' => match number::scan(rest.as_bytes()) {
                Ok((length, _)) => Found::number(rest.get(..length).unwrap_or("")),
                Err(_) => Found::Character(char::from(self.peek())),
            },
            _ => rest.chars().next().map_or(Found::End, Found::Character),
        }
    }
}
