//! Calls whose answers are read while they come.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};

use super::Core;
use crate::clock::{Clock, SleepFuture};
use crate::dispatch::{Driver, dispatch};
use crate::error::{DecodeFailure, DecodeProblem, Error, NoError};
use crate::operation::{Operation, OperationInfo};
use crate::request::RequestParts;
use crate::response::Response;
use crate::stream::{ByteStream, EventStream, LineStream, whole};
use crate::trace::CallSpan;
use crate::transport::{BodyStream, Limits, TransportFuture};

const EVENTS: &str = "text/event-stream";

impl Core {
    /// Sends a request and gives the body of a successful answer as it comes.
    ///
    /// # Errors
    ///
    /// Any [`Error`]; the answers that are errors are read as a whole.
    pub fn stream<O: Operation>(
        &self,
        operation: &O,
    ) -> impl Future<Output = Result<ByteStream, Error<O::Error>>> + Send + use<O> {
        self.open(operation, None)
    }

    /// Sends a request and gives the server-sent events of a successful answer.
    ///
    /// # Errors
    ///
    /// Any [`Error`]; [`DecodeProblem::Stream`] for a successful answer that is no stream of events.
    pub fn events<O: Operation, T>(
        &self,
        operation: &O,
    ) -> impl Future<Output = Result<EventStream<T>, Error<O::Error>>> + Send + use<O, T> {
        let opened = self.open(operation, Some(EVENTS));
        async move { Ok(EventStream::new(opened.await?, false)) }
    }

    /// As [`Core::events`], with a description of whole events rather than of their data.
    ///
    /// # Errors
    ///
    /// Those of [`Core::events`].
    pub fn whole_events<O: Operation, T>(
        &self,
        operation: &O,
    ) -> impl Future<Output = Result<EventStream<T>, Error<O::Error>>> + Send + use<O, T> {
        let opened = self.open(operation, Some(EVENTS));
        async move { Ok(EventStream::new(opened.await?, true)) }
    }

    /// Sends a request and gives the lines of JSON of a successful answer.
    ///
    /// # Errors
    ///
    /// Any [`Error`].
    pub fn lines<O: Operation, T>(
        &self,
        operation: &O,
        media_type: &'static str,
    ) -> impl Future<Output = Result<LineStream<T>, Error<O::Error>>> + Send + use<O, T> {
        let opened = self.open(operation, Some(media_type));
        async move { Ok(LineStream::new(opened.await?)) }
    }

    /// `accept` is the media type to ask for, if it is not that of the operation.
    fn open<O: Operation>(
        &self,
        operation: &O,
        accept: Option<&'static str>,
    ) -> impl Future<Output = Result<ByteStream, Error<O::Error>>> + Send + use<O> {
        let mut parts = RequestParts::default();
        if let Some(accept) = accept {
            parts.header_text(ACCEPT.as_str(), accept, false);
        }
        operation.encode(&mut parts);
        let opening = self.clone().opening(O::INFO, parts, accept == Some(EVENTS));
        async move {
            match opening.await {
                Ok(Opened::Stream(body)) => Ok(body),
                Ok(Opened::Whole(mut response)) => match O::decode(&mut response) {
                    Err(error) => Err(error),
                    Ok(_) => Err(response.undocumented()),
                },
                Err(error) => Err(error.widen()),
            }
        }
    }

    async fn opening(
        self,
        info: &'static OperationInfo,
        parts: RequestParts,
        events: bool,
    ) -> Result<Opened, Error<NoError>> {
        let opening = Opening { core: &self, events, body: Mutex::new(None) };
        let span = CallSpan::new(info);
        let response = span.run(dispatch(&opening, &self.options, info, parts, &span)).await?;
        let body = opening.body.into_inner().unwrap_or_else(PoisonError::into_inner);
        match body {
            Some(body) => {
                let cancelled = self.options.settings().cancellations.watch();
                Ok(Opened::Stream(ByteStream::new(response, body, cancelled)))
            }
            None if response.status().is_success() => {
                let problem = DecodeProblem::Stream { expected: EVENTS, found: essence(response.headers()) };
                Err(DecodeFailure { problem, response: Some(response) }.into())
            }
            None => Ok(Opened::Whole(response)),
        }
    }
}

/// What came of a request for a stream.
enum Opened {
    Stream(ByteStream),
    /// An error of the server's, with its body.
    Whole(Response),
}

/// Sends requests for streams: a call is made as any other, but the body of a success stays behind.
struct Opening<'a> {
    core: &'a Core,
    /// Server-sent events are expected.
    events: bool,
    body: Mutex<Option<BodyStream>>,
}

impl Opening<'_> {
    /// A success that is no stream is of interest as a whole. 204 says that there will be no events.
    fn is_stream(&self, head: &http::response::Parts) -> bool {
        let expected = !self.events || head.status == StatusCode::NO_CONTENT || essence(&head.headers) == EVENTS;
        head.status.is_success() && expected
    }
}

impl Driver for Opening<'_> {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        Box::pin(async move {
            let (head, body) = self.core.transport.send_stream(request, limits).await?.into_parts();
            let mut answer = http::Response::from_parts(head.clone(), Bytes::new());
            if self.is_stream(&head) {
                *self.body.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
                return Ok(answer);
            }
            let (content, end) = whole(body, limits.max_body.unwrap_or(usize::MAX)).await;
            *answer.body_mut() = content;
            match end {
                Ok(()) => Ok(answer),
                Err(error) => Err(error.with_partial(answer)),
            }
        })
    }

    fn sleep(&self, duration: Duration) -> SleepFuture {
        self.core.sleep(duration)
    }

    fn clock(&self) -> &dyn Clock {
        self.core.clock()
    }
}

/// The media type without parameters, in lower case; empty if there is none.
fn essence(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
    value.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
