//! `cargo xtask fuzz`: libFuzzer on the readers of what servers send, by the checks in `plex-sdk/tests/invariants`.

use anyhow::Result;

use crate::{Outcome, cargo};

#[derive(clap::Args)]
pub struct Arguments {
    /// What to run; all of them by default.
    #[arg(value_enum)]
    pub targets: Vec<Target>,
    /// How many inputs each of them gets.
    #[arg(long, default_value_t = 100_000)]
    pub runs: u64,
    /// The largest input in bytes.
    #[arg(long, default_value_t = 4096)]
    pub max_len: u32,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Target {
    /// The reader of JSON, against serde_json.
    Json,
    /// The reader of XML.
    Xml,
    /// Server-sent events, cut into pieces.
    Events,
    /// Base URLs, and where redirects lead to.
    Url,
}

const ALL: &[Target] = &[Target::Json, Target::Xml, Target::Events, Target::Url];

impl Target {
    fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Events => "events",
            Self::Url => "url",
        }
    }
}

const NEEDED: &str = "\
error: `cargo xtask fuzz` needs cargo-fuzz and a C++ compiler; cargo-fuzz is not installed

    cargo install --locked cargo-fuzz

It works with the stable toolchain: the command lets rustc take the flags that libFuzzer needs.";

/// libFuzzer's flags are no part of stable Rust; no sanitizer is needed where there is no `unsafe`.
const ENVIRONMENT: &[(&str, &str)] = &[("RUSTC_BOOTSTRAP", "1")];

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    if !cargo::is_installed("cargo-fuzz", "--version") {
        eprintln!("{NEEDED}");
        return Ok(Outcome::Failed);
    }
    let targets = if arguments.targets.is_empty() { ALL } else { &arguments.targets };
    let (runs, max_len) = (format!("-runs={}", arguments.runs), format!("-max_len={}", arguments.max_len));
    for target in targets {
        let name = target.name();
        let words = ["fuzz", "run", "--fuzz-dir", "plex-sdk/fuzz", "--sanitizer", "none", name, "--"];
        let words =
            [&words[..], &[&runs, &max_len, "-print_final_stats=1", "-timeout=10", "-rss_limit_mb=2048"]].concat();
        if !cargo::step(&format!("fuzz {name}"), &words, ENVIRONMENT)? {
            return Ok(Outcome::Failed);
        }
    }
    Ok(Outcome::Done)
}
