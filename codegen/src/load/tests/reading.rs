//! Text to a tree.

use super::{load_files, load_text, notes, problems, rendered, with_schemas};

const MINIMAL: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";

#[test]
fn a_minimal_description_loads_without_notes() {
    assert_eq!(notes(MINIMAL), Vec::<String>::new());
}

#[test]
fn a_missing_file_is_named() {
    let report = super::load("gone.yaml", &mut |_| Err("no such file".to_owned())).expect_err("nothing to load");
    insta::assert_snapshot!(report, @r#"
error: `gone.yaml` cannot be read: no such file
--> gone.yaml
 = help: name the file that holds the description
"#);
}

#[test]
fn an_empty_document_is_refused() {
    insta::assert_snapshot!(rendered(" \n"), @r#"
error: the file is empty
 --> api.yaml:1:1
  |
1 |  
  | ^
  |
  = help: an OpenAPI description is a mapping with the fields `openapi`, `info` and `paths`
"#);
    assert_eq!(problems(load_text("# nothing\n")), ["the file holds no document"]);
}

#[test]
fn a_document_that_is_a_list_is_refused() {
    assert_eq!(problems(load_text("- a\n")), ["the document is a list, not a mapping"]);
}

#[test]
fn invalid_yaml_is_located() {
    insta::assert_snapshot!(rendered("openapi: 3.1.0\ninfo:\n\ttitle: T\n"), @r#"
error: invalid YAML: found character that cannot start any token
 --> api.yaml:3:1
  |
3 |     title: T
  | ^^^^
  |
  = help: indent with spaces, and quote text that begins with a special character
"#);
}

#[test]
fn invalid_json_is_located() {
    insta::assert_snapshot!(rendered("{\n  \"openapi\": \"3.1.0\",\n  \"info\": [}\n}\n"), @r#"
error: invalid JSON: expected value
 --> api.yaml:3:12
  |
3 |   "info": [}
  |            ^
  |
  = help: correct the syntax; nothing else was looked at
"#);
}

#[test]
fn a_key_that_stands_twice_is_located() {
    insta::assert_snapshot!(rendered("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ninfo:\n  title: U\n"), @r#"
error: the key `info` stands twice in this mapping
 --> api.yaml:4:1
  |
4 | info:
  | ^^^^
  |
  = note: at /info
  = help: remove or rename one of the two
"#);
    let json = "{\"openapi\": \"3.0.0\", \"paths\": {}, \"paths\": {}}";
    assert_eq!(problems(load_text(json)), ["the key `paths` stands twice in this mapping"]);
}

#[test]
fn tags_and_infinite_numbers_are_reported_together() {
    let text = format!("{MINIMAL}x-a: !secret b\nx-c: .inf\n");
    assert_eq!(
        problems(load_text(&text)),
        ["the YAML tag `!secret` means nothing here", "`inf` is no number that JSON has"]
    );
}

#[test]
fn merge_keys_are_applied_and_own_fields_win() {
    let text = format!("{MINIMAL}x-base: &base {{a: 1, b: 2}}\nx-it: {{<<: *base, b: 3}}\n");
    let root = load_text(&text).unwrap().root;
    assert_eq!(root["x-it"], serde_json::json!({ "b": 3, "a": 1 }));
}

#[test]
fn keys_that_yaml_takes_for_numbers_are_text() {
    let text =
        "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {responses: {200: {description: ok}}}}}\n";
    assert!(load_text(text).unwrap().root["paths"]["/a"]["get"]["responses"]["200"].is_object());
}

#[test]
fn json_and_yaml_give_the_same_result() {
    let json = r#"{"openapi":"3.0.3","info":{"title":"T","version":"1"},"paths":{},"x-n":1.5}"#;
    let yaml = format!("{MINIMAL}x-n: 1.5\n");
    assert_eq!(load_text(json).unwrap().root, load_text(&yaml).unwrap().root);
}

#[test]
fn a_byte_order_mark_is_ignored() {
    assert_eq!(load_text(&format!("\u{feff}{MINIMAL}")).unwrap().root["info"]["title"], "T");
    let json = "\u{feff}{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"T\",\"version\":\"1\"},\"paths\":{}}";
    assert_eq!(load_text(json).unwrap().root["info"]["title"], "T");
}

#[test]
fn windows_line_ends_are_read() {
    assert_eq!(load_text(&MINIMAL.replace('\n', "\r\n")).unwrap().root["info"]["title"], "T");
}

#[test]
fn aliases_that_explode_are_refused() {
    let mut text = format!("{MINIMAL}x-0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("x-{level}: &a{level} [{items}]\n"));
    }
    assert_eq!(problems(load_text(&text)), ["the aliases of this document expand to far more than its text"]);
}

#[test]
fn nesting_without_end_is_refused() {
    let yaml = format!("{MINIMAL}x-deep: {}{}\n", "[".repeat(5000), "]".repeat(5000));
    assert_eq!(problems(load_text(&yaml)), ["nested deeper than 127 levels"]);
    let json = format!("{{\"openapi\": {}", "[".repeat(100_000));
    assert_eq!(problems(load_text(&json)), ["nested deeper than 127 levels"]);
}

#[test]
fn the_deepest_schemas_that_are_read_do_not_exhaust_the_stack() {
    let nested = |levels: usize, open: &str, inner: &str, close: &str| {
        let schema = open.repeat(levels) + inner + &close.repeat(levels);
        let in_path = format!("{MINIMAL}x: 1\n").replace("paths: {}\nx: 1", &format!(
            "paths: {{/a: {{get: {{responses: {{200: {{description: ok, content: {{text/plain: {{schema: {schema}}}}}}}}}}}}}}}"
        ));
        let in_components = with_schemas(&format!("    It: {schema}\n"));
        (problems(load_text(&in_path)), problems(load_text(&in_components)))
    };
    let fine = (vec![], vec![]);
    assert_eq!(nested(41, "{type: array, items: ", "{type: string}", "}"), fine);
    assert_eq!(nested(20, "{oneOf: [{type: 'null'}, ", "{type: string}", "]}"), fine);
    for (levels, open, close) in [
        (80, "{type: array, items: ", "}"),
        (40, "{oneOf: [{type: 'null'}, ", "]}"),
        (30, "{type: [array, string], items: ", "}"),
    ] {
        let (in_path, in_components) = nested(levels, open, "{type: string}", close);
        assert_eq!(in_path, ["nested deeper than 50 levels"]);
        assert_eq!(in_components, ["nested deeper than 50 levels"]);
    }
}

#[test]
fn versions_other_than_3_0_and_3_1_are_refused() {
    insta::assert_snapshot!(rendered("swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\n"), @r#"
error: Swagger 2.0 is not read
 --> api.yaml:1:1
  |
1 | swagger: '2.0'
  | ^^^^^^^^^^^^^^
  |
  = note: at /swagger
  = help: convert the description to OpenAPI 3.0 or 3.1, for example with swagger2openapi
"#);
    assert_eq!(problems(load_text("openapi: 3.2.0\n")), ["OpenAPI 3.2.0 is not read yet"]);
    assert_eq!(problems(load_text("openapi: 4.0.0\n")), ["`4.0.0` is no version of OpenAPI that is read"]);
    assert_eq!(
        problems(load_text("opnapi: 3.1.0\n")),
        ["the document does not say which version of OpenAPI it is written in"]
    );
}

#[test]
fn the_hash_covers_every_file() {
    let one = load_text(MINIMAL).unwrap().sha256;
    assert_eq!(one.len(), 64);
    let entry = format!("{MINIMAL}components: {{schemas: {{A: {{$ref: 'b.yaml'}}}}}}\n");
    let hash = |other: &str| load_files(&[("a.yaml", &entry), ("b.yaml", other)]).unwrap().sha256;
    assert_ne!(hash("type: string\n"), hash("type: integer\n"));
}
