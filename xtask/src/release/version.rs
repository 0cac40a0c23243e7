//! Which version the changes demand.

use anyhow::{Result, bail};
use codegen::compare::Level;
use semver::{Prerelease, Version};

/// The lowest version after `last` that admits changes of this level, by the rule of the Cargo book: the leftmost
/// number that is not zero is the major one.
///
/// A release without any change of the API is a patch.
pub fn next(last: &Version, level: Level) -> Version {
    let (major, minor, patch) = (last.major, last.minor, last.patch);
    // A pre-release comes before its version, and promises nothing.
    if !last.pre.is_empty() {
        return Version::new(major, minor, patch);
    }
    match (major, minor, level) {
        (0, 0, _) => Version::new(0, 0, patch + 1),
        (0, _, Level::Major) => Version::new(0, minor + 1, 0),
        (0, _, _) => Version::new(0, minor, patch + 1),
        (_, _, Level::Major) => Version::new(major + 1, 0, 0),
        (_, _, Level::Minor) => Version::new(major, minor + 1, 0),
        (_, _, Level::Patch | Level::None) => Version::new(major, minor, patch + 1),
    }
}

/// Takes a version chosen by hand if it is high enough.
///
/// # Errors
///
/// It is lower than the changes demand, or not above the last.
pub fn accept(chosen: Version, last: &Version, level: Level) -> Result<Version> {
    let demanded = next(last, level);
    let without_pre = Version { pre: Prerelease::EMPTY, ..chosen.clone() };
    if chosen >= demanded || (without_pre >= demanded && chosen > *last) {
        return Ok(chosen);
    }
    if chosen <= *last {
        bail!("{chosen} is not above the last release, {last}; the changes demand {demanded}");
    }
    let why = match level {
        Level::Major => "code that compiled with the last release may not compile with this one",
        Level::Minor => "there are additions",
        Level::Patch | Level::None => "each release needs a version of its own",
    };
    bail!("{chosen} is too low after {last}: {why}, which demands {demanded}");
}

/// What a dependency on this version is written as: `0.3`, or `1`.
pub fn requirement(version: &Version) -> String {
    match (version.major, version.minor) {
        (0, 0) => format!("0.0.{}", version.patch),
        (0, minor) => format!("0.{minor}"),
        (major, _) => major.to_string(),
    }
}

#[cfg(test)]
mod test {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn the_leftmost_number_that_is_not_zero_is_the_major_one() {
        let cases = [
            ("1.2.3", Level::Major, "2.0.0"),
            ("1.2.3", Level::Minor, "1.3.0"),
            ("1.2.3", Level::Patch, "1.2.4"),
            ("1.2.3", Level::None, "1.2.4"),
            ("0.2.3", Level::Major, "0.3.0"),
            ("0.2.3", Level::Minor, "0.2.4"),
            ("0.2.3", Level::Patch, "0.2.4"),
            ("0.0.3", Level::Major, "0.0.4"),
            ("0.0.3", Level::Patch, "0.0.4"),
            ("2.0.0-rc.1", Level::Major, "2.0.0"),
        ];
        for (last, level, expected) in cases {
            assert_eq!(next(&version(last), level).to_string(), expected, "{last} {level:?}");
        }
    }

    #[test]
    fn a_version_set_by_hand_may_be_higher_but_not_lower_than_the_changes_demand() {
        let accepted = |chosen: &str, last: &str, level| accept(version(chosen), &version(last), level).is_ok();
        assert!(accepted("0.3.0", "0.2.3", Level::Major));
        assert!(accepted("1.0.0", "0.2.3", Level::Patch));
        assert!(accepted("2.0.0-rc.1", "1.2.3", Level::Major));
        assert!(!accepted("0.2.4", "0.2.3", Level::Major));
        assert!(!accepted("1.2.4", "1.2.3", Level::Minor));
        assert!(!accepted("1.2.3", "1.2.3", Level::Patch));
        assert!(!accepted("1.1.0", "1.2.3", Level::None));
        let refusal = accept(version("0.2.4"), &version("0.2.3"), Level::Major).unwrap_err().to_string();
        assert!(refusal.contains("demands 0.3.0"), "{refusal}");
    }
}
