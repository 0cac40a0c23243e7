//! `cargo xtask measure`: what generating costs, and what it costs to compile what was generated.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{Outcome, corpus, workspace};

/// GNU time: the shell's own knows nothing of memory.
const TIME: &str = "/usr/bin/time";

#[derive(clap::Args)]
pub struct Arguments {
    /// Descriptions, or folders of them.
    #[arg(value_name = "FILE|DIR", required = true)]
    paths: Vec<PathBuf>,
    /// How often each is generated and checked; the mean of the times, and the least CPU time, are shown.
    #[arg(long, default_value_t = 5)]
    runs: u32,
}

/// What one description costs.
struct Cost {
    name: String,
    bytes: u64,
    /// Seconds from start to end, mean and standard deviation.
    generation: (f64, f64),
    peak_kilobytes: u64,
    lines: usize,
    /// Seconds of user and system time of the one rustc that checks the emitted crate.
    check: f64,
    check_kilobytes: u64,
}

/// Measures with the release build of this command, each description in a folder of its own below `target/measure`.
///
/// # Errors
///
/// A tool that is missing, with how to install it; a description that does not generate; a crate that does not
/// compile.
pub fn run(arguments: &Arguments) -> Result<Outcome> {
    need("hyperfine", "`cargo install hyperfine`, or the package `hyperfine` of your system")?;
    need(TIME, "the package `time` of your system (GNU time)")?;
    let root = workspace::root()?;
    let cargo = || Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    said(cargo().args(["build", "--release", "--quiet", "-p", "xtask"]).current_dir(&root))?;
    let binary = root.join("target/release").join(format!("xtask{}", std::env::consts::EXE_SUFFIX));

    let mut files = Vec::new();
    for path in &arguments.paths {
        files.extend(if path.is_dir() { corpus::descriptions(path)? } else { vec![path.clone()] });
    }
    let mut costs = Vec::new();
    for file in files {
        let file = std::path::absolute(&file)?;
        eprintln!("==> {}", file.display());
        costs.push(measure(&root, &binary, &file, arguments.runs.max(1))?);
    }
    print!("{}", table(&costs));
    Ok(Outcome::Done)
}

fn measure(root: &Path, binary: &Path, file: &Path, runs: u32) -> Result<Cost> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let package = corpus::crate_name(&name);
    let out = root.join("target/measure").join(&package);
    let generate = |command: &mut Command| {
        command.arg(binary).args(["generate", "--spec"]).arg(file).arg("--out").arg(&out).args(["--name", &package]);
    };
    let report = root.join("target/measure").join(format!("{package}.json"));
    std::fs::create_dir_all(&out)?;

    let mut timed = Command::new(TIME);
    timed.args(["-f", "measured %U %S %M"]);
    generate(&mut timed);
    let (_, peak_kilobytes) = measured(&said(timed.current_dir(root))?).context("GNU time says nothing")?;

    let words = [binary.to_string_lossy().into_owned(), "generate".to_owned(), "--spec".to_owned()];
    let more =
        [file.to_string_lossy(), "--out".into(), out.to_string_lossy(), "--name".into(), package.as_str().into()];
    let command: Vec<String> = words.into_iter().chain(more.into_iter().map(|word| quoted(&word))).collect();
    said(
        Command::new("hyperfine")
            .args(["--shell=none", "--warmup", "1", "--style", "none", "--runs", &runs.max(2).to_string()])
            // All files are written each time: the sources are what is emitted, the build output is kept.
            .args(["--prepare", &format!("rm -rf {}", quoted(&out.join("src").to_string_lossy()))])
            .arg("--export-json")
            .arg(&report)
            .arg(command.join(" "))
            .current_dir(root),
    )?;
    let report: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&report)?)?;
    let seconds = |key: &str| report.pointer(&format!("/results/0/{key}")).and_then(serde_json::Value::as_f64);
    let generation = (seconds("mean").unwrap_or_default(), seconds("stddev").unwrap_or_default());

    let (check, check_kilobytes) = check(root, &out, runs)?;
    let bytes = std::fs::metadata(file)?.len();
    Ok(Cost { name, bytes, generation, peak_kilobytes, lines: lines(&out.join("src"))?, check, check_kilobytes })
}

/// User and system time, and peak memory, of the rustc that checks the crate in a folder: the least of some runs.
/// Dependencies are checked before. Only for the crate itself, Cargo calls rustc through GNU time.
fn check(root: &Path, folder: &Path, runs: u32) -> Result<(f64, u64)> {
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).context("cannot copy Cargo.lock")?;
    let mut best: Option<(f64, u64)> = None;
    // The first run compiles the dependencies too.
    for _ in 0..=runs {
        let library = folder.join("src/lib.rs");
        let text = std::fs::read(&library)?;
        std::fs::write(&library, text)?;
        let output = said(
            Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
                .args(["check", "--quiet", "--target-dir"])
                .arg(root.join("target/measure/target"))
                .env("RUSTC_WORKSPACE_WRAPPER", TIME)
                .env("TIME", "measured %U %S %M")
                .env("CARGO_INCREMENTAL", "0")
                .current_dir(folder),
        )?;
        if let Some((seconds, memory)) = measured(&output) {
            best = Some(best.map_or((seconds, memory), |best| if seconds < best.0 { (seconds, memory) } else { best }));
        }
    }
    best.with_context(|| format!("no time was taken of the check of {}", folder.display()))
}

/// CPU seconds and peak kilobytes of the longest process that was timed.
fn measured(text: &str) -> Option<(f64, u64)> {
    let times = text.lines().filter_map(|line| {
        let mut words = line.strip_prefix("measured ")?.split(' ');
        let (user, system): (f64, f64) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        Some((user + system, words.next()?.parse().ok()?))
    });
    times.max_by(|one, other| one.0.total_cmp(&other.0))
}

/// Runs a command and returns what it said on its error output.
fn said(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot run {name}"))?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        bail!("{name} failed:\n{}", text.trim_end());
    }
    Ok(text)
}

fn need(tool: &str, from: &str) -> Result<()> {
    match Command::new(tool).arg("--version").output() {
        Ok(_) => Ok(()),
        Err(_) => bail!("`{tool}` is needed to measure, and is not there; install it: {from}"),
    }
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

fn lines(folder: &Path) -> Result<usize> {
    let mut count = 0;
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        count += if path.is_dir() { lines(&path)? } else { std::fs::read_to_string(&path)?.lines().count() };
    }
    Ok(count)
}

/// As Markdown, for the documentation.
fn table(costs: &[Cost]) -> String {
    #[allow(clippy::cast_precision_loss)]
    let mega = |kilobytes: u64| kilobytes as f64 / 1024.0;
    let mut text = "| description | MiB | generate, s | peak, MiB | lines | check, CPU s | peak, MiB |\n\
                    | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    for cost in costs {
        text.push_str(&format!(
            "| {} | {:.1} | {:.2} ± {:.2} | {:.0} | {} | {:.1} | {:.0} |\n",
            cost.name,
            mega(cost.bytes / 1024),
            cost.generation.0,
            cost.generation.1,
            mega(cost.peak_kilobytes),
            cost.lines,
            cost.check,
            mega(cost.check_kilobytes),
        ));
    }
    text
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn the_longest_process_counts() {
        let said = "measured 0.01 0.02 30000\nwarning: something\nmeasured 1.50 0.25 400000\n";
        assert_eq!(measured(said), Some((1.75, 400_000)));
        assert_eq!(measured("nothing"), None);
    }
}
