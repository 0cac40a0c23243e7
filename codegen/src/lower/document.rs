//! Words beside the machinery: documentation and extensions.

use openapiv3::ExternalDocumentation;
use serde_json::Value;

use crate::api::Doc;

/// Documentation as OpenAPI spreads it over a node.
pub(super) fn doc(
    summary: Option<&str>,
    description: Option<&str>,
    link: Option<&ExternalDocumentation>,
    deprecated: bool,
) -> Doc {
    Doc {
        summary: text(summary).map(|summary| summary.split_whitespace().collect::<Vec<_>>().join(" ")),
        description: text(description),
        link: link.map(|link| link.url.clone()),
        deprecated,
    }
}

/// Trimmed, and nothing rather than an empty string.
pub(super) fn text(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The name that a description gives to the Rust side of a node.
pub(super) fn name_override<'v>(extension: impl Fn(&str) -> Option<&'v Value>) -> Option<&'v str> {
    ["x-rust-name", "x-speakeasy-name-override"]
        .into_iter()
        .find_map(|key| extension(key).and_then(Value::as_str))
        .filter(|name| !name.is_empty())
}
