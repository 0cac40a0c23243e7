//! What goes wrong on a wire, on a real one: the kind of the error, what is kept of the answer, that a sign-in is never
//! sent twice, that what can be sent again is, and that the next call works.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::net::TcpListener;
use std::time::Duration;

use plex_sdk::{AnyError, Client, Error, Retry, TransportErrorKind};
use plex_sdk_tests::{LOGIN, PASSWORD, RawServer, StandIn, Step, payloads};

/// How long the tests wait for servers that never say more.
const SHORT: Duration = Duration::from_millis(200);

/// A client that does not wait before it tries again. To set one up takes longer than all its calls do.
fn client() -> Client {
    let builder = Client::builder().client_identifier("faults").token("canary");
    builder.with(|options| options.retry(Retry::new().first_wait(Duration::ZERO))).build().unwrap()
}

/// The client, as one of that server only.
fn at(plex: &Client, server: &RawServer) -> Client {
    plex.with(|options| options.force_server(server.url()))
}

async fn sign_in(plex: &Client) -> Result<String, AnyError> {
    let account = plex.authentication().post_users_sign_in_data(LOGIN, PASSWORD).send().await?;
    Ok(account.username)
}

async fn account(plex: &Client) -> Result<String, AnyError> {
    let account = plex.authentication().get_token_details().send().await?;
    Ok(account.username)
}

/// A connection that reads a request and answers it with these bytes.
fn answering(bytes: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![Step::Read, Step::write(bytes.into())]
}

/// A connection that breaks off after these bytes.
fn cut(bytes: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![Step::Read, Step::write(bytes.into()), Step::Close]
}

fn json(body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// Breaks a sign-in: it fails once, as `kind`, with these bytes of an answer (or none at all); the next call works. Then
/// breaks a look-up, which is sent again by itself.
async fn breaks(script: Vec<Step>, kind: TransportErrorKind, kept: Option<&[u8]>) {
    let client = client();
    let server = RawServer::start([script.clone()]).unwrap();
    let plex = at(&client, &server).with(|options| options.attempt_timeout(SHORT).max_body(1000));
    let error = sign_in(&plex).await.unwrap_err();
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
    assert_eq!(sign_in(&plex.with(|options| options.max_body(None))).await.unwrap(), "me", "the next call works");

    if kind != TransportErrorKind::TooLarge {
        let server = RawServer::start([script]).unwrap();
        let plex = at(&client, &server).with(|options| options.attempt_timeout(SHORT));
        assert_eq!(account(&plex).await.unwrap(), "me");
        assert_eq!(server.requests().len(), 2, "a look-up is sent again");
    }
}

/// A sign-in that gets these bytes gets no value; a look-up that gets them is not sent again.
async fn fails(client: &Client, answer: impl Into<Vec<u8>>) -> AnyError {
    let answer = answer.into();
    let server = RawServer::start([answering(answer.clone())]).unwrap();
    let plex = at(client, &server);
    sign_in(&plex).await.unwrap_err();
    assert_eq!(server.requests().len(), 1, "a sign-in is sent once");
    assert_eq!(sign_in(&plex).await.unwrap(), "me", "the next call works");

    let server = RawServer::start([answering(answer)]).unwrap();
    let plex = at(client, &server);
    let error = account(&plex).await.unwrap_err();
    assert_eq!(server.requests().len(), 1, "it is an answer, if not the one that was hoped for");
    assert_eq!(account(&plex).await.unwrap(), "me", "the next call works");
    error
}

/// A look-up that gets these bytes gets its value.
async fn succeeds(client: &Client, answer: impl Into<Vec<u8>>) {
    let server = RawServer::start([answering(answer)]).unwrap();
    let plex = at(client, &server);
    assert_eq!(account(&plex).await.unwrap(), "me");
    assert_eq!(server.requests().len(), 1);
    assert_eq!(account(&plex).await.unwrap(), "me", "the next call works");
}

/// The account as the stand-in has it, with one more text at its beginning.
fn account_with(field: &[u8]) -> Vec<u8> {
    let account = payloads::account().to_string();
    json(&[b"{", field, b",", account.strip_prefix('{').unwrap().as_bytes()].concat())
}

const HEAD: &str = "HTTP/1.1 200 OK\r\nX-Kept: yes\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";
const CHUNKED: &str = "HTTP/1.1 200 OK\r\nX-Kept: yes\r\nTransfer-Encoding: chunked\r\n\r\n";

#[tokio::test]
async fn connection_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let plex = client().with(|options| options.force_server(url));
    let error = sign_in(&plex).await.unwrap_err();
    assert!(error.is_connect() && !error.is_timeout() && error.status().is_none(), "{error:?}");
    assert!(account(&plex).await.unwrap_err().is_connect());
}

#[tokio::test]
async fn reset_before_the_headers() {
    breaks(vec![Step::Leave, Step::Close], TransportErrorKind::Request, None).await;
}

#[tokio::test]
async fn closed_before_the_headers() {
    breaks(vec![Step::Read, Step::Close], TransportErrorKind::Request, None).await;
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
async fn a_body_that_does_not_end_in_time() {
    let script = vec![Step::Read, Step::write(format!("{HEAD}{{\"id\":")), Step::Hold];
    breaks(script, TransportErrorKind::Timeout, Some(b"{\"id\":")).await;
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

#[tokio::test]
async fn a_content_length_that_is_too_short() {
    let error = fails(&client(), String::from_utf8(json(b"{\"id\": 1, ")).unwrap() + "\"more\": 2}").await;
    assert!(matches!(&*error, Error::Decode(_)), "{error:?}");
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (200, &b"{\"id\": 1, "[..]));
}

#[tokio::test]
async fn a_gzip_bomb_is_not_opened() {
    let bomb = [&[0x1F, 0x8B, 8, 0][..], &[0; 100]].concat();
    let head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: 104\r\n\r\n";
    let error = fails(&client(), [head.as_bytes(), &bomb].concat()).await;
    assert!(matches!(&*error, Error::Decode(_)), "{error:?}");
    assert_eq!(&error.body().unwrap()[..], bomb);
}

#[tokio::test]
async fn a_page_with_status_200() {
    let page = "<html>Captive portal</html>";
    let error = fails(
        &client(),
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{page}", page.len()),
    )
    .await;
    assert!(matches!(&*error, Error::Decode(_)) && error.to_string().contains("text/html"), "{error}");
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (200, page.as_bytes()));
}

#[tokio::test]
async fn nested_too_deeply() {
    let error = fails(&client(), json(&b"{\"a\":".repeat(100_000))).await;
    assert!(matches!(&*error, Error::Decode(_)) && error.status().unwrap() == 200, "{error:?}");
    assert_eq!(error.body().unwrap().len(), 500_000);
}

#[tokio::test]
async fn no_content_where_a_body_is_documented() {
    let error = fails(&client(), "HTTP/1.1 204 No Content\r\n\r\n").await;
    assert!(matches!(&*error, Error::Undocumented(_)), "{error:?}");
    assert_eq!(error.status().unwrap(), 204);
}

#[tokio::test]
async fn oddities_that_do_no_harm() {
    let client = client();
    let account = payloads::account().to_string();
    succeeds(&client, json(&[b"\xEF\xBB\xBF", account.as_bytes()].concat())).await;
    succeeds(&client, account_with(b"\"unknown\": 123456789012345678901234567890")).await;
    succeeds(&client, account_with(b"\"username\": \"first of two\"")).await;
    let early = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    succeeds(&client, [&early[..], &json(account.as_bytes())].concat()).await;
}

#[tokio::test]
async fn text_that_is_not_utf_8_never_panics() {
    let server = RawServer::start([answering(account_with(b"\"unknown\": \"\xFF\xFE\""))]).unwrap();
    let plex = at(&client(), &server);
    if let Err(error) = account(&plex).await {
        assert!(matches!(&*error, Error::Decode(_)) && error.body().is_some(), "{error:?}");
    }
    assert_eq!(account(&plex).await.unwrap(), "me", "the next call works");
}

#[tokio::test]
async fn no_redirect_is_followed_and_no_credential_goes_elsewhere() {
    let other = RawServer::start([]).unwrap();
    let client = client();
    for status in ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent"] {
        for target in [other.url(), "/api/v2/user".to_owned(), "//127.0.0.2/x".to_owned()] {
            let answer = format!("HTTP/1.1 {status}\r\nLocation: {target}?canary\r\nContent-Length: 0\r\n\r\n");
            let error = fails(&client, answer).await;
            assert!(error.status().unwrap().is_redirection(), "{error:?}");
            assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
        }
    }
    assert!(other.requests().is_empty(), "{:?}", other.requests());
}

#[tokio::test]
async fn too_many_requests_with_each_kind_of_retry_after() {
    let client = client();
    for (after, seconds) in [("3600", Some(3600)), ("soon", None), ("0", None), ("Sun, 06 Nov 1994 08:49:37 GMT", None)]
    {
        let answer = format!("HTTP/1.1 429 Too Many Requests\r\nRetry-After: {after}\r\nContent-Length: 0\r\n\r\n");
        let server = RawServer::start([[answering(answer.clone()), answering(answer)].concat()]).unwrap();
        let plex = at(&client, &server);
        let error = sign_in(&plex).await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), server.requests().len()), (429, 1), "{after}");
        let outcome = account(&plex).await;
        match seconds {
            Some(seconds) => {
                assert_eq!(outcome.unwrap_err().retry_after(), Some(Duration::from_secs(seconds)));
                assert_eq!(server.requests().len(), 2, "too long a wait is left to the caller");
            }
            None => assert_eq!((outcome.unwrap().as_str(), server.requests().len()), ("me", 3), "{after}"),
        }
    }
}

#[tokio::test]
async fn unavailable_twice_and_then_there() {
    let client = client();
    let unavailable = || answering("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy");
    let server = RawServer::start([[unavailable(), unavailable()].concat()]).unwrap();
    assert_eq!(account(&at(&client, &server)).await.unwrap(), "me");
    assert_eq!(server.requests().len(), 3);

    let server = RawServer::start([unavailable()]).unwrap();
    let plex = at(&client, &server);
    let error = sign_in(&plex).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (503, &b"busy"[..]));
    assert_eq!((server.requests().len(), sign_in(&plex).await.unwrap().as_str()), (1, "me"));
}

#[tokio::test]
async fn a_connection_that_the_server_closes_while_it_is_idle() {
    let server = RawServer::start([cut(json(payloads::account().to_string().as_bytes()))]).unwrap();
    let plex = at(&client(), &server);
    assert_eq!(account(&plex).await.unwrap(), "me");
    assert_eq!(account(&plex).await.unwrap(), "me");
    assert_eq!(sign_in(&plex).await.unwrap(), "me");
    assert_eq!(server.requests().len(), 3, "each was sent once");
}

#[tokio::test]
async fn a_thousand_calls_at_once() {
    let stand_in = StandIn::start().unwrap();
    let plex = support::client(&stand_in).with(|options| options.max_concurrent(50));
    let calls: Vec<_> = (0..1000).map(|_| tokio::spawn(plex.authentication().get_token_details().send())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(stand_in.requests().len(), 1000);
    assert!(stand_in.connections() <= 50, "{}", stand_in.connections());
}
