//! Any bytes as server-sent events: see the check.
#![no_main]

#[path = "../../tests/invariants/checks.rs"]
#[allow(dead_code, reason = "each target has one of the checks")]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::events(bytes));
