//! Misfits: what is repaired, and what is refused.

use super::{load_text, notes, problems};

fn operation(fields: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get: {{{fields}}}\n")
}

#[test]
fn documentation_has_an_end() {
    let text = serde_json::json!({
        "openapi": "3.1.0", "paths": {},
        "info": { "title": "T", "version": "1", "description": "a\n".repeat(600_000), "summary": "one\ntwo" },
    });
    let description = crate::load::load("api.json", &mut |_| Ok(text.to_string())).unwrap();
    assert_eq!(description.root["info"]["description"], "a");
    let notes: Vec<_> = description.notes.list.iter().filter(|note| note.problem.contains("500000th")).collect();
    assert_eq!(notes.len(), 1, "said once: {notes:?}");
}

#[test]
fn every_problem_is_found_in_one_run() {
    let text = "openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{description: no url}]
paths:
  users: {}
  /users: {}
  /a:
    get:
      parameters: {}
      responses:
        20: {description: odd}
        200: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Nope'}}}}
        201: text
";
    assert_eq!(
        problems(load_text(text)),
        [
            "`#/components/schemas/Nope` points to nothing",
            "a server needs the field `url`",
            "the paths `users` and `/users` are the same",
            "`parameters` must be a list, but is a mapping",
            "`20` is no status code",
            "a response must be a mapping, but this is text",
        ]
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_refused() {
    let text = operation("responses: {}, requestBody: {content: {application/json: {schema: [a]}}}");
    assert_eq!(problems(load_text(&text)), ["a schema must be a mapping, but this is a list"]);
    let text = operation("responses: {}, parameters: [{name: a, in: qery, schema: {type: string}}]");
    assert_eq!(problems(load_text(&text)), ["`in` cannot be `qery`"]);
    let text = operation("responses: {}, parameters: [{name: [a], in: query, schema: {type: strong}}]");
    assert_eq!(problems(load_text(&text)), ["`name` must be text, but is a list", "`strong` is no type"]);
}

#[test]
fn fields_that_are_missing_are_filled_where_the_reading_is_obvious() {
    let text = "openapi: 3.0.3\ninfo: {title: T}\npaths: {/a: {get: {}, put: {responses: {200: {}}}}}\n";
    assert_eq!(
        notes(text),
        [
            "an info object has no `version`; it is read as `\"0.0.0\"`",
            "an operation has no `responses`; it is read as `{}`",
            "a response has no `description`; it is read as `\"\"`",
        ]
    );
}

#[test]
fn scalars_with_one_obvious_reading_are_repaired() {
    let text = operation(
        "deprecated: 'true', responses: {}, parameters: [{name: 1, in: path, schema: {type: integer, minimum: '3', required: true}}, {name: f, in: query, schema: {type: file}}]",
    );
    let description = load_text(&text).unwrap();
    assert_eq!(description.root["paths"]["/a"]["get"]["deprecated"], true);
    let parameters = &description.root["paths"]["/a"]["get"]["parameters"];
    assert_eq!(parameters[0]["name"], "1");
    assert_eq!(parameters[0]["required"], true);
    assert_eq!(parameters[0]["schema"], serde_json::json!({ "type": "integer", "minimum": 3 }));
    assert_eq!(parameters[1]["schema"], serde_json::json!({ "type": "string", "format": "binary" }));
    assert_eq!(description.notes.list.len(), 6);
}

#[test]
fn metadata_that_does_not_fit_is_left_out() {
    let text = "openapi: 3.0.3
info: {title: T, version: 1.5, license: MIT, contact: {mail: a}, description: }
externalDocs: {}
paths: {/a: {get: {sumary: S, responses: {200: {description: ok, links: {a: {}}, content: {text/plain: {examples: {a: 1, b: {value: 2}}}}}}}}}
";
    let description = load_text(text).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(description.root["info"]["version"], "1.5");
    assert_eq!(description.root["info"].get("license"), None);
    let content = &description.root["paths"]["/a"]["get"]["responses"]["200"]["content"]["text/plain"];
    assert_eq!(content["examples"], serde_json::json!({ "b": { "value": 2 } }));
    assert_eq!(description.notes.list.len(), 8);
}

#[test]
fn a_path_without_its_slash_is_given_one() {
    let text = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  users: {get: {responses: {200: {description: ok, content: {text/plain: {schema: {$ref: '#/components/schemas/A'}}}}}}}
components: {schemas: {A: {type: string}}}
";
    let root = load_text(text).unwrap().root;
    assert!(root["paths"]["/users"]["get"].is_object());
    assert_eq!(notes(text), ["the path `users` does not begin with a slash; it is read as `/users`"]);
}

#[test]
fn a_parameter_with_its_type_beside_it_has_a_schema() {
    let text = operation("responses: {}, parameters: [{name: b, in: query, type: integer}]");
    let root = load_text(&text).unwrap().root;
    let parameters = &root["paths"]["/a"]["get"]["parameters"];
    assert_eq!(parameters[0]["schema"]["type"], "integer");
}

#[test]
fn security_schemes_need_the_fields_of_their_type() {
    let text = "openapi: 3.1.0
info: {title: T, version: '1'}
components:
  securitySchemes:
    a: {type: apiKey, in: header}
    b: {type: http}
    c: {type: oauth2, flows: {implicit: {scopes: {}}}}
    d: {type: mutualTLS}
";
    assert_eq!(
        problems(load_text(text)),
        [
            "a security scheme of this type needs the field `name`",
            "a security scheme of this type needs the field `scheme`",
            "this flow has no `authorizationUrl`; it is read as empty",
        ]
    );
}

#[test]
fn what_an_sdk_can_do_without_may_be_missing() {
    let text = "openapi: 3.0.3
swagger: '2.0'
info: {title: T, version: '1'}
tags: [{description: nameless}]
paths: {}
components: {securitySchemes: {a: {type: oauth2}, b: {type: basic}, c: {type: openIdConnect}}}
";
    assert_eq!(
        notes(text),
        [
            "an OpenAPI document has no field `swagger`; it is left out",
            "this tag has no `name`; it is read as one that nothing has",
            "this security scheme has no `flows`; it is read as empty",
            "`basic` is a scheme of the type `http`; it is read so",
            "this security scheme has no `openIdConnectUrl`; it is read as empty",
        ]
    );
}

#[test]
fn keywords_of_another_type_do_not_hide_the_type() {
    let text = "openapi: 3.1.0
info: {title: T, version: '1'}
components: {schemas: {A: {type: object, format: map, maxLength: 3}, B: {type: integer, minimum: 0.5, maximum: 1e30}}}
";
    let root = load_text(text).unwrap().root;
    for name in ["A", "B"] {
        let schema = root["components"]["schemas"][name].clone();
        let schema: openapiv3::Schema = serde_json::from_value(schema).unwrap();
        assert!(matches!(schema.schema_kind, openapiv3::SchemaKind::Type(_)), "{name}");
    }
}
