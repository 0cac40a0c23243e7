//! Free-form values.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Reader, Slot, Stop};
use crate::json::{Json, Number};

impl Slot for Json {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        reader.tally.loose += 1;
        *self = reader.free()?;
        Ok(())
    }
}

/// Up to this many fields, looking at each is faster than an index.
const FEW: usize = 16;

/// About what an entry of the index takes, with the room that is left for others.
const INDEX_ENTRY: usize = 96;

impl Reader<'_> {
    fn free(&mut self) -> Result<Json, Stop> {
        Ok(match self.next() {
            b'"' => {
                let text = self.string()?;
                Json::String(self.keep(text)?)
            }
            b'{' => Json::Object(self.free_object()?),
            b'[' => {
                self.enter()?;
                let mut list = Vec::new();
                let mut first = true;
                while self.element(&mut first)? {
                    self.make_room(&mut list)?;
                    list.push(self.free()?);
                }
                Json::Array(list)
            }
            b't' => self.literal("true").map(|()| Json::Bool(true))?,
            b'f' => self.literal("false").map(|()| Json::Bool(false))?,
            b'n' => self.literal("null").map(|()| Json::Null)?,
            b'-' | b'0'..=b'9' => {
                let (text, _) = self.number()?;
                self.claim(text.len())?;
                Json::Number(Number::from_text(text))
            }
            _ => return Err(self.unexpected("a value")),
        })
    }

    /// Of fields with the same name the last one counts, at the place of the first.
    fn free_object(&mut self) -> Result<Vec<(String, Json)>, Stop> {
        self.enter()?;
        let mut fields: Vec<(String, Json)> = Vec::new();
        let mut index: HashMap<Cow<'_, str>, usize> = HashMap::new();
        let mut first = true;
        while let Some(name) = self.key(&mut first)? {
            let value = self.free()?;
            let known = if fields.len() < FEW {
                fields.iter().position(|(other, _)| *other == name)
            } else {
                self.claim(INDEX_ENTRY)?;
                if index.is_empty() {
                    index.extend(fields.iter().enumerate().map(|(at, (name, _))| (Cow::Owned(name.clone()), at)));
                }
                index.get(&name).copied()
            };
            match known.and_then(|at| fields.get_mut(at)) {
                Some(field) => field.1 = value,
                None => {
                    self.make_room(&mut fields)?;
                    fields.push((self.keep(name.clone())?, value));
                    if !index.is_empty() {
                        index.insert(name, fields.len() - 1);
                    }
                }
            }
        }
        Ok(fields)
    }
}
