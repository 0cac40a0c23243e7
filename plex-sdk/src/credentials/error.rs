//! Why there is no credential.

use std::fmt;
use std::sync::Arc;

use super::ProviderError;

/// The provider of a credential had none; the request was not sent, or not sent again.
#[derive(Clone, Debug)]
pub struct CredentialError {
    pub(crate) operation: &'static str,
    pub(crate) scheme: &'static str,
    pub(crate) cause: Arc<ProviderError>,
}

impl CredentialError {
    /// The `operationId` of the call.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The security scheme.
    pub fn scheme(&self) -> &'static str {
        self.scheme
    }
}

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, scheme, cause } = self;
        write!(f, "{operation}: the request was not sent: no credential `{scheme}`: {cause}")
    }
}

impl std::error::Error for CredentialError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&**self.cause)
    }
}
