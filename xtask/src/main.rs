//! The maintainer's commands: `cargo xtask <command>`. The only room of the workspace with side effects.

mod audit;
mod cargo;
mod cases;
mod corpus;
mod drift;
mod generate;
mod package;
mod tests;
mod tree;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Generates and checks plex-sdk.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the SDK's generated files from the description, or a whole crate for any description.
    Generate(generate::Arguments),
    /// Runs all descriptions of a folder through the generator and prints a scoreboard.
    Corpus(corpus::Arguments),
    /// Compares recorded answers with the description and prints the overlay that would make it fit.
    Drift(drift::Arguments),
    /// Holds our verdicts on the wire against oasdiff's, for all pairs in a folder.
    DiffCases(cases::Arguments),
    /// Runs every check: format, clippy, drift, tests, doc tests, docs.
    Test(tests::Arguments),
    /// Checks licences, advisories, bans and sources of all dependencies. Needs cargo-deny.
    Audit(audit::Arguments),
    /// Makes the package for crates.io, and checks that it is complete and builds on its own.
    Package(package::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Drift(arguments) => drift::run(&arguments),
        Command::DiffCases(arguments) => cases::run(&arguments),
        Command::Test(arguments) => tests::run(&arguments),
        Command::Audit(arguments) => audit::run(&arguments),
        Command::Package(arguments) => package::run(&arguments),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// How a command ended that has already said what there is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Failed,
}
