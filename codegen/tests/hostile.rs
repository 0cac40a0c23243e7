//! Descriptions written to do harm: to hang or crash the generator, to write elsewhere, to put code into the SDK.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::{Map, Value, json};
use support::{Outcome, generate};

/// Texts that mean something to a Rust file, a comment, a path, a terminal or a TOML file.
const TEXTS: &[&str] = &[
    "*/ pub fn evil() {} /*",
    "\"# ; fn evil() {} //",
    "\"##]",
    "#![allow(warnings)]",
    "]\n#![feature(x)]\nfn evil() {}",
    "\n\n#[path = \"/etc/passwd\"]\nmod evil;",
    "`",
    "```\nfn evil() {}\n```",
    "``` ```",
    "~~~rust\ninclude!(\"/etc/passwd\");\n~~~",
    "\\\" + env!(\"HOME\") + \\\"",
    "../../x",
    "/etc/passwd",
    "..\\..\\x",
    "C:\\x",
    "con",
    "a/b",
    ".",
    "..",
    "",
    " ",
    "\u{0}",
    "\u{1b}[31m",
    "\r",
    "a\rb",
    "\u{202e}drow",
    "\u{2066}x\u{2069}",
    "\u{feff}",
    "\u{200d}",
    "{}{}{{",
    "%s%n",
    "#{x}",
    "${x}",
    "r#type",
    "r#",
    "self",
    "Self",
    "crate",
    "super",
    "_",
    "__",
    "'a",
    "'\"'\"'",
    "<script>alert(1)</script>",
    "[`Client`](https://evil.example)",
    "[x]: https://evil.example",
    "日本語",
    "ß",
    "İ",
    "ǆ",
    "e\u{301}",
    "\u{301}",
    "🦀",
    "\u{10ffff}",
    "-1",
    "1e999",
    "</summary>",
    "--name",
    "\"\"\"\n[dependencies]\nevil = \"1\"",
    "\"><!--",
    "a:b:c",
    "xmlns:a",
];

fn document(more: Value) -> Value {
    let mut document = json!({ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": {} });
    if let (Value::Object(document), Value::Object(more)) = (&mut document, more) {
        document.extend(more);
    }
    document
}

/// A document that says one text wherever a text can stand.
fn everywhere(text: &str) -> Value {
    let word = || json!(text);
    let mut schemas = Map::new();
    schemas.insert(text.to_owned(), json!({ "$ref": "#/components/schemas/Pet" }));
    schemas.insert(
        "Pet".to_owned(),
        json!({
            "type": "object", "title": word(), "description": word(), "required": [word(), "id"],
            "externalDocs": { "url": word(), "description": word() },
            "properties": {
                text: { "type": "string", "description": word(), "default": word(), "example": word() },
                "id": { "type": "string" },
                "kind": { "type": "string", "enum": [word(), "a"], "default": word() },
                "named": { "type": "string", "enum": ["a", "b"], "x-enum-varnames": [word(), word()] },
                "date": { "type": "string", "format": word(), "pattern": word() },
                "inner": { "type": "object", "title": word(), "properties": { text: { "type": "integer" } } },
                "either": { "oneOf": [{ "title": word(), "type": "string" }, { "type": "integer" }] },
                "constant": { "const": word() },
                "map": { "additionalProperties": { "type": "string", "enum": [word()] } },
                "marked": { "type": "string", "xml": { "name": word(), "prefix": word(), "namespace": word(), "attribute": true } },
                "list": {
                    "type": "array", "xml": { "name": word(), "wrapped": true, "prefix": word() },
                    "items": { "type": "string", "xml": { "name": word(), "prefix": word(), "namespace": word() } },
                },
            },
            "x-rust-name": word(),
            "xml": { "name": word(), "prefix": word(), "namespace": word() },
        }),
    );
    let mut responses = Map::new();
    let pet = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } }, text: {} });
    responses.insert("200".to_owned(), json!({ "description": word(), "content": pet, "headers": { text: { "description": word(), "schema": { "type": "string" } } } }));
    responses.insert(
        "404".to_owned(),
        json!({ "description": word(), "content": { text: { "schema": { "type": "string" } } } }),
    );
    let fields = json!({ "type": "object", "properties": { text: { "type": "string" }, "file": { "type": "string", "format": "binary" } } });
    let operation = |id: &str, content: Value| {
        json!({
            "operationId": id, "tags": [word()], "summary": word(), "description": word(),
            "externalDocs": { "url": word() },
            "x-rust-name": word(), "x-speakeasy-name-override": word(),
            "security": [{ text: [word()] }],
            "servers": [{ "url": "https://{host}.example/", "description": word(), "variables": { "host": { "default": word(), "enum": [word()], "description": word() } } }],
            "parameters": [
                { "name": word(), "in": "query", "description": word(), "schema": { "type": "string", "default": word() } },
                { "name": word(), "in": "header", "schema": { "type": "string", "enum": [word()] } },
                { "name": word(), "in": "cookie", "schema": { "type": "string" } },
            ],
            "requestBody": { "description": word(), "content": content },
            "responses": responses,
        })
    };
    document(json!({
        "info": { "title": word(), "version": word(), "description": word() },
        "servers": [{ "url": word() }, { "url": "https://x.example", "description": word() }],
        "tags": [{ "name": word(), "description": word(), "externalDocs": { "url": word() } }],
        "x-speakeasy-globals": { "parameters": [{ "name": format!("X-{text}"), "in": "header", "description": word(), "schema": { "type": "string" } }] },
        "paths": {
            format!("/a/{text}"): { "post": operation(text, json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } })) },
            "/form": { "post": operation("form", json!({ "application/x-www-form-urlencoded": { "schema": fields } })) },
            "/multipart": { "summary": word(), "post": operation("multipart", json!({ "multipart/form-data": { "schema": fields, "encoding": { text: { "contentType": word() } } } })) },
            "/xml": { "post": operation("xml", json!({ "text/xml": { "schema": { "$ref": "#/components/schemas/Pet" } } })) },
            "/any": { "post": operation("any", json!({ text: { "schema": fields } })) },
        },
        "components": {
            "schemas": schemas,
            "securitySchemes": { text: { "type": "apiKey", "in": "header", "name": word(), "description": word() } },
        },
    }))
}

/// The document with one of its problems gone after the other, so that hostile texts reach the emitters even where
/// one place refuses them.
fn lenient(mut value: Value) -> Value {
    if let Some(Value::Object(paths)) = value.get_mut("paths") {
        paths.retain(|path, _| path != "/any" && !path.contains(['{', '}', '?', '#']));
        for operation in paths.values_mut().filter_map(|item| item.get_mut("post")) {
            operation["servers"] = json!([]);
            operation["security"] = json!([]);
        }
    }
    value["servers"] = json!([]);
    value
}

#[test]
fn hostile_words_neither_leave_the_folder_nor_become_code() {
    let mut emitted = 0;
    for text in TEXTS {
        eprintln!("{text:?}");
        let document = everywhere(text);
        emitted += usize::from(generate(document.to_string()) == Outcome::Emitted);
        emitted += usize::from(generate(lenient(document).to_string()) == Outcome::Emitted);
    }
    assert!(emitted >= TEXTS.len(), "most of them are emitted, or this tests nothing: {emitted}");
}

#[test]
fn names_of_great_length_are_cut() {
    for name in ["a".repeat(100_000), "é b-".repeat(25_000), "[".repeat(100_000)] {
        let schema = json!({ "type": "object", "properties": { &name: { "enum": [&name] } } });
        let content = json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
        let operation = json!({ "operationId": &name, "tags": [&name], "responses": { "200": { "description": "", "content": content } } });
        let paths = json!({ format!("/{name}"): { "get": operation } });
        let document = document(json!({ "paths": paths, "components": { "schemas": { &name: schema } } }));
        assert_eq!(generate(document.to_string()), Outcome::Emitted);
    }
}

#[test]
fn words_of_great_length_are_read_in_one_pass() {
    for text in [
        "`",
        "[",
        "[](",
        "](",
        "<",
        "https://",
        "~",
        "\\",
        "`a``a```a````a",
        "- ",
        "> ",
        "| ",
        "# ",
        "    ",
        "1. ",
        "a  b",
    ] {
        let text = text.repeat(20_000 / text.len());
        let tags = json!([{ "name": "T", "description": text }]);
        let operation = json!({ "tags": ["T"], "summary": text, "description": text, "responses": {} });
        let document = document(json!({ "tags": tags, "paths": { "/a": { "get": operation } } }));
        assert_eq!(generate(document.to_string()), Outcome::Emitted);
    }
    let nested: String = (0..300).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    let text = nested + &"x\n".repeat(20_000);
    generate(document(json!({ "info": { "title": "T", "version": "1", "description": text } })).to_string());
}

#[test]
fn nesting_without_end_is_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{\"items\":", "}"), ("{\"allOf\":[", "]}")] {
        for depth in [60, 130, 20_000] {
            let nested = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            assert_eq!(generate(nested.clone()), Outcome::Refused);
            let schema = document(json!({ "components": { "schemas": { "A": "HERE" } } })).to_string();
            generate(schema.replace("\"HERE\"", &nested));
        }
    }
    for line in ["- ", "? ", "a: &a ", "!!", "[", "{", "| ", "*a", "<<: ", "\t", "%YAML 1.2\n", "---\n"] {
        generate(line.repeat(20_000));
        generate(format!("openapi: 3.1.0\ninfo:\n  {}", line.repeat(20_000)));
    }
    // The parser of YAML spends much on what it refuses in the end.
    for bracket in ["[", "{", "[{", "{a: [", "- ", "? ", "- ? "] {
        generate(bracket.repeat(300_000));
        generate(format!("openapi: 3.1.0\ninfo: {}", bracket.repeat(300_000)));
        generate(format!(
            "openapi: 3.1.0\ninfo: {{title: \"{}\", version: '1'}}\npaths: {{}}\n",
            bracket.repeat(3_000)
        ));
    }
    let indented: String = (0..500).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(generate(indented), Outcome::Refused);
}

#[test]
fn aliases_that_multiply_are_refused() {
    let mut bomb =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nx-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..40 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("x-{level}: &a{level} [{aliases}]\n"));
    }
    assert_eq!(generate(bomb.clone() + "paths: {}\n"), Outcome::Refused);
    let merges: String =
        (1..40).map(|n| format!("x-{n}: &a{n} {{<<: [*a{0}, *a{0}], k{n}: *a{0}}}\n", n - 1)).collect();
    generate(format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\nx-0: &a0 {{b: 1}}\n{merges}paths: {{}}\n"));
    _ = ["a: &a [*a]\n", "a: &a {<<: *a}\n"].map(|text| generate(text.to_owned()));
}

#[test]
fn references_in_circles_end() {
    let refer = |to: &str| json!({ "$ref": to });
    let section = |section: &str, items: Value| {
        let content = json!({ "application/json": { "schema": refer("#/components/schemas/A") } });
        document(json!({
            "paths": { "/a": { "$ref": "#/components/pathItems/A" }, "/b": { "post": {
                "parameters": [refer("#/components/parameters/A")], "requestBody": refer("#/components/requestBodies/A"),
                "responses": { "200": refer("#/components/responses/A"), "201": { "description": "", "content": content } } } } },
            "components": { section: items },
        }))
    };
    for kind in [
        "schemas",
        "parameters",
        "responses",
        "requestBodies",
        "headers",
        "pathItems",
        "examples",
        "links",
        "callbacks",
        "securitySchemes",
    ] {
        let to = |name: &str| refer(&format!("#/components/{kind}/{name}"));
        generate(section(kind, json!({ "A": to("A") })).to_string());
        generate(section(kind, json!({ "A": to("B"), "B": to("A") })).to_string());
        let chain: Map<String, Value> = (0..300).map(|n| (format!("A{n}"), to(&format!("A{}", n + 1)))).collect();
        generate(section(kind, Value::Object(chain)).to_string());
    }
    for schema in [
        json!({ "allOf": [refer("#/components/schemas/A")] }),
        json!({ "oneOf": [refer("#/components/schemas/A"), refer("#/components/schemas/A")] }),
        json!({ "items": refer("#/components/schemas/A") }),
        json!({ "additionalProperties": refer("#/components/schemas/A") }),
        json!({ "properties": { "a": refer("#/components/schemas/A") }, "required": ["a"] }),
        json!({ "anyOf": [{ "allOf": [refer("#/components/schemas/A")] }, { "not": refer("#/components/schemas/A") }] }),
        json!({ "discriminator": { "propertyName": "a", "mapping": { "a": "#/components/schemas/A" } }, "oneOf": [refer("#/components/schemas/A")] }),
        refer("#/components/schemas/A/properties/a"),
        refer("#"),
        refer("#/"),
        refer("#/components"),
        refer("#/paths/~1b/post"),
        refer(""),
        refer("other.yaml"),
        refer("api.yaml#/components/schemas/A"),
        refer("../../../etc/passwd"),
        refer("file:///etc/passwd"),
        refer("#/components/schemas/A/allOf/0"),
        json!({ "properties": { "a": refer("#/components/schemas/A/properties/a/properties/a") } }),
    ] {
        generate(section("schemas", json!({ "A": schema })).to_string());
    }
}

#[test]
fn references_that_multiply_are_refused() {
    let refer = |n: usize| json!({ "$ref": format!("#/components/pathItems/P{n}") });
    let item = |n: usize| {
        let again: Map<String, Value> =
            (0..3).map(|way| (format!("c{way}"), json!({ "{$url}": refer(n + 1) }))).collect();
        json!({ "post": { "responses": {}, "callbacks": again } })
    };
    let mut items: Map<String, Value> = (0..40).map(|n| (format!("P{n}"), item(n))).collect();
    items.insert("P40".to_owned(), json!({ "get": { "responses": {} } }));
    let bomb = document(json!({ "paths": { "/a": refer(0) }, "components": { "pathItems": items } }));
    assert_eq!(generate(bomb.to_string()), Outcome::Refused);
}

#[test]
fn merges_of_merges_do_not_try_every_subset() {
    let all = |members: &[usize]| {
        let members: Vec<Value> =
            members.iter().map(|n| json!({ "$ref": format!("#/components/schemas/S{n}") })).collect();
        json!({ "allOf": members })
    };
    let schema = |n: usize| match n {
        0 => json!({ "properties": { "x": all(&[0, 1]), "y": all(&[0]) } }),
        _ => json!({ "properties": { "x": all(&[n + 1]), "y": all(&[n + 1]), format!("p{n}"): { "type": "string" } } }),
    };
    let mut schemas: Map<String, Value> = (0..24).map(|n| (format!("S{n}"), schema(n))).collect();
    schemas.insert("S24".to_owned(), json!({ "type": "object" }));
    assert_eq!(generate(document(json!({ "components": { "schemas": schemas } })).to_string()), Outcome::Refused);
}

#[test]
fn much_of_a_thing_does_not_take_the_square_of_its_time() {
    let schema = |n: usize| json!({ "type": "object", "properties": { "a": { "$ref": format!("#/components/schemas/S{}", n / 2) } } });
    let schemas: Map<String, Value> = (0..200).map(|n| (format!("S{n}"), schema(n))).collect();
    let properties: Map<String, Value> = (0..1000).map(|n| (format!("p{n}"), json!({ "type": "string" }))).collect();
    let values: Vec<String> = (0..1000).map(|n| format!("v {n}")).collect();
    let same: Vec<String> = (0..500).map(|n| "!".repeat(n % 50) + &"?".repeat(n / 50)).collect();
    let paths: Map<String, Value> = (0..300)
        .map(|n| {
            (
                format!("/p/{n}"),
                json!({ "get": { "tags": [format!("t{}", n % 50)], "responses": { "200": { "description": "" } } } }),
            )
        })
        .collect();
    generate(document(json!({ "paths": paths, "components": { "schemas": schemas } })).to_string());
    let wide =
        json!({ "A": { "type": "object", "properties": properties }, "E": { "enum": values }, "S": { "enum": same } });
    generate(document(json!({ "components": { "schemas": wide } })).to_string());
    generate(
        document(json!({ "info": { "title": "T", "version": "1", "description": "word ".repeat(50_000) } }))
            .to_string(),
    );
    generate(
        document(json!({ "info": { "title": "T", "version": "1", "description": "# *a_ `[(<\n".repeat(2_000) } }))
            .to_string(),
    );
}

/// What takes too long for every day: `cargo test --release -p codegen --test hostile -- --ignored`.
#[test]
#[ignore = "takes minutes in a test build"]
fn a_hundred_thousand_operations_and_fifty_megabytes_end() {
    let operation = |n: usize| json!({ "get": { "operationId": format!("op{n}"), "tags": [format!("t{}", n % 100)], "responses": { "200": { "description": "" } } } });
    let paths: Map<String, Value> = (0..100_000).map(|n| (format!("/p/{n}"), operation(n))).collect();
    assert_eq!(generate(document(json!({ "paths": paths })).to_string()), Outcome::Emitted);
    for text in ["word ", "`", "*", "[a](", "# a\n", "\n", "- a\n  ", "<", "|", "é"] {
        let description = text.repeat(50_000_000 / text.len());
        generate(document(json!({ "info": { "title": "T", "version": "1", "description": description } })).to_string());
    }
    let lines: String =
        (0..1_000_000).map(|n| format!("x-{n}: &a{n} {{title: text number {n}, value: {n}}}\n")).collect();
    generate(format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{lines}paths: {{}}\n"));
    for filler in ["a", " ", "\n", "#", "{", "[", "- ", "a: ", "\"", "\u{0}", "&a ", "? "] {
        generate(filler.repeat(50_000_000 / filler.len()));
        generate(format!("openapi: 3.1.0\ninfo: {}", filler.repeat(5_000_000)));
    }
}
