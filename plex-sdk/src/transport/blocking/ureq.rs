//! The blocking transport by ureq.

use std::io::{self, Read as _};

use bytes::Bytes;
use http::Method;
use ureq::{Agent, AsSendBody};

use super::BlockingTransport;
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// Sends requests with ureq on the thread that asks, over connections that are kept and used again.
///
/// Redirects are not followed, since custom headers such as `X-Plex-Token` would travel along: a redirect is an answer
/// like any other. Certificates are checked by the operating system, and proxies are taken from the environment
/// (`HTTPS_PROXY`, `NO_PROXY`, …), both as [`ReqwestTransport`](crate::ReqwestTransport) does. A name is looked up on a
/// thread of its own, as operating systems have no other way to give up in time; no thread outlives that.
#[derive(Clone, Debug)]
pub struct UreqTransport {
    agent: Agent,
}

impl UreqTransport {
    /// A transport with connections of its own.
    pub fn new() -> Self {
        let config = Agent::config_builder();
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        let config = config.tls_config(tls());
        Self::with_agent(config.build().new_agent())
    }

    /// A transport by an agent that is set up elsewhere. What this crate relies on is set for each request: no
    /// redirects, every status is an answer, timeouts.
    pub fn with_agent(agent: Agent) -> Self {
        Self { agent }
    }

    fn exchange(
        &self,
        request: http::Request<impl AsSendBody>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let request = self
            .agent
            .configure_request(request)
            .allow_non_standard_methods(true)
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(limits.timeout)
            .timeout_connect(limits.connect_timeout)
            .build();
        let response = self.agent.run(request).map_err(|error| failure(error, TransportErrorKind::Request))?;
        let (mut parts, body) = response.into_parts();
        parts.extensions.clear();
        let mut answer = http::Response::from_parts(parts, Bytes::new());
        let mut content = Vec::new();
        let read = read(body, limits.max_body, &mut content);
        *answer.body_mut() = content.into();
        match read {
            Ok(()) => Ok(answer),
            Err(error) => Err(error.with_partial(answer)),
        }
    }
}

impl Default for UreqTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl BlockingTransport for UreqTransport {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> Result<http::Response<Bytes>, TransportError> {
        let (parts, body) = request.into_parts();
        // Servers may refuse a `Content-Length` where a body means nothing.
        if body.is_empty() && !matches!(parts.method, Method::POST | Method::PUT | Method::PATCH) {
            return self.exchange(http::Request::from_parts(parts, ()), limits);
        }
        self.exchange(http::Request::from_parts(parts, &body[..]), limits)
    }
}

/// Reads up to the limit; what has come until an error is kept.
fn read(body: ureq::Body, limit: Option<usize>, content: &mut Vec<u8>) -> Result<(), TransportError> {
    let mut reader = body.into_with_config().limit(u64::MAX).reader();
    let broken = |error| failure(ureq::Error::from(error), TransportErrorKind::Body);
    match limit {
        None => reader.read_to_end(content).map_err(broken)?,
        Some(limit) => reader.by_ref().take(limit as u64).read_to_end(content).map_err(broken)?,
    };
    // Whether there is more can only be seen by reading on.
    if limit == Some(content.len()) && reader.read(&mut [0]).map_err(broken)? > 0 {
        return Err(TransportError::new(TransportErrorKind::TooLarge));
    }
    Ok(())
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn tls() -> ureq::tls::TlsConfig {
    use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
    let provider = if cfg!(feature = "rustls") { TlsProvider::Rustls } else { TlsProvider::NativeTls };
    TlsConfig::builder().provider(provider).root_certs(RootCerts::PlatformVerifier).build()
}

/// `phase` is what broke unless the error says otherwise.
fn failure(error: ureq::Error, phase: TransportErrorKind) -> TransportError {
    use ureq::Error as E;
    let kind = match &error {
        E::Timeout(_) => TransportErrorKind::Timeout,
        E::HostNotFound | E::ConnectionFailed | E::ConnectProxyFailed(_) | E::TlsRequired | E::Tls(_) => {
            TransportErrorKind::Connect
        }
        #[cfg(feature = "rustls")]
        E::Rustls(_) => TransportErrorKind::Connect,
        #[cfg(feature = "native-tls")]
        E::NativeTls(_) => TransportErrorKind::Connect,
        E::Io(error) if is_connect(error) => TransportErrorKind::Connect,
        E::Io(error) if error.kind() == io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
        E::Io(_) | E::Protocol(_) | E::LargeResponseHeader(..) | E::BodyStalled => phase,
        _ => TransportErrorKind::Other,
    };
    match error {
        // These print the URL, or what a proxy said.
        E::BadUri(_) | E::RequireHttpsOnly(_) | E::ConnectProxyFailed(_) => TransportError::new(kind),
        E::Io(error) => TransportError::new(kind).with_source(error),
        error => TransportError::new(kind).with_source(error),
    }
}

/// Whether it says for sure that no connection was made.
fn is_connect(error: &io::Error) -> bool {
    use io::ErrorKind as K;
    let refused = [K::ConnectionRefused, K::HostUnreachable, K::NetworkUnreachable, K::AddrNotAvailable];
    // The standard library has no kind for names that cannot be looked up; Windows has numbers for it.
    let unknown_name =
        || matches!(error.raw_os_error(), Some(11001..=11004)) || error.to_string().contains("lookup address");
    refused.contains(&error.kind()) || unknown_name()
}
