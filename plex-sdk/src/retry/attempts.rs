//! The attempts of one call: a state machine that is told what happened, and says what to do.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Method;

use super::{Retry, RetryBudget, retry_after};
use crate::clock::Clock;
use crate::transport::TransportError;

/// Counts the attempts of a call and the time it has left.
#[derive(Debug)]
pub(crate) struct Attempts {
    policy: Retry,
    retryable: bool,
    budget: Option<RetryBudget>,
    started: Instant,
    deadline: Option<Instant>,
    /// How often it was sent again.
    retries: u32,
}

impl Attempts {
    pub(crate) fn new(
        policy: Retry,
        method: &Method,
        budget: Option<RetryBudget>,
        timeout: Option<Duration>,
        now: Instant,
    ) -> Self {
        Self {
            policy,
            retryable: method.is_idempotent() || policy.non_idempotent,
            budget,
            started: now,
            deadline: timeout.and_then(|timeout| now.checked_add(timeout)),
            retries: 0,
        }
    }

    /// How often the call was sent again.
    pub(crate) fn retries(&self) -> u32 {
        self.retries
    }

    /// What is left of the time of the call; `None` is forever.
    pub(crate) fn left(&self, now: Instant) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(now))
    }

    /// Whether to send the call again after this outcome, and after which wait.
    pub(crate) fn wait_after(
        &mut self,
        outcome: &Result<http::Response<Bytes>, TransportError>,
        clock: &dyn Clock,
    ) -> Option<Duration> {
        let failed = match outcome {
            Ok(answer) => self.policy.is_for_status(answer.status()),
            Err(error) => self.policy.connection && error.is_retryable(),
        };
        if !failed {
            if let (Some(budget), true) = (&self.budget, outcome.is_ok() && self.retries == 0) {
                budget.deposit();
            }
            return None;
        }
        if !self.retryable || self.retries >= self.policy.retries {
            return None;
        }
        let wait = self.wait(outcome, clock)?;
        let now = clock.now();
        let beyond = |end: Option<Instant>| match (end, now.checked_add(wait)) {
            (Some(end), Some(next)) => next >= end,
            (Some(_), None) => true,
            (None, _) => false,
        };
        let last_start = self.policy.longest_total.and_then(|total| self.started.checked_add(total));
        if beyond(self.deadline) || beyond(last_start) || self.budget.as_ref().is_some_and(|budget| !budget.withdraw())
        {
            return None;
        }
        self.retries += 1;
        Some(wait)
    }

    fn wait(&self, outcome: &Result<http::Response<Bytes>, TransportError>, clock: &dyn Clock) -> Option<Duration> {
        let asked = outcome.as_ref().ok().and_then(|answer| retry_after(answer.headers(), clock.time_of_day()));
        match asked {
            Some(wait) => (wait <= self.policy.longest_wait).then_some(wait),
            None => Some(self.policy.ceiling(self.retries + 1).mul_f64(clock.chance().clamp(0.0, 1.0))),
        }
    }
}
