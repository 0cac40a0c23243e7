//! A transport that follows a script.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};

use super::VirtualClock;
use crate::clock::Clock as _;
use crate::transport::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};

/// Answers requests as it was told to, in that order, and keeps what it was sent. Clones share all of it.
#[derive(Clone, Default)]
pub struct Script {
    state: Arc<Mutex<State>>,
    clock: VirtualClock,
}

#[derive(Default)]
struct State {
    answers: VecDeque<Answer>,
    otherwise: Option<Answer>,
    captured: Vec<Captured>,
    open: usize,
}

/// A request as it was sent.
#[derive(Clone)]
#[non_exhaustive]
pub struct Captured {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// What the transport was told to keep to.
    pub limits: Limits,
    /// When it was sent, by the clock of the script.
    pub at: Duration,
}

/// What a [`Script`] does with one request.
#[derive(Clone, Debug)]
#[must_use = "an answer does nothing until it is pushed to a script"]
pub struct Answer {
    outcome: Outcome,
    headers: HeaderMap,
    body: Bytes,
    delay: Duration,
}

#[derive(Clone, Debug)]
enum Outcome {
    Status(StatusCode),
    Failure(TransportErrorKind),
    Never,
}

impl Script {
    /// A script without answers: each request fails.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer for the next request that has none yet.
    pub fn push(&self, answer: Answer) {
        self.state().answers.push_back(answer);
    }

    /// What all requests get for which nothing was pushed.
    pub fn otherwise(&self, answer: Answer) {
        self.state().otherwise = Some(answer);
    }

    /// What was sent, in order.
    pub fn requests(&self) -> Vec<Captured> {
        self.state().captured.clone()
    }

    /// How many requests are under way: sent, not answered and not cancelled.
    pub fn open(&self) -> usize {
        self.state().open
    }

    /// The clock by which answers are delayed.
    pub fn clock(&self) -> VirtualClock {
        self.clock.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn capture(&self, request: http::Request<Bytes>, limits: Limits) -> Option<Answer> {
        let (head, body) = request.into_parts();
        let at = self.clock.elapsed();
        let captured = Captured { method: head.method, uri: head.uri, headers: head.headers, body, limits, at };
        let mut state = self.state();
        state.captured.push(captured);
        state.open += 1;
        state.answers.pop_front().or_else(|| state.otherwise.clone())
    }
}

impl Transport for Script {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        Box::pin(async move {
            let answer = self.capture(request, limits);
            let _open = Open(self);
            let answer = answer.ok_or_else(exhausted)?;
            if !answer.delay.is_zero() {
                self.clock.sleep(answer.delay).await;
            }
            if answer.is_never() {
                return std::future::pending().await;
            }
            answer.outcome()
        })
    }
}

/// In a client whose calls wait, nobody else watches over the time: an answer that would come too late is none, and one
/// that never comes is none even without a timeout.
#[cfg(feature = "blocking")]
impl crate::transport::BlockingTransport for Script {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> Result<http::Response<Bytes>, TransportError> {
        let answer = self.capture(request, limits);
        let _open = Open(self);
        let answer = answer.ok_or_else(exhausted)?;
        let delay = if answer.is_never() { Duration::MAX } else { answer.delay };
        match limits.timeout {
            Some(timeout) if delay >= timeout => self.clock.advance(timeout),
            _ if answer.is_never() => {}
            _ => {
                self.clock.advance(delay);
                return answer.outcome();
            }
        }
        Err(TransportError::new(TransportErrorKind::Timeout))
    }
}

fn exhausted() -> TransportError {
    TransportError::new(TransportErrorKind::Other).with_source("the script has no answer left")
}

/// A request that is under way.
struct Open<'a>(&'a Script);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.state().open -= 1;
    }
}

impl Answer {
    /// An answer without a body. A status that is none counts as 500.
    pub fn new(status: u16) -> Self {
        Self::of(Outcome::Status(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)))
    }

    /// An answer in JSON.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::new(status).header("Content-Type", "application/json").body(body.into())
    }

    /// No answer: the request fails.
    pub fn failure(kind: TransportErrorKind) -> Self {
        Self::of(Outcome::Failure(kind))
    }

    /// No answer, ever.
    pub fn never() -> Self {
        Self::of(Outcome::Never)
    }

    /// Adds a header. One that is not valid is left out.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            self.headers.append(name, value);
        }
        self
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Lets this time pass first.
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    fn is_never(&self) -> bool {
        matches!(self.outcome, Outcome::Never)
    }

    /// What comes of the request, if anything does.
    fn outcome(self) -> Result<http::Response<Bytes>, TransportError> {
        match self.outcome {
            Outcome::Status(status) => {
                let mut response = http::Response::new(self.body);
                *response.status_mut() = status;
                *response.headers_mut() = self.headers;
                Ok(response)
            }
            Outcome::Failure(kind) => Err(TransportError::new(kind)),
            Outcome::Never => Err(TransportError::new(TransportErrorKind::Timeout)),
        }
    }

    fn of(outcome: Outcome) -> Self {
        Self { outcome, headers: HeaderMap::new(), body: Bytes::new(), delay: Duration::ZERO }
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Script").field("answers", &state.answers).field("captured", &state.captured).finish()
    }
}

/// Shows neither the body nor the query.
impl fmt::Debug for Captured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Captured")
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}
