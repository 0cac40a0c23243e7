//! The maintainer's commands: `cargo xtask <command>`. The only room of the workspace with side effects.

mod audit;
mod cargo;
mod cases;
mod corpus;
mod diff;
mod drift;
mod fuzz;
mod generate;
mod measure;
mod package;
mod release;
mod semver;
mod tests;
mod tree;
mod witness;
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
    /// Prepares a release: version, changelog, baselines. Publishes nothing.
    Release(release::Arguments),
    /// Says what changed for callers between two descriptions. Exits with 2 if they cannot be compared.
    Diff(diff::Arguments),
    /// Measures what generating costs, and compiling what was generated. Needs hyperfine and GNU time.
    Measure(measure::Arguments),
    /// Compares recorded answers with the description and prints the overlay that would make it fit.
    Drift(drift::Arguments),
    /// Holds our verdicts on the wire against oasdiff's, for all pairs in a folder.
    DiffCases(cases::Arguments),
    /// Compiles small callers against the SDKs before and after each kind of change.
    Witness(witness::Arguments),
    /// Asks cargo-semver-checks for a second opinion on a comparison. Needs cargo-semver-checks.
    SemverCheck(semver::Arguments),
    /// Runs every check: format, clippy, drift, tests, doc tests, docs.
    Test(tests::Arguments),
    /// Runs libFuzzer on the readers of what servers send. Needs cargo-fuzz.
    Fuzz(fuzz::Arguments),
    /// Checks licences, advisories, bans and sources of all dependencies. Needs cargo-deny.
    Audit(audit::Arguments),
    /// Makes the package for crates.io, and checks that it is complete and builds on its own.
    Package(package::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Release(arguments) => release::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Measure(arguments) => measure::run(&arguments),
        Command::Drift(arguments) => drift::run(&arguments),
        Command::DiffCases(arguments) => cases::run(&arguments),
        Command::Witness(arguments) => witness::run(&arguments),
        Command::SemverCheck(arguments) => semver::run(&arguments),
        Command::Test(arguments) => tests::run(&arguments),
        Command::Fuzz(arguments) => fuzz::run(&arguments),
        Command::Audit(arguments) => audit::run(&arguments),
        Command::Package(arguments) => package::run(&arguments),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::FAILURE,
        Ok(Outcome::Impossible) => ExitCode::from(2),
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
    /// There was no answer to give.
    Impossible,
}
