//! What an application may see and touch of each attempt: before it is sent, and after its answer.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use crate::call::Call;
use crate::response::shown_headers;
use crate::transport::TransportError;

/// A request that is about to be sent, for [`Options::before_send`](crate::Options::before_send).
#[non_exhaustive]
pub struct Outgoing<'a> {
    /// The `operationId`.
    pub operation: &'a str,
    /// The method.
    pub method: &'a Method,
    /// The URL without its query, and without secrets.
    pub url: &'a str,
    /// How often this call has been sent before: 0 the first time.
    pub resend: u32,
    /// The headers as they will be sent, credentials included. Changes are sent.
    pub headers: &'a mut HeaderMap,
}

/// What came of a request, for [`Options::after_answer`](crate::Options::after_answer).
#[non_exhaustive]
pub struct Incoming<'a> {
    /// The `operationId`.
    pub operation: &'a str,
    /// The method.
    pub method: &'a Method,
    /// The URL without its query, and without secrets.
    pub url: &'a str,
    /// How often this call was sent before this attempt: 0 the first time.
    pub resend: u32,
    /// From the beginning of this attempt to the last byte of its answer.
    pub duration: Duration,
    /// The headers of the answer, or why there is no complete one.
    pub outcome: Result<(StatusCode, &'a HeaderMap), &'a TransportError>,
}

impl Incoming<'_> {
    /// The status, if an answer has come.
    pub fn status(&self) -> Option<StatusCode> {
        self.outcome.as_ref().ok().map(|(status, _)| *status)
    }
}

impl fmt::Debug for Outgoing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("url", &self.url)
            .field("resend", &self.resend)
            .field("headers", &shown_headers(self.headers, None))
            .finish()
    }
}

impl fmt::Debug for Incoming<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("url", &self.url)
            .field("resend", &self.resend)
            .field("duration", &self.duration)
            .field("outcome", &self.outcome.as_ref().map(|(status, headers)| (status, shown_headers(headers, None))))
            .finish()
    }
}

type BeforeSend = dyn Fn(&mut Outgoing<'_>) + Send + Sync;
type AfterAnswer = dyn Fn(&Incoming<'_>) + Send + Sync;

/// The hooks of a client, in the order in which they were added.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    before: Vec<Arc<BeforeSend>>,
    after: Vec<Arc<AfterAnswer>>,
}

impl Hooks {
    pub(crate) fn add_before(&mut self, hook: impl Fn(&mut Outgoing<'_>) + Send + Sync + 'static) {
        self.before.push(Arc::new(hook));
    }

    pub(crate) fn add_after(&mut self, hook: impl Fn(&Incoming<'_>) + Send + Sync + 'static) {
        self.after.push(Arc::new(hook));
    }

    pub(crate) fn before(&self, call: &Call, resend: u32, headers: &mut HeaderMap) {
        if self.before.is_empty() {
            return;
        }
        let Call { operation, method, url, .. } = call;
        let mut outgoing = Outgoing { operation, method, url, resend, headers };
        self.before.iter().for_each(|hook| hook(&mut outgoing));
    }

    pub(crate) fn after(
        &self,
        call: &Call,
        resend: u32,
        duration: Duration,
        outcome: Result<(StatusCode, &HeaderMap), &TransportError>,
    ) {
        if self.after.is_empty() {
            return;
        }
        let Call { operation, method, url, .. } = call;
        let marked;
        let outcome = match outcome {
            Ok((status, headers)) => {
                marked = shown_headers(headers, Some(call));
                Ok((status, &marked))
            }
            Err(error) => Err(error),
        };
        let incoming = Incoming { operation, method, url, resend, duration, outcome };
        self.after.iter().for_each(|hook| hook(&incoming));
    }
}
