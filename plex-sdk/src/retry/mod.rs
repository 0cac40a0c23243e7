//! Retries: which calls are sent again, when, and how often. No input and output, no waiting: both clients use it.

mod after;
mod attempts;
mod budget;

use std::time::Duration;

use http::StatusCode;

pub(crate) use after::retry_after;
pub(crate) use attempts::Attempts;
pub use budget::RetryBudget;

/// When a call is sent again.
///
/// Trouble with the connection, a timeout of one attempt, and the statuses 408, 429, 500, 502, 503 and 504 lead to a
/// retry, as long as the method is idempotent (GET, HEAD, PUT, DELETE, OPTIONS, TRACE): of others nobody knows whether
/// the server has acted on them already. Before each retry the call waits: for as long as `Retry-After` asks, else for
/// a time by chance up to a longest wait that grows with each retry ("full jitter").
///
/// ```
/// use std::time::Duration;
/// use plex_sdk::Retry;
///
/// let patient = Retry::new().retries(5).first_wait(Duration::from_secs(1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Retry {
    pub(crate) retries: u32,
    pub(crate) first_wait: Duration,
    pub(crate) growth: f64,
    pub(crate) longest_wait: Duration,
    pub(crate) longest_total: Option<Duration>,
    pub(crate) statuses: &'static [(u16, u16)],
    pub(crate) connection: bool,
    pub(crate) non_idempotent: bool,
}

impl Retry {
    /// The default: two retries, after waits of up to 0.5 and 1 seconds, no wait longer than 30 seconds.
    pub const fn new() -> Self {
        Self {
            retries: 2,
            first_wait: Duration::from_millis(500),
            growth: 2.0,
            longest_wait: Duration::from_secs(30),
            longest_total: None,
            statuses: &[(408, 408), (429, 429), (500, 500), (502, 504)],
            connection: true,
            non_idempotent: false,
        }
    }

    /// No retries.
    pub const fn none() -> Self {
        Self::new().retries(0)
    }

    /// How often a call is sent again at most, after the first time.
    #[must_use]
    pub const fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// The longest wait before the first retry.
    #[must_use]
    pub const fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// By which factor the longest wait grows from one retry to the next; below 1 counts as 1.
    #[must_use]
    pub const fn growth(mut self, factor: f64) -> Self {
        self.growth = factor;
        self
    }

    /// No wait is longer. A server that asks for a longer one by `Retry-After` gets no retry: its answer is returned.
    #[must_use]
    pub const fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// No retry begins later than this after the beginning of the call. The timeout of the call holds as well.
    #[must_use]
    pub const fn longest_total(mut self, total: Duration) -> Self {
        self.longest_total = Some(total);
        self
    }

    /// The statuses that lead to a retry, as ranges that include both ends: `&[(429, 429), (500, 599)]`.
    #[must_use]
    pub const fn statuses(mut self, ranges: &'static [(u16, u16)]) -> Self {
        self.statuses = ranges;
        self
    }

    /// Whether failed connections and timeouts of an attempt lead to a retry.
    #[must_use]
    pub const fn connection_errors(mut self, retried: bool) -> Self {
        self.connection = retried;
        self
    }

    /// Also retry methods that are not idempotent (POST, PATCH): a server may then do twice what was asked for once.
    #[must_use]
    pub const fn non_idempotent(mut self, retried: bool) -> Self {
        self.non_idempotent = retried;
        self
    }

    pub(crate) fn is_for_status(&self, status: StatusCode) -> bool {
        self.statuses.iter().any(|(first, last)| (*first..=*last).contains(&status.as_u16()))
    }

    /// The longest wait before a retry, the first of which is number 1.
    pub(crate) fn ceiling(&self, retry: u32) -> Duration {
        let exponent = i32::try_from(retry.saturating_sub(1)).unwrap_or(i32::MAX);
        let seconds = self.first_wait.as_secs_f64() * self.growth.max(1.0).powi(exponent);
        Duration::try_from_secs_f64(seconds).map_or(self.longest_wait, |wait| wait.min(self.longest_wait))
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::new()
    }
}
