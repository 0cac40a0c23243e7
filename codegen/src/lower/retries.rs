//! `x-speakeasy-retries`: of an operation, or of the whole document.

use serde_json::Value;

use crate::api::{Retries, Status};
use crate::document::pointer::step;

use super::context::Context;
use super::operations::Found;

const KEY: &str = "x-speakeasy-retries";

/// The policy of an operation. What it leaves out is as the extension's own documentation has it.
pub(super) fn lower(context: &mut Context<'_>, found: &Found<'_>) -> Option<Retries> {
    let own = found.operation.extensions.contains_key(KEY);
    let (value, pointer) = match found.operation.extensions.get(KEY) {
        Some(value) => (value, step(&found.pointer, KEY)),
        None => (context.root.get(KEY)?, step("", KEY)),
    };
    match value.get("strategy").and_then(Value::as_str) {
        Some("none") => return Some(Retries::Never),
        Some("backoff") => {}
        _ => {
            context.note(&pointer, "retries of an unknown strategy; `backoff` and `none` are known");
            return None;
        }
    }
    let backoff = value.get("backoff");
    let time =
        |name: &str, default: u64| backoff.and_then(|it| it.get(name)).and_then(Value::as_u64).unwrap_or(default);
    let exponent = backoff.and_then(|backoff| backoff.get("exponent")).and_then(Value::as_f64);
    let codes = value.get("statusCodes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut statuses: Vec<Status> = Vec::with_capacity(codes.len());
    for code in codes {
        let text = code.as_str().map_or_else(|| code.to_string(), str::to_owned);
        match status(&text) {
            Some(status) => statuses.push(status),
            None => context.note(&step(&pointer, "statusCodes"), format!("`{text}` is no status")),
        }
    }
    Some(Retries::Backoff {
        initial_interval: time("initialInterval", 500),
        max_interval: time("maxInterval", 60_000),
        max_elapsed: time("maxElapsedTime", 3_600_000),
        exponent: exponent.filter(|exponent| exponent.is_finite() && *exponent >= 1.0).unwrap_or(1.5),
        statuses,
        connection_errors: value.get("retryConnectionErrors").and_then(Value::as_bool).unwrap_or(false),
        own,
    })
}

fn status(text: &str) -> Option<Status> {
    Status::parse(text).filter(|status| matches!(status, Status::Code(100..=599) | Status::Range(1..=5)))
}
