//! For a terminal.

use super::group::{Heading, Section, count, sections, totals};
use super::line::{Line, lines};
use crate::compare::{Comparison, Level, Source, Wire};

/// Operations that are named under something they share.
const NAMED: usize = 6;

/// Whether the text is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    #[default]
    Plain,
    /// With escape sequences of ANSI terminals.
    Coloured,
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Coloured => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }
}

/// The comparison as text, operation by operation.
pub fn text(comparison: &Comparison, style: Style) -> String {
    let sections = sections(comparison);
    let (from, to) = (&comparison.from, &comparison.to);
    let mut text = style.paint("1", &format!("{} {} → {} {}", from.title, from.version, to.title, to.version));
    text.push('\n');
    if comparison.level == Level::None {
        text.push_str("no change for callers\n");
        return text;
    }
    let totals = totals(&sections);
    text.push_str(&format!(
        "{}: {} added, {} changed, {} removed; {} code, {} the wire\n",
        style.paint("1", comparison.level.as_str()),
        count(totals.added, "operation"),
        totals.changed,
        totals.removed,
        breaks(totals.source),
        breaks(totals.wire),
    ));
    for section in &sections {
        text.push('\n');
        text.push_str(&heading(section, style));
        for told in lines(section) {
            text.push_str(&line(&told, style));
        }
    }
    text
}

fn breaks(number: usize) -> String {
    match number {
        0 => "nothing breaks".to_owned(),
        1 => "1 change breaks".to_owned(),
        number => format!("{number} changes break"),
    }
}

fn heading(section: &Section<'_>, style: Style) -> String {
    match &section.heading {
        Heading::Client => format!("{}\n", style.paint("1", "The client")),
        Heading::Operation(call) => {
            let wire = format!("{} {}", call.method, call.path);
            format!("{}  {}\n", style.paint("1", &call.code()), style.paint("2", &wire))
        }
        Heading::Shared { name, calls } => {
            let mut named: Vec<String> = calls.iter().take(NAMED).map(super::group::Call::short).collect();
            if calls.len() > NAMED {
                named.push(format!("{} more", calls.len() - NAMED));
            }
            let through = format!("in {}: {}", count(calls.len(), "operation"), named.join(", "));
            format!("{}  {}\n", style.paint("1", name), style.paint("2", &through))
        }
    }
}

fn line(told: &Line, style: Style) -> String {
    let (sign, colour) = match (told.source, told.wire) {
        (Source::Breaking, _) => ("✗", "31"),
        (_, Wire::Breaking) => ("!", "33"),
        (Source::Addition, _) => ("+", "32"),
        (_, Wire::Warning) => ("?", "33"),
        _ => ("·", "2"),
    };
    let mut words: String = told.words.replace('`', "");
    if matches!(told.verb, "Added" | "Removed") {
        words = format!("{}: {words}", told.verb.to_lowercase());
    }
    let at = if told.at.is_empty() { String::new() } else { format!("  {}", told.at) };
    let verdict = match (told.source, told.wire) {
        (Source::Breaking, Wire::Breaking) => "  [breaks code and the wire]",
        (Source::Breaking, Wire::Warning) => "  [breaks code, perhaps the wire]",
        (Source::Breaking, Wire::Compatible) => "  [breaks code]",
        (_, Wire::Breaking) => "  [breaks the wire]",
        (_, Wire::Warning) => "  [perhaps the wire]",
        _ => "",
    };
    let painted = |code: &str, text: &str| if text.is_empty() { String::new() } else { style.paint(code, text) };
    format!("  {} {words}{}{}\n", painted(colour, sign), painted("2", &at), painted(colour, verdict))
}
