//! Files to write, all of them or none.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use codegen::emit::File;

use crate::tree::{self, Change, Difference};

/// What a release does to the tree, decided before anything is written.
#[derive(Debug, Default)]
pub struct Plan {
    root: PathBuf,
    changes: Vec<Change>,
}

impl Plan {
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf(), changes: Vec::new() }
    }

    /// The text of a file. `None` if there is none.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn read(&self, path: &str) -> Result<Option<String>> {
        let full = self.root.join(path);
        match fs::read_to_string(&full) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", full.display())),
        }
    }

    /// The text of a file that has to be there.
    ///
    /// # Errors
    ///
    /// It is not there, or cannot be read.
    pub fn read_required(&self, path: &str) -> Result<String> {
        self.read(path)?.with_context(|| format!("there is no {path}"))
    }

    /// Plans a file. One that has this text already is left alone.
    ///
    /// # Errors
    ///
    /// What is there now cannot be read.
    pub fn write(&mut self, path: &str, text: String) -> Result<()> {
        let old = self.read(path)?;
        if old.as_deref() != Some(text.as_str()) {
            self.changes.push(Change { path: path.to_owned(), old, new: Some(text) });
        }
        Ok(())
    }

    /// Plans a folder of generated files, those that are emitted no more included.
    ///
    /// # Errors
    ///
    /// As [`Difference::between`].
    pub fn generated(&mut self, folder: &str, files: &[File]) -> Result<()> {
        let difference = Difference::between(&self.root.join(folder), files)?;
        let changes = difference.writes.into_iter().chain(difference.stale);
        self.changes.extend(changes.map(|change| Change { path: format!("{folder}/{}", change.path), ..change }));
        Ok(())
    }

    /// What is going to happen to which file.
    pub fn summary(&self) -> String {
        let line = |change: &Change| {
            let verb = match (&change.old, &change.new) {
                (None, _) => "new",
                (_, None) => "removed",
                _ => "changed",
            };
            format!("  {verb:8} {}\n", change.path)
        };
        self.changes.iter().map(line).collect()
    }

    /// As a unified diff. What is copied whole is named only.
    pub fn unified(&self, copies: &[&str]) -> String {
        let shown = self.changes.iter().filter(|change| !copies.contains(&change.path.as_str()));
        shown.map(|change| tree::unified(change, &change.path)).collect()
    }

    /// Writes everything.
    ///
    /// # Errors
    ///
    /// The first failure; all files are then as they were, or the error names those that could not be put back.
    pub fn apply(&self) -> Result<()> {
        for (done, change) in self.changes.iter().enumerate() {
            if let Err(error) = put(&self.root.join(&change.path), change.new.as_deref()) {
                // A file is written whole or not at all, so the one that failed is as it was.
                let undone = self.changes.iter().take(done).rev();
                let lost: Vec<&str> = undone
                    .filter(|change| put(&self.root.join(&change.path), change.old.as_deref()).is_err())
                    .map(|change| change.path.as_str())
                    .collect();
                if lost.is_empty() {
                    return Err(error.context("nothing was changed"));
                }
                bail!("{error:#}; could not put back: {}", lost.join(", "));
            }
        }
        Ok(())
    }
}

/// Writes or removes.
fn put(path: &Path, text: Option<&str>) -> Result<()> {
    match text {
        Some(text) if fs::read(path).is_ok_and(|there| there == text.as_bytes()) => Ok(()),
        Some(text) => tree::write(path, text),
        None => match fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", path.display()))
            }
            _ => Ok(()),
        },
    }
}
