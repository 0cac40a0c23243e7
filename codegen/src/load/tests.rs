//! What loading does, by topic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashMap;

use super::{Description, Report, load};

mod checking;
mod folding;
mod reading;
mod references;
mod rendering;
mod specs;
mod substitution;

/// Loads a set of files, the first of which is the entry.
fn load_files(files: &[(&str, &str)]) -> Result<Description, Box<Report>> {
    let texts: HashMap<&str, &str> = files.iter().copied().collect();
    load(files[0].0, &mut |name| {
        texts.get(name).map(|text| (*text).to_owned()).ok_or_else(|| "no such file".to_owned())
    })
}

fn load_text(text: &str) -> Result<Description, Box<Report>> {
    load_files(&[("api.yaml", text)])
}

/// A 3.1 document with these component schemas, indented by four spaces.
fn with_schemas(schemas: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}")
}

/// One schema of a 3.1 document after folding.
fn folded(schema: &str) -> serde_json::Value {
    let text = with_schemas(&format!("    It: {schema}\n    Other: {{type: object}}\n"));
    let description = load_text(&text).unwrap_or_else(|report| panic!("{report}"));
    description.root["components"]["schemas"]["It"].clone()
}

fn problems(result: Result<Description, Box<Report>>) -> Vec<String> {
    match result {
        Ok(_) => Vec::new(),
        Err(report) => report.diagnostics.list.into_iter().map(|diagnostic| diagnostic.problem).collect(),
    }
}

fn notes(text: &str) -> Vec<String> {
    let description = load_text(text).unwrap_or_else(|report| panic!("{report}"));
    description.notes.list.into_iter().map(|diagnostic| diagnostic.problem).collect()
}

fn rendered(text: &str) -> String {
    load_text(text).expect_err("this should not load").to_string()
}
