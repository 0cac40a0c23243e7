//! Descriptions with mistakes in them.

use super::shown::{all, errors};

#[test]
fn what_has_one_sensible_reading_is_read_so_with_a_note() {
    insta::assert_snapshot!(all(
        r#"
        paths:
          /a:
            get:
              operationId: same
              parameters:
                - {name: wrong, in: path, required: true, schema: {type: string}}
                - {name: q, in: query, schema: {type: string}}
                - {name: q, in: query, schema: {type: string}}
              security: [{gone: []}, {digest: []}, {key: [], gone: []}, {key: []}]
              responses: {'204': {description: Ok}}
          /b: {get: {operationId: only, security: [{gone: []}], responses: {'204': {description: Ok}}}}
        components:
          securitySchemes:
            digest: {type: http, scheme: digest}
            key: {type: apiKey, in: header, name: X-Key}
        "#
    ), @r#"
        GET /a api::same (Same)
          query "q" q: String Form explode
          Code(204) NoContent
          -> ()
        GET /b api::only (Only)
          Code(204) NoContent
          -> ()
        note: there are two query parameters `q` that say the same; one is left out (at `/paths/~1a/get/parameters/2`)
        note: the path has no `{wrong}`; the parameter is left out (at `/paths/~1a/get/parameters/0`)
        note: there is no security scheme `gone`; this alternative is left out (at `/paths/~1a/get/security/0/gone`)
        note: the security scheme `digest` is of a kind that is not supported; this alternative is left out (at `/paths/~1a/get/security/1/digest`)
        note: there is no security scheme `gone`; this alternative is left out (at `/paths/~1a/get/security/2/gone`)
        note: there is no security scheme `gone`; what requires it is sent without credentials (at `/paths/~1b/get/security/0/gone`)
    "#);
}

#[test]
fn all_problems_are_found_in_one_run() {
    insta::assert_snapshot!(errors(
        r#"
        servers: [{url: 'https://{host}'}]
        paths:
          /a/{id}/{other}:
            get:
              operationId: same
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
                - {name: wrong, in: path, required: true, schema: {type: string}}
                - {name: q, in: query, schema: {type: string}}
                - {name: q, in: query, schema: {type: integer}}
                - {name: r, in: query, content: {}}
                - {$ref: '#/components/parameters/Gone'}
              requestBody: {$ref: '#/components/requestBodies/Gone'}
              security: [{gone: []}, {digest: []}]
              responses: {'200': {$ref: '#/components/responses/Gone'}, '201': {description: Ok, content: {application/json: {schema: {$ref: '#/components/schemas/Gone'}}}}}
          /b: {get: {operationId: same, responses: {}}}
          '/c/{x': {get: {operationId: c, responses: {}}}
        components:
          securitySchemes: {digest: {type: http, scheme: digest}}
        "#
    ), @r"
        the server's URL has a variable `host` that is not described (at `/servers/0/url`)
          help: add `variables: {host: {default: …}}` to the server
        the operationId `same` is taken by the operation at `/paths/~1a~1{id}~1{other}/get` (at `/paths/~1b/get/operationId`)
          help: give it an id of its own
        there are two query parameters `q` (at `/paths/~1a~1{id}~1{other}/get/parameters/3`)
          help: remove one of them
        there is no parameter `#/components/parameters/Gone` (at `/paths/~1a~1{id}~1{other}/get/parameters/5`)
        the parameter `r` has neither `schema` nor `content` (at `/paths/~1a~1{id}~1{other}/get/parameters/4`)
          help: add `schema: {type: string}`
        the path has `{other}`, but there is no such path parameter (at `/paths/~1a~1{id}~1{other}/get`)
          help: add the parameter `{name: other, in: path, required: true, schema: {type: string}}`
        there is no request body `#/components/requestBodies/Gone` (at `/paths/~1a~1{id}~1{other}/get/requestBody`)
        there is no response `#/components/responses/Gone` (at `/paths/~1a~1{id}~1{other}/get/responses/200`)
        there is no schema `#/components/schemas/Gone` (at `/paths/~1a~1{id}~1{other}/get/responses/201/content/application~1json/schema`)
        the braces in the path do not match (at `/paths/~1c~1{x`)
    ");
}

#[test]
fn allof_cycles_show_the_chain() {
    insta::assert_snapshot!(errors(
        r#"
        components:
          schemas:
            A: {allOf: [{$ref: '#/components/schemas/B'}, {properties: {x: {type: string}}}]}
            B: {allOf: [{$ref: '#/components/schemas/C'}, {properties: {y: {type: string}}}]}
            C: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {z: {type: string}}}]}
        "#
    ), @r#"`allOf` goes round in a circle: A -> B -> C -> A (at `/components/schemas/C/allOf/0`)"#);
}

#[test]
fn references_that_go_round_end() {
    insta::assert_snapshot!(errors(
        r#"
        paths:
          /a: {get: {operationId: a, parameters: [{$ref: '#/components/parameters/A'}], responses: {}}}
        components:
          parameters:
            A: {$ref: '#/components/parameters/B'}
            B: {$ref: '#/components/parameters/A'}
        "#
    ), @r#"the references of this parameter go round in a circle (at `/paths/~1a/get/parameters/0`)"#);
}
