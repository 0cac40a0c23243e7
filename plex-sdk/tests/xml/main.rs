//! XML to values: the rules by tests of their names, hostile documents, and arbitrary ones.
#![cfg(feature = "xml")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod arbitrary;
mod documents;
mod hostile;
mod models;
mod rules;

use plex_sdk::codegen::*;
use plex_sdk::xml;

/// The value, where the document is as described.
#[track_caller]
fn exact<T: Slot + Default>(document: impl AsRef<[u8]>) -> T {
    let decoded = xml::from_slice::<T>(document.as_ref()).unwrap();
    assert!(decoded.drift.is_empty(), "{}", decoded.drift);
    decoded.value
}

/// What is reported, one `kind path (byte): expected …, found …` each.
#[track_caller]
fn drift<T: Slot + Default>(document: &str) -> Vec<String> {
    let decoded = xml::from_slice::<T>(document.as_bytes()).unwrap();
    let line = |drift: &plex_sdk::decode::Drift| format!("{:?} ({}) {drift}", drift.kind, drift.offset);
    decoded.drift.iter().map(line).collect()
}

/// The error as text.
#[track_caller]
fn refused<T: Slot + Default>(document: impl AsRef<[u8]>) -> String {
    match xml::from_slice::<T>(document.as_ref()) {
        Ok(_) => panic!("it was decoded"),
        Err(error) => error.to_string(),
    }
}
