//! What a release leaves to a person: a pull request, and what comes after it.

use codegen::compare::Level;
use semver::Version;

use super::findings::Findings;
use super::manifest::PACKAGE;

/// The text of the pull request and the commands that remain.
pub fn text(findings: &Findings, version: &Version, section: &str) -> String {
    let reason = match (&findings.last, findings.level) {
        (None, _) => "The first release.".to_owned(),
        (Some(last), Level::Major) => format!("After {last}: code that compiled may need to be changed, see below."),
        (Some(last), Level::Minor) => format!("After {last}: code that compiled still does; there is more to use."),
        (Some(last), _) => format!("After {last}: code that compiled still does."),
    };
    let wire = match findings.comparison.as_ref().is_some_and(|comparison| comparison.wire_breaking) {
        true => "\nPrograms built with the last release may fail against today's servers: see \"On the wire\".\n",
        false => "",
    };
    // What `api.txt` does not list is held against the last release by another tool.
    let second = findings.last.as_ref().map_or_else(String::new, |last| {
        format!("cargo xtask semver-check --base v{last}  # the hand-written half of the SDK, too\n")
    });
    let body = section.split_once('\n').map_or("", |(_, body)| body).trim();
    let body = if body.is_empty() { "Nothing that callers notice." } else { body };
    format!(
        "\nPull request\n------------\nRelease {PACKAGE} {version}\n\n{reason}\n{wire}\n{body}\n\n\
         What remains\n------------\n\
         git switch --create release-{version}\n\
         git add --all && git commit --message \"Release {PACKAGE} {version}\"\n\
         git push --set-upstream origin release-{version}\n\
         # once it is merged, on main:\n\
         cargo xtask test\n\
         {second}\
         git tag v{version} && git push origin v{version}\n\
         cargo publish --package {PACKAGE}\n"
    )
}
