//! Parameters: in the path, the query, headers and cookies.

use std::collections::{BTreeSet, HashMap};

use super::document::{Document, Spot};
use super::lifecycle;
use super::operation::Both;
use super::pair;
use super::seat::{Member, Seat, argument};
use super::sink::{Finding, Sink};
use super::view::view;
use super::walk::{Direction, Sides, Step, Walk};
use crate::api::{Api, Operation, Place};
use crate::rust::Presence;

/// A parameter of one side.
struct Given<'a> {
    spot: Spot<'a>,
    place: &'a str,
    name: &'a str,
    required: bool,
    /// The types that a value of it can have.
    types: BTreeSet<&'a str>,
    /// What the SDK's operation takes for it; `None` where the client holds it.
    member: Option<Member<'a>>,
}

/// Compares the parameters. Returns the path variables that have other names, old and new.
pub(super) fn compare<'a>(sides: Sides<'a>, sink: &mut Sink, both: Both<'_, 'a>) -> Vec<(String, String)> {
    let mut old = given(sides.old, sides.old_api, both.old, both.old_sdk);
    let mut new = given(sides.new, sides.new_api, both.new, both.new_sdk);
    let renamed = path_names(both);
    let mut pairs = Vec::new();
    // By place and name; by position in the path; by name, wherever it moved.
    type Rule<'r, 'a> = &'r dyn Fn(&Given<'a>, &Given<'a>) -> bool;
    let rules: [Rule<'_, 'a>; 3] = [
        &|a, b| a.place == b.place && a.name == b.name,
        &|a, b| {
            a.place == "path" && b.place == "path" && renamed.iter().any(|(old, new)| a.name == old && b.name == new)
        },
        &|a, b| a.name == b.name,
    ];
    for rule in rules {
        let mut left = Vec::new();
        for candidate in new {
            match old.iter().position(|known| rule(known, &candidate)) {
                Some(position) => pairs.push((old.remove(position), candidate)),
                None => left.push(candidate),
            }
        }
        new = left;
    }
    for (old, new) in &pairs {
        pair_of(sides, sink, both, old, new);
    }
    for added in &new {
        let (kind, words) =
            if added.required { ("parameter-added-required", ", required") } else { ("parameter-added", "") };
        let name = name(added);
        let ty = added.member.as_ref().map(|member| Seat::text(&bare(member.seat), sides.new_api));
        let ty = ty.map(|ty| format!(": `{ty}`")).unwrap_or_default();
        let text = format!("{} `{name}` added{words}{ty}", place_word(added));
        let new = Some(added.spot.pointer.clone());
        sink.tell(Finding { old: None, new, name, at: at(added), ..both.finding(kind, added.member.is_none(), text) });
    }
    for removed in &old {
        let name = name(removed);
        let text = format!("{} `{name}` removed", place_word(removed));
        let old = Some(removed.spot.pointer.clone());
        let finding = both.finding("parameter-removed", removed.member.is_none(), text);
        sink.tell(Finding { new: None, old, name, at: at(removed), ..finding });
    }
    renamed
}

fn given<'a>(
    document: Document<'a>,
    api: &'a Api,
    written: &super::document::Written<'a>,
    sdk: Option<&'a Operation>,
) -> Vec<Given<'a>> {
    let known: HashMap<(&str, &str), &'a crate::api::Parameter> = sdk
        .into_iter()
        .flat_map(|operation| &operation.parameters)
        .filter_map(|parameter| Some(((word(parameter.place)?, parameter.name.wire.as_str()), parameter)))
        .collect();
    let mut given = Vec::new();
    for spot in document.parameters(written) {
        let (Some(place), Some(name)) = (spot.text("in"), spot.text("name")) else { continue };
        let ignored = ["accept", "content-type", "authorization"];
        if place == "header" && ignored.iter().any(|header| name.eq_ignore_ascii_case(header)) {
            continue;
        }
        let member = known.get(&(place, name)).map(|parameter| argument(api, parameter));
        let required = spot.flag("required") || place == "path";
        let schema: Vec<Spot<'a>> = spot.get("schema").into_iter().collect();
        let types = view(&document, &schema).types;
        given.push(Given { spot, place, name, required, types, member });
    }
    given
}

fn word(place: Place) -> Option<&'static str> {
    match place {
        Place::Path => Some("path"),
        Place::Query => Some("query"),
        Place::Header => Some("header"),
        Place::Cookie => Some("cookie"),
        Place::Form | Place::Part => None,
    }
}

/// Variables at the same position of the same path.
fn path_names(both: Both<'_, '_>) -> Vec<(String, String)> {
    if pair::shape(both.old.path) != pair::shape(both.new.path) {
        return Vec::new();
    }
    let (old, new) = (pair::variables(both.old.path), pair::variables(both.new.path));
    let pairs = old.into_iter().zip(new).filter(|(old, new)| old != new);
    pairs.map(|(old, new)| (old.to_owned(), new.to_owned())).collect()
}

fn at(given: &Given<'_>) -> String {
    format!("request.{}", given.name)
}

/// What a caller knows it by.
fn name(given: &Given<'_>) -> String {
    given.member.as_ref().map_or(given.name, |member| member.ident.trim_start_matches("r#")).to_owned()
}

fn place_word(given: &Given<'_>) -> &'static str {
    match (&given.member, given.place) {
        (Some(member), _) if member.argument => "argument",
        (Some(_), _) => "parameter",
        (None, "header") => "header",
        (None, _) => "parameter",
    }
}

/// The type alone: whether it is optional is told by other means.
fn bare(seat: Seat<'_>) -> Seat<'_> {
    match seat {
        Seat::Value { ty, boxed, .. } => Seat::Value { ty, hold: Presence::Plain, boxed },
        other => other,
    }
}

fn pair_of<'a>(sides: Sides<'a>, sink: &mut Sink, both: Both<'_, 'a>, old: &Given<'a>, new: &Given<'a>) {
    let shown = old.member.is_some() && new.member.is_some();
    let label = name(if new.member.is_none() { old } else { new });
    let tell = |sink: &mut Sink, kind: &'static str, hidden: bool, text: String, rust: Option<(String, String)>| {
        let (old, new_pointer) = (Some(old.spot.pointer.clone()), Some(new.spot.pointer.clone()));
        let finding = both.finding(kind, hidden, text);
        sink.tell(Finding { at: at(new), name: label.clone(), rust, old, new: new_pointer, ..finding });
    };
    if old.name != new.name {
        tell(
            sink,
            "path-parameter-renamed",
            false,
            format!("`{{{}}}` in the path is called `{{{}}}`", old.name, new.name),
            None,
        );
    }
    if old.place != new.place {
        let moved = matches!((&old.member, &new.member), (Some(old), Some(new)) if old.argument == new.argument && old.ident == new.ident);
        let text = format!("`{label}` moved from the {} to the {}", old.place, new.place);
        tell(sink, "parameter-location-changed", moved || !shown, text, None);
    }
    if let (Some(before), Some(after)) = (&old.member, &new.member)
        && before.ident != after.ident
        && before.setter
        && after.setter
    {
        let rust = Some((format!(".{}(…)", before.ident), format!(".{}(…)", after.ident)));
        tell(sink, "argument-renamed", false, format!("`.{}(…)` is called `.{}(…)`", before.ident, after.ident), rust);
    }
    if shown != (old.member.is_some() || new.member.is_some()) {
        // The client holds what the operation took, or the other way round.
        let (kind, text) = match &new.member {
            Some(member) => {
                let kind = if member.argument { "parameter-left-client" } else { "parameter-added" };
                (kind, format!("`{label}` is given with the call now, not to the client"))
            }
            None => ("parameter-joined-client", format!("`{label}` is given to the client now, not with the call")),
        };
        tell(sink, kind, false, text, None);
    }
    match (old.required, new.required) {
        (false, true) => {
            tell(sink, "parameter-became-required", !shown, format!("`{label}` is required now"), None);
        }
        (true, false) => {
            tell(sink, "parameter-became-optional", !shown, format!("`{label}` is optional now"), None);
        }
        _ => {}
    }
    lifecycle(sink, both, old, new, &label);
    let (before, after) = (serialization(old), serialization(new));
    if old.place == new.place && before != after {
        tell(
            sink,
            "parameter-serialization-changed",
            false,
            format!("`{label}` is written as {after}, not as {before}"),
            None,
        );
    }
    schemas(sides, sink, old, new, label.clone());
}

fn lifecycle(sink: &mut Sink, both: Both<'_, '_>, old: &Given<'_>, new: &Given<'_>, label: &str) {
    let finding = |kind: &'static str, text: String| Finding {
        at: at(new),
        name: label.to_owned(),
        old: Some(old.spot.pointer.clone()),
        new: Some(new.spot.pointer.clone()),
        ..both.finding(kind, false, text)
    };
    match (old.spot.flag("deprecated"), new.spot.flag("deprecated")) {
        (false, true) => sink.tell(finding("parameter-deprecated", format!("`{label}` is deprecated"))),
        (true, false) => sink.tell(finding("parameter-reactivated", format!("`{label}` is no longer deprecated"))),
        _ => {}
    }
    for (kind, text) in lifecycle::told(&old.spot, &new.spot) {
        sink.tell(finding(kind, format!("`{label}`: {text}")));
    }
}

/// How a value is written: style, `explode` and reserved characters, as far as they matter for its type.
fn serialization(given: &Given<'_>) -> String {
    if let Some((media_type, _)) = given.spot.get("content").and_then(|content| content.entries().next()) {
        return format!("`{media_type}`");
    }
    let default = if matches!(given.place, "path" | "header") { "simple" } else { "form" };
    let style = given.spot.text("style").unwrap_or(default);
    let explode = given.spot.value.get("explode").and_then(serde_json::Value::as_bool).unwrap_or(style == "form");
    // Single values are written in one way, and so are lists with commas between their items.
    let object = given.types.is_empty() || given.types.contains("object");
    let matters = object || (given.types.contains("array") && style != "simple");
    let explode = if matters { explode } else { style == "form" };
    let reserved = if given.spot.flag("allowReserved") { ", reserved characters as they are" } else { "" };
    format!("`{style}`{}{reserved}", if explode { ", exploded" } else { "" })
}

fn schemas<'a>(sides: Sides<'a>, sink: &mut Sink, old: &Given<'a>, new: &Given<'a>, label: String) {
    let schema = |given: &Given<'a>| match given.spot.get("content").and_then(|content| content.entries().next()) {
        Some((_, media)) => (media.get("schema"), true),
        None => (given.spot.get("schema"), false),
    };
    let ((before, json), (after, _)) = (schema(old), schema(new));
    let seat = |given: &Given<'a>| given.member.as_ref().map_or(Seat::Empty, |member| bare(member.seat));
    let mut walk = Walk::new(sides, sink, Direction::Request, !json);
    let (mut before, after): (Vec<_>, Vec<_>) = (before.into_iter().collect(), after.into_iter().collect());
    let seats = (seat(old), seat(new));
    let (mut name, mut place) = (label, at(new));
    // One value is a list of one, where each item stands under the name again.
    let (scalar, list) = (view(&sides.old, &before), view(&sides.new, &after));
    let repeated = matches!(new.place, "query" | "cookie") && serialization(new).starts_with("`form`, exploded");
    if repeated
        && list.types.len() == 1
        && list.types.contains("array")
        && !scalar.types.contains("array")
        && !scalar.types.is_empty()
    {
        let shown = seats.0.form(sides.old_api) != seats.1.form(sides.new_api);
        let step = Step {
            old: before.clone(),
            new: after,
            seats,
            at: place.clone(),
            name: name.clone(),
            option_told: false,
            ashore: false,
        };
        let text = format!("`{name}` takes several values now");
        let several = matches!(list.limits.get("minItems"), Some(super::view::Limit::Number(least)) if *least > 1.0);
        walk.tell(&step, if several { "request-type-changed" } else { "request-type-widened" }, !shown, text);
        let each = view(&sides.new, &list.items);
        if each.types.len() == 1 && each.types.contains("string") && each.values.is_none() && each.limits.is_empty() {
            return;
        }
        let items = (Seat::Empty, Seat::Empty);
        name.push_str(" (each)");
        place.push_str("[]");
        let old = std::mem::take(&mut before);
        return walk.run(Step {
            old,
            new: list.items,
            seats: items,
            at: place,
            name,
            option_told: false,
            ashore: false,
        });
    }
    walk.run(Step { old: before, new: after, seats, at: place, name, option_told: false, ashore: false });
}
