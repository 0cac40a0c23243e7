//! What things are called.

use super::shown::{all, homes, types};

#[test]
fn inline_types_of_parameters_that_a_path_shares_are_models() {
    insta::assert_snapshot!(homes(
        r#"
        paths:
          /pets:
            parameters: [{name: state, in: query, schema: {type: string, enum: [new, old]}}]
            get: {operationId: list, tags: [a], responses: {}}
            post: {operationId: add, tags: [b], responses: {}}
          /owners:
            parameters: [{name: state, in: query, schema: {type: string, enum: [new, old]}}]
            get: {operationId: owners, tags: [a], responses: {}}
        "#
    ), @r#"
        ListState Model { file: "list_state" }
        OwnersState Operation { operation: 2 }
    "#);
}

#[test]
fn operations_of_different_tags_may_have_one_id() {
    insta::assert_snapshot!(all(
        r#"
        paths:
          /cats: {get: {operationId: list, tags: [Cats], responses: {}}}
          /dogs: {get: {operationId: list, tags: [Dogs], responses: {}}}
        "#
    ), @r#"
        GET /cats cats::list (List)
          -> ()
        GET /dogs dogs::list (List)
          -> ()
        note: the operationId `list` is taken by the operation at `/paths/~1cats/get`, which has another tag (at `/paths/~1dogs/get/operationId`)
    "#);
}

#[test]
fn inline_schemas_are_named_by_path() {
    insta::assert_snapshot!(all(
        r#"
        paths:
          /pets/{id}:
            get:
              tags: [Pets]
              operationId: get-pet
              parameters:
                - {name: id, in: path, schema: {type: string}}
                - {name: detail, in: query, schema: {type: string, enum: [low]}}
              responses:
                '200': {description: Ok, content: {application/json: {schema: {properties: {toys: {type: array, items: {properties: {n: {type: string}}}}, home: {title: Home, properties: {s: {type: string}}}}}}}}
                '201': {description: Ok, content: {application/json: {schema: {properties: {other: {type: string}}}}}}
                '400': {description: Bad, content: {application/json: {schema: {x-speakeasy-name-override: Problem, properties: {code: {type: integer}}}}}}
                '404': {$ref: '#/components/responses/NotFound'}
            put:
              tags: [Pets]
              operationId: put-pet
              parameters: [{name: id, in: path, schema: {type: string}}]
              requestBody: {content: {application/json: {schema: {properties: {a: {type: string}}}}}}
              responses: {'404': {$ref: '#/components/responses/NotFound'}}
        components:
          responses:
            NotFound: {description: None, content: {application/json: {schema: {properties: {why: {type: string, enum: [gone]}}}}}}
        "#
    ), @r#"
        GET /pets/{id} pets::get_pet (GetPet)
          path "id" id: String Simple required
          query "detail" detail: GetPetDetail Form explode
          Code(200) Ok(GetPetResponse)
          Code(201) Created(GetPetCreatedResponse)
          Code(400) BadRequest(GetPetProblem)
          Code(404) NotFound(NotFoundResponse)
          -> enum GetPetOutput
        PUT /pets/{id} pets::put_pet (PutPet)
          path "id" id: String Simple required
          body: PutPetBody as application/json
          Code(404) NotFound(NotFoundResponse)
          -> ()
        enum GetPetDetail Low="low" default "low"
        struct GetPetResponse
          toys: [GetPetResponseToysItem]
          home: GetPetHome // Home
        struct GetPetResponseToysItem
          n: String
        struct GetPetHome
          s: String
        struct GetPetCreatedResponse
          other: String
        struct GetPetProblem
          code: I64
        struct NotFoundResponse
          why: NotFoundResponseWhy
        enum NotFoundResponseWhy Gone="gone" default "gone"
        struct PutPetBody
          a: String
    "#);
}

#[test]
fn names_are_unique_and_none_of_rusts_own() {
    insta::assert_snapshot!(types(
        r#"
        components:
          schemas:
            foo_bar: {properties: {a: {type: string}}}
            FooBar: {properties: {baz: {properties: {b: {type: string}}}}}
            FooBarBaz: {type: string, enum: [x]}
            Option: {properties: {type: {type: string}, self: {type: string}, fooBar: {type: string}, foo_bar: {type: string}, "1st": {type: string}, "日": {type: string}}}
            Json: {type: array, items: {type: string}}
            Renamed: {x-rust-name: Other, properties: {c: {type: string}}}
        "#
    ), @r#"
        struct FooBar2
          a: String
        struct FooBar
          baz: FooBarBaz2
        enum FooBarBaz X="x" default "x"
        struct OptionModel
          "type" r#type: String
          "self" self_: String
          "fooBar" foo_bar: String
          "foo_bar" foo_bar_2: String
          "1st" value_1st: String
          日: String
        type JsonModel = [String]
        struct Other
          c: String
        struct FooBarBaz2
          b: String
        note: another schema is called `FooBar`; this one becomes `FooBar2` (at `/components/schemas/foo_bar`)
        note: another type is called `FooBarBaz`; this one becomes `FooBarBaz2` (at `/components/schemas/FooBar/properties/baz`)
        note: another field is called `foo_bar`; this one becomes `foo_bar_2` (at `/components/schemas/Option/properties/foo_bar`)
    "#);
}

#[test]
fn files_avoid_what_rust_and_windows_keep() {
    insta::assert_snapshot!(homes(
        r#"
        components:
          schemas:
            mod: {properties: {a: {type: string}}}
            Con: {properties: {inner: {properties: {a: {type: string}}}}}
            Type: {properties: {a: {type: string}}}
            日本: {properties: {a: {type: string}}}
        "#
    ), @r#"
        Mod Model { file: "mod_model" }
        Con Model { file: "con_model" }
        Type Model { file: "type_model" }
        日本 Model { file: "u65e5_u672c" }
        ConInner Model { file: "con_model" }
    "#);
}

#[test]
fn operations_and_tags_avoid_each_other() {
    insta::assert_snapshot!(all(
        r#"
        tags: [{name: search}, {name: unused}]
        paths:
          /a: {get: {tags: [search], operationId: search, responses: {}}}
          /b: {get: {tags: [search], operationId: Search_, responses: {}}}
          /c: {get: {tags: [search], operationId: new, responses: {}}}
          /d: {get: {tags: [search], operationId: mod, responses: {}}}
          /e: {get: {tags: [Client], operationId: client, responses: {}}}
          /f/{x}: {get: {parameters: [{name: x, in: path, schema: {type: string}}], responses: {}}}
          /g: {get: {tags: [search], operationId: x, x-speakeasy-name-override: renamed, responses: {}}}
        "#
    ), @r#"
        GET /a search::search (SearchOperation)
          -> ()
        GET /b search::search_2 (SearchOperation2)
          -> ()
        GET /c search::new_operation (New)
          -> ()
        GET /d search::mod_operation (Mod)
          -> ()
        GET /e client_api::client (ClientOperation)
          -> ()
        GET /f/{x} api::get_f_by_x (GetFByX)
          path "x" x: String Simple required
          -> ()
        GET /g search::renamed (Renamed)
          -> ()
        note: no operationId; the operation is called `getFByX` (at `/paths/~1f~1{x}/get`)
        note: another operation is called `search`; this one becomes `search_2` (at `/paths/~1b/get`)
    "#);
}

#[test]
fn arguments_are_told_apart_by_place() {
    insta::assert_snapshot!(all(
        r#"
        paths:
          /pets/{id}:
            post:
              operationId: p
              parameters:
                - {name: id, in: path, required: true, schema: {type: string}}
                - {name: id, in: query, schema: {type: string}}
                - {name: ID, in: header, schema: {type: string}}
                - {name: client, in: query, schema: {type: string}}
                - {name: body, in: query, schema: {type: string}}
                - {name: type, in: query, x-speakeasy-name-override: mediaType, schema: {type: string, enum: [a]}}
              requestBody: {content: {application/json: {schema: {}}}}
              responses: {}
        "#
    ), @r#"
        POST /pets/{id} api::p (P)
          path "id" id: String Simple required
          query "id" id_query: String Form explode
          header "ID" id_header: String Simple
          query "client" client_value: String Form explode
          query "body" body: String Form explode
          query "type" media_type: PMediaType Form explode
          request_body: Json as application/json
          -> ()
        enum PMediaType A="a" default "a"
        note: another parameter is called `id`; this one becomes `id_query` (at `/paths/~1pets~1{id}/post/parameters/1`)
        note: another parameter is called `id`; this one becomes `id_header` (at `/paths/~1pets~1{id}/post/parameters/2`)
    "#);
}
