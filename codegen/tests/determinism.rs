//! The same document gives the same bytes, whatever it is written in.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use codegen::emit::{self, Provenance};
use codegen::{load, lower};

fn emitted(text: &str) -> Vec<(String, String)> {
    let description = load::load("api", &mut |_| Ok(text.to_owned())).unwrap_or_else(|report| panic!("{report}"));
    let (api, _) = lower::lower(&description.openapi, &description.root).unwrap();
    let provenance = Provenance { description: "api".to_owned(), sha256: String::new() };
    emit::modules(&api, &provenance).into_iter().map(|file| (file.path, file.text)).collect()
}

fn plex() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/plex.yaml")).unwrap()
}

#[test]
fn two_runs_give_the_same_bytes() {
    assert_eq!(emitted(&plex()), emitted(&plex()));
}

#[test]
fn yaml_and_the_same_document_as_json_give_the_same_bytes() {
    let tree: serde_json::Value = serde_yaml::from_str(&plex()).unwrap();
    assert_eq!(emitted(&plex()), emitted(&tree.to_string()));
    assert_eq!(emitted(&plex()), emitted(&serde_json::to_string_pretty(&tree).unwrap()));
}
