//! Waiting without a runtime: one thread for all waits of the process, started by the first.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

/// Who waits until when. The number tells apart those that wait until the same moment.
type Waiting = BTreeMap<(Instant, u64), Waker>;

#[derive(Default)]
struct Timer {
    state: Mutex<(Waiting, u64)>,
    changed: Condvar,
}

impl Timer {
    fn get() -> &'static Self {
        static TIMER: OnceLock<Timer> = OnceLock::new();
        static THREAD: OnceLock<bool> = OnceLock::new();
        let timer = TIMER.get_or_init(Timer::default);
        THREAD.get_or_init(|| {
            std::thread::Builder::new().name("plex-sdk-timer".to_owned()).spawn(|| timer.run()).is_ok()
        });
        timer
    }

    fn state(&self) -> MutexGuard<'_, (Waiting, u64)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut state = self.state();
        loop {
            let now = Instant::now();
            let due: Vec<_> = state.0.range(..=(now, u64::MAX)).map(|(key, _)| *key).collect();
            let due: Vec<_> = due.iter().filter_map(|key| state.0.remove(key)).collect();
            if !due.is_empty() {
                // Waking may run anybody's code, which may want to wait again.
                drop(state);
                due.into_iter().for_each(Waker::wake);
                state = self.state();
                continue;
            }
            state = match state.0.first_key_value() {
                Some(((next, _), _)) => {
                    let wait = next.saturating_duration_since(now);
                    self.changed.wait_timeout(state, wait).map_or_else(|error| error.into_inner().0, |waited| waited.0)
                }
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

/// Ready after `duration`.
pub(super) fn sleep(duration: Duration) -> Sleep {
    // Beyond the end of time there is forever.
    Sleep { until: Instant::now().checked_add(duration), key: None }
}

pub(super) struct Sleep {
    until: Option<Instant>,
    key: Option<(Instant, u64)>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(until) = self.until else { return Poll::Pending };
        if until <= Instant::now() {
            return Poll::Ready(());
        }
        let timer = Timer::get();
        let mut state = timer.state();
        let key = *self.key.get_or_insert_with(|| {
            state.1 += 1;
            (until, state.1)
        });
        let former = state.0.insert(key, context.waker().clone());
        drop(state);
        drop(former);
        timer.changed.notify_one();
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            let waker = Timer::get().state().0.remove(&key);
            drop(waker);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::task::Wake;
    use std::thread::Thread;

    use super::*;

    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    #[test]
    fn waits_end_in_order_and_leave_nothing_behind() {
        let started = Instant::now();
        let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
        let mut context = Context::from_waker(&waker);
        let mut long = Box::pin(sleep(Duration::from_secs(3600)));
        let mut short = Box::pin(sleep(Duration::from_millis(1)));
        assert!(long.as_mut().poll(&mut context).is_pending());
        while short.as_mut().poll(&mut context).is_pending() {
            std::thread::park();
        }
        assert!(started.elapsed() >= Duration::from_millis(1));
        assert!(long.as_mut().poll(&mut context).is_pending());
        drop((long, short));
        assert!(Timer::get().state().0.is_empty());
    }
}
