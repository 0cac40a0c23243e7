//! The scoreboard: a row per description, as a table or as JSON.

use std::fmt::Write as _;

use serde_json::json;

use super::compile::Check;
use super::untyped::Untyped;

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Format {
    Text,
    Json,
}

/// What became of one description.
#[derive(Debug, Default)]
pub struct Row {
    pub name: String,
    pub operations: usize,
    pub types: usize,
    pub untyped: Vec<Untyped>,
    pub notes: usize,
    pub lines: usize,
    pub milliseconds: u128,
    /// Why nothing was emitted.
    pub problem: Option<String>,
    pub check: Option<Check>,
}

impl Row {
    pub fn passed(&self) -> bool {
        self.problem.is_none() && self.check.as_ref().is_none_or(|check| check.errors + check.warnings == 0)
    }

    /// One line while the others are still to come.
    pub fn progress(&self) -> String {
        let verdict = if self.passed() { "ok" } else { "FAILED" };
        format!("{verdict:>6}  {}", self.name)
    }

    fn compiled(&self) -> String {
        match &self.check {
            None => "-".to_owned(),
            Some(check) if check.errors + check.warnings == 0 => "ok".to_owned(),
            Some(check) => format!("{} errors, {} warnings", check.errors, check.warnings),
        }
    }
}

pub fn render(rows: &[Row], format: Format, report_untyped: bool) -> String {
    match format {
        Format::Text => table(rows, report_untyped),
        Format::Json => {
            format!("{:#}\n", json!(rows.iter().map(|row| as_json(row, report_untyped)).collect::<Vec<_>>()))
        }
    }
}

fn table(rows: &[Row], report_untyped: bool) -> String {
    let mut text = String::new();
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let mut line = |row: &Row| {
        let generated = if row.problem.is_none() { "yes" } else { "no" };
        let _ = writeln!(
            text,
            "{:width$}  {generated:9}  {:>10}  {:>6}  {:>7}  {:>6}  {:>8}  {:>6}  {}",
            row.name,
            row.operations,
            row.types,
            row.untyped.len(),
            row.notes,
            row.lines,
            row.milliseconds,
            row.compiled()
        );
    };
    rows.iter().for_each(&mut line);
    let head = format!(
        "{:width$}  {:9}  {:>10}  {:>6}  {:>7}  {:>6}  {:>8}  {:>6}  {}\n",
        "description", "generated", "operations", "types", "untyped", "notes", "lines", "ms", "compiles"
    );
    let generated = rows.iter().filter(|row| row.problem.is_none()).count();
    let mut report = format!("{head}{text}\n{generated} of {} generated\n", rows.len());
    for row in rows {
        if let Some(problem) = &row.problem {
            let _ = writeln!(report, "\n{}:\n{problem}", row.name);
        }
        if let Some(check) = row.check.as_ref().filter(|check| !check.said.is_empty()) {
            let _ = writeln!(report, "\n{}:\n{}", row.name, check.said);
        }
        if report_untyped {
            for place in &row.untyped {
                let _ = writeln!(report, "{}: {}: {}", row.name, place.pointer, place.reason);
            }
        }
    }
    report
}

fn as_json(row: &Row, report_untyped: bool) -> serde_json::Value {
    let mut value = json!({
        "description": row.name,
        "generated": row.problem.is_none(),
        "problem": row.problem,
        "operations": row.operations,
        "types": row.types,
        "untyped": row.untyped.len(),
        "notes": row.notes,
        "lines": row.lines,
        "milliseconds": row.milliseconds,
        "check": row.check.as_ref().map(|check| json!({ "errors": check.errors, "warnings": check.warnings })),
    });
    if report_untyped {
        let places = row.untyped.iter().map(|place| json!({ "pointer": place.pointer, "reason": place.reason }));
        value["untyped_places"] = places.collect();
    }
    value
}
