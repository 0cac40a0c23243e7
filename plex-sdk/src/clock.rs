//! Time and chance, as the core sees them: the seam behind which tests put a clock of their own.

mod timer;

use std::fmt;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

use crate::cancellation::Cancellations;
use crate::dispatch::Driver;
use crate::transport::TransportErrorKind;

/// The end of a wait.
pub type SleepFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What time it is, how to wait, and what chance decides. [`Options::clock`](crate::Options::clock) sets another one.
pub trait Clock: Send + Sync + 'static {
    /// The time by which durations are measured; it never goes back.
    fn now(&self) -> Instant;

    /// The time of day, for `Retry-After` with a date.
    fn time_of_day(&self) -> SystemTime;

    /// A future that is ready after `duration`. Dropping it leaves nothing behind.
    fn sleep(&self, duration: Duration) -> SleepFuture;

    /// A future that is ready after `duration`, in clients whose calls wait: their thread drives nothing else while it
    /// waits, so this must not need a timer of the thread's own runtime. By default that of [`sleep`](Self::sleep).
    fn sleep_outside(&self, duration: Duration) -> SleepFuture {
        self.sleep(duration)
    }

    /// Waits on this thread, in clients whose calls wait. It ends early when `ended` says so, which is worth asking
    /// when the thread is unparked.
    fn block(&self, duration: Duration, ended: &dyn Fn() -> bool) {
        let start = Instant::now();
        while !ended() {
            let left = duration.saturating_sub(start.elapsed());
            if left.is_zero() {
                return;
            }
            std::thread::park_timeout(left);
        }
    }

    /// A number from 0 to 1, by chance: the share of the longest wait before a retry that is waited.
    fn chance(&self) -> f64 {
        // Each `RandomState` has other keys, which the operating system seeds.
        let bits = RandomState::new().build_hasher().finish() >> 11;
        bits as f64 / (1_u64 << 53) as f64
    }
}

impl<T: Clock + ?Sized> Clock for Arc<T> {
    fn now(&self) -> Instant {
        (**self).now()
    }

    fn time_of_day(&self) -> SystemTime {
        (**self).time_of_day()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        (**self).sleep(duration)
    }

    fn sleep_outside(&self, duration: Duration) -> SleepFuture {
        (**self).sleep_outside(duration)
    }

    fn block(&self, duration: Duration, ended: &dyn Fn() -> bool) {
        (**self).block(duration, ended);
    }

    fn chance(&self) -> f64 {
        (**self).chance()
    }
}

/// The real time. Within a Tokio runtime it waits by that one's timer, if the feature `reqwest` has brought Tokio along;
/// elsewhere by one thread for the whole process, which starts with the first wait.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        #[cfg(feature = "reqwest")]
        if tokio::runtime::Handle::try_current().is_ok()
            // Of a runtime without a timer nobody can know but by trying.
            && let Ok(sleep) = std::panic::catch_unwind(|| tokio::time::sleep(duration))
        {
            return Box::pin(sleep);
        }
        Box::pin(timer::sleep(duration))
    }

    fn sleep_outside(&self, duration: Duration) -> SleepFuture {
        Box::pin(timer::sleep(duration))
    }
}

/// The clock of the options.
#[derive(Clone)]
pub(crate) struct SharedClock(pub(crate) Arc<dyn Clock>);

impl Default for SharedClock {
    fn default() -> Self {
        Self(Arc::new(SystemClock))
    }
}

impl fmt::Debug for SharedClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// Waits for `future` until it is ready, `limit` has passed or the call is cancelled; the error says which of the two.
/// The wait for the limit begins only when the future is not ready at once.
pub(crate) async fn within<F: Future + Unpin>(
    driver: &dyn Driver,
    limit: Option<Duration>,
    cancellations: &Cancellations,
    mut future: F,
) -> Result<F::Output, TransportErrorKind> {
    let mut sleep = None;
    let mut cancelled = cancellations.watch();
    std::future::poll_fn(move |context| {
        if Pin::new(&mut cancelled).poll(context).is_ready() {
            return Poll::Ready(Err(TransportErrorKind::Cancelled));
        }
        if let Poll::Ready(output) = Pin::new(&mut future).poll(context) {
            return Poll::Ready(Ok(output));
        }
        let Some(limit) = limit else { return Poll::Pending };
        let sleep = sleep.get_or_insert_with(|| driver.timer(limit));
        sleep.as_mut().poll(context).map(|()| Err(TransportErrorKind::Timeout))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_lies_between_0_and_1_and_varies() {
        let draws: Vec<f64> = (0..100).map(|_| SystemClock.chance()).collect();
        assert!(draws.iter().all(|draw| (0.0..1.0).contains(draw)), "{draws:?}");
        assert!(draws.iter().any(|draw| *draw < 0.5) && draws.iter().any(|draw| *draw >= 0.5), "{draws:?}");
    }
}
