#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use super::{GOAL, Score, Verdict, judge, justified};

fn assert_agreement(folder: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/cases").join(folder);
    if !folder.is_dir() {
        eprintln!("skipped: no collection of pairs beside the project");
        return;
    }
    let cases = judge(&folder).unwrap();
    let score = Score::of(&cases);
    let lines: String =
        cases.iter().filter(|case| matches!(case.verdict, Verdict::Disagree)).map(super::Case::line).collect();
    assert!(score.percent() >= GOAL, "{:.1} %:\n{lines}", score.percent());
}

#[test]
fn verdicts_on_the_wire_agree_with_the_pairs_of_oasdiff() {
    assert_agreement("oasdiff");
}

#[test]
fn verdicts_on_the_wire_agree_on_pairs_that_differ_in_one_thing() {
    assert_agreement("one-change");
}

#[test]
fn differences_are_justified_by_check_and_kind() {
    assert!(justified::milder("sunset-deleted").is_some());
    assert!(justified::milder("new-required-request-property").is_none());
    assert!(justified::stricter("operation-security-alternative-removed", &["api-security-removed"]).is_some());
    assert!(justified::stricter("operation-security-alternative-removed", &["endpoint-added"]).is_none());
}
