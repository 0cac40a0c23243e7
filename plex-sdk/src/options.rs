//! All that a call takes from its client: servers, credentials, globals, headers and limits.

mod credentials;
mod reading;
mod sending;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use crate::cancellation::Cancellations;
use crate::clock::SharedClock;
use crate::credentials::Provider;
use crate::error::{BuildError, InvalidRequest, RequestProblem};
use crate::gate::Gate;
use crate::hooks::Hooks;
use crate::json::ToJson;
use crate::operation::{Global, Operation};
use crate::prepare::prepare;
use crate::request::{RequestParts, header};
use crate::response::Reading;
use crate::retry::{Retry, RetryBudget};
use crate::security::{Credential, SecurityScheme};
use crate::server::{ServerChoice, ServerInfo};
use crate::url::{BaseUrl, redact};

/// How long a call may take unless told otherwise.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long making a connection may take unless told otherwise.
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const USER_AGENT: &str = concat!("plex-sdk/", env!("CARGO_PKG_VERSION"));

/// The settings of a client, without a connection. Cheap to clone.
///
/// Setters never fail: what is wrong is reported when a client is built, or when a request is made.
#[derive(Clone)]
pub struct Options {
    settings: Arc<Settings>,
}

#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) described: &'static [ServerInfo],
    pub(crate) choice: ServerChoice,
    /// Follows from the two above.
    pub(crate) base: Result<BaseUrl, BuildError>,
    /// For the variables that only servers of operations have.
    pub(crate) operation_variables: Vec<(String, String)>,
    /// The servers that operations are described with; `None` where nobody said which.
    pub(crate) known_operation_servers: Option<&'static [&'static str]>,
    /// Instead of which described server of an operation which URL.
    pub(crate) operation_servers: Vec<(String, Result<BaseUrl, BuildError>)>,
    /// Where all servers are, with the paths that they have.
    pub(crate) relocated: Option<Result<BaseUrl, BuildError>>,
    pub(crate) forced: Option<Result<BaseUrl, BuildError>>,
    pub(crate) credentials: Vec<(&'static str, Credential)>,
    pub(crate) providers: Vec<(&'static str, Provider)>,
    pub(crate) globals: Vec<(Global, RequestParts)>,
    pub(crate) headers: HeaderMap,
    pub(crate) user_agent: String,
    pub(crate) retry: Option<Retry>,
    /// Instead of the number in the policy.
    pub(crate) retries: Option<u32>,
    pub(crate) budget: Option<RetryBudget>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) gate: Option<Gate>,
    pub(crate) redirects: u32,
    pub(crate) cancellations: Cancellations,
    pub(crate) hooks: Hooks,
    pub(crate) clock: SharedClock,
    /// The first thing that was wrong with a header or a credential.
    pub(crate) problem: Option<BuildError>,
    pub(crate) reading: Reading,
}

impl Options {
    /// The defaults, with the servers that the description names.
    pub fn new(servers: &'static [ServerInfo]) -> Self {
        let choice = ServerChoice::default();
        let settings = Settings {
            base: choice.resolve(servers),
            described: servers,
            choice,
            operation_variables: Vec::new(),
            known_operation_servers: None,
            operation_servers: Vec::new(),
            relocated: None,
            forced: None,
            credentials: Vec::new(),
            providers: Vec::new(),
            globals: Vec::new(),
            headers: HeaderMap::new(),
            user_agent: USER_AGENT.to_owned(),
            retry: None,
            retries: None,
            budget: Some(RetryBudget::default()),
            timeout: Some(DEFAULT_TIMEOUT),
            attempt_timeout: None,
            connect_timeout: Some(DEFAULT_CONNECT_TIMEOUT),
            gate: None,
            redirects: 0,
            cancellations: Cancellations::default(),
            hooks: Hooks::default(),
            clock: SharedClock::default(),
            problem: None,
            reading: Reading::default(),
        };
        Self { settings: Arc::new(settings) }
    }

    /// Encodes a request that any HTTP client can send; [`Operation::response`] reads the answer.
    ///
    /// # Errors
    ///
    /// If an argument cannot be sent, or a required credential or global parameter is not set.
    pub fn request<O: Operation>(&self, operation: &O) -> Result<http::Request<Bytes>, InvalidRequest> {
        let mut parts = RequestParts::default();
        operation.encode(&mut parts);
        prepare(self, O::INFO, parts).map(|prepared| prepared.request)
    }

    /// The base URL of all operations that name no servers themselves, instead of the described ones. Their relative
    /// servers are joined to it: `/v2` replaces its path, `v2` goes below it.
    #[must_use]
    pub fn server(self, url: impl Into<String>) -> Self {
        self.choose(|choice| choice.url = Some(url.into()))
    }

    /// Chooses among the described servers, in their order, from 0.
    #[must_use]
    pub fn server_index(self, index: usize) -> Self {
        self.choose(|choice| choice.index = Some(index))
    }

    /// Sets a variable of a described server. Without [`server_index`](Self::server_index), the first server that has
    /// all the variables that are set is taken.
    #[must_use]
    pub fn server_variable(self, name: &'static str, value: impl Into<String>) -> Self {
        self.choose(|choice| {
            choice.variables.retain(|(other, _)| other != name);
            choice.variables.push((name.to_owned(), value.into()));
        })
    }

    /// Sets a variable that only operations with servers of their own have; those without it do not mind. A value that
    /// is not allowed is reported by the calls it concerns.
    #[must_use]
    pub fn operation_server_variable(self, name: &'static str, value: impl Into<String>) -> Self {
        self.change(|settings| {
            settings.operation_variables.retain(|(other, _)| other != name);
            settings.operation_variables.push((name.to_owned(), value.into()));
        })
    }

    /// Replaces one server of operations that name their own. `described` is its URL as described.
    ///
    /// A URL that no operation is described with is [`BuildError::UnknownOperationServer`], when a client is built and for
    /// each call: what was to go elsewhere must not go to the described server.
    #[must_use]
    pub fn operation_server(self, described: impl Into<String>, url: impl Into<String>) -> Self {
        let described = described.into().trim_end_matches('/').to_owned();
        let url = BaseUrl::parse(&url.into());
        self.change(|settings| {
            settings.operation_servers.retain(|(other, _)| *other != described);
            settings.operation_servers.push((described, url));
        })
    }

    /// Sends all operations to the server at `url`, below the paths that their own servers are described with:
    /// `https://plex.tv/api/v2` becomes `http://127.0.0.1:8000/api/v2`. For stand-ins in tests.
    #[must_use]
    pub fn all_servers_at(self, url: impl Into<String>) -> Self {
        let url = BaseUrl::parse(&url.into());
        self.change(|settings| settings.relocated = Some(url))
    }

    /// Which servers operations are described with: no others can be [replaced](Self::operation_server).
    #[must_use]
    pub(crate) fn known_operation_servers(self, urls: &'static [&'static str]) -> Self {
        self.change(|settings| settings.known_operation_servers = Some(urls))
    }

    /// Sends all operations to one base URL, whatever servers are described: for stand-ins in tests.
    #[must_use]
    pub fn force_server(self, url: impl Into<String>) -> Self {
        let url = BaseUrl::parse(&url.into());
        self.change(|settings| settings.forced = Some(url))
    }

    /// A parameter for all operations that declare it; `null` takes it back.
    #[must_use]
    pub fn global(self, global: Global, value: &dyn ToJson) -> Self {
        let parts = global.encode(value);
        self.change(|settings| {
            settings.globals.retain(|(other, _)| !other.is_same(&global));
            settings.globals.extend(parts.map(|parts| (global, parts)));
        })
    }

    /// A header for all operations. Headers that an operation or a credential sets go before it.
    #[must_use]
    pub fn header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        let header = header(&name, &value.into(), false);
        self.change(|settings| match header {
            Some((name, value)) => {
                settings.headers.insert(name, value);
            }
            None => {
                settings.problem.get_or_insert(BuildError::InvalidHeader { name });
            }
        })
    }

    /// The application's own part of `User-Agent`, in front of `plex-sdk/<version>`: `My-App/1.0`. None, if it is empty.
    #[must_use]
    pub fn user_agent(self, product: impl Into<String>) -> Self {
        let user_agent = format!("{} {USER_AGENT}", product.into()).trim_start().to_owned();
        if header("user-agent", &user_agent, false).is_none() {
            let error = BuildError::InvalidHeader { name: "User-Agent".to_owned() };
            return self.change(|settings| {
                settings.problem.get_or_insert(error);
            });
        }
        self.change(|settings| settings.user_agent = user_agent)
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether requests can be made at all.
    pub(crate) fn check(&self) -> Result<(), BuildError> {
        let settings = &*self.settings;
        let overrides = settings.operation_servers.iter().map(|(_, url)| url);
        for url in overrides.chain(&settings.forced).chain(&settings.relocated) {
            url.as_ref().map_err(Clone::clone)?;
        }
        settings.check_operation_servers()?;
        if settings.forced.is_none() && settings.relocated.is_none() {
            settings.base.as_ref().map_err(Clone::clone)?;
        }
        for problem in settings.globals.iter().flat_map(|(_, parts)| &parts.problems) {
            if let RequestProblem::Header { name } = problem {
                return Err(BuildError::InvalidHeader { name: name.clone() });
            }
        }
        settings.problem.clone().map_or(Ok(()), Err)
    }

    fn choose(self, change: impl FnOnce(&mut ServerChoice)) -> Self {
        self.change(|settings| {
            change(&mut settings.choice);
            settings.base = settings.choice.resolve(settings.described);
        })
    }

    fn change(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(Arc::make_mut(&mut self.settings));
        self
    }
}

impl Settings {
    /// Whether all servers are described that are to be replaced.
    pub(crate) fn check_operation_servers(&self) -> Result<(), BuildError> {
        let Some(known) = self.known_operation_servers else { return Ok(()) };
        let unknown = self.operation_servers.iter().map(|(url, _)| url);
        let unknown = unknown.filter(|url| !known.iter().any(|known| known.trim_end_matches('/') == url.as_str()));
        match unknown.map(|url| redact(url)).next() {
            Some(url) => Err(BuildError::UnknownOperationServer { url, described: known.to_vec() }),
            None => Ok(()),
        }
    }

    /// When to send an operation again: by the options, else the description, else the default.
    pub(crate) fn policy(&self, described: Option<Retry>) -> Retry {
        let policy = self.retry.or(described).unwrap_or_default();
        self.retries.map_or(policy, |retries| policy.retries(retries))
    }

    pub(crate) fn credential(&self, scheme: &SecurityScheme) -> Option<&Credential> {
        self.credentials.iter().find(|(name, _)| *name == scheme.name()).map(|(_, credential)| credential)
    }

    pub(crate) fn provider(&self, scheme: &SecurityScheme) -> Option<&Provider> {
        self.providers.iter().find(|(name, _)| *name == scheme.name()).map(|(_, provider)| provider)
    }

    pub(crate) fn global(&self, global: &Global) -> Option<&RequestParts> {
        self.globals.iter().find(|(set, _)| set.is_same(global)).map(|(_, parts)| parts)
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = &*self.settings;
        f.debug_struct("Options")
            .field("server", &settings.forced.as_ref().unwrap_or(&settings.base))
            .field("operation_servers", &settings.operation_servers)
            .field("credentials", &settings.credentials.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("providers", &settings.providers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("globals", &settings.globals.iter().map(|(global, _)| global.name()).collect::<Vec<_>>())
            .field("headers", &settings.headers.keys().collect::<Vec<_>>())
            .field("user_agent", &settings.user_agent)
            .field("retry", &settings.retry)
            .field("retries", &settings.retries)
            .field("timeout", &settings.timeout)
            .field("attempt_timeout", &settings.attempt_timeout)
            .field("connect_timeout", &settings.connect_timeout)
            .field("redirects", &settings.redirects)
            .field("reading", &settings.reading)
            .finish_non_exhaustive()
    }
}
