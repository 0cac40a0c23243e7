//! `CHANGELOG.md`: what was written by hand since the last release, and the section of the next one.

use std::ops::Range;

use anyhow::{Context, Result};
use codegen::compare::Level;
use semver::Version;

use super::entries::Part;

const UNRELEASED: &str = "## [Unreleased]";

/// The changelog, read as far as a release needs it.
#[derive(Debug)]
pub struct Changelog<'a> {
    text: &'a str,
    /// What stands under `## [Unreleased]`.
    unreleased: Range<usize>,
    /// By heading, with the lines below it.
    parts: Vec<(String, String)>,
    /// The newest release.
    pub last: Option<Version>,
}

impl<'a> Changelog<'a> {
    /// # Errors
    ///
    /// There is no section for what is unreleased, or the newest release has no version.
    pub fn read(text: &'a str) -> Result<Self> {
        let heading = text.find(UNRELEASED).with_context(|| format!("CHANGELOG.md has no `{UNRELEASED}`"))?;
        let start = heading + UNRELEASED.len();
        let below = text.get(start..).unwrap_or_default();
        let end = below.find("\n## ").map_or(text.len(), |at| start + at + 1);
        let unreleased = start..end;
        let last = match text.get(end..).and_then(|rest| rest.strip_prefix("## [")) {
            Some(rest) => {
                let name = rest.split(']').next().unwrap_or_default();
                Some(Version::parse(name).with_context(|| format!("CHANGELOG.md: `{name}` is no version"))?)
            }
            None => None,
        };
        let parts = parts(text.get(unreleased.clone()).unwrap_or_default());
        Ok(Self { text, unreleased, parts, last })
    }

    /// Whether nothing was written by hand since the last release.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// What the entries written by hand demand of the version: something removed or an entry that begins with
    /// `**Breaking` is major, something added or deprecated minor.
    pub fn level(&self) -> Level {
        let level = |(title, text): &(String, String)| {
            if title == Part::Removed.title() || text.contains("- **Breaking") {
                Level::Major
            } else if title == Part::Added.title() || title == Part::Deprecated.title() {
                Level::Minor
            } else {
                Level::Patch
            }
        };
        self.parts.iter().map(level).max().unwrap_or_default()
    }

    /// The section of a release: what was written by hand, then the entries.
    pub fn section(&self, version: &Version, date: &str, entries: &[(Part, String)]) -> String {
        let mut section = format!("## [{version}] - {date}\n");
        let known = Part::ALL.map(Part::title);
        let written = |title: &str| self.parts.iter().find(|(name, _)| name == title).map(|(_, text)| text.as_str());
        // An introduction and headings of another kind come first.
        for (title, text) in self.parts.iter().filter(|(title, _)| !known.contains(&title.as_str())) {
            let heading = if title.is_empty() { String::new() } else { format!("### {title}\n\n") };
            section.push_str(&format!("\n{heading}{text}\n"));
        }
        for part in Part::ALL {
            let lines = entries.iter().filter(|(of, _)| *of == part).map(|(_, line)| line.as_str());
            let lines: Vec<&str> = written(part.title()).into_iter().chain(lines).collect();
            if !lines.is_empty() {
                section.push_str(&format!("\n### {}\n\n{}\n", part.title(), lines.join("\n")));
            }
        }
        section
    }

    /// The whole file with this section below an empty one for what comes next.
    pub fn with(&self, section: &str) -> String {
        let head = self.text.get(..self.unreleased.start).unwrap_or_default();
        let tail = self.text.get(self.unreleased.end..).unwrap_or_default();
        let gap = if tail.is_empty() { "" } else { "\n" };
        format!("{head}\n\n{}\n{gap}{tail}", section.trim_end())
    }
}

/// The headings of third order and what stands below them; what stands above the first has an empty title.
fn parts(text: &str) -> Vec<(String, String)> {
    let mut parts = vec![(String::new(), String::new())];
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            parts.push((title.trim().to_owned(), String::new()));
        } else if let Some((_, text)) = parts.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    parts.iter_mut().for_each(|(_, text)| *text = text.trim().to_owned());
    parts.retain(|(_, text)| !text.is_empty());
    parts
}

#[cfg(test)]
mod test {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const TEXT: &str =
        "# Changelog\n\n## [Unreleased]\n\n### Fixed\n\n- A thing.\n\n## [0.1.0] - 2026-01-02\n\n- Old.\n";

    #[test]
    fn what_was_unreleased_becomes_the_section_of_the_release() {
        let changelog = Changelog::read(TEXT).unwrap();
        assert_eq!(changelog.last, Some(Version::new(0, 1, 0)));
        let entries = [(Part::OnTheWire, "- Sent.".to_owned()), (Part::Fixed, "- More.".to_owned())];
        let section = changelog.section(&Version::new(0, 1, 1), "2026-02-03", &entries);
        assert_eq!(
            changelog.with(&section),
            "# Changelog\n\n## [Unreleased]\n\n## [0.1.1] - 2026-02-03\n\n### Fixed\n\n- A thing.\n- More.\n\n\
             ### On the wire\n\n- Sent.\n\n## [0.1.0] - 2026-01-02\n\n- Old.\n"
        );
    }

    #[test]
    fn after_a_release_nothing_is_unreleased() {
        let changelog = Changelog::read(TEXT).unwrap();
        let text = changelog.with(&changelog.section(&Version::new(0, 1, 1), "2026-02-03", &[]));
        let again = Changelog::read(&text).unwrap();
        assert!(again.is_empty());
        assert_eq!((again.last.clone(), again.level()), (Some(Version::new(0, 1, 1)), Level::None));
    }

    #[test]
    fn entries_by_hand_demand_a_version_too() {
        let level = |part: &str| Changelog::read(&TEXT.replace("### Fixed\n\n-", part)).unwrap().level();
        assert_eq!(level("### Fixed\n\n-"), Level::Patch);
        assert_eq!(level("### Added\n\n-"), Level::Minor);
        assert_eq!(level("### Removed\n\n-"), Level::Major);
        assert_eq!(level("### Changed\n\n- **Breaking:**"), Level::Major);
    }

    #[test]
    fn a_changelog_without_a_place_for_what_is_unreleased_is_an_error() {
        assert!(Changelog::read("# Changelog\n").unwrap_err().to_string().contains("[Unreleased]"));
    }
}
