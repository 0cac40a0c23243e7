//! A part of an API: some tags and operations, and the models that these reach.

use std::collections::HashSet;

use crate::api::{Api, Home, Operation};
use crate::diagnostic::nearest;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lower;

/// Which operations are wanted, by the names in the description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Tags whose operations are wanted.
    pub tags: Vec<String>,
    /// Operations that are wanted beside those, by `operationId`.
    pub operations: Vec<String>,
    /// Operations and tags that are not wanted, even if they are named above.
    pub exclude: Vec<String>,
}

impl Selection {
    /// Whether nothing is selected: all of the API is wanted, with models that nothing reaches.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.operations.is_empty() && self.exclude.is_empty()
    }

    /// Whether an operation is wanted. With neither tags nor operations, all are that are not excluded.
    fn wants(&self, operation: &Operation, tag: &str) -> bool {
        let id = &operation.name.wire;
        let all = self.tags.is_empty() && self.operations.is_empty();
        let named = self.tags.iter().any(|wanted| wanted == tag) || self.operations.contains(id);
        (all || named) && !self.exclude.iter().any(|unwanted| unwanted == tag || unwanted == id)
    }
}

/// Cuts an API down to a selection. Tags, models, credentials and global parameters that no operation is left for
/// go with the operations. An empty selection changes nothing.
///
/// # Errors
///
/// Names that the API does not have, each with the most similar one, and a selection that leaves nothing.
pub fn select(mut api: Api, selection: &Selection) -> Result<Api, Diagnostics> {
    if selection.is_empty() {
        return Ok(api);
    }
    check(&api, selection)?;
    let tags: Vec<String> = api.tags.iter().map(|tag| tag.name.wire.clone()).collect();
    let tag_of = |operation: &Operation| tags.get(operation.tag).map_or("", String::as_str);
    let kept: Vec<bool> =
        api.operations.iter().map(|operation| selection.wants(operation, tag_of(operation))).collect();
    if !kept.contains(&true) {
        let diagnostic = Diagnostic::error("/paths", "the selection leaves no operation")
            .help("exclude less, or leave the selection out");
        return Err(Diagnostics { list: vec![diagnostic] });
    }
    let places = places(&kept);
    retain(&mut api.operations, &kept);
    for operation in &mut api.operations {
        operation.variant_of = operation.variant_of.and_then(|usual| places.get(usual).copied().flatten());
    }
    api.types.iter_mut().for_each(|definition| {
        // A type at home with an operation that goes is reached by nothing else.
        if let Home::Operation { operation } = &mut definition.home {
            *operation = places.get(*operation).copied().flatten().unwrap_or(usize::MAX);
        }
    });
    drop_globals(&mut api);
    drop_tags(&mut api);
    lower::drop_unreached(&mut api);
    Ok(api)
}

fn check(api: &Api, selection: &Selection) -> Result<(), Diagnostics> {
    let tags: Vec<&str> = api.tags.iter().map(|tag| tag.name.wire.as_str()).collect();
    let operations: Vec<&str> = api.operations.iter().map(|operation| operation.name.wire.as_str()).collect();
    let both: Vec<&str> = tags.iter().chain(&operations).copied().collect();
    let asked = [
        ("tag", &selection.tags, &tags),
        ("operation", &selection.operations, &operations),
        ("tag or operation", &selection.exclude, &both),
    ];
    let mut problems = Diagnostics::default();
    for (what, wanted, there) in asked {
        let known: HashSet<&str> = there.iter().copied().collect();
        for name in wanted.iter().filter(|name| !known.contains(name.as_str())) {
            let help = match nearest(name, there.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if tags.contains(&name.as_str()) => format!("`{name}` is a tag: write `--tag {name}`"),
                None if operations.contains(&name.as_str()) => {
                    format!("`{name}` is an operation: write `--operation {name}`")
                }
                None => format!("its tags are: {}", listed(&tags)),
            };
            let place = if what == "operation" { "/paths" } else { "/tags" };
            problems.push(Diagnostic::error(place, format!("the description has no {what} `{name}`")).help(help));
        }
    }
    if problems.has_errors() { Err(problems) } else { Ok(()) }
}

fn listed(names: &[&str]) -> String {
    const MOST: usize = 12;
    let shown: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > MOST { format!(" and {} more", names.len() - MOST) } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// Globals stay as far as an operation declares them.
fn drop_globals(api: &mut Api) {
    let mut kept = vec![false; api.globals.len()];
    for global in api.operations.iter().flat_map(|operation| &operation.globals) {
        if let Some(kept) = kept.get_mut(*global) {
            *kept = true;
        }
    }
    let places = places(&kept);
    retain(&mut api.globals, &kept);
    for operation in &mut api.operations {
        operation.globals = operation.globals.iter().filter_map(|global| *places.get(*global)?).collect();
    }
}

fn drop_tags(api: &mut Api) {
    let used: HashSet<usize> = api.operations.iter().map(|operation| operation.tag).collect();
    let kept: Vec<bool> = (0..api.tags.len()).map(|tag| used.contains(&tag)).collect();
    let places = places(&kept);
    retain(&mut api.tags, &kept);
    for operation in &mut api.operations {
        operation.tag = places.get(operation.tag).copied().flatten().unwrap_or_default();
    }
}

/// Where each item goes when only some are kept.
fn places(kept: &[bool]) -> Vec<Option<usize>> {
    let mut next = 0;
    kept.iter()
        .map(|kept| {
            next += usize::from(*kept);
            kept.then(|| next - 1)
        })
        .collect()
}

fn retain<T>(list: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    list.retain(|_| kept.next().copied().unwrap_or(false));
}

#[cfg(test)]
mod tests;
