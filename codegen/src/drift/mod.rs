//! Recorded answers against a description: what the SDK would tolerate or refuse, and an overlay that mends it.
//!
//! ```text
//! answers ──compare(Api)──▶ findings ──propose(document)──▶ overlay
//! ```
//!
//! No content of an answer is shown but values that an enum does not list, and names of fields.

mod compare;
mod infer;
mod propose;
mod sample;
#[cfg(test)]
mod tests;

pub use sample::Sample;

use crate::api::{Api, Operation, Payload, Status, Type};

/// An overlay (OpenAPI Overlay 1.0, YAML) that makes the description fit the answers; `None` if it does.
///
/// `status` is that of the answers; by default that of the first success with a body. `api` must be described by
/// [`crate::describe`].
///
/// # Errors
///
/// There is no such operation, or it documents no such body.
pub fn overlay(api: &Api, operation: &str, status: Option<u16>, samples: &[Sample]) -> Result<Option<String>, String> {
    let described = find(api, operation)?;
    let ty = body(described, status)?;
    let findings = compare::compare(api, &ty.0, &ty.1, samples);
    let actions = propose::actions(&api.contract.document, &findings);
    if actions.is_empty() {
        return Ok(None);
    }
    serde_yaml::to_string(&propose::document(operation, actions)).map(Some).map_err(|error| error.to_string())
}

fn find<'a>(api: &'a Api, id: &str) -> Result<&'a Operation, String> {
    if let Some(found) = api.operations.iter().find(|operation| operation.name.wire == id) {
        return Ok(found);
    }
    let names = api.operations.iter().map(|operation| operation.name.wire.as_str());
    let near = names.map(|name| (strsim::jaro_winkler(id, name), name)).max_by(|a, b| a.0.total_cmp(&b.0));
    let near = near.filter(|(score, _)| *score > 0.7).map(|(_, name)| format!("; is it `{name}`?"));
    Err(format!("no operation is called `{id}`{}", near.unwrap_or_default()))
}

/// The type of a body, and the place of its schema.
fn body(operation: &Operation, status: Option<u16>) -> Result<(Type, String), String> {
    let fits = |documented: Status| match status {
        None => operation.is_success(documented),
        Some(status) => documented.covers(status),
    };
    let payloads = operation.responses.iter().filter(|response| fits(response.status)).filter_map(|response| {
        let (Payload::Json(ty) | Payload::Xml(ty)) = response.payload.as_ref()? else { return None };
        let media_type = response.media_type.as_deref().unwrap_or("application/json");
        let pointer = crate::document::pointer::step(&format!("{}/content", response.pointer), media_type);
        Some((ty.clone(), format!("{pointer}/schema")))
    });
    let mut payloads = payloads;
    payloads.next().ok_or_else(|| {
        let status = status.map_or_else(|| "a success".to_owned(), |status| format!("status {status}"));
        format!("`{}` documents no JSON or XML for {status}", operation.name.wire)
    })
}
