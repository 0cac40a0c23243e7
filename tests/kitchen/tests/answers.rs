//! Answers of every kind: by status, with headers, and while they come.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Method, Request, Response};
use plex_sdk::{BodyStream, DecodeProblem, Error, Limits, StreamFuture, Transport, TransportError, TransportErrorKind};
use plex_sdk::{Retry, TransportFuture};
use plex_sdk_kitchen::Client;
use plex_sdk_kitchen::answers::{
    DownloadError, GetAnswerError, GetAnswerHeaders, GetAnswerOutput, ReportError, WatchEventEvent,
};
use plex_sdk_kitchen::models::Point;
use plex_sdk_tests::{Answer, StandIn};

fn client(stand_in: &StandIn) -> Client {
    Client::builder().server(stand_in.url()).build().unwrap()
}

/// A transport that answers in pieces; `Err` breaks off.
struct Pieces {
    status: u16,
    headers: Vec<(&'static str, &'static str)>,
    body: Vec<Result<&'static str, ()>>,
}

struct Body(VecDeque<Result<&'static str, ()>>);

impl futures_core::Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.0.pop_front();
        let broken = |()| TransportError::new(TransportErrorKind::Body);
        Poll::Ready(piece.map(|piece| piece.map(|text| Bytes::from_static(text.as_bytes())).map_err(broken)))
    }
}

impl Pieces {
    fn head<T>(&self, body: T) -> Response<T> {
        let mut response = Response::builder().status(self.status);
        for (name, value) in &self.headers {
            response = response.header(*name, *value);
        }
        response.body(body).unwrap()
    }
}

impl Transport for Pieces {
    fn send(&self, _: Request<Bytes>, _: Limits) -> TransportFuture<'_> {
        let whole: String = self.body.iter().flatten().copied().collect();
        Box::pin(std::future::ready(Ok(self.head(whole.into()))))
    }

    fn send_stream(&self, _: Request<Bytes>, _: Limits) -> StreamFuture<'_> {
        let body: BodyStream = Box::pin(Body(self.body.iter().copied().collect()));
        Box::pin(std::future::ready(Ok(self.head(body))))
    }
}

fn in_pieces(status: u16, media_type: &'static str, body: &[Result<&'static str, ()>]) -> Client {
    let pieces = Pieces { status, headers: vec![("content-type", media_type)], body: body.to_vec() };
    Client::builder().transport(pieces).build().unwrap().with(|options| options.retry(Retry::none()))
}

#[tokio::test]
async fn statuses_ranges_and_default_each_have_their_type() {
    let stand_in = StandIn::start().unwrap();
    let answer = |answer| stand_in.answer(Method::GET, "/answer", answer);
    answer(Answer::json(200, r#"{"x": 1}"#));
    let given = client(&stand_in).answers().get_answer().send().await;
    assert_eq!(given.unwrap(), GetAnswerOutput::Ok(Point::new(1)));
    answer(Answer::new(203, Some("text/plain"), "words"));
    let given = client(&stand_in).answers().get_answer().send().await;
    assert_eq!(given.unwrap(), GetAnswerOutput::Success("words".to_owned()));
    answer(Answer::json(418, r#"{"reason": {"words": "short and stout"}}"#));
    let error = client(&stand_in).answers().get_answer().send().await.unwrap_err();
    assert!(matches!(error.documented(), Some(GetAnswerError::ClientError(Some(_)))), "{error}");
    assert_eq!(error.message().as_deref(), Some("short and stout"), "where the description says it is");
    answer(Answer::new(302, Some("text/plain"), "elsewhere"));
    let error = client(&stand_in).answers().get_answer().send().await.unwrap_err();
    assert!(matches!(error.documented(), Some(GetAnswerError::Other(words)) if words == "elsewhere"), "{error}");
}

#[tokio::test]
async fn documented_headers_are_typed() {
    let headers = vec![("x-left", "3"), ("x-hints", "a, b"), ("x-hints", "c")];
    let client = Client::builder().transport(Pieces { status: 429, headers, body: Vec::new() }).build().unwrap();
    let client = client.with(|options| options.retry(Retry::none()));
    let error = client.answers().get_answer().send().await.unwrap_err();
    let headers = error.headers().map(GetAnswerHeaders::from).unwrap();
    assert_eq!(headers.x_left, Some(3));
    assert_eq!(headers.x_hints.unwrap(), ["a", "b", "c"]);
}

#[tokio::test]
async fn a_download_comes_in_pieces() {
    let client = in_pieces(200, "application/octet-stream", &[Ok("ab"), Ok(""), Ok("c"), Err(()), Ok("never")]);
    let mut body = client.answers().download().send_stream().await.unwrap();
    assert_eq!(body.status(), 200);
    assert_eq!(body.next().await.unwrap().unwrap(), "ab");
    assert_eq!(body.next().await.unwrap().unwrap(), "c");
    let error = body.next().await.unwrap().unwrap_err();
    assert!(error.to_string().starts_with("download: GET "), "{error}");
    assert!(body.next().await.is_none(), "nothing comes after an error");
}

#[tokio::test]
async fn a_download_over_http_can_be_left_in_the_middle() {
    let stand_in = StandIn::start().unwrap();
    let large = vec![b'x'; 1 << 20];
    stand_in.answer(Method::GET, "/download", Answer::new(200, Some("application/octet-stream"), large.clone()));
    let client = client(&stand_in);
    let mut left = client.answers().download().send_stream().await.unwrap();
    assert!(!left.next().await.unwrap().unwrap().is_empty());
    drop(left);
    let mut length = 0;
    let mut body = client.answers().download().send_stream().await.unwrap();
    while let Some(piece) = body.next().await {
        length += piece.unwrap().len();
    }
    assert_eq!(length, large.len());
}

#[tokio::test]
async fn an_error_in_place_of_a_stream_is_the_documented_one() {
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::GET, "/download", Answer::json(404, r#"{"reason": {"words": "gone"}}"#));
    let error = client(&stand_in).answers().download().send_stream().await.unwrap_err();
    assert!(matches!(error.documented(), Some(DownloadError::NotFound(Some(_)))), "{error}");
    stand_in.answer(Method::GET, "/download", Answer::html(418, "<p>teapot</p>"));
    let error = client(&stand_in).answers().download().send_stream().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (418, &b"<p>teapot</p>"[..]));
}

#[tokio::test]
async fn events_are_asked_for_and_typed() {
    let stand_in = StandIn::start().unwrap();
    let text = "id: 1\ndata: {\"x\": 1}\n\nevent: more\r\ndata: {\"x\":\r\ndata: 2}\r\n\r\ndata: [DONE]\n\ndata: cut";
    stand_in.answer(Method::GET, "/events", Answer::new(200, Some("text/event-stream; charset=utf-8"), text));
    let mut events = client(&stand_in).answers().events().send_stream().await.unwrap();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((first.event.as_str(), first.id.as_str()), ("message", "1"));
    assert_eq!(first.decode().unwrap(), Point::new(1));
    let second = events.next().await.unwrap().unwrap();
    assert_eq!((second.event.as_str(), second.decode().unwrap()), ("more", Point::new(2)));
    let last = events.next().await.unwrap().unwrap();
    assert_eq!(last.data, "[DONE]");
    assert!(last.decode().is_err());
    assert!(events.next().await.is_none(), "what has no end is no event");
    assert_eq!(events.last_event_id(), "1");
    assert_eq!(stand_in.requests()[0].header("accept"), "text/event-stream");
}

#[tokio::test]
async fn events_that_are_described_whole_are_decoded_whole() {
    let client =
        in_pieces(200, "text/event-stream", &[Ok("event: mov"), Ok("ed\r"), Ok("\ndata: {\"x\":1}\r\n\r"), Ok("\n")]);
    let mut events = client.answers().watch().send_stream().await.unwrap();
    let event = events.next().await.unwrap().unwrap().decode().unwrap();
    assert_eq!((event.event, event.data), (WatchEventEvent::Moved, Point::new(1)));
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn an_answer_that_is_no_stream_of_events_is_an_error_with_its_body() {
    let client = in_pieces(200, "application/json", &[Ok("{\"x\":"), Ok("1}")]);
    let error = client.answers().events().send_stream().await.unwrap_err();
    let Error::Decode(failure) = &error else { panic!("{error}") };
    let expected = DecodeProblem::Stream { expected: "text/event-stream", found: "application/json".to_owned() };
    assert_eq!(failure.problem(), &expected);
    assert_eq!(failure.response().unwrap().body(), r#"{"x":1}"#);
}

#[tokio::test]
async fn an_answer_comes_in_the_media_type_that_is_asked_for() {
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::GET, "/report", Answer::new(200, Some("text/csv"), "x,y\n1,2\n"));
    let table = client(&stand_in).answers().report().send_for_bytes("text/csv").await.unwrap();
    assert_eq!(table.value, "x,y\n1,2\n");
    assert_eq!(stand_in.requests()[0].header("accept"), "text/csv");

    stand_in.answer(Method::GET, "/report", Answer::json(404, r#"{"reason":{"words":"None today"}}"#));
    let error = client(&stand_in).answers().report().send_for_bytes("text/csv").await.unwrap_err();
    assert!(matches!(error.documented(), Some(ReportError::NotFound(Some(_)))), "errors stay typed: {error}");
}

#[tokio::test]
async fn lines_are_values() {
    let client = in_pieces(200, "application/x-ndjson", &[Ok("{\"x\":1}\r\n\n{\"x\""), Ok(":2}\nno"), Ok("nsense")]);
    let mut lines = client.answers().lines().send_stream().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap().decode().unwrap(), Point::new(1));
    assert_eq!(lines.next().await.unwrap().unwrap().decode().unwrap(), Point::new(2));
    let last = lines.next().await.unwrap().unwrap();
    assert_eq!(last.text, "nonsense");
    assert!(last.decode().is_err());
    assert!(lines.next().await.is_none());
}
