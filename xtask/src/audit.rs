//! `cargo xtask audit`: licences, advisories, bans and sources of all dependencies, as `deny.toml` has them.

use anyhow::Result;

use crate::{Outcome, cargo};

#[derive(clap::Args)]
pub struct Arguments {
    /// Leave out the advisories, which come from the network.
    #[arg(long)]
    pub offline: bool,
}

const NEEDED: &str = "\
error: `cargo xtask audit` needs cargo-deny, which is not installed

    cargo install --locked cargo-deny

It reads deny.toml and the advisory database at https://github.com/rustsec/advisory-db, which it fetches itself;
`--offline` leaves the advisories out.";

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    if !cargo::is_installed("cargo-deny", "--version") {
        eprintln!("{NEEDED}");
        return Ok(Outcome::Failed);
    }
    let mut words = vec!["deny", "--all-features", "check", "licenses", "bans", "sources"];
    words.extend((!arguments.offline).then_some("advisories"));
    Ok(if cargo::step("audit", &words, &[])? { Outcome::Done } else { Outcome::Failed })
}
