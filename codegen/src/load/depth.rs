//! How deep a document may be nested.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::pointer;

/// The reader of OpenAPI descends by recursion, with large frames; real descriptions have about 20 levels.
const DEEPEST: usize = 50;

/// The first place that is nested too deep.
pub(super) fn check(root: &Value) -> Option<Diagnostic> {
    let mut at = String::new();
    too_deep(root, DEEPEST, &mut at).then(|| {
        Diagnostic::error(at, format!("nested deeper than {DEEPEST} levels"))
            .help("name inner schemas under `components.schemas` and refer to them")
    })
}

/// Whether a value has more levels than are left. Leaves `at` at the place where they run out.
fn too_deep(value: &Value, left: usize, at: &mut String) -> bool {
    let length = at.len();
    if left == 0 {
        return value.is_object() || value.is_array();
    }
    match value {
        Value::Array(list) => {
            for (index, item) in list.iter().enumerate() {
                pointer::push_index(at, index);
                if too_deep(item, left - 1, at) {
                    return true;
                }
                at.truncate(length);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                pointer::push(at, key);
                if too_deep(item, left - 1, at) {
                    return true;
                }
                at.truncate(length);
            }
        }
        _ => {}
    }
    false
}
