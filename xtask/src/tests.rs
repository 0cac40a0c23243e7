//! `cargo xtask test`: every check that needs nothing but Rust.

use std::process::Command;

use anyhow::{Context, Result};

use crate::{Outcome, generate, workspace};

#[derive(clap::Args)]
pub struct Arguments {}

/// Cheapest first. The name is printed, the words are cargo's arguments.
const STEPS: &[(&str, &[&str])] = &[
    ("format", &["fmt", "--all", "--check"]),
    ("clippy", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
    (
        "clippy, all features",
        &["clippy", "-p", "plex-sdk", "--all-features", "--all-targets", "--quiet", "--", "-D", "warnings"],
    ),
    ("check without default features", &["check", "-p", "plex-sdk", "--no-default-features", "--quiet"]),
    ("tests and doc tests", &["test", "--workspace", "--all-features", "--quiet"]),
];

pub fn run(_: &Arguments) -> Result<Outcome> {
    eprintln!("==> drift");
    if generate::check_sdk()? == Outcome::Failed {
        return Ok(Outcome::Failed);
    }
    for (name, words) in STEPS {
        if !step(name, words, &[])? {
            return Ok(Outcome::Failed);
        }
    }
    let documented = step(
        "documentation",
        &["doc", "-p", "plex-sdk", "--no-deps", "--all-features", "--quiet"],
        &[("RUSTDOCFLAGS", "-D warnings")],
    )?;
    Ok(if documented { Outcome::Done } else { Outcome::Failed })
}

fn step(name: &str, words: &[&str], environment: &[(&str, &str)]) -> Result<bool> {
    eprintln!("==> {name}");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(words)
        .envs(environment.iter().copied())
        .current_dir(workspace::root()?)
        .status()
        .with_context(|| format!("cannot run cargo {}", words.join(" ")))?;
    if !status.success() {
        eprintln!("error: {name} failed: cargo {}", words.join(" "));
    }
    Ok(status.success())
}
