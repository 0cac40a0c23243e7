//! A body as it comes.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use crate::call::Call;
use crate::response::Response;
use crate::transport::{BodyStream, TransportError};

/// The body of a successful answer, in the pieces in which it comes. Dropping it ends the answer.
///
/// [`ByteStream::next`] gives one after the other; it is a [`Stream`] as well.
pub struct ByteStream {
    head: Response,
    call: Call,
    body: Option<BodyStream>,
}

impl ByteStream {
    pub(crate) fn new(call: Call, answer: http::Response<BodyStream>) -> Self {
        let (head, body) = answer.into_parts();
        let head = Response::new(call.clone(), http::Response::from_parts(head, Bytes::new()));
        Self { head, call, body: Some(body) }
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

    /// All that is left, in one piece.
    ///
    /// # Errors
    ///
    /// [`TransportError`] if the answer is not complete.
    pub async fn collect(mut self) -> Result<Bytes, TransportError> {
        let Some(first) = self.next().await.transpose()? else { return Ok(Bytes::new()) };
        let mut whole = Vec::new();
        while let Some(piece) = self.next().await.transpose()? {
            if whole.is_empty() {
                whole.extend_from_slice(&first);
            }
            whole.extend_from_slice(&piece);
        }
        Ok(if whole.is_empty() { first } else { whole.into() })
    }

    /// Takes no more of it.
    pub(super) fn end(&mut self) {
        self.body = None;
    }

    /// The whole answer, for those who read it in one piece.
    pub(crate) async fn into_response(self) -> Result<Response, TransportError> {
        let (status, headers, call) = (self.status(), self.headers().clone(), self.call.clone());
        let mut answer = http::Response::new(self.collect().await?);
        *answer.status_mut() = status;
        *answer.headers_mut() = headers;
        Ok(Response::new(call, answer))
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let Some(body) = &mut self.body else { return Poll::Ready(None) };
            match body.as_mut().poll_next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(piece))) if piece.is_empty() => {}
                Poll::Ready(Some(Ok(piece))) => return Poll::Ready(Some(Ok(piece))),
                Poll::Ready(Some(Err(error))) => {
                    self.body = None;
                    return Poll::Ready(Some(Err(error.of(self.call.clone()))));
                }
                Poll::Ready(None) => self.body = None,
            }
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("head", &self.head).finish_non_exhaustive()
    }
}
