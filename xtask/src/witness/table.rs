//! The pairs: one description, an edit of it for each kind of change, and a caller.

use anyhow::{Context, Result, bail};
use codegen::api::Api;
use codegen::compare::{self, Kind};
use serde_json::Value;

use super::edit;
use crate::generate;

/// The description that all pairs begin with.
const BASE: &str = include_str!("../../witness/base.yaml");

/// The pairs, by what they are about.
const TABLES: &[(&str, &str)] = &[
    ("client.yaml", include_str!("../../witness/client.yaml")),
    ("operations.yaml", include_str!("../../witness/operations.yaml")),
    ("parameters.yaml", include_str!("../../witness/parameters.yaml")),
    ("bodies.yaml", include_str!("../../witness/bodies.yaml")),
    ("requests.yaml", include_str!("../../witness/requests.yaml")),
    ("responses.yaml", include_str!("../../witness/responses.yaml")),
    ("models.yaml", include_str!("../../witness/models.yaml")),
    ("hidden.yaml", include_str!("../../witness/hidden.yaml")),
];

/// Two descriptions that differ in one change, and code that depends on it.
pub struct Witness {
    pub kind: Kind,
    /// `None`: the base as it is.
    pub old: Option<Value>,
    pub new: Value,
    /// Statements that have a `client: &sdk::Client`.
    pub caller: String,
}

/// The base description.
pub fn base() -> Result<Value> {
    serde_yaml::from_str(BASE).context("base.yaml")
}

/// All pairs.
///
/// # Errors
///
/// A table that cannot be read, a kind that does not exist, an edit that does not fit: with the file and the kind.
pub fn read() -> Result<Vec<Witness>> {
    let base = base()?;
    let mut list = Vec::new();
    for (file, text) in TABLES {
        let rows: Vec<Value> = serde_yaml::from_str(text).with_context(|| (*file).to_owned())?;
        for row in &rows {
            let id = row.get("kind").and_then(Value::as_str).with_context(|| format!("{file}: a row without kind"))?;
            let witness = witness(&base, row, id).with_context(|| format!("{file}: {id}"))?;
            list.push(witness);
        }
    }
    Ok(list)
}

fn witness(base: &Value, row: &Value, id: &str) -> Result<Witness> {
    let Some(kind) = compare::Kind::find(id) else { bail!("there is no such kind") };
    let old = match row.get("before") {
        Some(edits) => Some(edit::apply(base.clone(), edits)?),
        None => None,
    };
    let change = row.get("change").context("no change")?;
    let new = edit::apply(old.clone().unwrap_or_else(|| base.clone()), change)?;
    let caller = row.get("caller").and_then(Value::as_str).context("no caller")?.to_owned();
    Ok(Witness { kind, old, new, caller })
}

/// A description as the generator sees it.
///
/// # Errors
///
/// All that is wrong with it.
pub fn lowered(description: &Value) -> Result<Api> {
    let text = serde_json::to_string(description)?;
    match generate::lowered_from("witness.json", &[], &mut |_| Ok(text.clone())) {
        Ok(lowered) => Ok(lowered.api),
        Err(refusal) => bail!("{}", refusal.text),
    }
}
