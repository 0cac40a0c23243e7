//! Answers: statuses, media types, headers, bodies.

use super::body::base;
use super::document::{Document, Spot, Written};
use super::operation::{Both, wrapper};
use super::seat::Seat;
use super::sink::{Finding, Sink};
use super::walk::{Direction, Sides, Step, Walk};
use crate::api::{Api, Operation, Payload, Response, Status};

/// Compares the answers. Returns whether another type of what the method gives has been explained.
pub(super) fn compare<'a>(sides: Sides<'a>, sink: &mut Sink, both: Both<'_, 'a>) -> bool {
    let (old, new) = (statuses(sides.old, both.old), statuses(sides.new, both.new));
    let outputs = both.old_sdk.zip(both.new_sdk);
    let mut told =
        Told { open: outputs.is_some_and(|(old, new)| wrapper(&old.output) != wrapper(&new.output)), done: false };
    for (status, before) in &old {
        match new.iter().find(|(other, _)| other.eq_ignore_ascii_case(status)) {
            Some((_, after)) => one(sides, sink, both, status, before, after, &mut told),
            None => gone(sink, both, status, before, &mut told),
        }
    }
    for (status, after) in
        new.iter().filter(|(status, _)| !old.iter().any(|(other, _)| other.eq_ignore_ascii_case(status)))
    {
        come(sink, both, status, after, &mut told);
    }
    told.done
}

/// Whether the type of the output changed, and who has said so.
struct Told {
    open: bool,
    done: bool,
}

impl Told {
    fn take(&mut self) -> bool {
        let shown = std::mem::take(&mut self.open);
        self.done |= shown;
        shown
    }
}

fn statuses<'a>(document: Document<'a>, written: &Written<'a>) -> Vec<(&'a str, Spot<'a>)> {
    let responses = written.operation.get("responses");
    let entries = responses.iter().flat_map(Spot::entries).filter(|(status, _)| !status.starts_with("x-"));
    entries.map(|(status, spot)| (status, document.follow(spot))).collect()
}

fn success(status: &str) -> bool {
    Status::parse(status).is_some_and(Status::is_success)
}

fn place(status: &str) -> String {
    format!("{}.{status}", if success(status) { "response" } else { "error" })
}

fn response<'a>(sdk: Option<&'a Operation>, status: &str) -> Option<&'a Response> {
    sdk?.responses.iter().find(|response| Some(response.status) == Status::parse(status))
}

fn gone(sink: &mut Sink, both: Both<'_, '_>, status: &str, spot: &Spot<'_>, told: &mut Told) {
    let (kind, hidden) =
        if success(status) { ("response-success-removed", !told.take()) } else { ("response-error-removed", false) };
    let variant = response(both.old_sdk, status).map_or(status, |response| response.variant.as_str());
    let text = format!("{status} is not documented any more");
    let finding = both.finding(kind, hidden, text);
    let old = Some(spot.pointer.clone());
    sink.tell(Finding { at: place(status), name: variant.to_owned(), old, new: None, ..finding });
}

fn come(sink: &mut Sink, both: Both<'_, '_>, status: &str, spot: &Spot<'_>, told: &mut Told) {
    let (kind, hidden) =
        if success(status) { ("response-success-added", !told.take()) } else { ("response-error-added", false) };
    let variant = response(both.new_sdk, status).map_or(status, |response| response.variant.as_str());
    let finding = both.finding(kind, hidden, format!("{status} documented"));
    let new = Some(spot.pointer.clone());
    sink.tell(Finding { at: place(status), name: variant.to_owned(), old: None, new, ..finding });
}

fn one<'a>(
    sides: Sides<'a>,
    sink: &mut Sink,
    both: Both<'_, 'a>,
    status: &str,
    old: &Spot<'a>,
    new: &Spot<'a>,
    told: &mut Told,
) {
    let sdk = (response(both.old_sdk, status), response(both.new_sdk, status));
    if let (Some(before), Some(after)) = sdk
        && before.variant != after.variant
    {
        let text = format!("error `{}` is called `{}`", before.variant, after.variant);
        let rust = Some((before.variant.to_string(), after.variant.to_string()));
        sink.tell(Finding { at: place(status), rust, ..both.finding("variant-renamed", false, text) });
    }
    headers(sides, sink, both, status, old, new);
    content(sides, sink, both, status, (old, new), sdk, told);
}

fn headers<'a>(sides: Sides<'a>, sink: &mut Sink, both: Both<'_, 'a>, status: &str, old: &Spot<'a>, new: &Spot<'a>) {
    let list = |document: Document<'a>, spot: &Spot<'a>| -> Vec<(String, Spot<'a>)> {
        let headers = spot.get("headers");
        let entries = headers.iter().flat_map(Spot::entries);
        entries.map(|(name, header)| (name.to_ascii_lowercase(), document.follow(header))).collect()
    };
    let (before, after) = (list(sides.old, old), list(sides.new, new));
    // One struct holds the headers of all statuses.
    let field = |sdk: Option<&'a Operation>, name: &str| {
        let known = sdk?.headers.iter().find(|header| header.name.wire.eq_ignore_ascii_case(name))?;
        Some((known.name.ident.as_str(), &known.ty))
    };
    let fields = |name: &str| (field(both.old_sdk, name), field(both.new_sdk, name));
    let finding = |kind: &'static str, name: &str, text: String, old: Option<&Spot<'a>>, new: Option<&Spot<'a>>| {
        let fields = fields(name);
        let sdk = both.new_sdk.or(both.old_sdk);
        let ident = fields.1.or(fields.0).map(|(ident, _)| ident);
        let owner = sdk.filter(|_| ident.is_some()).map_or("header", |sdk| sdk.headers_name.as_str());
        Finding {
            at: format!("{}.headers.{name}", place(status)),
            name: format!("{owner}::{}", ident.unwrap_or(name)),
            old: old.map(|spot| spot.pointer.clone()),
            new: new.map(|spot| spot.pointer.clone()),
            ..both.finding(kind, fields.0.is_some() == fields.1.is_some(), text)
        }
    };
    let seat = |api: &'a Api, sdk: Option<&'a Operation>, name: &str| {
        field(sdk, name).map_or(Seat::Empty, |(_, ty)| Seat::of(api, ty, true))
    };
    for (name, header) in &before {
        let Some((_, found)) = after.iter().find(|(other, _)| other == name) else {
            let required = header.flag("required");
            let kind = if required { "response-header-removed" } else { "response-optional-header-removed" };
            sink.tell(finding(kind, name, format!("{status}: header `{name}` removed"), Some(header), None));
            continue;
        };
        match (header.flag("required"), found.flag("required")) {
            (true, false) => {
                let text = format!("{status}: header `{name}` is optional now");
                sink.tell(finding("response-header-became-optional", name, text, Some(header), Some(found)));
            }
            (false, true) => {
                let text = format!("{status}: header `{name}` is always there now");
                sink.tell(finding("response-header-became-required", name, text, Some(header), Some(found)));
            }
            _ => {}
        }
        let kind = match (header.flag("deprecated"), found.flag("deprecated")) {
            (false, true) => Some(("field-deprecated", "is deprecated")),
            (true, false) => Some(("field-reactivated", "is no longer deprecated")),
            _ => None,
        };
        if let Some((kind, words)) = kind {
            let told = finding(kind, name, format!("{status}: header `{name}` {words}"), Some(header), Some(found));
            sink.tell(Finding { hidden: true, ..told });
        }
        let mut walk = Walk::new(sides, sink, Direction::Response, true);
        walk.run(Step {
            old: header.get("schema").into_iter().collect(),
            new: found.get("schema").into_iter().collect(),
            seats: (seat(sides.old_api, both.old_sdk, name), seat(sides.new_api, both.new_sdk, name)),
            at: format!("{}.headers.{name}", place(status)),
            name: format!("header {name}"),
            option_told: false,
            ashore: false,
        });
    }
    for (name, header) in after.iter().filter(|(name, _)| !before.iter().any(|(other, _)| other == name)) {
        sink.tell(finding(
            "response-header-added",
            name,
            format!("{status}: header `{name}` added"),
            None,
            Some(header),
        ));
    }
}

fn content<'a>(
    sides: Sides<'a>,
    sink: &mut Sink,
    both: Both<'_, 'a>,
    status: &str,
    (old, new): (&Spot<'a>, &Spot<'a>),
    sdk: (Option<&'a Response>, Option<&'a Response>),
    told: &mut Told,
) {
    let media =
        |spot: &Spot<'a>| -> Vec<(&'a str, Spot<'a>)> { spot.get("content").iter().flat_map(Spot::entries).collect() };
    let (before, after) = (media(old), media(new));
    let chosen = |sdk: Option<&'a Response>| sdk.and_then(|response| response.media_type.as_deref());
    let payload =
        |api: &'a Api, sdk: Option<&'a Response>| sdk.map(|response| shown(api, response)).unwrap_or_default();
    let other_media = chosen(sdk.0).map(base) != chosen(sdk.1).map(base);
    let other_type = other_media && payload(sides.old_api, sdk.0) != payload(sides.new_api, sdk.1);
    let mut differs = Told { open: other_type || (success(status) && told.open), done: false };
    let finding = |kind: &'static str, hidden: bool, text: String| Finding {
        at: place(status),
        name: format!("the answer {status}"),
        rust: Some((payload(sides.old_api, sdk.0), payload(sides.new_api, sdk.1))),
        ..both.finding(kind, hidden, text)
    };
    let mut pairs = Vec::new();
    for (media_type, spot) in &before {
        match after.iter().find(|(other, _)| same_media(media_type, other)) {
            Some(found) => pairs.push(((*media_type, spot), (found.0, &found.1))),
            None => {
                let hidden = !differs.take();
                let words =
                    if after.is_empty() { "has no body any more, where it was" } else { "does not come any more as" };
                let text = format!("{status} {words} `{media_type}`");
                let pointer = Some(spot.pointer.clone());
                sink.tell(Finding { old: pointer, new: None, ..finding("response-media-type-removed", hidden, text) });
            }
        }
    }
    for (media_type, spot) in after.iter().filter(|(name, _)| !before.iter().any(|(other, _)| same_media(other, name)))
    {
        let hidden = !differs.take();
        let words = if before.is_empty() { "has a body now:" } else { "comes, too, as" };
        let text = format!("{status} {words} `{media_type}`");
        let pointer = Some(spot.pointer.clone());
        sink.tell(Finding { old: None, new: pointer, ..finding("response-media-type-added", hidden, text) });
    }
    if differs.done && success(status) {
        told.take();
    }
    for ((old_name, old_spot), (new_name, new_spot)) in pairs {
        if broader(old_name, new_name) {
            let text = format!("{status}: `{old_name}` → `{new_name}`");
            sink.tell(finding("response-media-type-removed", true, text));
        } else if broader(new_name, old_name) {
            let text = format!("{status}: `{old_name}` → `{new_name}`");
            sink.tell(finding("response-media-type-added", true, text));
        }
        let seat = |api: &'a Api, sdk: Option<&'a Response>, name: &str| match sdk {
            Some(response) if response.media_type.as_deref() == Some(name) => {
                Seat::payload(api, response.payload.as_ref())
            }
            _ => Seat::Empty,
        };
        let seats = (seat(sides.old_api, sdk.0, old_name), seat(sides.new_api, sdk.1, new_name));
        let mut walk = Walk::new(sides, sink, Direction::Response, !base(old_name).contains("json"));
        walk.run(Step {
            old: old_spot.get("schema").into_iter().collect(),
            new: new_spot.get("schema").into_iter().collect(),
            seats,
            at: place(status),
            name: format!("the answer {status}"),
            option_told: false,
            ashore: false,
        });
    }
}

/// What a caller gets to see of an answer.
fn shown(api: &Api, response: &Response) -> String {
    match &response.payload {
        None => "()".to_owned(),
        Some(Payload::Xml(_) | Payload::Json(_) | Payload::Text | Payload::Bytes) => {
            Seat::payload(api, response.payload.as_ref()).text(api)
        }
    }
}

/// `application/problem+json` is a sort of JSON.
fn same_media(old: &str, new: &str) -> bool {
    let (old, new) = (base(old), base(new));
    old == new || suffixed(&old, &new) || suffixed(&new, &old)
}

fn suffixed(narrow: &str, wide: &str) -> bool {
    let suffix = narrow.rsplit_once('+').map(|(_, suffix)| suffix);
    suffix.is_some_and(|suffix| wide == format!("application/{suffix}"))
}

/// Whether the new name promises less than the old one.
fn broader(old: &str, new: &str) -> bool {
    let (old, new) = (base(old), base(new));
    old != new && suffixed(&old, &new)
}
