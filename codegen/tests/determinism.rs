//! The same document gives the same bytes, whatever it is written in.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::path::Path;
use std::process::Command;

use codegen::emit::{self, Package, Provenance};
use codegen::load;
use sha2::{Digest, Sha256};

/// Larger descriptions take long in a test build.
const LARGEST: u64 = 30_000;
/// Marks a process that only says what it emits.
const CHILD: &str = "CODEGEN_DETERMINISM_CHILD";

/// Everything that a description becomes, with what is said about it. `None` if it is refused.
fn emitted(text: &str) -> Option<Vec<(String, String)>> {
    let description = load::load("api", &mut |_| Ok(text.to_owned())).ok()?;
    let (api, notes) = codegen::describe(&description).ok()?;
    let provenance = Provenance { description: "api".to_owned(), sha256: String::new() };
    let package = Package { name: "api".to_owned(), runtime_path: "..".to_owned() };
    let files = emit::package(&api, &provenance, &package);
    let mut texts: Vec<(String, String)> = files.into_iter().map(|file| (file.path, file.text)).collect();
    let notes = notes.list.iter().chain(&description.notes.list).map(ToString::to_string).collect::<Vec<_>>();
    texts.push(("notes".to_owned(), notes.join("\n")));
    Some(texts)
}

fn digest(text: &str) -> String {
    let mut hash = Sha256::new();
    for (path, text) in emitted(text).unwrap_or_default() {
        hash.update(path);
        hash.update(text);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The description of the SDK, and others.
fn descriptions() -> Vec<(String, String)> {
    let mut all = support::real_descriptions(LARGEST);
    let plex = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/plex.yaml");
    all.push(("the SDK's".to_owned(), std::fs::read_to_string(plex).unwrap()));
    all
}

#[test]
fn two_processes_with_different_hash_seeds_give_the_same_bytes() {
    let digests = || descriptions().iter().map(|(name, text)| format!("{name} {}\n", digest(text))).collect::<String>();
    if std::env::var_os(CHILD).is_some() {
        println!("{}", digests());
        return;
    }
    let here = digests();
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "two_processes_with_different_hash_seeds_give_the_same_bytes", "--nocapture"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let there = String::from_utf8(child.stdout).unwrap();
    assert!(there.contains(&here), "{here}\n{there}");
}

#[test]
fn yaml_and_the_same_document_as_json_give_the_same_bytes() {
    for (name, text) in descriptions() {
        let Ok(tree) = serde_yaml::from_str::<serde_json::Value>(&text) else { continue };
        let expected = emitted(&text);
        assert_eq!(expected, emitted(&serde_json::to_string_pretty(&tree).unwrap()), "{name}");
        assert_eq!(expected, emitted(&serde_yaml::to_string(&tree).unwrap()), "{name}");
    }
}
