//! How much memory the values of an answer may take while they are read.

use std::borrow::Cow;

use super::notes::Found;
use super::{Reader, Stop};

/// How many bytes the body of an answer may have by default: 64 MiB.
pub(crate) const DEFAULT_MAX_BODY: usize = 64 * 1024 * 1024;

/// How many times the size that a body may have an answer may take in memory, with the body itself.
const MEMORY_FACTOR: usize = 8;

/// What is expected where a value takes too much memory.
pub(crate) const TOO_LARGE: &str = "an answer that takes at most 8 times `Options::max_body` in memory";

/// The bytes that may still be allocated.
///
/// An empty object takes two bytes as text and may take hundreds as a value, so that the size of a body alone bounds
/// nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    left: usize,
}

impl Memory {
    /// What an answer may take beside its body, of which `max_body` is the largest size; `None` is any.
    pub(crate) fn beside_body(max_body: Option<usize>) -> Self {
        Self { left: max_body.map_or(usize::MAX, |bytes| bytes.saturating_mul(MEMORY_FACTOR - 1)) }
    }

    /// Takes `bytes`, if there are as many.
    #[inline]
    #[must_use]
    pub(crate) fn take(&mut self, bytes: usize) -> bool {
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }

    /// How much was taken up to `later`, which was this before.
    pub(crate) fn taken_until(self, later: Self) -> usize {
        self.left.saturating_sub(later.left)
    }

    /// Gives back bytes that were taken and are free again.
    pub(crate) fn give_back(&mut self, bytes: usize) {
        self.left = self.left.saturating_add(bytes);
    }

    /// Makes room for one more element, as [`Vec::push`] does; if there is memory for it.
    #[inline]
    #[must_use]
    pub(crate) fn make_room<T>(&mut self, list: &mut Vec<T>) -> bool {
        list.len() < list.capacity() || self.grow(list)
    }

    #[cold]
    fn grow<T>(&mut self, list: &mut Vec<T>) -> bool {
        const FIRST: usize = 4;
        let (held, size) = (list.capacity(), size_of::<T>());
        let more = held.max(FIRST);
        // While elements move, both the old and the new place are allocated.
        if !self.take(held.saturating_add(more).saturating_mul(size)) {
            return false;
        }
        list.reserve_exact(held + more - list.len());
        self.give_back(held * size);
        true
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::beside_body(Some(DEFAULT_MAX_BODY))
    }
}

impl Reader<'_> {
    /// Takes memory for what is going to be kept.
    #[inline]
    pub(super) fn claim(&mut self, bytes: usize) -> Result<(), Stop> {
        if self.memory.take(bytes) { Ok(()) } else { Err(self.too_large()) }
    }

    /// Makes room for one more element.
    #[inline]
    pub(super) fn make_room<T>(&mut self, list: &mut Vec<T>) -> Result<(), Stop> {
        if self.memory.make_room(list) { Ok(()) } else { Err(self.too_large()) }
    }

    /// Text that is going to be kept.
    #[inline]
    pub(super) fn keep(&mut self, text: Cow<'_, str>) -> Result<String, Stop> {
        self.claim(match &text {
            Cow::Borrowed(text) => text.len(),
            Cow::Owned(text) => text.capacity(),
        })?;
        Ok(text.into_owned())
    }

    #[cold]
    fn too_large(&mut self) -> Stop {
        self.stop_at(self.at, TOO_LARGE, Found::Larger)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_taken_once_and_both_places_while_elements_move() {
        let mut memory = Memory { left: 90 };
        let mut list: Vec<u64> = Vec::new();
        for value in 0..4 {
            assert!(memory.make_room(&mut list));
            list.push(value);
        }
        assert_eq!((list.capacity(), memory.left), (4, 58));
        // 64 bytes for the new place beside 32 that are held.
        assert!(!memory.make_room(&mut list));
        memory.give_back(10);
        assert!(memory.make_room(&mut list));
        assert_eq!((list.capacity(), memory.left), (8, 36));
    }

    #[test]
    fn no_limit_is_no_limit() {
        let mut memory = Memory::beside_body(None);
        assert!(memory.take(usize::MAX));
        assert!(!memory.take(1));
    }
}
