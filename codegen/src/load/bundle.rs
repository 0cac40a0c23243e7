//! Brings everything that is referred to under `components` of the entry, so that every reference left is
//! `#/components/<section>/<name>`.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::{Map, Value, json};

use super::grammar::Kind;
use super::resolve::{Place, Resolver};
use super::sites::{self, Site};
use crate::diagnostic::Diagnostic;
use crate::document::{Method, pointer, reference};

/// Where the promoted things came from: pointer in the bundled document -> original place.
pub(super) type Origins = HashMap<String, Place>;

/// Bundles the files of a resolver into its entry. Problems are left with the resolver.
pub(super) fn bundle(resolver: &mut Resolver<'_>) -> Origins {
    let mut bundler = Bundler::default();
    bundler.find(resolver);
    bundler.rewrite(resolver);
    let origins = bundler.promote(resolver);
    report_circles(resolver);
    origins
}

#[derive(Default)]
struct Bundler {
    /// Places that become components, in the order they were first referred to.
    promotions: Vec<(Place, Kind, String)>,
    names: HashMap<Place, (Kind, String)>,
    given: HashSet<(&'static str, String)>,
    /// How often a name was asked for, so that the next free number is found at once.
    taken: HashMap<(&'static str, String), usize>,
    /// The text of a reference -> what it becomes.
    rewritten: Vec<(Place, String)>,
}

impl Bundler {
    fn find(&mut self, resolver: &mut Resolver<'_>) {
        let Some(entry) = resolver.files.first() else { return };
        let mut queue: VecDeque<(usize, Site)> =
            sites::collect(&entry.tree, Kind::Document, "").into_iter().map(|site| (0, site)).collect();
        let mut seen: HashSet<Place> = HashSet::new();
        let mut resolved: HashMap<(usize, String, Kind), Place> = HashMap::new();
        while let Some((file, site)) = queue.pop_front() {
            let at = Place { file, pointer: site.pointer };
            if !seen.insert(at.clone()) {
                continue;
            }
            let before = resolver.problems.list.len();
            let question = (file, site.reference.clone(), site.kind);
            let place = match resolved.get(&question) {
                Some(place) => place.clone(),
                None => match resolver.resolve(&at, &site.reference, site.kind) {
                    Some(place) => place,
                    None => {
                        // The walk says so when it leaves the entry out.
                        if site.mapping {
                            resolver.problems.list.truncate(before);
                        }
                        continue;
                    }
                },
            };
            resolved.insert(question, place.clone());
            let Some(section) = site.kind.section() else { continue };
            if let Some(name) = component(&place, section) {
                let target = reference::to_component(section, &pointer::unescape(name));
                if target != site.reference || !site.literal {
                    self.rewritten.push((at, target));
                }
                continue;
            }
            if let Some((kind, name)) = self.names.get(&place) {
                if *kind == site.kind {
                    self.rewritten.push((at, reference::to_component(section, name)));
                } else {
                    let problem = format!(
                        "`{}` is used as {} elsewhere, and as {} here",
                        site.reference,
                        kind.name(),
                        site.kind.name()
                    );
                    resolver
                        .problems
                        .push(Diagnostic::error(resolver.describe(&at), problem).help("it can only be one of them"));
                }
                continue;
            }
            let name = self.name(resolver, &place, section);
            self.rewritten.push((at, reference::to_component(section, &name)));
            if let Some(value) = resolver.value(&place).filter(|_| place.file > 0) {
                let inner = sites::collect(value, site.kind, &place.pointer);
                queue.extend(inner.into_iter().map(|site| (place.file, site)));
            } else if place.file == 0 {
                // The walk over the entry does not see what stands in places that the grammar does not know.
                if let Some(value) = resolver.value(&place) {
                    let inner = sites::collect(value, site.kind, &place.pointer);
                    queue.extend(inner.into_iter().map(|site| (0, site)));
                }
            }
            self.names.insert(place.clone(), (site.kind, name.clone()));
            self.promotions.push((place, site.kind, name));
        }
    }

    /// A name for a place, after the last step that says something.
    fn name(&mut self, resolver: &Resolver<'_>, place: &Place, section: &'static str) -> String {
        let steps: Vec<String> = pointer::steps(&place.pointer).collect();
        let file = resolver.files.get(place.file).map_or("", |file| file.name.as_str());
        let stem = file.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
        let telling = steps.iter().rev().find(|step| says_something(step)).map_or(stem, String::as_str);
        let mut name: String = telling
            .split(|character: char| !(character.is_ascii_alphanumeric() || matches!(character, '_' | '-')))
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("_");
        if name.is_empty() {
            name = "Unnamed".to_owned();
        }
        if steps.last().is_some_and(|step| step == "items") {
            name.push_str("Item");
        }
        let exists = |name: &str| {
            let entry = resolver.files.first().and_then(|file| file.tree.get("components"));
            entry.and_then(|components| components.get(section)?.get(name)).is_some()
        };
        let number = self.taken.entry((section, name.clone())).or_default();
        loop {
            *number += 1;
            let unique = if *number == 1 { name.clone() } else { format!("{name}{number}") };
            if !exists(&unique) && self.given.insert((section, unique.clone())) {
                return unique;
            }
        }
    }

    fn rewrite(&mut self, resolver: &mut Resolver<'_>) {
        for (place, target) in &self.rewritten {
            if let Some(file) = resolver.files.get_mut(place.file)
                && let Some(text) = file.tree.pointer_mut(&place.pointer)
            {
                *text = Value::String(target.clone());
            }
        }
    }

    fn promote(mut self, resolver: &mut Resolver<'_>) -> Origins {
        let mut origins = Origins::new();
        // Inner things first: the outer ones then hold references to them.
        let mut order: Vec<usize> = (0..self.promotions.len()).collect();
        order.sort_by_key(|index| {
            std::cmp::Reverse(self.promotions.get(*index).map_or(0, |(place, ..)| place.pointer.matches('/').count()))
        });
        let mut values: Vec<Option<Value>> = vec![None; self.promotions.len()];
        for index in order {
            let Some((place, kind, name)) = self.promotions.get(index) else { continue };
            let target = reference::to_component(kind.section().unwrap_or_default(), name);
            let value = resolver.files.get_mut(place.file).and_then(|file| file.tree.pointer_mut(&place.pointer));
            if let (Some(value), Some(slot)) = (value, values.get_mut(index)) {
                *slot = Some(std::mem::replace(value, json!({ "$ref": target })));
            }
        }
        let Some(entry) = resolver.files.first_mut() else { return origins };
        for ((place, kind, name), value) in self.promotions.drain(..).zip(values) {
            let (Some(section), Some(value)) = (kind.section(), value) else { continue };
            let mut at = format!("/components/{section}");
            pointer::push(&mut at, &name);
            if let Some(map) = table(&mut entry.tree, "components").and_then(|components| table(components, section)) {
                if let Value::Object(map) = map {
                    map.insert(name, value);
                }
                origins.insert(at, place);
            }
        }
        origins
    }
}

/// The mapping under a key, made if it is not there.
fn table<'a>(value: &'a mut Value, key: &str) -> Option<&'a mut Value> {
    let Value::Object(map) = value else { return None };
    let inner = map.entry(key).or_insert_with(|| Value::Object(Map::new()));
    inner.is_object().then_some(inner)
}

/// The name, if a place is a component of the entry already.
fn component<'a>(place: &'a Place, section: &str) -> Option<&'a str> {
    let name = place.pointer.strip_prefix("/components/")?.strip_prefix(section)?.strip_prefix('/')?;
    (place.file == 0 && !name.contains('/')).then_some(name)
}

/// Whether a step of a pointer is a name, rather than grammar.
fn says_something(step: &str) -> bool {
    const GRAMMAR: &[&str] = &[
        "schema",
        "schemas",
        "content",
        "items",
        "properties",
        "responses",
        "parameters",
        "requestBody",
        "headers",
        "additionalProperties",
        "allOf",
        "oneOf",
        "anyOf",
        "prefixItems",
        "components",
        "paths",
        "default",
        "$defs",
        "definitions",
        "patternProperties",
    ];
    let media_type = step.contains('/') && !step.starts_with('/');
    !(GRAMMAR.contains(&step)
        || Method::ALL.iter().any(|method| method.key() == step)
        || media_type
        || step.bytes().all(|byte| byte.is_ascii_digit()))
}

/// References that lead to references only never reach anything.
fn report_circles(resolver: &mut Resolver<'_>) {
    let Some(entry) = resolver.files.first() else { return };
    let Some(Value::Object(components)) = entry.tree.get("components") else { return };
    let mut done: HashSet<String> = HashSet::new();
    let mut problems = Vec::new();
    for (section, table) in components {
        let Value::Object(table) = table else { continue };
        for name in table.keys() {
            let mut current = reference::to_component(section, name);
            let mut chain = HashSet::new();
            while !done.contains(&current) {
                if !chain.insert(current.clone()) {
                    let at = format!("{}/$ref", current.trim_start_matches('#'));
                    problems.push(
                        Diagnostic::error(at, "this reference leads back to itself without ever reaching a definition")
                            .help("one of the references in the circle has to become a definition"),
                    );
                    break;
                }
                let next =
                    entry.tree.pointer(current.trim_start_matches('#')).and_then(|value| value.get("$ref")?.as_str());
                let Some(next) = next else { break };
                current = next.to_owned();
            }
            done.extend(chain);
        }
    }
    resolver.problems.list.extend(problems);
}
