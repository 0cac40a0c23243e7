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

/// The verdict on a pair that oasdiff says nothing about.
fn unsaid(old: &str, new: &str) -> &'static str {
    let folder = tempfile::tempdir().unwrap();
    let pair = folder.path().join("pair");
    std::fs::create_dir(&pair).unwrap();
    let document = |operation: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\nservers: [{{url: https://a.example}}]\npaths: {{/a: {{post: {operation}}}}}\n"
        )
    };
    std::fs::write(pair.join("base.yaml"), document(old)).unwrap();
    std::fs::write(pair.join("revision.yaml"), document(new)).unwrap();
    std::fs::write(pair.join("expected.json"), r#"{"breaking": false, "ids": []}"#).unwrap();
    judge(folder.path()).unwrap().first().unwrap().verdict.word()
}

#[test]
fn a_draft_may_change_and_a_stable_operation_may_not() {
    let operation = |level: &str, required: bool| {
        format!(
            "{{x-stability-level: {level}, parameters: [{{name: p, in: query, required: {required}, schema: {{type: string}}}}], \
             responses: {{'204': {{description: x}}}}}}"
        )
    };
    assert_eq!(unsaid(&operation("draft", false), &operation("draft", true)), "justified");
    assert_eq!(unsaid(&operation("stable", false), &operation("stable", true)), "DISAGREE");
}

#[test]
fn only_limits_that_oasdiff_does_not_look_at_may_be_tightened() {
    let operation = |limit: &str| {
        format!(
            "{{requestBody: {{content: {{application/json: {{schema: {{type: object, {limit}, properties: {{a: {{type: string}}}}}}}}}}}}, \
             responses: {{'204': {{description: x}}}}}}"
        )
    };
    assert_eq!(unsaid(&operation("maxProperties: 9"), &operation("maxProperties: 3")), "justified");
    let field =
        |limit: u32| operation("title: x").replace("type: string", &format!("type: string, maxLength: {limit}"));
    assert_eq!(unsaid(&field(9), &field(3)), "DISAGREE");
}
