//! Answers that are complete, and yet not what was hoped for.

use plex_sdk::{AnyError, Error};
use plex_sdk_tests::{RawServer, payloads};

use crate::callers::{Caller, answering, client, json, waiting};

/// A sign-in that gets these bytes gets no value; a look-up that gets them is not sent again. Both clients say the same
/// of them.
async fn fails(answer: impl Into<Vec<u8>>) -> AnyError {
    let answer = answer.into();
    let error = fails_of(&client(), &answer).await;
    let other = fails_of(&waiting(), &answer).await;
    assert_eq!(std::mem::discriminant(&*error), std::mem::discriminant(&*other), "{error:?} {other:?}");
    assert!(error.status() == other.status() && error.body() == other.body(), "{error:?} {other:?}");
    error
}

async fn fails_of(client: &impl Caller, answer: &[u8]) -> AnyError {
    let server = RawServer::start([answering(answer)]).unwrap();
    let plex = client.at(&server);
    plex.sign_in().await.unwrap_err();
    assert_eq!(server.requests().len(), 1, "a sign-in is sent once");
    assert_eq!(plex.sign_in().await.unwrap(), "me", "the next call works");

    let server = RawServer::start([answering(answer)]).unwrap();
    let plex = client.at(&server);
    let error = plex.account().await.unwrap_err();
    assert_eq!(server.requests().len(), 1, "it is an answer, if not the one that was hoped for");
    assert_eq!(plex.account().await.unwrap(), "me", "the next call works");
    error
}

/// A look-up that gets these bytes gets its value.
async fn succeeds(answer: impl Into<Vec<u8>>) {
    let answer = answer.into();
    with_both!(client => {
        let server = RawServer::start([answering(answer.clone())]).unwrap();
        let plex = client.at(&server);
        assert_eq!(plex.account().await.unwrap(), "me");
        assert_eq!(server.requests().len(), 1);
        assert_eq!(plex.account().await.unwrap(), "me", "the next call works");
    });
}

/// The account as the stand-in has it, with one more text at its beginning.
fn account_with(field: &[u8]) -> Vec<u8> {
    let account = payloads::account().to_string();
    json(&[b"{", field, b",", account.strip_prefix('{').unwrap().as_bytes()].concat())
}

#[tokio::test]
async fn a_content_length_that_is_too_short() {
    let error = fails(String::from_utf8(json(b"{\"id\": 1, ")).unwrap() + "\"more\": 2}").await;
    assert!(matches!(&*error, Error::Decode(_)), "{error:?}");
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (200, &b"{\"id\": 1, "[..]));
}

#[tokio::test]
async fn a_gzip_bomb_is_not_opened() {
    let bomb = [&[0x1F, 0x8B, 8, 0][..], &[0; 100]].concat();
    let head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application/json\r\nContent-Length: 104\r\n\r\n";
    let error = fails([head.as_bytes(), &bomb].concat()).await;
    assert!(matches!(&*error, Error::Decode(_)), "{error:?}");
    assert_eq!(&error.body().unwrap()[..], bomb);
}

#[tokio::test]
async fn a_page_with_status_200() {
    let page = "<html>Captive portal</html>";
    let length = page.len();
    let error =
        fails(format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n{page}")).await;
    assert!(matches!(&*error, Error::Decode(_)) && error.to_string().contains("text/html"), "{error}");
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (200, page.as_bytes()));
}

#[tokio::test]
async fn nested_too_deeply() {
    let error = fails(json(&b"{\"a\":".repeat(100_000))).await;
    assert!(matches!(&*error, Error::Decode(_)) && error.status().unwrap() == 200, "{error:?}");
    assert_eq!(error.body().unwrap().len(), 500_000);
}

#[tokio::test]
async fn a_number_that_no_integer_holds() {
    let account = payloads::account().to_string().replace("1234567,", "123456789012345678901234567890,");
    let error = fails(json(account.as_bytes())).await;
    assert!(matches!(&*error, Error::Decode(_)) && error.to_string().contains("$.id"), "{error}");
    assert_eq!(&error.body().unwrap()[..], account.as_bytes());
}

#[tokio::test]
async fn text_that_is_not_utf_8() {
    let error = fails(account_with(b"\"title\": \"\xFF\xFE\"")).await;
    assert!(matches!(&*error, Error::Decode(_)) && error.to_string().contains("$.title"), "{error}");
    assert!(error.body().unwrap().windows(2).any(|bytes| bytes == b"\xFF\xFE"), "it is kept as it came");
}

#[tokio::test]
async fn no_content_where_a_body_is_documented() {
    let error = fails("HTTP/1.1 204 No Content\r\n\r\n").await;
    assert!(matches!(&*error, Error::Undocumented(_)), "{error:?}");
    assert_eq!(error.status().unwrap(), 204);
}

#[tokio::test]
async fn oddities_that_do_no_harm() {
    let account = payloads::account().to_string();
    succeeds(json(&[b"\xEF\xBB\xBF", account.as_bytes()].concat())).await;
    succeeds(account_with(b"\"unknown\": 123456789012345678901234567890")).await;
    succeeds(account_with(b"\"username\": \"first of two\"")).await;
    for early in ["HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n"] {
        succeeds([early.as_bytes(), &json(account.as_bytes())].concat()).await;
    }
}
