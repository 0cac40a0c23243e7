//! One call from its parts to its answer: credentials, attempts, hooks. Compiled once, for whatever sends and waits.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use crate::call::Call;
use crate::clock::{Clock, SleepFuture, within};
use crate::credentials::CredentialError;
use crate::error::{Error, NoError};
use crate::operation::OperationInfo;
use crate::options::Options;
use crate::prepare::{Prepared, needed_providers, prepare};
use crate::request::RequestParts;
use crate::response::Response;
use crate::retry::Attempts;
use crate::secret::Secret;
use crate::trace::CallSpan;
use crate::transport::{Limits, TransportError, TransportErrorKind, TransportFuture};

/// What a call needs of the world: to send, to wait, and to know the time.
pub(crate) trait Driver: Send + Sync {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_>;

    fn sleep(&self, duration: Duration) -> SleepFuture;

    fn clock(&self) -> &dyn Clock;
}

/// Makes a call.
pub(crate) async fn dispatch(
    driver: &dyn Driver,
    options: &Options,
    info: &'static OperationInfo,
    parts: RequestParts,
    span: &CallSpan,
) -> Result<Response, Error<NoError>> {
    let settings = options.settings();
    let clock = driver.clock();
    let policy = settings.retry.or(info.retry).unwrap_or_default();
    let mut attempts = Attempts::new(policy, &info.method, settings.budget.clone(), settings.timeout, clock.now());
    let mut tokens = Tokens::default();
    let mut authorized = tokens.obtain(driver, options, info, &parts, &attempts).await?;
    let mut prepared = prepare(&authorized, info, parts.clone())?;
    span.prepared(&prepared);
    loop {
        let outcome = attempt(driver, options, &prepared, &attempts).await;
        if let Ok(answer) = &outcome
            && answer.status() == StatusCode::UNAUTHORIZED
            && tokens.renew(driver, options, info, &parts, &attempts).await
        {
            authorized = tokens.held_in(options);
            prepared = prepare(&authorized, info, parts.clone())?;
            continue;
        }
        match attempts.wait_after(&outcome, clock) {
            Some(wait) => {
                span.retrying(&outcome, wait);
                driver.sleep(wait).await;
            }
            None => {
                span.finished(&outcome, attempts.retries() + u32::from(tokens.resent));
                return match outcome {
                    Ok(answer) => Ok(Response::new(prepared.call, answer)),
                    Err(error) => Err(error.of(prepared.call).into()),
                };
            }
        }
    }
}

/// Sends the request once.
async fn attempt(
    driver: &dyn Driver,
    options: &Options,
    prepared: &Prepared,
    attempts: &Attempts,
) -> Result<http::Response<Bytes>, TransportError> {
    let settings = options.settings();
    let clock = driver.clock();
    let late = || TransportError::new(TransportErrorKind::Timeout);
    let _pass = match &settings.gate {
        Some(gate) => Some(within(clock, attempts.left(clock.now()), gate.enter()).await.ok_or_else(late)?),
        None => None,
    };
    let mut request = prepared.request.clone();
    settings.hooks.before(&prepared.call, attempts.retries(), request.headers_mut());
    let started = clock.now();
    let limits = limits(options, attempts.left(started));
    if limits.timeout == Some(Duration::ZERO) {
        return Err(late());
    }
    let outcome = within(clock, limits.timeout, driver.send(request, limits)).await.unwrap_or_else(|| Err(late()));
    let outcome = outcome.and_then(|answer| within_size(answer, limits));
    let duration = clock.now().saturating_duration_since(started);
    let seen = outcome.as_ref().map(|answer| (answer.status(), answer.headers()));
    settings.hooks.after(&prepared.call, attempts.retries(), duration, seen);
    outcome
}

/// What one attempt may take of what is left for the call.
fn limits(options: &Options, left: Option<Duration>) -> Limits {
    let settings = options.settings();
    let timeout = match (settings.attempt_timeout, left) {
        (Some(attempt), Some(left)) => Some(attempt.min(left)),
        (attempt, left) => attempt.or(left),
    };
    Limits { timeout, connect_timeout: settings.connect_timeout, max_body: settings.max_body }
}

/// Holds transports to the size of bodies that do not hold themselves to it.
fn within_size(answer: http::Response<Bytes>, limits: Limits) -> Result<http::Response<Bytes>, TransportError> {
    match limits.max_body {
        Some(limit) if answer.body().len() > limit => {
            let answer = answer.map(|body| body.slice(..limit));
            Err(TransportError::new(TransportErrorKind::TooLarge).with_partial(answer))
        }
        _ => Ok(answer),
    }
}

/// The tokens that a call has from providers.
#[derive(Default)]
struct Tokens {
    held: Vec<(&'static str, Secret)>,
    /// Whether the providers were asked again after a 401.
    renewed: bool,
    /// Whether the call was sent again with what they said.
    resent: bool,
}

impl Tokens {
    /// Asks the providers of the schemes that the call needs, and gives options that hold their tokens.
    async fn obtain(
        &mut self,
        driver: &dyn Driver,
        options: &Options,
        info: &'static OperationInfo,
        parts: &RequestParts,
        attempts: &Attempts,
    ) -> Result<Options, Error<NoError>> {
        for (scheme, provider) in needed_providers(options.settings(), info, parts) {
            let rejected = self.held.iter().find(|(name, _)| *name == scheme).map(|(_, secret)| secret.clone());
            let left = attempts.left(driver.clock().now());
            let limits = limits(options, left);
            let token = Box::pin(provider.token(driver, limits, rejected.as_ref()));
            let Some(token) = within(driver.clock(), left, token).await else {
                let late = TransportError::new(TransportErrorKind::Timeout);
                return Err(late.with_source("waiting for a credential").of(Call::unsent(info)).into());
            };
            let token = token.map_err(|cause| CredentialError { operation: info.id, scheme, cause })?;
            self.held.retain(|(name, _)| *name != scheme);
            self.held.push((scheme, token));
        }
        Ok(self.held_in(options))
    }

    /// Asks again, once, after a 401; whether there is another token now.
    ///
    /// An operation for which credentials are optional is not sent again: its 401 may be about its arguments.
    async fn renew(
        &mut self,
        driver: &dyn Driver,
        options: &Options,
        info: &'static OperationInfo,
        parts: &RequestParts,
        attempts: &Attempts,
    ) -> bool {
        if self.renewed || self.held.is_empty() || info.security.iter().any(|schemes| schemes.is_empty()) {
            return false;
        }
        self.renewed = true;
        let before = self.held.clone();
        // Where there is no new token, the 401 is what the caller should see.
        self.resent = self.obtain(driver, options, info, parts, attempts).await.is_ok() && self.held != before;
        self.resent
    }

    fn held_in(&self, options: &Options) -> Options {
        self.held.iter().fold(options.clone(), |options, (scheme, token)| options.hold_token(scheme, token.clone()))
    }
}
