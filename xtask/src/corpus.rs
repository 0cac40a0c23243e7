//! `cargo xtask corpus DIR`: all descriptions of a folder through the generator, and a scoreboard.

mod compile;
mod scoreboard;
mod untyped;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use codegen::emit::{self, Provenance};

use crate::generate::{self, Lowered};
use crate::tree::Difference;
use crate::{Outcome, workspace};
use scoreboard::{Format, Row};

#[derive(clap::Args)]
pub struct Arguments {
    /// A folder with descriptions: `.yaml`, `.yml` and `.json` files.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Also run `cargo check` on each emitted crate, and take its warnings for errors.
    #[arg(long)]
    check: bool,
    /// Name each place that has no type, and why.
    #[arg(long)]
    report_untyped: bool,
    /// Only files whose name contains this.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let root = workspace::root()?;
    let mut rows = Vec::new();
    for path in descriptions(&arguments.folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if arguments.only.as_ref().is_some_and(|only| !name.contains(only.as_str())) {
            continue;
        }
        let row = one(&root, &path, &name, arguments)?;
        if matches!(arguments.format, Format::Text) {
            eprintln!("{}", row.progress());
        }
        rows.push(row);
    }
    if rows.is_empty() {
        bail!("no description in {}", arguments.folder.display());
    }
    print!("{}", scoreboard::render(&rows, arguments.format, arguments.report_untyped));
    Ok(if rows.iter().all(Row::passed) { Outcome::Done } else { Outcome::Failed })
}

pub fn descriptions(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.retain(|path| matches!(path.extension().and_then(|end| end.to_str()), Some("yaml" | "yml" | "json")));
    paths.sort();
    Ok(paths)
}

fn one(root: &Path, path: &Path, name: &str, arguments: &Arguments) -> Result<Row> {
    let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
    let out = root.join("target/corpus").join(crate_name(name));
    let package = generate::package(root, &out, Some(&crate_name(name)))?;
    let start = Instant::now();
    let file = name.to_owned();
    // A thread of its own: a panic is a row of the scoreboard, not the end of it.
    let worker = std::thread::spawn(move || {
        let lowered = generate::lowered(&folder, &file);
        lowered.map(|lowered| {
            let provenance = Provenance { description: file, sha256: lowered.sha256.clone() };
            let files = emit::package(&lowered.api, &provenance, &package);
            (lowered, files)
        })
    });
    let mut row = Row { name: name.to_owned(), ..Row::default() };
    let outcome = worker.join();
    row.milliseconds = start.elapsed().as_millis();
    let (lowered, files) = match outcome {
        Err(_) => {
            row.problem = Some("the generator panicked".to_owned());
            return Ok(row);
        }
        Ok(Err(refusal)) => {
            row.problem = Some(refusal.text);
            return Ok(row);
        }
        Ok(Ok(done)) => done,
    };
    measure(&mut row, &lowered);
    row.lines = files.iter().map(|file| file.text.lines().count()).sum();
    if arguments.check {
        Difference::between(&out, &files)?.apply()?;
        row.check = Some(compile::check(root, &out)?);
    }
    Ok(row)
}

fn measure(row: &mut Row, lowered: &Lowered) {
    row.operations = lowered.api.operations.iter().filter(|operation| operation.variant_of.is_none()).count();
    row.types = lowered.api.types.len();
    row.notes = lowered.notes.list.len();
    row.untyped = untyped::places(&lowered.api, &lowered.root, &lowered.notes);
}

pub fn crate_name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let word: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    format!("corpus-{word}")
}
