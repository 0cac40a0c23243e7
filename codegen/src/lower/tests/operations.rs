//! Operations: parameters, bodies, answers.

use super::shown::all;

#[test]
fn parameters_of_the_operation_win_over_those_of_the_path() {
    insta::assert_snapshot!(all(
        r#"
        paths:
          /pets/{id}/{x}.{y}:
            parameters:
              - {name: id, in: path, schema: {type: string}}
              - {name: limit, in: query, schema: {type: string}}
              - {$ref: '#/components/parameters/Order'}
              - {name: x, in: path, schema: {type: string}}
              - {name: y, in: path, schema: {type: string}}
            get:
              operationId: g
              parameters:
                - {name: limit, in: query, required: true, schema: {type: integer, default: 10}}
                - {name: accept, in: header, schema: {type: string}}
                - {name: Authorization, in: header, schema: {type: string}}
              responses: {}
        components:
          parameters:
            Order: {name: order, in: query, schema: {type: string, enum: [asc]}}
        "#
    ), @r#"
        GET /pets/{id}/{x}.{y} api::g (G)
          path "id" id: String Simple required
          query "limit" limit: I64 Form explode required default 10
          path "x" x: String Simple required
          path "y" y: String Simple required
          query "order" order: OrderParameter Form explode
          -> ()
        enum OrderParameter Asc="asc" default "asc"
        note: the header `accept` is the client's to set; as a parameter it is ignored (at `/paths/~1pets~1{id}~1{x}.{y}/get/parameters/1`)
        note: the header `Authorization` is the client's to set; as a parameter it is ignored (at `/paths/~1pets~1{id}~1{x}.{y}/get/parameters/2`)
    "#);
}

#[test]
fn a_path_may_be_written_with_a_query() {
    insta::assert_snapshot!(all(
        r#"
        paths:
          /find?kind=cat%20or%20dog&strict&text={words}:
            get:
              operationId: g
              parameters:
                - {name: words, in: path, required: true, schema: {type: string}}
                - {name: page, in: query, schema: {type: integer}}
              responses: {}
          /find/{text}?text={text}:
            get:
              operationId: h
              parameters: [{name: text, in: query, schema: {type: string}}]
              responses: {}
        "#
    ), @r#"
        GET /find api::g (G)
          always "kind"="cat or dog"
          always "strict"=""
          query "text" words: String Form explode required
          query "page" page: I64 Form explode
          -> ()
        GET /find/{text} api::h (H)
          path "text" text: String Simple required
          -> ()
        note: the path has `{text}`; the parameter is read as one in the path (at `/paths/~1find~1{text}?text={text}/get/parameters/0`)
    "#);
}

#[test]
fn styles_default_as_openapi_says() {
    insta::assert_snapshot!(all(
        r#"
        paths:
          /{a}/{b}:
            get:
              operationId: g
              parameters:
                - {name: a, in: path, required: true, schema: {type: string}}
                - {name: b, in: path, required: true, style: matrix, explode: true, schema: {type: array, items: {type: string}}}
                - {name: c, in: query, schema: {type: array, items: {type: string}}}
                - {name: d, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}
                - {name: e, in: query, style: deepObject, explode: true, schema: {type: object, properties: {x: {type: string}}}}
                - {name: f, in: header, schema: {type: string}}
                - {name: g, in: cookie, schema: {type: string}}
                - {name: h, in: query, allowReserved: true, schema: {type: string}}
                - {name: i, in: query, content: {application/json: {schema: {type: object, properties: {y: {type: string}}}}}}
              responses: {}
        "#
    ), @r#"
        GET /{a}/{b} api::g (G)
          path "a" a: String Simple required
          path "b" b: [String] Matrix explode required
          query "c" c: [String] Form explode
          query "d" d: [String] PipeDelimited
          query "e" e: GE DeepObject explode
          header "f" f: String Simple
          cookie "g" g: String Form explode
          query "h" h: String Form explode reserved
          query "i" i: GI Form explode as application/json
          -> ()
        struct GE
          x: String
        struct GI
          y: String
    "#);
}

#[test]
fn fields_of_forms_are_arguments() {
    insta::assert_snapshot!(all(
        r#"
        paths:
          /form:
            post:
              operationId: form
              requestBody:
                content:
                  application/x-www-form-urlencoded:
                    schema:
                      allOf: [{$ref: '#/components/schemas/Login'}, {properties: {ids: {type: array, items: {type: string}}, file: {type: string, format: binary}}}]
                    encoding: {ids: {style: spaceDelimited, explode: false}}
              responses: {}
          /parts:
            post:
              operationId: parts
              requestBody:
                content:
                  multipart/form-data:
                    schema: {required: [file], properties: {file: {type: string, format: binary}, files: {type: array, items: {type: string, format: binary}}, meta: {properties: {a: {type: string}}}}}
                    encoding: {file: {contentType: image/png}}
              responses: {}
          /unknown:
            post:
              operationId: unknown
              requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object}}}}
              responses: {}
        components:
          schemas:
            Login: {required: [login, password], properties: {login: {type: string}, password: {type: string}, rememberMe: {type: boolean, default: false}}}
        "#
    ), @r#"
        POST /form api::form (Form)
          form "login" login: String Form explode required
          form "password" password: Secret Form explode required
          form "rememberMe" remember_me: Bool Form explode default false
          form "ids" ids: [String] SpaceDelimited
          form "file" file: String Form explode
          form application/x-www-form-urlencoded
          -> ()
        POST /parts api::parts (Parts)
          part "file" file: File Form explode required as image/png
          part "files" files: [File] Form explode
          part "meta" meta: PartsMeta Form explode as application/json
          form multipart/form-data
          -> ()
        POST /unknown api::unknown (Unknown)
          body: text as application/x-www-form-urlencoded
          -> ()
        struct Login
          login: String required
          password: Secret required
          "rememberMe" remember_me: Bool default false
        struct PartsMeta
          a: String
        note: a form whose fields are not described; the caller brings the whole body (at `/paths/~1unknown/post/requestBody/content/application~1x-www-form-urlencoded`)
    "#);
}

#[test]
fn bodies_are_one_value_of_the_best_type() {
    insta::assert_snapshot!(all(
        r#"
        paths:
          /json: {put: {operationId: json, requestBody: {required: true, content: {text/xml: {schema: {}}, application/merge-patch+json: {schema: {type: object}}}}, responses: {}}}
          /text: {put: {operationId: text, requestBody: {content: {text/plain: {schema: {type: string}}}}, responses: {}}}
          /bytes: {put: {operationId: bytes, requestBody: {content: {image/png: {schema: {type: string, format: binary}}}}, responses: {}}}
          /json-bytes: {put: {operationId: json-bytes, requestBody: {content: {application/json: {schema: {type: string, format: binary}}}}, responses: {}}}
          /any: {put: {operationId: any, requestBody: {content: {'*/*': {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {}}}
          /xml: {put: {operationId: xml, requestBody: {content: {application/xml: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {}}}
          /none: {put: {operationId: none, requestBody: {content: {}}, responses: {}}}
        components:
          schemas:
            Pet: {properties: {a: {type: string}}}
        "#
    ), @r#"
        PUT /json api::json (JsonOperation)
          body: {Json} as application/merge-patch+json required
          -> ()
        PUT /text api::text (Text)
          body: text as text/plain
          -> ()
        PUT /bytes api::bytes (BytesOperation)
          body: bytes as image/png
          -> ()
        PUT /json-bytes api::json_bytes (JsonBytes)
          body: bytes as application/json
          -> ()
        PUT /any api::any (Any)
          body: Pet as application/json
          -> ()
        PUT /xml api::xml (Xml)
          body: xml Pet as application/xml
          -> ()
        PUT /none api::none (NoneOperation)
          -> ()
        struct Pet
          a: String
        note: `application/merge-patch+json` is used, and not text/xml (at `/paths/~1json/put/requestBody/content`)
        note: a request body without content is left out (at `/paths/~1none/put/requestBody`)
    "#);
}

#[test]
fn answers_are_successes_or_errors() {
    insta::assert_snapshot!(all(
        r#"
        paths:
          /a:
            get:
              operationId: a
              responses:
                default: {description: Other, content: {application/json: {schema: {$ref: '#/components/schemas/E'}}}}
                5XX: {description: Server}
                4XX: {description: Client, content: {text/html: {}}}
                '498': {description: Odd}
                '429': {description: Slow}
                '304': {description: Same}
                '200': {description: Ok, content: {application/json: {schema: {$ref: '#/components/schemas/E'}}, text/html: {schema: {type: string}}}}
            head:
              operationId: h
              responses: {'200': {description: Ok, content: {application/json: {schema: {$ref: '#/components/schemas/E'}}}}}
          /b: {get: {operationId: b, responses: {'200': {description: Ok, content: {application/json: {schema: {$ref: '#/components/schemas/E'}}}}, '204': {description: None}}}}
          /c: {get: {operationId: c, responses: {'200': {description: Ok, content: {application/json: {schema: {$ref: '#/components/schemas/E'}}}}, '202': {description: Other, content: {text/plain: {}}}}}}
          /d: {get: {operationId: d, responses: {default: {description: Ok, content: {image/png: {}}}}}}
          /e: {get: {operationId: e, responses: {2XX: {description: Ok, content: {text/html: {}}}}}}
        components:
          schemas:
            E: {properties: {a: {type: string}}}
        "#
    ), @r#"
        GET /a api::a (A)
          Code(200) Ok(E)
          Code(304) NotModified
          Code(429) TooManyRequests
          Code(498) Status498
          Range(4) ClientError
          Range(5) ServerError
          Default Other(E)
          -> E
          -> bytes as text/html
        HEAD /a api::h (H)
          Code(200) Ok
          -> ()
        GET /b api::b (B)
          Code(200) Ok(E)
          Code(204) NoContent
          -> Option<E>
        GET /c api::c (COperation)
          Code(200) Ok(E)
          Code(202) Accepted(text)
          -> enum COperationOutput
        GET /d api::d (D)
          Default Other(bytes)
          -> bytes
        GET /e api::e (E)
          Range(2) Success(text)
          -> text
        struct E
          a: String
        note: no success is documented; the default answer is taken for one (at `/paths/~1d/get/responses/default`)
    "#);
}
