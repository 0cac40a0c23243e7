//! For programs: every operation has its own entry, whatever it shares with others.

use serde_json::{Value, json};

use crate::compare::{Change, Comparison, Version};

/// The comparison as JSON. Its fields are stable.
pub fn json(comparison: &Comparison) -> Value {
    json!({
        "from": version(&comparison.from),
        "to": version(&comparison.to),
        "level": comparison.level.as_str(),
        "wire_breaking": comparison.wire_breaking,
        "source_breaking": comparison.source_breaking,
        "changes": comparison.changes.iter().map(change).collect::<Vec<Value>>(),
    })
}

fn version(version: &Version) -> Value {
    json!({ "title": version.title, "version": version.version })
}

fn change(change: &Change) -> Value {
    let mut value = json!({
        "operation": change.operation,
        "tag": change.tag,
        "method": change.method,
        "path": change.path,
        "at": change.at,
        "kind": change.kind.id(),
        "level": change.kind.level().as_str(),
        "wire": change.kind.wire().as_str(),
        "source": change.kind.source().as_str(),
        "text": change.text,
        "old_pointer": change.old_pointer,
        "new_pointer": change.new_pointer,
    });
    if let (Some(migration), Some(map)) = (&change.migration, value.as_object_mut()) {
        map.insert("migration".to_owned(), json!(migration));
    }
    value
}
