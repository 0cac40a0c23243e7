//! Descriptions that nobody here wrote: all of the shared collection become crates, and what is emitted compiles.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;
use std::process::Command;

fn specs() -> Option<PathBuf> {
    let specs = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/specs"));
    if !specs.exists() {
        eprintln!("skipped: the shared collection of descriptions is not beside the project");
        return None;
    }
    Some(specs)
}

/// The rows of the scoreboard, of which every one has passed.
fn corpus(arguments: &[&str]) -> Vec<serde_json::Value> {
    let Some(specs) = specs() else { return Vec::new() };
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("corpus")
        .arg(specs)
        .args(["--format", "json"])
        .args(arguments)
        .output()
        .unwrap();
    let (rows, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{rows}");
    serde_json::from_str(&rows).unwrap()
}

#[test]
fn every_description_is_taken_and_no_place_is_untyped_without_a_reason() {
    for row in corpus(&["--report-untyped"]) {
        assert_eq!(row["generated"], true, "{}", row["description"]);
        assert!(row["operations"].as_u64().unwrap() > 0, "{}", row["description"]);
        for place in row["untyped_places"].as_array().unwrap() {
            assert_ne!(place["reason"], "", "{place}");
        }
    }
}

#[test]
fn small_descriptions_of_several_makers_compile_untouched() {
    for name in ["oai-link-example", "readme-petstore", "readme-schema-types"] {
        for row in corpus(&["--only", name, "--check"]) {
            assert_eq!(row["check"]["errors"], 0, "{row}");
            assert_eq!(row["check"]["warnings"], 0, "{row}");
        }
    }
}
