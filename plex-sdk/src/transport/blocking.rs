//! The seam to an HTTP client that waits.

mod ureq;

use std::sync::Arc;

use bytes::Bytes;

use super::{Limits, TransportError};

pub use self::ureq::UreqTransport;

/// Something that sends requests and waits for the answers: an HTTP client, or a script in a test.
///
/// An implementation sends the request once, as it is, follows no redirects (their targets must not see the
/// credentials), reads the whole body, and obeys `limits`. Any answer with a status is a success here.
///
/// Closures `Fn(http::Request<Bytes>, Limits) -> Result<http::Response<Bytes>, TransportError>` are transports as
/// well.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends a request and waits for the answer.
    ///
    /// # Errors
    ///
    /// If no complete answer came.
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> Result<http::Response<Bytes>, TransportError>;
}

impl<T: BlockingTransport + ?Sized> BlockingTransport for Arc<T> {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> Result<http::Response<Bytes>, TransportError> {
        (**self).send(request, limits)
    }
}

impl<F> BlockingTransport for F
where
    F: Fn(http::Request<Bytes>, Limits) -> Result<http::Response<Bytes>, TransportError> + Send + Sync + 'static,
{
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> Result<http::Response<Bytes>, TransportError> {
        self(request, limits)
    }
}
