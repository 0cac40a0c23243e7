//! The client under every generated client, and the one way by which calls go.

mod builder;
#[cfg(feature = "stream")]
mod streaming;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

pub use builder::CoreBuilder;

use crate::clock::{Clock, SleepFuture};
use crate::dispatch::{Driver, dispatch};
use crate::error::{Error, NoError};
use crate::operation::{Operation, OperationInfo};
use crate::options::Options;
use crate::request::RequestParts;
use crate::response::{Answer, Response};
use crate::trace::CallSpan;
use crate::transport::{Limits, Transport, TransportFuture};

/// Options and a transport. Cheap to clone; clones share the connections.
#[derive(Clone)]
pub struct Core {
    options: Options,
    transport: Arc<dyn Transport>,
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

    /// Sends a request and decodes its answer. The future borrows nothing; dropping it cancels the call and leaves
    /// nothing behind.
    ///
    /// # Errors
    ///
    /// Any [`Error`].
    pub fn execute<O: Operation>(
        &self,
        operation: &O,
    ) -> impl Future<Output = Result<O::Output, Error<O::Error>>> + Send + use<O> {
        // All that depends on the operation is here; the rest is compiled once.
        let mut parts = RequestParts::default();
        operation.encode(&mut parts);
        let exchange = self.clone().exchange(O::INFO, parts);
        async move {
            match exchange.await {
                Ok(mut response) => O::decode(&mut response),
                Err(error) => Err(error.widen()),
            }
        }
    }

    /// [`execute`](Core::execute), with status, headers, body and drift beside the value.
    ///
    /// # Errors
    ///
    /// Any [`Error`].
    pub fn execute_for_answer<O: Operation>(
        &self,
        operation: &O,
    ) -> impl Future<Output = Result<Answer<O::Output>, Error<O::Error>>> + Send + use<O> {
        let mut parts = RequestParts::default();
        operation.encode(&mut parts);
        let exchange = self.clone().exchange(O::INFO, parts);
        async move {
            match exchange.await {
                Ok(mut response) => O::decode(&mut response).map(|value| Answer::new(value, response)),
                Err(error) => Err(error.widen()),
            }
        }
    }

    async fn exchange(self, info: &'static OperationInfo, parts: RequestParts) -> Result<Response, Error<NoError>> {
        let span = CallSpan::new(info);
        span.run(dispatch(&self, &self.options, info, parts, &span)).await
    }
}

impl Driver for Core {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        self.transport.send(request, limits)
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        self.clock().sleep(duration)
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
