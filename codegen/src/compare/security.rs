//! Who may call: schemes, and what operations ask for.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Document, Spot, Written};
use super::operation::Both;
use super::sink::{Finding, Sink};
use super::walk::Sides;
use crate::api::{Api, SchemeKind};

/// One alternative: schemes that are needed together, with their scopes.
type Alternative<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

fn alternatives<'a>(document: Document<'a>, written: &Written<'a>) -> Vec<Alternative<'a>> {
    let list = document.security(written);
    let read = |spot: Spot<'a>| -> Alternative<'a> {
        let entries = spot.entries();
        entries.map(|(name, scopes)| (name, scopes.list().filter_map(|scope| scope.value.as_str()).collect())).collect()
    };
    list.iter().flat_map(Spot::list).map(read).collect()
}

/// Compares what an operation asks for.
pub(super) fn operation<'a>(sides: Sides<'a>, sink: &mut Sink, both: Both<'_, 'a>) {
    let (old, new) = (alternatives(sides.old, both.old), alternatives(sides.new, both.new));
    let names = |alternative: &Alternative<'a>| alternative.keys().copied().collect::<BTreeSet<&str>>();
    let open = |list: &[Alternative<'a>]| list.is_empty() || list.iter().any(BTreeMap::is_empty);
    let words =
        |names: &BTreeSet<&str>| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" with ");
    let mut tell = |kind: &'static str, text: String| {
        sink.tell(Finding { at: "request.security".to_owned(), ..both.finding(kind, false, text) });
    };
    match (open(&old), open(&new)) {
        (true, false) => {
            let ways: Vec<String> = new.iter().map(|alternative| words(&names(alternative))).collect();
            tell("operation-security-added", format!("needs credentials now: {}", ways.join(" or ")));
        }
        (false, true) => tell("operation-security-removed", "needs no credentials any more".to_owned()),
        _ => {
            for before in &old {
                // Asking for less in one way is asking for less.
                if !new.iter().any(|after| names(after).is_subset(&names(before))) {
                    tell(
                        "operation-security-alternative-removed",
                        format!("{} is not enough any more", words(&names(before))),
                    );
                }
            }
            for after in &new {
                if !old.iter().any(|before| names(before) == names(after)) {
                    tell("operation-security-alternative-added", format!("{} will do, too", words(&names(after))));
                }
            }
        }
    }
    for after in &new {
        let Some(before) = old.iter().find(|before| names(before) == names(after)) else { continue };
        for (name, scopes) in after {
            let known = before.get(name).cloned().unwrap_or_default();
            for scope in scopes.difference(&known) {
                tell("operation-scope-added", format!("`{name}` needs the scope `{scope}` now"));
            }
            for scope in known.difference(scopes) {
                tell("operation-scope-removed", format!("`{name}` does not need the scope `{scope}` any more"));
            }
        }
    }
}

/// Compares the schemes themselves.
pub(super) fn schemes(sides: Sides<'_>, sink: &mut Sink) {
    let (old, new) = (described(sides.old), described(sides.new));
    for (name, spot) in &new {
        let after = sides.new.follow(spot.clone());
        match old.iter().find(|(other, _)| other == name) {
            Some((_, before)) => one(sides, sink, name, &sides.old.follow(before.clone()), &after),
            None => {
                let (rust, hidden) = setter(sides.new_api, name);
                let text = format!("credential `{rust}` added");
                let new = Some(spot.pointer.clone());
                sink.tell(Finding {
                    kind: "security-scheme-added",
                    hidden,
                    text,
                    name: rust,
                    new,
                    ..Finding::default()
                });
            }
        }
    }
    for (name, spot) in old.iter().filter(|(name, _)| !new.iter().any(|(other, _)| other == name)) {
        let (rust, hidden) = setter(sides.old_api, name);
        let text = format!("credential `{rust}` removed");
        let old = Some(spot.pointer.clone());
        sink.tell(Finding { kind: "security-scheme-removed", hidden, text, name: rust, old, ..Finding::default() });
    }
    // A scheme is offered as soon as an operation asks for it.
    for scheme in &sides.new_api.schemes {
        let known = |api: &Api| api.schemes.iter().any(|other| other.name.wire == scheme.name.wire);
        if !known(sides.old_api) && old.iter().any(|(name, _)| *name == scheme.name.wire) {
            let name = scheme.name.ident.to_string();
            let text = format!("credential `{name}` is in use now");
            sink.tell(Finding {
                kind: "security-scheme-added",
                text,
                name,
                new: Some(scheme.pointer.clone()),
                ..Finding::default()
            });
        }
    }
    for scheme in &sides.old_api.schemes {
        let used = sides.new_api.schemes.iter().any(|other| other.name.wire == scheme.name.wire);
        if !used && new.iter().any(|(name, _)| *name == scheme.name.wire) && !sides.new_api.operations.is_empty() {
            let name = scheme.name.ident.to_string();
            let text = format!("credential `{name}` is not in use any more");
            sink.tell(Finding {
                kind: "security-scheme-removed",
                text,
                name,
                old: Some(scheme.pointer.clone()),
                ..Finding::default()
            });
        }
    }
}

fn described(document: Document<'_>) -> Vec<(&str, Spot<'_>)> {
    let schemes = document.at("/components/securitySchemes");
    schemes.iter().flat_map(Spot::entries).collect()
}

/// The setter on the builder, and whether there is none.
fn setter(api: &Api, wire: &str) -> (String, bool) {
    match api.schemes.iter().find(|scheme| scheme.name.wire == wire) {
        Some(scheme) => (scheme.name.ident.to_string(), false),
        None => (wire.to_owned(), true),
    }
}

fn one(sides: Sides<'_>, sink: &mut Sink, name: &str, old: &Spot<'_>, new: &Spot<'_>) {
    let tell = |sink: &mut Sink, kind: &'static str, hidden: bool, text: String| {
        let (old, new) = (Some(old.pointer.clone()), Some(new.pointer.clone()));
        sink.tell(Finding { kind, hidden, text, name: name.to_owned(), old, new, ..Finding::default() });
    };
    let sort = |spot: &Spot<'_>| {
        let scheme = spot.text("scheme").unwrap_or_default().to_ascii_lowercase();
        format!("{} {scheme}", spot.text("type").unwrap_or_default()).trim_end().to_owned()
    };
    let known = |api: &Api| -> Option<SchemeKind> {
        api.schemes.iter().find(|scheme| scheme.name.wire == name).map(|scheme| scheme.kind.clone())
    };
    if sort(old) != sort(new) {
        let pair = |kind: Option<SchemeKind>| kind.map(|kind| matches!(kind, SchemeKind::Basic));
        let hidden = pair(known(sides.old_api)) == pair(known(sides.new_api));
        let text = format!("credential `{name}`: {} → {}", sort(old), sort(new));
        return tell(sink, "security-scheme-type-changed", hidden, text);
    }
    for key in ["name", "in"] {
        if old.text(key) != new.text(key) {
            let words = |spot: &Spot<'_>| spot.text(key).unwrap_or("nothing").to_owned();
            let text = format!("credential `{name}`: `{key}` {} → {}", words(old), words(new));
            tell(sink, "security-scheme-changed", false, text);
        }
    }
    if old.text("openIdConnectUrl") != new.text("openIdConnectUrl") {
        tell(sink, "security-scheme-url-changed", false, format!("credential `{name}`: another `openIdConnectUrl`"));
    }
    flows(sink, name, old, new, tell);
}

fn flows(
    sink: &mut Sink,
    name: &str,
    old: &Spot<'_>,
    new: &Spot<'_>,
    tell: impl Fn(&mut Sink, &'static str, bool, String),
) {
    let (Some(old), Some(new)) = (old.get("flows"), new.get("flows")) else { return };
    for (flow, _) in old.entries().filter(|(flow, _)| new.get(flow).is_none()) {
        tell(sink, "security-scheme-flow-removed", false, format!("credential `{name}`: no flow `{flow}` any more"));
    }
    for (flow, after) in new.entries() {
        let Some(before) = old.get(flow) else {
            tell(sink, "security-scheme-flow-added", false, format!("credential `{name}`: flow `{flow}` added"));
            continue;
        };
        for key in ["authorizationUrl", "tokenUrl", "refreshUrl"] {
            if before.text(key) != after.text(key) {
                tell(
                    sink,
                    "security-scheme-url-changed",
                    false,
                    format!("credential `{name}`: another `{key}` of `{flow}`"),
                );
            }
        }
        let scopes = |spot: &Spot<'_>| -> BTreeSet<String> {
            spot.get("scopes").iter().flat_map(Spot::entries).map(|(scope, _)| scope.to_owned()).collect()
        };
        let (before, after) = (scopes(&before), scopes(&after));
        for scope in after.difference(&before) {
            tell(
                sink,
                "security-scheme-scopes-changed",
                false,
                format!("credential `{name}` offers the scope `{scope}`"),
            );
        }
        for scope in before.difference(&after) {
            tell(
                sink,
                "security-scheme-scopes-changed",
                false,
                format!("credential `{name}` does not offer the scope `{scope}` any more"),
            );
        }
    }
}
