//! A value together with the answer it was read from.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::Response;
use crate::decode::DriftReport;

/// What a call gave, with status, headers, raw body and drift.
///
/// ```
/// use plex_sdk::codegen::Operation;
/// use plex_sdk::users::GetUsers;
///
/// # fn run(received: plex_sdk::http::Response<plex_sdk::Bytes>) -> Result<(), Box<dyn std::error::Error>> {
/// let answer = GetUsers::new().answer(received)?;
/// for drift in answer.drift() {
///     eprintln!("{drift}");
/// }
/// let users = answer.into_inner();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Answer<T> {
    /// The value.
    pub value: T,
    /// The answer.
    pub response: Response,
}

impl<T> Answer<T> {
    pub(crate) fn new(value: T, response: Response) -> Self {
        Self { value, response }
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The body, as it came.
    pub fn body(&self) -> &Bytes {
        self.response.body()
    }

    /// Where the body differs from its description, as far as that was tolerated.
    pub fn drift(&self) -> &DriftReport {
        self.response.drift()
    }
}
