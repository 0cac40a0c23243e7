//! Diagnostics as they are shown.

use super::{load_text, rendered};

#[test]
fn an_error_shows_file_line_pointer_and_help() {
    let text = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /user:
    get:
      responses:
        '200':
          content:
            application/json:
              schema: {type: strin}
";
    insta::assert_snapshot!(rendered(text), @r#"
error: `strin` is no type
  --> api.yaml:10:24
   |
10 |               schema: {type: strin}
   |                        ^^^^^^^^^^^
   |
   = note: at /paths/~1user/get/responses/200/content/application~1json/schema/type
   = help: did you mean `string`?

note: a response has no `description`; it is read as `""`
 --> api.yaml:7:9
  |
7 |         '200':
  |         ^^^^^
  |
  = note: at /paths/~1user/get/responses/200
"#);
}

#[test]
fn notes_that_say_the_same_are_counted() {
    let mut text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n".to_owned();
    for index in 0..10 {
        text.push_str(&format!("    S{index}: {{type: string, minimum: {index}}}\n"));
    }
    let description = load_text(&text).unwrap();
    let shown = description.sources.render(&description.notes);
    assert_eq!(shown.matches("note: `minimum` means nothing").count(), 3);
    assert!(shown.contains("the same at 7 more places"), "{shown}");
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let filler = format!("\"x-a\": \"{}\"", "long ".repeat(2000));
    let text = format!("{{\"openapi\": \"3.0.0\", {filler}, \"info\": {{\"title\": []}}, {filler}, \"paths\": {{}}}}")
        .replacen("x-a", "x-b", 1);
    insta::assert_snapshot!(rendered(&text), @r#"
error: `title` must be text, but is a list
 --> api.yaml:1:10042
  |
1 | … ng long long long long long long long ", "info": {"title": []}, "x-a": "long long long long long long long  …
  |                                                     ^^^^^^^
  |
  = note: at /info/title
  = help: write text, in quotes if need be

note: an info object has no `version`; it is read as `"0.0.0"`
 --> api.yaml:1:10033
  |
1 | … g long long long long long long long long long ", "info": {"title": []}, "x-a": "long long long long long  …
  |                                                     ^^^^^^
  |
  = note: at /info
"#);
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {\"/a\": {get: {parameters: [{in: \"q\\e[31m\\u202e\", name: a}]}}} # \u{202e}\u{9b}31m\n";
    let shown = rendered(text);
    assert!(!shown.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{shown:?}");
}

#[test]
fn places_after_a_fold_are_the_places_of_the_text() {
    let text = "openapi: 3.1.0
info: {title: T, version: '1'}
components:
  schemas:
    A:
      oneOf:
      - type: 'null'
      - type: string
      - type: [object, string]
        properties:
          b: {type: integer}
";
    let sources = load_text(text).unwrap().sources;
    assert_eq!(sources.locate("/components/schemas/A/oneOf/0/type"), Some(("api.yaml", 8, 9)));
    assert_eq!(sources.locate("/components/schemas/A/oneOf/1/anyOf/0/properties/b"), Some(("api.yaml", 11, 11)));
    assert_eq!(sources.locate("/components/schemas/Missing"), Some(("api.yaml", 4, 3)));
}

#[test]
fn json_that_yaml_does_not_accept_is_located_too() {
    let text = "{\n\t\"openapi\": \"3.0.0\",\n\t\"x-a\": \"\\ud83d\\ude00 \\/\",\n\t\"info\": {\n\t\t\"title\": [],\n\t\t\"version\": \"1\"\n\t},\n\t\"paths\": {}\n}\n";
    let report = load_text(text).unwrap_err();
    assert_eq!(report.sources.locate("/info/title"), Some(("api.yaml", 5, 3)));
}
