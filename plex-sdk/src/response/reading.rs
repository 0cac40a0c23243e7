//! How answers are read, as the options say it.

use std::fmt;
use std::sync::Arc;

use crate::response::Response;

/// What an application wants to know of drift.
type DriftHook = Arc<dyn Fn(&Response) + Send + Sync>;

/// How strictly answers are read, and who hears of what was tolerated.
#[derive(Clone, Default)]
pub(crate) struct Reading {
    /// Drift in a successful answer is an error.
    pub(crate) strict: bool,
    /// Fields that the description does not know are drift.
    pub(crate) unknown_fields: bool,
    /// Called in the order in which they were added.
    pub(crate) on_drift: Vec<DriftHook>,
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { strict, unknown_fields, on_drift } = self;
        f.debug_struct("Reading")
            .field("strict", strict)
            .field("unknown_fields", unknown_fields)
            .field("on_drift", &on_drift.len())
            .finish()
    }
}
