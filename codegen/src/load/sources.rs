//! The texts that a description was read from, and the way back to them.

use std::collections::{HashMap, HashSet};

use super::bundle::Origins;
use super::locate::{self, Stretch};
use super::resolve::Place;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::document::pointer;
use crate::overlay;

mod render;

/// The texts that a description was read from. Knows for each place of the loaded document where it was written.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The entry first, overlays last.
    pub(super) files: Vec<Source>,
    pub(super) moved: HashMap<String, String>,
    pub(super) inlined: HashMap<String, String>,
    pub(super) origins: Origins,
    /// What overlays did to the entry.
    pub(super) overlaid: overlay::Origins,
    /// How many files there are before those of the overlays.
    pub(super) described: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Source {
    pub name: String,
    pub text: String,
}

/// Where a diagnostic belongs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Spot {
    Pointer(Place),
    /// Line and column of a text that could not be parsed. Line 0 is the file as a whole.
    Position {
        file: usize,
        line: usize,
        column: usize,
    },
}

impl Sources {
    /// The names of the files: the entry, then what it refers to in the order in which it was read, then the overlays.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// File, line and column of a place; of the nearest place that encloses it if it is not in the text.
    pub fn locate(&self, pointer: &str) -> Option<(&str, usize, usize)> {
        let (file, stretch) = match self.spot(pointer) {
            Spot::Position { file, line, column } => (file, Stretch { line, column, length: 1 }),
            Spot::Pointer(place) => {
                let text = &self.files.get(place.file)?.text;
                let found = locate::locate(text, std::iter::once(place.pointer.as_str()));
                (place.file, *found.values().next()?)
            }
        };
        Some((self.files.get(file)?.name.as_str(), stretch.line, stretch.column))
    }

    /// Renders diagnostics in the manner of rustc: errors before notes, each in the order of the text.
    pub fn render(&self, diagnostics: &Diagnostics) -> String {
        let spots: Vec<Spot> = diagnostics.list.iter().map(|diagnostic| self.spot(&diagnostic.pointer)).collect();
        let stretches = self.stretches(&spots);
        let mut entries: Vec<Entry<'_>> = diagnostics
            .list
            .iter()
            .zip(spots)
            .map(|(diagnostic, spot)| {
                let (file, stretch, pointer) = match spot {
                    Spot::Position { file, line, column } => (file, Stretch { line, column, length: 1 }, None),
                    Spot::Pointer(place) => {
                        let stretch = stretches.get(&place).copied();
                        (place.file, stretch.unwrap_or(Stretch { line: 0, column: 0, length: 1 }), Some(place.pointer))
                    }
                };
                Entry { diagnostic, file, stretch, pointer }
            })
            .collect();
        entries.sort_by_key(|entry| (entry.diagnostic.severity, entry.file, entry.stretch));
        render::render(&self.files, &entries)
    }

    /// Keeps the first of equal diagnostics: what is inlined is walked once for each use.
    pub(super) fn distinct(&self, diagnostics: &mut Diagnostics) {
        let mut seen = HashSet::new();
        diagnostics.list.retain(|diagnostic| seen.insert((self.spot(&diagnostic.pointer), diagnostic.problem.clone())));
    }

    fn stretches(&self, spots: &[Spot]) -> HashMap<Place, Stretch> {
        let mut found = HashMap::new();
        for (index, file) in self.files.iter().enumerate() {
            let wanted: Vec<&str> = spots
                .iter()
                .filter_map(|spot| match spot {
                    Spot::Pointer(place) if place.file == index => Some(place.pointer.as_str()),
                    _ => None,
                })
                .collect();
            if wanted.is_empty() {
                continue;
            }
            for (pointer, stretch) in locate::locate(&file.text, wanted.into_iter()) {
                found.insert(Place { file: index, pointer: pointer.to_owned() }, stretch);
            }
        }
        found
    }

    fn spot(&self, pointer: &str) -> Spot {
        for (file, source) in self.files.iter().enumerate() {
            let Some(rest) = pointer.strip_prefix(source.name.as_str()) else { continue };
            if let Some(pointer) = rest.strip_prefix('#') {
                return Spot::Pointer(Place { file, pointer: pointer.to_owned() });
            }
            if let Some((line, column)) = rest.strip_prefix('@').and_then(|position| position.split_once(':')) {
                let number = |text: &str| text.parse().unwrap_or_default();
                return Spot::Position { file, line: number(line), column: number(column) };
            }
        }
        let pointer = if pointer.starts_with('/') { pointer } else { "" };
        Spot::Pointer(self.origin(pointer))
    }

    /// Where a place of the loaded document was written.
    fn origin(&self, pointer: &str) -> Place {
        let mut place = String::new();
        for step in pointer.split('/').skip(1) {
            place.push('/');
            place.push_str(step);
            if let Some(before) = self.moved.get(&place) {
                place.clone_from(before);
            }
        }
        // The innermost wins: what stands next to an inlined reference is where it is.
        if let Some((target, rest)) = innermost(&place, |prefix| self.inlined.get(prefix)) {
            place = format!("{target}{rest}");
        }
        if let Some((origin, rest)) = innermost(&place, |prefix| self.origins.get(prefix)) {
            place = format!("{}{rest}", origin.pointer);
            if origin.file > 0 {
                return Place { file: origin.file, pointer: place };
            }
        }
        let written = self.overlaid.written(&place);
        Place { file: written.overlay.map_or(0, |overlay| self.described + overlay), pointer: written.pointer }
    }
}

/// What is known of the longest prefix of a pointer, and the rest.
fn innermost<T>(place: &str, known: impl Fn(&str) -> Option<T>) -> Option<(T, &str)> {
    pointer::ancestors(place).find_map(|prefix| Some((known(prefix)?, place.get(prefix.len()..)?)))
}

/// A diagnostic and where it is shown.
struct Entry<'a> {
    diagnostic: &'a Diagnostic,
    file: usize,
    stretch: Stretch,
    pointer: Option<String>,
}

impl Entry<'_> {
    fn is_error(&self) -> bool {
        self.diagnostic.severity == Severity::Error
    }
}
