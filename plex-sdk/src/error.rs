//! What can go wrong: one taxonomy for all operations.

mod any;
mod build;
mod invalid;
mod message;

use std::convert::Infallible;
use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use any::{AnyError, ErasedError};
pub use build::BuildError;
pub use invalid::{InvalidRequest, RequestProblem};
pub(crate) use message::{LARGEST_ENVELOPE, server_code, server_message};

use crate::credentials::CredentialError;
use crate::decode::{DecodeError, DriftReport};
use crate::response::Response;
use crate::retry::retry_after;
use crate::transport::TransportError;

/// Why a call gave no value. `E` holds the documented errors of its operation.
///
/// `Display` names operation, method, URL (without its query and without secrets), status and the server's own
/// message; it never shows a whole body. Status, headers and body of an answer are always kept.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request could not be made; nothing was sent.
    InvalidRequest(Box<InvalidRequest>),
    /// The provider of a credential had none; the request was not sent.
    Credential(Box<CredentialError>),
    /// No complete answer came, or one that leads nowhere; its kind says at which point the call failed.
    Transport(Box<TransportError>),
    /// An error that the description documents.
    Documented(Box<Documented<E>>),
    /// An answer with a status that the description does not document.
    Undocumented(Box<Response>),
    /// A documented answer whose body is not as described.
    Decode(Box<DecodeFailure>),
}

impl<E> Error<E> {
    /// The status of the answer, if there is one, complete or not.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(Response::status)
    }

    /// The headers of the answer, if there is one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response().map(Response::headers)
    }

    /// The body of the answer, if there is one.
    pub fn body(&self) -> Option<&Bytes> {
        self.response().map(Response::body)
    }

    /// The answer, if there is one. Of an answer that broke off, or grew too large, it has what came of it.
    pub fn response(&self) -> Option<&Response> {
        match self {
            Self::InvalidRequest(_) | Self::Credential(_) => None,
            Self::Transport(error) => error.partial(),
            Self::Documented(documented) => Some(&documented.response),
            Self::Undocumented(response) => Some(response),
            Self::Decode(failure) => failure.response(),
        }
    }

    /// The message of the server in an error answer, if it sent one in a known field of its body.
    pub fn message(&self) -> Option<String> {
        self.response().and_then(Response::message)
    }

    /// The number that the server itself gives the error, if it sent one in a known field of its body. plex.tv says
    /// 1001 where the user could not be authenticated.
    pub fn code(&self) -> Option<i64> {
        self.response().and_then(Response::code)
    }

    /// Whether no answer came in time.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_timeout())
    }

    /// Whether no connection could be made. The server has seen nothing.
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }

    /// Whether a [`Cancellation`](crate::Cancellation) has ended the call.
    pub fn is_cancelled(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_cancelled())
    }

    /// Whether the body of the answer is larger than [`Options::max_body`](crate::Options::max_body) allows.
    pub fn is_too_large(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_too_large())
    }

    /// Whether the same request may well succeed later: after trouble with the connection, a timeout, and the statuses
    /// 408, 429, 500, 502, 503 and 504. It says nothing about whether it is safe to send the request twice.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_retryable(),
            Self::Documented(_) | Self::Undocumented(_) => {
                self.status().is_some_and(|status| matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504))
            }
            Self::InvalidRequest(_) | Self::Credential(_) | Self::Decode(_) => false,
        }
    }

    /// How long the server asks to wait before the next try. A date is measured from the `Date` of the answer, or from
    /// now.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers()?, SystemTime::now())
    }

    /// The documented error, if it is one.
    pub fn documented(&self) -> Option<&E> {
        match self {
            Self::Documented(documented) => Some(&documented.error),
            _ => None,
        }
    }

    /// The documented error by value.
    ///
    /// # Errors
    ///
    /// The error as it was, if it is another one.
    pub fn into_documented(self) -> Result<E, Self> {
        match self {
            Self::Documented(documented) => Ok(documented.error),
            other => Err(other),
        }
    }
}

impl Error<NoError> {
    /// The same failure as that of any operation.
    pub(crate) fn widen<E>(self) -> Error<E> {
        match self {
            Self::InvalidRequest(error) => Error::InvalidRequest(error),
            Self::Credential(error) => Error::Credential(error),
            Self::Transport(error) => Error::Transport(error),
            Self::Documented(documented) => match documented.error.0 {},
            Self::Undocumented(response) => Error::Undocumented(response),
            Self::Decode(failure) => Error::Decode(failure),
        }
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(error) => error.fmt(f),
            Self::Credential(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Documented(documented) => documented.fmt(f),
            Self::Undocumented(response) => response.describe(f),
            Self::Decode(failure) => failure.fmt(f),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::InvalidRequest(error) => error.source(),
            Self::Credential(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Documented(documented) => Some(&documented.error),
            Self::Undocumented(_) => None,
            Self::Decode(failure) => failure.source(),
        }
    }
}

impl<E> From<InvalidRequest> for Error<E> {
    fn from(error: InvalidRequest) -> Self {
        Self::InvalidRequest(Box::new(error))
    }
}

/// No request can be made by a client that cannot be built.
impl<E> From<BuildError> for Error<E> {
    fn from(error: BuildError) -> Self {
        InvalidRequest { operation: "", problem: RequestProblem::Settings(error) }.into()
    }
}

impl<E> From<CredentialError> for Error<E> {
    fn from(error: CredentialError) -> Self {
        Self::Credential(Box::new(error))
    }
}

impl<E> From<TransportError> for Error<E> {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}

impl<E> From<DecodeFailure> for Error<E> {
    fn from(failure: DecodeFailure) -> Self {
        Self::Decode(Box::new(failure))
    }
}

/// Of a text that came without an answer, or apart from it.
impl<E> From<DecodeError> for Error<E> {
    fn from(error: DecodeError) -> Self {
        DecodeFailure { problem: DecodeProblem::Text(error), response: None }.into()
    }
}

/// A documented error together with the answer it was read from.
#[derive(Clone)]
pub struct Documented<E> {
    pub(crate) error: E,
    pub(crate) response: Response,
}

impl<E> Documented<E> {
    /// The error as the description documents it.
    pub fn error(&self) -> &E {
        &self.error
    }

    /// The error by value.
    pub fn into_error(self) -> E {
        self.error
    }

    /// Status, headers and body.
    pub fn response(&self) -> &Response {
        &self.response
    }
}

/// The error holds the server's words, and those may repeat what was sent.
impl<E: fmt::Debug> fmt::Debug for Documented<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = if f.alternate() { format!("{:#?}", self.error) } else { format!("{:?}", self.error) };
        f.debug_struct("Documented")
            .field("error", &format_args!("{}", self.response.scrub(error)))
            .field("response", &self.response)
            .finish()
    }
}

impl<E: fmt::Display> fmt::Display for Documented<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.response.describe(f)?;
        // The variant's own words add something only where the server has none.
        match self.response.message() {
            Some(_) => Ok(()),
            None => write!(f, " ({})", self.error),
        }
    }
}

/// An answer or another text that is not as described, and why.
#[derive(Clone, Debug)]
pub struct DecodeFailure {
    pub(crate) problem: DecodeProblem,
    pub(crate) response: Option<Response>,
}

impl DecodeFailure {
    /// What is wrong with the body.
    pub fn problem(&self) -> &DecodeProblem {
        &self.problem
    }

    /// Status, headers and body; `None` for what is no whole answer, such as an event of a stream.
    pub fn response(&self) -> Option<&Response> {
        self.response.as_ref()
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(response) = &self.response {
            response.describe(f)?;
        }
        match &self.problem {
            DecodeProblem::Empty => f.write_str(", but with an empty body where one is documented"),
            DecodeProblem::MediaType { expected, found } => {
                write!(f, ", but its body: expected {expected}, got {found}")
            }
            DecodeProblem::Stream { expected, found } => {
                write!(f, ", but its body: expected {expected}, got {found}")
            }
            DecodeProblem::XmlUnsupported => {
                f.write_str(", in XML, which this build does not read; the body is kept: enable the feature `xml`")
            }
            DecodeProblem::Json(error) | DecodeProblem::Xml(error) => write!(f, ", but its body: {error}"),
            DecodeProblem::Text(error) => error.fmt(f),
            DecodeProblem::Drift(drift) => {
                let first = drift.entries().first().map(ToString::to_string).unwrap_or_default();
                write!(f, ", but its body is not as described: {first}")?;
                match drift.len().saturating_sub(1) {
                    0 => Ok(()),
                    more => write!(f, ", and {more} more"),
                }
            }
        }
    }
}

impl std::error::Error for DecodeFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            DecodeProblem::Json(error) | DecodeProblem::Xml(error) | DecodeProblem::Text(error) => Some(error),
            _ => None,
        }
    }
}

/// What is wrong with a body.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DecodeProblem {
    /// It is empty where one is documented.
    Empty,
    /// It is no stream of the kind that was asked for.
    Stream {
        /// The media type that was asked for.
        expected: &'static str,
        /// The media type it has, without parameters; empty if it says none.
        found: String,
    },
    /// It is neither JSON nor XML, and does not claim to be.
    MediaType {
        /// What is documented: `JSON` or `XML`.
        expected: &'static str,
        /// The content type it has, without parameters.
        found: String,
    },
    /// It is XML, and the feature `xml` is off.
    XmlUnsupported,
    /// It is not the JSON that is described.
    Json(DecodeError),
    /// It is not the XML that is described.
    Xml(DecodeError),
    /// It is a text apart from an answer: an event of a stream, or what [`decode`](crate::decode) was given.
    Text(DecodeError),
    /// It was read, but is not quite as described, and the client is [strict](crate::Options::strict).
    Drift(DriftReport),
}

/// The error type of operations without documented errors. It has no values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoError(Infallible);

impl fmt::Display for NoError {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {}
    }
}

impl std::error::Error for NoError {}
