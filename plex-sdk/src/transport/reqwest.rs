//! The transport by reqwest.

use std::time::Duration;

use bytes::{Bytes, BytesMut};

use super::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::error::BuildError;

/// Sends requests with reqwest, over connections that are kept and used again. Needs a Tokio runtime.
///
/// Redirects are not followed, since custom headers such as `X-Plex-Token` would travel along: a redirect is an answer
/// like any other, which [`Options::redirects`](crate::Options::redirects) may follow. Answers are not compressed: none
/// are asked for. Proxies are taken from the environment (`HTTPS_PROXY`, `NO_PROXY`, …), as reqwest does.
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
        Self::with_connect_timeout(None)
    }

    /// A transport with connections of its own, each of which is made within `timeout` or not at all.
    pub(crate) fn with_connect_timeout(timeout: Option<Duration>) -> Result<Self, BuildError> {
        let mut client = reqwest::Client::builder();
        #[cfg(feature = "rustls")]
        {
            client = client.tls_backend_rustls();
        }
        if let Some(timeout) = timeout {
            client = client.connect_timeout(timeout);
        }
        Self::with_builder(client)
    }

    /// A transport by a client that is set up elsewhere but for its redirects: with certificates, a proxy, a resolver or
    /// limits of its own.
    ///
    /// Whatever policy for redirects `client` has is replaced by [none](reqwest::redirect::Policy::none). A client that is
    /// built already is not taken, since nothing tells whether it follows them.
    ///
    /// ```
    /// # fn run() -> Result<(), plex_sdk::BuildError> {
    /// use plex_sdk::{Client, ReqwestTransport};
    ///
    /// let transport = ReqwestTransport::with_builder(reqwest::Client::builder().no_proxy())?;
    /// let plex = Client::builder().client_identifier("one-id-per-install").transport(transport).build()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`BuildError::Transport`] if TLS, the proxy or a certificate cannot be set up.
    pub fn with_builder(client: reqwest::ClientBuilder) -> Result<Self, BuildError> {
        let client = client.redirect(reqwest::redirect::Policy::none()).build();
        client.map(|client| Self { client }).map_err(|error| BuildError::Transport { reason: error.to_string() })
    }

    async fn exchange(
        self,
        request: reqwest::Request,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let mut response = self.client.execute(request).await.map_err(failure)?;
        let mut answer = http::Response::new(Bytes::new());
        *answer.status_mut() = response.status();
        *answer.version_mut() = response.version();
        std::mem::swap(answer.headers_mut(), response.headers_mut());
        let mut body = Body::default();
        let end = read(&mut response, limits.max_body.unwrap_or(usize::MAX), &mut body).await;
        *answer.body_mut() = body.into_bytes();
        match end {
            Ok(()) => Ok(answer),
            Err(error) => Err(error.with_partial(answer)),
        }
    }
}

/// Reads chunk by chunk, so that no more than `limit` bytes are ever held.
async fn read(response: &mut reqwest::Response, limit: usize, body: &mut Body) -> Result<(), TransportError> {
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(TransportError::new(TransportErrorKind::TooLarge));
    }
    while let Some(chunk) = response.chunk().await.map_err(failure)? {
        if chunk.len() > limit - body.len().min(limit) {
            return Err(TransportError::new(TransportErrorKind::TooLarge));
        }
        body.push(chunk);
    }
    Ok(())
}

/// A body in the making. One that comes in one piece is not copied.
#[derive(Default)]
struct Body {
    first: Bytes,
    all: BytesMut,
}

impl Body {
    fn len(&self) -> usize {
        self.first.len() + self.all.len()
    }

    fn push(&mut self, chunk: Bytes) {
        if self.len() == 0 {
            self.first = chunk;
            return;
        }
        if !self.first.is_empty() {
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.all.extend_from_slice(&chunk);
    }

    fn into_bytes(self) -> Bytes {
        if self.all.is_empty() { self.first } else { self.all.freeze() }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        let transport = self.clone();
        Box::pin(async move {
            let mut request = reqwest::Request::try_from(request).map_err(failure)?;
            *request.timeout_mut() = limits.timeout;
            transport.exchange(request, limits).await
        })
    }

    #[cfg(feature = "stream")]
    fn send_stream(&self, request: http::Request<Bytes>, _: Limits) -> super::StreamFuture<'_> {
        let transport = self.clone();
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(failure)?;
            let response = transport.client.execute(request).await.map_err(failure)?;
            let response = http::Response::<reqwest::Body>::from(response);
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
