//! Time that passes only when somebody waits.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime};

use crate::clock::{Clock, SleepFuture};

/// A clock that jumps to the end of the shortest wait as soon as all of a task's futures wait.
///
/// It is meant for one thread, and for transports that answer by themselves, such as a [`Script`](super::Script): of a
/// real server it does not know that it would answer in a moment. Clones are the same clock.
#[derive(Clone, Debug)]
pub struct VirtualClock {
    state: Arc<Mutex<State>>,
    start: Instant,
    time_of_day: SystemTime,
}

#[derive(Debug)]
struct State {
    elapsed: Duration,
    chance: f64,
    waiting: BTreeMap<(Duration, u64), Waker>,
    next: u64,
}

impl VirtualClock {
    /// A clock at the beginning of 2024. Its chance is 1: waits before retries have their full length.
    pub fn new() -> Self {
        let state = State { elapsed: Duration::ZERO, chance: 1.0, waiting: BTreeMap::new(), next: 0 };
        Self {
            state: Arc::new(Mutex::new(state)),
            start: Instant::now(),
            time_of_day: SystemTime::UNIX_EPOCH + Duration::from_secs(1_704_067_200),
        }
    }

    /// How much time has passed.
    pub fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    /// Lets time pass.
    pub fn advance(&self, duration: Duration) {
        let mut state = self.state();
        state.elapsed += duration;
        state.waiting.values().for_each(Waker::wake_by_ref);
    }

    /// What chance decides from now on: a number from 0 to 1.
    pub fn set_chance(&self, chance: f64) {
        self.state().chance = chance;
    }

    /// How many futures wait: none, once all calls have ended or were dropped.
    pub fn waiting(&self) -> usize {
        self.state().waiting.len()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for VirtualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Instant {
        self.start + self.elapsed()
    }

    fn time_of_day(&self) -> SystemTime {
        self.time_of_day + self.elapsed()
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        Box::pin(Sleep { clock: self.clone(), until: self.elapsed().saturating_add(duration), key: None })
    }

    fn block(&self, duration: Duration, ended: &dyn Fn() -> bool) {
        if !ended() {
            self.advance(duration);
        }
    }

    fn chance(&self) -> f64 {
        self.state().chance
    }
}

struct Sleep {
    clock: VirtualClock,
    until: Duration,
    key: Option<(Duration, u64)>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = self.clock.clone();
        let mut state = clock.state();
        if self.until <= state.elapsed {
            return Poll::Ready(());
        }
        let Some(key) = self.key else {
            // Whoever else waits has a chance to say so before time jumps.
            state.next += 1;
            let key = (self.until, state.next);
            state.waiting.insert(key, context.waker().clone());
            self.key = Some(key);
            context.waker().wake_by_ref();
            return Poll::Pending;
        };
        state.waiting.insert(key, context.waker().clone());
        match state.waiting.first_key_value() {
            Some((first, _)) if *first == key => {
                state.elapsed = self.until;
                state.waiting.values().for_each(Waker::wake_by_ref);
                Poll::Ready(())
            }
            Some((_, waker)) => {
                waker.wake_by_ref();
                Poll::Pending
            }
            None => Poll::Pending,
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            let mut state = self.clock.state();
            state.waiting.remove(&key);
            // The next one may be the first now.
            if let Some((_, waker)) = state.waiting.first_key_value() {
                waker.wake_by_ref();
            }
        }
    }
}
