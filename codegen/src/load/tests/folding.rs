//! Schemas of 3.1 in the words of 3.0.

use serde_json::json;

use super::{folded, load_text, notes, with_schemas};

#[test]
fn a_type_that_may_be_null_is_nullable() {
    assert_eq!(folded("{type: [string, 'null']}"), json!({ "nullable": true, "type": "string" }));
    assert_eq!(folded("{type: [string, null]}"), json!({ "nullable": true, "type": "string" }));
}

#[test]
fn several_types_become_any_of_with_the_keywords_of_each() {
    assert_eq!(
        folded("{type: [string, integer, array], minLength: 2, minimum: 1, items: {type: string}, description: D}"),
        json!({ "description": "D", "anyOf": [
            { "type": "string", "minLength": 2 },
            { "type": "integer", "minimum": 1 },
            { "type": "array", "items": { "type": "string" } },
        ] })
    );
}

#[test]
fn an_enumeration_is_split_among_the_types() {
    assert_eq!(
        folded("{type: [string, integer], enum: [a, 1]}"),
        json!({ "anyOf": [{ "type": "string", "enum": ["a"] }, { "type": "integer", "enum": [1] }] })
    );
    assert_eq!(folded("{type: [string, integer], enum: [a]}"), json!({ "type": "string", "enum": ["a"] }));
}

#[test]
fn integer_and_number_are_a_number() {
    assert_eq!(folded("{type: [integer, number]}"), json!({ "type": "number" }));
}

#[test]
fn null_alone_carries_a_marker() {
    let null = json!({ "nullable": true, "enum": [null], "x-null": true });
    assert_eq!(folded("{type: 'null'}"), null);
    assert_eq!(folded("{oneOf: [{type: 'null'}]}"), null);
}

#[test]
fn const_is_an_enumeration_of_one() {
    assert_eq!(folded("{const: a}"), json!({ "enum": ["a"], "type": "string" }));
    assert_eq!(folded("{type: integer, const: 3}"), json!({ "type": "integer", "enum": [3] }));
}

#[test]
fn exclusive_bounds_become_flags() {
    assert_eq!(
        folded("{type: number, exclusiveMinimum: 1, maximum: 5, exclusiveMaximum: 9}"),
        json!({ "type": "number", "exclusiveMinimum": true, "minimum": 1, "maximum": 5, "exclusiveMaximum": false })
    );
}

#[test]
fn the_first_of_several_examples_is_kept() {
    assert_eq!(folded("{type: string, examples: [a, b]}"), json!({ "type": "string", "example": "a" }));
}

#[test]
fn tuples_become_lists_of_what_their_places_allow() {
    assert_eq!(
        folded("{type: array, prefixItems: [{type: string}, {type: integer}]}"),
        json!({
            "type": "array",
            "items": { "anyOf": [{ "type": "string" }, { "type": "integer" }] },
        })
    );
    assert_eq!(folded("{type: array, items: [{type: string}]}")["items"], json!({ "type": "string" }));
}

#[test]
fn mixed_values_keep_their_types_and_names() {
    assert_eq!(
        folded("{enum: [a, 1, null, b], x-enum-varnames: [A, One, None, B]}"),
        json!({
            "nullable": true,
            "anyOf": [
                { "type": "string", "enum": ["a", "b"], "x-enum-varnames": ["A", "B"] },
                { "type": "integer", "enum": [1], "x-enum-varnames": ["One"] },
            ],
            "x-enum-varnames": ["A", "One", "None", "B"],
        })
    );
    assert_eq!(folded("{enum: [1, {}]}"), json!({ "enum": [1, {}] }));
}

#[test]
fn a_member_that_is_only_nullable_stands_for_null() {
    assert_eq!(
        folded("{anyOf: [{$ref: '#/components/schemas/Other'}, {nullable: true}]}"),
        json!({ "nullable": true, "allOf": [{ "$ref": "#/components/schemas/Other" }] })
    );
}

#[test]
fn content_encodings_become_formats() {
    assert_eq!(folded("{type: string, contentEncoding: base64}"), json!({ "type": "string", "format": "byte" }));
    assert_eq!(folded("{contentMediaType: application/octet-stream}"), json!({ "format": "binary", "type": "string" }));
    assert_eq!(folded("{type: string, contentMediaType: text/html}"), json!({ "type": "string" }));
}

#[test]
fn boolean_schemas_are_everything_and_nothing() {
    assert_eq!(
        folded("{type: object, properties: {a: true, b: false}}")["properties"],
        json!({ "a": {}, "b": { "not": {} } })
    );
    assert_eq!(folded("{type: object, additionalProperties: false}")["additionalProperties"], json!(false));
}

#[test]
fn null_members_make_the_parent_nullable() {
    assert_eq!(
        folded("{oneOf: [{type: 'null'}, {$ref: '#/components/schemas/Other'}]}"),
        json!({ "nullable": true, "allOf": [{ "$ref": "#/components/schemas/Other" }] })
    );
    assert_eq!(
        folded("{anyOf: [{type: string}, {type: 'null'}, {type: integer}]}"),
        json!({ "nullable": true, "anyOf": [{ "type": "string" }, { "type": "integer" }] })
    );
}

#[test]
fn siblings_of_a_reference_are_combined_with_it() {
    let reference = json!({ "$ref": "#/components/schemas/Other" });
    assert_eq!(
        folded("{$ref: '#/components/schemas/Other', description: D}"),
        json!({ "description": "D", "allOf": [reference] })
    );
    assert_eq!(
        folded("{$ref: '#/components/schemas/Other', properties: {a: {type: string}}}"),
        json!({ "allOf": [reference, { "properties": { "a": { "type": "string" } } }] })
    );
}

#[test]
fn a_type_next_to_a_reference_says_nothing_new() {
    let reference = json!({ "$ref": "#/components/schemas/Other" });
    assert_eq!(folded("{$ref: '#/components/schemas/Other', type: object}"), reference);
    assert_eq!(
        folded("{$ref: '#/components/schemas/Other', type: [object, 'null']}"),
        json!({ "nullable": true, "allOf": [reference] })
    );
}

#[test]
fn a_type_that_only_repeats_the_members_is_left_out() {
    let members = json!([{ "$ref": "#/components/schemas/Other" }, { "type": "object" }]);
    assert_eq!(
        folded("{type: object, oneOf: [{$ref: '#/components/schemas/Other'}, {type: object}]}"),
        json!({ "oneOf": members })
    );
    assert_eq!(folded("{type: object, anyOf: [{required: [a]}]}")["type"], "object");
}

#[test]
fn null_in_an_enumeration_without_a_type_is_nullable() {
    assert_eq!(folded("{enum: [a, null]}"), json!({ "enum": ["a", null], "type": "string", "nullable": true }));
}

#[test]
fn siblings_of_a_reference_in_3_0_are_noted() {
    let text = with_schemas(
        "    It: {$ref: '#/components/schemas/Other', description: D, type: object}\n    Other: {type: object}\n",
    )
    .replace("3.1.0", "3.0.0");
    assert_eq!(notes(&text), ["`type` next to a `$ref` means nothing in OpenAPI 3.0; it is left out"]);
}

#[test]
fn keywords_that_only_narrow_are_left_out_with_a_note() {
    let text = with_schemas(
        "    It: {type: object, if: {required: [a]}, then: {}, $comment: C, patternProperties: {'^a': {type: string}}}\n",
    );
    assert_eq!(
        notes(&text),
        [
            "`if` is not turned into code; it is left out",
            "`then` is not turned into code; it is left out",
            "names of properties are not checked against patterns",
        ]
    );
    let root = load_text(&text).unwrap().root;
    assert_eq!(
        root["components"]["schemas"]["It"],
        json!({ "type": "object", "additionalProperties": { "type": "string" } })
    );
}

#[test]
fn a_union_of_constants_is_an_enumeration_with_names() {
    assert_eq!(
        folded(
            "{type: integer, format: int32, oneOf: [{title: SHORT, description: One line., const: 1}, {title: LONG, const: 2}]}"
        ),
        json!({
            "type": "integer", "format": "int32", "enum": [1, 2],
            "x-enum-varnames": ["SHORT", "LONG"], "x-enum-descriptions": ["One line.", ""],
        })
    );
    assert_eq!(
        folded(
            "{anyOf: [{type: string, enum: [a, b]}, {type: string, enum: [c], description: The c.}, {type: 'null'}]}"
        ),
        json!({
            "nullable": true, "type": "string", "enum": ["a", "b", "c"], "x-enum-descriptions": ["", "", "The c."],
        })
    );
}

#[test]
fn a_union_of_more_than_constants_stays_one() {
    let kept = json!({ "oneOf": [{ "enum": ["a"], "type": "string" }, { "type": "string" }] });
    assert_eq!(folded("{oneOf: [{const: a}, {type: string}]}"), kept);
    let kept = json!({ "oneOf": [{ "enum": ["a"], "type": "string" }, { "enum": [1], "type": "integer" }] });
    assert_eq!(folded("{oneOf: [{const: a}, {const: 1}]}"), kept);
}

#[test]
fn titles_that_are_no_names_do_not_name_values() {
    let twice = json!({ "type": "string", "enum": ["a", "b"] });
    assert_eq!(folded("{oneOf: [{const: a, title: Kind}, {const: b, title: Kind}]}"), twice);
    assert_eq!(folded("{oneOf: [{const: a, title: 'First, and (mostly) last.'}, {const: b}]}"), twice);
}

#[test]
fn types_of_other_languages_are_read_as_what_they_stand_for() {
    assert_eq!(folded("{type: datetime}"), json!({ "type": "string", "format": "date-time" }));
    assert_eq!(folded("{type: int}"), json!({ "type": "integer" }));
    assert_eq!(folded("{type: String}"), json!({ "type": "string" }));
    assert_eq!(folded("{type: [bool, 'null']}"), json!({ "type": "boolean", "nullable": true }));
}

#[test]
fn unknown_keys_in_a_schema_are_noted() {
    let text = with_schemas("    It: {type: string, lenght: 3, x-kept: 1}\n");
    assert_eq!(notes(&text), ["a schema has no field `lenght`; it is left out"]);
    assert_eq!(load_text(&text).unwrap().root["components"]["schemas"]["It"], json!({ "type": "string", "x-kept": 1 }));
}

#[test]
fn a_schema_without_a_type_gets_the_one_its_keywords_speak_of() {
    assert_eq!(folded("{properties: {a: {enum: [x, y]}}}")["type"], "object");
    assert_eq!(folded("{properties: {a: {enum: [x, y]}}}")["properties"]["a"]["type"], "string");
}

#[test]
fn values_of_an_enumeration_are_read_as_its_type() {
    assert_eq!(folded("{type: string, enum: [1, true, a]}")["enum"], json!(["1", "true", "a"]));
    assert_eq!(folded("{type: integer, enum: ['1', 2.0]}")["enum"], json!([1, 2]));
}

#[test]
fn the_xml_object_is_kept_as_an_extension() {
    assert_eq!(
        folded("{type: string, xml: {attribute: true}}"),
        json!({ "type": "string", "x-xml": { "attribute": true } })
    );
}
