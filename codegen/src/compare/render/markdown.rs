//! For a changelog: one line per operation, with the places under it.

use super::group::{Call, Heading, Section, count, sections, totals};
use super::line::lines;
use crate::compare::{Comparison, Level, Source, Wire};

/// Operations that are named in the same line as what they share.
const FEW: usize = 4;

/// The comparison as a section of a changelog.
pub fn markdown(comparison: &Comparison) -> String {
    let (from, to) = (&comparison.from, &comparison.to);
    let mut text = if from.title == to.title {
        format!("## {} {} → {}\n\n", to.title, from.version, to.version)
    } else {
        format!("## {} {} → {} {}\n\n", from.title, from.version, to.title, to.version)
    };
    if comparison.level == Level::None {
        text.push_str("No change for callers.\n");
        return text;
    }
    let sections = sections(comparison);
    text.push_str(&summary(comparison, &sections));
    let operation = |section: &&Section<'_>| matches!(section.heading, Heading::Operation(_));
    let sole = |section: &Section<'_>, kind: &str| matches!(section.entries.as_slice(), [only] if only.is(kind));
    let operations: Vec<&Section<'_>> = sections.iter().filter(operation).collect();
    let (added, rest): (Vec<_>, Vec<_>) = operations.into_iter().partition(|section| sole(section, "operation-added"));
    let (removed, changed): (Vec<_>, Vec<_>) = rest.into_iter().partition(|section| sole(section, "operation-removed"));
    let shared: Vec<&Section<'_>> =
        sections.iter().filter(|section| matches!(section.heading, Heading::Shared { .. })).collect();
    let client: Vec<&Section<'_>> =
        sections.iter().filter(|section| matches!(section.heading, Heading::Client)).collect();
    chapter(&mut text, "The client", &client);
    chapter(&mut text, "Operations added", &added);
    chapter(&mut text, "Operations changed", &changed);
    chapter(&mut text, "Changed in several operations", &shared);
    chapter(&mut text, "Operations removed", &removed);
    text
}

fn summary(comparison: &Comparison, sections: &[Section<'_>]) -> String {
    let totals = totals(sections);
    let mut parts = Vec::new();
    for (number, word) in [(totals.added, "added"), (totals.changed, "changed"), (totals.removed, "removed")] {
        if number > 0 {
            parts.push(format!("{} {word}", count(number, "operation")));
        }
    }
    let parts = if parts.is_empty() { String::new() } else { format!("{}. ", parts.join(", ")) };
    let source = match totals.source {
        0 => "Code compiles as before.".to_owned(),
        number => format!("{} to code (**Breaking** ⚠️).", breaking(number)),
    };
    let wire = match totals.wire {
        0 => "On the wire, programs built before go on to work.".to_owned(),
        number => format!("{} on the wire (**Wire** ⚡), whatever the SDK's version.", breaking(number)),
    };
    format!("A {} change. {parts}{source} {wire}\n", comparison.level.as_str())
}

fn breaking(number: usize) -> String {
    if number == 1 { "1 breaking change".to_owned() } else { format!("{number} breaking changes") }
}

fn chapter(text: &mut String, title: &str, sections: &[&Section<'_>]) {
    if sections.is_empty() {
        return;
    }
    text.push_str(&format!("\n### {title}\n\n"));
    for section in sections {
        match &section.heading {
            Heading::Client => bullets(text, "", section),
            Heading::Operation(call) => operation(text, call, section),
            Heading::Shared { name, calls } => {
                let named: Vec<String> = calls.iter().map(|call| format!("`{}`", call.short())).collect();
                let named = named.join(", ");
                if calls.len() <= FEW {
                    text.push_str(&format!("* `{name}`, in {named}:\n"));
                    bullets(text, "  ", section);
                } else {
                    text.push_str(&format!("* `{name}`, in {}:\n", count(calls.len(), "operation")));
                    bullets(text, "  ", section);
                    text.push_str(&format!("  * <details><summary>which</summary>{named}</details>\n"));
                }
            }
        }
    }
}

fn operation(text: &mut String, call: &Call<'_>, section: &Section<'_>) {
    let (code, wire) = (call.code(), format!("`{} {}`", call.method, call.path));
    match section.entries.as_slice() {
        [only] if only.is("operation-added") => text.push_str(&format!("* `{code}`: **Added** ({wire})\n")),
        [only] if only.is("operation-removed") => {
            text.push_str(&format!("* `{code}`: **Removed**{} ({wire})\n", marks(only.source(), only.wire())));
            instead(text, "  ", only.migrations().into_iter().next());
        }
        _ => {
            text.push_str(&format!("* `{code}` ({wire}):\n"));
            bullets(text, "  ", section);
        }
    }
}

fn bullets(text: &mut String, indent: &str, section: &Section<'_>) {
    for line in lines(section) {
        let at = if line.at.is_empty() { String::new() } else { format!("`{}` ", line.at) };
        text.push_str(&format!("{indent}* {at}**{}**{}: {}\n", line.verb, marks(line.source, line.wire), line.words));
        instead(text, &format!("{indent}  "), line.instead());
    }
}

/// What to write instead of what broke.
fn instead(text: &mut String, indent: &str, migration: Option<String>) {
    if let Some(migration) = migration {
        text.push_str(&format!("{indent}* Instead: {migration}\n"));
    }
}

fn marks(source: Source, wire: Wire) -> String {
    let mut marks = String::new();
    if source == Source::Breaking {
        marks.push_str(" **Breaking** ⚠️");
    }
    if wire == Wire::Breaking {
        marks.push_str(" **Wire** ⚡");
    }
    marks
}
