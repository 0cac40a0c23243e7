//! Lines: what is told of an operation, fields of one model that share a fate together.

use super::group::{Entry, Heading, Section};
use crate::compare::{Source, Wire};

/// Ways to migrate that are told one by one.
const FEW: usize = 4;

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
    /// What to write instead.
    migrations: Vec<String>,
}

impl Line {
    /// What to write instead; for several things together, what holds for each of them.
    pub fn instead(&self) -> Option<String> {
        let (first, rest) = self.migrations.split_first()?;
        if rest.is_empty() {
            return Some(first.clone()).filter(|text| !self.says(text));
        }
        let each = self.migrations.iter().map(|text| of_each(text));
        match each.clone().collect::<Option<Vec<String>>>() {
            Some(same) if same.windows(2).all(|pair| matches!(pair, [one, other] if one == other)) => {
                same.into_iter().next()
            }
            _ if self.migrations.len() > FEW => Some(format!("{first}; likewise {} more", rest.len())),
            _ => Some(self.migrations.join("; ")),
        }
    }

    /// Whether all code of a text stands in the line itself: nothing would be said that is not there.
    fn says(&self, text: &str) -> bool {
        let mut code = text.split('`').skip(1).step_by(2).peekable();
        code.peek().is_some() && code.all(|code| self.words.contains(&format!("`{code}`")))
    }
}

/// With the name, which is the first piece of code in it, left open.
fn of_each(migration: &str) -> Option<String> {
    let (before, rest) = migration.split_once('`')?;
    let (_, after) = rest.split_once('`')?;
    Some(format!("{before}each of them{after}"))
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

/// What many things can have in common that belong to no model.
const SORTS: &[&str] = &["the client holds ", "the builder takes ", "header ", "parameter ", "model "];

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
        let told = words(entry, verb);
        let sort = if placed && !entry.at().is_empty() { None } else { sort(&told) };
        let (share, words) = match field(entry).or(sort) {
            Some((share, words)) => (Some(share), words),
            None => (None, told),
        };
        let migrations = entry.migrations();
        let same = |line: &Line| line.source == source && line.wire == wire && line.verb == verb;
        let known = lines.iter_mut().find(|(other, line)| share.is_some() && *other == share && same(line));
        match known {
            Some((_, line)) => {
                line.words.push_str(&format!(", {words}"));
                line.migrations.extend(migrations);
            }
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
                lines.push((share, Line { at: at.to_owned(), verb, words, source, wire, migrations }));
            }
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// What is told of a field, if others may share it.
fn field<'c>(entry: &Entry<'c>) -> Option<(Share<'c>, String)> {
    let text = entry.text();
    let (owner, rest) = text.strip_prefix('`')?.split_once("::")?;
    if let Some((name, ty)) = rest.split_once("` added: `") {
        return Some((Share { owner, fate: "" }, format!("`{name}: {}`", ty.trim_end_matches('`'))));
    }
    let (tail, fate) = FATES.iter().find(|(tail, _)| rest.ends_with(tail))?;
    let name = rest.strip_suffix(tail)?;
    (!name.contains('`')).then(|| (Share { owner, fate }, format!("`{name}`")))
}

/// What is told of one thing of its sort, if others may share it.
fn sort<'c>(told: &str) -> Option<(Share<'c>, String)> {
    let sort = SORTS.iter().find(|sort| told.starts_with(**sort))?;
    let rest = told.strip_prefix(sort)?;
    let code = rest.starts_with('`') && rest.ends_with('`') && !rest.contains("` ");
    code.then(|| (Share { owner: "", fate: sort.trim_end() }, rest.replace("`: `.", "` by `.")))
}

fn words(entry: &Entry<'_>, verb: &str) -> String {
    let tail = format!(" {}", verb.to_lowercase());
    match verb {
        "Added" | "Removed" => entry.text().replacen(&tail, "", 1),
        _ => entry.text().to_owned(),
    }
}
