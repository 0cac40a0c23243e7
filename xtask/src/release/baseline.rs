//! The last release: its description, its public items, its version.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The description of the last release: the left side of every comparison.
pub const RELEASED: &str = "spec/released.yaml";
/// The public items of the last release.
pub const RELEASED_LISTING: &str = "spec/released-api.txt";

/// Where files of the last release are read.
pub enum Source {
    /// Beside the new ones.
    Tree(PathBuf),
    /// In a commit of the repository.
    Revision { root: PathBuf, revision: String },
}

impl Source {
    /// The text of a file, by its path from the root. `None` if there is none.
    ///
    /// # Errors
    ///
    /// It cannot be read, or there is no such commit.
    pub fn read(&self, path: &str) -> Result<Option<String>> {
        match self {
            Self::Tree(root) => super::plan::Plan::new(root).read(path),
            Self::Revision { root, revision } => show(root, revision, path),
        }
    }
}

fn show(root: &Path, revision: &str, path: &str) -> Result<Option<String>> {
    let git = |words: &[&str]| {
        let output = Command::new("git").args(words).current_dir(root).output();
        output.with_context(|| format!("cannot run git {}", words.join(" ")))
    };
    let commit = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])?;
    let commit = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
    if commit.is_empty() {
        bail!("there is no commit `{revision}`");
    }
    let object = format!("{commit}:./{path}");
    if !git(&["cat-file", "-e", &object])?.status.success() {
        return Ok(None);
    }
    let output = git(&["cat-file", "blob", &object])?;
    let text = String::from_utf8(output.stdout).with_context(|| format!("{path} of {revision} is not UTF-8 text"))?;
    Ok(Some(text))
}
