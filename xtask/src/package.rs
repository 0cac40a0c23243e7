//! `cargo xtask package`: what would go to crates.io is complete, and builds on its own.

use std::fs;

use anyhow::Result;
use serde_json::Value;

use crate::{Outcome, cargo, workspace};

#[derive(clap::Args)]
pub struct Arguments {
    /// Look at the files and the manifest only; build nothing.
    #[arg(long)]
    pub no_verify: bool,
}

const NAME: &str = "plex-sdk";
/// What readers of crates.io and docs.rs look for.
const FIELDS: &[&str] =
    &["description", "license", "repository", "documentation", "readme", "keywords", "categories", "rust_version"];
/// What the package must hold beside its modules.
const FILES: &[&str] =
    &["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "src/lib.rs", "src/generated/mod.rs"];
/// What the package may hold.
const PLACES: &[&str] = &["src/", "LICENSE-", "README.md", "Cargo.", ".cargo_vcs_info.json"];

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let problems = problems()?;
    for problem in &problems {
        eprintln!("error: {problem}");
    }
    if !problems.is_empty() {
        return Ok(Outcome::Failed);
    }
    let mut words = vec!["package", "-p", NAME, "--allow-dirty", "--quiet"];
    words.extend(arguments.no_verify.then_some("--no-verify"));
    Ok(if cargo::step("package", &words, &[])? { Outcome::Done } else { Outcome::Failed })
}

/// What is missing in the package, or has no place there.
pub fn problems() -> Result<Vec<String>> {
    let manifest = cargo::manifest(NAME)?;
    let is_empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty) || value == "";
    let missing = FIELDS.iter().filter(|field| manifest.get(**field).is_none_or(is_empty));
    let mut problems: Vec<String> = missing.map(|field| format!("the manifest of {NAME} has no `{field}`")).collect();

    let listed = cargo::output(&["package", "-p", NAME, "--list", "--allow-dirty"])?;
    let listed: Vec<String> = listed.lines().map(|line| line.replace('\\', "/")).collect();
    let missing = FILES.iter().filter(|file| !listed.iter().any(|listed| listed == *file));
    problems.extend(missing.map(|file| format!("the package lacks {file}")));
    let strange = listed.iter().filter(|file| !PLACES.iter().any(|place| file.starts_with(place)));
    problems.extend(strange.map(|file| format!("{file} has no place in the package")));

    let root = workspace::root()?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        if fs::read(root.join(licence))? != fs::read(root.join(NAME).join(licence)).unwrap_or_default() {
            problems.push(format!("{NAME}/{licence} is not the workspace's: copy it"));
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod test {
    #[test]
    fn the_package_is_complete() {
        assert_eq!(super::problems().ok(), Some(Vec::new()));
    }
}
