//! What changed since the last release, from four sides.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use codegen::compare::{self, Comparison, Level};
use codegen::emit::{self, File, Provenance};
use codegen::listing::{self, Changes};
use semver::Version;

use super::baseline::{RELEASED, RELEASED_LISTING, Source};
use super::changelog::Changelog;
use super::entries::{self, Part};
use super::version;
use crate::generate::{self, Lowered, Refusal};

/// What changed, and what it demands.
pub struct Findings {
    /// `None`: this is the first release.
    pub last: Option<Version>,
    /// Of all sides the highest.
    pub level: Level,
    /// The old description against the new one.
    pub comparison: Option<Comparison>,
    /// The last release against what today's generator makes of its description.
    generator: Changes,
    /// What today's generator makes of the old description against the new one: the proof of the comparison.
    emitted: Changes,
    nothing_by_hand: bool,
    /// The description reads differently, be it in its words only.
    reworded: bool,
    /// The description of this tree, in one file.
    pub description: String,
    /// The public items of this tree.
    pub listing: String,
}

impl Findings {
    /// Compares the last release with the tree whose generated files are given. `None` if a description is wrong,
    /// which has been said then.
    ///
    /// # Errors
    ///
    /// A part of the last release is missing, or cannot be read.
    pub fn of(root: &Path, before: &Source, changelog: &Changelog<'_>, files: &[File]) -> Result<Option<Self>> {
        let listing = files.iter().find(|file| file.path == generate::LISTING).map(|file| file.text.clone());
        let Some(new) = said(generate::DESCRIPTION, generate::own(root, generate::DESCRIPTION)?) else {
            return Ok(None);
        };
        let mut findings = Self {
            last: changelog.last.clone(),
            level: changelog.level(),
            comparison: None,
            generator: Changes::default(),
            emitted: Changes::default(),
            nothing_by_hand: changelog.is_empty(),
            reworded: false,
            description: whole(root, &new)?,
            listing: listing.with_context(|| format!("nothing emitted {}", generate::LISTING))?,
        };
        let (old, old_listing) = match (&findings.last, before.read(RELEASED)?, before.read(RELEASED_LISTING)?) {
            (None, None, None) => return Ok(Some(findings)),
            (None, ..) => bail!("{RELEASED} is there, but CHANGELOG.md has no release"),
            (Some(_), Some(old), Some(listing)) => (old, listing),
            (Some(last), None, _) => bail!("CHANGELOG.md has a release {last}, but there is no {RELEASED}"),
            (Some(last), _, None) => bail!("CHANGELOG.md has a release {last}, but there is no {RELEASED_LISTING}"),
        };
        let Some(old_lowered) = said(RELEASED, lowered_text(&old)) else { return Ok(None) };
        let modules = emit::modules(&old_lowered.api, &Provenance::default());
        let relisted = listing::listing("plex_sdk", &modules).map_err(|problem| anyhow!("{RELEASED}: {problem}"))?;
        findings.reworded = findings.description != old;
        findings.generator = listing::changes(&old_listing, &relisted);
        findings.emitted = listing::changes(&relisted, &findings.listing);
        let comparison = compare::compare(&old_lowered.api, &new.api);
        let levels = [comparison.level, level_of(&findings.generator), level_of(&findings.emitted)];
        findings.level = levels.into_iter().fold(findings.level, Level::max);
        findings.comparison = Some(comparison);
        Ok(Some(findings))
    }

    /// Whether there is nothing to release: neither a change of the API nor anything written by hand.
    pub fn is_quiet(&self) -> bool {
        self.last.is_some()
            && self.nothing_by_hand
            && self.generator.is_empty()
            && self.emitted.is_empty()
            && self.comparison.as_ref().is_some_and(|comparison| comparison.changes.is_empty())
    }

    /// That there is nothing to release.
    pub fn quiet(&self) -> String {
        let last = self.last.as_ref().map(ToString::to_string).unwrap_or_default();
        if self.reworded {
            return format!("only words changed since {last}; to release them, give a version with --set-version");
        }
        format!("nothing changed since {last}")
    }

    /// Which version the next release will have.
    pub fn outlook(&self, last: &Version) -> String {
        match self.level {
            Level::None => format!("Nothing that callers notice changed since {last}."),
            level => {
                format!("Since {last} the changes are {}: {} or above.", level.as_str(), version::next(last, level))
            }
        }
    }

    /// All that a changelog has to say, apart from what was written by hand.
    pub fn entries(&self) -> Vec<(Part, String)> {
        let mut list = self.comparison.as_ref().map(entries::of_description).unwrap_or_default();
        list.extend(entries::of_generator(&self.generator));
        list.extend(entries::of_generator(&self.unexplained()));
        list
    }

    /// What the emitted code shows though the comparison of the descriptions does not know of it.
    fn unexplained(&self) -> Changes {
        let known = self.comparison.as_ref().map(|comparison| comparison.level).unwrap_or_default();
        if level_of(&self.emitted) > known { self.emitted.clone() } else { Changes::default() }
    }
}

fn level_of(changes: &Changes) -> Level {
    if changes.is_breaking() {
        Level::Major
    } else if changes.is_empty() {
        Level::None
    } else {
        Level::Minor
    }
}

/// The description as it is written, if it is one file; put together with its overlays and other files if not.
fn whole(root: &Path, lowered: &Lowered) -> Result<String> {
    if lowered.sources.files().count() == 1 {
        let path = root.join(generate::DESCRIPTION);
        return std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()));
    }
    let text = serde_yaml::to_string(&*lowered.api.contract.document).context("the description is no YAML")?;
    let files: Vec<&str> = lowered.sources.files().collect();
    Ok(format!("# {}, put together.\n{text}", files.join(", ")))
}

/// Lowers the description of the last release, which consists of one file.
fn lowered_text(text: &str) -> Result<Lowered, Refusal> {
    generate::lowered_from(RELEASED, &[], &mut |name| {
        if name == RELEASED { Ok(text.to_owned()) } else { Err("it was not kept with the release".to_owned()) }
    })
}

/// What was lowered; a refusal is said here.
fn said(name: &str, lowered: Result<Lowered, Refusal>) -> Option<Lowered> {
    lowered.map_err(|refusal| eprintln!("{}\n\nerror: {name} cannot be read", refusal.text.trim_end())).ok()
}
