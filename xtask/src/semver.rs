//! `cargo xtask semver-check`: a second opinion on the level of a comparison, from outside.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use codegen::api::Api;
use codegen::compare::{self, Level};
use codegen::emit::{self, Provenance};

use crate::tree::Difference;
use crate::{Outcome, cargo, generate, workspace};

#[derive(clap::Args)]
pub struct Arguments {
    /// The old description; by default that of the last release.
    #[arg(value_name = "OLD", requires = "new")]
    old: Option<PathBuf>,
    /// The new description; by default the SDK's.
    #[arg(value_name = "NEW")]
    new: Option<PathBuf>,
    /// Compares the SDK, the hand-written half included, with what it was at this revision: whether the version in
    /// its manifest fits.
    #[arg(long, value_name = "GITREV", conflicts_with_all = ["old", "new"])]
    base: Option<String>,
}

const NEEDED: &str = "\
error: `cargo xtask semver-check` needs cargo-semver-checks, which is not installed

    cargo install --locked cargo-semver-checks

It documents both crates with rustdoc and compares what is public in them.";

/// Both crates have one name, or they would be two packages.
const NAME: &str = "semver-check";

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let root = workspace::root()?;
    if let Some(revision) = &arguments.base {
        return sdk(&root, revision);
    }
    let old = arguments.old.clone().unwrap_or_else(|| root.join("spec/released.yaml"));
    let (Some(old), Some(new)) = (described(&old)?, new_side(&root, arguments.new.as_deref())?) else {
        return Ok(Outcome::Impossible);
    };
    let level = compare::compare(&old, &new).level;
    // Asked for late, so that wrong descriptions are told without it.
    if !is_installed() {
        return Ok(Outcome::Impossible);
    }
    let (before, after) = (write(&root, "old", &old)?, write(&root, "new", &new)?);
    let words = words(&before, &after, level);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let passed = cargo::step("cargo-semver-checks", &words, &[])?;
    if passed {
        println!("{}: cargo-semver-checks asks for no more", level.as_str());
        return Ok(Outcome::Done);
    }
    println!("{}: cargo-semver-checks asks for more, or could not compare; see above", level.as_str());
    Ok(Outcome::Failed)
}

/// Says how to install it, if it is not there.
fn is_installed() -> bool {
    let installed = cargo::is_installed("cargo-semver-checks", "--version");
    if !installed {
        eprintln!("{NEEDED}");
    }
    installed
}

/// The SDK as it is against what it was at a revision.
fn sdk(root: &Path, revision: &str) -> Result<Outcome> {
    if !is_installed() {
        return Ok(Outcome::Impossible);
    }
    let words = words_of_sdk(&root.join("plex-sdk/Cargo.toml"), revision);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Ok(if cargo::step("cargo-semver-checks", &words, &[])? { Outcome::Done } else { Outcome::Failed })
}

/// The level is that between the versions of both manifests; features of TLS and of clients are all on.
fn words_of_sdk(manifest: &Path, revision: &str) -> Vec<String> {
    let manifest = manifest.display().to_string();
    let words = ["semver-checks", "check-release", "--manifest-path", &manifest];
    words.into_iter().map(str::to_owned).chain([format!("--baseline-rev={revision}")]).collect()
}

fn new_side(root: &Path, new: Option<&Path>) -> Result<Option<Api>> {
    match new {
        Some(new) => described(new),
        None => Ok(lowered(generate::DESCRIPTION, generate::own(root, generate::DESCRIPTION)?)),
    }
}

fn described(path: &Path) -> Result<Option<Api>> {
    let name = path.file_name().with_context(|| format!("{} is no file", path.display()))?.to_string_lossy();
    let folder = path.parent().unwrap_or(Path::new(""));
    Ok(lowered(&path.display().to_string(), generate::lowered(folder, &name)))
}

/// The API; a refusal is said here.
fn lowered(name: &str, lowered: Result<generate::Lowered, generate::Refusal>) -> Option<Api> {
    match lowered {
        Ok(lowered) => Some(lowered.api),
        Err(refusal) => {
            eprintln!("{}\n\nerror: {name} cannot be read", refusal.text.trim_end());
            None
        }
    }
}

/// Writes the crate of one side.
fn write(root: &Path, side: &str, api: &Api) -> Result<PathBuf> {
    let folder = root.join("target/semver-check").join(side);
    let package = generate::package(root, &folder, Some(NAME))?;
    let provenance = Provenance { description: format!("the {side} description"), ..Provenance::default() };
    Difference::between(&folder, &emit::package(api, &provenance, &package))?.apply()?;
    Ok(folder)
}

/// With our level as the step of the version: it fails where it finds that more is needed.
fn words(before: &Path, after: &Path, level: Level) -> Vec<String> {
    let step = if level == Level::None { Level::Patch } else { level }.as_str();
    let manifest = after.join("Cargo.toml").display().to_string();
    let before = before.display().to_string();
    let words = ["semver-checks", "check-release", "--manifest-path", &manifest, "--baseline-root", &before];
    words.into_iter().chain(["--release-type", step, "--default-features"]).map(str::to_owned).collect()
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn our_level_is_what_the_other_tool_is_held_to() {
        let step = |level| words(Path::new("/a"), Path::new("/b"), level).join(" ");
        assert!(step(Level::Major).contains("--release-type major"));
        assert!(step(Level::None).contains("--release-type patch"));
        let words = words_of_sdk(Path::new("/a/Cargo.toml"), "v0.1.0").join(" ");
        assert!(words.ends_with("--manifest-path /a/Cargo.toml --baseline-rev=v0.1.0"), "{words}");
        assert!(step(Level::Minor).contains("--manifest-path /b/Cargo.toml --baseline-root /a "));
    }
}
