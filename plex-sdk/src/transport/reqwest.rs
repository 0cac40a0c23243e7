//! The transport by reqwest.

use bytes::Bytes;

use super::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::error::BuildError;

/// Sends requests with reqwest, over connections that are kept and used again. Needs a Tokio runtime.
///
/// Redirects are not followed, since custom headers such as `X-Plex-Token` would travel along: a redirect is an answer
/// like any other. Proxies are taken from the environment (`HTTPS_PROXY`, `NO_PROXY`, …), as reqwest does.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with connections of its own.
    ///
    /// # Errors
    ///
    /// [`BuildError::Transport`] if TLS cannot be set up.
    pub fn new() -> Result<Self, BuildError> {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        client.map(Self::with_client).map_err(|error| BuildError::Transport { reason: error.to_string() })
    }

    /// A transport by a client that is set up elsewhere. It should not follow redirects to other origins.
    pub fn with_client(client: reqwest::Client) -> Self {
        Self { client }
    }

    async fn exchange(self, request: reqwest::Request) -> Result<http::Response<Bytes>, TransportError> {
        let mut response = self.client.execute(request).await.map_err(failure)?;
        let mut answer = http::Response::new(Bytes::new());
        *answer.status_mut() = response.status();
        *answer.version_mut() = response.version();
        std::mem::swap(answer.headers_mut(), response.headers_mut());
        *answer.body_mut() = response.bytes().await.map_err(failure)?;
        Ok(answer)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        let transport = self.clone();
        Box::pin(async move {
            let mut request = reqwest::Request::try_from(request).map_err(failure)?;
            *request.timeout_mut() = limits.timeout;
            transport.exchange(request).await
        })
    }

    #[cfg(feature = "stream")]
    fn send_stream(&self, request: http::Request<Bytes>, limits: Limits) -> super::StreamFuture<'_> {
        let transport = self.clone();
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(failure)?;
            // The client's own limit would end the stream as well.
            let head = transport.client.execute(request);
            let response = match limits.timeout {
                Some(timeout) => tokio::time::timeout(timeout, head)
                    .await
                    .map_err(|_| TransportError::new(TransportErrorKind::Timeout))?,
                None => head.await,
            };
            let response = http::Response::<reqwest::Body>::from(response.map_err(failure)?);
            Ok(response.map(|body| Box::pin(Frames(body)) as super::BodyStream))
        })
    }
}

/// The pieces of a body.
#[cfg(feature = "stream")]
struct Frames(reqwest::Body);

#[cfg(feature = "stream")]
impl futures_core::Stream for Frames {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        use http_body::Body as _;
        use std::task::{Poll, ready};
        loop {
            return match ready!(std::pin::Pin::new(&mut self.0).poll_frame(context)) {
                // Trailers are of no interest.
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => Poll::Ready(Some(Ok(data))),
                    Err(_) => continue,
                },
                Some(Err(error)) => Poll::Ready(Some(Err(failure(error)))),
                None => Poll::Ready(None),
            };
        }
    }
}

/// reqwest puts the URL into its messages, query and all; here it is taken out.
fn failure(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_body() || error.is_decode() {
        TransportErrorKind::Body
    } else if error.is_request() {
        TransportErrorKind::Request
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind).with_source(error.without_url())
}
