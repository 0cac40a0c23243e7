//! A single value: its type, `null`, enumerated values, limits, defaults.

use serde_json::Value;

use super::document::{Document, Spot};
use super::lifecycle;
use super::relation::{self, Relation};
use super::seat::Seat;
use super::view::View;
use super::walk::{Direction, Step, Walk};
use crate::rust::{self, Presence};

/// Whether the description says that the value does not travel in this direction.
pub(super) fn silent(direction: Direction, view: &View<'_>) -> bool {
    match direction {
        Direction::Request => view.read_only,
        Direction::Response => view.write_only,
    }
}

/// Tells what differs at this place itself.
pub(super) fn compare<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, old: &View<'a>, new: &View<'a>) {
    let form = (step.seats.0.form(walk.sides.old_api), step.seats.1.form(walk.sides.new_api));
    // Where one side has no type, as with a media type that the SDK does not read, there is none to differ.
    let both = !matches!(step.seats, (Seat::Empty, _) | (_, Seat::Empty));
    let mut shape = Shown { yes: both && form.0 != form.1 };
    let mut option = Shown { yes: both && step.seats.0.hold() != step.seats.1.hold() && !step.option_told };

    types(walk, step, old, new, &mut shape);
    values(walk, step, old, new, &mut shape);
    constant(walk, step, old, new, &mut shape);
    nullable(walk, step, old, new, &mut option);
    limits(walk, step, old, new, &mut shape);
    default(walk, step, old, new);
    rest(walk, step, shape.yes, option.yes);
}

/// Whether Rust code sees a difference that has not been told yet.
pub(super) struct Shown {
    yes: bool,
}

impl Shown {
    /// Whether a finding shows in Rust. The first one takes it upon itself.
    fn take(&mut self) -> bool {
        std::mem::take(&mut self.yes)
    }
}

fn types<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, old: &View<'a>, new: &View<'a>, shape: &mut Shown) {
    let mut relation = relation::types(old, new, walk.text);
    // What was one variant of several is less than all of them.
    let chosen = old.variants.iter().any(|variant| walk.sides.unchanged.same(variant, &step.new));
    if relation == Relation::Changed && new.variants.is_empty() && chosen {
        relation = Relation::Narrowed;
    }
    let kind = match relation {
        Relation::Same => return,
        Relation::Widened => walk.kind("request-type-widened", "response-type-changed"),
        Relation::Narrowed => walk.kind("request-type-changed", "response-type-narrowed"),
        Relation::Changed => walk.kind("request-type-changed", "response-type-changed"),
    };
    let hidden = !shape.take();
    let mut text = format!("`{}`: {} → {}", step.name, old.words(), new.words());
    if !hidden {
        let (old, new) = spelled(walk, step);
        text = format!("`{}`: `{old}` → `{new}`", step.name);
    }
    walk.tell(step, kind, hidden, text);
}

fn values<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, old: &View<'a>, new: &View<'a>, shape: &mut Shown) {
    match (&old.values, &new.values) {
        (Some(before), Some(after)) => listed(walk, step, before, after),
        (None, Some(after)) => {
            let kind = walk.kind("request-became-enum", "response-became-enum");
            let text = format!("`{}`: only {} now", step.name, list(after));
            let hidden = !shape.take();
            walk.tell(step, kind, hidden, text);
        }
        (Some(before), None) if new.constant.is_none() => {
            let kind = walk.kind("request-enum-dropped", "response-enum-dropped");
            let text = format!("`{}`: any value now, not only {}", step.name, list(before));
            let hidden = !shape.take();
            walk.tell(step, kind, hidden, text);
        }
        _ => {}
    }
    if let (Some(before), Some(after)) = (&old.examples, &new.examples) {
        listed(walk, step, before, after);
    }
}

fn listed<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, before: &[&Value], after: &[&Value]) {
    let (old_seat, new_seat) = step.seats;
    for value in after.iter().filter(|value| before.contains(value)) {
        let variants = (old_seat.variant(walk.sides.old_api, value), new_seat.variant(walk.sides.new_api, value));
        if let (Some(old), Some(new)) = variants
            && old != new
        {
            walk.variant_renamed(step, old, new);
        }
    }
    for value in after.iter().filter(|value| !before.contains(value)) {
        let kind = walk.kind("request-enum-value-added", "response-enum-value-added");
        let variant = new_seat.variant(walk.sides.new_api, value);
        let hidden = variant.is_none() || old_seat.variant(walk.sides.old_api, value).is_some();
        let text = format!("`{}`: value {} added", step.name, code(value));
        walk.tell(step, kind, hidden, text);
    }
    for value in before.iter().filter(|value| !after.contains(value)) {
        let kind = walk.kind("request-enum-value-removed", "response-enum-value-removed");
        let variant = old_seat.variant(walk.sides.old_api, value);
        let hidden = variant.is_none() || new_seat.variant(walk.sides.new_api, value).is_some();
        let text = format!("`{}`: value {} removed", step.name, code(value));
        let owner = old_seat.definition(walk.sides.old_api).map(|definition| definition.name.ident.to_string());
        let name = variant.map(|variant| format!("{}::{variant}", owner.unwrap_or_default()));
        let step = Step { name: name.unwrap_or_else(|| step.name.clone()), ..step.clone() };
        walk.tell(&step, kind, hidden, text);
    }
}

fn constant<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, old: &View<'a>, new: &View<'a>, shape: &mut Shown) {
    let (kind, text) = match (old.constant, new.constant) {
        (None, Some(value)) if old.values.is_none() => (
            walk.kind("request-became-enum", "response-became-enum"),
            format!("`{}`: only {} now", step.name, code(value)),
        ),
        (Some(value), None) if new.values.is_none() => (
            walk.kind("request-enum-dropped", "response-const-changed"),
            format!("`{}`: any value now, not only {}", step.name, code(value)),
        ),
        (Some(before), Some(after)) if before != after => (
            walk.kind("request-enum-value-removed", "response-const-changed"),
            format!("`{}`: {} now, not {}", step.name, code(after), code(before)),
        ),
        (Some(value), None) => {
            let after = new.values.clone().unwrap_or_default();
            return listed(walk, step, &[value], &after);
        }
        (None, Some(value)) => {
            let before = old.values.clone().unwrap_or_default();
            return listed(walk, step, &before, &[value]);
        }
        _ => return,
    };
    let (old_seat, new_seat) = step.seats;
    let variants = (
        old.constant.and_then(|value| old_seat.variant(walk.sides.old_api, value)),
        old.constant.and_then(|value| new_seat.variant(walk.sides.new_api, value)),
    );
    let gone = variants.0.is_some() && variants.1.is_none();
    let hidden = !shape.take() && !gone;
    walk.tell(step, kind, hidden, text);
}

fn nullable<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, old: &View<'a>, new: &View<'a>, option: &mut Shown) {
    // Without a type, `null` may have been meant or not.
    let open = |view: &View<'_>| {
        !view.typed && !view.nullable && view.variants.is_empty() && view.values.is_none() && view.types.len() < 2
    };
    if old.nullable == new.nullable || open(old) || open(new) {
        return;
    }
    let hidden = !option.take();
    let (kind, text) = if new.nullable {
        (walk.kind("request-became-nullable", "response-became-nullable"), "may be `null` now")
    } else {
        (walk.kind("request-became-not-nullable", "response-became-not-nullable"), "is never `null` now")
    };
    walk.tell(step, kind, hidden, format!("`{}` {text}", step.name));
}

fn limits<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, old: &View<'a>, new: &View<'a>, shape: &mut Shown) {
    for (key, change, words) in relation::limits(old, new) {
        use relation::Step as S;
        let (kind, hidden) = match change {
            S::Tightened => (walk.kind("request-constraint-tightened", "response-constraint-tightened"), true),
            S::Set => (walk.kind("request-constraint-set", "response-constraint-tightened"), true),
            S::Loosened if key == "pattern" => {
                (walk.kind("request-constraint-loosened", "response-pattern-changed"), true)
            }
            S::Loosened => (walk.kind("request-constraint-loosened", "response-constraint-loosened"), true),
            S::Changed => (walk.kind("request-pattern-changed", "response-pattern-changed"), true),
            S::Replaced => (walk.kind("request-type-changed", "response-type-changed"), !shape.take()),
        };
        walk.tell(step, kind, hidden, format!("`{}`: {words}", step.name));
    }
    if old.tuple.len() != new.tuple.len() {
        let kind = if old.tuple.len() < new.tuple.len() {
            walk.kind("request-constraint-loosened", "response-constraint-loosened")
        } else {
            walk.kind("request-constraint-tightened", "response-constraint-tightened")
        };
        let text =
            format!("`{}`: {} described elements, where there were {}", step.name, new.tuple.len(), old.tuple.len());
        walk.tell(step, kind, true, text);
    }
}

fn default<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, old: &View<'a>, new: &View<'a>) {
    if old.default == new.default {
        return;
    }
    let words = match (old.default, new.default) {
        (Some(before), Some(after)) => format!("default {} → {}", code(before), code(after)),
        (None, Some(after)) => format!("default {} documented", code(after)),
        (Some(before), None) => format!("default {} removed", code(before)),
        (None, None) => return,
    };
    let parameter = walk.text && !step.at.contains(['[', '*']) && walk.direction == Direction::Request;
    let kind = if parameter && step.at.matches('.').count() == 1 {
        "parameter-default-changed"
    } else {
        walk.kind("request-default-changed", "response-default-changed")
    };
    walk.tell(step, kind, true, format!("`{}`: {words}", step.name));
}

/// Tells who may set a value, and how long it will be there.
pub(super) fn access<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, old: &View<'a>, new: &View<'a>) {
    for (before, after, word) in
        [(old.read_only, new.read_only, "only read"), (old.write_only, new.write_only, "only written")]
    {
        if before == after {
            continue;
        }
        // In Rust, fields that are only read have no setter and are no arguments; where they are read, nothing differs.
        let seen = !matches!(step.seats.0, Seat::Empty);
        let setter = seen && !after && word == "only read" && step.seats.1.hold() != Presence::Plain;
        let kind = if setter && walk.direction == Direction::Request {
            "request-field-now-taken"
        } else {
            walk.kind("request-field-access-changed", "response-field-access-changed")
        };
        let text = format!("`{}` is {}{word}", step.name, if after { "" } else { "no longer " });
        let hidden = !(word == "only read" && walk.direction == Direction::Request && seen);
        walk.tell(step, kind, hidden, text);
    }
    // Of parameters and headers it is told with them.
    if walk.text && walk.at_start() {
        return;
    }
    match (&old.deprecated, &new.deprecated) {
        (None, Some(_)) => walk.tell(step, "field-deprecated", true, format!("`{}` is deprecated", step.name)),
        (Some(_), None) => {
            walk.tell(step, "field-reactivated", true, format!("`{}` is no longer deprecated", step.name));
        }
        _ => {}
    }
    let (Some(before), Some(after)) = (step.old.first(), step.new.first()) else { return };
    let written = |document: &Document<'a>, own: &Spot<'a>, deprecated: &Option<Spot<'a>>| {
        deprecated.clone().unwrap_or_else(|| document.follow(own.clone()))
    };
    let before = written(&walk.sides.old, before, &old.deprecated);
    let after = written(&walk.sides.new, after, &new.deprecated);
    for (kind, text) in lifecycle::told(&before, &after) {
        walk.tell(step, kind, true, format!("`{}`: {text}", step.name));
    }
}

/// The types in Rust, before and after. If only the sort of type differs behind one name, the sorts.
fn spelled<'a>(walk: &Walk<'_, 'a>, step: &Step<'a>) -> (String, String) {
    let (old_api, new_api) = (walk.sides.old_api, walk.sides.new_api);
    let (old, new) = (step.seats.0.text(old_api), step.seats.1.text(new_api));
    if old == new {
        return (format!("{old}, {}", step.seats.0.form(old_api)), format!("{new}, {}", step.seats.1.form(new_api)));
    }
    (old, new)
}

/// What Rust code sees though nothing on the wire explains it.
fn rest<'a>(walk: &mut Walk<'_, 'a>, step: &Step<'a>, shape: bool, option: bool) {
    let (old_api, new_api) = (walk.sides.old_api, walk.sides.new_api);
    let definitions = (step.seats.0.definition(old_api), step.seats.1.definition(new_api));
    let names = spelled(walk, step);
    if shape || option {
        let text = format!("`{}`: `{}` → `{}`", step.name, names.0, names.1);
        return walk.tell(step, "type-changed", false, text);
    }
    let (Some(old), Some(new)) = definitions else { return };
    let (old, new) = (rust::path(old_api, old), rust::path(new_api, new));
    if old != new && step.seats.0.form(old_api) == step.seats.1.form(new_api) {
        walk.sink.rename(&old, &new, step);
    }
}

pub(super) fn code(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{text}`"),
        other => format!("`{other}`"),
    }
}

fn list(values: &[&Value]) -> String {
    const MOST: usize = 8;
    let mut shown: Vec<String> = values.iter().take(MOST).map(|value| code(value)).collect();
    if values.len() > MOST {
        shown.push(format!("{} more", values.len() - MOST));
    }
    shown.join(", ")
}
