//! The client under every generated blocking client.

use std::fmt;
use std::sync::Arc;

use crate::core::CoreBuilder;
use crate::error::{BuildError, Error, NoError};
use crate::operation::{Operation, OperationInfo};
use crate::options::Options;
use crate::prepare::prepare;
use crate::request::RequestParts;
use crate::response::Response;
use crate::transport::{BlockingTransport, UreqTransport};

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

    fn exchange(&self, info: &'static OperationInfo, parts: RequestParts) -> Result<Response, Error<NoError>> {
        let prepared = prepare(&self.options, info, parts)?;
        match self.transport.send(prepared.request, prepared.limits) {
            Ok(answer) => Ok(Response::new(prepared.call, answer)),
            Err(error) => Err(error.of(prepared.call).into()),
        }
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
