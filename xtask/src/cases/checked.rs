//! Verdicts that were checked by hand and by rustc, on the wire and for code.

use anyhow::{Result, bail};
use codegen::compare::{Comparison, Source, Wire};
use serde_json::Value;

/// What is expected of a pair. What is `None` was not judged.
pub struct Checked {
    wire_breaking: Option<bool>,
    source_breaking: Option<bool>,
    /// Whether there is a change of substance.
    changes: bool,
    /// The reason for the verdicts.
    pub why: String,
}

impl Checked {
    /// The expectation in an `expected.json`; `None` where it holds one of another form.
    pub fn read(value: &Value) -> Option<Result<Self>> {
        value.get("wire_breaking")?;
        let changes = value.get("changes").and_then(Value::as_str);
        Some(Self::complete(value, changes))
    }

    fn complete(value: &Value, changes: Option<&str>) -> Result<Self> {
        let changes = match changes {
            Some("some") => true,
            Some("none") => false,
            _ => bail!("`changes` is neither \"some\" nor \"none\""),
        };
        let verdict = |key: &str| match value.get(key) {
            Some(Value::Bool(breaking)) => Ok(Some(*breaking)),
            Some(Value::Null) => Ok(None),
            _ => bail!("`{key}` is neither true, false nor null"),
        };
        Ok(Self {
            wire_breaking: verdict("wire_breaking")?,
            source_breaking: verdict("source_breaking")?,
            changes,
            why: value.get("why").and_then(Value::as_str).unwrap_or_default().to_owned(),
        })
    }

    pub fn is_met(&self, comparison: &Comparison) -> bool {
        let is = |expected: Option<bool>, found: bool| expected.is_none_or(|expected| expected == found);
        is(self.wire_breaking, comparison.wire_breaking)
            && is(self.source_breaking, comparison.source_breaking)
            && self.changes == has_substance(comparison)
    }
}

/// Whether anything changed but words about the description itself.
fn has_substance(comparison: &Comparison) -> bool {
    comparison.changes.iter().any(|change| {
        let about_itself = matches!(change.kind.id(), "api-title-changed" | "api-version-changed");
        !about_itself || change.kind.wire() != Wire::Compatible || change.kind.source() != Source::Compatible
    })
}
