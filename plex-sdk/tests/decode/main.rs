//! Decoding: every rule by a test of its name, and serde_json as the oracle of the grammar.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod encoding;
mod errors;
mod models;
mod objects;
mod oracle;
mod scalars;
mod unions;
mod writer;

use plex_sdk::codegen::*;
use plex_sdk::decode::{self, DriftKind};

/// The value, where the text is as described.
#[track_caller]
fn exact<T: Slot + Default>(text: &str) -> T {
    let decoded = decode::from_slice::<T>(text.as_bytes()).unwrap();
    assert!(decoded.drift.is_empty(), "{}", decoded.drift);
    decoded.value
}

/// The value and what is reported, one `kind path: expected …, found …` each.
#[track_caller]
fn drifted<T: Slot + Default>(text: &str) -> (T, Vec<String>) {
    let decoded = decode::from_slice::<T>(text.as_bytes()).unwrap();
    let drift = decoded.drift.iter().map(|drift| format!("{:?} {drift}", drift.kind)).collect();
    (decoded.value, drift)
}

/// The error as text.
#[track_caller]
fn refused<T: Slot + Default>(text: &str) -> String {
    match decode::from_slice::<T>(text.as_bytes()) {
        Ok(_) => panic!("{text} was decoded"),
        Err(error) => error.to_string(),
    }
}

fn kinds<T: Slot + Default>(text: &str) -> Vec<DriftKind> {
    decode::from_slice::<T>(text.as_bytes()).unwrap().drift.iter().map(|drift| drift.kind).collect()
}
