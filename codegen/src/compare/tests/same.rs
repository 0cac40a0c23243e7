//! What is no change of substance.

use super::super::{Level, compare};
use super::{api, between, list, operation, things};

fn assert_same(old: &str, new: &str) {
    let comparison = between(old, new);
    assert_eq!(list(&comparison), Vec::<String>::new());
    assert_eq!(comparison.level, Level::None);
}

#[test]
fn a_description_is_the_same_as_itself() {
    let text = things(
        "{type: object, required: [id], properties: {id: {type: string}, next: {$ref: '#/components/schemas/Thing'}}}",
    );
    assert_same(&text, &text);
}

#[test]
fn words_and_examples_are_no_change() {
    assert_same(
        &things("{type: object, properties: {id: {type: string}}}"),
        &things(
            "{type: object, description: A thing., properties: {id: {type: string, description: Its name., example: a}}}",
        ),
    );
}

#[test]
fn the_order_of_optional_fields_is_no_change() {
    assert_same(
        &things("{type: object, properties: {a: {type: string}, b: {type: integer}}}"),
        &things("{properties: {b: {type: integer}, a: {type: string}}, type: object}"),
    );
}

#[test]
fn flat_and_all_of_are_the_same() {
    assert_same(
        &things("{type: object, required: [a], properties: {a: {type: string}, b: {type: integer}}}"),
        &things(
            "{allOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: object, properties: {b: {type: integer}}}]}",
        ),
    );
}

#[test]
fn null_is_the_same_in_3_0_and_in_3_1() {
    let old = things(
        "{type: object, properties: {a: {type: string, nullable: true}, b: {type: integer, minimum: 3, exclusiveMinimum: true}}}",
    );
    let new =
        things("{type: object, properties: {a: {type: [string, 'null']}, b: {type: integer, exclusiveMinimum: 3}}}");
    assert_same(&old, &new.replace("3.0.3", "3.1.0"));
    let any_of = things(
        "{type: object, properties: {a: {anyOf: [{type: string}, {type: 'null'}]}, b: {type: integer, exclusiveMinimum: 3}}}",
    );
    assert_same(&old, &any_of.replace("3.0.3", "3.1.0"));
}

#[test]
fn yaml_and_json_are_the_same() {
    let text = things("{type: object, properties: {a: {type: string}}}");
    let value: serde_json::Value = serde_yaml::from_str(&text).unwrap();
    assert_same(&text, &serde_json::to_string_pretty(&value).unwrap());
}

#[test]
fn parameters_in_another_order_are_no_change_where_they_are_setters() {
    let [a, b] = ["{name: a, in: query, schema: {type: string}}", "{name: b, in: query, schema: {type: integer}}"];
    assert_same(&operation(&format!(", parameters: [{a}, {b}]")), &operation(&format!(", parameters: [{b}, {a}]")));
}

#[test]
fn a_parameter_by_reference_is_the_same_as_in_place() {
    let new = format!(
        "{}components: {{parameters: {{A: {{name: a, in: query, schema: {{type: string}}}}}}}}\n",
        operation(", parameters: [{$ref: '#/components/parameters/A'}]")
    );
    assert_same(&operation(", parameters: [{name: a, in: query, schema: {type: string}}]"), &new);
}

#[test]
fn an_inline_model_that_gets_a_name_changes_in_rust_alone() {
    let inline = things("{type: object, properties: {part: {type: object, properties: {a: {type: string}}}}}");
    let named = format!(
        "{}    Part: {{type: object, properties: {{a: {{type: string}}}}}}\n",
        things("{type: object, properties: {part: {$ref: '#/components/schemas/Part'}}}")
    );
    let comparison = between(&inline, &named);
    assert!(comparison.source_breaking && !comparison.wire_breaking);
    let kinds: Vec<&str> = comparison.changes.iter().map(|change| change.kind.id()).collect();
    assert!(kinds.iter().all(|kind| matches!(*kind, "type-renamed" | "type-added")), "{kinds:?}");
}

#[test]
fn unrelated_descriptions_are_compared_all_the_same() {
    let other = "openapi: 3.1.0\ninfo: {title: Other, version: '9'}\npaths: {/other: {get: {operationId: other, responses: {'200': {description: ok}}}}}\n";
    let comparison = compare(&api(&operation("")), &api(other));
    let kinds = list(&comparison);
    assert!(kinds.contains(&"operation-added other".to_owned()), "{kinds:?}");
    assert!(kinds.contains(&"operation-removed list_things".to_owned()), "{kinds:?}");
}
