//! Request bodies.

use super::document::Spot;
use super::operation::Both;
use super::seat::Seat;
use super::sink::{Finding, Sink};
use super::walk::{Direction, Sides, Step, Walk};
use crate::api::{Api, Operation};

pub(super) fn compare<'a>(sides: Sides<'a>, sink: &mut Sink, both: Both<'_, 'a>) {
    let old = both.old.operation.get("requestBody").map(|body| sides.old.follow(body));
    let new = both.new.operation.get("requestBody").map(|body| sides.new.follow(body));
    let tell = |sink: &mut Sink,
                kind: &'static str,
                hidden: bool,
                text: String,
                spots: (Option<&Spot<'a>>, Option<&Spot<'a>>)| {
        let (old, new) = (spots.0.map(|spot| spot.pointer.clone()), spots.1.map(|spot| spot.pointer.clone()));
        let finding = both.finding(kind, hidden, text);
        sink.tell(Finding { at: "request.body".to_owned(), name: "body".to_owned(), old, new, ..finding });
    };
    let (old, new) = match (&old, &new) {
        (None, None) => return,
        (None, Some(new)) => {
            let required = new.flag("required");
            let kind = if required { "request-body-added-required" } else { "request-body-added" };
            let shown = both.new_sdk.is_some_and(|sdk| sdk.body.is_some() || sdk.form.is_some());
            let words = if required { "takes a body now, required" } else { "takes a body now" };
            return tell(sink, kind, !shown, words.to_owned(), (None, Some(new)));
        }
        (Some(old), None) => {
            let shown = both.old_sdk.is_some_and(|sdk| sdk.body.is_some() || sdk.form.is_some());
            return tell(sink, "request-body-removed", !shown, "takes no body any more".to_owned(), (Some(old), None));
        }
        (Some(old), Some(new)) => (old, new),
    };
    let body = |sdk: Option<&'a Operation>| sdk.is_some_and(|sdk| sdk.body.is_some());
    let shown = body(both.old_sdk) && body(both.new_sdk);
    match (old.flag("required"), new.flag("required")) {
        (false, true) => {
            tell(
                sink,
                "request-body-became-required",
                !shown,
                "the body is required now".to_owned(),
                (Some(old), Some(new)),
            );
        }
        (true, false) => {
            tell(
                sink,
                "request-body-became-optional",
                !shown,
                "the body is optional now".to_owned(),
                (Some(old), Some(new)),
            );
        }
        _ => {}
    }
    content(sides, sink, both, old, new);
    choices(sides, sink, both);
}

/// The methods for other bodies than the preferred one, and the setter that chooses among media types.
fn ways<'a>(api: &'a Api, sdk: Option<&'a Operation>) -> Vec<(String, String)> {
    let Some(sdk) = sdk else { return Vec::new() };
    let methods = variants(api, sdk)
        .filter_map(|variant| Some((chosen(Some(variant)).map(base)?, format!("{}()", variant.name.ident))));
    let setters = std::iter::once(sdk).chain(variants(api, sdk)).filter_map(|operation| {
        let (method, body) = (&operation.name.ident, operation.body.as_ref()?);
        let setter = &body.choice.as_ref()?.ident;
        Some((format!("{} {setter}", base(&body.media_type)), format!("{method}(…).{setter}(…)")))
    });
    methods.chain(setters).collect()
}

/// An operation with its other bodies; they stand at the end of the list.
fn variants<'a>(api: &'a Api, sdk: &'a Operation) -> impl Iterator<Item = &'a Operation> {
    let variants = api.operations.iter().rev().take_while(|operation| operation.variant_of.is_some());
    variants.filter(|operation| operation.pointer == sdk.pointer)
}

/// Ways to send a body that Rust code sees come and go.
fn choices<'a>(sides: Sides<'a>, sink: &mut Sink, both: Both<'_, 'a>) {
    let (Some(old_sdk), Some(new_sdk)) = (both.old_sdk, both.new_sdk) else { return };
    let (before, after) = (ways(sides.old_api, Some(old_sdk)), ways(sides.new_api, Some(new_sdk)));
    let missing = |from: &[(String, String)], there: &[(String, String)]| -> Vec<String> {
        let gone = from.iter().filter(|(key, _)| there.iter().all(|(other, _)| other != key));
        gone.map(|(_, rust)| rust.clone()).collect()
    };
    missing(&before, &after).iter().for_each(|rust| choice(sink, both, "request.body", rust, false));
    missing(&after, &before).iter().for_each(|rust| choice(sink, both, "request.body", rust, true));
}

/// A way to send or to receive a media type that Rust code sees come or go.
pub(super) fn choice(sink: &mut Sink, both: Both<'_, '_>, at: &str, rust: &str, added: bool) {
    let (kind, text) = if added {
        ("media-type-choice-added", format!("`{rust}`, for another media type"))
    } else {
        ("media-type-choice-removed", format!("`{rust}` is gone"))
    };
    sink.tell(Finding { at: at.to_owned(), name: rust.to_owned(), ..both.finding(kind, false, text) });
}

/// The media type that the SDK sends.
fn chosen(sdk: Option<&Operation>) -> Option<&str> {
    let sdk = sdk?;
    sdk.body.as_ref().map(|body| body.media_type.as_str()).or(sdk.form.as_deref())
}

/// Where the SDK has what is sent as a media type, in the operation or in one with another body.
fn seat<'a>(api: &'a Api, sdk: Option<&'a Operation>, media_type: &str) -> Seat<'a> {
    let all = sdk.into_iter().flat_map(|sdk| std::iter::once(sdk).chain(variants(api, sdk)));
    match all.into_iter().find(|sdk| chosen(Some(sdk)) == Some(media_type)) {
        Some(sdk) => match &sdk.body {
            Some(body) => Seat::payload(api, Some(&body.payload)),
            None => Seat::Form(sdk),
        },
        None => Seat::Empty,
    }
}

fn content<'a>(sides: Sides<'a>, sink: &mut Sink, both: Both<'_, 'a>, old: &Spot<'a>, new: &Spot<'a>) {
    let media =
        |body: &Spot<'a>| -> Vec<(&'a str, Spot<'a>)> { body.get("content").iter().flat_map(Spot::entries).collect() };
    let (before, after) = (media(old), media(new));
    let whole = |api: &'a Api, sdk: Option<&'a Operation>| {
        chosen(sdk).map(|media_type| seat(api, sdk, media_type).text(api)).unwrap_or_default()
    };
    let differs = whole(sides.old_api, both.old_sdk) != whole(sides.new_api, both.new_sdk)
        && chosen(both.old_sdk).map(base) != chosen(both.new_sdk).map(base);
    let finding = |kind: &'static str, hidden: bool, text: String| {
        let finding = both.finding(kind, hidden, text);
        Finding { at: "request.body".to_owned(), name: "body".to_owned(), ..finding }
    };
    for (media_type, spot) in &before {
        match after.iter().find(|(other, _)| base(other) == base(media_type)) {
            None => {
                let text = format!("does not take `{media_type}` any more");
                let hidden = !(differs && chosen(both.old_sdk) == Some(media_type));
                let pointer = Some(spot.pointer.clone());
                sink.tell(Finding { old: pointer, new: None, ..finding("request-media-type-removed", hidden, text) });
            }
            Some((other, found)) => {
                let seats = (seat(sides.old_api, both.old_sdk, media_type), seat(sides.new_api, both.new_sdk, other));
                encoding(sink, both, spot, found);
                let text = !base(media_type).contains("json");
                let at = if matches!(seats.1, Seat::Form(_)) { "request" } else { "request.body" };
                let mut walk = Walk::new(sides, sink, Direction::Request, text);
                walk.run(Step {
                    old: spot.get("schema").into_iter().collect(),
                    new: found.get("schema").into_iter().collect(),
                    seats,
                    at: at.to_owned(),
                    name: "body".to_owned(),
                    option_told: false,
                    ashore: false,
                });
            }
        }
    }
    for (media_type, spot) in
        after.iter().filter(|(name, _)| !before.iter().any(|(other, _)| base(other) == base(name)))
    {
        let text = format!("takes `{media_type}`, too");
        let removed = before.iter().any(|(name, _)| !after.iter().any(|(other, _)| base(other) == base(name)));
        let hidden = removed || !(differs && chosen(both.new_sdk) == Some(media_type));
        let pointer = Some(spot.pointer.clone());
        sink.tell(Finding { old: None, new: pointer, ..finding("request-media-type-added", hidden, text) });
    }
}

/// How the fields of a form are written.
fn encoding<'a>(sink: &mut Sink, both: Both<'_, 'a>, old: &Spot<'a>, new: &Spot<'a>) {
    const KEYS: [&str; 4] = ["contentType", "style", "explode", "allowReserved"];
    let (before, after) = (old.get("encoding"), new.get("encoding"));
    let entry = |encoding: &Option<Spot<'a>>, name: &str| encoding.as_ref().and_then(|encoding| encoding.get(name));
    let has = |media: &Spot<'a>, name: &str| {
        media.get("schema").and_then(|schema| schema.get("properties")).is_none_or(|fields| fields.get(name).is_some())
    };
    let mut names: Vec<&str> =
        [&before, &after].into_iter().flatten().flat_map(Spot::entries).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    for name in names.into_iter().filter(|name| has(old, name) && has(new, name)) {
        let written =
            |encoding: &Option<Spot<'a>>| entry(encoding, name).map(|entry| KEYS.map(|key| entry.value.get(key)));
        let (old_way, new_way) = (written(&before).unwrap_or_default(), written(&after).unwrap_or_default());
        if old_way == new_way {
            continue;
        }
        let words = |way: [Option<&serde_json::Value>; 4]| {
            let parts = KEYS.iter().zip(way).filter_map(|(key, value)| Some(format!("`{key}: {}`", value?)));
            let parts = parts.collect::<Vec<_>>().join(", ");
            if parts.is_empty() { "by default".to_owned() } else { parts }
        };
        let text = format!("`{name}` is written as {}, not as {}", words(new_way), words(old_way));
        let finding = both.finding("parameter-serialization-changed", false, text);
        sink.tell(Finding { at: format!("request.{name}"), name: name.to_owned(), ..finding });
    }
}

/// A media type without its parameters.
pub(super) fn base(media_type: &str) -> String {
    crate::document::MediaType::parse(media_type).essence().to_owned()
}
