//! Lines of JSON.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::HeaderMap;

use super::event::too_large;
use super::split::{Ends, Lines};
use super::{ByteStream, LARGEST};
use crate::decode::{self, DecodeError, Slot};
use crate::json::Json;
use crate::transport::TransportError;

/// A body with a JSON value in each line (NDJSON, JSON Lines). Dropping it ends the answer.
pub struct LineStream<T = Json> {
    body: ByteStream,
    lines: Lines,
    ready: VecDeque<String>,
    item: PhantomData<fn() -> T>,
}

/// A line, which holds a `T` as JSON.
pub struct Line<T = Json> {
    /// The line, as it came.
    pub text: String,
    item: PhantomData<fn() -> T>,
}

impl<T> LineStream<T> {
    pub(crate) fn new(body: ByteStream) -> Self {
        Self { body, lines: Lines::new(Ends::LineFeed), ready: VecDeque::new(), item: PhantomData }
    }

    /// The next line that is not blank; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<Line<T>, TransportError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        self.body.headers()
    }
}

impl<T> Stream for LineStream<T> {
    type Item = Result<Line<T>, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(text) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(Line { text, item: PhantomData })));
            }
            let piece = match ready!(Pin::new(&mut self.body).poll_next(context)) {
                Some(Ok(piece)) => Some(piece),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => None,
            };
            let Self { lines, ready, .. } = &mut *self;
            let mut add = |line: &str| {
                if !line.trim().is_empty() {
                    ready.push_back(line.trim().to_owned());
                }
            };
            match &piece {
                Some(piece) => lines.feed(piece, &mut add),
                // The last line needs no end.
                None => lines.finish(&mut add),
            }
            if piece.is_none() && self.ready.is_empty() {
                return Poll::Ready(None);
            }
            if self.lines.held() > LARGEST {
                self.lines = Lines::new(Ends::LineFeed);
                self.body.end();
                return Poll::Ready(Some(Err(self.body.error(too_large("line")))));
            }
        }
    }
}

impl<T: Slot + Default> Line<T> {
    /// The value in this line.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] if it is no JSON, or not as described.
    pub fn decode(&self) -> Result<T, DecodeError> {
        decode::from_slice(self.text.as_bytes()).map(|decoded| decoded.value)
    }
}

impl<T> fmt::Debug for LineStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LineStream").field(&self.body).finish()
    }
}

impl<T> fmt::Debug for Line<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Line").field(&format_args!("{} bytes", self.text.len())).finish()
    }
}

impl<T> Clone for Line<T> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), item: self.item }
    }
}
