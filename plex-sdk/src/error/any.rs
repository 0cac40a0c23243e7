//! An error of any operation, for callers who do not care of which.

use std::fmt;
use std::ops::Deref;

use super::{BuildError, DecodeFailure, Documented, Error, InvalidRequest};
use crate::credentials::CredentialError;
use crate::decode::DecodeError;
use crate::transport::TransportError;

/// An [`Error`] whose documented errors are erased, so that calls of different operations fail alike:
///
/// ```
/// # use plex_sdk::testing::{Answer, Script, block_on};
/// async fn name(plex: &plex_sdk::Client) -> Result<String, plex_sdk::AnyError> {
///     let account = plex.authentication().get_token_details().send().await?;
///     let servers = plex.devices().get_server_resources().send().await?;
///     Ok(format!("{} of {}", account.username, servers.len()))
/// }
/// # let script = Script::new();
/// # script.push(Answer::new(401));
/// # let plex = plex_sdk::Client::builder().client_identifier("x").token("t").transport(script).build()?;
/// let error = block_on(name(&plex)).unwrap_err();
/// assert_eq!(error.status().unwrap(), 401);
/// # Ok::<(), plex_sdk::BuildError>(())
/// ```
///
/// It has all methods of [`Error`]; the documented error can be had back by [`ErasedError::downcast_ref`]. All other
/// errors of this crate become one as well, so that `?` is enough wherever it is returned: a client that cannot be built
/// is an [`Error::InvalidRequest`], a text that cannot be read an [`Error::Decode`].
pub struct AnyError(Error<ErasedError>);

/// A documented error of some operation.
pub struct ErasedError(Box<dyn std::error::Error + Send + Sync>);

impl ErasedError {
    /// One that is erased already stays as it is.
    fn new(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        let error: Box<dyn std::error::Error + Send + Sync> = Box::new(error);
        error.downcast().map_or_else(Self, |erased| *erased)
    }

    /// The documented error, if it is of this type.
    pub fn downcast_ref<E: std::error::Error + 'static>(&self) -> Option<&E> {
        self.0.downcast_ref()
    }
}

impl AnyError {
    /// The error by value, to match on.
    pub fn into_error(self) -> Error<ErasedError> {
        self.0
    }
}

impl Deref for AnyError {
    type Target = Error<ErasedError>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        Self(match error {
            Error::InvalidRequest(error) => Error::InvalidRequest(error),
            Error::Credential(error) => Error::Credential(error),
            Error::Transport(error) => Error::Transport(error),
            Error::Documented(documented) => {
                let Documented { error, response } = *documented;
                Error::Documented(Box::new(Documented { error: ErasedError::new(error), response }))
            }
            Error::Undocumented(response) => Error::Undocumented(response),
            Error::Decode(failure) => Error::Decode(failure),
        })
    }
}

/// What does not come from a call of an operation.
macro_rules! from_others {
    ($($other:ty)*) => {$(
        impl From<$other> for AnyError {
            fn from(error: $other) -> Self {
                Self(error.into())
            }
        }
    )*};
}

from_others!(BuildError InvalidRequest CredentialError TransportError DecodeFailure DecodeError);

impl fmt::Display for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for AnyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

impl fmt::Display for ErasedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for ErasedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ErasedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}
