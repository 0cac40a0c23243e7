//! How calls are sent: again, within which limits, and seen by whom.

use std::sync::Arc;
use std::time::Duration;

use super::Options;
use crate::cancellation::Cancellation;
use crate::clock::{Clock, SharedClock};
use crate::gate::Gate;
use crate::hooks::{Incoming, Outgoing};
use crate::retry::{Retry, RetryBudget};

impl Options {
    /// When calls are sent again, instead of what the description, [`Retry::new`] or an earlier
    /// [`retries`](Self::retries) says.
    #[must_use]
    pub fn retry(self, retry: Retry) -> Self {
        self.change(|settings| (settings.retry, settings.retries) = (Some(retry), None))
    }

    /// How often a call is sent again at most; 0 turns retries off. All else about retries stays as it is.
    #[must_use]
    pub fn retries(self, retries: u32) -> Self {
        self.change(|settings| settings.retries = Some(retries))
    }

    /// How many retries a client can afford; [`RetryBudget::default`] by default, `None` is any number.
    #[must_use]
    pub fn retry_budget(self, budget: impl Into<Option<RetryBudget>>) -> Self {
        let budget = budget.into();
        self.change(|settings| settings.budget = budget)
    }

    /// How long a call may take, from its beginning to the last byte of its answer, with all retries and the waits
    /// between them: 30 seconds by default, `None` is forever.
    #[must_use]
    pub fn timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        let timeout = timeout.into();
        self.change(|settings| settings.timeout = timeout)
    }

    /// How long one attempt of a call may take, within the time of the call; no limit of its own by default.
    #[must_use]
    pub fn attempt_timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        let timeout = timeout.into();
        self.change(|settings| settings.attempt_timeout = timeout)
    }

    /// How long making a connection may take: 10 seconds by default, `None` is as long as the call.
    ///
    /// The built-in transports take it when the client is built: a derived client shares their connections.
    #[must_use]
    pub fn connect_timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        let timeout = timeout.into();
        self.change(|settings| settings.connect_timeout = timeout)
    }

    /// How many bytes the body of an answer may have, uncompressed: 64 MiB by default, `None` is any number. A larger
    /// one is an error that keeps status and headers, and what was read up to then.
    ///
    /// It bounds memory as well: an answer that takes more than 8 times as much once it is decoded, its body included,
    /// is a decoding error.
    #[must_use]
    pub fn max_body(self, bytes: impl Into<Option<usize>>) -> Self {
        let bytes = bytes.into();
        self.change(|settings| settings.reading.max_body = bytes)
    }

    /// How many requests may be under way at a time; others wait for their turn, within their timeout. A request for a
    /// stream counts until the head of its answer is there. Any number by default, and 0 counts as 1. Derived clients
    /// share the limit, until they set their own.
    #[must_use]
    pub fn max_concurrent(self, requests: impl Into<Option<usize>>) -> Self {
        let gate = requests.into().map(Gate::new);
        self.change(|settings| settings.gate = gate)
    }

    /// How many redirects are followed for one attempt of a call: none by default, so that an answer with such a status
    /// is an error that keeps it.
    ///
    /// GET and HEAD follow 301, 302, 303, 307 and 308; other methods follow 303 only, which asks for a GET. A status that
    /// the description documents is an answer all the same. When scheme, host or port change, only `Accept` and
    /// `User-Agent` go along: no credential, no identity and no header of yours, not even if a later redirect leads back.
    ///
    /// A target that is no `http` or `https` URL, has a user, or would leave `https`; a circle; and one redirect too
    /// many: each is an error of the kind [`Redirect`](crate::TransportErrorKind::Redirect), which keeps the last answer.
    ///
    /// Hooks see the first request and the last answer of an attempt. A transport that follows redirects itself leaves
    /// none to follow.
    #[must_use]
    pub fn redirects(self, most: u32) -> Self {
        self.change(|settings| settings.redirects = most)
    }

    /// What ends calls from elsewhere: see [`Cancellation`]. Handles add up: any of them ends a call, those of the client
    /// that this one is derived from included.
    #[must_use]
    pub fn cancellation(self, handle: impl Into<Cancellation>) -> Self {
        let handle = handle.into();
        self.change(|settings| settings.cancellations.add(handle))
    }

    /// Calls `hook` before each attempt is sent; it may change the headers. It must not block.
    #[must_use]
    pub fn before_send(self, hook: impl Fn(&mut Outgoing<'_>) + Send + Sync + 'static) -> Self {
        self.change(|settings| settings.hooks.add_before(hook))
    }

    /// Calls `hook` after each attempt, whatever came of it. It must not block.
    #[must_use]
    pub fn after_answer(self, hook: impl Fn(&Incoming<'_>) + Send + Sync + 'static) -> Self {
        self.change(|settings| settings.hooks.add_after(hook))
    }

    /// Another clock than that of the system, for tests.
    #[must_use]
    pub fn clock(self, clock: impl Clock) -> Self {
        self.change(|settings| settings.clock = SharedClock(Arc::new(clock)))
    }
}
