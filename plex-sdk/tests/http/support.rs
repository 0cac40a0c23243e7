//! A transport that follows a script and notes what it was given; an operation made of a closure.

use std::sync::{Arc, Mutex};

use plex_sdk::codegen::*;
use plex_sdk::{InvalidRequest, Limits, TransportError};

pub const SERVERS: &[ServerInfo] = &[ServerInfo::new("https://plex.test/api")];

/// What was sent.
#[derive(Clone, Default)]
pub struct Sent(Arc<Mutex<Vec<Exchange>>>);

type Exchange = (http::Request<Bytes>, Limits);

impl Sent {
    pub fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    pub fn last(&self) -> http::Request<Bytes> {
        self.0.lock().unwrap().last().unwrap().0.clone()
    }

    pub fn limits(&self) -> Limits {
        self.0.lock().unwrap().last().unwrap().1
    }

    /// A transport that always gives the same answer.
    pub fn answering(&self, status: u16, headers: &[(&str, &str)], body: &'static str) -> Script {
        let mut answer = http::Response::builder().status(status);
        for (name, value) in headers {
            answer = answer.header(*name, *value);
        }
        let answer = answer.body(Bytes::from_static(body.as_bytes())).unwrap();
        self.transport(move || Ok(answer.clone()))
    }

    pub fn transport(
        &self,
        answer: impl Fn() -> Result<http::Response<Bytes>, TransportError> + Send + Sync + 'static,
    ) -> Script {
        let sent = self.clone();
        Script(Box::new(move |request, limits| {
            sent.0.lock().unwrap().push((request, limits));
            answer()
        }))
    }
}

pub type Answer = dyn Fn(http::Request<Bytes>, Limits) -> Result<http::Response<Bytes>, TransportError> + Send + Sync;

pub struct Script(Box<Answer>);

impl Transport for Script {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> plex_sdk::TransportFuture<'_> {
        Box::pin(std::future::ready((self.0)(request, limits)))
    }
}

/// Runs a future that is ready at once, or on a Tokio runtime.
pub fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// `GET /x` with the arguments that the closure encodes.
pub struct Get<F>(pub F);

impl<F: Fn(&mut RequestParts)> Operation for Get<F> {
    const INFO: &'static OperationInfo = &OperationInfo::new("getX", Method::GET, "/x");
    type Output = Json;
    type Error = NoError;

    fn encode(&self, request: &mut RequestParts) {
        (self.0)(request);
    }

    fn decode(response: &mut Response) -> Result<Json, Error<NoError>> {
        match response.status().as_u16() {
            200 => response.json(),
            _ => Err(response.undocumented()),
        }
    }
}

pub fn request(encode: impl Fn(&mut RequestParts)) -> Result<http::Request<Bytes>, InvalidRequest> {
    Options::new(SERVERS).request(&Get(encode))
}

/// The query, or the words of the refusal.
pub fn query(encode: impl Fn(&mut RequestParts)) -> String {
    match request(encode) {
        Ok(request) => request.uri().query().unwrap_or_default().to_owned(),
        Err(error) => error.to_string(),
    }
}

pub fn header(request: &http::Request<Bytes>, name: &str) -> Option<String> {
    request.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}
