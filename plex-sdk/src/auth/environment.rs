//! The token from the environment.

use crate::ClientBuilder;
use crate::client::TOKEN;

impl ClientBuilder {
    /// Takes the token from the environment variable `PLEX_TOKEN`, now. That it is not set, or empty, is an error when the
    /// client is built.
    pub fn token_from_env(self) -> Self {
        self.with(|options| options.credential_from_env(TOKEN, "PLEX_TOKEN"))
    }
}
