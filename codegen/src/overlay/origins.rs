//! Where the parts of a document that overlays changed were written.

use std::collections::BTreeMap;

use crate::document::pointer;

/// A place in the text of the document, or in that of an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// The number of the overlay.
    pub overlay: Option<usize>,
    pub pointer: String,
}

/// Pointers into the changed document, each with the place where what stands there, and all below it that has no
/// entry of its own, was written. What no entry covers is where it was.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    places: BTreeMap<String, Written>,
}

impl Origins {
    /// Where a place of the changed document was written.
    pub fn written(&self, place: &str) -> Written {
        if self.places.is_empty() {
            return Written { overlay: None, pointer: place.to_owned() };
        }
        for prefix in pointer::ancestors(place) {
            if let (Some(written), Some(rest)) = (self.places.get(prefix), place.get(prefix.len()..)) {
                return Written { overlay: written.overlay, pointer: format!("{}{rest}", written.pointer) };
            }
        }
        Written { overlay: None, pointer: place.to_owned() }
    }

    /// Something new stands at a place where nothing was, or a scalar.
    pub fn set(&mut self, place: &str, overlay: usize, pointer: &str) {
        self.places.insert(place.to_owned(), Written { overlay: Some(overlay), pointer: pointer.to_owned() });
    }

    /// Nothing stands at a place any more.
    pub fn forget(&mut self, place: &str) {
        self.places.remove(place);
        for below in self.below(place) {
            self.places.remove(&below);
        }
    }

    /// Items of a list are gone, and those behind them move up. `removed` is in ascending order, `length` what the
    /// list had before.
    pub fn close_ranks(&mut self, list: &str, removed: &[usize], length: usize) {
        let Some(first) = removed.first().copied() else { return };
        let mut moved = Vec::new();
        let mut next = first;
        for index in first..length {
            let place = item(list, index);
            let keep = removed.binary_search(&index).is_err();
            if keep {
                let to = item(list, next);
                next += 1;
                for below in self.below(&place) {
                    if let (Some(written), Some(rest)) = (self.places.get(&below), below.get(place.len()..)) {
                        moved.push((format!("{to}{rest}"), written.clone()));
                    }
                }
                moved.push((to, self.written(&place)));
            }
        }
        for index in first..length {
            self.forget(&item(list, index));
        }
        self.places.extend(moved);
    }

    /// The entries strictly below a place. (`0` follows `/` in ASCII.)
    fn below(&self, place: &str) -> Vec<String> {
        self.places.range(format!("{place}/")..format!("{place}0")).map(|(below, _)| below.clone()).collect()
    }
}

fn item(list: &str, index: usize) -> String {
    let mut place = list.to_owned();
    pointer::push_index(&mut place, index);
    place
}
