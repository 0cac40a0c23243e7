#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::{Value, json};

use super::*;

#[test]
fn pointers_escape_and_unescape_keys() {
    let root = json!({ "paths": { "/a~b": { "get": { "tags": ["x"] } } } });
    let mut at = pointer::step("/paths", "/a~b");
    assert_eq!(at, "/paths/~1a~0b");
    pointer::push(&mut at, "get");
    pointer::push(&mut at, "tags");
    pointer::push_index(&mut at, 0);
    assert_eq!(root.pointer(&at), Some(&Value::from("x")));
    let found = pointer::steps(&at).try_fold(&root, |value, key| pointer::child(value, &key));
    assert_eq!(found, Some(&Value::from("x")));
    assert_eq!(pointer::ancestors("/a/b").collect::<Vec<_>>(), ["/a/b", "/a", ""]);
    // The order matters: `~01` is `~1`, and not `/`.
    assert_eq!(pointer::unescape("~01"), "~1");
}

#[test]
fn references_are_decoded_and_name_components() {
    assert_eq!(reference::split("a%20b.yaml#/x%7B"), ("a b.yaml".to_owned(), "/x{".to_owned()));
    assert_eq!(reference::split("a.yaml"), ("a.yaml".to_owned(), String::new()));
    assert_eq!(reference::component("#/components/schemas/a~1b%25", "schemas").unwrap(), "a/b%");
    assert_eq!(reference::component("#/components/schemas/a", "responses"), None);
    assert_eq!(reference::component("#/components/schemasx/a", "schemas"), None);
    assert_eq!(reference::to_component("headers", "a/b"), "#/components/headers/a~1b");
    assert_eq!(reference::pointer_of("other.yaml#/a"), None);
}

#[test]
fn chains_of_references_end() {
    let root = json!({
        "a": { "$ref": "#/b" },
        "b": { "$ref": "#/c" },
        "c": { "type": "string" },
        "circle": { "$ref": "#/circle" },
        "nowhere": { "$ref": "#/none" },
    });
    let document = Document::new(&root);
    let end = |key: &str| document.follow(document.cursor().get(key).unwrap()).pointer;
    assert_eq!(end("a"), "/c");
    assert_eq!(end("circle"), "/circle");
    assert_eq!(end("nowhere"), "/nowhere");
}

#[test]
fn versions_are_3_0_and_3_1() {
    for (text, version) in [
        ("3.0.3", Some(Version::V3_0)),
        (" 3.1.0-rc1", Some(Version::V3_1)),
        ("3.2.0", None),
        ("2.0", None),
        ("3.00", None),
    ] {
        assert_eq!(Version::parse(text), version, "{text}");
    }
    assert_eq!(Version::of(&json!({ "openapi": 3.0 })), Version::V3_0);
    assert_eq!(Version::of(&json!({ "openapi": "3.0.1" })), Version::V3_0);
    assert!(Version::V3_1.applies_beside_reference("minimum"));
    assert!(Version::V3_0.applies_beside_reference("nullable"));
    assert!(!Version::V3_0.applies_beside_reference("minimum"));
}

#[test]
fn statuses_parse_and_print() {
    for (text, status) in
        [("200", Status::Code(200)), ("4XX", Status::Range(4)), ("5xx", Status::Range(5)), ("default", Status::Default)]
    {
        assert_eq!(Status::parse(text), Some(status), "{text}");
        assert!(status.to_string().eq_ignore_ascii_case(text));
    }
    for text in ["", "2", "20", "2000", "020", "+20", "XXX", "Default", "é00"] {
        assert_eq!(Status::parse(text), None, "{text}");
    }
}

#[test]
fn default_is_a_success_where_no_other_is_documented() {
    let alone = Successes::among([Status::Code(404), Status::Default]);
    assert!(alone.contains(Status::Default));
    assert!(!alone.contains(Status::Code(404)));
    let beside = Successes::among([Status::Range(2), Status::Default]);
    assert!(!beside.contains(Status::Default));
    assert!(beside.contains(Status::Range(2)));
}

#[test]
fn media_types_are_read_without_parameters_and_case() {
    let media = |text: &str| MediaType::parse(text).media();
    assert_eq!(media("Application/JSON; charset=utf-8"), Some(Media::Json));
    assert_eq!(media("application/problem+json"), Some(Media::Json));
    assert_eq!(media("application/atom+xml"), Some(Media::Xml));
    assert_eq!(media("image/svg+xml"), Some(Media::Binary));
    assert_eq!(media("application/x-ndjson"), Some(Media::Text));
    assert_eq!(media("application/jsonml"), Some(Media::Binary));
    assert_eq!(media("*/*"), None);
    assert_eq!(MediaType::parse("text/json").canonical(), MediaType::JSON);
}

const PATHS: &str = r##"{
    "openapi": "3.0.3",
    "servers": [{ "url": "/document" }],
    "security": [{ "key": [] }],
    "paths": {
        "/a": {
            "parameters": [
                { "in": "header", "name": "X-Id", "description": "shared" },
                { "in": "query", "name": "x" }
            ],
            "servers": [{ "url": "/item" }],
            "POST": { "operationId": "", "servers": [], "security": [] },
            "get": {
                "operationId": "get",
                "parameters": [
                    { "$ref": "#/components/parameters/Id" },
                    { "in": "query", "name": "X" }
                ],
                "responses": { "200": {}, "x-note": {} }
            },
            "summary": "no operation"
        },
        "/b": { "$ref": "#/components/pathItems/B" }
    },
    "webhooks": { "called": { "put": {} } },
    "components": {
        "parameters": { "Id": { "in": "header", "name": "x-id", "description": "own" } },
        "pathItems": { "B": { "delete": {} } }
    }
}"##;

#[test]
fn operations_are_listed_as_written() {
    let root: Value = serde_json::from_str(PATHS).unwrap();
    let document = Document::new(&root);
    let places = |list: Vec<SourceOperation<'_>>| -> Vec<(Method, String, Option<String>)> {
        let place = |it: SourceOperation<'_>| (it.method, it.operation.pointer, it.id.map(str::to_owned));
        list.into_iter().map(place).collect()
    };
    assert_eq!(
        places(document.operations()),
        [
            (Method::Post, "/paths/~1a/post".to_owned(), None),
            (Method::Get, "/paths/~1a/get".to_owned(), Some("get".to_owned())),
            (Method::Delete, "/paths/~1b/delete".to_owned(), None),
        ]
    );
    assert_eq!(places(document.webhooks()), [(Method::Put, "/webhooks/called/put".to_owned(), None)]);
}

#[test]
fn an_operation_inherits_and_overrides() {
    let root: Value = serde_json::from_str(PATHS).unwrap();
    let document = Document::new(&root);
    let operations = document.operations();
    let [post, get, _] = operations.as_slice() else { panic!("three operations") };
    let words: Vec<Option<&str>> = document.parameters(get).iter().map(|it| it.text("description")).collect();
    // Names of headers have no case; those of query parameters do.
    assert_eq!(words, [Some("own"), None, None]);
    let security = |operation| document.security(operation).unwrap().pointer;
    assert_eq!(security(post), "/paths/~1a/post/security");
    assert_eq!(security(get), "/security");
}
