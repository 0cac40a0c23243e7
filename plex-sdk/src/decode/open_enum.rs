//! Reading open enums: what is unknown is kept and reported.

use super::drift::DriftKind;
use super::notes::Found;
use super::{Reader, Stop};
use crate::open_enum::{IntegerEnum, StringEnum};

impl Reader<'_> {
    /// Reads an enum of strings. Numbers and booleans count as their text; `null` is the default.
    ///
    /// # Errors
    ///
    /// [`Stop`] if the value is a list or an object.
    pub fn string_enum<T: StringEnum + Default>(&mut self, into: &mut T) -> Result<(), Stop> {
        self.next();
        let at = self.at;
        let Some(text) = self.scalar_text("a value of the enum")? else {
            *into = T::default();
            return Ok(());
        };
        *into = T::from_wire(&text);
        if !into.is_known() {
            self.claim(text.len())?;
            self.unknown_value(at, Found::enum_value(&text));
        }
        Ok(())
    }

    /// Reads an enum of integers, also from their text; `null` and `""` are the default.
    ///
    /// # Errors
    ///
    /// [`Stop`] if the value is no integer.
    pub fn integer_enum<T: IntegerEnum + Default>(&mut self, into: &mut T) -> Result<(), Stop> {
        self.next();
        let at = self.at;
        let value = self.integer(i64::MIN.into(), i64::MAX.into(), "an integer of the enum")?;
        let Some(value) = value.and_then(|value| i64::try_from(value).ok()) else {
            *into = T::default();
            return Ok(());
        };
        *into = T::from_wire(value);
        if !into.is_known() {
            self.unknown_value(at, Found::number(&value.to_string()));
        }
        Ok(())
    }

    fn unknown_value(&mut self, at: usize, found: Found) {
        self.drift(at, DriftKind::UnknownValue, "a known value of the enum", found);
    }
}
