//! Versions of OpenAPI.

use serde_json::Value;

/// A version of OpenAPI that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    V3_0,
    V3_1,
}

/// The keywords of a schema that are read beside a `$ref` in OpenAPI 3.0. The standard ignores all siblings, but
/// descriptions mean these.
const BESIDE_REFERENCE: [&str; 5] = ["nullable", "deprecated", "readOnly", "writeOnly", "default"];

impl Version {
    /// Parses the value of `openapi`, such as `3.1.0`. Returns `None` for versions that are not read.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split(['.', '-']);
        match (parts.next(), parts.next()) {
            (Some("3"), Some("0")) => Some(Self::V3_0),
            (Some("3"), Some("1")) => Some(Self::V3_1),
            _ => None,
        }
    }

    /// The version of a document, [`Version::V3_1`] if it does not have a readable one.
    pub fn of(root: &Value) -> Self {
        let parsed = match root.get("openapi") {
            Some(Value::String(text)) => Self::parse(text),
            // YAML reads `3.0` without quotes as a number.
            Some(number) => Self::parse(&number.to_string()),
            None => None,
        };
        parsed.unwrap_or(Self::V3_1)
    }

    /// Whether a keyword of a schema applies where the schema also has a `$ref`.
    pub fn applies_beside_reference(self, keyword: &str) -> bool {
        self >= Self::V3_1 || BESIDE_REFERENCE.contains(&keyword)
    }
}
