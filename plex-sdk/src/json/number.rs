//! Numbers without loss.

use std::fmt;
use std::str::FromStr;

use super::Json;
use crate::decode::DecodeError;
use crate::decode::number::{exact_integer, is_number};

/// A JSON number, kept as it is written: neither its size nor its precision is bounded.
///
/// Two numbers are equal if they are written alike: `1` and `1.0` are not.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// `text` must be a JSON number.
    pub(crate) fn from_text(text: &str) -> Self {
        Self(text.into())
    }

    /// The number as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its value, if that is an integer (`3`, `3.0`, `3e0`) of 64 bits.
    pub fn as_i64(&self) -> Option<i64> {
        exact_integer(&self.0)?.try_into().ok()
    }

    /// Its value, if that is an integer of 64 bits without a sign.
    pub fn as_u64(&self) -> Option<u64> {
        exact_integer(&self.0)?.try_into().ok()
    }

    /// The nearest floating-point number, if it is within their range.
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// The shortest number that reads back as `value`; `None` for infinities and NaN, which JSON cannot express.
    pub fn from_f64(value: f64) -> Option<Self> {
        value.is_finite().then(|| Self(format!("{value:?}").into()))
    }

    /// The shortest number that reads back as `value`; `None` for infinities and NaN, which JSON cannot express.
    pub fn from_f32(value: f32) -> Option<Self> {
        value.is_finite().then(|| Self(format!("{value:?}").into()))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number({})", self.0)
    }
}

impl FromStr for Number {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        if is_number(text) {
            return Ok(Self(text.into()));
        }
        let (expected, found) = ("a JSON number".to_owned(), "other text".to_owned());
        Err(DecodeError { path: "$".to_owned(), offset: 0, expected, found })
    }
}

macro_rules! from_integers {
    ($($type:ident)*) => {$(
        impl From<$type> for Number {
            fn from(value: $type) -> Self {
                Self(value.to_string().into())
            }
        }

        impl From<$type> for Json {
            fn from(value: $type) -> Self {
                Self::Number(value.into())
            }
        }
    )*};
}

from_integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// Infinities and NaN, which JSON cannot express, become `null`.
impl From<f64> for Json {
    fn from(value: f64) -> Self {
        Number::from_f64(value).map_or(Self::Null, Self::Number)
    }
}

/// Infinities and NaN, which JSON cannot express, become `null`.
impl From<f32> for Json {
    fn from(value: f32) -> Self {
        Number::from_f32(value).map_or(Self::Null, Self::Number)
    }
}
