//! Unions: the alternative that fits best, or the one that a property names.

use super::drift::DriftKind;
use super::notes::{Found, Notes, Tally};
use super::reader::NOWHERE;
use super::{Memory, Reader, Stop};
use crate::json::Json;

/// Reads one alternative of a union.
pub type Alternative<T> = fn(&mut Reader<'_>) -> Result<T, Stop>;

/// Where a reader stood, and what it had noted by then.
pub(super) struct Mark {
    at: usize,
    depth: usize,
    flag: bool,
    single_at: usize,
    union_at: (usize, usize),
    tally: Tally,
    listed: usize,
    omitted: usize,
    memory: Memory,
}

impl Mark {
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// How many fields were known by then.
    pub(super) fn matched(&self) -> usize {
        self.tally.matched
    }

    /// How many values would have taken anything.
    pub(super) fn loose(&self) -> usize {
        self.tally.loose
    }
}

/// How many unions may be alternatives of one another.
const UNIONS_AT_ONE_PLACE: usize = 16;

/// The less the better: what does not fit; what is not used; what would take anything.
type Score = (usize, std::cmp::Reverse<usize>, usize);

/// An alternative that could be read.
struct Fit<T> {
    value: T,
    score: Score,
    end: usize,
    blank_at: usize,
    tally: Tally,
    notes: Notes,
    memory: Memory,
}

impl Reader<'_> {
    /// Reads a union without a discriminator: the alternative that can be read with the least drift and unknown
    /// fields; among equals the one that knows most of the fields, then the first. If none can be read, `unknown` keeps
    /// the value.
    ///
    /// ```
    /// # use plex_sdk::codegen::*;
    /// # #[derive(Debug, PartialEq)]
    /// enum Rating { Stars(i64), Words(String), Unknown(Json) }
    /// impl Default for Rating {
    ///     fn default() -> Self { Self::Unknown(Json::Null) }
    /// }
    /// impl Slot for Rating {
    ///     fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
    ///         reader.one_of(self, &[|r| r.value().map(Self::Stars), |r| r.value().map(Self::Words)], Self::Unknown)
    ///     }
    /// }
    /// assert_eq!(plex_sdk::decode::from_slice::<Rating>(br#""good""#)?.value, Rating::Words("good".to_owned()));
    /// # Ok::<(), DecodeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Stop`] if the text is not JSON.
    pub fn one_of<T>(
        &mut self,
        into: &mut T,
        alternatives: &[Alternative<T>],
        unknown: fn(Json) -> T,
    ) -> Result<(), Stop> {
        if self.next() == b'n' {
            *into = unknown(Json::Null);
            return self.null_union();
        }
        let mark = self.mark();
        let deeper = self.deeper();
        let mut best: Option<Fit<T>> = None;
        for alternative in alternatives {
            // Unions in unions are read again and again; a hostile text must not make that last forever.
            if self.retries == 0 || deeper.is_none() {
                break;
            }
            self.rewind(&mark);
            self.union_at = deeper.unwrap_or(mark.union_at);
            // The best one so far is kept while this one is read.
            let held = best.as_ref().map_or(0, |best| mark.memory.taken_until(best.memory));
            self.claim(held)?;
            let outcome = alternative(self);
            self.retries = self.retries.saturating_sub(self.at.saturating_sub(mark.at).max(1));
            let Ok(value) = outcome else { continue };
            self.memory.give_back(held);
            let score = self.score(&mark);
            if best.as_ref().is_none_or(|best| score < best.score) {
                best = Some(self.fit(&mark, value, score));
            }
            if score.0 == 0 && score.2 == 0 {
                break;
            }
        }
        self.rewind(&mark);
        match best {
            Some(fit) => {
                *into = self.adopt(fit);
                Ok(())
            }
            None => {
                *into = unknown(self.undescribed(DriftKind::NoAlternative, "one of the described alternatives")?);
                Ok(())
            }
        }
    }

    /// Reads a union whose alternative is named by a property of the object, wherever in the object that stands.
    /// If it is absent or names no alternative, `unknown` keeps the value.
    ///
    /// # Errors
    ///
    /// [`Stop`] if the text is not JSON, or does not have the shape of the alternative that is named.
    pub fn tagged<T>(
        &mut self,
        into: &mut T,
        property: &str,
        alternatives: &[(&str, Alternative<T>)],
        unknown: fn(Json) -> T,
    ) -> Result<(), Stop> {
        self.enter_root();
        match self.next() {
            b'n' => {
                *into = unknown(Json::Null);
                return self.null_union();
            }
            b'{' => {}
            _ => {
                *into = unknown(self.undescribed(DriftKind::NoAlternative, "an object")?);
                return Ok(());
            }
        }
        let mark = self.mark();
        let tag = self.tag(property)?;
        self.rewind(&mark);
        let Some((at, tag)) = tag else {
            *into = unknown(self.undescribed(DriftKind::Missing, "a property that tells the alternative")?);
            return Ok(());
        };
        let alternative = alternatives.iter().find(|(name, _)| *name == tag);
        match alternative.zip(self.deeper()) {
            Some(((_, alternative), deeper)) => {
                self.union_at = deeper;
                *into = alternative(self)?;
                self.union_at = mark.union_at;
            }
            None => {
                self.drift(at, DriftKind::UnknownValue, "the name of an alternative", Found::enum_value(&tag));
                *into = unknown(self.value()?);
            }
        }
        Ok(())
    }

    /// The text of a property and its offset. If it is there twice, the last counts.
    fn tag(&mut self, property: &str) -> Result<Option<(usize, String)>, Stop> {
        let mut tag = None;
        self.enter()?;
        let mut first = true;
        while let Some(name) = self.key(&mut first)? {
            let at = self.at;
            if name != property {
                self.skip()?;
                continue;
            }
            tag = match self.peek() {
                b'"' => Some((at, self.string()?.into_owned())),
                b'-' | b'0'..=b'9' | b't' | b'f' => {
                    self.skip()?;
                    self.text.get(at..self.at).map(|text| (at, text.to_owned()))
                }
                _ => {
                    self.skip()?;
                    None
                }
            };
        }
        Ok(tag)
    }

    fn null_union(&mut self) -> Result<(), Stop> {
        let at = self.at;
        self.literal("null")?;
        self.blank_at = at;
        self.drift(at, DriftKind::Null, "one of the described alternatives", Found::Null);
        Ok(())
    }

    /// The count of unions that are read at this place, if it is not the sign of a union of itself.
    fn deeper(&self) -> Option<(usize, usize)> {
        match self.union_at {
            (at, count) if at == self.at => (count < UNIONS_AT_ONE_PLACE).then_some((at, count + 1)),
            _ => Some((self.at, 1)),
        }
    }

    fn undescribed(&mut self, kind: DriftKind, expected: &'static str) -> Result<Json, Stop> {
        let found = self.found();
        self.drift(self.at, kind, expected, found);
        self.value()
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            at: self.at,
            depth: self.depth,
            flag: self.flag,
            single_at: self.single_at,
            union_at: self.union_at,
            tally: self.tally,
            listed: self.notes.list.len(),
            omitted: self.notes.omitted,
            memory: self.memory,
        }
    }

    pub(super) fn rewind(&mut self, mark: &Mark) {
        self.at = mark.at;
        self.depth = mark.depth;
        self.flag = mark.flag;
        self.single_at = mark.single_at;
        self.union_at = mark.union_at;
        self.tally = mark.tally;
        self.notes.list.truncate(mark.listed);
        self.notes.omitted = mark.omitted;
        self.memory = mark.memory;
        self.blank_at = NOWHERE;
    }

    fn score(&self, mark: &Mark) -> Score {
        let misfits = self.tally.drift - mark.tally.drift + self.tally.unknown - mark.tally.unknown;
        let matched = self.tally.matched - mark.tally.matched;
        (misfits, std::cmp::Reverse(matched), self.tally.loose - mark.tally.loose)
    }

    fn fit<T>(&mut self, mark: &Mark, value: T, score: Score) -> Fit<T> {
        let list = self.notes.list.split_off(mark.listed.min(self.notes.list.len()));
        let notes = Notes { list, omitted: self.notes.omitted };
        Fit { value, score, end: self.at, blank_at: self.blank_at, tally: self.tally, notes, memory: self.memory }
    }

    fn adopt<T>(&mut self, fit: Fit<T>) -> T {
        self.at = fit.end;
        self.blank_at = fit.blank_at;
        self.tally = fit.tally;
        self.notes.list.extend(fit.notes.list);
        self.notes.omitted = fit.notes.omitted;
        self.memory = fit.memory;
        fit.value
    }
}
