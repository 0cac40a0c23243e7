//! The loop over the fields of an object, compiled once for all models and maps.

use std::ops::Range;

use super::drift::DriftKind;
use super::notes::{Expected, Found};
use super::{Reader, Slot, Stop, markup};

/// Whatever has named slots.
pub(super) trait Fields {
    fn field(&mut self, name: &str) -> Option<&mut dyn Slot>;

    /// The addresses of the slots that are there from the beginning; all others are entries of a map.
    fn place(&self) -> Range<usize>;
}

/// What an entry of a map takes beside the text of its key, at most: its nodes are at least half full.
fn entry(slot: &dyn Slot) -> usize {
    2 * (size_of::<String>() + size_of_val(slot))
}

/// What a description says of an object's fields.
pub(super) struct Promises {
    pub(super) required: &'static [&'static str],
    pub(super) identity: &'static [&'static str],
    pub(super) flags: &'static [&'static str],
    /// Any name is a field.
    pub(super) map: bool,
    pub(super) xml: XmlNames,
}

/// In which way XML differs from JSON.
pub(super) struct XmlNames {
    /// The name of the element as the root of a document.
    pub(super) root: &'static str,
    /// Other names, and the fields they mean: `@name` of an attribute, `#text` of text.
    pub(super) fields: &'static [(&'static str, &'static str)],
    /// Lists whose items stand in an element of their own.
    pub(super) lists: &'static [&'static str],
}

impl XmlNames {
    pub(super) const NONE: Self = Self { root: "", fields: &[], lists: &[] };

    /// The field that a name in XML means.
    pub(super) fn field<'a>(&self, name: &'a str, attribute: bool) -> &'a str {
        let means = |other: &&(&str, &str)| match other.0.strip_prefix('@') {
            Some(other) => attribute && other == name,
            None => !attribute && other.0 == name,
        };
        self.fields.iter().find(means).map_or(name, |(_, field)| field)
    }
}

/// Which of the required fields were there.
struct Seen {
    names: &'static [&'static str],
    /// Servers send fields in a steady order, most often that of the description: this one is likely next.
    guess: usize,
    low: u64,
    high: Vec<u64>,
}

impl Seen {
    fn new(names: &'static [&'static str]) -> Self {
        Self { names, guess: 0, low: 0, high: vec![0; names.len().saturating_sub(1) / 64] }
    }

    #[inline]
    fn mark(&mut self, name: &str) {
        let index = match self.names.get(self.guess) {
            Some(&guess) if guess == name => self.guess,
            _ => match self.names.iter().position(|&other| other == name) {
                Some(index) => index,
                None => return,
            },
        };
        self.guess = index + 1;
        let bit = 1 << (index % 64);
        match index / 64 {
            0 => self.low |= bit,
            block => {
                if let Some(bits) = self.high.get_mut(block - 1) {
                    *bits |= bit;
                }
            }
        }
    }

    fn missing(&self) -> impl Iterator<Item = &'static str> {
        self.names.iter().enumerate().filter_map(|(index, &name)| {
            let bits = match index / 64 {
                0 => Some(self.low),
                block => self.high.get(block - 1).copied(),
            };
            (bits.unwrap_or(0) >> (index % 64) & 1 == 0).then_some(name)
        })
    }
}

/// Reads an object into fresh fields.
pub(super) fn read(fields: &mut dyn Fields, promises: &Promises, reader: &mut Reader<'_>) -> Result<(), Stop> {
    if reader.markup.is_some() {
        reader.enter_root_of(promises, |name| fields.field(name).is_some());
    }
    if reader.enveloped {
        reader.enveloped = reader.enter_envelope(|name| fields.field(name).is_some())?;
    }
    match reader.next() {
        b'{' => {}
        b'n' => return null(fields, promises, reader),
        b'"' if reader.markup.is_some() => return bare(fields, promises, reader),
        _ => return Err(reader.reject("an object")),
    }
    let start = reader.at;
    reader.enter()?;
    let mut seen = Seen::new(promises.required);
    let place = fields.place();
    let mut first = true;
    while let Some(key) = reader.key(&mut first)? {
        let at = reader.at;
        let name = reader.field_of(promises, &key);
        match fields.field(name) {
            Some(slot) if promises.map => {
                reader.tally.loose += 1;
                reader.claim(entry(slot) + name.len())?;
                slot.read(reader)?;
            }
            Some(slot) => {
                seen.mark(name);
                reader.tally.matched += 1;
                if !place.contains(&std::ptr::from_ref::<dyn Slot>(slot).addr()) {
                    reader.claim(entry(slot) + name.len())?;
                }
                if reader.markup.is_some() && promises.xml.lists.contains(&name) {
                    reader.items(slot)?;
                } else if promises.flags.is_empty() {
                    slot.read(reader)?;
                } else {
                    reader.flag = promises.flags.contains(&name);
                    slot.read(reader)?;
                    reader.flag = false;
                }
                if reader.blank_at == at && promises.identity.contains(&name) {
                    reader.at = at;
                    return Err(reader.reject("an identifier"));
                }
            }
            None => {
                if reader.unknown_fields {
                    let found = reader.found();
                    reader.drift(at, DriftKind::UnknownField, "no such field", found);
                }
                reader.tally.unknown += 1;
                reader.skip()?;
            }
        }
    }
    absent(fields, promises, &seen, start, reader)
}

/// Reads an element of XML that has neither attributes nor children: it may have text.
fn bare(fields: &mut dyn Fields, promises: &Promises, reader: &mut Reader<'_>) -> Result<(), Stop> {
    let start = reader.at;
    let mut seen = Seen::new(promises.required);
    match reader.text_field(promises).map(|name| (name, fields.field(name))) {
        Some((name, Some(slot))) => {
            seen.mark(name);
            reader.tally.matched += 1;
            slot.read(reader)?;
        }
        _ if reader.rest().starts_with(b"\"\"") => reader.skip()?,
        _ => return Err(reader.reject("an object")),
    }
    absent(fields, promises, &seen, start, reader)
}

/// What is promised and not there: an error, or drift.
fn absent(
    fields: &mut dyn Fields,
    promises: &Promises,
    seen: &Seen,
    start: usize,
    reader: &mut Reader<'_>,
) -> Result<(), Stop> {
    for name in seen.missing() {
        let harmless = || fields.field(name).is_none_or(|slot| slot.harmless_default());
        if promises.identity.contains(&name) || !{ harmless }() {
            return Err(reader.stop_at(start, Expected::Field(name), Found::Nothing));
        }
        if reader.markup.is_some() && fields.field(name).is_some_and(markup::absent_list) {
            continue;
        }
        reader.drift(start, DriftKind::Missing, Expected::Field(name), Found::Nothing);
    }
    Ok(())
}

fn null(fields: &mut dyn Fields, promises: &Promises, reader: &mut Reader<'_>) -> Result<(), Stop> {
    let at = reader.at;
    reader.literal("null")?;
    if !harmless(fields, promises) {
        return Err(reader.stop_at(at, "an object", Found::Null));
    }
    reader.blank_at = at;
    reader.drift(at, DriftKind::Null, "an object", Found::Null);
    Ok(())
}

/// Whether an object may be absent: it promises nothing that must be there.
pub(super) fn harmless(fields: &mut dyn Fields, promises: &Promises) -> bool {
    promises.identity.is_empty()
        && promises.required.iter().all(|name| fields.field(name).is_none_or(|slot| slot.harmless_default()))
}
