//! Emitted text, held against files that a person has read.
#![allow(clippy::unwrap_used, clippy::panic)]

mod fixtures;
mod markdown;
mod models;
mod operations;
mod package;

use super::{File, Provenance, modules};
use crate::api::Api;

fn provenance() -> Provenance {
    Provenance { description: "spec/plex.yaml".to_owned(), sha256: "5e1f…".to_owned() }
}

/// Every file is Rust, and ends like a text file.
fn check(files: &[File]) {
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        if let Err(error) = syn::parse_file(&file.text) {
            panic!("{}: {error}\n{}", file.path, file.text);
        }
        assert!(file.text.ends_with("}\n") || file.text.ends_with(";\n"), "{}", file.text);
        assert!(!file.text.contains("\n\n\n"), "{}", file.text);
        assert!(file.text.lines().all(|line| line == line.trim_end()), "{}", file.text);
    }
}

fn emitted(api: &Api, path: &str) -> String {
    let files = modules(api, &provenance());
    check(&files);
    files.into_iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}")).text
}
