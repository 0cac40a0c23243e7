#![allow(clippy::unwrap_used)]

use codegen::compare::{self, Kind};

use super::*;

#[test]
fn every_kind_of_change_has_a_witness() {
    let list = table::read().unwrap();
    let missing: Vec<&str> = Kind::ALL
        .iter()
        .map(|kind| kind.id())
        .filter(|id| list.iter().all(|witness| witness.kind.id() != *id))
        .collect();
    assert!(missing.is_empty(), "kinds without a witness: {missing:#?}");
}

#[test]
fn each_pair_differs_in_the_kind_it_is_a_witness_of_and_in_nothing_worse() {
    let base = table::lowered(&table::base().unwrap()).unwrap();
    let mut problems = Vec::new();
    for witness in table::read().unwrap() {
        let id = witness.kind.id();
        let lowered =
            |side: &str, description| table::lowered(description).map_err(|error| format!("{id}, {side}: {error:#}"));
        let old = witness.old.as_ref().map_or_else(|| Ok(base.clone()), |old| lowered("before", old));
        let (old, new) = match (old, lowered("after", &witness.new)) {
            (Ok(old), Ok(new)) => (old, new),
            (old, new) => {
                problems.extend(old.err().into_iter().chain(new.err()));
                continue;
            }
        };
        let comparison = compare::compare(&old, &new);
        let found: Vec<&str> = comparison.changes.iter().map(|change| change.kind.id()).collect();
        let worse = comparison.changes.iter().any(|change| change.kind.source() > witness.kind.source());
        if !found.contains(&id) || worse {
            problems.push(format!("{id}: the comparison says {found:?}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The rest is up to `cargo xtask witness`.
#[test]
fn what_no_type_is_said_to_show_is_not_in_the_emitted_code() {
    let list = table::read().unwrap();
    let hidden = list.iter().filter(|witness| witness.kind.id().ends_with("-on-the-wire"));
    let problems = listings::disagreements(hidden).unwrap();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
