//! Credentials that are not known in advance: asked for when a call needs them, kept until they are of no use.

mod client_credentials;
mod error;

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub use client_credentials::ClientCredentials;
pub use error::CredentialError;

use crate::clock::Clock;
use crate::dispatch::Driver;
use crate::gate::Gate;
use crate::secret::Secret;
use crate::transport::Limits;

/// Why a provider has no token. Its words are printed: they must hold no secret.
pub type ProviderError = Box<dyn std::error::Error + Send + Sync>;

/// A token on its way.
pub type TokenFuture = Pin<Box<dyn Future<Output = Result<ProvidedToken, ProviderError>> + Send>>;

/// Something that has, gets or renews a token.
///
/// It is asked before the first call that needs the token, and again when the token has expired or an answer is 401. The
/// token is kept in between. However many calls wait, it is asked once for all of them.
///
/// Closures that return a future of a secret are providers:
///
/// ```
/// # async fn token_from_keychain() -> Result<String, std::io::Error> { Ok(String::new()) }
/// let plex = plex_sdk::Client::builder()
///     .client_identifier("one-id-per-install")
///     .token_provider(|| async { token_from_keychain().await })
///     .build()?;
/// # Ok::<(), plex_sdk::BuildError>(())
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// A token that is good now.
    fn token(&self) -> TokenFuture;
}

impl<F, R, T, E> TokenProvider for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<T, E>> + Send + 'static,
    T: Into<ProvidedToken>,
    E: Into<ProviderError>,
{
    fn token(&self) -> TokenFuture {
        let token = self();
        Box::pin(async move { token.await.map(Into::into).map_err(Into::into) })
    }
}

/// A token, and how long it lasts.
#[derive(Clone, Debug)]
pub struct ProvidedToken {
    secret: Secret,
    lifetime: Option<Duration>,
}

impl ProvidedToken {
    /// A token that is good until a server says otherwise.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), lifetime: None }
    }

    /// How long it is good from now on. A new one is asked for a little earlier: by a tenth of this time, at most 30
    /// seconds.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl<T: Into<Secret>> From<T> for ProvidedToken {
    fn from(secret: T) -> Self {
        Self::new(secret)
    }
}

/// A provider and the token it has given, shared by a client and its derived clients.
#[derive(Clone)]
pub(crate) struct Provider {
    source: Arc<Source>,
    held: Arc<Mutex<Held>>,
    /// Only one asks at a time.
    turn: Gate,
}

enum Source {
    Asked(Box<dyn TokenProvider>),
    ClientCredentials(ClientCredentials),
}

#[derive(Default)]
struct Held {
    token: Option<Secret>,
    /// When to renew it; `None` is never.
    until: Option<Instant>,
    /// How often the source was asked, and what it said last if it failed.
    asked: u64,
    failure: Option<Arc<ProviderError>>,
}

impl Provider {
    pub(crate) fn asking(provider: impl TokenProvider) -> Self {
        Self::new(Source::Asked(Box::new(provider)))
    }

    pub(crate) fn client_credentials(credentials: ClientCredentials) -> Self {
        Self::new(Source::ClientCredentials(credentials))
    }

    fn new(source: Source) -> Self {
        Self { source: Arc::new(source), held: Arc::default(), turn: Gate::new(1) }
    }

    /// The token to use now; never the one that was rejected, if the source has another.
    pub(crate) async fn token(
        &self,
        driver: &dyn Driver,
        limits: Limits,
        rejected: Option<&Secret>,
    ) -> Result<Secret, Arc<ProviderError>> {
        let clock = driver.clock();
        let asked_before = match self.usable(clock, rejected) {
            Ok(token) => return Ok(token),
            Err(asked) => asked,
        };
        let _turn = self.turn.enter().await;
        match self.usable(clock, rejected) {
            Ok(token) => return Ok(token),
            // Somebody has asked for all who waited, in vain.
            Err(asked) if asked != asked_before => {
                let held = self.held();
                if let Some(failure) = &held.failure {
                    return Err(Arc::clone(failure));
                }
            }
            Err(_) => {}
        }
        let asked = match &*self.source {
            Source::Asked(provider) => provider.token().await,
            Source::ClientCredentials(credentials) => credentials.token(driver, limits).await,
        };
        let asked = asked.and_then(|token| match token.secret.expose() {
            "" => Err("the token is empty".into()),
            text if text.contains(|c: char| c.is_control()) => {
                Err("the token has a line break or another control character, which no header can hold".into())
            }
            _ => Ok(token),
        });
        let mut held = self.held();
        held.asked += 1;
        match asked {
            Ok(token) => {
                held.failure = None;
                held.token = Some(token.secret.clone());
                let usable = token.lifetime.map(|lifetime| lifetime - (lifetime / 10).min(Duration::from_secs(30)));
                held.until = usable.and_then(|usable| clock.now().checked_add(usable));
                Ok(token.secret)
            }
            Err(error) => {
                let error = Arc::new(error);
                held.failure = Some(Arc::clone(&error));
                Err(error)
            }
        }
    }

    /// The token that is held, or how often the source was asked so far.
    fn usable(&self, clock: &dyn Clock, rejected: Option<&Secret>) -> Result<Secret, u64> {
        let held = self.held();
        let fresh = held.until.is_none_or(|until| clock.now() < until);
        let token = held.token.as_ref().filter(|token| fresh && rejected != Some(*token));
        token.cloned().ok_or(held.asked)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
