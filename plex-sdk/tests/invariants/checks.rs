//! The checks, which panic where something does not hold.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use plex_sdk::codegen::*;
use plex_sdk::json::Json;
use plex_sdk::models::{ErrorResponse, UserPlexAccount, UsersContainer};
use plex_sdk::testing::{Answer, Script, block_on};
use plex_sdk::{Limits, StreamFuture, TransportError, TransportFuture, decode, http, xml};

/// JSON is accepted exactly where serde_json accepts it, and reads back as it was written.
pub fn json(bytes: &[u8]) {
    let ours = decode::from_slice::<Json>(bytes);
    let theirs =
        serde_json::from_slice::<serde_json::Value>(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes));
    match (&ours, &theirs) {
        (Ok(ours), _) => {
            let again = decode::from_slice::<Json>(ours.value.to_string().as_bytes()).unwrap();
            assert_eq!(again.value, ours.value);
            if let Err(error) = theirs {
                // Lone surrogates are replaced, numbers of any size are kept, and one level more is read.
                let error = error.to_string();
                let known = ["surrogate", "hex escape", "number out of range", "recursion limit"];
                assert!(known.iter().any(|known| error.contains(known)), "{error}");
            }
        }
        (Err(error), Ok(_)) => assert!(error.expected.starts_with("at most 128 levels"), "{error}"),
        (Err(error), Err(_)) => assert!(error.offset <= bytes.len() && !error.path.is_empty()),
    }
    // Whatever has a shape is read or refused.
    let _ = decode::from_slice::<UserPlexAccount>(bytes);
    let _ = decode::from_slice::<ErrorResponse>(bytes);
    let _ = decode::from_slice::<Vec<UsersContainer>>(bytes);
}

/// XML that is accepted is text whose tags match.
pub fn xml(bytes: &[u8]) {
    let read = xml::from_slice::<Json>(bytes);
    if let (Ok(read), Ok(text)) = (&read, std::str::from_utf8(bytes)) {
        assert!(text.contains('<') && text.contains('>'), "{}", read.value);
        let again = decode::from_slice::<Json>(read.value.to_string().as_bytes()).unwrap();
        assert_eq!(again.value, read.value);
    }
    let _ = xml::from_slice::<UsersContainer>(bytes);
    let _ = xml::from_slice::<ErrorResponse>(bytes);
    let _ = xml::from_slice::<Vec<UserPlexAccount>>(bytes);
}

/// The first byte says how long the pieces are; the events are those of the body in one piece.
pub fn events(bytes: &[u8]) {
    let Some((&every, body)) = bytes.split_first() else { return };
    let every = usize::from(every).max(1);
    assert_eq!(events_of(body.chunks(every)), events_of(body.chunks(body.len().max(1))));
}

fn events_of<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Vec<(String, String, String)> {
    let pieces = pieces.map(Bytes::copy_from_slice).collect();
    let core = CoreBuilder::new(&[]).server("https://plex.test").transport(Pieces(pieces)).build().unwrap();
    block_on(async {
        let mut stream = core.events::<_, Json>(&Get).await.unwrap();
        let mut events = Vec::new();
        while let Some(event) = stream.next().await {
            let event = event.unwrap();
            events.push((event.event, event.data, event.id));
        }
        events
    })
}

/// Answers each request with the same pieces of a stream of events.
struct Pieces(Vec<Bytes>);

impl Transport for Pieces {
    fn send(&self, _: http::Request<Bytes>, _: Limits) -> TransportFuture<'_> {
        Box::pin(async { Ok(http::Response::new(Bytes::new())) })
    }

    fn send_stream(&self, _: http::Request<Bytes>, _: Limits) -> StreamFuture<'_> {
        let body = Body(self.0.clone().into_iter());
        Box::pin(async {
            let answer = http::Response::builder().header("content-type", "text/event-stream");
            Ok(answer.body(Box::pin(body) as plex_sdk::BodyStream).unwrap())
        })
    }
}

struct Body(std::vec::IntoIter<Bytes>);

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// A base URL is refused, or requests go to its host and below its path. A redirect is followed without the token to any
/// other origin.
pub fn url(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let options =
        CoreBuilder::new(&[]).server(text).transport(Script::new()).build().map(|core| core.options().clone());
    if let Ok(request) = options.as_ref().map(|options| options.request(&Get).unwrap()) {
        let uri = request.uri();
        assert!(matches!(uri.scheme_str(), Some("http" | "https")) && uri.query().is_none(), "{text:?}: {uri}");
        assert!(!uri.authority().unwrap().as_str().contains('@') && uri.path().ends_with("/a"), "{text:?}: {uri}");
        let base = uri.to_string();
        let base = base.strip_suffix("/a").unwrap().to_owned();
        let again = CoreBuilder::new(&[]).server(base).transport(Script::new()).build().unwrap();
        assert_eq!(again.options().request(&Get).unwrap().uri(), uri);
    }
    redirect(text);
}

const TOKEN: SecurityScheme = SecurityScheme::api_key_header("token", "X-Plex-Token");

fn redirect(location: &str) {
    // A server that writes the token into a location itself has it already.
    if http::HeaderValue::from_str(location).is_err() || location.contains("canary") {
        return;
    }
    let script = Script::new();
    script.push(Answer::new(302).header("location", location));
    script.otherwise(Answer::new(200).body("{}"));
    let builder = CoreBuilder::new(&[]).server("https://plex.tv/x").credential(TOKEN, "canary-token");
    let core = builder.transport(script.clone()).with(|options| options.redirects(2).retries(0)).build().unwrap();
    let _ = block_on(core.execute(&Secured));
    for request in script.requests() {
        let home = request.uri.scheme_str() == Some("https")
            && request.uri.host().is_some_and(|host| host.eq_ignore_ascii_case("plex.tv"))
            && matches!(request.uri.port_u16(), None | Some(443));
        let sent = request.headers.contains_key("x-plex-token") || request.uri.to_string().contains("canary");
        assert!(home || !sent, "{location:?}: {}", request.uri);
    }
}

macro_rules! operations {
    ($($name:ident $info:expr;)*) => {$(
        struct $name;

        impl Operation for $name {
            const INFO: &'static OperationInfo = &$info;
            type Output = String;
            type Error = NoError;

            fn encode(&self, _: &mut RequestParts) {}

            fn decode(response: &mut Response) -> Result<String, Error<NoError>> {
                Ok(response.text())
            }
        }
    )*};
}

operations! {
    Get OperationInfo::new("get", Method::GET, "/a");
    Secured OperationInfo::new("secured", Method::GET, "/a").security(&[&[TOKEN]]);
}
