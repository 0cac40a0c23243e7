//! `x-speakeasy-retries`: when an operation is sent again.

use serde_json::Value;

use crate::api::Retry;
use crate::diagnostic::step;

use super::context::Context;
use super::operations::Found;

const KEY: &str = "x-speakeasy-retries";

/// What the operation says, or else the document.
pub(super) fn lower(context: &mut Context<'_>, found: &Found<'_>) -> Option<Retry> {
    let openapi = context.openapi;
    let (value, pointer) = match found.operation.extensions.get(KEY) {
        Some(own) => (own, step(&found.pointer, KEY)),
        None => (openapi.extensions.get(KEY)?, step("", KEY)),
    };
    let enabled = match value.get("strategy").and_then(Value::as_str) {
        Some("backoff") => true,
        Some("none") => false,
        _ => {
            let help = "the strategies are `backoff` and `none`";
            context.error_with_help(&pointer, "these retries have no known `strategy`", help);
            return None;
        }
    };
    let backoff = |key: &str| value.get("backoff").and_then(|backoff| backoff.get(key));
    let milliseconds = |key: &str| backoff(key).and_then(Value::as_u64);
    Some(Retry {
        enabled,
        first_wait_ms: milliseconds("initialInterval"),
        growth: backoff("exponent").and_then(Value::as_f64),
        longest_wait_ms: milliseconds("maxInterval"),
        longest_total_ms: milliseconds("maxElapsedTime"),
        statuses: statuses(context, value, &pointer),
        connection_errors: value.get("retryConnectionErrors").and_then(Value::as_bool),
    })
}

/// `429`, `"429"` or `5XX`.
fn statuses(context: &mut Context<'_>, value: &Value, pointer: &str) -> Vec<(u16, u16)> {
    let mut ranges = Vec::new();
    let codes = value.get("statusCodes").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for (index, code) in codes.iter().enumerate() {
        let text = code.as_str().map_or_else(|| code.to_string(), str::to_ascii_uppercase);
        let range = match (text.strip_suffix("XX"), text.parse::<u16>()) {
            (Some(class), _) => class.parse().ok().filter(|class| (1..=5).contains(class)).map(class_of),
            (None, Ok(code @ 100..=599)) => Some((code, code)),
            _ => None,
        };
        match range {
            Some(range) => ranges.push(range),
            None => {
                let pointer = step(&step(pointer, "statusCodes"), index);
                context.error_with_help(&pointer, "this is no status", "write `429`, or `5XX` for all of a class");
            }
        }
    }
    ranges
}

fn class_of(class: u16) -> (u16, u16) {
    (class * 100, class * 100 + 99)
}
