//! Server-sent events.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use http::HeaderMap;

use super::parser::{Parser, Raw};
use super::{ByteStream, LARGEST};
use crate::decode::{self, DecodeError, Slot};
use crate::json::{Json, Object};
use crate::transport::{TransportError, TransportErrorKind};

/// Server-sent events, one after the other. Dropping it ends the answer.
///
/// The connection is not opened again when it ends: send the request with [`EventStream::last_event_id`] in the header
/// `Last-Event-ID`.
pub struct EventStream<T = Json> {
    body: ByteStream,
    parser: Parser,
    whole: bool,
    item: PhantomData<fn() -> T>,
}

/// A server-sent event. `T` is what its data is described as.
pub struct Event<T = Json> {
    /// What kind of event it is; `message` if the server does not say.
    pub event: String,
    /// The data, as it came.
    pub data: String,
    /// The last identifier that the server gave, with this event or before; empty if there was none.
    pub id: String,
    whole: bool,
    item: PhantomData<fn() -> T>,
}

impl<T> EventStream<T> {
    pub(crate) fn new(body: ByteStream, whole: bool) -> Self {
        Self { body, parser: Parser::new(), whole, item: PhantomData }
    }

    /// The next event; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<Event<T>, TransportError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        self.body.headers()
    }

    /// The last identifier that the server gave; empty if there was none.
    pub fn last_event_id(&self) -> &str {
        self.parser.last_id()
    }

    /// How long the server asks to wait before the connection is opened again.
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry()
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(Raw { event, data, id }) = self.parser.ready.pop_front() {
                let whole = self.whole;
                return Poll::Ready(Some(Ok(Event { event, data, id, whole, item: PhantomData })));
            }
            match ready!(Pin::new(&mut self.body).poll_next(context)) {
                Some(Ok(piece)) => self.parser.feed(&piece),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
            if self.parser.held() > LARGEST {
                self.parser = Parser::new();
                self.body.end();
                return Poll::Ready(Some(Err(self.body.error(too_large("event")))));
            }
        }
    }
}

pub(super) fn too_large(what: &str) -> TransportError {
    TransportError::new(TransportErrorKind::TooLarge).with_source(format!("one {what} is larger than {LARGEST} bytes"))
}

impl<T: Slot + Default> Event<T> {
    /// The event as it is described: its data as JSON. Many servers send a last event that is none, such as `[DONE]`.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] if the data is no JSON, or not as described.
    pub fn decode(&self) -> Result<T, DecodeError> {
        if !self.whole {
            return decode::from_slice(self.data.as_bytes()).map(|decoded| decoded.value);
        }
        let text = Json::String(self.data.clone());
        let Ok(json) = decode::from_slice::<Json>(self.data.as_bytes()) else {
            return self.with_data(&text);
        };
        // Data that is text all the same, though it looks like JSON.
        self.with_data(&json.value).or_else(|error| self.with_data(&text).map_err(|_| error))
    }

    fn with_data(&self, data: &Json) -> Result<T, DecodeError> {
        let id = Some(&self.id).filter(|id| !id.is_empty());
        let object = Object::new().field("event", &self.event).field("data", data).optional("id", &id).build();
        decode::from_json(&object).map(|decoded| decoded.value)
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EventStream").field(&self.body).finish()
    }
}

impl<T> fmt::Debug for Event<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("event", &self.event)
            .field("id", &self.id)
            .field("data", &format_args!("{} bytes", self.data.len()))
            .finish()
    }
}

impl<T> Clone for Event<T> {
    fn clone(&self) -> Self {
        let Self { event, data, id, whole, item } = self;
        Self { event: event.clone(), data: data.clone(), id: id.clone(), whole: *whole, item: *item }
    }
}
