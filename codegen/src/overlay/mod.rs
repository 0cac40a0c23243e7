//! OpenAPI Overlay 1.0 and 1.1: changes to a description that stand beside it.
//!
//! ```text
//! document ─┐
//! overlay ──┴─actions──▶ targets ──merge | remove──▶ document, and where each part of it was written
//! ```
//!
//! Works on the tree of one document, before anything else is known of it. Unlike the specification, which lets an
//! action that selects nothing pass, this takes it for a mistake.

use serde_json::Value;

use crate::diagnostic::Diagnostic;

mod action;
mod merge;
mod origins;
mod target;
#[cfg(test)]
mod tests;

pub(crate) use origins::Origins;

use action::{Action, Change};
use merge::Merge;

/// An overlay that was read.
pub(crate) struct Overlay {
    /// As it is known to the reader of a diagnostic.
    pub name: String,
    pub tree: Value,
}

/// Applies overlays in order. Diagnostics point into the overlays: `name#pointer`.
///
/// All actions are tried, whatever becomes of those before them, unless they add without end.
pub(crate) fn apply(document: &mut Value, overlays: &[Overlay]) -> (Origins, Vec<Diagnostic>) {
    let mut origins = Origins::default();
    let mut problems = Vec::new();
    let mut added = 0;
    for (number, overlay) in overlays.iter().enumerate() {
        for action in action::read(overlay, &mut problems) {
            if let Err(problem) = perform(document, &action, number, &mut origins, &mut added) {
                problems.push(problem.into_diagnostic(&overlay.name, &action));
            }
            if added > merge::MOST_ADDED {
                return (origins, problems);
            }
        }
    }
    (origins, problems)
}

/// Why an action cannot be performed.
struct Problem {
    /// The field of the action that is to blame, and what is below it: `update/info`.
    at: String,
    problem: String,
    help: Option<String>,
}

impl Problem {
    fn new(at: impl Into<String>, problem: impl Into<String>, help: impl Into<String>) -> Self {
        Self { at: at.into(), problem: problem.into(), help: Some(help.into()) }
    }

    fn into_diagnostic(self, name: &str, action: &Action) -> Diagnostic {
        let place = format!("{name}#/actions/{}/{}", action.index, self.at);
        let mut diagnostic = Diagnostic::error(place, format!("{}: {}", action.title(), self.problem));
        diagnostic.help = self.help;
        diagnostic
    }
}

/// Performs an action. `added` counts the values that overlays have added so far.
fn perform(
    document: &mut Value,
    action: &Action,
    overlay: usize,
    origins: &mut Origins,
    added: &mut usize,
) -> Result<(), Problem> {
    let targets = target::select(document, &action.target, "target")?;
    if targets.is_empty() {
        let help = target::nearest_match(document, &action.target)
            .unwrap_or_else(|| "remove the action, or correct its target".to_owned());
        return Err(Problem::new("target", "the target matches nothing in the description", help));
    }
    let (value, field) = match &action.change {
        Change::Remove => return merge::remove(document, &targets, origins),
        Change::Update(value) => (value.clone(), "update"),
        Change::Copy(from) => (target::single(document, from)?, "copy"),
    };
    let mut merge = Merge::new(action, field, overlay, origins, added);
    targets.iter().try_for_each(|target| merge.apply_to(document, target, &value))
}
