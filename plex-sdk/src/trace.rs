//! One span per call, with the names of the OpenTelemetry conventions for HTTP clients. Nothing without the feature
//! `tracing`. No field holds a query, a header or an argument.

use bytes::Bytes;

use crate::error::{Error, NoError};
use crate::operation::OperationInfo;
use crate::prepare::Prepared;
use crate::response::Response;
use crate::transport::TransportError;

/// The span of a call.
#[cfg(feature = "tracing")]
pub(crate) struct CallSpan {
    span: tracing::Span,
}

#[cfg(not(feature = "tracing"))]
pub(crate) struct CallSpan;

#[cfg(feature = "tracing")]
impl CallSpan {
    pub(crate) fn new(info: &OperationInfo) -> Self {
        let span = tracing::info_span!(
            "plex_sdk.call",
            otel.name = format_args!("{} {}", info.method, info.path),
            otel.kind = "client",
            otel.status_code = tracing::field::Empty,
            operation.id = info.id,
            http.request.method = info.method.as_str(),
            http.request.resend_count = tracing::field::Empty,
            http.response.status_code = tracing::field::Empty,
            url.template = info.path,
            url.scheme = tracing::field::Empty,
            server.address = tracing::field::Empty,
            server.port = tracing::field::Empty,
            error.r#type = tracing::field::Empty,
        );
        Self { span }
    }

    /// Says where the call goes.
    pub(crate) fn prepared(&self, prepared: &Prepared) {
        let uri = prepared.request.uri();
        let scheme = uri.scheme_str().unwrap_or_default();
        let port = uri.port_u16().unwrap_or(if scheme == "http" { 80 } else { 443 });
        self.span.record("url.scheme", scheme);
        self.span.record("server.address", uri.host().unwrap_or_default());
        self.span.record("server.port", port);
    }

    /// Says why the call was never sent.
    pub(crate) fn unsent(&self, error: &Error<NoError>) {
        let kind = match error {
            Error::InvalidRequest(_) => "invalid_request",
            Error::Credential(_) => "credential",
            Error::Transport(error) => error.kind().as_str(),
            _ => "other",
        };
        self.span.record("error.type", kind);
        self.span.record("otel.status_code", "ERROR");
    }

    /// Notes that the call is sent again after `wait`.
    pub(crate) fn retrying(&self, outcome: &Result<http::Response<Bytes>, TransportError>, wait: std::time::Duration) {
        let reason = error_type(outcome).unwrap_or_default();
        tracing::debug!(parent: &self.span, error.r#type = reason, wait = wait.as_secs_f64(), "sending again");
    }

    /// Says how the call ended, after it was sent again `resends` times.
    pub(crate) fn finished(&self, outcome: &Result<http::Response<Bytes>, TransportError>, resends: u32) {
        if resends > 0 {
            self.span.record("http.request.resend_count", resends);
        }
        if let Ok(answer) = outcome {
            self.span.record("http.response.status_code", answer.status().as_u16());
        }
        if let Some(kind) = error_type(outcome) {
            self.span.record("error.type", kind);
            self.span.record("otel.status_code", "ERROR");
        }
    }

    /// Runs a call within its span.
    pub(crate) fn run<F: Future>(&self, call: F) -> impl Future<Output = F::Output> {
        use tracing::Instrument as _;
        call.instrument(self.span.clone())
    }
}

#[cfg(not(feature = "tracing"))]
impl CallSpan {
    pub(crate) fn new(_: &OperationInfo) -> Self {
        Self
    }

    pub(crate) fn prepared(&self, _: &Prepared) {}

    pub(crate) fn unsent(&self, _: &Error<NoError>) {}

    pub(crate) fn retrying(&self, _: &Result<http::Response<Bytes>, TransportError>, _: std::time::Duration) {}

    pub(crate) fn finished(&self, _: &Result<http::Response<Bytes>, TransportError>, _: u32) {}

    pub(crate) fn run<F: Future>(&self, call: F) -> F {
        call
    }
}

/// The status, or the kind of the failure, as the conventions have it.
#[cfg(feature = "tracing")]
fn error_type(outcome: &Result<http::Response<Bytes>, TransportError>) -> Option<String> {
    match outcome {
        Ok(answer) if answer.status().is_client_error() || answer.status().is_server_error() => {
            Some(answer.status().as_str().to_owned())
        }
        Ok(_) => None,
        Err(error) => Some(error.kind().as_str().to_owned()),
    }
}

/// Says that a redirect is followed, and to whom.
pub(crate) fn redirected(status: http::StatusCode, origin: &str) {
    #[cfg(feature = "tracing")]
    tracing::debug!(http.response.status_code = status.as_u16(), redirect.origin = origin, "following a redirect");
    #[cfg(not(feature = "tracing"))]
    let _ = (status, origin);
}

/// Says that an answer was decoded though it is not quite as described.
pub(crate) fn drift(answer: &Response) {
    #[cfg(feature = "tracing")]
    tracing::info!(
        operation.id = answer.operation(),
        drift.count = answer.drift().len(),
        drift.first = answer.drift().entries().first().map(tracing::field::display),
        "an answer is not quite as described"
    );
    #[cfg(not(feature = "tracing"))]
    let _ = answer;
}
