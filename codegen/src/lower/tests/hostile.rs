//! Descriptions that try to make the generator run for ever, or out of stack.

use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use crate::lower::lower;

/// Lowers named schemas in good time, with or without success.
fn ends(schemas: Map<String, Value>) {
    let root = json!({"openapi": "3.0.3", "info": {"title": "", "version": ""}, "paths": {}, "components": {"schemas": schemas}});
    let start = Instant::now();
    _ = lower(&root);
    // A hang is what this tells from slowness, on however busy a machine.
    assert!(start.elapsed() < Duration::from_secs(600), "{:?}", start.elapsed());
}

fn reference(name: impl std::fmt::Display) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn numbered(count: usize, schema: impl Fn(usize) -> Value) -> Map<String, Value> {
    (0..count).map(|number| (format!("S{number}"), schema(number))).collect()
}

fn next(number: usize, count: usize) -> Value {
    reference(format!("S{}", (number + 1) % count))
}

#[test]
fn long_chains_end() {
    ends(numbered(20_000, |number| next(number, 20_000)));
    ends(numbered(2_000, |number| json!({"allOf": [next(number, 3_000), {"properties": {"a": {"type": "string"}}}]})));
    ends(numbered(20_000, |number| json!({"properties": {"a": next(number, 20_000)}, "required": ["a"]})));
    ends(numbered(20_000, |number| json!({"type": "array", "items": next(number, 20_000)})));
    ends(numbered(5_000, |number| json!({"oneOf": [next(number, 5_000), {"type": "string"}]})));
}

#[test]
fn chains_of_extended_properties_end() {
    let extended = |number: usize| json!({"allOf": [next(number, 1_000)], "required": ["a"], "properties": {"a": {}}});
    ends(numbered(1_000, |number| json!({"properties": {"p": extended(number)}})));
    ends(numbered(1_000, |number| json!({"additionalProperties": extended(number)})));
    ends(numbered(1_000, |number| json!({"type": "array", "items": extended(number)})));
    ends(numbered(1_000, |number| json!({"oneOf": [{"properties": {"p": extended(number)}}, {"type": "string"}]})));
}

#[test]
fn diamonds_end() {
    ends(numbered(200, |number| json!({"allOf": [next(number, 201), next(number, 201), {"required": ["a"]}]})));
    ends(numbered(60, |number| {
        let members: Vec<Value> =
            (0..60).filter(|other| *other != number).map(|other| reference(format!("S{other}"))).collect();
        json!({"properties": {format!("p{number}"): {"type": "string"}}, "oneOf": members})
    }));
    ends(numbered(60, |number| {
        let members: Vec<Value> = (0..60).map(|other| reference(format!("S{other}"))).collect();
        json!({"anyOf": members, "allOf": [next(number, 60)]})
    }));
}

#[test]
fn merges_of_chains_end() {
    let mut schemas = numbered(300, |number| json!({"properties": {"x": next(number, 300), "y": next(number, 300)}}));
    let more =
        numbered(300, |number| json!({"properties": {"x": reference(format!("T{}", (number + 7) % 300)), "y": {}}}));
    schemas.extend(more.into_iter().map(|(name, schema)| (name.replace('S', "T"), schema)));
    schemas.insert("Both".to_owned(), json!({"allOf": [reference("S0"), reference("T0")]}));
    ends(schemas);
}

#[test]
fn equal_names_end() {
    ends(
        (0..20_000)
            .map(|number| (format!("a{}", "_".repeat(number % 90)) + &"-".repeat(number / 90), json!({})))
            .collect(),
    );
}
