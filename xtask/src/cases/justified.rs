//! Where our verdict on the wire differs from oasdiff's on purpose: by its check, with the reason.

/// Checks that oasdiff calls errors and we do not.
const MILDER: &[(&str, &str)] = &[];

/// Checks that oasdiff calls harmless, or (empty) has none for, and our kind of change that is breaking.
const STRICTER: &[(&str, &str, &str)] = &[];

/// Why a check that is an error there is none here.
pub fn milder(check: &str) -> Option<&'static str> {
    MILDER.iter().find(|(id, _)| *id == check).map(|(_, reason)| *reason)
}

/// Why one of our kinds is breaking though none of these checks is an error.
pub fn stricter(kind: &str, checks: &[&str]) -> Option<&'static str> {
    let kind = kind.trim_end_matches("-on-the-wire");
    let row = STRICTER.iter().find(|(check, ours, _)| *ours == kind && (check.is_empty() || checks.contains(check)));
    row.map(|(.., reason)| *reason)
}
