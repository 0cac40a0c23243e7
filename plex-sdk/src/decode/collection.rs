//! Slots of slots: optional values, lists, maps.

use std::collections::BTreeMap;
use std::ops::Range;

use super::drift::DriftKind;
use super::markup::Children;
use super::notes::Found;
use super::object::{self, Fields, Promises, XmlNames};
use super::{Reader, Slot, Stop};

/// `null` is `None`, and so is a blank string where the value would be a number, a boolean or a secret.
impl<T: Slot + Default> Slot for Option<T> {
    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        if reader.next() == b'n' {
            *self = None;
            return reader.literal("null");
        }
        let at = reader.at;
        reader.optional_at = at;
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
            return if reader.markup.is_some() { elements(self, reader) } else { single(self, reader) };
        }
        items(self, reader)
    }
}

/// Reads all items of a list.
#[inline]
fn items<T: Slot + Default>(list: &mut Vec<T>, reader: &mut Reader<'_>) -> Result<(), Stop> {
    reader.enter()?;
    let mut first = true;
    while reader.element(&mut first)? {
        reader.make_room(list)?;
        list.push(T::default());
        if let Some(last) = list.last_mut() {
            last.fill(reader)?;
        }
    }
    Ok(())
}

/// Reads a single element in place of a list.
fn single<T: Slot + Default>(list: &mut Vec<T>, reader: &mut Reader<'_>) -> Result<(), Stop> {
    let at = reader.at;
    let element = reader.value()?;
    if reader.blank_at != at {
        list.push(element);
    }
    Ok(())
}

/// Reads a list of which XML has one element: its only item, or an element around all items.
///
/// It is an item if it has any field of one.
fn elements<T: Slot + Default>(list: &mut Vec<T>, reader: &mut Reader<'_>) -> Result<(), Stop> {
    let Some(element) = reader.look_into_element()? else { return single(list, reader) };
    let mark = reader.mark();
    let item = single(list, reader);
    let known = reader.tally.matched > mark.matched();
    let free = reader.tally.loose > mark.loose() && !element.bare;
    match (item, element.children) {
        (Ok(()), Children::None) => return Ok(()),
        (Err(stop), Children::None) => return Err(stop),
        (Ok(()), _) if known || free => return Ok(()),
        (item, Children::OfNames) => {
            item?;
            reader.rewind(&mark);
            return Err(reader.reject("a list"));
        }
        (_, Children::OfOneName { at }) => {
            reader.rewind(&mark);
            list.clear();
            reader.at = at;
        }
    }
    let before = reader.tally;
    reader.depth += 1;
    match reader.next() {
        b'[' => items(list, reader)?,
        _ => single(list, reader)?,
    }
    reader.depth -= 1;
    // Elements of which nothing is known are no items of this list.
    let known = reader.tally.matched > before.matched || reader.tally.unknown == before.unknown;
    reader.at = if known { element.end } else { mark.at() };
    if known { Ok(()) } else { Err(reader.reject("a list")) }
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

    fn place(&self) -> Range<usize> {
        0..0
    }
}
