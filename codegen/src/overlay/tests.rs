#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};

use super::{Overlay, apply};
use crate::load::{self, Description, Report};

const API: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets:
    get:
      tags: [a, b]
      responses: {'204': {description: None.}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}, age: {type: integer}}}
";

fn overlay(actions: &str) -> String {
    format!("overlay: 1.1.0\ninfo: {{title: Names, version: '1'}}\nactions:\n{actions}")
}

fn load_with(overlays: &[&str]) -> Result<Description, Box<Report>> {
    let names: Vec<String> = (1..=overlays.len()).map(|number| format!("overlay{number}.yaml")).collect();
    let shown: Vec<&str> = names.iter().map(String::as_str).collect();
    load::load_with("api.yaml", &shown, &mut |name| {
        let number = names.iter().position(|known| known == name);
        Ok(number.map_or(API, |number| overlays[number]).to_owned())
    })
}

fn refusal(actions: &str) -> String {
    load_with(&[&overlay(actions)]).expect_err("this should be refused").to_string()
}

/// What a document is after actions, each written as JSON.
fn applied(mut document: Value, actions: Value) -> Value {
    let tree = json!({ "overlay": "1.1.0", "info": { "title": "T", "version": "1" }, "actions": actions });
    let (_, problems) = apply(&mut document, &[Overlay { name: "o".to_owned(), tree }]);
    assert_eq!(problems, []);
    document
}

#[test]
fn mappings_merge_lists_grow_and_scalars_are_replaced() {
    let document = json!({ "a": { "b": 1, "list": [1], "keep": true } });
    let update = json!({ "b": 2, "list": [2, 3], "new": { "c": null } });
    let expected = json!({ "a": { "b": 2, "list": [1, 2, 3], "keep": true, "new": { "c": null } } });
    assert_eq!(applied(document, json!([{ "target": "$.a", "update": update }])), expected);
}

#[test]
fn a_list_takes_one_entry_or_several() {
    let document = json!({ "list": [1] });
    let one = applied(document.clone(), json!([{ "target": "$.list", "update": { "x": 1 } }]));
    assert_eq!(one, json!({ "list": [1, { "x": 1 }] }));
    let several = applied(document, json!([{ "target": "$.list", "update": [2, 3] }]));
    assert_eq!(several, json!({ "list": [1, 2, 3] }));
}

#[test]
fn every_selected_node_is_updated_in_turn() {
    let document = json!({ "p": [{ "in": "query" }, { "in": "path" }, { "in": "query" }] });
    let actions = json!([{ "target": "$.p[?@.in == 'query']", "update": { "x": 1 } }]);
    let expected = json!({ "p": [{ "in": "query", "x": 1 }, { "in": "path" }, { "in": "query", "x": 1 }] });
    assert_eq!(applied(document, actions), expected);
}

#[test]
fn removals_of_list_items_and_of_what_holds_them_do_not_disturb_each_other() {
    let document = json!({ "l": [0, 1, { "l": [0, 1, 2] }, 3], "a/b~": 1, "k": 1 });
    let first = applied(document.clone(), json!([{ "target": "$.l[0, 2, 2]", "remove": true }]));
    assert_eq!(first["l"], json!([1, 3]));
    let nested = applied(document.clone(), json!([{ "target": "$..[0]", "remove": true }]));
    assert_eq!(nested["l"], json!([1, { "l": [1, 2] }, 3]));
    let keys = applied(document, json!([{ "target": "$['a/b~', 'k', 'l']", "remove": true }]));
    assert_eq!(keys, json!({}));
}

#[test]
fn actions_see_what_the_ones_before_them_left() {
    let actions = json!([
        { "target": "$.a", "remove": true },
        { "target": "$", "update": { "a": [1] } },
        { "target": "$.b", "copy": "$.a" },
        { "target": "$.b[0]", "update": 5 },
    ]);
    assert_eq!(applied(json!({ "a": {}, "b": [] }), actions), json!({ "a": [1], "b": [5] }));
}

#[test]
fn what_an_overlay_brought_is_located_in_the_overlay() {
    let actions = "
- target: $.components.schemas.Pet.properties
  update:
    weight: {type: number}
- target: $.paths['/pets'].get.tags
  update: [c]
- target: $.paths['/pets'].get.tags[0]
  remove: true
- target: $.components.schemas
  update: {Home: {type: object}}
";
    let sources = load_with(&[&overlay(actions)]).unwrap().sources;
    let at = |pointer: &str| sources.locate(pointer).unwrap();
    assert_eq!(at("/components/schemas/Pet/properties/weight/type"), ("overlay1.yaml", 7, 14));
    assert_eq!(at("/components/schemas/Pet/properties/name/type"), ("api.yaml", 10, 45));
    assert_eq!(at("/paths/~1pets/get/tags/0"), ("api.yaml", 6, 17), "moved up");
    assert_eq!(at("/paths/~1pets/get/tags/1"), ("overlay1.yaml", 9, 12));
    assert_eq!(at("/components/schemas/Home"), ("overlay1.yaml", 13, 12));
}

#[test]
fn a_problem_that_an_overlay_brought_is_shown_in_the_overlay() {
    let actions = "- target: $.components.schemas.Pet.properties.name\n  update: {type: strin}\n";
    insta::assert_snapshot!(refusal(actions), @r#"
error: `strin` is no type
 --> overlay1.yaml:5:12
  |
5 |   update: {type: strin}
  |            ^^^^^^^^^^^
  |
  = note: at /actions/0/update/type
  = help: did you mean `string`?
"#);
}

#[test]
fn an_action_that_matches_nothing_is_named_with_all_other_problems() {
    let actions = "
- target: $.paths['/pats'].get
  description: Calls it by its name.
  update: {operationId: listPets}
- target: $.info
  remove: true
- target: $.components.schemas.Pet[
  remove: true
- target: $.paths['/pets'].get.tags
  copy: $.nowhere
- {target: $.paths, update: [1]}
- {target: $.paths, updat: {}}
";
    insta::assert_snapshot!(refusal(actions), @r#"
error: actions[0] on `$.paths['/pats'].get` (Calls it by its name.): the target matches nothing in the description
 --> overlay1.yaml:5:3
  |
5 | - target: $.paths['/pats'].get
  |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: at /actions/0/target
  = help: `$.paths` is there; did you mean `/pets` in it?

error: actions[2] on `$.components.schemas.Pet[`: this is no JSONPath: at position 24, parser error
  --> overlay1.yaml:10:3
   |
10 | - target: $.components.schemas.Pet[
   |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = note: at /actions/2/target
   = help: a JSONPath (RFC 9535) looks like `$.paths['/pets'].get` or `$..parameters[?@.in == 'query']`

error: actions[3] on `$.paths['/pets'].get.tags`: `copy` selects 0 nodes, but must select one
  --> overlay1.yaml:13:3
   |
13 |   copy: $.nowhere
   |   ^^^^^^^^^^^^^^^
   |
   = note: at /actions/3/copy
   = help: name the one node that is to be copied

error: actions[4] on `$.paths`: a list cannot be merged into a mapping at `/paths`
  --> overlay1.yaml:14:21
   |
14 | - {target: $.paths, update: [1]}
   |                     ^^^^^^
   |
   = note: at /actions/4/update
   = help: remove what is there in an action before this one, then add the new value

error: actions[5] changes nothing
  --> overlay1.yaml:15:3
   |
15 | - {target: $.paths, updat: {}}
   |   ^
   |
   = note: at /actions/5
   = help: add one of `update`, `remove: true` and `copy`

error: an action has no field `updat`
  --> overlay1.yaml:15:21
   |
15 | - {target: $.paths, updat: {}}
   |                     ^^^^^
   |
   = note: at /actions/5/updat
   = help: did you mean `update`?
"#);
}

#[test]
fn a_document_that_is_no_overlay_is_refused() {
    for text in [
        "openapi: 3.1.0",
        "overlay: 2.0.0\nactions: []",
        "[]",
        "overlay: 1.0.0\ninfo: 1\nactions: {}",
        "overlay: 1.0.0\ninfo: {}\nactions: [1, {target: 1}, {target: $, copy: $}]",
    ] {
        let said = load_with(&[text]).expect_err(text).to_string();
        assert!(said.contains("overlay1.yaml"), "{said}");
    }
}

#[test]
fn overlays_are_applied_in_order_and_count_for_the_digest() {
    let title = |title: &str| overlay(&format!("- {{target: $.info, update: {{title: {title}}}}}\n"));
    let both = load_with(&[&title("A"), &title("B")]).unwrap();
    assert_eq!(both.root["info"]["title"], "B");
    assert_ne!(both.sha256, load_with(&[]).unwrap().sha256);
}

#[test]
fn an_overlay_may_change_the_version_of_the_description() {
    assert!(load_with(&[&overlay("- {target: $, update: {openapi: 3.0.3}}\n")]).is_ok());
}

#[test]
fn paths_that_would_take_for_ever_are_refused_or_quick() {
    let deep = format!("$[?{}@.a{}]", "(".repeat(500), ")".repeat(500));
    let negated = format!("$[?{}@.a]", "!(".repeat(500));
    let wide = format!("$[?{}]", vec!["((((@.a == 1))))"; 100].join(" && "));
    let descents = format!("${}", "..*".repeat(40));
    for path in [deep, negated, descents, "$.a".repeat(2000), wide] {
        let said = refusal(&format!("- {{target: \"{path}\", remove: true}}\n"));
        assert!(said.contains("actions[0]"), "{said}");
    }
}

#[test]
fn copies_of_copies_neither_fill_the_memory_nor_nest_for_ever() {
    let wide = "- {target: $, update: {a: [], b: [1, 2, 3, 4]}}\n".to_owned()
        + &"- {target: $.a, copy: $.b}\n- {target: $.b, copy: $.a}\n".repeat(40);
    assert!(refusal(&wide).contains("add more than"));
    let deep = "- {target: $, update: {a: {b: 1}}}\n".to_owned()
        + &(0..20)
            .map(|n| format!("- {{target: $.a, update: {{c{n}: {{}}}}}}\n- {{target: $.a.c{n}, copy: $.a}}\n"))
            .collect::<String>();
    let said = refusal(&deep);
    assert!(said.contains("nested deeper") || said.contains("add more than"), "{said}");
}
