//! Whatever stands in a description, the reader of OpenAPI 3.0 is never the one to refuse it.

use serde_json::{Value, json};

use super::{load_text, problems};

/// Of all combinations, so many are one that is tried. With 1, the tests take half a minute.
const STRIDE: usize = 7;

const SAMPLE: &str = include_str!("sample.yaml");

fn pointers(value: &Value, at: String, all: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, item) in map {
                pointers(item, crate::document::pointer::step(&at, key), all);
            }
        }
        Value::Array(list) => {
            for (index, item) in list.iter().enumerate() {
                pointers(item, crate::document::pointer::step(&at, index), all);
            }
        }
        _ => {}
    }
    all.push(at);
}

/// What loads must be readable, in whole: also what lowering reads from the tree.
fn checked(document: &Value, place: &str) {
    if let Ok(description) = load_text(&document.to_string())
        && let Err(error) = serde_json::from_value::<openapiv3::OpenAPI>(description.root)
    {
        panic!("at {place}: the reader of OpenAPI 3.0 rejects what was loaded: {error}");
    }
}

#[test]
fn the_sample_loads() {
    assert_eq!(problems(load_text(SAMPLE)), Vec::<String>::new());
}

#[test]
fn no_value_in_any_place_gets_past_the_checks() {
    let sample: Value = super::super::tree::parse("sample.yaml", SAMPLE).unwrap();
    let mut places = Vec::new();
    pointers(&sample, String::new(), &mut places);
    let values = [
        json!(null),
        json!(true),
        json!(-1.5),
        json!(1e300),
        json!("x"),
        json!([]),
        json!({}),
        json!([null, 1, "x", {}, []]),
        json!({ "x": null, "y": [], "x-z": 1, "200": 1 }),
        json!({ "$ref": "#/components/schemas/Pet" }),
        json!({ "$ref": 1 }),
    ];
    for (first, place) in places.iter().enumerate() {
        for (_, value) in values.iter().enumerate().filter(|(second, _)| (first + second) % STRIDE == 0) {
            let mut document = sample.clone();
            *document.pointer_mut(place).unwrap() = value.clone();
            checked(&document, &format!("{place} = {value}"));
        }
    }
}

#[test]
fn no_missing_or_strange_field_gets_past_the_checks() {
    let sample: Value = super::super::tree::parse("sample.yaml", SAMPLE).unwrap();
    let mut places = Vec::new();
    pointers(&sample, String::new(), &mut places);
    for (first, place) in places.iter().enumerate() {
        let Some((parent, _)) = place.rsplit_once('/') else { continue };
        let mut document = sample.clone();
        let Some(Value::Object(map)) = document.pointer_mut(parent) else { continue };
        let key = crate::document::pointer::steps(place).last().unwrap();
        let value = map.shift_remove(&key).unwrap();
        checked(&document, &format!("{place} removed"));
        let fields = ["type", "nullable", "x-y", "$ref", "default", "items", "required", "in", "content"];
        for (_, strange) in fields.iter().enumerate().filter(|(second, _)| (first + second) % STRIDE == 0) {
            let mut document = sample.clone();
            if let Some(Value::Object(map)) = document.pointer_mut(parent) {
                map.insert((*strange).to_owned(), value.clone());
            }
            checked(&document, &format!("{place} copied to {strange}"));
        }
    }
}
