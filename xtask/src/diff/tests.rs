#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use codegen::compare::{self, Change, Comparison, Source, Wire, render};

use super::file;

/// Where our verdict differs from Speakeasy's: theirs, the kinds of ours that are breaking (any of them), the reason.
const REASONS: &[(&str, &[&str], &str)] = &[
    (
        "Changed",
        &["type-changed"],
        "an enum of 0 and 1 becomes `bool`, and a map a model: other types in Rust, whatever they are on the wire",
    ),
    ("Changed Breaking", &[], "arguments in the path are positional: their names are nobody's business"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn between(old: &Path, new: &Path) -> Comparison {
    compare::compare(&file(old).unwrap().api, &file(new).unwrap().api)
}

/// A place as Speakeasy writes it: `response.mediacontainer.metadata.[]`.
fn place(at: &str) -> String {
    let at = at.to_lowercase().replace("[]", ".[]");
    match at.split_once('.') {
        Some((root @ ("response" | "error"), rest)) => {
            let rest = rest.split_once('.').map_or("", |(_, rest)| rest);
            if rest.is_empty() { root.to_owned() } else { format!("{root}.{rest}") }
        }
        _ => at,
    }
}

fn within(change: &Change, expected: &str) -> bool {
    let place = place(&change.at);
    expected.is_empty() || place == expected || place.starts_with(&format!("{expected}."))
}

#[test]
fn every_entry_of_speakeasys_log_is_matched_at_the_same_place() {
    let shared = root().join("../shared");
    let Ok(table) = std::fs::read_to_string(shared.join("cases/speakeasy-2025-12-01.tsv")) else {
        eprintln!("skipped: no collection of pairs beside the project");
        return;
    };
    let comparison = between(&shared.join("specs/plex-2025-11-12.yaml"), &shared.join("specs/plex-2025-11-30.yaml"));
    let mut problems = Vec::new();
    for row in table.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [method, path, _, expected, verdict] = columns.as_slice() else { panic!("{row}") };
        let same =
            |change: &&Change| change.method.as_deref() == Some(*method) && change.path.as_deref() == Some(*path);
        let ours: Vec<&Change> =
            comparison.changes.iter().filter(same).filter(|change| within(change, expected)).collect();
        if ours.is_empty() {
            problems.push(format!("not found: {row}"));
            continue;
        }
        let breaking =
            |change: &&&Change| change.kind.source() == Source::Breaking || change.kind.wire() == Wire::Breaking;
        let broken: Vec<&str> = ours.iter().filter(breaking).map(|change| change.kind.id()).collect();
        let agree = verdict.contains("Breaking") != broken.is_empty();
        let reason = REASONS.iter().find(|(theirs, kinds, _)| {
            theirs == verdict
                && kinds.is_empty() == broken.is_empty()
                && (broken.is_empty() || broken.iter().any(|kind| kinds.contains(kind)))
        });
        if !agree && reason.is_none() {
            problems.push(format!("no reason for {broken:?}: {row}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_history_of_the_description_reads_as_it_did() {
    let spec = root().join("spec");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../spec/history");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        let steps = [
            ("2024-12", "history/2024-09.yaml", "history/2024-12.yaml"),
            ("2025-12", "history/2024-12.yaml", "history/2025-12.yaml"),
            ("today", "history/2025-12.yaml", "plex.yaml"),
        ];
        for (name, old, new) in steps {
            insta::assert_snapshot!(name, render::markdown(&between(&spec.join(old), &spec.join(new))));
        }
    });
}

#[test]
fn a_description_that_cannot_be_read_is_named_with_its_problems() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.yaml");
    std::fs::write(&path, "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {/things: []}\n").unwrap();
    let problem = file(&path).err().unwrap().to_string();
    assert!(problem.contains("a path item must be a mapping, but this is a list"), "{problem}");
    assert!(problem.contains("cannot be compared (1 problem in it)"), "{problem}");
}
