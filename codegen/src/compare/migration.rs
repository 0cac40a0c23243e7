//! What to write instead.

use super::sink::{Finding, Subject};
use super::{Kind, Source};

/// For a change that breaks source, what a caller does about it.
pub(super) fn of(kind: Kind, finding: &Finding, subject: &Subject) -> Option<String> {
    if kind.source() != Source::Breaking {
        return None;
    }
    let name = &finding.name;
    let thing = if name.starts_with("the answer ") { name.clone() } else { format!("`{name}`") };
    let method = subject.operation.as_deref().unwrap_or("the method");
    let (old, new) = finding.rust.clone().unwrap_or_default();
    Some(match finding.kind {
        "operation-removed" => format!("`{method}()` has no successor in the description: remove the call"),
        "operation-renamed" | "operation-moved" | "argument-renamed" | "field-renamed" | "variant-renamed"
        | "type-renamed" => format!("write `{new}` instead of `{old}`"),
        "parameter-joined-client" => format!("set `{name}` where the client is built"),
        "parameter-left-client" | "parameter-added-required" | "request-body-added-required" => {
            format!("pass `{name}` to `{method}(…)`")
        }
        "parameter-became-required" | "request-body-became-required" => {
            format!("pass `{name}` to `{method}(…)` instead of calling `.{name}(…)`")
        }
        "parameter-became-optional" | "request-body-became-optional" => {
            format!("call `.{name}(…)` instead of passing it to `{method}(…)`")
        }
        "parameter-removed" | "request-body-removed" => format!("remove `{name}` from the call of `{method}`"),
        "request-field-added-required" => format!("pass `{name}` where the model is made with `new(…)`"),
        "request-field-removed"
        | "response-field-removed"
        | "response-optional-field-removed"
        | "response-header-removed"
        | "response-optional-header-removed" => {
            format!("remove uses of `{name}`")
        }
        "media-type-choice-removed" => format!("use the media type that is left, without `{name}`"),
        "arguments-reordered" => format!("pass the arguments in the new order: `{new}`"),
        "request-enum-value-removed"
        | "response-enum-value-removed"
        | "request-variant-removed"
        | "response-variant-removed"
        | "variant-removed" => {
            format!("remove `{name}`; a value that still comes is in the variant for unknown ones")
        }
        "response-error-removed" => format!("remove `{name}` where errors are matched; `status()` still tells it"),
        "type-removed" => format!("remove uses of `{name}`"),
        "type-no-longer-sent" => format!("make `{name}` with `Default::default()` and set its fields"),
        "global-parameter-removed" | "security-scheme-removed" | "server-variable-removed" => {
            format!("remove `.{name}(…)` from the builder")
        }
        "server-index-removed" => "remove `.server_index(…)` from the builder, or use `.server(…)`".to_owned(),
        "request-additional-properties-closed" | "response-additional-properties-closed" => {
            format!("remove uses of `{name}`")
        }
        "request-field-access-changed" | "response-field-access-changed" => {
            format!("set `{name}` only where there is an argument or a setter for it")
        }
        _ if old.is_empty() && new.is_empty() => format!("adapt uses of {thing}"),
        _ if new == format!("Option<{old}>") => format!("{thing} is an `Option` now: handle `None`, write `Some(…)`"),
        _ if old == format!("Option<{new}>") => {
            format!("{thing} is no `Option` any more: leave out `Some(…)` and `?`")
        }
        _ => format!("{thing} is `{new}` instead of `{old}`"),
    })
}
