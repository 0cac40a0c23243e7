//! `cargo xtask diff-cases DIR`: the verdicts of `diff` against those of oasdiff, or against checked ones, pair by pair.

mod checked;
mod justified;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use codegen::api::Contract;
use codegen::compare::{self, Change, Comparison, Wire};
use codegen::load;

use serde_json::Value;

use crate::{Outcome, generate};
use checked::Checked;

/// Agreement that is asked for, in percent, after what is justified.
const GOAL: f64 = 98.0;

#[derive(clap::Args)]
pub struct Arguments {
    /// A folder with a folder per pair: `base.yaml`, `revision.yaml` and `expected.json`.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Only pairs whose name contains this.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Also print what was found in each pair.
    #[arg(long)]
    changes: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome> {
    let mut cases = Vec::new();
    for case in judge(&arguments.folder)? {
        if arguments.only.as_ref().is_none_or(|only| case.name.contains(only.as_str())) {
            cases.push(case);
        }
    }
    for case in &cases {
        if arguments.changes {
            print!("{}", case.details());
        } else if let Verdict::Disagree | Verdict::Justified(_) | Verdict::Unread(_) = case.verdict {
            print!("{}", case.line());
        }
    }
    let score = Score::of(&cases);
    println!("{}", score.line());
    Ok(if score.percent() >= GOAL { Outcome::Done } else { Outcome::Failed })
}

/// A pair, and what both say of it.
pub struct Case {
    pub name: String,
    expected: Expected,
    ours: Vec<(&'static str, Wire, String, String)>,
    verdict: Verdict,
}

enum Verdict {
    Agree,
    /// The reasons, from the list.
    Justified(Vec<&'static str>),
    Disagree,
    Unread(String),
}

enum Expected {
    Oasdiff(Oasdiff),
    Checked(Checked),
}

/// The verdict of oasdiff.
struct Oasdiff {
    breaking: bool,
    /// Names and levels of the checks that reported something.
    ids: Vec<(String, String)>,
}

/// How often both agree.
pub struct Score {
    pub agree: usize,
    pub justified: usize,
    pub disagree: usize,
}

impl Score {
    pub fn of(cases: &[Case]) -> Self {
        let count = |wanted: fn(&Verdict) -> bool| cases.iter().filter(|case| wanted(&case.verdict)).count();
        Self {
            agree: count(|verdict| matches!(verdict, Verdict::Agree)),
            justified: count(|verdict| matches!(verdict, Verdict::Justified(_))),
            disagree: count(|verdict| matches!(verdict, Verdict::Disagree | Verdict::Unread(_))),
        }
    }

    /// Of those that no row of the list speaks for.
    pub fn percent(&self) -> f64 {
        let judged = self.agree + self.disagree;
        if judged == 0 { 100.0 } else { 100.0 * self.agree as f64 / judged as f64 }
    }

    fn line(&self) -> String {
        let all = self.agree + self.justified + self.disagree;
        let raw = if all == 0 { 100.0 } else { 100.0 * self.agree as f64 / all as f64 };
        format!(
            "{all} pairs: {} agree, {} differ for a reason in the list, {} disagree; {:.1} % before the list, {:.1} % after it",
            self.agree,
            self.justified,
            self.disagree,
            raw,
            self.percent()
        )
    }
}

impl Case {
    fn line(&self) -> String {
        let ours: Vec<&str> = self.ours.iter().map(|(kind, ..)| *kind).collect();
        let expected = self.expected.words();
        match &self.verdict {
            Verdict::Unread(problem) => format!("{}: cannot be compared: {problem}\n", self.name),
            Verdict::Justified(reasons) => format!("{}: differs; {expected}; {}\n", self.name, reasons.join("; ")),
            _ => format!("{}: {}; {expected}, we: {}\n", self.name, self.verdict.word(), ours.join(", ")),
        }
    }

    fn details(&self) -> String {
        let mut text = self.line();
        for (kind, wire, at, words) in &self.ours {
            text.push_str(&format!("    {:10} {kind} at {at}: {words}\n", wire.as_str()));
        }
        text
    }
}

impl Expected {
    fn words(&self) -> String {
        match self {
            Self::Oasdiff(expected) => {
                let checks: Vec<String> = expected.ids.iter().map(|(id, level)| format!("{id} {level}")).collect();
                let word = if expected.breaking { "breaking" } else { "not breaking" };
                format!("oasdiff: {word} [{}]", checks.join(", "))
            }
            Self::Checked(expected) => format!("expected: {}", expected.why),
        }
    }
}

impl Verdict {
    fn word(&self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Justified(_) => "justified",
            Self::Disagree => "DISAGREE",
            Self::Unread(_) => "unread",
        }
    }
}

/// All pairs of a folder.
pub fn judge(folder: &Path) -> Result<Vec<Case>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut folders: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    folders.retain(|path| path.join("expected.json").is_file());
    folders.sort();
    if folders.is_empty() {
        bail!(
            "no pair in {}; each is a folder with `base.yaml`, `revision.yaml` and `expected.json`",
            folder.display()
        );
    }
    folders.iter().map(|folder| one(folder)).collect()
}

fn one(folder: &Path) -> Result<Case> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let expected = expected(&folder.join("expected.json"))?;
    let (comparison, old) = match compare(folder) {
        Ok(compared) => compared,
        Err(problem) => return Ok(Case { name, expected, ours: Vec::new(), verdict: Verdict::Unread(problem) }),
    };
    let ours = comparison.changes.iter();
    let ours =
        ours.map(|change| (change.kind.id(), change.kind.wire(), change.at.clone(), change.text.clone())).collect();
    let verdict = match &expected {
        Expected::Oasdiff(expected) => verdict(expected, &comparison, &old),
        Expected::Checked(expected) if expected.is_met(&comparison) => Verdict::Agree,
        Expected::Checked(_) => Verdict::Disagree,
    };
    Ok(Case { name, expected, ours, verdict })
}

fn expected(path: &Path) -> Result<Expected> {
    let text = std::fs::read_to_string(path)?;
    let value: Value = serde_json::from_str(&text).with_context(|| format!("in {}", path.display()))?;
    if let Some(checked) = Checked::read(&value) {
        return checked.map(Expected::Checked).with_context(|| format!("in {}", path.display()));
    }
    let breaking = value.get("breaking").and_then(Value::as_bool).context("expected.json has no `breaking`")?;
    let word = |entry: &Value, key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let ids = value.get("ids").and_then(Value::as_array).into_iter().flatten();
    let ids = ids.map(|entry| (word(entry, "id"), word(entry, "level"))).collect();
    Ok(Expected::Oasdiff(Oasdiff { breaking, ids }))
}

/// Compares a pair, and gives the old side's contract with the result; what no SDK can be made of is compared for the wire alone.
fn compare(folder: &Path) -> Result<(Comparison, Contract), String> {
    let side = |stem: &str| {
        let names = ["yaml", "yml", "json"].map(|end| format!("{stem}.{end}"));
        names.into_iter().find(|name| folder.join(name).is_file()).ok_or_else(|| format!("no `{stem}.yaml`"))
    };
    let (old, new) = (side("base")?, side("revision")?);
    if let (Ok(old), Ok(new)) = (generate::lowered(folder, &old), generate::lowered(folder, &new)) {
        return Ok((compare::compare(&old.api, &new.api), old.api.contract));
    }
    let contract = |name: &str| {
        let mut read = |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|error| error.to_string());
        load::contract(name, &mut read).map_err(|report| report.to_string())
    };
    let old = contract(&old)?;
    Ok((compare::compare_contracts(&old, &contract(&new)?), old))
}

/// oasdiff leaves out operations that promise nothing: drafts and alphas. Programs break on them all the same.
fn unpromised(change: &Change, old: &Contract) -> Option<&'static str> {
    let method = change.method.as_deref()?.to_ascii_lowercase();
    let operation = old.document.get("paths")?.get(change.path.as_deref()?)?.get(method)?;
    let level = operation.get("x-stability-level").and_then(Value::as_str)?;
    matches!(level, "draft" | "alpha")
        .then_some("an operation that promises nothing may change; calls fail all the same")
}

fn verdict(expected: &Oasdiff, comparison: &Comparison, old: &Contract) -> Verdict {
    if expected.breaking == comparison.wire_breaking {
        return Verdict::Agree;
    }
    let reasons: Option<Vec<&'static str>> = if expected.breaking {
        let errors = expected.ids.iter().filter(|(_, level)| level == "ERR");
        errors.map(|(id, _)| justified::milder(id)).collect()
    } else {
        let ids: Vec<&str> = expected.ids.iter().map(|(id, _)| id.as_str()).collect();
        let breaking = comparison.changes.iter().filter(|change| change.kind.wire() == Wire::Breaking);
        let reason = |change: &Change| {
            let listed = justified::stricter(change.kind.id(), &ids).or_else(|| justified::overlooked(change));
            listed.or_else(|| unpromised(change, old))
        };
        breaking.map(reason).collect()
    };
    match reasons {
        Some(mut reasons) if !reasons.is_empty() => {
            reasons.dedup();
            Verdict::Justified(reasons)
        }
        _ => Verdict::Disagree,
    }
}
