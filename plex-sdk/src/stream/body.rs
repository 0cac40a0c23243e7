//! A body as it comes.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use crate::cancellation::Watch;
use crate::response::Response;
use crate::transport::{BodyStream, TransportError, TransportErrorKind};

/// The body of a successful answer, in the pieces in which it comes. Dropping it ends the answer.
///
/// [`ByteStream::next`] gives one after the other; it is a [`Stream`] as well.
pub struct ByteStream {
    head: Response,
    /// Until it ends; with what may end it earlier.
    body: Option<(BodyStream, Watch)>,
}

impl ByteStream {
    /// `head` is the answer without its body.
    pub(crate) fn new(head: Response, body: BodyStream, cancelled: Watch) -> Self {
        Self { head, body: Some((body, cancelled)) }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The next piece; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Takes no more of it.
    pub(super) fn end(&mut self) {
        self.body = None;
    }

    /// The error as one of this answer.
    pub(super) fn error(&self, error: TransportError) -> TransportError {
        error.of(self.head.call().clone())
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let Some((body, cancelled)) = &mut self.body else { return Poll::Ready(None) };
            if Pin::new(cancelled).poll(context).is_ready() {
                self.end();
                return Poll::Ready(Some(Err(self.error(TransportError::new(TransportErrorKind::Cancelled)))));
            }
            match body.as_mut().poll_next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(piece))) if piece.is_empty() => {}
                Poll::Ready(Some(Ok(piece))) => return Poll::Ready(Some(Ok(piece))),
                Poll::Ready(Some(Err(error))) => {
                    self.end();
                    return Poll::Ready(Some(Err(self.error(error))));
                }
                Poll::Ready(None) => self.end(),
            }
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("head", &self.head).finish_non_exhaustive()
    }
}

/// Reads a body to its end, but no more than `limit` bytes; and says why it is not complete, if it is not.
pub(crate) async fn whole(mut body: BodyStream, limit: usize) -> (Bytes, Result<(), TransportError>) {
    let mut content = Vec::new();
    let end = loop {
        match poll_fn(|context| body.as_mut().poll_next(context)).await {
            Some(Ok(piece)) if piece.len() > limit - content.len().min(limit) => {
                break Err(TransportError::new(TransportErrorKind::TooLarge));
            }
            Some(Ok(piece)) => content.extend_from_slice(&piece),
            Some(Err(error)) => break Err(error),
            None => break Ok(()),
        }
    };
    (content.into(), end)
}
