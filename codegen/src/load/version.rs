//! Which version of OpenAPI a document is written in.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, nearest};
use crate::document::Version;

/// The version of a document; those that are not read are rejected.
pub(super) fn check(root: &Value) -> Result<Version, Diagnostic> {
    let text = |key: &str| {
        root.get(key).map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
    };
    // Converters leave `swagger` behind.
    if let Some(version) = text("swagger").filter(|_| root.get("openapi").is_none()) {
        return Err(Diagnostic::error("/swagger", format!("Swagger {version} is not read"))
            .help("convert the description to OpenAPI 3.0 or 3.1, for example with swagger2openapi"));
    }
    let Some(version) = text("openapi") else {
        let keys = root.as_object().into_iter().flat_map(|map| map.keys().map(String::as_str));
        let help = match nearest("openapi", keys) {
            Some(near) => format!("did you mean `openapi` where it says `{near}`?"),
            None => "add `openapi: 3.1.1` at the top".to_owned(),
        };
        return Err(
            Diagnostic::error("", "the document does not say which version of OpenAPI it is written in").help(help)
        );
    };
    Version::parse(&version).ok_or_else(|| {
        if version.trim() == "3.2" || version.trim().starts_with("3.2.") {
            Diagnostic::error("/openapi", format!("OpenAPI {version} is not read yet"))
                .help("write `openapi: 3.1.1` if nothing in the description is new in 3.2")
        } else {
            Diagnostic::error("/openapi", format!("`{version}` is no version of OpenAPI that is read"))
                .help("OpenAPI 3.0 and 3.1 are")
        }
    })
}
