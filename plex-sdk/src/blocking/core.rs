//! The client under every generated blocking client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::block_on::block_on;
use crate::clock::{Clock, SleepFuture};
use crate::core::CoreBuilder;
use crate::dispatch::{Driver, dispatch};
use crate::error::{BuildError, Error, NoError};
use crate::operation::{Operation, OperationInfo};
use crate::options::Options;
use crate::request::RequestParts;
use crate::response::{Answer, Response};
use crate::trace::CallSpan;
use crate::transport::{BlockingTransport, Limits, TransportFuture, UreqTransport};

/// Options and a transport that waits. Cheap to clone; clones share the connections.
#[derive(Clone)]
pub struct Core {
    options: Options,
    transport: Arc<dyn BlockingTransport>,
}

impl Core {
    /// The options of every call.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// A client with other options and the same connections.
    ///
    /// What is wrong with the new options is reported by the calls, as [`Error::InvalidRequest`].
    #[must_use]
    pub fn with(&self, change: impl FnOnce(Options) -> Options) -> Self {
        Self { options: change(self.options.clone()), transport: Arc::clone(&self.transport) }
    }

    /// Sends a request, waits for its answer and decodes it.
    ///
    /// # Errors
    ///
    /// Any [`Error`].
    pub fn execute<O: Operation>(&self, operation: &O) -> Result<O::Output, Error<O::Error>> {
        let mut parts = RequestParts::default();
        operation.encode(&mut parts);
        match self.exchange(O::INFO, parts) {
            Ok(mut response) => O::decode(&mut response),
            Err(error) => Err(error.widen()),
        }
    }

    /// [`execute`](Core::execute), with status, headers, body and drift beside the value.
    ///
    /// # Errors
    ///
    /// Any [`Error`].
    pub fn execute_for_answer<O: Operation>(&self, operation: &O) -> Result<Answer<O::Output>, Error<O::Error>> {
        let mut parts = RequestParts::default();
        operation.encode(&mut parts);
        match self.exchange(O::INFO, parts) {
            Ok(mut response) => O::decode(&mut response).map(|value| Answer::new(value, response)),
            Err(error) => Err(error.widen()),
        }
    }

    /// The same way as that of the client that does not wait; all that it waits for is ready at once, except for a
    /// turn among other threads.
    fn exchange(&self, info: &'static OperationInfo, parts: RequestParts) -> Result<Response, Error<NoError>> {
        let span = CallSpan::new(info);
        block_on(span.run(dispatch(self, &self.options, info, parts, &span)))
    }
}

impl Driver for Core {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        Box::pin(async move { self.transport.send(request, limits) })
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        let settings = self.options.settings();
        let (clock, cancellations) = (settings.clock.clone(), settings.cancellations.clone());
        Box::pin(async move { clock.0.block(duration, &|| cancellations.any()) })
    }

    fn timer(&self, duration: Duration) -> SleepFuture {
        self.clock().sleep_outside(duration)
    }

    fn clock(&self) -> &dyn Clock {
        &*self.options.settings().clock.0
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core").field("options", &self.options).finish_non_exhaustive()
    }
}

impl CoreBuilder {
    /// What sends the requests of a client that waits; by default ureq.
    pub fn blocking_transport(mut self, transport: impl BlockingTransport) -> Self {
        self.blocking_transport = Some(Arc::new(transport));
        self
    }

    /// The client whose calls wait.
    ///
    /// # Errors
    ///
    /// If the options are not valid.
    pub fn build_blocking(self) -> Result<Core, BuildError> {
        let transport = self.blocking_transport.clone().unwrap_or_else(|| Arc::new(UreqTransport::new()));
        Ok(Core { options: self.options()?, transport })
    }
}
