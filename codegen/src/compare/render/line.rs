//! Lines: what is told of an operation, fields of one model that share a fate together.

use super::group::{Entry, Heading, Section};
use crate::compare::{Source, Wire};

/// One line of what is told.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Empty where it says nothing new.
    pub at: String,
    pub verb: &'static str,
    /// Without the verb.
    pub words: String,
    pub source: Source,
    pub wire: Wire,
}

/// What many fields can have in common.
const FATES: &[(&str, &str)] = &[
    ("` is optional now", "optional now"),
    ("` is required now", "required now"),
    ("` may be `null` now", "may be `null` now"),
    ("` is never `null` now", "never `null` now"),
    ("` is deprecated", "deprecated"),
    ("` removed", ""),
];

/// A part of a line that can be told with others.
#[derive(PartialEq, Eq)]
struct Share<'c> {
    owner: &'c str,
    fate: &'static str,
}

/// The lines of a section.
pub(super) fn lines(section: &Section<'_>) -> Vec<Line> {
    let placed = matches!(section.heading, Heading::Operation(_));
    let mut lines: Vec<(Option<Share<'_>>, Line)> = Vec::new();
    for entry in &section.entries {
        let (source, wire, verb) = (entry.source(), entry.wire(), entry.verb());
        let (share, words) = match field(entry) {
            Some((share, words)) => (Some(share), words),
            None => (None, words(entry, verb)),
        };
        let same = |line: &Line| line.source == source && line.wire == wire && line.verb == verb;
        let known = lines.iter_mut().find(|(other, line)| share.is_some() && *other == share && same(line));
        match known {
            Some((_, line)) => line.words.push_str(&format!(", {words}")),
            None => {
                let at = if placed { entry.at() } else { "" };
                let at = match &share {
                    Some(share) if !share.owner.is_empty() => at.rsplit_once('.').map_or(at, |(parent, _)| parent),
                    _ => at,
                };
                let words = match &share {
                    Some(Share { owner: "", fate }) => format!("{fate} {words}"),
                    None => words,
                    Some(Share { owner, fate: "" }) => format!("`{owner}`: {words}"),
                    Some(Share { owner, fate }) => format!("`{owner}`, {fate}: {words}"),
                };
                lines.push((share, Line { at: at.to_owned(), verb, words, source, wire }));
            }
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// What is told of a field, if others may share it.
fn field<'c>(entry: &Entry<'c>) -> Option<(Share<'c>, String)> {
    let text = entry.text();
    if entry.is("type-added") || entry.is("type-removed") {
        let name = text.strip_prefix("model ")?.split(' ').next()?;
        return Some((Share { owner: "", fate: "model" }, name.to_owned()));
    }
    let (owner, rest) = text.strip_prefix('`')?.split_once("::")?;
    if let Some((name, ty)) = rest.split_once("` added: `") {
        return Some((Share { owner, fate: "" }, format!("`{name}: {}`", ty.trim_end_matches('`'))));
    }
    let (tail, fate) = FATES.iter().find(|(tail, _)| rest.ends_with(tail))?;
    let name = rest.strip_suffix(tail)?;
    (!name.contains('`')).then(|| (Share { owner, fate }, format!("`{name}`")))
}

fn words(entry: &Entry<'_>, verb: &str) -> String {
    let tail = format!(" {}", verb.to_lowercase());
    match verb {
        "Added" | "Removed" => entry.text().replacen(&tail, "", 1),
        _ => entry.text().to_owned(),
    }
}
