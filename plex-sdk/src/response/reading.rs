//! How answers are read, as the options say it.

use std::fmt;
use std::sync::Arc;

use crate::decode::{DEFAULT_MAX_BODY, Memory};
use crate::response::Response;

/// What an application wants to know of drift.
type DriftHook = Arc<dyn Fn(&Response) + Send + Sync>;

/// How strictly answers are read, and who hears of what was tolerated.
#[derive(Clone)]
pub(crate) struct Reading {
    /// How many bytes a body may have; `None` is any number.
    pub(crate) max_body: Option<usize>,
    /// Drift in a successful answer is an error.
    pub(crate) strict: bool,
    /// Fields that the description does not know are drift.
    pub(crate) unknown_fields: bool,
    /// Called in the order in which they were added.
    pub(crate) on_drift: Vec<DriftHook>,
}

impl Reading {
    /// What the value of an answer may take in memory.
    pub(crate) fn memory(&self) -> Memory {
        Memory::beside_body(self.max_body)
    }
}

impl Default for Reading {
    fn default() -> Self {
        Self { max_body: Some(DEFAULT_MAX_BODY), strict: false, unknown_fields: false, on_drift: Vec::new() }
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { max_body, strict, unknown_fields, on_drift } = self;
        f.debug_struct("Reading")
            .field("max_body", max_body)
            .field("strict", strict)
            .field("unknown_fields", unknown_fields)
            .field("on_drift", &on_drift.len())
            .finish()
    }
}
