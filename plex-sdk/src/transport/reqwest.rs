//! The transport by reqwest.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::runtime::{Handle, Id};

use super::cause::Cause;
use super::proxy::Proxies;
use super::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::error::BuildError;

/// Sends requests with reqwest, over connections that are kept and used again. Needs a Tokio runtime with I/O and time.
///
/// Redirects are not followed, since custom headers such as `X-Plex-Token` would travel along: a redirect is an answer
/// like any other, which [`Options::redirects`](crate::Options::redirects) may follow. Answers are not compressed: none
/// are asked for.
///
/// Proxies are taken from the environment by the rules of curl: `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, and `NO_PROXY`
/// with domains, addresses and networks. A proxy that is neither `http` nor `https` is an error before anything is sent.
///
/// Connections belong to the runtime that made them, and end with it. Each runtime has connections of its own; those of
/// the last few are kept.
#[derive(Clone)]
pub struct ReqwestTransport {
    shared: Arc<Shared>,
}

struct Shared {
    build: Box<dyn Fn() -> reqwest::ClientBuilder + Send + Sync>,
    /// Of the environment; `None` where the caller sets up the client, proxies included.
    proxies: Option<Proxies>,
    /// The most recent runtime last. A client that no runtime has used yet belongs to none.
    clients: Mutex<Vec<(Option<Id>, reqwest::Client)>>,
}

/// How many runtimes have connections at the same time.
const RUNTIMES: usize = 16;

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
        let proxies = Proxies::from_env();
        let chosen = proxies.clone();
        let build = move || {
            let chosen = chosen.clone();
            // What is of no use is refused before anything is sent.
            let proxy =
                move |url: &reqwest::Url| chosen.of(url.scheme(), url.host_str().unwrap_or_default()).ok().flatten();
            let client = reqwest::Client::builder().no_proxy().proxy(reqwest::Proxy::custom(proxy));
            #[cfg(feature = "rustls")]
            let client = client.tls_backend_rustls();
            match timeout {
                Some(timeout) => client.connect_timeout(timeout),
                None => client,
            }
        };
        Self::set_up(build, Some(proxies))
    }

    /// A transport whose connections are set up by the caller: certificates, client certificates, proxies, resolvers,
    /// addresses, connect timeouts. `build` is called now, and again for each runtime that uses the transport.
    ///
    /// What this crate relies on is set after it, and cannot be changed by it: no redirects, no `Referer`, no compressed
    /// answers, no retries.
    ///
    /// ```
    /// # fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let transport = plex_sdk::ReqwestTransport::with_builder(|| {
    ///     reqwest::Client::builder().connect_timeout(std::time::Duration::from_secs(2)).no_proxy()
    /// })?;
    /// let plex = plex_sdk::Client::builder().client_identifier("one-id-per-install").transport(transport).build()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`BuildError::Transport`] if the client cannot be set up.
    pub fn with_builder(
        build: impl Fn() -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Result<Self, BuildError> {
        Self::set_up(build, None)
    }

    fn set_up(
        build: impl Fn() -> reqwest::ClientBuilder + Send + Sync + 'static,
        proxies: Option<Proxies>,
    ) -> Result<Self, BuildError> {
        let client = finish(build()).map_err(|error| BuildError::Transport { reason: error.to_string() })?;
        let shared = Shared { build: Box::new(build), proxies, clients: Mutex::new(vec![(None, client)]) };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// The client of the runtime that this is called in.
    fn client(&self) -> Result<reqwest::Client, TransportError> {
        let runtime = Handle::try_current().map_err(|_| needs_runtime())?.id();
        let mut clients = self.shared.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let known = clients.iter().position(|(owner, _)| owner.is_none_or(|owner| owner == runtime));
        let client = match known {
            Some(index) => clients.remove(index).1,
            None => finish((self.shared.build)()).map_err(failure)?,
        };
        if clients.len() >= RUNTIMES {
            clients.remove(0);
        }
        clients.push((Some(runtime), client.clone()));
        Ok(client)
    }

    /// The request in the terms of reqwest.
    fn request(&self, request: http::Request<Bytes>) -> Result<reqwest::Request, TransportError> {
        if let Some(proxies) = &self.shared.proxies {
            let scheme = request.uri().scheme_str().unwrap_or_default();
            let proxy = proxies.of(scheme, request.uri().host().unwrap_or_default());
            proxy.map_err(|reason| TransportError::new(TransportErrorKind::Other).with_source(reason))?;
        }
        let bare = request.body().is_empty() && super::has_content(request.method());
        let mut request = reqwest::Request::try_from(request).map_err(failure)?;
        if bare {
            // Strict servers answer 411 without it.
            request.headers_mut().insert(http::header::CONTENT_LENGTH, http::HeaderValue::from_static("0"));
        }
        Ok(request)
    }

    async fn exchange(
        self,
        request: reqwest::Request,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let mut response = self.client()?.execute(request).await.map_err(failure)?;
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
        Box::pin(Guarded(Box::pin(async move {
            let mut request = transport.request(request)?;
            *request.timeout_mut() = limits.timeout;
            transport.exchange(request, limits).await
        })))
    }

    #[cfg(feature = "stream")]
    fn send_stream(&self, request: http::Request<Bytes>, _: Limits) -> super::StreamFuture<'_> {
        let transport = self.clone();
        Box::pin(Guarded(Box::pin(async move {
            let request = transport.request(request)?;
            let response = transport.client()?.execute(request).await.map_err(failure)?;
            let response = http::Response::<reqwest::Body>::from(response);
            Ok(response.map(|body| Box::pin(Frames(body)) as super::BodyStream))
        })))
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

/// Sets what must not be otherwise, last.
fn finish(builder: reqwest::ClientBuilder) -> reqwest::Result<reqwest::Client> {
    let builder = builder.redirect(reqwest::redirect::Policy::none()).referer(false).retry(reqwest::retry::never());
    builder.no_gzip().no_brotli().no_zstd().no_deflate().build()
}

fn needs_runtime() -> TransportError {
    let reason = "the transport by reqwest needs a Tokio runtime with I/O and time enabled (`enable_all`)";
    TransportError::new(TransportErrorKind::Other).with_source(reason)
}

/// A future that ends with an error where Tokio panics: in a runtime without I/O or time.
struct Guarded<T>(Pin<Box<dyn Future<Output = Result<T, TransportError>> + Send>>);

impl<T> Future for Guarded<T> {
    type Output = Result<T, TransportError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let polled = catch_unwind(AssertUnwindSafe(|| self.0.as_mut().poll(context)));
        polled.unwrap_or_else(|_| Poll::Ready(Err(needs_runtime())))
    }
}

/// The pieces of a body.
#[cfg(feature = "stream")]
struct Frames(reqwest::Body);

#[cfg(feature = "stream")]
impl futures_core::Stream for Frames {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        use http_body::Body as _;
        use std::task::ready;
        loop {
            return match ready!(Pin::new(&mut self.0).poll_frame(context)) {
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
    let error = error.without_url();
    let cause = if error.is_connect() { Cause::of(&error) } else { None };
    let kind = if error.is_timeout() {
        if error.is_connect() { TransportErrorKind::ConnectTimeout } else { TransportErrorKind::Timeout }
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_body() || error.is_decode() {
        TransportErrorKind::Body
    } else if error.is_request() {
        TransportErrorKind::Request
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind).because(cause).with_source(error)
}
