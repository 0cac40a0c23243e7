//! Scalars: booleans, numbers, text; each from whatever means the same.

use std::borrow::Cow;

use bytes::Bytes;

use super::drift::DriftKind;
use super::notes::Found;
use super::{Reader, Slot, Stop, number};
use crate::secret::Secret;
use crate::time::{Date, Timestamp};

/// A scalar as it is written.
enum Token<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    Text(Cow<'a, str>),
}

impl<'a> Reader<'a> {
    fn token(&mut self, expected: &'static str) -> Result<Token<'a>, Stop> {
        match self.next() {
            b'n' => self.literal("null").map(|()| Token::Null),
            b't' => self.literal("true").map(|()| Token::Bool(true)),
            b'f' => self.literal("false").map(|()| Token::Bool(false)),
            b'-' | b'0'..=b'9' => self.number().map(|(text, _)| Token::Number(text)),
            b'"' => self.string().map(Token::Text),
            b'{' if self.markup.is_some() => self.element_token(expected),
            _ => Err(self.reject(expected)),
        }
    }

    /// The text of an element of XML, be it the root or one with attributes.
    #[cold]
    fn element_token(&mut self, expected: &'static str) -> Result<Token<'a>, Stop> {
        if self.at == 0 {
            self.enter_root();
            return self.token(expected);
        }
        Ok(self.element_text()?.map_or(Token::Null, Token::Text))
    }

    /// Reports that a value was converted, and passes it on.
    fn converted<T>(&mut self, at: usize, expected: &'static str, found: Found, value: Option<T>) -> Result<T, Stop> {
        match value {
            Some(value) => {
                self.drift(at, DriftKind::Converted, expected, found);
                Ok(value)
            }
            None => Err(self.stop_at(at, expected, found)),
        }
    }

    /// Reports that there is no value; the slot keeps its default.
    fn blank<T>(&mut self, at: usize, kind: DriftKind, expected: &'static str) -> Result<Option<T>, Stop> {
        let found = if kind == DriftKind::Null { Found::Null } else { Found::Blank };
        self.blank_at = at;
        self.drift(at, kind, expected, found);
        Ok(None)
    }

    /// A boolean; `None` for `null` and `""`.
    fn boolean(&mut self) -> Result<Option<bool>, Stop> {
        const EXPECTED: &str = "a boolean";
        self.next();
        let at = self.at;
        let (found, value) = match self.token(EXPECTED)? {
            Token::Bool(value) => return Ok(Some(value)),
            Token::Null => return self.blank(at, DriftKind::Null, EXPECTED),
            Token::Text(text) if text.is_empty() => return self.blank(at, DriftKind::Blank, EXPECTED),
            Token::Number("0") if self.flag => return Ok(Some(false)),
            Token::Number("1") if self.flag => return Ok(Some(true)),
            Token::Number(text) => (Found::number(text), zero_or_one(text)),
            Token::Text(text) => (Found::String, truth(text.trim_ascii())),
        };
        self.converted(at, EXPECTED, found, value).map(Some)
    }

    /// An integer; `None` for `null` and `""`.
    pub(super) fn integer(&mut self, least: i128, most: i128, expected: &'static str) -> Result<Option<i128>, Stop> {
        self.next();
        let at = self.at;
        let fits = |value: &i128| (least..=most).contains(value);
        if let Some((value, length)) = number::short_integer(self.rest()).filter(|(value, _)| fits(&i128::from(*value)))
        {
            self.at += length;
            return Ok(Some(value.into()));
        }
        let (found, value) = match self.token(expected)? {
            Token::Number(text) => match text.parse().ok().filter(fits) {
                Some(value) => return Ok(Some(value)),
                None => (Found::number(text), number::exact_integer(text)),
            },
            Token::Null => return self.blank(at, DriftKind::Null, expected),
            Token::Text(text) if text.is_empty() => return self.blank(at, DriftKind::Blank, expected),
            Token::Text(text) => (Found::String, number::exact_integer(text.trim_ascii())),
            Token::Bool(value) => (Found::Bool(value), None),
        };
        self.converted(at, expected, found, value.filter(fits)).map(Some)
    }

    /// A number that `parse` makes out of text, if it is finite; `None` for `null` and `""`.
    fn float<T: From<f32> + Copy>(&mut self, parse: fn(&str) -> Option<T>) -> Result<Option<T>, Stop> {
        const EXPECTED: &str = "a number";
        self.next();
        let at = self.at;
        let (found, value) = match self.token(EXPECTED)? {
            Token::Number(text) => match parse(text) {
                Some(value) => return Ok(Some(value)),
                None => (Found::number(text), None),
            },
            Token::Null => return self.blank(at, DriftKind::Null, EXPECTED),
            Token::Text(text) if text.is_empty() => return self.blank(at, DriftKind::Blank, EXPECTED),
            Token::Text(text) => (
                Found::String,
                match text.trim_ascii() {
                    "NaN" => Some(T::from(f32::NAN)),
                    "Infinity" => Some(T::from(f32::INFINITY)),
                    "-Infinity" => Some(T::from(f32::NEG_INFINITY)),
                    text => parse(text),
                },
            ),
            Token::Bool(value) => (Found::Bool(value), None),
        };
        self.converted(at, EXPECTED, found, value).map(Some)
    }

    /// Text; numbers and booleans as they are written, `None` for `null`.
    pub(super) fn scalar_text(&mut self, expected: &'static str) -> Result<Option<Cow<'a, str>>, Stop> {
        if self.next() == b'"' {
            return self.string().map(Some);
        }
        let at = self.at;
        let (found, text) = match self.token(expected)? {
            Token::Null => return self.blank(at, DriftKind::Null, expected),
            Token::Bool(value) => (Found::Bool(value), Cow::Borrowed(if value { "true" } else { "false" })),
            Token::Number(text) => (Found::number(text), Cow::Borrowed(text)),
            Token::Text(text) => return Ok(Some(text)),
        };
        self.drift(at, DriftKind::Converted, expected, found);
        Ok(Some(text))
    }

    /// [`Reader::scalar_text`] that is going to be kept.
    fn text(&mut self, expected: &'static str) -> Result<Option<String>, Stop> {
        let Some(text) = self.scalar_text(expected)? else { return Ok(None) };
        self.keep(text).map(Some)
    }

    /// Text that is never shown, nor replaced by nothing: `None` for `""` where there may be none.
    fn secret_text(&mut self) -> Result<Option<Cow<'a, str>>, Stop> {
        const EXPECTED: &str = "a secret";
        self.next();
        let at = self.at;
        let (found, text) = match self.token(EXPECTED)? {
            Token::Text(text) if text.is_empty() && self.optional_at == at => {
                // How servers write that there is none: plex.tv does for the PIN of an account.
                self.blank_at = at;
                return Ok(None);
            }
            Token::Text(text) if text.is_empty() => (Found::Blank, None),
            Token::Text(text) => return Ok(Some(text)),
            Token::Number(text) => (Found::HiddenNumber, Some(Cow::Borrowed(text))),
            Token::Bool(value) => (Found::Bool(value), None),
            Token::Null => (Found::Null, None),
        };
        self.converted(at, EXPECTED, found, text).map(Some)
    }
}

fn truth(text: &str) -> Option<bool> {
    match text {
        _ if text.eq_ignore_ascii_case("true") => Some(true),
        _ if text.eq_ignore_ascii_case("false") => Some(false),
        _ => zero_or_one(text),
    }
}

fn zero_or_one(text: &str) -> Option<bool> {
    match number::exact_integer(text) {
        Some(0) => Some(false),
        Some(1) => Some(true),
        _ => None,
    }
}

fn parse_f64(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

fn parse_f32(text: &str) -> Option<f32> {
    text.parse::<f32>().ok().filter(|value| value.is_finite())
}

impl Slot for bool {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        *self = reader.boolean()?.unwrap_or_default();
        Ok(())
    }
}

macro_rules! integers {
    ($($type:ident $expected:literal)*) => {$(
        impl Slot for $type {
            fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
                let value = reader.integer($type::MIN as i128, $type::MAX as i128, $expected)?;
                *self = value.and_then(|value| $type::try_from(value).ok()).unwrap_or_default();
                Ok(())
            }
        }
    )*};
}

integers! {
    i8 "an integer of 8 bits"
    i16 "an integer of 16 bits"
    i32 "an integer of 32 bits"
    i64 "an integer of 64 bits"
    i128 "an integer of 128 bits"
    u8 "an unsigned integer of 8 bits"
    u16 "an unsigned integer of 16 bits"
    u32 "an unsigned integer of 32 bits"
    u64 "an unsigned integer of 64 bits"
}

impl Slot for f64 {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        *self = reader.float(parse_f64)?.unwrap_or_default();
        Ok(())
    }
}

impl Slot for f32 {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        *self = reader.float(parse_f32)?.unwrap_or_default();
        Ok(())
    }
}

impl Slot for String {
    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        *self = reader.text("a string")?.unwrap_or_default();
        Ok(())
    }
}

/// The bytes of the text.
impl Slot for Bytes {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        *self = reader.text("a string")?.map(Bytes::from).unwrap_or_default();
        Ok(())
    }
}

impl Slot for Timestamp {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        *self = reader.text("a date and time")?.map(Self::from).unwrap_or_default();
        Ok(())
    }
}

impl Slot for Date {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        *self = reader.text("a date")?.map(Self::from).unwrap_or_default();
        Ok(())
    }
}

impl Slot for Secret {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        if let Some(text) = reader.secret_text()? {
            *self = Self::from(reader.keep(text)?);
        }
        Ok(())
    }

    fn harmless_default(&self) -> bool {
        false
    }
}
