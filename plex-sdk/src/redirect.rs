//! Redirects, where the caller wants them followed: which ones, and what goes along. Above any transport.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, Method, StatusCode};

use crate::call::Call;
use crate::dispatch::Driver;
use crate::operation::OperationInfo;
use crate::options::Settings;
use crate::transport::{Limits, TransportError, TransportErrorKind};
use crate::url::{origin, resolve};

/// All that may go to another origin. Custom headers are credentials and identities more often than not.
const HARMLESS: [http::HeaderName; 2] = [ACCEPT, USER_AGENT];

/// Where an answer comes from, if redirects led there.
#[derive(Clone)]
pub(crate) struct Redirected {
    /// Scheme, host and port, without secrets.
    pub(crate) origin: String,
    /// What identifies the caller was left behind.
    pub(crate) bare: bool,
}

/// Sends a request, and follows as many redirects as the settings allow. `limits` hold for all of that together.
pub(crate) async fn send(
    driver: &dyn Driver,
    mut request: http::Request<Bytes>,
    limits: Limits,
    settings: &Settings,
    info: &OperationInfo,
    call: &Call,
) -> Result<http::Response<Bytes>, TransportError> {
    let started = driver.clock().now();
    let mut seen = vec![(request.method().clone(), request.uri().clone())];
    let mut redirected: Option<Redirected> = None;
    loop {
        let taken = driver.clock().now().saturating_duration_since(started);
        let limits = Limits { timeout: limits.timeout.map(|timeout| timeout.saturating_sub(taken)), ..limits };
        let failed = |error: TransportError| error.of_redirect(redirected.as_ref());
        // With a transport that waits, there was no other moment to ask.
        if redirected.is_some() && settings.cancellations.any() {
            return Err(failed(TransportError::new(TransportErrorKind::Cancelled)));
        }
        if limits.timeout == Some(Duration::ZERO) {
            return Err(failed(TransportError::new(TransportErrorKind::Timeout)));
        }
        let mut answer = driver.send(request.clone(), limits).await.map_err(failed)?;
        if let Some(redirected) = &redirected {
            answer.extensions_mut().insert(redirected.clone());
        }
        let Some((method, location)) = redirect(&request, &answer, info) else { return Ok(answer) };
        let refuse = |answer, reason: String| {
            Err(TransportError::new(TransportErrorKind::Redirect).with_source(reason).with_partial(answer))
        };
        let target = match location.and_then(|location| resolve(request.uri(), location)) {
            Ok(target) => target,
            Err(reason) => return refuse(answer, format!("the target of a redirect {reason}")),
        };
        let (from, to) = (origin(request.uri()), origin(&target));
        let shown = shown(&to, call);
        if from.starts_with("https:") && !to.starts_with("https:") {
            return refuse(answer, format!("a redirect to {shown} would leave https"));
        }
        if seen.contains(&(method.clone(), target.clone())) {
            return refuse(answer, format!("the redirects lead in a circle, back to {shown}"));
        }
        let most = settings.redirects;
        if seen.len() > usize::try_from(most).unwrap_or(usize::MAX) {
            return refuse(answer, format!("there are more than {most} redirects, the next one to {shown}"));
        }
        crate::trace::redirected(answer.status(), &shown);
        let bare = redirected.as_ref().is_some_and(|redirected| redirected.bare) || from != to;
        redirected = Some(Redirected { origin: shown, bare });
        if bare {
            *request.headers_mut() = harmless(request.headers());
        }
        if method != request.method() {
            *request.body_mut() = Bytes::new();
            for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING, CONTENT_LANGUAGE] {
                request.headers_mut().remove(name);
            }
        }
        seen.push((method.clone(), target.clone()));
        *request.method_mut() = method;
        *request.uri_mut() = target;
    }
}

type Location<'a> = Result<&'a http::HeaderValue, &'static str>;

/// With which method to go on, and where; `None` if the answer is no redirect that could be followed.
fn redirect<'a>(
    request: &http::Request<Bytes>,
    answer: &'a http::Response<Bytes>,
    info: &OperationInfo,
) -> Option<(Method, Location<'a>)> {
    let status = answer.status();
    if info.documents_redirect(status) {
        return None;
    }
    let method = match (request.method(), status) {
        (&Method::HEAD | &Method::GET, _) => request.method().clone(),
        (_, StatusCode::SEE_OTHER) => Method::GET,
        _ => return None,
    };
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let mut locations = answer.headers().get_all(LOCATION).iter();
    let first = locations.next()?;
    let location = if locations.all(|other| other == first) { Ok(first) } else { Err("is given more than once") };
    Some((method, location))
}

/// An origin for messages. A server may put what it was sent into the name of a host, which knows no capitals.
fn shown(origin: &str, call: &Call) -> String {
    match call.forms().any(|secret| origin.contains(&secret.to_ascii_lowercase())) {
        true => "a server that is named like a secret".to_owned(),
        false => origin.to_owned(),
    }
}

fn harmless(headers: &HeaderMap) -> HeaderMap {
    let kept = headers.iter().filter(|(name, _)| HARMLESS.contains(name));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}
