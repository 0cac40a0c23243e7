//! Fields.

use std::collections::HashMap;

use super::seat::{Member, Seat};
use super::sink::Finding;
use super::view::{Additional, Node, View, view};
use super::walk::{Direction, Step, Walk, pointer};

/// Compares the fields of two objects, and leads on into those that both have.
pub(super) fn compare<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, old: &View<'a>, new: &View<'a>) {
    let owner = owner(walk, step, new);
    let before: HashMap<&str, &Node<'a>> = old.fields.iter().map(|(name, node)| (*name, node)).collect();
    let after: HashMap<&str, &Node<'a>> = new.fields.iter().map(|(name, node)| (*name, node)).collect();
    for (wire, node) in &new.fields {
        let members = (step.seats.0.member(walk.sides.old_api, wire), step.seats.1.member(walk.sides.new_api, wire));
        match before.get(wire) {
            Some(known) => both(walk, step, &owner, wire, (known, node), (old, new), members),
            None => added(walk, step, &owner, wire, node, new, members),
        }
    }
    for (wire, node) in old.fields.iter().filter(|(wire, _)| !after.contains_key(wire)) {
        let members = (step.seats.0.member(walk.sides.old_api, wire), step.seats.1.member(walk.sides.new_api, wire));
        removed(walk, step, &owner, wire, node, old, members);
    }
    additional(walk, step, &owner, old, new);
    order(walk, step, &owner);
}

/// What the object is called.
fn owner(walk: &Walk<'_, '_>, step: &Step<'_>, new: &View<'_>) -> Option<String> {
    if matches!(step.seats.1, Seat::Form(_)) {
        return None;
    }
    let definition = step.seats.1.definition(walk.sides.new_api);
    let name = definition.map(|definition| definition.name.ident.to_string());
    name.or_else(|| new.names.first().map(|name| (*name).to_owned())).or_else(|| Some(step.name.clone()))
}

fn name_of(owner: &Option<String>, wire: &str, member: Option<&Member<'_>>) -> String {
    let ident = member.map_or(wire, |member| member.ident.trim_start_matches("r#"));
    match owner {
        Some(owner) if member.is_some() => format!("{owner}::{ident}"),
        Some(owner) if !owner.is_empty() => format!("{owner}.{ident}"),
        _ => ident.to_owned(),
    }
}

fn finding(step: &Step<'_>, wire: &str, name: &str) -> Finding {
    Finding { at: format!("{}.{wire}", step.at), name: name.to_owned(), ..Finding::default() }
}

fn added<'a>(
    walk: &mut Walk<'_, 'a>,
    step: &Step<'a>,
    owner: &Option<String>,
    wire: &'a str,
    node: &Node<'a>,
    parent: &View<'a>,
    members: (Option<Member<'a>>, Option<Member<'a>>),
) {
    let field = view(&walk.sides.new, node);
    let required = parent.required.contains(wire) && !field.read_only && walk.direction == Direction::Request;
    let name = name_of(owner, wire, members.1.as_ref());
    let known = step.seats.0.structure(walk.sides.old_api).is_some() || matches!(step.seats.0, Seat::Form(_));
    let argument = members.1.as_ref().is_some_and(|member| member.argument);
    let (kind, hidden) = if required {
        ("request-field-added-required", !(known && argument))
    } else {
        (walk.kind("request-field-added", "response-field-added"), !(known && members.1.is_some()))
    };
    let ty = members.1.as_ref().map(|member| member.seat.text(walk.sides.new_api)).unwrap_or_else(|| field.words());
    let text = format!("`{name}` added{}: `{ty}`", if required { ", required" } else { "" });
    walk.sink.tell(Finding { kind, hidden, text, new: pointer(node), ..finding(step, wire, &name) });
}

fn removed<'a>(
    walk: &mut Walk<'_, 'a>,
    step: &Step<'a>,
    owner: &Option<String>,
    wire: &'a str,
    node: &Node<'a>,
    parent: &View<'a>,
    members: (Option<Member<'a>>, Option<Member<'a>>),
) {
    let field = view(&walk.sides.old, node);
    let name = name_of(owner, wire, members.0.as_ref());
    let promised = parent.required.contains(wire) && !field.write_only;
    let kind = match (walk.direction, promised) {
        (Direction::Request, _) => "request-field-removed",
        (Direction::Response, true) => "response-field-removed",
        (Direction::Response, false) => "response-optional-field-removed",
    };
    let hidden = !(members.0.is_some() && members.1.is_none());
    let text = format!("`{name}` removed");
    walk.sink.tell(Finding { kind, hidden, text, old: pointer(node), ..finding(step, wire, &name) });
}

fn both<'a>(
    walk: &mut Walk<'_, 'a>,
    step: &Step<'a>,
    owner: &Option<String>,
    wire: &'a str,
    (old_node, new_node): (&Node<'a>, &Node<'a>),
    (old, new): (&View<'a>, &View<'a>),
    members: (Option<Member<'a>>, Option<Member<'a>>),
) {
    let name = name_of(owner, wire, members.1.as_ref().or(members.0.as_ref()));
    let mut option_told = false;
    let seat = |member: &Option<Member<'a>>| member.as_ref().map_or(Seat::Empty, |member| member.seat);
    let seats = (seat(&members.0), seat(&members.1));
    let visible = members.0.is_some() && members.1.is_some() && seats.0.hold() != seats.1.hold();
    let mut tell = |kind: &'static str, hidden: bool, text: String, rust: Option<(String, String)>| {
        let (old, new) = (pointer(old_node), pointer(new_node));
        walk.sink.tell(Finding { kind, hidden, text, rust, old, new, ..finding(step, wire, &name) });
    };
    if let (Some(before), Some(after)) = (&members.0, &members.1) {
        // An argument is positional: its name is nobody's business.
        let positional = matches!(step.seats.1, Seat::Form(_)) && after.argument;
        if before.ident != after.ident && !positional {
            let kind = if owner.is_none() { "argument-renamed" } else { "field-renamed" };
            let text = format!("`{}` is called `{}`", before.ident, after.ident);
            tell(kind, false, text, Some((before.ident.to_owned(), after.ident.to_owned())));
        }
    }
    if old.required.contains(wire) != new.required.contains(wire) {
        let field = view(&walk.sides.new, new_node);
        let required = new.required.contains(wire);
        let silent = match walk.direction {
            Direction::Request => field.read_only,
            Direction::Response => field.write_only,
        };
        // What does not travel is a matter of types alone.
        let ashore = walk.sink.ashore;
        walk.sink.ashore |= silent;
        if !silent || visible {
            let kind = match (walk.direction, required) {
                (Direction::Request, true) => "request-field-became-required",
                (Direction::Request, false) => "request-field-became-optional",
                (Direction::Response, true) => "response-field-became-required",
                (Direction::Response, false) => "response-field-became-optional",
            };
            let text = format!("`{name}` is {} now", if required { "required" } else { "optional" });
            let rust = (seats.0.text(walk.sides.old_api), seats.1.text(walk.sides.new_api));
            let (old, new) = (pointer(old_node), pointer(new_node));
            let rust = Some(rust);
            walk.sink.tell(Finding { kind, hidden: !visible, text, rust, old, new, ..finding(step, wire, &name) });
            option_told = visible;
        }
        walk.sink.ashore = ashore;
    }
    let at = format!("{}.{wire}", step.at);
    let below = step.below(old_node.clone(), new_node.clone(), seats, at);
    walk.queue.push_back(Step { name, option_told, ..below });
}

fn additional<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, owner: &Option<String>, old: &View<'a>, new: &View<'a>) {
    let closed = |view: &View<'_>| matches!(view.additional, Additional::Closed);
    let map = |seat: &Seat<'a>, api| {
        seat.structure(api).and_then(|structure| structure.additional.as_ref()).map(|rest| rest.ident.as_str())
    };
    let maps = (map(&step.seats.0, walk.sides.old_api), map(&step.seats.1, walk.sides.new_api));
    let structures =
        step.seats.0.structure(walk.sides.old_api).is_some() && step.seats.1.structure(walk.sides.new_api).is_some();
    let open_kind = |view: &View<'_>| !closed(view) && view.types.contains("object");
    let (kind, hidden, words) = if closed(new) && open_kind(old) || structures && maps.0.is_some() && maps.1.is_none() {
        let on_wire = closed(new) && !closed(old);
        if !on_wire {
            let text = format!("`{}`: the map of other fields is gone", step.name);
            return walk.tell(step, "type-changed", false, text);
        }
        let kind = walk.kind("request-additional-properties-closed", "response-additional-properties-closed");
        (kind, !(structures && maps.0.is_some() && maps.1.is_none()), "takes no other fields now")
    } else if closed(old) && open_kind(new) || structures && maps.0.is_none() && maps.1.is_some() {
        let kind = walk.kind("request-additional-properties-opened", "response-additional-properties-opened");
        (kind, !(structures && maps.0.is_none() && maps.1.is_some()), "takes other fields now")
    } else {
        return;
    };
    let subject = owner.clone().unwrap_or_else(|| step.name.clone());
    let named = maps.0.or(maps.1).map_or_else(|| subject.clone(), |ident| format!("{subject}::{ident}"));
    let step = Step { name: named, ..step.clone() };
    walk.tell(&step, kind, hidden, format!("`{subject}` {words}"));
}

/// Required fields are the arguments of `new`, in the order of the description.
fn order<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, owner: &Option<String>) {
    let (old_api, new_api) = (walk.sides.old_api, walk.sides.new_api);
    let arguments = |seat: &Seat<'a>, api: &'a crate::api::Api| -> Vec<&'a str> {
        let sent = seat.definition(api).is_some_and(|definition| definition.sent);
        let fields = seat.structure(api).filter(|_| sent).map(|structure| structure.fields.as_slice());
        let fields = fields.unwrap_or_default().iter().filter(|field| !field.read_only && !field.optional());
        fields.map(|field| field.name.wire.as_str()).collect()
    };
    let (before, after) = (arguments(&step.seats.0, old_api), arguments(&step.seats.1, new_api));
    if reordered(&before, &after) {
        let name = owner.clone().unwrap_or_default();
        let text = format!("`{name}::new` takes its arguments in another order: {}", after.join(", "));
        let new = format!("new({})", after.join(", "));
        let step = Step { name, ..step.clone() };
        walk.sink.tell(Finding {
            kind: "arguments-reordered",
            at: step.at.clone(),
            text,
            name: step.name.clone(),
            rust: Some((format!("new({})", before.join(", ")), new)),
            old: pointer(&step.old),
            new: pointer(&step.new),
            hidden: false,
        });
    }
}

/// Whether those that both have come in another order.
pub(super) fn reordered(before: &[&str], after: &[&str]) -> bool {
    let kept: Vec<&&str> = before.iter().filter(|name| after.contains(name)).collect();
    let order: Vec<&&str> = after.iter().filter(|name| before.contains(name)).collect();
    kept != order
}
