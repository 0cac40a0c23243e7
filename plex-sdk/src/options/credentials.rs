//! Who calls.

use super::Options;
use crate::credentials::{ClientCredentials, Provider, TokenProvider};
use crate::error::BuildError;
use crate::secret::Secret;
use crate::security::{Credential, SecurityScheme};

impl Options {
    /// A key or token for a security scheme. For a `basic` one it stands for `user:password`. An empty one is none: it
    /// takes back what was set. The schemes are constants of the generated module `client`.
    #[must_use]
    pub fn credential(self, scheme: SecurityScheme, secret: impl Into<Secret>) -> Self {
        self.hold(scheme, Credential { user: None, secret: secret.into() })
    }

    /// User and password for a `basic` security scheme.
    #[must_use]
    pub fn basic_credential(
        self,
        scheme: SecurityScheme,
        user: impl Into<String>,
        password: impl Into<Secret>,
    ) -> Self {
        self.hold(scheme, Credential { user: Some(user.into()), secret: password.into() })
    }

    /// A key or token for a security scheme, from a variable of the environment, which is read now. That it is not set,
    /// or empty, is reported when the client is built.
    #[must_use]
    pub fn credential_from_env(self, scheme: SecurityScheme, variable: &str) -> Self {
        match std::env::var(variable) {
            Ok(value) if !value.trim().is_empty() => self.credential(scheme, value.trim()),
            _ => {
                let problem = BuildError::MissingVariable { name: variable.to_owned() };
                self.change(|settings| {
                    settings.problem.get_or_insert(problem);
                })
            }
        }
    }

    /// Where the token for a security scheme comes from: see [`TokenProvider`]. Requests that are made without a client
    /// do not ask it.
    #[must_use]
    pub fn credential_provider(self, scheme: SecurityScheme, provider: impl TokenProvider) -> Self {
        self.provide(scheme, Provider::asking(provider))
    }

    /// Gets the token for a security scheme by the OAuth 2.0 client credentials grant, and keeps it until it expires or
    /// a server refuses it. It is asked for by the transport of the client, once for however many calls.
    #[must_use]
    pub fn client_credentials(self, scheme: SecurityScheme, credentials: ClientCredentials) -> Self {
        self.provide(scheme, Provider::client_credentials(credentials))
    }

    /// Adds a token that a provider gave, for one request.
    pub(crate) fn hold_token(self, scheme: &'static str, token: Secret) -> Self {
        self.change(|settings| settings.credentials.push((scheme, Credential { user: None, secret: token })))
    }

    fn hold(self, scheme: SecurityScheme, credential: Credential) -> Self {
        let options = self.forget(scheme);
        if credential.user.is_none() && credential.secret.expose().is_empty() {
            return options;
        }
        options.change(|settings| settings.credentials.push((scheme.name(), credential)))
    }

    fn provide(self, scheme: SecurityScheme, provider: Provider) -> Self {
        self.forget(scheme).change(|settings| settings.providers.push((scheme.name(), provider)))
    }

    fn forget(self, scheme: SecurityScheme) -> Self {
        self.change(|settings| {
            settings.credentials.retain(|(name, _)| *name != scheme.name());
            settings.providers.retain(|(name, _)| *name != scheme.name());
        })
    }
}
