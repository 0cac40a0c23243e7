//! Calls whose answers are read while they come.

use http::StatusCode;
use http::header::{ACCEPT, CONTENT_TYPE};

use super::Core;
use crate::error::{DecodeFailure, DecodeProblem, Error, NoError};
use crate::operation::{Operation, OperationInfo};
use crate::prepare::prepare;
use crate::request::RequestParts;
use crate::stream::{ByteStream, EventStream, LineStream};

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
    /// Any [`Error`]; one of its own is an answer that is no stream of events.
    pub fn events<O: Operation, T>(
        &self,
        operation: &O,
    ) -> impl Future<Output = Result<EventStream<T>, Error<O::Error>>> + Send + use<O, T> {
        let opened = self.open(operation, Some(EVENTS));
        async move {
            let body = opened.await?;
            let events = expect_events(body).await.map_err(Error::widen)?;
            Ok(EventStream::new(events, false))
        }
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
        async move {
            let body = opened.await?;
            let events = expect_events(body).await.map_err(Error::widen)?;
            Ok(EventStream::new(events, true))
        }
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
        async move { opened.await.map(LineStream::new) }
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
        let opening = self.clone().opening(O::INFO, parts);
        async move {
            let body = opening.await.map_err(Error::widen)?;
            if body.status().is_success() {
                return Ok(body);
            }
            let mut response = body.into_response().await?;
            match O::decode(&mut response) {
                Err(error) => Err(error),
                Ok(_) => Err(response.undocumented()),
            }
        }
    }

    async fn opening(self, info: &'static OperationInfo, parts: RequestParts) -> Result<ByteStream, Error<NoError>> {
        let prepared = prepare(&self.options, info, parts)?;
        match self.transport.send_stream(prepared.request, prepared.limits).await {
            Ok(answer) => Ok(ByteStream::new(prepared.call, answer)),
            Err(error) => Err(error.of(prepared.call).into()),
        }
    }
}

/// 204 says that there will be no events.
async fn expect_events(body: ByteStream) -> Result<ByteStream, Error<NoError>> {
    let media_type = body.headers().get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let media_type = media_type.unwrap_or_default();
    let found = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if found == EVENTS || body.status() == StatusCode::NO_CONTENT {
        return Ok(body);
    }
    let problem = DecodeProblem::Stream { expected: EVENTS, found };
    let response = body.into_response().await?;
    Err(Error::Decode(Box::new(DecodeFailure { problem, response })))
}
