//! `cargo xtask generate`: from the description to files.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use codegen::diagnostic::Diagnostics;
use codegen::emit::{self, File, Package, Provenance};
use codegen::select::{Selection, select};
use codegen::{load, lower};

use crate::tree::Difference;
use crate::{Outcome, workspace};

/// The one source of the SDK.
const DESCRIPTION: &str = "spec/plex.yaml";
/// Overlays of the SDK's description, applied in the order of their names.
const OVERLAYS: &str = "spec/overlays";
/// What is generated into the SDK.
const GENERATED: &str = "plex-sdk/src/generated";

#[derive(clap::Args)]
pub struct Arguments {
    /// Write nothing; print what would change and exit with 1 if anything would.
    #[arg(long)]
    pub check: bool,
    /// Another description: OpenAPI 3.0 or 3.1, YAML or JSON.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub spec: Option<PathBuf>,
    /// The folder for a complete crate.
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub out: Option<PathBuf>,
    /// The crate's name; by default that of the folder.
    #[arg(long, requires = "out")]
    pub name: Option<String>,
    #[command(flatten)]
    pub change: Change,
}

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
    fn overlays(&self) -> Vec<OverlayFile> {
        let file = |path: &PathBuf| OverlayFile { shown: path.display().to_string(), path: path.clone() };
        self.overlays.iter().map(file).collect()
    }

    fn selection(&self) -> Selection {
        Selection { tags: self.tags.clone(), operations: self.operations.clone(), exclude: self.exclude.clone() }
    }
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let root = workspace::root()?;
    let (files, folder, shown, command) = match (&arguments.spec, &arguments.out) {
        (Some(spec), Some(out)) => {
            let out = std::path::absolute(out)?;
            let package = package(&root, &out, arguments.name.as_deref())?;
            let Some(files) = crate_files(spec, &package, &arguments.change)? else { return Ok(Outcome::Failed) };
            let shown = out.display().to_string();
            (files, out, shown, "cargo xtask generate --spec … --out …")
        }
        _ => {
            let Some(files) = sdk_files(&root, &arguments.change)? else { return Ok(Outcome::Failed) };
            (files, root.join(GENERATED), GENERATED.to_owned(), "cargo xtask generate")
        }
    };
    let difference = Difference::between(&folder, &files)?;
    if arguments.check {
        return Ok(report_drift(&difference, &shown, command));
    }
    difference.apply()?;
    eprintln!("{}", summary(&difference, &shown, files.len()));
    Ok(Outcome::Done)
}

/// The generated files of the SDK itself. `None` if the description is wrong, which has been said then.
pub fn sdk_files(root: &Path, change: &Change) -> Result<Option<Vec<File>>> {
    let mut overlays = own_overlays(root)?;
    overlays.extend(change.overlays());
    generate(Input { folder: root, shown: DESCRIPTION, overlays: &overlays }, &change.selection(), emit::modules)
}

fn crate_files(spec: &Path, package: &Package, change: &Change) -> Result<Option<Vec<File>>> {
    // Only the file's name goes into what is emitted: the same bytes wherever the description lies.
    let name = spec.file_name().map_or_else(|| spec.display().to_string(), |name| name.to_string_lossy().into_owned());
    let input = Input { folder: spec.parent().unwrap_or(Path::new("")), shown: &name, overlays: &change.overlays() };
    generate(input, &change.selection(), |api, provenance| emit::package(api, provenance, package))
}

fn generate(
    input: Input<'_>,
    selection: &Selection,
    emit: impl FnOnce(&codegen::api::Api, &Provenance) -> Vec<File>,
) -> Result<Option<Vec<File>>> {
    let lowered = match lowered_with(input, selection) {
        Ok(lowered) => lowered,
        Err(refusal) => {
            let problems =
                if refusal.errors == 1 { "1 problem".to_owned() } else { format!("{} problems", refusal.errors) };
            eprintln!("{}\n\nerror: {problems} in {}; nothing was written", refusal.text.trim_end(), input.shown);
            return Ok(None);
        }
    };
    if !lowered.notes.list.is_empty() {
        eprintln!("{}", lowered.sources.render(&lowered.notes).trim_end());
    }
    let provenance = Provenance { description: input.shown.to_owned(), sha256: lowered.sha256 };
    Ok(Some(emit(&lowered.api, &provenance)))
}

/// A description on its way from text to files.
pub struct Lowered {
    pub api: codegen::api::Api,
    /// Of loading and of lowering.
    pub notes: Diagnostics,
    pub sources: load::Sources,
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
    let (api, lowering) = lower::lower(&description.openapi, &description.root).map_err(refusal)?;
    let api = select(api, selection).map_err(refusal)?;
    let mut notes = description.notes;
    notes.list.extend(lowering.list);
    Ok(Lowered { api, notes, sources: description.sources, sha256: description.sha256 })
}

/// The overlays that belong to the SDK's description, in the order of their names.
fn own_overlays(root: &Path) -> Result<Vec<OverlayFile>> {
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

pub fn package(root: &Path, out: &Path, name: Option<&str>) -> Result<Package> {
    let name = match name {
        Some(name) => name.to_owned(),
        None => out.file_name().context("the folder has no name; give one with --name")?.to_string_lossy().into_owned(),
    };
    let valid = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && name.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    if !valid {
        bail!("`{name}` is no name for a crate; give one with --name, such as --name my-api");
    }
    Ok(Package { name, runtime_path: workspace::relative(out, &root.join("plex-sdk")) })
}

/// Says what is not in sync, and how to mend it.
pub fn report_drift(difference: &Difference, shown: &str, command: &str) -> Outcome {
    if difference.is_empty() {
        eprintln!("{shown} is in sync");
        return Outcome::Done;
    }
    print!("{}", difference.unified(shown));
    let count = difference.writes.len() + difference.stale.len();
    eprintln!("error: {count} file(s) in {shown} are out of date; run `{command}`");
    Outcome::Failed
}

/// Compares the SDK's generated files with what its description gives now.
pub fn check_sdk() -> Result<Outcome> {
    run(&Arguments { check: true, spec: None, out: None, name: None, change: Change::default() })
}

fn summary(difference: &Difference, shown: &str, files: usize) -> String {
    if difference.is_empty() {
        return format!("{shown} is up to date ({files} files)");
    }
    format!("{shown}: {} written, {} removed, {files} in all", difference.writes.len(), difference.stale.len())
}
