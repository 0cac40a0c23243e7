//! A description cut down to what progenitor takes, so that its client can witness what ours sends and reads.
//!
//! progenitor accepts OpenAPI 3.0 only, knows no servers and no security, and one type for all error answers of an
//! operation. What is cut is exactly what the comparison cannot see.

use openapiv3::{OpenAPI, Operation, ReferenceOr, Response};

use serde::Deserialize;
use serde_json::Value;

use crate::document::Status;

/// The description without what progenitor rejects; `root` is that of a [`crate::load::Description`].
///
/// # Errors
///
/// `openapiv3` cannot read the description.
pub fn for_progenitor(root: &Value) -> serde_json::Result<OpenAPI> {
    let mut reduced = OpenAPI::deserialize(root)?;
    "3.0.3".clone_into(&mut reduced.openapi);
    reduced.servers.clear();
    let components = reduced.components.clone().unwrap_or_default();
    let paths = reduced.paths.paths.values_mut().filter_map(|item| match item {
        ReferenceOr::Item(item) => Some(item),
        ReferenceOr::Reference { .. } => None,
    });
    for item in paths {
        item.servers.clear();
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.delete,
            &mut item.options,
            &mut item.head,
            &mut item.patch,
            &mut item.trace,
        ];
        for operation in operations.into_iter().flatten() {
            operation.servers.clear();
            keep_one_error(operation, &components);
        }
    }
    Ok(reduced)
}

/// Keeps the error answers that agree with the first one that has a JSON body; all of them where none has.
fn keep_one_error(operation: &mut Operation, components: &openapiv3::Components) {
    let errors = operation.responses.responses.iter().filter(|(status, _)| !Status::from(*status).is_success());
    let first = errors.filter_map(|(_, response)| json_body(response, components)).next();
    operation.responses.responses.retain(|status, response| {
        Status::from(status).is_success() || json_body(response, components).as_deref() == first.as_deref()
    });
    if first.is_none() {
        for (status, response) in &mut operation.responses.responses {
            if !Status::from(status).is_success() {
                *response = ReferenceOr::Item(Response { description: String::new(), ..Response::default() });
            }
        }
    }
}

/// The JSON schema of an answer, as text that can be compared.
fn json_body(response: &ReferenceOr<Response>, components: &openapiv3::Components) -> Option<String> {
    let response = match response {
        ReferenceOr::Item(response) => response,
        ReferenceOr::Reference { reference } => {
            let name = reference.strip_prefix("#/components/responses/")?;
            components.responses.get(name)?.as_item()?
        }
    };
    let schema = response.content.get("application/json")?.schema.as_ref()?;
    serde_json::to_string(schema).ok()
}
