//! Nesting without end, on which the parser of YAML spends memory, and for brackets the square of their number in time,
//! before it refuses it.

use saphyr_parser::{Event, Parser};

use super::{TOO_DEEP, help_for};
use crate::diagnostic::Diagnostic;

/// What may be open at once before it is looked at more closely: it may stand in text.
const SUSPICIOUS: usize = 1_000;

/// The deepest nesting that is read at all.
const DEEPEST: usize = 127;

/// Refuses what is nested too deep.
pub(super) fn check(file: &str, text: &str) -> Result<(), Vec<Diagnostic>> {
    if !many_brackets(text) && !text.lines().any(many_items) {
        return Ok(());
    }
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::MappingStart(..) | Event::SequenceStart(..), span)) => {
                depth += 1;
                if depth > DEEPEST {
                    let place = format!("{file}@{}:{}", span.start.line(), span.start.col() + 1);
                    return Err(vec![help_for(Diagnostic::error(place, TOO_DEEP), "recursion limit")]);
                }
            }
            Ok((Event::MappingEnd | Event::SequenceEnd, _)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            Err(error) => {
                let mark = error.marker();
                let place = format!("{file}@{}:{}", mark.line().max(1), mark.col() + 1);
                let problem = format!("invalid YAML: {}", error.info());
                return Err(vec![help_for(Diagnostic::error(place, problem), error.info())]);
            }
        }
    }
    Ok(())
}

/// Whether many lists begin on one line: `- - - a`.
fn many_items(line: &str) -> bool {
    let indicators = line.split(' ').filter(|word| !word.is_empty());
    indicators.take_while(|word| matches!(*word, "-" | "?")).take(SUSPICIOUS + 1).count() > SUSPICIOUS
}

/// Whether many brackets are open at once, were all of them syntax.
fn many_brackets(text: &str) -> bool {
    let mut open = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > SUSPICIOUS
    })
}
