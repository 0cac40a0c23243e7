//! `cargo xtask generate`: from the description to files.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use codegen::diagnostic::Diagnostics;
use codegen::emit::{self, File, Package, Provenance};
use codegen::load;

use crate::tree::Difference;
use crate::{Outcome, workspace};

/// The one source of the SDK.
const DESCRIPTION: &str = "spec/plex.yaml";
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
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let root = workspace::root()?;
    let (files, folder, shown, command) = match (&arguments.spec, &arguments.out) {
        (Some(spec), Some(out)) => {
            let out = std::path::absolute(out)?;
            let package = package(&root, &out, arguments.name.as_deref())?;
            let Some(files) = crate_files(spec, &package)? else { return Ok(Outcome::Failed) };
            let shown = out.display().to_string();
            (files, out, shown, "cargo xtask generate --spec … --out …")
        }
        _ => {
            let Some(files) = sdk_files(&root)? else { return Ok(Outcome::Failed) };
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
pub fn sdk_files(root: &Path) -> Result<Option<Vec<File>>> {
    generate(root, DESCRIPTION, emit::modules)
}

fn crate_files(spec: &Path, package: &Package) -> Result<Option<Vec<File>>> {
    // Only the file's name goes into what is emitted: the same bytes wherever the description lies.
    let name = spec.file_name().map_or_else(|| spec.display().to_string(), |name| name.to_string_lossy().into_owned());
    let folder = spec.parent().unwrap_or(Path::new(""));
    generate(folder, &name, |api, provenance| emit::package(api, provenance, package))
}

fn generate(
    folder: &Path,
    shown: &str,
    emit: impl FnOnce(&codegen::api::Api, &Provenance) -> Vec<File>,
) -> Result<Option<Vec<File>>> {
    let lowered = match lowered(folder, shown) {
        Ok(lowered) => lowered,
        Err(refusal) => {
            let problems =
                if refusal.errors == 1 { "1 problem".to_owned() } else { format!("{} problems", refusal.errors) };
            eprintln!("{}\n\nerror: {problems} in {shown}; nothing was written", refusal.text.trim_end());
            return Ok(None);
        }
    };
    if !lowered.notes.list.is_empty() {
        eprintln!("{}", lowered.sources.render(&lowered.notes).trim_end());
    }
    let provenance = Provenance { description: shown.to_owned(), sha256: lowered.sha256 };
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

/// Reads and lowers a description. `shown` is its name relative to `folder`, as are those of the files it refers to.
pub fn lowered(folder: &Path, shown: &str) -> Result<Lowered, Refusal> {
    lowered_from(shown, &mut |name: &str| read_text(&folder.join(name)))
}

/// Lowers a description whose files come from elsewhere than the disk.
pub fn lowered_from(shown: &str, read: &mut dyn FnMut(&str) -> Result<String, String>) -> Result<Lowered, Refusal> {
    let description = load::load(shown, read)
        .map_err(|report| Refusal { text: report.to_string(), errors: report.diagnostics.errors() })?;
    let (api, lowering) = codegen::describe(&description)
        .map_err(|problems| Refusal { text: description.sources.render(&problems), errors: problems.errors() })?;
    let mut notes = description.notes;
    notes.list.extend(lowering.list);
    Ok(Lowered { api, notes, sources: description.sources, sha256: description.sha256 })
}

fn read_text(path: &Path) -> Result<String, String> {
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
    run(&Arguments { check: true, spec: None, out: None, name: None })
}

fn summary(difference: &Difference, shown: &str, files: usize) -> String {
    if difference.is_empty() {
        return format!("{shown} is up to date ({files} files)");
    }
    format!("{shown}: {} written, {} removed, {files} in all", difference.writes.len(), difference.stale.len())
}
