//! The seam to an HTTP client: one boxed future per request.

#[cfg(feature = "blocking")]
mod blocking;
#[cfg_attr(
    not(any(feature = "reqwest", feature = "blocking")),
    expect(dead_code, reason = "only the transports of this crate look for causes")
)]
mod cause;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod proxy;
#[cfg(feature = "reqwest")]
mod reqwest;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use self::cause::Cause;
use crate::call::Call;
use crate::redirect::Redirected;
use crate::response::Response;

#[cfg(feature = "blocking")]
pub use self::blocking::{BlockingTransport, UreqTransport};
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

/// The answer that is on its way.
pub type TransportFuture<'a> = Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, TransportError>> + Send + 'a>>;

/// An answer on its way whose body comes as a stream.
#[cfg(feature = "stream")]
pub type StreamFuture<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<BodyStream>, TransportError>> + Send + 'a>>;

/// A body as it comes. Dropping it ends the answer.
#[cfg(feature = "stream")]
pub type BodyStream = Pin<Box<dyn futures_core::Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// Something that sends requests: an HTTP client, or a script in a test.
///
/// An implementation sends the request once, as it is, follows no redirects (their targets must not see the
/// credentials), reads the whole body, and obeys `limits` (the client watches over the timeout as well). Any answer with a
/// status is a success here. Dropping the future cancels the request.
///
/// Closures `Fn(http::Request<Bytes>, Limits) -> Result<http::Response<Bytes>, TransportError>` are transports as
/// well, for tests.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and waits for the answer.
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_>;

    /// Sends a request and waits for the head of the answer, whose body comes as a stream of any size and duration: the
    /// client watches over the time until the head. By default the body is awaited and comes in one piece.
    #[cfg(feature = "stream")]
    fn send_stream(&self, request: http::Request<Bytes>, limits: Limits) -> StreamFuture<'_> {
        let answer = self.send(request, limits);
        Box::pin(async move { Ok(answer.await?.map(|body| Box::pin(WholeBody(Some(body))) as BodyStream)) })
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        (**self).send(request, limits)
    }

    #[cfg(feature = "stream")]
    fn send_stream(&self, request: http::Request<Bytes>, limits: Limits) -> StreamFuture<'_> {
        (**self).send_stream(request, limits)
    }
}

impl<F> Transport for F
where
    F: Fn(http::Request<Bytes>, Limits) -> Result<http::Response<Bytes>, TransportError> + Send + Sync + 'static,
{
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        let answer = self(request, limits);
        Box::pin(std::future::ready(answer))
    }
}

/// A body that is there already.
#[cfg(feature = "stream")]
struct WholeBody(Option<Bytes>);

#[cfg(feature = "stream")]
impl futures_core::Stream for WholeBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.take().map(Ok))
    }
}

/// What one request may take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// From the first byte sent to the last byte of the answer; `None` is forever.
    pub timeout: Option<Duration>,
    /// For making a connection, if there is none; `None` is as long as `timeout`.
    pub connect_timeout: Option<Duration>,
    /// The size of the body of the answer in bytes, uncompressed; `None` is any. Beyond it, reading stops and the
    /// answer is [`TransportErrorKind::TooLarge`].
    pub max_body: Option<usize>,
}

/// Whether requests of this method have a body by custom, be it an empty one.
#[cfg(any(feature = "reqwest", feature = "blocking"))]
fn has_content(method: &http::Method) -> bool {
    matches!(*method, http::Method::POST | http::Method::PUT | http::Method::PATCH)
}

/// Why no complete answer came.
pub struct TransportError {
    kind: TransportErrorKind,
    /// Why no connection was made, if that is known.
    cause: Option<Cause>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
    call: Option<Box<Call>>,
    partial: Option<Box<Partial>>,
    redirected: Option<Box<Redirected>>,
}

/// What came of an answer, before and after it is known to which call it belongs.
enum Partial {
    Answer(http::Response<Bytes>),
    Response(Response),
}

/// At which point a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was made: nothing was sent.
    Connect,
    /// No connection was made in time: nothing was sent.
    ConnectTimeout,
    /// The certificate of the server, or of its proxy, is not accepted: nothing was sent. It is not sent again.
    Certificate,
    /// The answer was not complete in time.
    Timeout,
    /// The connection broke, or HTTP was violated, before the headers of the answer were there.
    Request,
    /// The headers of the answer came, the whole body did not.
    Body,
    /// The body of the answer is larger than [`Limits::max_body`].
    TooLarge,
    /// The answer is a redirect that must not be followed, or one too many: see
    /// [`Options::redirects`](crate::Options::redirects).
    Redirect,
    /// A [`Cancellation`](crate::Cancellation) has ended the call.
    Cancelled,
    /// Anything else.
    Other,
}

impl TransportErrorKind {
    /// A word for it, as it stands in logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::ConnectTimeout => "connect_timeout",
            Self::Certificate => "certificate",
            Self::Timeout => "timeout",
            Self::Request => "request",
            Self::Body => "body",
            Self::TooLarge => "too_large",
            Self::Redirect => "redirect",
            Self::Cancelled => "cancelled",
            Self::Other => "other",
        }
    }
}

impl TransportError {
    /// An error of the given kind without a cause.
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, cause: None, source: None, call: None, partial: None, redirected: None }
    }

    /// Adds the cause, to be had from `source()`. Its words are printed: they must hold no secret and no URL.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Adds what did come of the answer: status, headers, and the beginning of the body.
    #[must_use]
    pub fn with_partial(mut self, answer: http::Response<Bytes>) -> Self {
        let redirected = answer.extensions().get::<Redirected>().cloned();
        self.redirected = redirected.map(Box::new).or(self.redirected);
        self.partial = Some(Box::new(Partial::Answer(answer)));
        self
    }

    /// Adds why no connection was made. That of a certificate makes it an error of its own kind.
    #[cfg(any(feature = "reqwest", feature = "blocking"))]
    fn because(mut self, cause: Option<Cause>) -> Self {
        self.cause = cause;
        if cause == Some(Cause::Certificate) {
            self.kind = TransportErrorKind::Certificate;
        }
        self
    }

    /// At which point the request failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the answer was not complete in time.
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind, TransportErrorKind::Timeout | TransportErrorKind::ConnectTimeout)
    }

    /// Whether no connection was made.
    pub fn is_connect(&self) -> bool {
        use TransportErrorKind::{Certificate, Connect, ConnectTimeout};
        matches!(self.kind, Connect | ConnectTimeout | Certificate)
    }

    /// Whether the body of the answer is larger than allowed.
    pub fn is_too_large(&self) -> bool {
        self.kind == TransportErrorKind::TooLarge
    }

    /// Whether a [`Cancellation`](crate::Cancellation) has ended the call.
    pub fn is_cancelled(&self) -> bool {
        self.kind == TransportErrorKind::Cancelled
    }

    /// What came of the answer: status, headers and the beginning of the body. Of a call that was cancelled between two
    /// attempts it is the answer to the first of them.
    pub fn partial(&self) -> Option<&Response> {
        match self.partial.as_deref() {
            Some(Partial::Response(response)) => Some(response),
            _ => None,
        }
    }

    /// Whether the same request may fare better at another time.
    pub(crate) fn is_retryable(&self) -> bool {
        use TransportErrorKind::*;
        match self.kind {
            Connect | ConnectTimeout | Timeout | Request | Body => true,
            Certificate | TooLarge | Redirect | Cancelled | Other => false,
        }
    }

    /// The same trouble, come to an end for another reason.
    pub(crate) fn ended(self, kind: TransportErrorKind) -> Self {
        Self { kind, ..self }
    }

    /// An error of a request to where a redirect led.
    pub(crate) fn of_redirect(mut self, redirected: Option<&Redirected>) -> Self {
        self.redirected = redirected.cloned().map(Box::new);
        self
    }

    pub(crate) fn of(mut self, mut call: Call) -> Self {
        if let Some(redirected) = self.redirected.take() {
            call.redirected_to = Some(redirected.origin);
        }
        self.partial = self.partial.map(|partial| match *partial {
            Partial::Answer(answer) => Box::new(Partial::Response(Response::new(call.clone(), answer))),
            Partial::Response(_) => partial,
        });
        self.call = Some(Box::new(call));
        self
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(call) = &self.call {
            write!(f, "{call}: ")?;
        }
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection could be made",
            TransportErrorKind::ConnectTimeout => "no connection could be made in time",
            TransportErrorKind::Certificate => "no connection could be made",
            TransportErrorKind::Timeout => "no answer came in time",
            TransportErrorKind::Request => "the connection failed before an answer came",
            TransportErrorKind::Body => "the answer is not complete",
            TransportErrorKind::TooLarge => "the body of the answer is larger than allowed",
            TransportErrorKind::Redirect => "the redirect cannot be followed",
            TransportErrorKind::Cancelled => "the call was cancelled",
            TransportErrorKind::Other => "the request failed",
        })?;
        match self.cause {
            Some(cause) if self.is_connect() => write!(f, ": {}", cause.as_str()),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, source, call, .. } = self;
        f.debug_struct("TransportError")
            .field("kind", kind)
            .field("call", call)
            .field("status", &self.partial().map(Response::status))
            .field("source", source)
            .finish()
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}
