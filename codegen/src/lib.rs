//! Turns an OpenAPI description into the models and operations of a Rust SDK.
//!
//! ```text
//! text ──load──▶ Description ──lower──▶ Api ──select──▶ Api ──emit──▶ Vec<File>
//! ```
//!
//! Pure: no file, clock, network or environment is touched here.

use std::sync::Arc;

pub mod api;
pub mod compare;
pub mod diagnostic;
pub mod document;
pub mod drift;
pub mod emit;
pub mod listing;
pub mod load;
pub mod lower;
pub mod names;
mod overlay;
pub mod reduce;
pub mod rust;
pub mod select;

/// A loaded description as an [`Api`](api::Api) that can be compared with another one.
///
/// # Errors
///
/// All problems of the description together, with the notes.
pub fn describe(
    description: &load::Description,
) -> Result<(api::Api, diagnostic::Diagnostics), diagnostic::Diagnostics> {
    let (mut api, notes) = lower::lower(&description.root)?;
    api.contract = api::Contract { document: Arc::clone(&description.bundled) };
    Ok((api, notes))
}

/// The problems that loading found, with those that lowering finds in what could be read all the same.
pub fn complete(mut report: Box<load::Report>) -> Box<load::Report> {
    let Some(salvaged) = report.salvaged.take() else { return report };
    let Err(problems) = lower::lower(&salvaged) else { return report };
    let told: Vec<String> = report.diagnostics.list.iter().map(|problem| problem.pointer.clone()).collect();
    let is_told =
        |pointer: &str| told.iter().any(|told| told == pointer || told.strip_suffix("/$ref") == Some(pointer));
    let errors = problems.list.into_iter().filter(|problem| problem.severity == diagnostic::Severity::Error);
    report.diagnostics.list.extend(errors.filter(|problem| !is_told(&problem.pointer)));
    report
}
