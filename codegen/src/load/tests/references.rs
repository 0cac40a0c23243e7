//! References and bundling.

use serde_json::json;

use super::{load_files, load_text, notes, problems, with_schemas};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

#[test]
fn a_pointer_into_a_path_is_promoted() {
    let text = format!(
        "{HEAD}paths:
  /users/{{id}}:
    get:
      responses:
        '200': {{description: ok, content: {{application/json: {{schema: {{type: object, properties: {{a: {{type: string}}}}}}}}}}}}
        '201': {{description: ok, content: {{application/json: {{schema: {{$ref: '#/paths/~1users~1%7Bid%7D/get/responses/200/content/application~1json/schema'}}}}}}}}
"
    );
    let description = load_text(&text).unwrap_or_else(|report| panic!("{report}"));
    let responses = &description.root["paths"]["/users/{id}"]["get"]["responses"];
    let reference = json!({ "$ref": "#/components/schemas/users_id" });
    assert_eq!(responses["200"]["content"]["application/json"]["schema"], reference);
    assert_eq!(responses["201"]["content"]["application/json"]["schema"], reference);
    assert_eq!(description.root["components"]["schemas"]["users_id"]["type"], "object");
    assert_eq!(description.sources.locate("/components/schemas/users_id/properties/a"), Some(("api.yaml", 7, 99)));
}

#[test]
fn definitions_within_a_schema_are_promoted() {
    let text = with_schemas(
        "    It: {$defs: {Leaf: {type: string}}, type: object, properties: {leaf: {$ref: '#/components/schemas/It/$defs/Leaf'}}}\n",
    );
    let root = load_text(&text).unwrap().root;
    assert_eq!(root["components"]["schemas"]["Leaf"], json!({ "type": "string" }));
    assert_eq!(
        root["components"]["schemas"]["It"]["properties"]["leaf"],
        json!({ "$ref": "#/components/schemas/Leaf" })
    );
    assert_eq!(root["components"]["schemas"]["It"].get("$defs"), None);
}

#[test]
fn files_refer_to_each_other_from_where_they_are() {
    let entry = format!(
        "{HEAD}paths: {{}}\ncomponents: {{schemas: {{Pet: {{$ref: './parts/pet.yaml#/Pet'}}, Tag: {{type: string}}}}}}\n"
    );
    let pet = "Pet: {type: object, properties: {tag: {$ref: 'tag.yaml'}, own: {$ref: '../api.yaml#/components/schemas/Tag'}, friend: {$ref: '#/Pet'}}}\n";
    let files =
        [("spec/api.yaml", entry.as_str()), ("spec/parts/pet.yaml", pet), ("spec/parts/tag.yaml", "type: integer\n")];
    let description = load_files(&files).unwrap_or_else(|report| panic!("{report}"));
    let schemas = &description.root["components"]["schemas"];
    assert_eq!(schemas["Pet"], json!({ "$ref": "#/components/schemas/Pet2" }));
    assert_eq!(
        schemas["Pet2"]["properties"],
        json!({
            "tag": { "$ref": "#/components/schemas/tag" },
            "own": { "$ref": "#/components/schemas/Tag" },
            "friend": { "$ref": "#/components/schemas/Pet2" },
        })
    );
    assert_eq!(schemas["tag"], json!({ "type": "integer" }));
    assert_eq!(
        description.sources.locate("/components/schemas/Pet2/properties/own"),
        Some(("spec/parts/pet.yaml", 1, 59))
    );
    assert_eq!(
        description.sources.files().collect::<Vec<_>>(),
        ["spec/api.yaml", "spec/parts/pet.yaml", "spec/parts/tag.yaml"]
    );
}

#[test]
fn problems_in_another_file_are_shown_there() {
    let entry = format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{Pet: {{$ref: 'pet.yaml'}}}}}}\n");
    let report = load_files(&[("api.yaml", &entry), ("pet.yaml", "type: object\nproperties:\n  a: {type: strin}\n")])
        .unwrap_err();
    insta::assert_snapshot!(report, @r#"
error: `strin` is no type
 --> pet.yaml:3:7
  |
3 |   a: {type: strin}
  |       ^^^^^^^^^^^
  |
  = note: at /properties/a/type
  = help: did you mean `string`?
"#);
    let report = load_files(&[("api.yaml", &entry), ("pet.yaml", "type: {object\n")]).unwrap_err();
    insta::assert_snapshot!(report, @r#"
error: invalid YAML: did not find expected ',' or '}'
 --> pet.yaml:1:14
  |
1 | type: {object
  |              ^
  |
  = help: correct the syntax; nothing else was looked at
"#);
    let report = load_files(&[("api.yaml", &entry)]).unwrap_err();
    insta::assert_snapshot!(report, @r#"
error: `pet.yaml` cannot be read: no such file
 --> api.yaml:4:30
  |
4 | components: {schemas: {Pet: {$ref: 'pet.yaml'}}}
  |                              ^^^^^^^^^^^^^^^^
  |
  = note: at /components/schemas/Pet/$ref
  = help: the path is relative to the file that refers to it
"#);
}

#[test]
fn path_items_and_callbacks_are_inlined() {
    let text = format!(
        "{HEAD}paths:
  /a: {{$ref: '#/components/pathItems/A'}}
  /b: {{$ref: '#/paths/~1a'}}
components:
  pathItems:
    A: {{get: {{responses: {{'200': {{description: ok}}}}, callbacks: {{c: {{$ref: '#/components/callbacks/C'}}}}}}}}
  callbacks:
    C: {{'{{$request.query.url}}': {{post: {{responses: {{}}}}}}}}
"
    );
    let description = load_text(&text).unwrap_or_else(|report| panic!("{report}"));
    let paths = &description.root["paths"];
    assert_eq!(paths["/a"], paths["/b"]);
    assert!(paths["/a"]["get"]["callbacks"]["c"]["{$request.query.url}"]["post"].is_object());
    assert_eq!(description.sources.locate("/paths/~1b/get/responses"), Some(("api.yaml", 8, 15)));
}

#[test]
fn a_path_item_within_itself_is_refused() {
    let text = format!(
        "{HEAD}paths:
  /a: {{post: {{responses: {{}}, callbacks: {{c: {{x: {{$ref: '#/paths/~1a'}}}}}}}}}}
"
    );
    assert_eq!(problems(load_text(&text)), ["`#/components/pathItems/a` contains itself"]);
}

#[test]
fn a_parameter_may_be_described_anew_in_3_1() {
    let text = format!(
        "{HEAD}paths: {{/a: {{parameters: [{{$ref: '#/components/parameters/P', description: New}}], get: {{responses: {{}}}}}}}}
components: {{parameters: {{P: {{name: p, in: query, description: Old, schema: {{type: string}}}}}}}}
"
    );
    assert_eq!(load_text(&text).unwrap().root["paths"]["/a"]["parameters"][0]["description"], "New");
}

#[test]
fn a_dangling_reference_offers_the_nearest_name() {
    let text = with_schemas("    Pet: {type: object}\n    It: {$ref: '#/components/schemas/Pat'}\n");
    insta::assert_snapshot!(super::rendered(&text), @r#"
error: `#/components/schemas/Pat` points to nothing
 --> api.yaml:7:10
  |
7 |     It: {$ref: '#/components/schemas/Pat'}
  |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = note: at /components/schemas/It/$ref
  = help: did you mean `Pet`?
"#);
}

#[test]
fn a_reference_to_another_kind_is_refused() {
    let text = format!(
        "{HEAD}paths: {{/a: {{get: {{parameters: [{{$ref: '#/components/schemas/S'}}], responses: {{}}}}}}}}
components: {{schemas: {{S: {{type: string}}}}}}
"
    );
    assert_eq!(
        problems(load_text(&text)),
        ["`#/components/schemas/S` points to a schema, but a parameter is needed here"]
    );
}

#[test]
fn references_in_a_circle_are_refused() {
    let text = with_schemas("    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n");
    assert_eq!(problems(load_text(&text)), ["this reference leads back to itself without ever reaching a definition"]);
    let text = with_schemas("    A: {$ref: '#/components/schemas/A/properties/x'}\n");
    assert_eq!(problems(load_text(&text)), ["`#/components/schemas/A/properties/x` leads back to itself"]);
}

#[test]
fn schemas_may_contain_themselves() {
    let text = with_schemas("    Tree: {type: object, properties: {left: {$ref: '#/components/schemas/Tree'}}}\n");
    assert!(load_text(&text).is_ok());
}

#[test]
fn references_into_the_network_are_refused() {
    let text = with_schemas("    A: {$ref: 'https://example.com/a.yaml'}\n");
    assert_eq!(problems(load_text(&text)), ["`https://example.com/a.yaml` is on the network"]);
}

#[test]
fn references_to_an_anchor_find_the_schema_that_has_it() {
    let text = with_schemas(
        "    A: {type: array, items: {$ref: '#leaf'}}\n    B: {properties: {leaf: {$anchor: leaf, type: string}}}\n",
    );
    let root = load_text(&text).unwrap_or_else(|report| panic!("{report}")).root;
    assert_eq!(root["components"]["schemas"]["A"]["items"]["$ref"], "#/components/schemas/leaf");
    assert_eq!(root["components"]["schemas"]["leaf"], json!({ "type": "string" }));
    assert_eq!(problems(load_text(&with_schemas("    A: {$ref: '#leaf'}\n"))), ["`#leaf` points to nothing"]);
}

#[test]
fn a_schema_refers_to_itself_as_a_whole() {
    let text = with_schemas(
        "    Tree: {$recursiveAnchor: true, properties: {left: {$recursiveRef: '#'}, rest: {items: {oneOf: [{type: string}, {$recursiveRef: '#'}]}}}}\n    Node: {$dynamicAnchor: node, properties: {next: {$dynamicRef: '#node'}}}\n",
    );
    let root = load_text(&text).unwrap_or_else(|report| panic!("{report}")).root;
    let schemas = &root["components"]["schemas"];
    let (tree, node) = (json!({ "$ref": "#/components/schemas/Tree" }), json!({ "$ref": "#/components/schemas/Node" }));
    assert_eq!(schemas["Tree"]["properties"]["left"], tree);
    assert_eq!(schemas["Tree"]["properties"]["rest"]["items"]["oneOf"][1], tree);
    assert_eq!(schemas["Node"]["properties"]["next"], node);
}

#[test]
fn a_generic_schema_is_refused() {
    let text = with_schemas(
        "    Page: {properties: {items: {$dynamicRef: '#item'}}, $defs: {item: {$dynamicAnchor: item}}}\n    Pets: {$ref: '#/components/schemas/Page', $defs: {item: {$dynamicAnchor: item, type: string}}}\n",
    );
    assert_eq!(problems(load_text(&text)), ["`#item` may mean 2 schemas of that name"]);
}

#[test]
fn definitions_within_a_schema_are_found_from_within() {
    let text = with_schemas(
        "    A: {properties: {x: {items: {$ref: '#/$defs/X'}}}, $defs: {X: {properties: {y: {$ref: '#/$defs/Y'}}}, Y: {type: integer}}}\n",
    );
    let root = load_text(&text).unwrap_or_else(|report| panic!("{report}")).root;
    assert_eq!(root["components"]["schemas"]["X"]["properties"]["y"]["$ref"], "#/components/schemas/Y");
    assert_eq!(root["components"]["schemas"]["Y"]["type"], "integer");
}

#[test]
fn where_a_schema_is_meant_a_response_or_parameter_stands_for_its_own() {
    let text = format!(
        "{}  responses:\n    R: {{description: '', content: {{text/plain: {{schema: {{type: string}}}}}}}}\n    Two: {{description: '', content: {{a/b: {{schema: {{}}}}, c/d: {{}}}}}}\n  parameters:\n    P: {{name: p, in: query, schema: {{type: integer}}}}\n",
        with_schemas(
            "    A: {properties: {r: {$ref: '#/components/responses/R'}, p: {$ref: '#/components/parameters/P'}}}\n"
        )
    );
    let root = load_text(&text).unwrap_or_else(|report| panic!("{report}")).root;
    let reference = |name: &str| root["components"]["schemas"]["A"]["properties"][name]["$ref"].clone();
    assert_eq!(root.pointer(reference("r").as_str().unwrap().trim_start_matches('#')).unwrap()["type"], "string");
    assert_eq!(root.pointer(reference("p").as_str().unwrap().trim_start_matches('#')).unwrap()["type"], "integer");
    assert_eq!(
        notes(&text),
        [
            "`#/components/responses/R` points to a response; its schema is taken",
            "`#/components/parameters/P` points to a parameter; its schema is taken",
        ]
    );
    let text = text.replace("responses/R", "responses/Two");
    assert_eq!(
        problems(load_text(&text))[0],
        "`#/components/responses/Two` points to a response, but a schema is needed here"
    );
}

#[test]
fn mappings_of_discriminators_that_lead_nowhere_are_left_out_with_a_note() {
    let text = format!(
        "{}components:\n  schemas:\n    Cat: {{type: object}}\n    Pet: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}], discriminator: {{propertyName: kind, mapping: {{cat: Cat, dog: gone.yaml, eel: '#/gone'}}}}}}\n",
        "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {}\n"
    );
    let description = load_text(&text).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(
        description.root["components"]["schemas"]["Pet"]["discriminator"]["mapping"],
        json!({ "cat": "#/components/schemas/Cat" })
    );
    let notes: Vec<&str> = description.notes.list.iter().map(|note| note.problem.as_str()).collect();
    assert_eq!(
        notes,
        [
            "there is no schema \"gone.yaml\"; it is left out of the mapping",
            "there is no schema \"#/gone\"; it is left out of the mapping"
        ]
    );
}

#[test]
fn mappings_of_discriminators_follow_what_they_refer_to() {
    let entry = with_schemas(
        "    Pet: {oneOf: [{$ref: 'dog.yaml'}, {$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind, mapping: {dog: dog.yaml, cat: Cat, bird: Bird}}}\n    Cat: {type: object}\n",
    );
    let root = load_files(&[("api.yaml", &entry), ("dog.yaml", "type: object\n")]).unwrap().root;
    assert_eq!(
        root["components"]["schemas"]["Pet"]["discriminator"]["mapping"],
        json!({ "dog": "#/components/schemas/dog", "cat": "#/components/schemas/Cat" })
    );
}

#[test]
fn a_property_may_be_named_like_a_reference() {
    let text = with_schemas("    It: {type: object, properties: {$ref: {type: string}}, example: {$ref: nowhere}}\n");
    assert!(load_text(&text).is_ok());
}

#[test]
fn references_are_left_with_the_plain_name_of_what_they_refer_to() {
    let text = with_schemas("    A b/c: {type: object}\n    It: {$ref: '#/components/schemas/A%20b~1c'}\n");
    assert_eq!(
        load_text(&text).unwrap().root["components"]["schemas"]["It"],
        json!({ "$ref": "#/components/schemas/A b~1c" })
    );
}

#[test]
fn many_promotions_of_one_name_are_numbered() {
    let mut text = format!("{HEAD}paths:\n");
    for index in 0..300 {
        text.push_str(&format!("  /a{index}: {{get: {{responses: {{200: {{description: ok, content: {{a/b: {{schema: {{type: object, properties: {{id: {{type: string}}, same: {{$ref: '#/paths/~1a{index}/get/responses/200/content/a~1b/schema/properties/id'}}}}}}}}}}}}}}}}}}\n"));
    }
    let root = load_text(&text).unwrap_or_else(|report| panic!("{report}")).root;
    let names: Vec<&String> = root["components"]["schemas"].as_object().unwrap().keys().collect();
    assert_eq!(names.len(), 300);
    assert_eq!([names[0], names[1], names[299]], ["id", "id2", "id300"]);
}
