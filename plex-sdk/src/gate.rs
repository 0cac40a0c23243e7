//! A gate that lets so many through at a time, in the order of arrival, on any executor.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// Cheap to clone: clones are the same gate.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    free: usize,
    /// Those who wait, by ticket.
    queue: VecDeque<(u64, Waker)>,
    /// Tickets whose turn has come.
    called: Vec<u64>,
    next_ticket: u64,
}

impl Gate {
    pub(crate) fn new(places: usize) -> Self {
        let state = State { free: places.max(1), queue: VecDeque::new(), called: Vec::new(), next_ticket: 0 };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// A place, as soon as there is one. Dropping the future, or the pass, gives it back.
    pub(crate) fn enter(&self) -> Enter {
        Enter { gate: self.clone(), ticket: None }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Hands a place to the next in the queue, or keeps it. Who is to be woken is woken without the lock: that may run
    /// anybody's code.
    #[must_use]
    fn release(&mut self) -> Option<Waker> {
        let Some((ticket, waker)) = self.queue.pop_front() else {
            self.free += 1;
            return None;
        };
        self.called.push(ticket);
        Some(waker)
    }
}

/// Waits at a gate.
pub(crate) struct Enter {
    gate: Gate,
    ticket: Option<u64>,
}

impl Future for Enter {
    type Output = Pass;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Pass> {
        let gate = self.gate.clone();
        let mut state = gate.state();
        match self.ticket {
            None if state.free > 0 => state.free -= 1,
            None => {
                let ticket = state.next_ticket;
                state.next_ticket += 1;
                state.queue.push_back((ticket, context.waker().clone()));
                self.ticket = Some(ticket);
                return Poll::Pending;
            }
            Some(ticket) => match state.called.iter().position(|called| *called == ticket) {
                Some(index) => {
                    state.called.swap_remove(index);
                    self.ticket = None;
                }
                None => {
                    let mut waiting = state.queue.iter_mut().filter(|(waiting, _)| *waiting == ticket);
                    let former = waiting.next().map(|(_, waker)| std::mem::replace(waker, context.waker().clone()));
                    drop(state);
                    drop(former);
                    return Poll::Pending;
                }
            },
        }
        drop(state);
        Poll::Ready(Pass { gate })
    }
}

impl Drop for Enter {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket else { return };
        let mut state = self.gate.state();
        let place = state.queue.iter().position(|(waiting, _)| *waiting == ticket);
        let left = place.and_then(|place| state.queue.remove(place));
        let next = match state.called.iter().position(|called| *called == ticket) {
            Some(index) => {
                state.called.swap_remove(index);
                state.release()
            }
            None => None,
        };
        drop(state);
        drop(left);
        next.into_iter().for_each(Waker::wake);
    }
}

/// A place behind the gate.
#[derive(Debug)]
pub(crate) struct Pass {
    gate: Gate,
}

impl Drop for Pass {
    fn drop(&mut self) {
        let next = self.gate.state().release();
        next.into_iter().for_each(Waker::wake);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poll(enter: &mut Enter) -> Option<Pass> {
        match Pin::new(enter).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(pass) => Some(pass),
            Poll::Pending => None,
        }
    }

    #[test]
    fn places_go_around_in_order() {
        let gate = Gate::new(1);
        let (mut first, mut second, mut third) = (gate.enter(), gate.enter(), gate.enter());
        let pass = poll(&mut first);
        assert!(pass.is_some() && poll(&mut second).is_none() && poll(&mut third).is_none());
        drop(pass);
        assert!(poll(&mut third).is_none(), "the second comes first");
        let pass = poll(&mut second);
        assert!(pass.is_some());
        drop(pass);
        assert!(poll(&mut third).is_some());
    }

    #[test]
    fn who_leaves_the_queue_takes_no_place_along() {
        let gate = Gate::new(1);
        let pass = poll(&mut gate.enter());
        let (mut leaves, mut called, mut stays) = (gate.enter(), gate.enter(), gate.enter());
        assert!(poll(&mut leaves).is_none() && poll(&mut called).is_none() && poll(&mut stays).is_none());
        drop(leaves);
        drop(pass);
        drop(called);
        assert!(poll(&mut stays).is_some());
        let state = gate.state();
        assert!(state.queue.is_empty() && state.called.is_empty() && state.free == 1);
    }
}
