//! Collects options and a transport.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::Core;
use crate::credentials::{ClientCredentials, TokenProvider};
use crate::error::BuildError;
use crate::json::ToJson;
use crate::operation::Global;
use crate::options::Options;
use crate::retry::Retry;
use crate::secret::Secret;
use crate::security::SecurityScheme;
use crate::server::ServerInfo;
use crate::transport::Transport;

/// Builds a [`Core`]. The setters are those of [`Options`].
#[derive(Clone)]
#[must_use = "a builder does nothing until it builds"]
pub struct CoreBuilder {
    options: Options,
    transport: Option<Arc<dyn Transport>>,
    #[cfg(feature = "blocking")]
    pub(crate) blocking_transport: Option<Arc<dyn crate::transport::BlockingTransport>>,
}

impl CoreBuilder {
    /// The defaults, with the servers that the description names.
    pub fn new(servers: &'static [ServerInfo]) -> Self {
        Self {
            options: Options::new(servers),
            transport: None,
            #[cfg(feature = "blocking")]
            blocking_transport: None,
        }
    }

    /// See [`Options::server`].
    pub fn server(self, url: impl Into<String>) -> Self {
        self.with(|options| options.server(url))
    }

    /// See [`Options::server_index`].
    pub fn server_index(self, index: usize) -> Self {
        self.with(|options| options.server_index(index))
    }

    /// See [`Options::server_variable`].
    pub fn server_variable(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with(|options| options.server_variable(name, value))
    }

    /// See [`Options::operation_server_variable`].
    pub fn operation_server_variable(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with(|options| options.operation_server_variable(name, value))
    }

    /// See [`Options::operation_server`].
    pub fn operation_server(self, described: impl Into<String>, url: impl Into<String>) -> Self {
        self.with(|options| options.operation_server(described, url))
    }

    /// Which servers operations are described with, by their URLs: no others can be
    /// [replaced](Options::operation_server).
    pub fn known_operation_servers(self, urls: &'static [&'static str]) -> Self {
        self.with(|options| options.known_operation_servers(urls))
    }

    /// See [`Options::all_servers_at`].
    pub fn all_servers_at(self, url: impl Into<String>) -> Self {
        self.with(|options| options.all_servers_at(url))
    }

    /// See [`Options::force_server`].
    pub fn force_server(self, url: impl Into<String>) -> Self {
        self.with(|options| options.force_server(url))
    }

    /// See [`Options::credential`].
    pub fn credential(self, scheme: SecurityScheme, secret: impl Into<Secret>) -> Self {
        self.with(|options| options.credential(scheme, secret))
    }

    /// See [`Options::basic_credential`].
    pub fn basic_credential(
        self,
        scheme: SecurityScheme,
        user: impl Into<String>,
        password: impl Into<Secret>,
    ) -> Self {
        self.with(|options| options.basic_credential(scheme, user, password))
    }

    /// See [`Options::global`].
    pub fn global(self, global: Global, value: &dyn ToJson) -> Self {
        self.with(|options| options.global(global, value))
    }

    /// See [`Options::timeout`].
    pub fn timeout(self, timeout: impl Into<Option<Duration>>) -> Self {
        self.with(|options| options.timeout(timeout))
    }

    /// See [`Options::header`].
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(|options| options.header(name, value))
    }

    /// See [`Options::user_agent`].
    pub fn user_agent(self, product: impl Into<String>) -> Self {
        self.with(|options| options.user_agent(product))
    }

    /// See [`Options::credential_provider`].
    pub fn credential_provider(self, scheme: SecurityScheme, provider: impl TokenProvider) -> Self {
        self.with(|options| options.credential_provider(scheme, provider))
    }

    /// See [`Options::client_credentials`].
    pub fn client_credentials(self, scheme: SecurityScheme, credentials: ClientCredentials) -> Self {
        self.with(|options| options.client_credentials(scheme, credentials))
    }

    /// See [`Options::retry`].
    pub fn retry(self, retry: Retry) -> Self {
        self.with(|options| options.retry(retry))
    }

    /// Changes any of the options.
    pub fn with(mut self, change: impl FnOnce(Options) -> Options) -> Self {
        self.options = change(self.options);
        self
    }

    /// What sends the requests; by default reqwest, if that feature is on.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// If the options are not valid, or there is no transport.
    pub fn build(self) -> Result<Core, BuildError> {
        self.options.check()?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&self.options)?,
        };
        Ok(Core { options: self.options, transport })
    }

    /// The options alone, to make requests for another HTTP client.
    ///
    /// # Errors
    ///
    /// If they are not valid.
    pub fn options(self) -> Result<Options, BuildError> {
        self.options.check()?;
        Ok(self.options)
    }
}

impl fmt::Debug for CoreBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CoreBuilder").field("options", &self.options).finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(options: &Options) -> Result<Arc<dyn Transport>, BuildError> {
    let timeout = options.settings().connect_timeout;
    Ok(Arc::new(crate::transport::ReqwestTransport::with_connect_timeout(timeout)?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: &Options) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}
