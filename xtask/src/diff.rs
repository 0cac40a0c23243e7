//! `cargo xtask diff`: what changed for callers between two descriptions.

#[cfg(test)]
mod tests;

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use codegen::compare::{self, Comparison, render};

use crate::generate::{self, Lowered, Refusal};
use crate::{Outcome, workspace};

/// The description as of the last release.
const RELEASED: &str = "spec/released.yaml";
/// Overlays of that description.
const OVERLAYS: &str = "spec/overlays/";
/// The one source of the SDK.
const DESCRIPTION: &str = "spec/plex.yaml";

#[derive(clap::Args)]
pub struct Arguments {
    /// The old description; by default that of the last release.
    #[arg(value_name = "OLD", requires = "new")]
    old: Option<PathBuf>,
    /// The new description; by default the SDK's.
    #[arg(value_name = "NEW")]
    new: Option<PathBuf>,
    /// Compares the SDK's description with what it was at this revision.
    #[arg(long, value_name = "GITREV", conflicts_with_all = ["old", "new"])]
    base: Option<String>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Exit with 1 if there is a change that breaks code or the wire, that breaks the wire, or any at all.
    #[arg(long, value_enum, value_name = "WHAT")]
    fail_on: Option<FailOn>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Breaking,
    Wire,
    Any,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    match compared(arguments) {
        Ok(comparison) => {
            print(&rendered(&comparison, arguments.format))?;
            let found = match arguments.fail_on {
                None => false,
                Some(FailOn::Breaking) => comparison.wire_breaking || comparison.source_breaking,
                Some(FailOn::Wire) => comparison.wire_breaking,
                Some(FailOn::Any) => !comparison.changes.is_empty(),
            };
            Ok(if found { Outcome::Failed } else { Outcome::Done })
        }
        Err(problem) => {
            eprintln!("{problem:#}");
            Ok(Outcome::Impossible)
        }
    }
}

/// Writes to standard output; a reader that has seen enough is no problem.
fn print(text: &str) -> Result<()> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

fn rendered(comparison: &Comparison, format: Format) -> String {
    match format {
        Format::Text => {
            let colours = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            render::text(comparison, if colours { render::Style::Coloured } else { render::Style::Plain })
        }
        Format::Markdown => render::markdown(comparison),
        Format::Json => format!("{:#}\n", render::json(comparison)),
    }
}

fn compared(arguments: &Arguments) -> Result<Comparison> {
    let (old, new) = match (&arguments.old, &arguments.new, &arguments.base) {
        (Some(old), Some(new), _) => (file(old)?, file(new)?),
        (_, _, Some(revision)) => {
            let root = workspace::root()?;
            (at_revision(&root, revision)?, own(&root)?)
        }
        _ => {
            let root = workspace::root()?;
            let released = root.join(RELEASED);
            if !released.is_file() {
                bail!(
                    "error: nothing has been released yet: there is no {RELEASED}\n  = help: name two descriptions, or \
                     compare with an earlier revision: cargo xtask diff --base HEAD~1"
                );
            }
            (file(&released)?, own(&root)?)
        }
    };
    Ok(compare::compare(&old.api, &new.api))
}

/// A description from the disk.
fn file(path: &Path) -> Result<Lowered> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.file_name().with_context(|| format!("error: {} is no file", path.display()))?;
    generate::lowered(folder, &name.to_string_lossy()).map_err(|refusal| refused(path, &refusal))
}

fn refused(path: &Path, refusal: &Refusal) -> anyhow::Error {
    let text = refusal.text.trim_end();
    anyhow::anyhow!("{text}\n\nerror: {} cannot be compared ({} in it)", path.display(), problems(refusal.errors))
}

fn problems(number: usize) -> String {
    if number == 1 { "1 problem".to_owned() } else { format!("{number} problems") }
}

/// The SDK's description as it is now, with its overlays.
fn own(root: &Path) -> Result<Lowered> {
    generate::own(root, DESCRIPTION)?.map_err(|refusal| refused(Path::new(DESCRIPTION), &refusal))
}

/// The SDK's description at a revision of the repository, with the overlays and files that belong to it.
fn at_revision(root: &Path, revision: &str) -> Result<Lowered> {
    let overlays = git(root, &["ls-tree", "--name-only", "--end-of-options", revision, OVERLAYS])
        .map_err(|problem| anyhow::anyhow!("error: {revision} cannot be read: {problem}"))?;
    let mut overlays: Vec<&str> = overlays.lines().filter(|name| name.ends_with(".yaml")).collect();
    overlays.sort_unstable();
    let mut read = |name: &str| git(root, &["show", "--end-of-options", &format!("{revision}:./{name}")]);
    generate::lowered_from(DESCRIPTION, &overlays, &mut read)
        .map_err(|refusal| refused(Path::new(&format!("{revision}:{DESCRIPTION}")), &refusal))
}

/// What git answers.
fn git(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").arg("-C").arg(root).args(arguments).output();
    let output = output.map_err(|error| format!("git cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| format!("not UTF-8 text: {error}"))
}
