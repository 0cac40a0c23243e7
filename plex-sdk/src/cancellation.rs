//! Ending calls from elsewhere.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// Ends calls from elsewhere: from another task or thread, or when an application shuts down. Clones are the same handle.
///
/// A call takes it by [`Options::cancellation`](crate::Options::cancellation). It then ends with an error for which
/// [`is_cancelled`](crate::Error::is_cancelled) holds, wherever it is: waiting for a credential, for its turn, for an
/// answer or for the next retry, or reading a stream. The request that is under way is dropped; a server may have acted
/// on it all the same. Nothing runs in the background for this.
///
/// In clients whose calls wait, the end comes before the next request is sent, and ends waits for a turn or a retry; a
/// request that is under way is not interrupted.
///
/// ```
/// # use plex_sdk::testing::{Answer, Script, block_on};
/// # let script = Script::new();
/// # script.otherwise(Answer::never());
/// # let plex = plex_sdk::Client::builder().client_identifier("x").token("t").transport(script).build()?;
/// use plex_sdk::Cancellation;
///
/// let shutdown = Cancellation::new();
/// let plex = plex.with(|options| options.cancellation(&shutdown));
/// let call = plex.authentication().get_token_details().send();
/// shutdown.cancel();
/// assert!(block_on(call).unwrap_err().is_cancelled());
/// # Ok::<(), plex_sdk::BuildError>(())
/// ```
#[derive(Clone, Default)]
pub struct Cancellation {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    cancelled: bool,
    /// Who wants to know, by ticket.
    waiting: BTreeMap<u64, Waker>,
    next_ticket: u64,
}

impl Cancellation {
    /// A handle that has ended nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends all calls that have taken the handle, and all that will: there is no way back.
    pub fn cancel(&self) {
        let waiting = {
            let mut state = self.state();
            state.cancelled = true;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_values().for_each(Waker::wake);
    }

    /// Whether [`cancel`](Self::cancel) was called.
    pub fn is_cancelled(&self) -> bool {
        self.state().cancelled
    }

    /// Waits until [`cancel`](Self::cancel) is called: for work of your own that should end together with the calls.
    pub async fn cancelled(&self) {
        let mut wait = Wait::new(self);
        std::future::poll_fn(|context| wait.poll(context)).await;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<&Cancellation> for Cancellation {
    fn from(handle: &Cancellation) -> Self {
        handle.clone()
    }
}

impl fmt::Debug for Cancellation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cancellation").field("cancelled", &self.is_cancelled()).finish_non_exhaustive()
    }
}

/// One who waits for a handle. Dropping it leaves nothing behind.
struct Wait {
    handle: Cancellation,
    ticket: Option<u64>,
}

impl Wait {
    fn new(handle: &Cancellation) -> Self {
        Self { handle: handle.clone(), ticket: None }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.handle.state();
        if state.cancelled {
            return Poll::Ready(());
        }
        let ticket = *self.ticket.get_or_insert_with(|| {
            state.next_ticket += 1;
            state.next_ticket
        });
        let former = state.waiting.insert(ticket, context.waker().clone());
        // Dropping a waker may run code of anybody's, which must not find the lock taken.
        drop(state);
        drop(former);
        Poll::Pending
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket else { return };
        let waker = self.handle.state().waiting.remove(&ticket);
        drop(waker);
    }
}

/// The handles of a call, any of which ends it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cancellations(Vec<Cancellation>);

impl Cancellations {
    pub(crate) fn add(&mut self, handle: Cancellation) {
        self.0.push(handle);
    }

    pub(crate) fn any(&self) -> bool {
        self.0.iter().any(Cancellation::is_cancelled)
    }

    pub(crate) fn watch(&self) -> Watch {
        Watch(self.0.iter().map(Wait::new).collect())
    }
}

/// Ready when any of the handles ends the call.
pub(crate) struct Watch(Vec<Wait>);

impl Future for Watch {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        match self.0.iter_mut().any(|wait| wait.poll(context).is_ready()) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::*;

    #[test]
    fn who_waits_is_told_and_who_leaves_is_forgotten() {
        let handle = Cancellation::new();
        let mut context = Context::from_waker(Waker::noop());
        let mut stays = pin!(handle.cancelled());
        {
            let mut leaves = pin!(handle.cancelled());
            assert!(stays.as_mut().poll(&mut context).is_pending() && leaves.as_mut().poll(&mut context).is_pending());
            assert!(leaves.as_mut().poll(&mut context).is_pending(), "polled again, it still waits once");
            assert_eq!(handle.state().waiting.len(), 2);
        }
        assert_eq!(handle.state().waiting.len(), 1);
        handle.clone().cancel();
        assert!(handle.is_cancelled() && handle.state().waiting.is_empty());
        assert!(stays.as_mut().poll(&mut context).is_ready());
        assert!(pin!(handle.cancelled()).poll(&mut context).is_ready(), "it stays cancelled");
        assert_eq!(format!("{handle:?}"), "Cancellation { cancelled: true, .. }");
    }

    #[test]
    fn any_of_several_handles_ends_a_call() {
        let (one, other) = (Cancellation::new(), Cancellation::new());
        let mut handles = Cancellations::default();
        handles.add(one.clone());
        handles.add(other.clone());
        let mut watch = handles.watch();
        let mut context = Context::from_waker(Waker::noop());
        assert!(Pin::new(&mut watch).poll(&mut context).is_pending() && !handles.any());
        other.cancel();
        assert!(Pin::new(&mut watch).poll(&mut context).is_ready() && handles.any());
        drop(watch);
        assert!(one.state().waiting.is_empty());
    }
}
