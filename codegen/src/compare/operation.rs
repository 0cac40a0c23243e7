//! One operation that both descriptions have.

use super::document::{Document, Spot, Written};
use super::sink::{Finding, Sink, Subject};
use super::walk::Sides;
use super::{body, lifecycle, object, parameters, responses, security, unchanged};
use crate::api::{Api, Operation, Output, Server};

/// An operation on both sides: as written and, if it could be lowered, in the SDK.
#[derive(Clone, Copy)]
pub(super) struct Both<'b, 'a> {
    pub old: &'b Written<'a>,
    pub new: &'b Written<'a>,
    pub old_sdk: Option<&'a Operation>,
    pub new_sdk: Option<&'a Operation>,
}

impl<'a> Both<'_, 'a> {
    pub fn finding(&self, kind: &'static str, hidden: bool, text: impl Into<String>) -> Finding {
        Finding {
            kind,
            hidden,
            text: text.into(),
            old: Some(self.old.operation.pointer.clone()),
            new: Some(self.new.operation.pointer.clone()),
            ..Finding::default()
        }
    }
}

/// What the changes of an operation are told about.
pub(super) fn subject(api: &Api, written: &Written<'_>, sdk: Option<&Operation>) -> Subject {
    let tag = sdk.and_then(|operation| api.tags.get(operation.tag)).map(|tag| tag.name.ident.to_string());
    let written_tag = || written.operation.get("tags").and_then(|tags| Some(tags.value.get(0)?.as_str()?.to_owned()));
    let made_up =
        || written.id.map(str::to_owned).unwrap_or_else(|| format!("{} {}", written.method.key(), written.path));
    Subject {
        operation: Some(sdk.map_or_else(made_up, |operation| operation.name.ident.to_string())),
        tag: tag.or_else(written_tag),
        method: Some(written.method.as_str().to_owned()),
        path: Some(written.path.to_owned()),
    }
}

pub(super) fn compare<'a>(sides: Sides<'a>, sink: &mut Sink, both: Both<'_, 'a>) {
    sink.turn_to(subject(sides.new_api, both.new, both.new_sdk));
    names(sides, sink, both);
    lifecycle(sink, both);
    servers(sides, sink, both);
    security::operation(sides, sink, both);
    let renamed = parameters::compare(sides, sink, both);
    body::compare(sides, sink, both);
    let told = responses::compare(sides, sink, both);
    signature(sink, both, &renamed, told);
    callbacks(sides, sink, both);
}

fn names<'a>(sides: Sides<'a>, sink: &mut Sink, both: Both<'_, 'a>) {
    let (old, new) = (both.old, both.new);
    let handle = |api: &'a Api, operation: &Operation| {
        api.tags.get(operation.tag).map_or_else(String::new, |tag| tag.name.ident.to_string())
    };
    if let (Some(old_sdk), Some(new_sdk)) = (both.old_sdk, both.new_sdk) {
        let (old_tag, new_tag) = (handle(sides.old_api, old_sdk), handle(sides.new_api, new_sdk));
        let rust = |tag: &str, operation: &Operation| format!("client.{tag}().{}(…)", operation.name.ident);
        let rust = Some((rust(&old_tag, old_sdk), rust(&new_tag, new_sdk)));
        if old_tag != new_tag {
            let text = format!("moved from `client.{old_tag}()` to `client.{new_tag}()`");
            sink.tell(Finding { rust: rust.clone(), ..both.finding("operation-moved", false, text) });
        }
        let kept = new_sdk.aliases.iter().any(|alias| alias.ident == old_sdk.name.ident) && old_tag == new_tag;
        if kept {
            let text = format!("renamed to `{}()`; `{}()` is deprecated", new_sdk.name.ident, old_sdk.name.ident);
            sink.tell(Finding { rust, ..both.finding("operation-deprecated", false, text) });
        } else if old_sdk.name.ident != new_sdk.name.ident {
            let text = format!("renamed from `{}()` to `{}()`", old_sdk.name.ident, new_sdk.name.ident);
            sink.tell(Finding { rust, ..both.finding("operation-renamed", false, text) });
        } else if old.id != new.id {
            id(sink, both);
        }
    } else if old.id != new.id {
        id(sink, both);
    }
    let tags = |written: &Written<'a>| -> Vec<&'a str> {
        let tags = written.operation.get("tags");
        tags.iter().flat_map(Spot::list).filter_map(|tag| tag.value.as_str()).collect()
    };
    let (old_tags, new_tags) = (tags(old), tags(new));
    if old_tags.get(1..).unwrap_or_default() != new_tags.get(1..).unwrap_or_default() {
        sink.tell(both.finding("operation-tags-changed", false, format!("tags: {}", new_tags.join(", "))));
    }
    if super::pair::shape(old.path) != super::pair::shape(new.path) {
        let text = format!("path `{}` → `{}`", old.path, new.path);
        sink.tell(both.finding("operation-path-changed", false, text));
    }
    if old.method != new.method {
        let text = format!("method {} → {}", old.method.as_str(), new.method.as_str());
        sink.tell(both.finding("operation-method-changed", false, text));
    }
}

fn id(sink: &mut Sink, both: Both<'_, '_>) {
    let words = |id: Option<&str>| id.map_or_else(|| "none".to_owned(), |id| format!("`{id}`"));
    let text = format!("operationId {} → {}", words(both.old.id), words(both.new.id));
    sink.tell(both.finding("operation-id-changed", false, text));
}

fn lifecycle(sink: &mut Sink, both: Both<'_, '_>) {
    let (old, new) = (&both.old.operation, &both.new.operation);
    match (old.flag("deprecated"), new.flag("deprecated")) {
        (false, true) => {
            let sunset = new.text("x-sunset").map_or_else(String::new, |date| format!(", until {date}"));
            sink.tell(both.finding("operation-deprecated", false, format!("deprecated{sunset}")));
        }
        (true, false) => sink.tell(both.finding("operation-reactivated", false, "no longer deprecated")),
        _ => {}
    }
    for (kind, text) in lifecycle::told(old, new) {
        sink.tell(both.finding(kind, false, text));
    }
}

fn servers<'a>(sides: Sides<'a>, sink: &mut Sink, both: Both<'_, 'a>) {
    let _ = sides;
    let (Some(old), Some(new)) = (both.old_sdk, both.new_sdk) else { return };
    let urls = |servers: &'a [Server]| servers.iter().map(|server| server.url.as_str()).collect::<Vec<_>>();
    if urls(&old.servers) != urls(&new.servers) {
        let words = |servers: &'a [Server]| match servers {
            [] => "the servers of the document".to_owned(),
            [first, ..] => format!("`{}`", first.url),
        };
        let text = format!("sent to {} instead of {}", words(&new.servers), words(&old.servers));
        sink.tell(both.finding("operation-servers-changed", false, text));
    }
}

/// Arguments in their order, and the type that the method gives.
fn signature(sink: &mut Sink, both: Both<'_, '_>, renamed: &[(String, String)], told: bool) {
    let (Some(old), Some(new)) = (both.old_sdk, both.new_sdk) else { return };
    let arguments = |operation: &Operation| -> Vec<String> {
        let parameters = operation.parameters.iter().filter(|parameter| parameter.required);
        let mut names: Vec<String> = parameters.map(|parameter| parameter.name.wire.clone()).collect();
        names.extend(operation.body.as_ref().filter(|body| body.required).map(|_| "body".to_owned()));
        names
    };
    let before: Vec<String> = arguments(old)
        .into_iter()
        .map(|name| renamed.iter().find(|(old, _)| *old == name).map_or(name, |(_, new)| new.clone()))
        .collect();
    let after = arguments(new);
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.iter().map(String::as_str).collect(), after.iter().map(String::as_str).collect());
    if object::reordered(&before, &after) {
        let rust = Some((before.join(", "), after.join(", ")));
        let text = format!("arguments in another order: {}", after.join(", "));
        sink.tell(Finding { rust, at: "request".to_owned(), ..both.finding("arguments-reordered", false, text) });
    }
    let (before, after) = (wrapper(&old.output), wrapper(&new.output));
    if before != after && !told {
        let text = format!("gives {after} instead of {before}");
        let finding = both.finding("return-type-changed", false, text);
        sink.tell(Finding { at: "response".to_owned(), name: new.name.ident.to_string(), ..finding });
    }
    let by_choice = |operation: &Operation| !operation.answer_media_types.is_empty();
    if by_choice(old) != by_choice(new) {
        let rust = format!("{}(…).send_for_bytes(…)", new.name.ident);
        body::choice(sink, both, "response", &rust, by_choice(new));
    }
    if documents_errors(old) != documents_errors(new) {
        let text = if documents_errors(new) {
            format!("documents errors: they are `{}` now", new.error_name)
        } else {
            format!("documents no errors any more: `{}` is gone", old.error_name)
        };
        let finding = both.finding("error-type-changed", false, text);
        sink.tell(Finding { at: "error".to_owned(), name: new.error_name.to_string(), ..finding });
    }
}

/// Whether the operation has an enum of errors.
fn documents_errors(operation: &Operation) -> bool {
    operation.responses.iter().any(|response| !operation.is_success(response.status))
}

/// How an output is wrapped, whatever is in it.
pub(super) fn wrapper(output: &Output) -> String {
    match output {
        Output::Unit => "nothing".to_owned(),
        Output::One(_) => "a value".to_owned(),
        Output::Optional(_) => "an `Option`".to_owned(),
        Output::Several(_) => "an enum of answers".to_owned(),
    }
}

fn callbacks<'a>(sides: Sides<'a>, sink: &mut Sink, both: Both<'_, 'a>) {
    let list = |document: Document<'a>, written: &Written<'a>| -> Vec<(&'a str, Spot<'a>)> {
        let callbacks = written.operation.get("callbacks");
        callbacks.iter().flat_map(Spot::entries).map(|(name, spot)| (name, document.follow(spot))).collect()
    };
    let (old, new) = (list(sides.old, both.old), list(sides.new, both.new));
    // Versions of OpenAPI say the same in different words.
    let comparable = sides.old.version == sides.new.version;
    for (name, spot) in &new {
        match old.iter().find(|(other, _)| other == name) {
            None => sink.tell(both.finding("callback-added", false, format!("callback `{name}` added"))),
            Some((_, known)) if comparable && !unchanged::alike(known.value, spot.value) => {
                sink.tell(both.finding("callback-changed", false, format!("callback `{name}` is described otherwise")));
            }
            Some(_) => {}
        }
    }
    for (name, _) in old.iter().filter(|(name, _)| !new.iter().any(|(other, _)| other == name)) {
        sink.tell(both.finding("callback-removed", false, format!("callback `{name}` removed")));
    }
}
