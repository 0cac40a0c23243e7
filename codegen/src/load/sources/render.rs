//! Diagnostics as text, by annotate-snippets.

use std::collections::HashMap;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};

use super::{Entry, Source};
use crate::load::locate::Stretch;

/// Lines longer than this are cut around the place: a minified document is a single line.
const LONGEST_LINE: usize = 160;
/// How much of a cut line is shown on either side.
const MARGIN: usize = 50;
const LONGEST_TEXT: usize = 400;
/// Of notes that say the same, only so many are shown.
const MOST_ALIKE: usize = 3;

pub(super) fn render(files: &[Source], entries: &[Entry<'_>]) -> String {
    let renderer = Renderer::plain();
    let mut starts: Vec<Option<Vec<usize>>> = vec![None; files.len()];
    let mut rendered = String::new();
    let mut alike: HashMap<&str, usize> = HashMap::new();
    for entry in entries.iter().filter(|entry| !entry.is_error()) {
        *alike.entry(&entry.diagnostic.problem).or_default() += 1;
    }
    let mut shown: HashMap<&str, usize> = HashMap::new();
    let mut cursor = Cursor::default();
    for entry in entries {
        let Some(file) = files.get(entry.file) else { continue };
        let times = shown.entry(&entry.diagnostic.problem).or_default();
        *times += 1;
        let more = alike.get(entry.diagnostic.problem.as_str()).map_or(0, |all| all.saturating_sub(MOST_ALIKE));
        if !entry.is_error() && *times > MOST_ALIKE {
            continue;
        }
        let line = starts.get_mut(entry.file).and_then(|starts| {
            let starts = starts.get_or_insert_with(|| line_starts(&file.text));
            let start = *starts.get(entry.stretch.line.checked_sub(1)?)?;
            let end = starts.get(entry.stretch.line).map_or(file.text.len(), |next| next - 1);
            file.text.get(start..end).map(|line| line.trim_end_matches('\r'))
        });
        let start = line.map(|line| cursor.seek(entry, line));
        let mut group = group(file, entry, line.zip(start));
        if more > 0 && *times == MOST_ALIKE {
            group = group.element(Level::NOTE.message(format!("the same at {more} more places")));
        }
        push_without_gap(&mut rendered, &renderer.render(&[group]));
    }
    rendered.truncate(rendered.trim_end().len());
    rendered
}

/// Between an origin and the snippet that belongs to it, the renderer leaves a gap as between two files.
fn push_without_gap(rendered: &mut String, text: &str) {
    for line in text.lines().filter(|line| line.trim() != ":::") {
        rendered.push_str(line);
        rendered.push('\n');
    }
    rendered.push('\n');
}

fn group<'a>(file: &'a Source, entry: &'a Entry<'_>, line: Option<(&'a str, usize)>) -> Group<'a> {
    let level = if entry.is_error() { Level::ERROR } else { Level::NOTE };
    let mut group = level.primary_title(printable(&entry.diagnostic.problem)).elements(Vec::<Element<'_>>::new());
    let Stretch { line: number, column, .. } = entry.stretch;
    group = match line {
        None => group.element(Origin::path(printable(&file.name))),
        Some((line, start)) => {
            let (window, start, length) = window(line, start, entry.stretch.length);
            let annotation = AnnotationKind::Primary.span(start..start + length);
            group
                .element(Origin::path(printable(&file.name)).line(number).char_column(column))
                .element(Snippet::source(window).line_start(number).annotation(annotation))
        }
    };
    if let Some(pointer) = entry.pointer.as_deref().filter(|pointer| !pointer.is_empty()) {
        group = group.element(Level::NOTE.message(format!("at {}", printable(pointer))));
    }
    if let Some(help) = &entry.diagnostic.help {
        group = group.element(Level::HELP.message(printable(help)));
    }
    group
}

/// From columns to offsets. What is shown is in the order of the text, and a line can be all of it: each search goes
/// on where the one before it ended.
#[derive(Default)]
struct Cursor {
    /// File, line and column, from 1.
    at: (usize, usize, usize),
    offset: usize,
}

impl Cursor {
    /// The offset in a line where an entry begins.
    fn seek(&mut self, entry: &Entry<'_>, line: &str) -> usize {
        let Stretch { line: number, column, .. } = entry.stretch;
        let (file, known, before) = self.at;
        if (file, known) != (entry.file, number) || before > column || !line.is_char_boundary(self.offset) {
            self.at = (entry.file, number, 1);
            self.offset = 0;
        }
        let rest = line.get(self.offset..).unwrap_or_default();
        self.offset += forward(rest, column.saturating_sub(self.at.2));
        self.at.2 = column;
        self.offset
    }
}

/// The offset behind so many characters.
fn forward(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(offset, _)| offset)
}

/// A line, cut if it is long, and the place in it as a range of bytes. `start` is where the place begins, `length` is in
/// characters.
fn window(line: &str, start: usize, length: usize) -> (String, usize, usize) {
    let (before, behind) = line.split_at_checked(start).unwrap_or((line, ""));
    if line.len() <= LONGEST_LINE {
        return (line.to_owned(), start, forward(behind, length));
    }
    let length = forward(behind, length.min(MARGIN));
    let from = before.char_indices().rev().take(MARGIN).last().map_or(start, |(offset, _)| offset);
    let to = start + forward(behind, behind.get(..length).map_or(0, |place| place.chars().count()) + MARGIN);
    let lead = if from > 0 { "… " } else { "" };
    let tail = if to < line.len() { " …" } else { "" };
    let text = format!("{lead}{}{tail}", line.get(from..to).unwrap_or_default());
    (text, lead.len() + start - from, length)
}

/// One line without control characters, nor characters that reorder text, of a bearable length.
fn printable(text: &str) -> String {
    let mut short: String =
        text.chars().take(LONGEST_TEXT).map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    normalize_untrusted_str(&short)
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(index, _)| index + 1)).collect()
}
