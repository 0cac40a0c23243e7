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
use crate::redirect::{self, Redirected};
use crate::request::RequestParts;
use crate::response::Response;
use crate::retry::Attempts;
use crate::secret::Secret;
use crate::trace::CallSpan;
use crate::transport::{Limits, TransportError, TransportErrorKind, TransportFuture};

/// What a call needs of the world: to send, to wait, and to know the time.
pub(crate) trait Driver: Send + Sync {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_>;

    /// The wait before the next attempt.
    fn sleep(&self, duration: Duration) -> SleepFuture;

    /// Ready after `duration`, beside something else that is waited for.
    fn timer(&self, duration: Duration) -> SleepFuture {
        self.clock().sleep(duration)
    }

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
    let policy = settings.policy(info.retry);
    let mut attempts = Attempts::new(policy, &info.method, settings.budget.clone(), settings.timeout, clock.now());
    let mut tokens = Tokens::default();
    let authorized = tokens.obtain(driver, options, info, &parts, &attempts).await;
    let prepared = authorized.and_then(|authorized| Ok(prepare(&authorized, info, parts.clone())?));
    let mut prepared = prepared.inspect_err(|error| span.unsent(error))?;
    span.prepared(&prepared);
    let mut resends = 0;
    loop {
        let mut outcome = attempt(driver, options, info, &prepared, &attempts, resends).await;
        if outcome.as_ref().is_ok_and(is_about_credentials) {
            match tokens.renew(driver, options, info, &parts, &attempts).await {
                Ok(true) => {
                    let prepared_anew = prepare(&tokens.held_in(options), info, parts.clone());
                    prepared = prepared_anew.map_err(Error::from).inspect_err(|error| span.unsent(error))?;
                    resends += 1;
                    continue;
                }
                Ok(false) => {}
                Err(kind) => outcome = Err(ended(kind, outcome)),
            }
        }
        if let Some(wait) = attempts.wait_after(&outcome, clock) {
            span.retrying(&outcome, wait);
            match within(driver, None, &settings.cancellations, driver.sleep(wait)).await {
                Ok(()) => {
                    resends += 1;
                    continue;
                }
                Err(kind) => outcome = Err(ended(kind, outcome)),
            }
        }
        span.finished(&outcome, resends);
        return match outcome {
            Ok(answer) => Ok(Response::new(prepared.call, answer)),
            Err(error) => Err(error.of(prepared.call).into()),
        };
    }
}

/// Whether other credentials might help. Where a redirect has left them behind, they are not what is wrong.
fn is_about_credentials(answer: &http::Response<Bytes>) -> bool {
    let left_behind = answer.extensions().get::<Redirected>().is_some_and(|redirected| redirected.bare);
    answer.status() == StatusCode::UNAUTHORIZED && !left_behind
}

/// The end of a call that had this outcome so far, and was to go on.
fn ended(kind: TransportErrorKind, outcome: Result<http::Response<Bytes>, TransportError>) -> TransportError {
    match outcome {
        Ok(answer) => TransportError::new(kind).with_partial(answer),
        Err(error) => error.ended(kind),
    }
}

/// Sends the request once, and follows its redirects.
async fn attempt(
    driver: &dyn Driver,
    options: &Options,
    info: &OperationInfo,
    prepared: &Prepared,
    attempts: &Attempts,
    resends: u32,
) -> Result<http::Response<Bytes>, TransportError> {
    let settings = options.settings();
    let clock = driver.clock();
    let cancellations = &settings.cancellations;
    if cancellations.any() {
        return Err(TransportError::new(TransportErrorKind::Cancelled));
    }
    let _pass = match &settings.gate {
        Some(gate) => {
            let pass = within(driver, attempts.left(clock.now()), cancellations, gate.enter()).await;
            Some(pass.map_err(TransportError::new)?)
        }
        None => None,
    };
    let mut request = prepared.request.clone();
    settings.hooks.before(&prepared.call, resends, request.headers_mut());
    let started = clock.now();
    let limits = limits(options, attempts.left(started));
    if limits.timeout == Some(Duration::ZERO) {
        return Err(TransportError::new(TransportErrorKind::Timeout));
    }
    let sending = match settings.redirects {
        0 => driver.send(request, limits),
        _ => Box::pin(redirect::send(driver, request, limits, settings, info, &prepared.call)),
    };
    let outcome = within(driver, limits.timeout, cancellations, sending).await;
    let outcome = outcome.unwrap_or_else(|kind| Err(TransportError::new(kind)));
    let outcome = outcome.and_then(|answer| within_size(answer, limits));
    let duration = clock.now().saturating_duration_since(started);
    let seen = outcome.as_ref().map(|answer| (answer.status(), answer.headers()));
    settings.hooks.after(&prepared.call, resends, duration, seen);
    outcome
}

/// What one attempt may take of what is left for the call.
fn limits(options: &Options, left: Option<Duration>) -> Limits {
    let settings = options.settings();
    let timeout = match (settings.attempt_timeout, left) {
        (Some(attempt), Some(left)) => Some(attempt.min(left)),
        (attempt, left) => attempt.or(left),
    };
    Limits { timeout, connect_timeout: settings.connect_timeout, max_body: settings.reading.max_body }
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
            let token = within(driver, left, &options.settings().cancellations, token).await;
            let token = token.map_err(|kind| {
                TransportError::new(kind).with_source("waiting for a credential").of(Call::unsent(info))
            })?;
            let token = token.map_err(|cause| CredentialError { operation: info.id, scheme, cause })?;
            self.held.retain(|(name, _)| *name != scheme);
            self.held.push((scheme, token));
        }
        Ok(self.held_in(options))
    }

    /// Asks again, once, after a 401; whether there is another token now. The error is that the call was cancelled.
    ///
    /// An operation for which credentials are optional is not sent again: its 401 may be about its arguments.
    async fn renew(
        &mut self,
        driver: &dyn Driver,
        options: &Options,
        info: &'static OperationInfo,
        parts: &RequestParts,
        attempts: &Attempts,
    ) -> Result<bool, TransportErrorKind> {
        if self.renewed || self.held.is_empty() || info.security.iter().any(|schemes| schemes.is_empty()) {
            return Ok(false);
        }
        self.renewed = true;
        let before = self.held.clone();
        match self.obtain(driver, options, info, parts, attempts).await {
            Ok(_) => Ok(self.held != before),
            Err(error) if error.is_cancelled() => Err(TransportErrorKind::Cancelled),
            // Where there is no new token, the 401 is what the caller should see.
            Err(_) => Ok(false),
        }
    }

    fn held_in(&self, options: &Options) -> Options {
        self.held.iter().fold(options.clone(), |options, (scheme, token)| options.hold_token(scheme, token.clone()))
    }
}
