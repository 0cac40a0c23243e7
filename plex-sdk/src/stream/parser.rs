//! Server-sent events as the HTML standard has them, section 9.2.6: "Interpreting an event stream".

use std::collections::VecDeque;
use std::time::Duration;

use super::split::{Ends, Lines};

/// An event as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) event: String,
    pub(super) data: String,
    pub(super) id: String,
}

/// Bytes to events, wherever the pieces end.
#[derive(Debug)]
pub(super) struct Parser {
    lines: Lines,
    building: Building,
    /// Events that are complete.
    pub(super) ready: VecDeque<Raw>,
}

/// What the lines since the last event said.
#[derive(Debug, Default)]
struct Building {
    event: String,
    /// With a line feed after each line.
    data: String,
    last_id: String,
    retry: Option<Duration>,
}

impl Parser {
    pub(super) fn new() -> Self {
        Self { lines: Lines::new(Ends::Any), building: Building::default(), ready: VecDeque::new() }
    }

    /// Takes the next piece of the body. An event without an end is none.
    pub(super) fn feed(&mut self, piece: &[u8]) {
        let Self { lines, building, ready } = self;
        lines.feed(piece, &mut |line| ready.extend(building.line(line)));
    }

    /// How much is held that is no event yet.
    pub(super) fn held(&self) -> usize {
        self.lines.held() + self.building.data.len()
    }

    pub(super) fn last_id(&self) -> &str {
        &self.building.last_id
    }

    pub(super) fn retry(&self) -> Option<Duration> {
        self.building.retry
    }
}

impl Building {
    fn line(&mut self, line: &str) -> Option<Raw> {
        if line.is_empty() {
            return self.dispatch();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.last_id),
            "retry" if !value.is_empty() && value.bytes().all(|digit| digit.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // Comments, which have an empty name, and what is not known.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<Raw> {
        let (mut data, mut event) = (std::mem::take(&mut self.data), std::mem::take(&mut self.event));
        // Without the last line feed. No line of data at all: no event.
        data.pop()?;
        if event.is_empty() {
            event.push_str("message");
        }
        Some(Raw { event, data, id: self.last_id.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parsed in pieces of every size, which must not make a difference.
    fn events(text: &str) -> Vec<(String, String, String)> {
        let whole = pieces(text.as_bytes(), usize::MAX);
        for size in 1..=7 {
            assert_eq!(pieces(text.as_bytes(), size), whole, "in pieces of {size}");
        }
        whole
    }

    fn pieces(bytes: &[u8], size: usize) -> Vec<(String, String, String)> {
        let mut parser = Parser::new();
        bytes.chunks(size.min(bytes.len().max(1))).for_each(|piece| parser.feed(piece));
        parser.ready.into_iter().map(|raw| (raw.event, raw.data, raw.id)).collect()
    }

    fn event(event: &str, data: &str, id: &str) -> (String, String, String) {
        (event.to_owned(), data.to_owned(), id.to_owned())
    }

    #[test]
    fn the_examples_of_the_standard() {
        assert_eq!(events("data: YHOO\ndata: +2\ndata: 10\n\n"), [event("message", "YHOO\n+2\n10", "")]);
        let stream = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n";
        assert_eq!(events(stream), [event("message", "first event", "1"), event("message", "second event", "")]);
        assert_eq!(events("data\n\ndata\ndata\n\ndata:"), [event("message", "", ""), event("message", "\n", "")]);
        assert_eq!(events("data:test\n\ndata: test\n\n"), [event("message", "test", ""), event("message", "test", "")]);
    }

    #[test]
    fn lines_end_with_cr_lf_or_both() {
        let expected = [event("add", "1\n2", ""), event("message", "3", "")];
        assert_eq!(events("event: add\r\ndata: 1\r\ndata: 2\r\n\r\ndata: 3\r\n\r\n"), expected);
        assert_eq!(events("event: add\rdata: 1\rdata: 2\r\rdata: 3\r\r"), expected);
        assert_eq!(events("event: add\rdata: 1\r\ndata: 2\n\ndata: 3\r\n\n"), expected);
    }

    #[test]
    fn a_byte_order_mark_and_text_beyond_ascii() {
        assert_eq!(events("\u{FEFF}data: é🦀\u{FEFF}\n\n"), [event("message", "é🦀\u{FEFF}", "")]);
        assert_eq!(pieces(b"data: \xFF\n\n", 1), [event("message", "\u{FFFD}", "")]);
    }

    #[test]
    fn fields_that_are_not_valid_are_ignored() {
        assert_eq!(events("id: 1\0\nunknown: x\nevent: gone\n\ndata: x\n\n"), [event("message", "x", "")]);
        let mut parser = Parser::new();
        parser.feed(b"retry: 1500\n\nretry: 1.5\nretry: -1\nretry:\nid: 7\n");
        assert_eq!((parser.retry(), parser.last_id()), (Some(Duration::from_millis(1500)), "7"));
        assert!(parser.ready.is_empty());
    }

    #[test]
    fn an_id_stays_until_there_is_another() {
        let expected = [event("message", "a", "1"), event("message", "b", "1"), event("message", "c", "")];
        assert_eq!(events("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n"), expected);
    }
}
