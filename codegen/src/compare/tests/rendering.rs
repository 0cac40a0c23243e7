//! What people and programs get to read.

use super::super::render;
use super::{between, operation, things};

#[test]
fn what_operations_share_is_told_once_in_text_and_for_each_in_json() {
    let comparison = between(
        &things("{type: object, properties: {a: {type: string}, b: {type: string}}}"),
        &things("{type: object, required: [b], properties: {a: {type: integer}, b: {type: string}}}"),
    );
    insta::assert_snapshot!("text", render::text(&comparison, render::Style::Plain));
    insta::assert_snapshot!("markdown", render::markdown(&comparison));
    let json = render::json(&comparison);
    let of = |operation: &str| {
        let changes = json.get("changes").and_then(serde_json::Value::as_array).unwrap();
        changes.iter().filter(|change| change.get("operation").unwrap() == operation).count()
    };
    assert_eq!((of("make_thing"), of("get_thing")), (4, 2));
    let migrations = |operation: &str| {
        let changes = json.get("changes").and_then(serde_json::Value::as_array).unwrap().iter();
        let mut of = changes.filter(|change| change.get("operation").unwrap() == operation);
        of.all(|change| change.get("migration").is_some() == (change.get("source").unwrap() == "breaking"))
    };
    assert!(migrations("make_thing") && migrations("get_thing"), "what to write instead, where code breaks");
    let first = json.pointer("/changes/0").and_then(serde_json::Value::as_object).unwrap();
    let keys: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "operation",
            "tag",
            "method",
            "path",
            "at",
            "kind",
            "level",
            "wire",
            "source",
            "text",
            "old_pointer",
            "new_pointer",
            "migration"
        ]
    );
}

#[test]
fn nothing_is_said_where_nothing_changed() {
    let comparison = between(&operation(""), &operation(", description: Other words."));
    assert_eq!(render::text(&comparison, render::Style::Plain), "Things 1 → Things 1\nno change for callers\n");
    assert_eq!(render::markdown(&comparison), "## Things 1 → 1\n\nNo change for callers.\n");
}
