//! Connections that break, and servers that take their time.

use std::net::TcpListener;

use plex_sdk::{Error, TransportErrorKind};
use plex_sdk_tests::{PASSWORD, RawServer, Step};

use crate::callers::{Caller, SHORT, client, cut, reset, waiting};

const HEAD: &str = "HTTP/1.1 200 OK\r\nX-Kept: yes\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";
const CHUNKED: &str = "HTTP/1.1 200 OK\r\nX-Kept: yes\r\nTransfer-Encoding: chunked\r\n\r\n";

/// Breaks a sign-in of each client: it fails once, as `kind`, with these bytes of an answer (or none at all); the next
/// call works. Then breaks a look-up, which is sent again by itself.
async fn breaks(script: Vec<Step>, kind: TransportErrorKind, kept: Option<&[u8]>) {
    breaks_of(&client(), script.clone(), kind, kept).await;
    breaks_of(&waiting(), script, kind, kept).await;
}

async fn breaks_of(client: &impl Caller, script: Vec<Step>, kind: TransportErrorKind, kept: Option<&[u8]>) {
    let server = RawServer::start([script.clone()]).unwrap();
    let plex = client.at(&server).with(|options| options.attempt_timeout(SHORT).max_body(1000));
    let error = plex.sign_in().await.unwrap_err();
    let Error::Transport(transport) = &*error else { panic!("{error:?}") };
    assert_eq!(transport.kind(), kind, "{error:?}");
    match kept {
        None => assert!(error.status().is_none() && error.body().is_none(), "{error:?}"),
        Some(kept) => {
            assert_eq!(error.status().unwrap(), 200);
            assert!(error.headers().unwrap().contains_key("X-Kept"));
            assert!(error.body().unwrap().starts_with(kept), "{:?}", error.body());
        }
    }
    assert!(!format!("{error} {error:?}").contains(PASSWORD), "{error:?}");
    assert_eq!(server.requests().len(), 1, "a sign-in is sent once");
    assert_eq!(plex.with(|options| options.max_body(None)).sign_in().await.unwrap(), "me", "the next call works");

    if kind != TransportErrorKind::TooLarge {
        let server = RawServer::start([script]).unwrap();
        let plex = client.at(&server).with(|options| options.attempt_timeout(SHORT));
        assert_eq!(plex.account().await.unwrap(), "me");
        assert_eq!(server.requests().len(), 2, "a look-up is sent again");
    }
}

#[tokio::test]
async fn connection_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    with_both!(client => {
        let plex = client.with(|options| options.force_server(&url));
        let error = plex.sign_in().await.unwrap_err();
        assert!(error.is_connect() && !error.is_timeout() && error.status().is_none(), "{error:?}");
        assert!(plex.account().await.unwrap_err().is_connect());
        let server = RawServer::start([]).unwrap();
        assert_eq!(plex.at(&server).sign_in().await.unwrap(), "me", "the next call works");
    });
}

#[tokio::test]
async fn reset_before_the_headers() {
    breaks(reset(""), TransportErrorKind::Request, None).await;
}

#[tokio::test]
async fn reset_in_the_status_line() {
    breaks(reset("HTTP/1.1 2"), TransportErrorKind::Request, None).await;
}

#[tokio::test]
async fn reset_in_the_headers() {
    breaks(reset("HTTP/1.1 200 OK\r\nX-Kept: yes\r\nContent-Le"), TransportErrorKind::Request, None).await;
}

#[tokio::test]
async fn reset_after_the_headers() {
    breaks(reset(HEAD), TransportErrorKind::Body, Some(b"")).await;
}

#[tokio::test]
async fn closed_before_the_headers() {
    breaks(cut(""), TransportErrorKind::Request, None).await;
}

#[tokio::test]
async fn closed_in_the_status_line() {
    breaks(cut("HTTP/1.1 2"), TransportErrorKind::Request, None).await;
}

#[tokio::test]
async fn closed_in_the_headers() {
    breaks(cut("HTTP/1.1 200 OK\r\nContent-Le"), TransportErrorKind::Request, None).await;
}

#[tokio::test]
async fn closed_after_the_headers() {
    breaks(cut(HEAD), TransportErrorKind::Body, Some(b"")).await;
}

#[tokio::test]
async fn half_a_body() {
    breaks(cut(format!("{HEAD}{{\"id\":")), TransportErrorKind::Body, Some(b"{\"id\":")).await;
}

#[tokio::test]
async fn a_content_length_that_is_no_number() {
    breaks(cut(HEAD.replace("100", "many")), TransportErrorKind::Request, None).await;
}

#[tokio::test]
async fn invalid_chunking() {
    breaks(cut(format!("{CHUNKED}2\r\n{{}}\r\nZZ\r\n")), TransportErrorKind::Body, Some(b"")).await;
}

#[tokio::test]
async fn a_server_that_never_answers() {
    breaks(vec![Step::Read, Step::Hold], TransportErrorKind::Timeout, None).await;
}

#[tokio::test]
async fn headers_that_do_not_end_in_time() {
    let script = vec![Step::Read, Step::write("HTTP/1.1 200 OK\r\nX-Kept: "), Step::Hold];
    breaks(script, TransportErrorKind::Timeout, None).await;
}

#[tokio::test]
async fn headers_that_drip() {
    let script = vec![Step::Read, Step::write("HTTP/1.1 200 OK\r\nX-Kept: "), Step::Drip("x".into())];
    breaks(script, TransportErrorKind::Timeout, None).await;
}

#[tokio::test]
async fn a_body_that_does_not_end_in_time() {
    let script = vec![Step::Read, Step::write(format!("{HEAD}{{\"id\":")), Step::Hold];
    breaks(script, TransportErrorKind::Timeout, Some(b"{\"id\":")).await;
}

#[tokio::test]
async fn a_body_that_drips() {
    let script = vec![Step::Read, Step::write(HEAD.replace("100", "900")), Step::Drip(" ".into())];
    breaks(script, TransportErrorKind::Timeout, Some(b" ")).await;
}

#[tokio::test]
async fn a_body_that_never_ends() {
    let script = vec![Step::Read, Step::write(CHUNKED), Step::Repeat("1\r\nx\r\n".into())];
    breaks(script, TransportErrorKind::TooLarge, Some(b"")).await;
}

#[tokio::test]
async fn a_body_that_announces_itself_as_too_large() {
    let head = HEAD.replace("100", "100000000000");
    breaks(vec![Step::Read, Step::write(head), Step::Hold], TransportErrorKind::TooLarge, Some(b"")).await;
}

#[tokio::test]
async fn ten_megabytes_of_headers() {
    let mut head = b"HTTP/1.1 200 OK\r\n".to_vec();
    for number in 0..10_000 {
        head.extend_from_slice(format!("X-{number}: {}\r\n", "a".repeat(1000)).as_bytes());
    }
    breaks(cut(head), TransportErrorKind::Request, None).await;
}
