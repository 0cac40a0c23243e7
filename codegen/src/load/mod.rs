//! Text to a description that the rest of the generator can trust.
//!
//! ```text
//! text ──tree──▶ values ──bundle──▶ one document ──walk──▶ OpenAPI 3.0 ──▶ openapiv3::OpenAPI
//! ```
//!
//! What OpenAPI 3.1 says and 3.0 cannot is folded into 3.0, with extensions where 3.0 lacks the words:
//! `x-prefix-items` (the schemas of a tuple), `x-null` (a schema that allows null only), `x-xml` (the XML
//! object, which the reader drops) and `x-mutual-tls` (a security scheme).

use std::fmt;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Diagnostics};

mod bundle;
mod depth;
mod grammar;
mod locate;
mod pointer;
mod resolve;
mod sites;
mod sources;
#[cfg(test)]
mod tests;
mod tree;
mod version;
mod walk;

pub use sources::Sources;

/// A description that was read, checked and folded.
#[derive(Clone, Debug)]
pub struct Description {
    pub openapi: openapiv3::OpenAPI,
    /// The same document as values. Every `$ref` in it is `#/components/<section>/<name>` and leads somewhere;
    /// in the name `/` and `~` are escaped, and nothing is percent-encoded.
    pub root: Value,
    /// The document before it was checked, repaired and folded; its references are like those of `root`.
    pub bundled: Value,
    pub sources: Sources,
    /// Of the text, in hexadecimal; of all texts in the order in which they were read, if there are several.
    pub sha256: String,
    /// What was repaired, left out or read more loosely than described.
    pub notes: Diagnostics,
}

/// Why a description could not be loaded.
#[derive(Clone, Debug)]
pub struct Report {
    pub sources: Sources,
    pub diagnostics: Diagnostics,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sources.render(&self.diagnostics))
    }
}

impl std::error::Error for Report {}

/// Reads a description. `read` is asked for `entry`, and then for each file that it refers to, by names that
/// are relative to wherever `entry` is.
///
/// # Errors
///
/// Every problem of the description, not only the first.
pub fn load(entry: &str, read: &mut dyn FnMut(&str) -> Result<String, String>) -> Result<Description, Box<Report>> {
    let mut sources = Sources::default();
    let text = match read(entry) {
        Ok(text) => without_mark(text),
        Err(reason) => {
            let problem = format!("`{entry}` cannot be read: {reason}");
            let diagnostic =
                Diagnostic::error(format!("{entry}@0:0"), problem).help("name the file that holds the description");
            sources.files.push(sources::Source { name: entry.to_owned(), text: String::new() });
            return Err(report(sources, vec![diagnostic]));
        }
    };
    let parsed = tree::parse(entry, &text).and_then(|tree| match version::check(&tree) {
        Ok(modern) => Ok((tree, modern)),
        Err(problem) => Err(vec![problem]),
    });
    let (tree, modern) = match parsed {
        Ok(parsed) => parsed,
        Err(problems) => {
            sources.files.push(sources::Source { name: entry.to_owned(), text });
            return Err(report(sources, problems));
        }
    };

    let mut resolver = resolve::Resolver::new(resolve::Loaded { name: entry.to_owned(), text, tree }, read);
    sources.origins = bundle::bundle(&mut resolver);
    let resolve::Resolver { files, problems: mut diagnostics, .. } = resolver;
    let mut root = Value::Null;
    let mut hash = Sha256::new();
    for (index, file) in files.into_iter().enumerate() {
        if index == 0 {
            root = file.tree;
        }
        hash.update(file.text.as_bytes());
        sources.files.push(sources::Source { name: file.name, text: file.text });
    }

    let bundled = root.clone();
    let walked = walk::walk(&mut root, modern);
    diagnostics.list.extend(walked.diagnostics.list);
    sources.moved = walked.moved;
    sources.inlined = walked.inlined;
    sources.distinct(&mut diagnostics);
    diagnostics.list.extend(depth::check(&root));
    if diagnostics.has_errors() {
        return Err(report(sources, diagnostics.list));
    }
    match serde_json::from_value::<openapiv3::OpenAPI>(root.clone()) {
        Ok(openapi) => {
            let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
            Ok(Description { openapi, root, bundled, sources, sha256, notes: diagnostics })
        }
        Err(error) => {
            let problem = format!("the reader of OpenAPI 3.0 refuses this document: {error}");
            let help = "this is a gap in the generator's checks; please report it";
            Err(report(sources, vec![Diagnostic::error("", problem).help(help)]))
        }
    }
}

fn report(sources: Sources, problems: Vec<Diagnostic>) -> Box<Report> {
    Box::new(Report { sources, diagnostics: Diagnostics { list: problems } })
}

/// A text without its byte order mark.
fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}
