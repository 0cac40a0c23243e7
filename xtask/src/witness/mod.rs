//! `cargo xtask witness`: the compiler's word on the verdicts about source.
//!
//! ```text
//! base + edits ──▶ pairs of descriptions ──lower, emit──▶ crates and callers in one workspace ──cargo check──▶ verdicts
//! ```
//!
//! The public items of both crates are compared first, which takes no compiler. A caller of a kind that is called breaking compiles before the change and fails after it; one of any other kind
//! compiles against both.

mod edit;
mod expect;
mod listings;
mod packages;
mod table;
#[cfg(test)]
mod test;

use anyhow::{Result, bail};

use crate::{Outcome, workspace};

#[derive(clap::Args)]
pub struct Arguments {
    /// Only kinds whose name contains this.
    #[arg(long, value_name = "KIND")]
    only: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let root = workspace::root()?;
    let mut list = table::read()?;
    list.retain(|witness| arguments.only.as_ref().is_none_or(|only| witness.kind.id().contains(only.as_str())));
    if list.is_empty() {
        bail!("no kind has a name with `{}`", arguments.only.as_deref().unwrap_or_default());
    }
    let mut problems = listings::disagreements(list.iter())?;
    problems.extend(check(&root, "witness", &list)?);
    for problem in &problems {
        println!("{problem}");
    }
    eprintln!("{} witnesses, {} of them disagree", list.len(), problems.len());
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Failed })
}

/// A few kinds, one of each sort, for a run that should not take long.
const SAMPLE: &[&str] = &[
    "operation-removed",
    "operation-deprecated",
    "parameter-added",
    "parameter-became-required",
    "request-field-added-required",
    "response-field-became-optional",
    "response-enum-value-added",
    "security-scheme-removed",
];

/// Whether the compiler agrees about a few kinds.
pub fn sample() -> Result<Outcome> {
    let root = workspace::root()?;
    let mut list = table::read()?;
    list.retain(|witness| SAMPLE.contains(&witness.kind.id()));
    let problems = check(&root, "witness-sample", &list)?;
    problems.iter().for_each(|problem| eprintln!("error: {problem}"));
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Failed })
}

/// Has all callers compiled in a folder below `target`, and returns what is not as the table of kinds says.
fn check(root: &std::path::Path, name: &str, list: &[table::Witness]) -> Result<Vec<String>> {
    let folder = root.join("target").join(name);
    let callers = packages::write(root, &folder, list)?;
    let failures = expect::compile(root, &folder)?;
    Ok(expect::disagreements(&callers, &failures))
}
