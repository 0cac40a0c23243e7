//! Text to a description that the rest of the generator can trust.
//!
//! ```text
//! text ──tree──▶ values ──overlay──▶ values ──bundle──▶ one document ──walk──▶ OpenAPI 3.0
//! ```
//!
//! What OpenAPI 3.1 says and 3.0 cannot is folded into 3.0, with extensions where 3.0 lacks the words:
//! `x-null` (a schema that allows null only), `x-xml` (the XML object, which the reader drops) and `x-mutual-tls`
//! (a security scheme).

use std::fmt;
use std::sync::Arc;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Version;
use crate::overlay::{self, Overlay};

mod anchors;
mod bundle;
mod depth;
mod grammar;
mod locate;
mod resolve;
mod sites;
mod sources;
#[cfg(test)]
mod tests;
pub(crate) mod tree;
mod version;
mod walk;

pub use sources::Sources;

/// A description that was read, checked and folded.
#[derive(Clone, Debug)]
pub struct Description {
    /// The document as the generator reads it: checked, repaired and folded. Every `$ref` in it is `#/components/<section>/<name>` and leads somewhere;
    /// in the name `/` and `~` are escaped, and nothing is percent-encoded.
    pub root: Value,
    /// The document as it was written, in one tree; its references are like those of `root`.
    pub bundled: Arc<Value>,
    pub sources: Sources,
    /// Of the text, in hexadecimal; of all texts in the order of [`Sources::files`], if there are several.
    pub sha256: String,
    /// What was repaired, left out or read more loosely than described.
    pub notes: Diagnostics,
}

/// Why a description could not be loaded.
#[derive(Clone, Debug)]
pub struct Report {
    pub sources: Sources,
    pub diagnostics: Diagnostics,
    /// What could be read all the same, so that lowering can find its problems in the same run.
    pub salvaged: Option<Box<Value>>,
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
    load_with(entry, &[], read)
}

/// Reads a description and applies overlays to it, in order. `read` is asked for `entry`, for each of the
/// overlays, and then for each file that the result refers to, by names that are relative to wherever `entry` is.
///
/// # Errors
///
/// Every problem of the description and of the overlays, not only the first.
pub fn load_with(
    entry: &str,
    overlays: &[&str],
    read: &mut dyn FnMut(&str) -> Result<String, String>,
) -> Result<Description, Box<Report>> {
    let Whole { mut root, version, mut sources, mut diagnostics, hash } = assemble(entry, overlays, read)?;
    let bundled = Arc::new(root.clone());
    let walked = walk::walk(&mut root, version);
    diagnostics.list.extend(walked.diagnostics.list);
    sources.moved = walked.moved;
    sources.inlined = walked.inlined;
    sources.distinct(&mut diagnostics);
    let depth = depth::check(&root);
    // The reader of OpenAPI takes long to refuse, and cannot bear a document that is too deep.
    let readable = !walked.misshapen && depth.is_none();
    diagnostics.list.extend(depth);
    if diagnostics.has_errors() {
        let mut report = report(sources, diagnostics.list);
        if readable {
            report.salvaged = Some(Box::new(root));
        }
        return Err(report);
    }
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Description { root, bundled, sources, sha256, notes: diagnostics })
}

/// Reads a description for a comparison of what it says of the wire: its files are put together, nothing is checked.
///
/// # Errors
///
/// A file cannot be read or is neither YAML nor JSON, or it is no description of OpenAPI 3.
pub fn contract(
    entry: &str,
    read: &mut dyn FnMut(&str) -> Result<String, String>,
) -> Result<crate::api::Contract, Box<Report>> {
    let whole = assemble(entry, &[], read)?;
    Ok(crate::api::Contract { document: Arc::new(whole.root) })
}

/// All files of a description in one tree, with its overlays applied.
struct Whole {
    root: Value,
    version: Version,
    sources: Sources,
    diagnostics: Diagnostics,
    hash: Sha256,
}

fn assemble(
    entry: &str,
    overlays: &[&str],
    read: &mut dyn FnMut(&str) -> Result<String, String>,
) -> Result<Whole, Box<Report>> {
    let mut sources = Sources { described: 1, ..Sources::default() };
    let mut problems = Vec::new();
    let (text, tree) = open(entry, "name the file that holds the description", read, &mut problems);
    sources.files.push(sources::Source { name: entry.to_owned(), text });
    let mut opened = Vec::with_capacity(overlays.len());
    for name in overlays {
        let (text, tree) = open(name, "name the file that holds the overlay", read, &mut problems);
        sources.files.push(sources::Source { name: (*name).to_owned(), text });
        opened.extend(tree.map(|tree| Overlay { name: (*name).to_owned(), tree }));
    }
    let Some(mut tree) = tree.filter(|_| problems.is_empty()) else { return Err(report(sources, problems)) };
    (sources.overlaid, problems) = overlay::apply(&mut tree, &opened);
    let version = version::check(&tree).map_err(|problem| problems.push(problem));
    let Ok(version) = version.and_then(|version| if problems.is_empty() { Ok(version) } else { Err(()) }) else {
        return Err(report(sources, problems));
    };

    let mut texts = std::mem::take(&mut sources.files).into_iter();
    let text = texts.next().map(|entry| entry.text).unwrap_or_default();
    let mut resolver = resolve::Resolver::new(resolve::Loaded { name: entry.to_owned(), text, tree }, read);
    sources.origins = bundle::bundle(&mut resolver);
    let resolve::Resolver { files, problems: diagnostics, .. } = resolver;
    let mut root = Value::Null;
    for (index, file) in files.into_iter().enumerate() {
        if index == 0 {
            root = file.tree;
        }
        sources.files.push(sources::Source { name: file.name, text: file.text });
    }
    sources.described = sources.files.len();
    sources.files.extend(texts);
    let mut hash = Sha256::new();
    sources.files.iter().for_each(|file| hash.update(file.text.as_bytes()));
    Ok(Whole { root, version, sources, diagnostics, hash })
}

fn report(sources: Sources, problems: Vec<Diagnostic>) -> Box<Report> {
    Box::new(Report { sources, diagnostics: Diagnostics { list: problems }, salvaged: None })
}

/// The text of a file and the tree in it, unless there is none, which is added to `problems`.
fn open(
    name: &str,
    help: &str,
    read: &mut dyn FnMut(&str) -> Result<String, String>,
    problems: &mut Vec<Diagnostic>,
) -> (String, Option<Value>) {
    match read(name) {
        Err(reason) => {
            let problem = format!("`{name}` cannot be read: {reason}");
            problems.push(Diagnostic::error(format!("{name}@0:0"), problem).help(help));
            (String::new(), None)
        }
        Ok(text) => {
            let text = without_mark(text);
            let tree = tree::parse(name, &text).map_err(|found| problems.extend(found)).ok();
            (text, tree)
        }
    }
}

/// A text without its byte order mark.
fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}
