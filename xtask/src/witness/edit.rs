//! Edits of a description: JSON pointers, each with what stands there afterwards.

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Applies edits in order. `null` removes, `-` appends to a list, `{ "from": pointer }` alone moves.
///
/// # Errors
///
/// A pointer whose parent does not exist, or that removes what is not there.
pub fn apply(mut document: Value, edits: &Value) -> Result<Value> {
    let edits = edits.as_object().context("edits are a map from pointers to values")?;
    for (pointer, value) in edits {
        let value = match value.get("from").and_then(Value::as_str) {
            Some(from) => take(&mut document, from)?,
            None => value.clone(),
        };
        put(&mut document, pointer, value).with_context(|| pointer.clone())?;
    }
    Ok(document)
}

fn parent<'a>(document: &'a mut Value, pointer: &str) -> Result<(&'a mut Value, String)> {
    let (parent, last) = pointer.rsplit_once('/').context("not a pointer")?;
    let place = document.pointer_mut(parent).with_context(|| format!("there is no {parent}"))?;
    Ok((place, last.replace("~1", "/").replace("~0", "~")))
}

fn take(document: &mut Value, pointer: &str) -> Result<Value> {
    let (place, key) = parent(document, pointer)?;
    match place {
        Value::Object(map) => map.shift_remove(&key).with_context(|| format!("there is no {pointer}")),
        Value::Array(list) => match key.parse::<usize>() {
            Ok(index) if index < list.len() => Ok(list.remove(index)),
            _ => bail!("there is no {pointer}"),
        },
        _ => bail!("{pointer} is in neither map nor list"),
    }
}

fn put(document: &mut Value, pointer: &str, value: Value) -> Result<()> {
    if value.is_null() {
        take(document, pointer)?;
        return Ok(());
    }
    let (place, key) = parent(document, pointer)?;
    match place {
        Value::Object(map) => {
            map.insert(key, value);
        }
        Value::Array(list) if key == "-" => list.push(value),
        Value::Array(list) => match key.parse::<usize>().ok().and_then(|index| list.get_mut(index)) {
            Some(item) => *item = value,
            None => bail!("no such item"),
        },
        _ => bail!("neither map nor list"),
    }
    Ok(())
}

#[cfg(test)]
mod test {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    #[test]
    fn an_edit_sets_removes_appends_and_moves() {
        let edits = json!({ "/a/b": 2, "/c": null, "/d/-": 3, "/x~1y": { "from": "/e" } });
        let document = apply(json!({ "a": { "b": 1 }, "c": 1, "d": [1], "e": 5 }), &edits).unwrap();
        assert_eq!(document, json!({ "a": { "b": 2 }, "d": [1, 3], "x/y": 5 }));
    }

    #[test]
    fn what_is_not_there_cannot_be_removed() {
        assert!(apply(json!({}), &json!({ "/a": null })).is_err());
    }
}
