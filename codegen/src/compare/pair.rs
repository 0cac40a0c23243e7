//! Which operation of the new description is which of the old one.

use std::collections::HashMap;

use super::document::Written;

/// Indices into the lists of operations.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    /// Old and new, in the order of the new description.
    pub both: Vec<(usize, usize)>,
    pub added: Vec<usize>,
    pub removed: Vec<usize>,
}

/// Pairs operations by `operationId`, then by method and path whatever the variables in it are called.
pub(super) fn operations(old: &[Written<'_>], new: &[Written<'_>]) -> Pairs {
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let ids = unique(old, |written| written.id.map(str::to_owned));
    let new_ids = unique(new, |written| written.id.map(str::to_owned));
    let places = unique(old, |written| Some(place(written)));
    for (index, written) in new.iter().enumerate() {
        let known = written.id.filter(|id| new_ids.get(*id) == Some(&index)).and_then(|id| ids.get(id));
        if let Some(&position) = known {
            claim(&mut partner, &mut taken, index, position);
        }
    }
    for (index, written) in new.iter().enumerate() {
        if let Some(&position) = places.get(&place(written)) {
            claim(&mut partner, &mut taken, index, position);
        }
    }
    let mut pairs = Pairs::default();
    for (index, old) in partner.into_iter().enumerate() {
        match old {
            Some(old) => pairs.both.push((old, index)),
            None => pairs.added.push(index),
        }
    }
    pairs.removed = taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(index, _)| index).collect();
    pairs
}

fn claim(partner: &mut [Option<usize>], taken: &mut [bool], new: usize, old: usize) {
    let (Some(partner), Some(taken)) = (partner.get_mut(new), taken.get_mut(old)) else { return };
    if partner.is_none() && !*taken {
        *partner = Some(old);
        *taken = true;
    }
}

/// What only one operation has.
fn unique(list: &[Written<'_>], key: impl Fn(&Written<'_>) -> Option<String>) -> HashMap<String, usize> {
    let mut found: HashMap<String, Option<usize>> = HashMap::new();
    for (index, written) in list.iter().enumerate() {
        if let Some(key) = key(written) {
            found.entry(key).and_modify(|position| *position = None).or_insert(Some(index));
        }
    }
    found.into_iter().filter_map(|(key, index)| Some((key, index?))).collect()
}

fn place(written: &Written<'_>) -> String {
    format!("{} {}", written.method.key(), shape(written.path))
}

/// A path with its variables left empty.
pub(super) fn shape(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        shape.push(c);
    }
    shape
}

/// The variables of a path in order.
pub(super) fn variables(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
