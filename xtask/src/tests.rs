//! `cargo xtask test`: every check that needs nothing but Rust.

use std::process::Command;

use anyhow::Result;
use serde_json::Value;

use crate::{Outcome, cargo, generate};

#[derive(clap::Args)]
pub struct Arguments {}

/// The one feature that needs more than Rust: OpenSSL's headers, on Linux.
const NATIVE_TLS: &str = "native-tls";

/// The combinations of features whose code differs. `check` is enough: what they do is tested with all of them on.
const COMBINATIONS: &[(&str, &[&str])] = &[
    ("check without features", &["--no-default-features"]),
    ("check with default features", &[]),
    ("check with the blocking client alone", &["--no-default-features", "--features", "blocking"]),
];

pub fn run(_: &Arguments) -> Result<Outcome> {
    eprintln!("==> drift");
    if generate::check_sdk()? == Outcome::Failed {
        return Ok(Outcome::Failed);
    }
    let passed = steps()?;
    Ok(if passed { Outcome::Done } else { Outcome::Failed })
}

/// Cheapest first.
fn steps() -> Result<bool> {
    let features = features()?;
    let clippy = ["clippy", "--workspace", "--all-targets", "--features", &features, "--quiet", "--", "-D", "warnings"];
    if !cargo::step("format", &["fmt", "--all", "--check"], &[])? || !cargo::step("clippy", &clippy, &[])? {
        return Ok(false);
    }
    for (name, words) in COMBINATIONS {
        if !check(name, words)? {
            return Ok(false);
        }
    }
    if !native_tls()? {
        return Ok(false);
    }
    let doc = ["doc", "-p", "plex-sdk", "--no-deps", "--features", &features, "--quiet"];
    Ok(cargo::step("tests and doc tests", &["test", "--workspace", "--features", &features, "--quiet"], &[])?
        && cargo::step("documentation", &doc, &[("RUSTDOCFLAGS", "-D warnings")])?)
}

fn check(name: &str, words: &[&str]) -> Result<bool> {
    let all = [&["check", "-p", "plex-sdk", "--quiet"], words].concat();
    cargo::step(name, &all, &[("RUSTFLAGS", "-D warnings")])
}

/// All features of the SDK but the one that needs more than Rust, as cargo takes them for a workspace.
fn features() -> Result<String> {
    let manifest = cargo::manifest("plex-sdk")?;
    let features = manifest.get("features").and_then(Value::as_object);
    let names = features.into_iter().flatten().map(|(name, _)| name.as_str());
    let names = names.filter(|name| !matches!(*name, "default" | NATIVE_TLS)).map(|name| format!("plex-sdk/{name}"));
    Ok(names.collect::<Vec<_>>().join(","))
}

fn native_tls() -> Result<bool> {
    let openssl = || Command::new("pkg-config").args(["--exists", "openssl"]).status().is_ok_and(|it| it.success());
    if cfg!(target_os = "linux") && !openssl() {
        eprintln!("==> check with native-tls: skipped, it needs OpenSSL's headers and pkg-config");
        return Ok(true);
    }
    check("check with native-tls", &["--no-default-features", "--features", "reqwest,blocking,native-tls"])
}
