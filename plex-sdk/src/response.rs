//! An answer, and how it becomes a value or an error.

mod answer;
mod format;
mod reading;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use answer::Answer;
use format::{ContentType, Format};
pub(crate) use reading::Reading;

use crate::call::Call;
use crate::decode::{Decoded, DriftReport, Reader, Slot};
use crate::error::{DecodeFailure, DecodeProblem, Documented, Error, LARGEST_ENVELOPE, server_code, server_message};
use crate::json::Json;
use crate::redirect::Redirected;
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
    pub(crate) fn new(mut call: Call, response: http::Response<Bytes>) -> Self {
        let (mut parts, body) = response.into_parts();
        if let Some(redirected) = parts.extensions.remove::<Redirected>() {
            call.redirected_to = Some(redirected.origin);
        }
        let mut headers = parts.headers;
        mark_secrets(&mut headers, Some(&call));
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

    /// Scheme, host and port of the server that has answered, if [redirects](crate::Options::redirects) led to it; `None`
    /// if none was followed.
    pub fn redirected_to(&self) -> Option<&str> {
        self.call.redirected_to.as_deref()
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

    /// The message of the server in the body of an error, from the fields where one commonly is. A successful answer
    /// has none: its `title` is somebody's data.
    pub fn message(&self) -> Option<String> {
        server_message(&self.envelope()?, self.call.messages, |text| self.call.scrub(text))
    }

    /// The number that the server itself gives an error: `errors[0].code` of Plex, or `code` where it commonly is.
    pub fn code(&self) -> Option<i64> {
        server_code(&self.envelope()?)
    }

    /// The body, described as JSON. One that is XML is read as such, with the feature `xml`.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if it is empty, not readable, or not as described.
    pub fn json<T: Slot + Default, E>(&mut self) -> Result<T, Error<E>> {
        self.value(Format::Json)
    }

    /// The body, described as JSON; `None` if it is empty.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if it is not readable, or not as described.
    pub fn json_optional<T: Slot + Default, E>(&mut self) -> Result<Option<T>, Error<E>> {
        if self.body.is_empty() { Ok(None) } else { self.json().map(Some) }
    }

    /// The body, described as XML. One that is JSON is read as such.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if it is empty, not readable, not as described, or XML without the feature `xml`.
    pub fn xml<T: Slot + Default, E>(&mut self) -> Result<T, Error<E>> {
        self.value(Format::Xml)
    }

    /// The body, described as XML; `None` if it is empty.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] if it is not readable, not as described, or XML without the feature `xml`.
    pub fn xml_optional<T: Slot + Default, E>(&mut self) -> Result<Option<T>, Error<E>> {
        if self.body.is_empty() { Ok(None) } else { self.xml().map(Some) }
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

    /// A documented error with a body that is described as JSON; `None` if it cannot be decoded.
    pub fn error_json<T: Slot + Default, E>(&mut self, error: impl FnOnce(Option<T>) -> E) -> Error<E> {
        self.error_with(Format::Json, error)
    }

    /// A documented error with a body that is described as XML; `None` if it cannot be decoded.
    pub fn error_xml<T: Slot + Default, E>(&mut self, error: impl FnOnce(Option<T>) -> E) -> Error<E> {
        self.error_with(Format::Xml, error)
    }

    /// A documented error whose body is text.
    pub fn error_text<E>(&mut self, error: impl FnOnce(String) -> E) -> Error<E> {
        let text = self.text();
        let error = error(self.call.scrub(text));
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

    /// Words of the server, without the secrets of the call.
    pub(crate) fn scrub(&self, text: String) -> String {
        self.call.scrub(text)
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

    fn value<T: Slot + Default, E>(&mut self, described: Format) -> Result<T, Error<E>> {
        let value = self.read(described).and_then(|decoded| self.note(decoded.drift, true).map(|()| decoded.value));
        value.map_err(|problem| self.decode_failure(problem))
    }

    fn error_with<T: Slot + Default, E>(&mut self, described: Format, error: impl FnOnce(Option<T>) -> E) -> Error<E> {
        // What is read of an error is printed sooner or later; what was sent must not be in it.
        let harmless = self.harmless_body(described);
        let whole = harmless.map(|harmless| std::mem::replace(&mut self.body, harmless));
        let payload = self.read(described);
        if let Some(whole) = whole {
            self.body = whole;
        }
        // It is an error already: drift makes it no other one.
        let payload = payload.and_then(|decoded| self.note(decoded.drift, false).map(|()| decoded.value));
        self.error(error(payload.ok()))
    }

    /// The body without the secrets of the call, if it repeats any.
    fn harmless_body(&self, described: Format) -> Option<Bytes> {
        let text = match described.of(&ContentType::of(&self.headers), &self.body) {
            // Whatever could be escaped is written in one way only.
            Format::Json => self.reader().decode::<Json>().ok()?.value.to_string(),
            Format::Xml => std::str::from_utf8(&self.body).ok()?.to_owned(),
        };
        let harmless = self.call.scrub(text.clone());
        (harmless != text).then(|| harmless.into())
    }

    fn reader(&self) -> Reader<'_> {
        Reader::new(&self.body).memory(self.call.reading.memory())
    }

    fn read<T: Slot + Default>(&self, described: Format) -> Result<Decoded<T>, DecodeProblem> {
        let content_type = ContentType::of(&self.headers);
        let format = described.of(&content_type, &self.body);
        let decoded = match format {
            Format::Json => {
                let reader = self.reader().report_unknown_fields(self.call.reading.unknown_fields);
                reader.enveloped(described == Format::Xml).decode().map_err(DecodeProblem::Json)
            }
            #[cfg(feature = "xml")]
            Format::Xml => {
                let Reading { unknown_fields, .. } = self.call.reading;
                let (charset, memory) = (content_type.charset.as_deref(), self.call.reading.memory());
                crate::xml::decode(&self.body, charset, memory, unknown_fields).map_err(DecodeProblem::Xml)
            }
            #[cfg(not(feature = "xml"))]
            Format::Xml => Err(DecodeProblem::XmlUnsupported),
        };
        decoded.map_err(|problem| self.problem(described, format, &content_type, problem))
    }

    /// What is wrong, in the most helpful terms.
    fn problem(&self, described: Format, tried: Format, found: &ContentType, problem: DecodeProblem) -> DecodeProblem {
        let error = match problem {
            _ if self.body.is_empty() => return DecodeProblem::Empty,
            DecodeProblem::Json(ref error) | DecodeProblem::Xml(ref error) => error,
            other => return other,
        };
        let looks_so = tried == Format::Json && matches!(self.body.trim_ascii_start().first(), Some(b'{' | b'['));
        if !looks_so && !found.suits(tried) {
            let repeats = self.call.forms().any(|secret| found.essence.contains(&secret.to_ascii_lowercase()));
            let found = if repeats { "something else".to_owned() } else { found.essence.clone() };
            return DecodeProblem::MediaType { expected: described.name(), found };
        }
        let mut error = error.clone();
        if std::str::from_utf8(&self.body).is_err_and(|bytes| bytes.valid_up_to() == error.offset) {
            error.found.push_str(&found.encoding(&self.headers));
        }
        error.path = self.call.scrub(error.path);
        error.found = self.call.scrub(error.found);
        if tried == Format::Json { DecodeProblem::Json(error) } else { DecodeProblem::Xml(error) }
    }

    /// Keeps a report, without the secrets of the call, and passes it on.
    fn note(&mut self, mut drift: DriftReport, success: bool) -> Result<(), DecodeProblem> {
        if drift.is_empty() {
            return Ok(());
        }
        drift.rewrite(|text| self.call.scrub(text));
        self.drift = drift;
        crate::trace::drift(self);
        for hook in &self.call.reading.on_drift {
            hook(self);
        }
        if success && self.call.reading.strict {
            return Err(DecodeProblem::Drift(self.drift.clone()));
        }
        Ok(())
    }

    /// The body of an error as free-form JSON, if it is small enough for an envelope.
    fn envelope(&self) -> Option<Json> {
        if self.status.is_success() || self.body.len() > LARGEST_ENVELOPE {
            return None;
        }
        let content_type = ContentType::of(&self.headers);
        let described = if self.body.trim_ascii_start().starts_with(b"<") { Format::Xml } else { Format::Json };
        match described.of(&content_type, &self.body) {
            Format::Json => self.reader().decode().ok().map(|decoded| decoded.value),
            #[cfg(feature = "xml")]
            Format::Xml => {
                let decoded =
                    crate::xml::decode(&self.body, content_type.charset.as_deref(), self.call.reading.memory(), false);
                decoded.ok().map(|decoded| decoded.value)
            }
            #[cfg(not(feature = "xml"))]
            Format::Xml => None,
        }
    }

    fn decode_failure<E>(&mut self, problem: DecodeProblem) -> Error<E> {
        Error::Decode(Box::new(DecodeFailure { problem, response: Some(self.take()) }))
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
pub(crate) fn shown_headers(headers: &HeaderMap, call: Option<&Call>) -> HeaderMap {
    let mut headers = headers.clone();
    mark_secrets(&mut headers, call);
    headers
}

/// Marks the headers that hold secrets, and those that repeat one of the call.
fn mark_secrets(headers: &mut HeaderMap, call: Option<&Call>) {
    let repeated: Vec<_> = call.into_iter().flat_map(Call::forms).collect();
    for (name, value) in headers {
        let text = String::from_utf8_lossy(value.as_bytes());
        let repeats = repeated.iter().any(|secret| text.contains(&**secret));
        let secret = repeats || value.is_sensitive() || is_sensitive(name) || name == http::header::LOCATION;
        value.set_sensitive(secret);
    }
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
