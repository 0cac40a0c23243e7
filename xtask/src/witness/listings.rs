//! What the emitted code shows of each pair, without a compiler: the comparison must not say less.

use anyhow::{Result, anyhow};
use codegen::api::Api;
use codegen::compare::{self, Level};
use codegen::emit::{self, Provenance};
use codegen::listing;

use super::table::{self, Witness};

/// A line for each pair whose public items changed more than the comparison says.
pub fn disagreements<'w>(list: impl Iterator<Item = &'w Witness>) -> Result<Vec<String>> {
    let base = table::lowered(&table::base()?)?;
    let base_listing = listed(&base)?;
    let mut lines = Vec::new();
    for witness in list {
        let old = witness.old.as_ref().map(table::lowered).transpose()?;
        let new = table::lowered(&witness.new)?;
        let said = compare::compare(old.as_ref().unwrap_or(&base), &new).level;
        let before = old.as_ref().map_or_else(|| Ok(base_listing.clone()), listed)?;
        let changes = listing::changes(&before, &listed(&new)?);
        let shown = match (changes.is_breaking(), changes.added.is_empty()) {
            (true, _) => Level::Major,
            (false, false) => Level::Minor,
            (false, true) => Level::None,
        };
        if shown > said {
            let id = witness.kind.id();
            lines.push(format!("{id}: {} is said, but the emitted code shows {}", said.as_str(), shown.as_str()));
        }
    }
    Ok(lines)
}

fn listed(api: &Api) -> Result<String> {
    listing::listing("sdk", &emit::modules(api, &Provenance::default())).map_err(|problem| anyhow!("{problem}"))
}
