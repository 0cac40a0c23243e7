//! Places that a reference finds by another way than a pointer from the top of the file.

use std::collections::HashMap;

use serde_json::Value;

use crate::document::pointer;

/// The pointers of the schemas that call themselves by a name, for each name.
pub(super) type Anchors = HashMap<String, Vec<String>>;

/// All anchors of a file.
pub(super) fn find(tree: &Value) -> Anchors {
    let mut anchors = Anchors::new();
    walk(tree, &mut String::new(), &mut anchors);
    anchors
}

fn walk(value: &Value, at: &mut String, anchors: &mut Anchors) {
    let length = at.len();
    match value {
        Value::Object(map) => {
            for key in ["$anchor", "$dynamicAnchor"] {
                if let Some(Value::String(name)) = map.get(key) {
                    anchors.entry(name.clone()).or_default().push(at.clone());
                }
            }
            for (key, item) in map {
                if !is_data(key) {
                    pointer::push(at, key);
                    walk(item, at, anchors);
                    at.truncate(length);
                }
            }
        }
        Value::Array(list) => {
            for (index, item) in list.iter().enumerate() {
                pointer::push_index(at, index);
                walk(item, at, anchors);
                at.truncate(length);
            }
        }
        _ => {}
    }
}

/// Whether what stands under a key is data, and no part of the description.
fn is_data(key: &str) -> bool {
    matches!(key, "example" | "examples" | "default" | "enum" | "const") || key.starts_with("x-")
}

/// The schema around a place that has the definitions which a fragment begins with. So are references meant in a
/// schema that was written as a document of its own: `#` is that schema, not the whole description.
pub(super) fn own_definitions(tree: &Value, fragment: &str, site: &str) -> Option<String> {
    let mut steps = pointer::steps(fragment);
    let (section, name) = (steps.next()?, steps.next()?);
    if !matches!(section.as_str(), "$defs" | "definitions") || tree.get(&section).is_some() {
        return None;
    }
    let mut around = Vec::new();
    let mut value = tree;
    let mut at = String::new();
    for step in pointer::steps(site) {
        value = pointer::child(value, &step)?;
        pointer::push(&mut at, &step);
        if value.get(&section).and_then(|definitions| definitions.get(&name)).is_some() {
            around.push(at.clone());
        }
    }
    around.pop()
}
