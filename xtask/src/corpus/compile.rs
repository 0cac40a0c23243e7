//! `cargo check` of an emitted crate.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

/// How it went.
#[derive(Debug)]
pub struct Check {
    pub errors: usize,
    pub warnings: usize,
    /// The first lines that the compiler said, where there is something to mend.
    pub said: String,
}

/// Checks the crate in `folder`. Dependencies are compiled once for all crates, in the versions of this workspace.
///
/// # Errors
///
/// Cargo cannot be run.
pub fn check(root: &Path, folder: &Path) -> Result<Check> {
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).context("cannot copy Cargo.lock")?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--quiet", "--message-format", "short", "--target-dir"])
        .arg(root.join("target/emitted"))
        .current_dir(folder)
        .output()
        .context("cannot run cargo check")?;
    let said = String::from_utf8_lossy(&output.stderr);
    let count = |word: &str| said.lines().filter(|line| line.contains(word)).count();
    let (mut errors, warnings) = (count(": error"), count(": warning"));
    if !output.status.success() && errors == 0 {
        errors = 1;
    }
    let said = if errors + warnings > 0 { said.lines().take(20).collect::<Vec<_>>().join("\n") } else { String::new() };
    Ok(Check { errors, warnings, said })
}
