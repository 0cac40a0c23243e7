//! How many retries a client can afford, so that an outage is not multiplied by those who knock again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What calls that succeed pay in, and retries take out. Calls of a client, its clones and derived clients share it.
///
/// A client begins with the full budget. When it is spent, calls fail with what they have instead of being retried,
/// until enough others have succeeded.
#[derive(Clone, Debug)]
pub struct RetryBudget {
    // In parts of a retry, so that all of it is one atomic number.
    left: Arc<AtomicU32>,
    full: u32,
    deposit: u32,
}

/// Parts of a retry.
const RETRY: u32 = 1000;

impl RetryBudget {
    /// A budget of `retries`, to which each call that needs no retry adds `share` of a retry: 0.1 lets at most a tenth
    /// of the calls be retries in the long run.
    pub fn new(retries: u32, share: f64) -> Self {
        let full = retries.saturating_mul(RETRY);
        let deposit = (share.clamp(0.0, 1.0) * f64::from(RETRY)).round() as u32;
        Self { left: Arc::new(AtomicU32::new(full)), full, deposit }
    }

    /// Takes one retry out, if there is one.
    pub(crate) fn withdraw(&self) -> bool {
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(RETRY)).is_ok()
    }

    /// Pays for a call that needed no retry.
    pub(crate) fn deposit(&self) {
        let add = |left: u32| Some(left.saturating_add(self.deposit).min(self.full));
        // It never fails: the closure always has a value.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

/// 20 retries at once, and a tenth of the calls in the long run.
impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(20, 0.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spent_budget_fills_with_successes_up_to_its_size() {
        let budget = RetryBudget::new(2, 0.5);
        let shared = budget.clone();
        assert!(budget.withdraw() && shared.withdraw() && !budget.withdraw());
        shared.deposit();
        assert!(!budget.withdraw());
        shared.deposit();
        assert!(budget.withdraw() && !budget.withdraw());
        (0..100).for_each(|_| budget.deposit());
        assert!(budget.withdraw() && budget.withdraw() && !budget.withdraw());
    }
}
