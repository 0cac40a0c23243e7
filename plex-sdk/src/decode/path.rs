//! From byte offsets to paths: one pass over the text, for all offsets at once.

use super::drift::{Drift, DriftReport};
use super::notes::{Expected, Failure, Found, Notes, shorten};
use super::{DecodeError, text};

/// The most bytes of a key that are shown, and the most of a whole path.
const KEY_LIMIT: usize = 64;
const PATH_LIMIT: usize = 256;

/// Words and paths for all notes.
pub(super) fn report(text: &str, mut notes: Notes) -> DriftReport {
    if notes.list.is_empty() {
        return DriftReport::default();
    }
    // Alternatives and missing fields are noted behind what they hold.
    notes.list.sort_by_key(|note| note.offset);
    let offsets: Vec<usize> = notes.list.iter().map(|note| note.offset).collect();
    let entries = notes
        .list
        .iter()
        .zip(paths(text, &offsets))
        .map(|(note, path)| {
            let (path, expected) = words(path, note.expected);
            Drift {
                path: shorten_path(path),
                offset: note.offset,
                kind: note.kind,
                expected,
                found: note.found.to_string(),
            }
        })
        .collect();
    DriftReport { entries, omitted: notes.omitted }
}

/// Words and a path for a failure. There always is one; the other case is a slot that stops without a reason.
pub(super) fn error(text: &str, failure: Option<Failure>) -> DecodeError {
    let failure = failure.unwrap_or_else(|| Failure::new(text.len(), "a value", Found::Nothing));
    let path = paths(text, &[failure.offset]).pop().unwrap_or_default();
    let (path, expected) = words(path, failure.expected);
    DecodeError { path: shorten_path(path), offset: failure.offset, expected, found: failure.found.to_string() }
}

fn words(mut path: String, expected: Expected) -> (String, String) {
    match expected {
        Expected::Value(expected) => (path, expected.to_owned()),
        Expected::Field(name) => {
            push_key(&mut path, name);
            (path, "a value".to_owned())
        }
    }
}

enum Frame<'a> {
    List(usize),
    Object(Option<&'a str>),
}

/// The paths of ascending offsets. Up to the last of them the text must be JSON; what is behind is not looked at.
fn paths(text: &str, offsets: &[usize]) -> Vec<String> {
    let bytes = text.as_bytes();
    let mut frames: Vec<Frame<'_>> = Vec::new();
    let mut found = Vec::with_capacity(offsets.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let end = if byte == b'"' { string_end(bytes, at) } else { at + 1 };
        // A key belongs to its object's path only behind its end.
        while offsets.get(found.len()).is_some_and(|&offset| offset < end) {
            found.push(render(&frames));
        }
        if found.len() == offsets.len() {
            return found;
        }
        match (byte, frames.last_mut()) {
            (b'[', _) => frames.push(Frame::List(0)),
            (b'{', _) => frames.push(Frame::Object(None)),
            (b']' | b'}', _) => drop(frames.pop()),
            (b',', Some(Frame::List(index))) => *index += 1,
            (b',', Some(Frame::Object(key))) => *key = None,
            (b'"', Some(Frame::Object(key @ None))) => *key = text.get(at + 1..end - 1),
            _ => {}
        }
        at = end;
    }
    while found.len() < offsets.len() {
        found.push(render(&frames));
    }
    found
}

/// The offset behind the string that starts at `at`, or behind the text if it does not end.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    loop {
        end = text::find_special(bytes, end);
        match bytes.get(end) {
            Some(b'"') => return end + 1,
            Some(b'\\') => end += 2,
            Some(_) => end += 1,
            None => return bytes.len() + 1,
        }
    }
}

fn render(frames: &[Frame<'_>]) -> String {
    let mut path = String::from("$");
    for frame in frames {
        match frame {
            Frame::List(index) => path.push_str(&format!("[{index}]")),
            Frame::Object(Some(key)) => push_key(&mut path, key),
            Frame::Object(None) => {}
        }
    }
    path
}

fn push_key(path: &mut String, key: &str) {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'-' | b'@' | b'#');
    if !key.is_empty() && key.bytes().all(plain) {
        path.push('.');
        path.push_str(&shorten(key, KEY_LIMIT));
    } else {
        // The key stands here as in the text, with its escapes.
        path.push_str("[\"");
        path.push_str(&shorten(key, KEY_LIMIT));
        path.push_str("\"]");
    }
}

/// Keeps both ends: the start tells which part of the answer it is, the end which field.
fn shorten_path(path: String) -> String {
    if path.len() <= PATH_LIMIT {
        return path;
    }
    let half = PATH_LIMIT / 2;
    let head = path.char_indices().map(|(at, _)| at).take_while(|&at| at <= half).last().unwrap_or(0);
    let tail = path.char_indices().map(|(at, _)| at).find(|&at| at >= path.len() - half).unwrap_or(path.len());
    format!("{}…{}", path.get(..head).unwrap_or(""), path.get(tail..).unwrap_or(""))
}
