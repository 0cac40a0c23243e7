//! From files to an API: the description, overlays, and a selection.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use codegen::diagnostic::Diagnostics;
use codegen::load;
use codegen::select::{Selection, select};

/// Overlays of the SDK's description, applied in the order of their names.
const OVERLAYS: &str = "spec/overlays";

/// What is made of a description before anything is emitted.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Change {
    /// An OpenAPI Overlay 1.0 or 1.1 to apply to the description. May be given several times.
    #[arg(long = "overlay", value_name = "FILE")]
    pub overlays: Vec<PathBuf>,
    /// Only operations with this tag, and the models they reach. May be given several times.
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// Also, or only, the operation with this operationId. May be given several times.
    #[arg(long = "operation", value_name = "ID")]
    pub operations: Vec<String>,
    /// Not the operation or tag with this name. May be given several times.
    #[arg(long, value_name = "ID|TAG")]
    pub exclude: Vec<String>,
}

impl Change {
    pub(super) fn overlays(&self) -> Vec<OverlayFile> {
        let file = |path: &PathBuf| OverlayFile { shown: path.display().to_string(), path: path.clone() };
        self.overlays.iter().map(file).collect()
    }

    pub(super) fn selection(&self) -> Selection {
        Selection { tags: self.tags.clone(), operations: self.operations.clone(), exclude: self.exclude.clone() }
    }
}

/// A description on its way from text to files.
pub struct Lowered {
    pub api: codegen::api::Api,
    /// Of loading and of lowering.
    pub notes: Diagnostics,
    pub sources: load::Sources,
    /// The document as it was lowered.
    pub root: serde_json::Value,
    pub sha256: String,
}

/// Why there is nothing to emit.
pub struct Refusal {
    /// All problems, rendered.
    pub text: String,
    pub errors: usize,
}

/// What is read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    pub folder: &'a Path,
    /// The name of the description relative to `folder`, as are those of the files it refers to.
    pub shown: &'a str,
    pub overlays: &'a [OverlayFile],
}

/// An overlay, and how it is called in diagnostics.
#[derive(Clone, Debug)]
pub struct OverlayFile {
    path: PathBuf,
    shown: String,
}

/// Reads and lowers a description. `shown` is its name relative to `folder`, as are those of the files it refers to.
pub fn lowered(folder: &Path, shown: &str) -> Result<Lowered, Refusal> {
    lowered_with(Input { folder, shown, overlays: &[] }, &Selection::default())
}

/// Reads a description, applies overlays to it, lowers it, and cuts it down to a selection.
pub fn lowered_with(input: Input<'_>, selection: &Selection) -> Result<Lowered, Refusal> {
    let shown: Vec<&str> = input.overlays.iter().map(|overlay| overlay.shown.as_str()).collect();
    // Asked for in this order: the description, the overlays, whatever the description refers to.
    let mut overlays = input.overlays.iter();
    let mut first = true;
    let mut read = |name: &str| {
        let overlay = if std::mem::take(&mut first) { None } else { overlays.next() };
        read_text(&overlay.map_or_else(|| input.folder.join(name), |overlay| overlay.path.clone()))
    };
    let description = load::load_with(input.shown, &shown, &mut read)
        .map_err(|report| Refusal { text: report.to_string(), errors: report.diagnostics.errors() })?;
    let refusal =
        |problems: Diagnostics| Refusal { text: description.sources.render(&problems), errors: problems.errors() };
    let (api, lowering) = codegen::describe(&description).map_err(refusal)?;
    let api = select(api, selection).map_err(refusal)?;
    let mut notes = description.notes;
    notes.list.extend(lowering.list);
    Ok(Lowered { api, notes, sources: description.sources, root: description.root, sha256: description.sha256 })
}

/// The overlays that belong to the SDK's description, in the order of their names.
pub(super) fn own_overlays(root: &Path) -> Result<Vec<OverlayFile>> {
    let folder = root.join(OVERLAYS);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", folder.display())),
    };
    let mut overlays = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "yaml") {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            overlays.push(OverlayFile { shown: format!("{OVERLAYS}/{name}"), path });
        }
    }
    overlays.sort_by(|one, other| one.shown.cmp(&other.shown));
    Ok(overlays)
}

/// No description is larger; a reference to a device would never end.
const LARGEST: u64 = 256 * 1024 * 1024;

fn read_text(path: &Path) -> Result<String, String> {
    let metadata = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("not a file".to_owned());
    }
    if metadata.len() > LARGEST {
        return Err(format!("larger than {} MiB", LARGEST / 1024 / 1024));
    }
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| format!("not UTF-8 text: {error}"))
}
