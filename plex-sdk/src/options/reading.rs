//! How answers are read, and who hears of drift.

use std::sync::Arc;

use super::Options;
use crate::response::Response;

impl Options {
    /// Calls `hook` with every answer that was decoded but is not quite as described; [`Response::drift`] says where it
    /// differs. It must not block.
    ///
    /// ```
    /// # let options = plex_sdk::Options::new(&[]);
    /// options.on_drift(|answer| eprintln!("{}: {}", answer.operation(), answer.drift()));
    /// ```
    #[must_use]
    pub fn on_drift(self, hook: impl Fn(&Response) + Send + Sync + 'static) -> Self {
        self.change(|settings| settings.reading.on_drift.push(Arc::new(hook)))
    }

    /// Makes a successful answer that is not quite as described an error: for tests, and for those who would rather
    /// have nothing than what was tolerated.
    #[must_use]
    pub fn strict(self, yes: bool) -> Self {
        self.change(|settings| settings.reading.strict = yes)
    }

    /// Reports fields that the description does not know as drift. By default they are passed over in silence.
    #[must_use]
    pub fn report_unknown_fields(self, yes: bool) -> Self {
        self.change(|settings| settings.reading.unknown_fields = yes)
    }
}
