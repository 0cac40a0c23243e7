//! The places of a JSON text that is known to be valid.

use std::iter::Peekable;
use std::str::CharIndices;

use super::{Container, Finder, Mark, Span};

pub(super) fn scan(text: &str, finder: &mut Finder<'_>) {
    let mut scanner = Scanner { text, characters: text.char_indices().peekable(), mark: Mark { line: 1, column: 1 } };
    while let Some((_, character)) = scanner.characters.peek().copied() {
        let start = scanner.mark;
        match character {
            '{' | '[' => {
                scanner.advance();
                let kind =
                    if character == '{' { Container::Mapping { key: None } } else { Container::List { next: 0 } };
                finder.open(Span { start, end: scanner.mark }, kind);
            }
            '}' | ']' => {
                scanner.advance();
                finder.close();
            }
            '"' => {
                let text = scanner.string();
                finder.scalar(&text, Span { start, end: scanner.mark });
            }
            ',' | ':' => scanner.advance(),
            space if space.is_ascii_whitespace() => scanner.advance(),
            _ => {
                while scanner
                    .characters
                    .peek()
                    .is_some_and(|(_, next)| !matches!(next, ',' | ']' | '}') && !next.is_ascii_whitespace())
                {
                    scanner.advance();
                }
                finder.scalar("", Span { start, end: scanner.mark });
            }
        }
    }
}

struct Scanner<'a> {
    text: &'a str,
    characters: Peekable<CharIndices<'a>>,
    mark: Mark,
}

impl Scanner<'_> {
    fn advance(&mut self) {
        match self.characters.next() {
            Some((_, '\n')) => self.mark = Mark { line: self.mark.line + 1, column: 1 },
            Some(_) => self.mark.column += 1,
            None => {}
        }
    }

    /// Reads a string that begins here. The quotes are part of its place.
    fn string(&mut self) -> String {
        let from = self.characters.peek().map_or(self.text.len(), |(index, _)| *index);
        self.advance();
        while let Some((_, character)) = self.characters.peek().copied() {
            self.advance();
            match character {
                '\\' => self.advance(),
                '"' => break,
                _ => {}
            }
        }
        let to = self.characters.peek().map_or(self.text.len(), |(index, _)| *index);
        self.text.get(from..to).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}
