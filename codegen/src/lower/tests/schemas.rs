//! Schemas to types.

use super::shown::{received, schemas};

#[test]
fn scalars_have_the_width_and_format_that_is_described() {
    insta::assert_snapshot!(schemas(
        r#"
        All:
          type: object
          properties:
            a: {type: integer}
            b: {type: integer, format: int32}
            c: {type: integer, maximum: 18446744073709551615}
            d: {type: integer, format: uint32}
            e: {type: number, format: float}
            f: {type: number}
            g: {type: string, format: date-time}
            h: {type: string, format: date}
            i: {type: string, format: byte}
            j: {type: string, format: binary}
            k: {type: string, format: uuid}
            l: {type: boolean}
            m: {}
            n: {type: array, items: {}}
            o: {type: array}
            p: {type: object}
        "#
    ), @r#"
        struct All
          a: I64
          b: I32
          c: U64
          d: U32
          e: F32
          f: F64
          g: Timestamp
          h: Date
          i: Base64
          j: String
          k: String
          l: Bool
          m: Json
          n: [Json]
          o: [Json]
          p: {Json}
    "#);
}

#[test]
fn secrets_and_identifiers_are_told_by_name_and_format() {
    insta::assert_snapshot!(schemas(
        r#"
        User:
          required: [id, uuid, name, valid, machineId, ids]
          properties:
            id: {type: integer}
            uuid: {type: string}
            name: {type: string}
            valid: {type: string}
            machineId: {type: string, nullable: true}
            ids: {type: array, items: {type: string}}
            otherId: {type: string}
            authToken: {type: string}
            tokenType: {type: string}
            pin: {type: string, format: password}
            client-secret: {$ref: '#/components/schemas/Text'}
        Text: {type: string}
        "#
    ), @r#"
        struct User
          id: I64 required identity
          uuid: String required identity
          name: String required
          valid: String required
          "machineId" machine_id: String required nullable
          ids: [String] required
          "otherId" other_id: String
          "authToken" auth_token: Secret
          "tokenType" token_type: String
          pin: Secret
          "client-secret" client_secret: Secret
        type Text = String
    "#);
}

#[test]
fn null_is_passed_on_to_where_a_schema_is_used() {
    insta::assert_snapshot!(schemas(
        r#"
        Pet:
          required: [a, b, e]
          properties:
            a: {type: string, nullable: true}
            b: {$ref: '#/components/schemas/Maybe'}
            c: {allOf: [{$ref: '#/components/schemas/Home'}], nullable: true, description: Where.}
            d: {type: array, items: {$ref: '#/components/schemas/Maybe'}}
            e: {oneOf: [{$ref: '#/components/schemas/Home'}, {x-null: true}]}
            f: {type: string, enum: [x, null], nullable: true}
        Maybe: {type: string, format: date, nullable: true}
        Home: {properties: {street: {type: string}}}
        "#
    ), @r#"
        struct Pet
          a: String required nullable
          b: Date required nullable
          c: Home nullable // Where.
          d: [Date?]
          e: Home required nullable
          f: PetF nullable
        type Maybe = Date
        struct Home
          street: String
        enum PetF X="x" default "x"
    "#);
}

#[test]
fn free_form_and_typed_maps() {
    insta::assert_snapshot!(schemas(
        r#"
        Free: {type: object}
        Numbers: {type: object, additionalProperties: {type: integer}}
        Closed: {type: object, additionalProperties: false}
        Both:
          properties: {a: {type: string}}
          additionalProperties: {type: boolean}
        Open:
          properties: {additional_properties: {type: string}}
          additionalProperties: true
        Entries:
          type: object
          additionalProperties: {type: object, properties: {n: {type: integer}}}
        "#
    ), @r#"
        type Free = {Json}
        type Numbers = {I64}
        struct Closed
        struct Both
          a: String
          ..additional_properties: Bool
        struct Open
          additional_properties: String
          ..other_properties: Json
        type Entries = {EntriesValue}
        struct EntriesValue
          n: I64
    "#);
}

#[test]
fn cycles_are_boxed_where_they_close() {
    insta::assert_snapshot!(schemas(
        r#"
        A: {properties: {b: {$ref: '#/components/schemas/B'}, list: {type: array, items: {$ref: '#/components/schemas/A'}}}}
        B: {required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}
        Tree: {oneOf: [{$ref: '#/components/schemas/Tree'}, {type: string}, {$ref: '#/components/schemas/Node'}]}
        Node: {properties: {left: {$ref: '#/components/schemas/Tree'}}}
        "#
    ), @r#"
        struct A
          b: B
          list: [A]
        struct B
          a: A required boxed
        union Tree
          Tree(Tree) boxed
          String(String)
          Node(Node) boxed
        struct Node
          left: Tree
    "#);
}

#[test]
fn aliases_of_themselves_become_any_json() {
    insta::assert_snapshot!(schemas(
        r#"
        Loop: {type: array, items: {$ref: '#/components/schemas/Loop'}}
        One: {$ref: '#/components/schemas/Two'}
        Two: {$ref: '#/components/schemas/One'}
        Holder: {properties: {loop: {$ref: '#/components/schemas/Loop'}, one: {$ref: '#/components/schemas/One'}}}
        "#
    ), @r#"
        type Loop = [Json]
        type One = Json
        type Two = Json
        struct Holder
          "loop" r#loop: Loop
          one: Json
        note: `Loop` consists of nothing but itself; any JSON is accepted in its place (at `/components/schemas/Loop`)
        note: `Two` consists of nothing but itself; any JSON is accepted in its place (at `/components/schemas/Two`)
    "#);
}

#[test]
fn references_to_scalars_are_seen_through() {
    insta::assert_snapshot!(schemas(
        r#"
        Time: {type: string, format: date-time}
        Moment: {$ref: '#/components/schemas/Time'}
        Times: {type: array, items: {$ref: '#/components/schemas/Moment'}}
        Event: {properties: {at: {$ref: '#/components/schemas/Moment'}, all: {$ref: '#/components/schemas/Times'}}}
        "#
    ), @r#"
        type Time = Timestamp
        type Moment = Timestamp
        type Times = [Timestamp]
        struct Event
          at: Timestamp
          all: Times
    "#);
}

#[test]
fn what_stands_beside_the_type_is_kept() {
    insta::assert_snapshot!(schemas(
        r#"
        Pet:
          properties:
            a: {type: string, readOnly: true, deprecated: true, description: " Text. "}
            b: {type: integer, writeOnly: true, default: 3}
            c: {type: string, x-xml: {attribute: true}}
            d: {type: string, x-xml: {name: Dee}}
            e: {type: string, x-rust-name: other}
        "#
    ), @r#"
        struct Pet
          a: String read-only deprecated // Text.
          b: I64 write-only default 3
          c: String xml "@c"
          d: String xml "Dee"
          "e" other: String
    "#);
}

#[test]
fn items_of_several_types_are_a_union() {
    insta::assert_snapshot!(schemas(
        r#"
        Same: {type: array, items: {type: string}}
        Mixed: {type: array, items: {anyOf: [{type: string}, {type: integer}]}}
        "#
    ), @r"
        type Same = [String]
        type Mixed = [MixedItem]
        union MixedItem
          String(String)
          Integer(I64)
    ");
}

#[test]
fn types_are_sent_received_or_neither() {
    insta::assert_snapshot!(received(
        r#"
        paths:
          /pets:
            post:
              operationId: addPet
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}
              responses: {'200': {description: Ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
        components:
          schemas:
            New: {properties: {home: {$ref: '#/components/schemas/Home'}}}
            Pet: {properties: {home: {$ref: '#/components/schemas/Home'}}}
            Home: {properties: {door: {properties: {key: {type: string}}}}}
            Unused: {properties: {a: {type: string}}}
        "#
    ), @r#"
        New sent: true received: false
        Pet sent: false received: true
        Home sent: true received: true
        Unused sent: false received: false
        HomeDoor sent: true received: true
    "#);
}

#[test]
fn what_is_boxed_does_not_depend_on_the_order_of_schemas_and_properties() {
    let a = "A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}, c: {$ref: '#/components/schemas/C'}}}";
    let turned =
        "A: {type: object, properties: {c: {$ref: '#/components/schemas/C'}, b: {$ref: '#/components/schemas/B'}}}";
    let b = "B: {type: object, properties: {c: {$ref: '#/components/schemas/C'}}}";
    let c = "C: {type: object, properties: {b: {$ref: '#/components/schemas/B'}, a: {$ref: '#/components/schemas/A'}}}";
    let boxed = |schemas: &[&str]| {
        let shown = schemas_of(schemas);
        let mut lines: Vec<String> = Vec::new();
        let mut owner = "";
        for line in shown.lines() {
            if let Some(name) = line.trim().strip_prefix("struct ") {
                owner = name;
            } else if line.ends_with(" boxed") {
                lines.push(format!("{owner}.{}", line.trim()));
            }
        }
        lines.sort();
        lines
    };
    let expected = boxed(&[a, b, c]);
    assert!(!expected.is_empty());
    for order in [[a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a], [turned, b, c], [c, turned, b]] {
        assert_eq!(boxed(&order), expected, "{order:?}");
    }
}

fn schemas_of(list: &[&str]) -> String {
    schemas(&list.iter().map(|schema| format!("        {schema}\n")).collect::<String>())
}
