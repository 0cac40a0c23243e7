//! What belongs to no operation: title, servers, global parameters, webhooks.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Document, Spot};
use super::seat;
use super::sink::{Finding, Sink, Subject};
use super::walk::Sides;
use crate::api::{Api, Global, Parameter, Server, ServerVariable};

pub(super) fn compare(sides: Sides<'_>, sink: &mut Sink) {
    sink.turn_to(Subject::default());
    info(sides, sink);
    servers(sides, sink);
    globals(sides, sink);
    webhooks(sides, sink);
}

fn info(sides: Sides<'_>, sink: &mut Sink) {
    let text = |document: Document<'_>, key: &str| {
        document.cursor().get("info").and_then(|info| info.text(key).map(str::to_owned)).unwrap_or_default()
    };
    for (key, kind) in [("title", "api-title-changed"), ("version", "api-version-changed")] {
        let (old, new) = (text(sides.old, key), text(sides.new, key));
        if old != new {
            let pointer = Some(format!("/info/{key}"));
            let text = format!("{key} of the description: {old} → {new}");
            sink.tell(Finding { kind, text, old: pointer.clone(), new: pointer, ..Finding::default() });
        }
    }
}

fn servers(sides: Sides<'_>, sink: &mut Sink) {
    let list = |document: Document<'_>| -> Vec<String> {
        let servers = document.cursor().get("servers");
        servers.iter().flat_map(Spot::list).filter_map(|server| server.text("url").map(str::to_owned)).collect()
    };
    let (old, new) = (list(sides.old), list(sides.new));
    let pointer = || Some("/servers".to_owned());
    let tell = |sink: &mut Sink, kind: &'static str, text: String| {
        sink.tell(Finding { kind, text, old: pointer(), new: pointer(), ..Finding::default() });
    };
    for url in new.iter().filter(|url| !old.contains(url)) {
        tell(sink, "server-added", format!("server `{url}` added"));
    }
    for url in old.iter().filter(|url| !new.contains(url)) {
        tell(sink, "server-removed", format!("server `{url}` removed"));
    }
    if old.first() != new.first() {
        let words = |list: &[String]| list.first().map_or_else(|| "none".to_owned(), |url| format!("`{url}`"));
        tell(sink, "default-server-changed", format!("default server {} → {}", words(&old), words(&new)));
    }
    let (before, after) = (sides.old_api.servers.len() > 1, sides.new_api.servers.len() > 1);
    match (before, after) {
        (false, true) => {
            tell(sink, "server-index-added", "the builder can choose a server: `.server_index(…)`".to_owned())
        }
        (true, false) => {
            tell(sink, "server-index-removed", "the builder has no `.server_index(…)` any more".to_owned())
        }
        _ => {}
    }
    variables(sides, sink);
}

fn variables(sides: Sides<'_>, sink: &mut Sink) {
    let (old, new) = (setters(sides.old_api), setters(sides.new_api));
    let pointer = || Some("/servers".to_owned());
    for variable in &new {
        let ident = &variable.name.ident;
        let (kind, text) = match old.iter().find(|other| other.name.ident == *ident) {
            None => ("server-variable-added", format!("the builder takes `.{ident}(…)`")),
            Some(known) if known.default != variable.default => (
                "server-variable-changed",
                format!("`.{ident}(…)`: default `{}` → `{}`", known.default, variable.default),
            ),
            Some(known) if known.values != variable.values => {
                ("server-variable-changed", format!("`.{ident}(…)`: other values are allowed"))
            }
            Some(_) => continue,
        };
        sink.tell(Finding {
            kind,
            text,
            name: ident.to_string(),
            old: pointer(),
            new: pointer(),
            ..Finding::default()
        });
    }
    for variable in old.iter().filter(|variable| !new.iter().any(|other| other.name.ident == variable.name.ident)) {
        let name = variable.name.ident.to_string();
        let text = format!("the builder has no `.{name}(…)` any more");
        sink.tell(Finding { kind: "server-variable-removed", text, name, old: pointer(), ..Finding::default() });
    }
}

/// Each variable once, as the builder has them.
fn setters(api: &Api) -> Vec<&ServerVariable> {
    let mut seen = BTreeSet::new();
    let all = api.servers.iter().flat_map(|server: &Server| &server.variables);
    all.filter(|variable| seen.insert(&variable.name.wire)).collect()
}

fn globals(sides: Sides<'_>, sink: &mut Sink) {
    let (old, new) = (&sides.old_api.globals, &sides.new_api.globals);
    for Global { parameter: global, .. } in new {
        let name = global.name.ident.to_string();
        let ty = seat::text(sides.new_api, &global.ty);
        let pointer = Some(global.pointer.clone());
        let Some(known) = old.iter().map(|it| &it.parameter).find(|other| *other.name.ident == *name) else {
            let text = format!("the client holds `{}`: `.{name}(…)`", global.name.wire);
            sink.tell(Finding { kind: "global-parameter-added", text, name, new: pointer, ..Finding::default() });
            continue;
        };
        let before = seat::text(sides.old_api, &known.ty);
        if before != ty {
            let text = format!("`.{name}(…)` of the builder: `{before}` → `{ty}`");
            let old = Some(known.pointer.clone());
            let rust = Some((before, ty));
            sink.tell(Finding {
                kind: "global-parameter-changed",
                text,
                name,
                rust,
                old,
                new: pointer,
                ..Finding::default()
            });
        }
    }
    let gone = |global: &&Parameter| !new.iter().any(|other| other.parameter.name.ident == global.name.ident);
    for global in old.iter().map(|it| &it.parameter).filter(gone) {
        let name = global.name.ident.to_string();
        let text = format!("the client does not hold `{}` any more", global.name.wire);
        sink.tell(Finding {
            kind: "global-parameter-removed",
            text,
            name,
            old: Some(global.pointer.clone()),
            ..Finding::default()
        });
    }
}

/// Webhooks by name; where the name stays, by method.
fn webhooks(sides: Sides<'_>, sink: &mut Sink) {
    let list = |document: Document<'_>| -> BTreeMap<String, BTreeSet<&'static str>> {
        let mut found: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
        let names = document.cursor().get("webhooks").or_else(|| document.cursor().get("x-webhooks"));
        for (name, _) in names.iter().flat_map(Spot::entries) {
            found.entry(name.to_owned()).or_default();
        }
        for webhook in document.webhooks() {
            found.entry(webhook.path.to_owned()).or_default().insert(webhook.method.as_str());
        }
        found
    };
    let (old, new) = (list(sides.old), list(sides.new));
    let missing = |from: &BTreeMap<String, BTreeSet<&'static str>>,
                   other: &BTreeMap<String, BTreeSet<&'static str>>| {
        let mut texts: Vec<(String, String)> = Vec::new();
        for (name, methods) in from {
            match other.get(name) {
                None => texts.push((name.clone(), format!("webhook `{name}`"))),
                Some(known) => texts.extend(
                    methods.difference(known).map(|method| (name.clone(), format!("webhook `{name}` by {method}"))),
                ),
            }
        }
        texts
    };
    for (name, text) in missing(&new, &old) {
        let pointer = Some(crate::document::pointer::step("/webhooks", name));
        sink.tell(Finding { kind: "webhook-added", text: format!("{text} added"), new: pointer, ..Finding::default() });
    }
    for (name, text) in missing(&old, &new) {
        let pointer = Some(crate::document::pointer::step("/webhooks", name));
        let text = format!("{text} removed");
        sink.tell(Finding { kind: "webhook-removed", text, old: pointer, ..Finding::default() });
    }
}
