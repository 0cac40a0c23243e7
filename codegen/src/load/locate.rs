//! From JSON pointers to lines and columns.

use std::collections::{HashMap, HashSet};

use saphyr_parser::{Event, Parser};
use serde::de::IgnoredAny;

use crate::document::pointer;

mod json;

/// A stretch of one line. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub line: usize,
    pub column: usize,
    /// In characters, at least 1.
    pub length: usize,
}

/// Finds places in one pass over a text. Of places that are not in the text, the nearest that encloses them is
/// found; of keys that stand twice, the last.
pub(super) fn locate<'a>(text: &str, wanted: impl Iterator<Item = &'a str>) -> HashMap<&'a str, Stretch> {
    let wanted: Vec<&str> = wanted.collect();
    let mut prefixes: HashSet<&str> = HashSet::new();
    for place in &wanted {
        prefixes.extend(pointer::ancestors(place));
    }
    let mut finder = Finder { prefixes, found: HashMap::new(), at: String::new(), frames: Vec::new() };
    // JSON with tabs or escaped surrogates is no YAML.
    if text.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(text).is_ok() {
        json::scan(text, &mut finder);
    } else {
        scan_yaml(text, &mut finder);
    }
    let found = finder.found;
    wanted
        .into_iter()
        .filter_map(|place| Some((place, *pointer::ancestors(place).find_map(|prefix| found.get(prefix))?)))
        .collect()
}

struct Finder<'a> {
    prefixes: HashSet<&'a str>,
    found: HashMap<String, Stretch>,
    at: String,
    frames: Vec<Frame>,
}

struct Frame {
    /// How long the pointer was before this container was entered.
    outer: usize,
    kind: Container,
}

enum Container {
    List {
        next: usize,
    },
    /// The key whose value comes next, with its place.
    Mapping {
        key: Option<(String, Span)>,
    },
}

fn scan_yaml(text: &str, finder: &mut Finder<'_>) {
    for event in Parser::new_from_str(text) {
        // What follows a construct that only the other parser accepts is not found.
        let Ok((event, span)) = event else { break };
        let mark = |marker: saphyr_parser::Marker| Mark { line: marker.line(), column: marker.col() + 1 };
        let span = Span { start: mark(span.start), end: mark(span.end) };
        match event {
            Event::Scalar(text, ..) => finder.scalar(&text, span),
            Event::Alias(_) => finder.scalar("*", span),
            Event::SequenceStart(..) => finder.open(span, Container::List { next: 0 }),
            Event::MappingStart(..) => finder.open(span, Container::Mapping { key: None }),
            Event::SequenceEnd | Event::MappingEnd => finder.close(),
            Event::DocumentEnd => break,
            _ => {}
        }
    }
}

#[derive(Clone, Copy)]
struct Mark {
    line: usize,
    column: usize,
}

#[derive(Clone, Copy)]
struct Span {
    start: Mark,
    end: Mark,
}

impl Finder<'_> {
    fn scalar(&mut self, text: &str, span: Span) {
        if let Some(Frame { kind: Container::Mapping { key: key @ None }, .. }) = self.frames.last_mut() {
            *key = Some((text.to_owned(), span));
        } else {
            self.leaf(span);
        }
    }

    fn close(&mut self) {
        if let Some(frame) = self.frames.pop() {
            self.at.truncate(frame.outer);
        }
    }

    fn leaf(&mut self, span: Span) {
        let outer = self.at.len();
        let start = self.enter(span);
        self.record(start.unwrap_or(span), Some(span));
        self.at.truncate(outer);
    }

    fn open(&mut self, span: Span, kind: Container) {
        let outer = self.at.len();
        let start = self.enter(span);
        self.record(start.unwrap_or(Span { start: span.start, end: span.start }), start);
        self.frames.push(Frame { outer, kind });
    }

    /// Steps into the node that begins now. Returns where its key is, if it has one.
    fn enter(&mut self, span: Span) -> Option<Span> {
        match &mut self.frames.last_mut()?.kind {
            Container::List { next } => {
                pointer::push_index(&mut self.at, *next);
                *next += 1;
                None
            }
            Container::Mapping { key } => match key.take() {
                Some((name, place)) => {
                    pointer::push(&mut self.at, &name);
                    Some(place)
                }
                None => {
                    // A mapping or a list as a key; the other parser has refused it.
                    *key = Some(("?".to_owned(), span));
                    self.at.push_str("/?");
                    None
                }
            },
        }
    }

    fn record(&mut self, start: Span, end: Option<Span>) {
        if !self.prefixes.contains(self.at.as_str()) {
            return;
        }
        let begin = start.start;
        let same_line = |mark: &Mark| mark.line == begin.line && mark.column > begin.column;
        let length = end
            .map(|span| span.end)
            .filter(same_line)
            .or_else(|| Some(start.end).filter(same_line))
            .map_or(1, |end| end.column - begin.column);
        let stretch = Stretch { line: begin.line, column: begin.column, length };
        self.found.insert(self.at.clone(), stretch);
    }
}
