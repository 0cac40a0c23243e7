//! What an operation is: constant data, and how it is encoded and decoded.

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use crate::call::Call;
use crate::error::Error;
use crate::json::ToJson;
use crate::request::{RequestParts, component};
use crate::response::{Answer, Response};
use crate::retry::Retry;
use crate::security::SecurityScheme;
use crate::server::ServerInfo;

/// A request that knows how to be encoded, and how its answer is decoded.
///
/// Generated request types implement it. [`Options::request`](crate::Options::request) and
/// [`response`](Operation::response) use it without a client; a client sends it.
pub trait Operation {
    /// What is the same for every request.
    const INFO: &'static OperationInfo;
    /// What a successful answer gives.
    type Output;
    /// The documented errors; [`NoError`](crate::NoError) if there are none.
    type Error;

    /// Writes the arguments into a request. Never fails: problems are kept in `request`, and reported before
    /// anything is sent.
    fn encode(&self, request: &mut RequestParts);

    /// Reads an answer.
    ///
    /// # Errors
    ///
    /// If the answer is not a successful one, or not as described.
    fn decode(response: &mut Response) -> Result<Self::Output, Error<Self::Error>>;

    /// Reads an answer that came by other means than a client of this crate.
    ///
    /// # Errors
    ///
    /// If the answer is not a successful one, or not as described.
    fn response(&self, response: http::Response<Bytes>) -> Result<Self::Output, Error<Self::Error>> {
        Self::decode(&mut Response::new(Call::unsent(Self::INFO), response))
    }

    /// [`response`](Operation::response), with status, headers, body and drift beside the value.
    ///
    /// # Errors
    ///
    /// If the answer is not a successful one, or not as described.
    fn answer(&self, response: http::Response<Bytes>) -> Result<Answer<Self::Output>, Error<Self::Error>> {
        let mut response = Response::new(Call::unsent(Self::INFO), response);
        Self::decode(&mut response).map(|value| Answer::new(value, response))
    }
}

/// What is the same for every request of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationInfo {
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) servers: &'static [ServerInfo],
    pub(crate) security: &'static [&'static [SecurityScheme]],
    pub(crate) globals: &'static [Global],
    pub(crate) accept: &'static str,
    pub(crate) messages: &'static [&'static [&'static str]],
    pub(crate) retry: Option<Retry>,
    pub(crate) redirects: &'static [(u16, u16)],
}

impl OperationInfo {
    /// An operation by its `operationId`, method and path template, which begins with a slash.
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        let accept = "application/json";
        Self {
            id,
            method,
            path,
            servers: &[],
            security: &[],
            globals: &[],
            accept,
            messages: &[],
            retry: None,
            redirects: &[],
        }
    }

    /// The servers it goes to, if they are not those of the client. The first one is used.
    pub const fn servers(mut self, servers: &'static [ServerInfo]) -> Self {
        self.servers = servers;
        self
    }

    /// Alternatives, each a set of schemes that are needed together. None at all: no credential is sent. An empty
    /// set among them: credentials are sent if there are any.
    pub const fn security(mut self, alternatives: &'static [&'static [SecurityScheme]]) -> Self {
        self.security = alternatives;
        self
    }

    /// The global parameters it declares; no others are sent with it.
    pub const fn globals(mut self, globals: &'static [Global]) -> Self {
        self.globals = globals;
        self
    }

    /// The media type to ask for. JSON by default.
    pub const fn accept(mut self, media_type: &'static str) -> Self {
        self.accept = media_type;
        self
    }

    /// Paths to the fields of an error's JSON body where the server says in words what is wrong.
    pub const fn messages(mut self, paths: &'static [&'static [&'static str]]) -> Self {
        self.messages = paths;
        self
    }

    /// When to send it again, unless the options say otherwise.
    pub const fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// The statuses from 300 to 399 that are documented, as ranges that include both ends: they are answers, and never
    /// followed.
    pub const fn redirects(mut self, ranges: &'static [(u16, u16)]) -> Self {
        self.redirects = ranges;
        self
    }

    /// The `operationId`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The HTTP method.
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The path as described, with `{placeholders}`.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    pub(crate) fn documents_redirect(&self, status: StatusCode) -> bool {
        self.redirects.iter().any(|(first, last)| (*first..=*last).contains(&status.as_u16()))
    }
}

/// A parameter that a client holds for all operations that declare it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Global {
    pub(crate) name: &'static str,
    pub(crate) place: GlobalPlace,
    pub(crate) required: bool,
    pub(crate) setter: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GlobalPlace {
    Header,
    Query,
    Cookie,
    Path,
}

impl Global {
    /// A header.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, GlobalPlace::Header)
    }

    /// A query parameter.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, GlobalPlace::Query)
    }

    /// A cookie.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, GlobalPlace::Cookie)
    }

    /// A placeholder in the path.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, GlobalPlace::Path)
    }

    /// Makes requests without it an error, before anything is sent.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Names the setter of the client builder that errors point to.
    pub const fn setter(mut self, setter: &'static str) -> Self {
        self.setter = Some(setter);
        self
    }

    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    const fn new(name: &'static str, place: GlobalPlace) -> Self {
        Self { name, place, required: false, setter: None }
    }

    /// Its value, where it goes in a request; `None` if it is null.
    pub(crate) fn encode(&self, value: &dyn ToJson) -> Option<RequestParts> {
        let mut parts = RequestParts::default();
        match self.place {
            GlobalPlace::Header => parts.header(self.name, value),
            GlobalPlace::Query => parts.query(self.name, value),
            GlobalPlace::Cookie => parts.cookie(self.name, value),
            GlobalPlace::Path => parts.path(self.name, value),
        };
        (!value.to_json().is_null()).then_some(parts)
    }

    /// Whether the arguments of a call have it already.
    pub(crate) fn is_in(&self, parts: &RequestParts) -> bool {
        let has = |pairs: &[(String, String)]| pairs.iter().any(|(name, _)| *name == component(self.name));
        match self.place {
            GlobalPlace::Header => parts.headers.contains_key(self.name),
            GlobalPlace::Query => has(&parts.query),
            GlobalPlace::Cookie => has(&parts.cookies),
            GlobalPlace::Path => parts.path.iter().any(|argument| argument.name == self.name),
        }
    }

    /// Whether a header of the client takes its place.
    pub(crate) fn is_header_in(&self, headers: &HeaderMap) -> bool {
        self.place == GlobalPlace::Header && headers.contains_key(self.name)
    }

    /// Whether both mean the same parameter, required or not.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.place == other.place && self.name == other.name
    }
}
