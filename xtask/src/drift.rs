//! `cargo xtask drift`: from recorded answers to an overlay for the description.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use codegen::drift::{self, Sample};

use crate::{Outcome, generate, workspace};

#[derive(clap::Args)]
pub struct Arguments {
    /// Bodies of answers, as they came: JSON or XML, in UTF-8.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The `operationId` that they answer.
    #[arg(long, value_name = "ID")]
    pub operation: String,
    /// Their status; by default that of the first success that documents a body.
    #[arg(long)]
    pub status: Option<u16>,
    /// Another description than that of the SDK.
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let (folder, name) = match &arguments.spec {
        Some(spec) => {
            let name = spec.file_name().context("--spec names no file")?.to_string_lossy().into_owned();
            (spec.parent().unwrap_or(Path::new("")).to_owned(), name)
        }
        None => (workspace::root()?, generate::DESCRIPTION.to_owned()),
    };
    let lowered = match generate::lowered(&folder, &name) {
        Ok(lowered) => lowered,
        Err(refusal) => {
            eprintln!("{}", refusal.text.trim_end());
            return Ok(Outcome::Failed);
        }
    };
    let samples: Vec<Sample> = arguments.files.iter().map(|file| sample(file)).collect::<Result<_>>()?;
    let overlay = drift::overlay(&lowered.api, &arguments.operation, arguments.status, &samples);
    match overlay.map_err(|problem| anyhow!(problem))? {
        Some(overlay) => print!("{overlay}"),
        None => eprintln!("{} of {} as described", samples.len(), arguments.operation),
    }
    Ok(Outcome::Done)
}

/// Only the name of the file goes into the overlay: the same words wherever it lies.
fn sample(file: &Path) -> Result<Sample> {
    let shown = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))?;
    let name = file.file_name().map_or_else(|| shown.to_string(), |name| name.to_string_lossy().into_owned());
    Sample::read(&name, &text).map_err(|problem| anyhow!("{shown} is neither JSON nor XML: {problem}"))
}
