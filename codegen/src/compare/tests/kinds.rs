//! Pairs that differ in one thing, and the kinds that tell it.

use std::collections::HashSet;

use super::super::{Kind, Level, Source, Wire};
use super::{between, list, operation, things};

fn field(old: &str, new: &str) -> Vec<String> {
    kinds(&things(&format!("{{type: object, {old}}}")), &things(&format!("{{type: object, {new}}}")))
}

fn kinds(old: &str, new: &str) -> Vec<String> {
    let lines = list(&between(old, new));
    let mut kinds: Vec<String> = lines.iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    kinds.dedup();
    kinds
}

#[test]
fn names_of_kinds_are_unique_and_in_kebab_case() {
    let mut seen = HashSet::new();
    for &kind in Kind::ALL {
        assert!(seen.insert(kind.id()), "{} twice", kind.id());
        assert!(kind.id().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", kind.id());
        assert!(kind.explanation().ends_with('.'), "{}", kind.id());
        assert_eq!(Kind::find(kind.id()), Some(kind));
    }
}

#[test]
fn what_breaks_code_is_major_and_what_breaks_the_wire_alone_is_minor() {
    for &kind in Kind::ALL {
        match (kind.source(), kind.wire()) {
            (Source::Breaking, _) => assert_eq!(kind.level(), Level::Major, "{}", kind.id()),
            (Source::Addition, _) | (_, Wire::Breaking) => assert_eq!(kind.level(), Level::Minor, "{}", kind.id()),
            _ => assert!(kind.level() < Level::Major, "{}", kind.id()),
        }
    }
}

#[test]
fn fields_come_and_go() {
    assert_eq!(
        field("properties: {b: {type: string}}", "properties: {b: {type: string}, a: {type: string}}"),
        ["request-field-added", "response-field-added"]
    );
    assert_eq!(
        field("properties: {a: {type: string}}", "properties: {a: {type: string}, b: {type: string}}, required: [b]"),
        ["request-field-added-required", "response-field-added"]
    );
    assert_eq!(
        field("properties: {a: {type: string}, b: {type: string}}, required: [b]", "properties: {a: {type: string}}"),
        ["request-field-removed", "response-field-removed"]
    );
}

#[test]
fn what_may_be_absent_and_null_is_told_apart_by_who_sends_it_alone() {
    assert_eq!(
        field("properties: {a: {type: string}}", "properties: {a: {type: string, nullable: true}}"),
        ["request-became-nullable", "response-became-nullable"],
        "`Nullable` instead of `Option`, in a model that goes both ways"
    );
    assert_eq!(
        field(
            "required: [a], properties: {a: {type: string}}",
            "required: [a], properties: {a: {type: string, nullable: true}}"
        ),
        ["request-became-nullable", "response-became-nullable"]
    );
}

#[test]
fn enums_are_open() {
    assert_eq!(
        field("properties: {a: {type: string, enum: [x]}}", "properties: {a: {type: string, enum: [x, y]}}"),
        ["request-enum-value-added", "response-enum-value-added"]
    );
    assert_eq!(
        field("properties: {a: {type: string, enum: [x, y]}}", "properties: {a: {type: string, enum: [x]}}"),
        ["request-enum-value-removed", "response-enum-value-removed"]
    );
}

#[test]
fn limits_are_told_by_direction() {
    assert_eq!(
        field("properties: {a: {type: string, maxLength: 9}}", "properties: {a: {type: string, maxLength: 5}}"),
        ["request-constraint-tightened", "response-constraint-tightened"]
    );
    assert_eq!(
        field("properties: {a: {type: integer}}", "properties: {a: {type: integer, maximum: 5}}"),
        ["request-constraint-set", "response-constraint-tightened"]
    );
}

#[test]
fn what_other_tools_do_not_see_is_seen() {
    let with = |parameter: &str| operation(&format!(", parameters: [{{name: ids, in: query, {parameter}}}]"));
    assert_eq!(
        kinds(
            &with("schema: {type: array, items: {type: string}}"),
            &with("explode: false, schema: {type: array, items: {type: string}}")
        ),
        ["parameter-serialization-changed"]
    );
    assert_eq!(
        kinds(&with("schema: {type: integer, default: 3}"), &with("schema: {type: integer}")),
        ["parameter-default-changed"]
    );
    let secured = |scheme: &str, rest: &str| {
        format!("{}security: [{{key: []}}]\ncomponents: {{securitySchemes: {{key: {{{scheme}}}}}}}\n", operation(rest))
    };
    assert_eq!(
        kinds(&secured("type: apiKey, in: header, name: A", ""), &secured("type: apiKey, in: query, name: A", "")),
        ["security-scheme-changed"]
    );
    assert!(
        kinds(
            &secured("type: apiKey, in: header, name: A", ""),
            &secured("type: apiKey, in: header, name: A", ", security: []")
        )
        .contains(&"operation-security-removed".to_owned())
    );
}

#[test]
fn a_parameter_that_becomes_required_becomes_an_argument() {
    let with = |required: bool| {
        operation(&format!(", parameters: [{{name: q, in: query, required: {required}, schema: {{type: string}}}}]"))
    };
    let comparison = between(&with(false), &with(true));
    assert_eq!(list(&comparison), ["parameter-became-required list_things request.q"]);
    let migration = comparison.changes.first().unwrap().migration.as_deref();
    assert_eq!(migration, Some("pass `q` to `list_things(…)` instead of calling `.q(…)`"));
}

#[test]
fn all_that_breaks_code_says_what_to_write_instead() {
    let comparison = between(
        &things("{type: object, properties: {a: {type: string}, b: {type: integer}, c: {type: string, enum: [x, y]}}}"),
        &things("{type: object, required: [a], properties: {a: {type: string}, c: {type: string, enum: [x]}}}"),
    );
    for change in &comparison.changes {
        assert_eq!(change.migration.is_some(), change.kind.source() == Source::Breaking, "{}", change.kind.id());
    }
}
