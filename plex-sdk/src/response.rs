//! An answer, and how it becomes a value or an error.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::call::Call;
use crate::decode::{self, DriftReport, Slot};
use crate::error::{DecodeFailure, DecodeProblem, Documented, Error, server_message};
use crate::request::is_sensitive;

/// Status, headers and body of an answer, and the call it belongs to.
///
/// `Debug` shows neither the body nor the headers that hold secrets.
#[derive(Clone)]
pub struct Response {
    call: Call,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    drift: DriftReport,
}

impl Response {
    pub(crate) fn new(call: Call, response: http::Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        let mut headers = parts.headers;
        mark_secrets(&mut headers);
        Self { call, status: parts.status, headers, body, drift: DriftReport::default() }
    }

    /// The `operationId` of the call.
    pub fn operation(&self) -> &'static str {
        self.call.operation
    }

    /// The URL of the call, without its query and without secrets.
    pub fn url(&self) -> &str {
        &self.call.url
    }

    #[cfg(feature = "stream")]
    pub(crate) fn call(&self) -> &Call {
        &self.call
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers. `Debug` of those that hold secrets says `Sensitive`.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Where the decoded body differs from its description, as far as that was tolerated.
    pub fn drift(&self) -> &DriftReport {
        &self.drift
    }

    /// The message of the server in the JSON body of an error, from the fields where one commonly is. A successful
    /// answer has none: its `title` is somebody's data.
    pub fn message(&self) -> Option<String> {
        if self.status.is_success() {
            return None;
        }
        server_message(&self.body, self.call.messages).map(|message| self.call.scrub(message))
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if it is empty, no JSON, or not as described.
    pub fn json<T: Slot + Default, E>(&mut self) -> Result<T, Error<E>> {
        let decoded = decode::from_slice(&self.body).map_err(|error| self.not_json(error))?;
        self.drift = decoded.drift;
        Ok(decoded.value)
    }

    /// The body as JSON; `None` if it is empty.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if it is no JSON, or not as described.
    pub fn json_optional<T: Slot + Default, E>(&mut self) -> Result<Option<T>, Error<E>> {
        if self.body.is_empty() { Ok(None) } else { self.json().map(Some) }
    }

    /// The body as XML: not supported yet.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`], always; it keeps the body.
    pub fn xml<T: Slot + Default, E>(&mut self) -> Result<T, Error<E>> {
        Err(self.decode_failure(DecodeProblem::Xml))
    }

    /// The body as text. Bytes that are no UTF-8 become U+FFFD.
    pub fn text(&mut self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body.
    pub fn bytes(&mut self) -> Bytes {
        self.body.clone()
    }

    /// A documented error without a body of interest.
    pub fn error<E>(&mut self, error: E) -> Error<E> {
        Error::Documented(Box::new(Documented { error, response: self.take() }))
    }

    /// A documented error with a JSON body; `None` if the body cannot be decoded.
    pub fn error_json<T: Slot + Default, E>(&mut self, error: impl FnOnce(Option<T>) -> E) -> Error<E> {
        let payload = decode::from_slice(&self.body).ok().map(|decoded| {
            self.drift = decoded.drift;
            decoded.value
        });
        self.error(error(payload))
    }

    /// A documented error with an XML body; `None`, since XML is not supported yet.
    pub fn error_xml<T: Slot + Default, E>(&mut self, error: impl FnOnce(Option<T>) -> E) -> Error<E> {
        self.error(error(None))
    }

    /// A documented error whose body is text.
    pub fn error_text<E>(&mut self, error: impl FnOnce(String) -> E) -> Error<E> {
        let error = error(self.text());
        self.error(error)
    }

    /// A documented error whose body is of some other kind.
    pub fn error_bytes<E>(&mut self, error: impl FnOnce(Bytes) -> E) -> Error<E> {
        let error = error(self.bytes());
        self.error(error)
    }

    /// An answer with a status that is not documented.
    pub fn undocumented<E>(&mut self) -> Error<E> {
        Error::Undocumented(Box::new(self.take()))
    }

    /// Call, status and the server's words, in one line.
    pub(crate) fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: answered {}", self.call, self.status.as_u16())?;
        if let Some(reason) = self.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        match self.message() {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }

    fn not_json<E>(&mut self, error: decode::DecodeError) -> Error<E> {
        let media_type = self.headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let media_type = media_type.unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let problem = if self.body.is_empty() {
            DecodeProblem::Empty
        } else if essence.is_empty() || essence.contains("json") || looks_like_json(&self.body) {
            DecodeProblem::Json(error)
        } else {
            DecodeProblem::MediaType { found: essence }
        };
        self.decode_failure(problem)
    }

    fn decode_failure<E>(&mut self, problem: DecodeProblem) -> Error<E> {
        Error::Decode(Box::new(DecodeFailure { problem, response: self.take() }))
    }

    /// The answer for an error to keep.
    fn take(&mut self) -> Self {
        Self {
            call: self.call.clone(),
            status: self.status,
            headers: std::mem::take(&mut self.headers),
            body: self.body.clone(),
            drift: std::mem::take(&mut self.drift),
        }
    }
}

/// The same headers, with those that hold secrets marked so that `Debug` does not show them.
pub(crate) fn shown_headers(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    mark_secrets(&mut headers);
    headers
}

fn mark_secrets(headers: &mut HeaderMap) {
    for (name, value) in headers {
        let secret = value.is_sensitive() || is_sensitive(name) || name == http::header::LOCATION;
        value.set_sensitive(secret);
    }
}

/// Whether a body that cannot be decoded is JSON of another shape rather than a page.
fn looks_like_json(body: &[u8]) -> bool {
    body.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'{' | b'['))
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("call", &self.call)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("drift", &self.drift)
            .finish()
    }
}
