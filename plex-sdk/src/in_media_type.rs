//! An operation whose answer is wanted in another media type.

use bytes::Bytes;

use crate::error::Error;
use crate::operation::{Operation, OperationInfo};
use crate::request::RequestParts;
use crate::response::Response;

/// An operation whose answer is asked for in a media type of the caller's choice, and given as it comes.
///
/// It stands where the operation does: a client sends it, and so does
/// [`Options::request`](crate::Options::request) without one. Errors are those of the operation.
#[derive(Clone, Copy, Debug)]
pub struct InMediaType<'a, O> {
    operation: &'a O,
    media_type: &'a str,
}

impl<'a, O: Operation> InMediaType<'a, O> {
    /// Asks for `media_type`, the value of the header `Accept`. One that cannot be sent is an error before anything is.
    pub fn new(operation: &'a O, media_type: &'a str) -> Self {
        Self { operation, media_type }
    }
}

impl<O: Operation> Operation for InMediaType<'_, O> {
    const INFO: &'static OperationInfo = O::INFO;
    type Output = Bytes;
    type Error = O::Error;

    fn encode(&self, request: &mut RequestParts) {
        self.operation.encode(request);
        request.header("Accept", &self.media_type);
    }

    fn decode(response: &mut Response) -> Result<Bytes, Error<O::Error>> {
        // What the operation makes of a success is not asked: it may be in any form.
        if response.status().is_success() {
            return Ok(response.bytes());
        }
        O::decode(response).map(|_| response.bytes())
    }
}
