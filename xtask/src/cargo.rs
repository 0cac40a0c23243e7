//! Runs cargo, the one that runs this command.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace;

/// A cargo command in the root of the workspace.
pub fn command(words: &[&str]) -> Result<Command> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(words).current_dir(workspace::root()?);
    Ok(command)
}

/// Runs a step of a longer command, under its name. Says what failed.
pub fn step(name: &str, words: &[&str], environment: &[(&str, &str)]) -> Result<bool> {
    eprintln!("==> {name}");
    let status = command(words)?
        .envs(environment.iter().copied())
        .status()
        .with_context(|| format!("cannot run cargo {}", words.join(" ")))?;
    if !status.success() {
        eprintln!("error: {name} failed: cargo {}", words.join(" "));
    }
    Ok(status.success())
}

/// What a cargo command prints, if it succeeds.
pub fn output(words: &[&str]) -> Result<String> {
    let output = command(words)?.output().with_context(|| format!("cannot run cargo {}", words.join(" ")))?;
    if !output.status.success() {
        bail!("cargo {}: {}", words.join(" "), String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The manifest of a member of the workspace, as cargo understands it.
pub fn manifest(name: &str) -> Result<Value> {
    let metadata: Value = serde_json::from_str(&output(&["metadata", "--no-deps", "--format-version", "1"])?)?;
    let packages = metadata.get("packages").and_then(Value::as_array);
    let package = packages.into_iter().flatten().find(|package| package.get("name").is_some_and(|it| it == name));
    package.cloned().with_context(|| format!("`{name}` is no member of the workspace"))
}

/// Whether a program can be started.
pub fn is_installed(program: impl AsRef<Path>, argument: &str) -> bool {
    Command::new(program.as_ref()).arg(argument).output().is_ok_and(|output| output.status.success())
}
