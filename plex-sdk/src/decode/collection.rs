//! Slots of slots: optional values, lists, maps.

use std::collections::BTreeMap;

use super::drift::DriftKind;
use super::notes::Found;
use super::object::{self, Fields, Promises, XmlNames};
use super::{Reader, Slot, Stop};

/// `null` is `None`, and so is a blank string where the value would be a number or a boolean.
impl<T: Slot + Default> Slot for Option<T> {
    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        if reader.next() == b'n' {
            *self = None;
            return reader.literal("null");
        }
        let at = reader.at;
        self.insert(T::default()).fill(reader)?;
        if reader.blank_at == at {
            *self = None;
        }
        Ok(())
    }
}

impl<T: Slot + Default> Slot for Vec<T> {
    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        self.clear();
        if !reader.open_list()? {
            return Ok(());
        }
        if reader.peek() != b'[' {
            let at = reader.at;
            let element = reader.value()?;
            if reader.blank_at != at {
                self.push(element);
            }
            return Ok(());
        }
        reader.enter()?;
        let mut first = true;
        while reader.element(&mut first)? {
            self.push(T::default());
            if let Some(last) = self.last_mut() {
                last.fill(reader)?;
            }
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// Whether there is something for a list: `null` is noted and passed, a single element is noted.
    fn open_list(&mut self) -> Result<bool, Stop> {
        if self.at == 0 && self.markup.is_some() && !self.enter_root_items()? {
            return Ok(false);
        }
        let at = match self.next() {
            b'[' => return Ok(true),
            _ => self.at,
        };
        if self.peek() == b'n' {
            self.literal("null")?;
            self.blank_at = at;
            self.drift(at, DriftKind::Null, "a list", Found::Null);
            return Ok(false);
        }
        if self.markup.is_some() && self.rest().starts_with(b"\"\"") {
            self.skip()?;
            self.blank_at = at;
            self.drift(at, DriftKind::Blank, "a list", Found::Blank);
            return Ok(false);
        }
        if self.single_at == at {
            return Err(self.reject("a list"));
        }
        self.single_at = at;
        let found = self.found();
        self.drift(at, DriftKind::Single, "a list", found);
        Ok(true)
    }
}

impl<T: Slot + Default> Slot for BTreeMap<String, T> {
    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        const PROMISES: Promises =
            Promises { required: &[], identity: &[], flags: &[], map: true, xml: XmlNames::NONE };
        self.clear();
        object::read(&mut Entries(self), &PROMISES, reader)
    }
}

struct Entries<'a, T>(&'a mut BTreeMap<String, T>);

impl<T: Slot + Default> Fields for Entries<'_, T> {
    fn field(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(self.0.entry(name.to_owned()).or_default())
    }
}
