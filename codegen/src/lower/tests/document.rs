//! Servers, security, globals, tags.

use super::shown::{globals, security, servers};

#[test]
fn servers_of_document_path_and_operation() {
    insta::assert_snapshot!(servers(
        r#"
        servers:
          - url: '{scheme}://{host}:{port}'
            variables: {scheme: {default: https, enum: [http, https]}, host: {default: localhost}, port: {default: '1'}, unused: {default: x}}
          - url: /relative
        paths:
          /a:
            servers: [{url: 'https://path.example'}]
            get: {operationId: a, responses: {}}
            put: {operationId: b, servers: [{url: 'https://operation.example'}], responses: {}}
          /b: {get: {operationId: c, responses: {}}}
        "#
    ), @r#"
        document
          {scheme}://{host}:{port} server_scheme="https"["http", "https"] server_host="localhost"[] server_port="1"[]
          /relative
        a
          https://path.example
        b
          https://operation.example
        c
        note: the server's URL has no `{unused}` (at `/servers/0/variables/unused`)
    "#);
}

#[test]
fn without_servers_requests_go_to_the_root() {
    insta::assert_snapshot!(servers(
        r#"
        servers: []
        "#
    ), @r#"
        document
          /
        note: no server is named; requests go to `/`, and callers must say which host that is on (at ``)
    "#);
}

#[test]
fn security_of_operations_overrides_that_of_the_document() {
    insta::assert_snapshot!(security(
        r#"
        security: [{token: [admin]}]
        paths:
          /a: {get: {operationId: a, responses: {}}}
          /b: {get: {operationId: b, security: [], responses: {}}}
          /c: {get: {operationId: c, security: [{}, {basic: [], oauth: [read]}], responses: {}}}
          /d: {get: {operationId: d, security: [{bearer: []}], parameters: [{name: X-Key, in: query, schema: {type: string}}], responses: {}}}
        components:
          securitySchemes:
            unused: {type: http, scheme: digest}
            token: {type: apiKey, in: header, name: X-Key}
            basic: {type: http, scheme: Basic}
            bearer: {type: http, scheme: bearer}
            oauth: {type: oauth2, flows: {}}
            also-unused: {type: http, scheme: bearer}
        "#
    ), @r#"
        TOKEN token ApiKey { place: Header, name: "X-Key" }
        BASIC basic Basic
        BEARER bearer Bearer
        OAUTH oauth OAuth2 { token_url: None }
        a: (TOKEN["admin"])
        b: 
        c: () or (BASIC[]+OAUTH["read"])
        d: (BEARER[])
          query "X-Key" x_key: Secret Form explode
    "#);
}

#[test]
fn globals_are_taken_out_of_operations() {
    insta::assert_snapshot!(globals(
        r#"
        x-speakeasy-globals:
          parameters:
            - {$ref: '#/components/parameters/accepts'}
            - {$ref: '#/components/parameters/X-Pet-Client-Identifier'}
            - {name: X-Pet-Product, in: header, schema: {type: string}}
            - {name: X-Pet-Timeout, in: header, schema: {type: integer}}
            - {name: X-Pet-Version, in: header, x-rust-name: release, schema: {type: string}}
        paths:
          /a:
            get:
              operationId: a
              parameters:
                - {$ref: '#/components/parameters/X-Pet-Client-Identifier'}
                - {$ref: '#/components/parameters/accepts'}
                - {name: x-pet-product, in: header, schema: {type: string}}
                - {name: X-Pet-Timeout, in: query, schema: {type: integer}}
                - {name: X-Pet-Version, in: header, schema: {type: string}}
              responses: {}
        components:
          parameters:
            accepts: {name: accepts, in: header, schema: {type: string, default: application/json, enum: [application/json, application/xml]}}
            X-Pet-Client-Identifier: {name: X-Pet-Client-Identifier, in: header, required: true, schema: {type: string}}
        "#
    ), @r#"
        header "accepts" accepts: AcceptsParameter Simple default "application/json"
        header "X-Pet-Client-Identifier" client_identifier: String Simple required
        header "X-Pet-Product" product: String Simple
        header "X-Pet-Timeout" timeout_value: I64 Simple
        header "X-Pet-Version" release: String Simple
        GET /a api::a (A)
          global client_identifier
          global accepts
          global product
          global release
          query "X-Pet-Timeout" x_pet_timeout: I64 Form explode
          -> ()
        enum AcceptsParameter ApplicationJson="application/json" ApplicationXml="application/xml" default "application/json"
        note: no operation declares the global parameter `X-Pet-Timeout` (at `/x-speakeasy-globals/parameters/3`)
    "#);
}
