//! What the description says of the wire, including all that Rust types do not express.

use std::sync::Arc;

use serde_json::Value;

/// The description in one document, as it was before anything was folded away: limits, patterns, all media types,
/// headers, defaults. References lead to components. Empty unless somebody is going to compare.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contract {
    pub document: Arc<Value>,
}
