//! The blocking transport by ureq.

use std::io::{self, Read as _};

use bytes::Bytes;
use ureq::{Agent, AsSendBody, Proxy};

use super::BlockingTransport;
use crate::transport::cause::Cause;
use crate::transport::proxy::Proxies;
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// Sends requests with ureq on the thread that asks, over connections that are kept and used again.
///
/// Redirects are not followed, since custom headers such as `X-Plex-Token` would travel along: a redirect is an answer
/// like any other, which [`Options::redirects`](crate::Options::redirects) may follow. Answers are not compressed: none are
/// asked for. Certificates are checked by the operating system. Proxies are taken from the environment by the same rules as
/// those of the transport by reqwest, and always asked for a tunnel (`CONNECT`), for `http` as well. While a call has a timeout, its host is looked
/// up on a short-lived thread, since a look-up itself cannot be given up.
///
/// Beware of what ureq itself logs, by the crate `log`: at the level debug it writes URLs with their queries, at the level
/// trace all that is sent and received, credentials included. Keep the targets `ureq` and `ureq_proto` at the level info
/// wherever logs are stored. The transport by reqwest has no such log.
#[derive(Clone, Debug)]
pub struct UreqTransport {
    agent: Agent,
    /// Of the environment; `None` where the caller sets up the agent, its proxy included.
    proxies: Option<Proxies>,
}

impl UreqTransport {
    /// A transport with connections of its own.
    pub fn new() -> Self {
        // As many threads as a program commonly has find a connection that is open.
        let config = Agent::config_builder().max_idle_connections_per_host(32).max_idle_connections(64);
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        let config = config.tls_config(tls());
        Self { agent: config.proxy(None).build().new_agent(), proxies: Some(Proxies::from_env()) }
    }

    /// A transport by an agent that is set up elsewhere. What this crate relies on is set for each request: no
    /// redirects, every status is an answer, timeouts.
    pub fn with_agent(agent: Agent) -> Self {
        Self { agent, proxies: None }
    }

    fn exchange(
        &self,
        request: http::Request<impl AsSendBody>,
        limits: Limits,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let proxy = self.proxy(request.uri())?;
        let request = self
            .agent
            .configure_request(request)
            .allow_non_standard_methods(true)
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(limits.timeout)
            .timeout_connect(limits.connect_timeout);
        let request = match proxy {
            Some(proxy) => request.proxy(Some(proxy)).build(),
            None => request.build(),
        };
        let response = self.agent.run(request).map_err(|error| failure(error, TransportErrorKind::Request))?;
        let (mut parts, body) = response.into_parts();
        parts.extensions.clear();
        let mut content = Vec::new();
        let end = read(body, limits.max_body.unwrap_or(usize::MAX), &mut content);
        let answer = http::Response::from_parts(parts, content.into());
        match end {
            Ok(()) => Ok(answer),
            Err(error) => Err(error.with_partial(answer)),
        }
    }
}

impl UreqTransport {
    /// The proxy of the environment for this URL.
    fn proxy(&self, url: &http::Uri) -> Result<Option<Proxy>, TransportError> {
        let refused = |reason| TransportError::new(TransportErrorKind::Other).with_source(reason);
        let Some(proxies) = &self.proxies else { return Ok(None) };
        let (scheme, host) = (url.scheme_str().unwrap_or_default(), url.host().unwrap_or_default());
        match proxies.of(scheme, host).map_err(refused)? {
            // What the error of ureq says might show a password.
            Some(proxy) => {
                Proxy::new(&proxy).map(Some).map_err(|_| refused("the proxy of the environment is not valid"))
            }
            None => Ok(None),
        }
    }
}

/// Reads no more than `limit` bytes; what came before an error is kept.
fn read(body: ureq::Body, limit: usize, content: &mut Vec<u8>) -> Result<(), TransportError> {
    if body.content_length().is_some_and(|length| length > limit as u64) {
        return Err(TransportError::new(TransportErrorKind::TooLarge));
    }
    // One byte more tells whether there is more.
    let read = body.into_reader().take((limit as u64).saturating_add(1)).read_to_end(content);
    read.map_err(|error| failure(error.into(), TransportErrorKind::Body))?;
    if content.len() > limit {
        content.truncate(limit);
        return Err(TransportError::new(TransportErrorKind::TooLarge));
    }
    Ok(())
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
        if body.is_empty() && !crate::transport::has_content(&parts.method) {
            return self.exchange(http::Request::from_parts(parts, ()), limits);
        }
        self.exchange(http::Request::from_parts(parts, &body[..]), limits)
    }
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
    let cause = match &error {
        E::HostNotFound => Some(Cause::Name),
        E::ConnectProxyFailed(_) => Some(Cause::Proxy),
        // An answer that breaks off is no matter of connections, whatever its words.
        _ if phase == TransportErrorKind::Body => None,
        E::Io(error) => Cause::of(error),
        error => Cause::of(error),
    };
    let kind = match &error {
        E::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => TransportErrorKind::ConnectTimeout,
        E::Timeout(_) => TransportErrorKind::Timeout,
        E::HostNotFound | E::ConnectionFailed | E::ConnectProxyFailed(_) | E::TlsRequired | E::Tls(_) => {
            TransportErrorKind::Connect
        }
        #[cfg(feature = "rustls")]
        E::Rustls(_) => TransportErrorKind::Connect,
        #[cfg(feature = "native-tls")]
        E::NativeTls(_) => TransportErrorKind::Connect,
        E::Io(_) if cause.is_some() => TransportErrorKind::Connect,
        E::Io(error) if error.kind() == io::ErrorKind::TimedOut => TransportErrorKind::Timeout,
        E::Io(_) | E::Protocol(_) | E::LargeResponseHeader(..) | E::BodyStalled => phase,
        _ => TransportErrorKind::Other,
    };
    let failure = TransportError::new(kind).because(cause);
    match error {
        // These print the URL, or what a proxy said.
        E::BadUri(_) | E::RequireHttpsOnly(_) | E::ConnectProxyFailed(_) => failure,
        E::Io(error) => failure.with_source(error),
        error => failure.with_source(error),
    }
}
