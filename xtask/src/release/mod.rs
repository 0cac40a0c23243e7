//! `cargo xtask release`: the next version, with everything that belongs to it.
//!
//! ```text
//! last release (description, listing, version) ─┐
//! this tree (description, generator, changelog) ┴─▶ Findings ─▶ version ─▶ Plan ─▶ disk, all or nothing
//! ```

mod baseline;
mod changelog;
mod entries;
mod findings;
mod manifest;
mod plan;
mod report;
#[cfg(test)]
mod test;
mod version;

use std::path::Path;

use anyhow::{Context, Result};
use semver::Version;

use crate::{Outcome, generate, workspace};
use baseline::{RELEASED, RELEASED_LISTING, Source};
use changelog::Changelog;
use findings::Findings;
use plan::Plan;

const CHANGELOG: &str = "CHANGELOG.md";
const README: &str = "README.md";
const WORKSPACE: &str = "Cargo.toml";
const LOCK: &str = "Cargo.lock";
const MANIFEST: &str = "plex-sdk/Cargo.toml";

#[derive(clap::Args)]
pub struct Arguments {
    /// Write nothing; show all that would be written.
    #[arg(long)]
    dry_run: bool,
    /// This version; refused where the changes demand a higher one.
    #[arg(long, value_name = "VERSION", conflicts_with = "check")]
    set_version: Option<Version>,
    /// The day of the release, as 2026-01-31; today by default.
    #[arg(long, value_name = "DAY", conflicts_with = "check")]
    date: Option<chrono::NaiveDate>,
    /// Write nothing; exit with 1 if the version in the tree is lower than the changes demand.
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Take the last release from this commit and not from the tree.
    #[arg(long, value_name = "GITREV", requires = "check")]
    base: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let root = workspace::root()?;
    if arguments.check {
        return check(&root, arguments.base.as_deref());
    }
    let day = arguments.date.unwrap_or_else(|| chrono::Utc::now().date_naive());
    let Some(prepared) = prepare(&root, arguments.set_version.clone(), &day.to_string())? else {
        return Ok(Outcome::Failed);
    };
    let Some(release) = prepared.release else {
        eprintln!("{}", prepared.findings.quiet());
        return Ok(Outcome::Done);
    };
    if arguments.dry_run {
        print!("{}", release.plan.unified(&[RELEASED, RELEASED_LISTING]));
    } else {
        release.plan.apply()?;
    }
    eprint!("{}", release.plan.summary());
    print!("{}", release.report);
    if arguments.dry_run {
        eprintln!("nothing was written");
    }
    Ok(Outcome::Done)
}

/// What there is to say about a release, and to do if there is one.
struct Prepared {
    findings: Findings,
    /// `None`: nothing changed.
    release: Option<Release>,
}

/// A release, ready to be written.
struct Release {
    plan: Plan,
    /// The pull request and the commands that remain.
    report: String,
}

/// Decides everything and writes nothing. `None` if a description is wrong, which has been said then.
fn prepare(root: &Path, set: Option<Version>, day: &str) -> Result<Option<Prepared>> {
    let mut plan = Plan::new(root);
    let text = plan.read_required(CHANGELOG)?;
    let changelog = Changelog::read(&text)?;
    let manifest = plan.read_required(MANIFEST)?;
    let written = manifest::version(&manifest)?;

    let Some(files) = generate::sdk_files(root, &generate::Change::default())? else { return Ok(None) };
    let before = Source::Tree(root.to_path_buf());
    let Some(findings) = Findings::of(root, &before, &changelog, &files)? else { return Ok(None) };
    // A version that was edited into the manifest counts as chosen.
    let chosen = set.or_else(|| Some(written.clone()).filter(|written| findings.last.as_ref() != Some(written)));
    if chosen.is_none() && findings.is_quiet() {
        return Ok(Some(Prepared { findings, release: None }));
    }
    let version = match (&findings.last, chosen) {
        (Some(last), Some(chosen)) => version::accept(chosen, last, findings.level)?,
        (Some(last), None) => version::next(last, findings.level),
        (None, chosen) => chosen.unwrap_or(written),
    };

    let section = changelog.section(&version, day, &findings.entries());
    plan.generated(generate::SDK, &files)?;
    plan.write(CHANGELOG, changelog.with(&section))?;
    plan.write(MANIFEST, manifest::with_version(&manifest, &version)?)?;
    plan.write(WORKSPACE, manifest::with_dependency(&plan.read_required(WORKSPACE)?, &version)?)?;
    plan.write(LOCK, manifest::with_locked(&plan.read_required(LOCK)?, &version)?)?;
    if let Some(readme) = plan.read(README)? {
        plan.write(README, with_requirement(&readme, &version))?;
    }
    plan.write(RELEASED, findings.description.clone())?;
    plan.write(RELEASED_LISTING, findings.listing.clone())?;
    let report = report::text(&findings, &version, &section);
    Ok(Some(Prepared { findings, release: Some(Release { plan, report }) }))
}

/// The line that users copy, with this version.
fn with_requirement(readme: &str, version: &Version) -> String {
    let start = format!("{} = \"", manifest::PACKAGE);
    let line = |line: &str| match line.strip_prefix(&start).and_then(|rest| rest.split_once('"')) {
        Some((_, rest)) => format!("{start}{}\"{rest}", version::requirement(version)),
        None => line.to_owned(),
    };
    readme.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Whether the version in the tree fits what changed since the last release.
fn check(root: &Path, base: Option<&str>) -> Result<Outcome> {
    let before = match base {
        Some(revision) => Source::Revision { root: root.to_path_buf(), revision: revision.to_owned() },
        None => Source::Tree(root.to_path_buf()),
    };
    let plan = Plan::new(root);
    let text = before.read(CHANGELOG)?.with_context(|| format!("there is no {CHANGELOG}"))?;
    let written = manifest::version(&plan.read_required(MANIFEST)?)?;
    let Some(files) = generate::sdk_files(root, &generate::Change::default())? else { return Ok(Outcome::Failed) };
    let Some(findings) = Findings::of(root, &before, &Changelog::read(&text)?, &files)? else {
        return Ok(Outcome::Failed);
    };
    let Some(last) = &findings.last else {
        println!("There is no release yet, so {written} fits.");
        return Ok(Outcome::Done);
    };
    // The version stays until a release is made; one that is made here has to have its own.
    let releases = before.read(RELEASED)? != plan.read(RELEASED)?;
    if written == *last && !releases {
        println!("{}", findings.outlook(last));
        return Ok(Outcome::Done);
    }
    match version::accept(written.clone(), last, findings.level) {
        Ok(_) => {
            println!("{written} fits. {}", findings.outlook(last));
            Ok(Outcome::Done)
        }
        Err(refusal) => {
            println!("The version does not fit: {refusal:#}.");
            Ok(Outcome::Failed)
        }
    }
}
