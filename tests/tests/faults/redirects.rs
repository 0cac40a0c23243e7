//! Redirects: answers by default, followed where asked to. A redirect from `https` to `http` needs a server with a
//! certificate; it is tested by scripted answers, in `plex-sdk/tests/calls/redirects.rs`.

use plex_sdk::{Error, TransportErrorKind};
use plex_sdk_tests::{PASSWORD, RawServer, Step};

use crate::callers::{Caller, answering, empty};

const STATUSES: [&str; 5] =
    ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"];

fn to(status: &str, target: &str) -> Vec<Step> {
    answering(empty(status, &format!("X-Kept: yes\r\nLocation: {target}?canary\r\n")))
}

/// Everything that came, in capitals or not.
fn received(server: &RawServer) -> String {
    server.texts().concat().to_lowercase()
}

#[tokio::test]
async fn none_is_followed_unasked() {
    let other = RawServer::start([]).unwrap();
    with_both!(client => {
        for status in STATUSES {
            for target in [other.url(), "/api/v2/user".to_owned(), "//127.0.0.2/x".to_owned()] {
                let server = RawServer::start([[to(status, &target), to(status, &target)].concat()]).unwrap();
                let plex = client.at(&server);
                for error in [plex.sign_in().await.unwrap_err(), plex.account().await.unwrap_err()] {
                    assert!(matches!(&*error, Error::Undocumented(_)), "{error:?}");
                    assert!(error.status().unwrap().is_redirection() && error.headers().unwrap().contains_key("X-Kept"));
                    assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
                }
                assert_eq!(server.requests().len(), 2, "each was sent once");
                assert_eq!(plex.account().await.unwrap(), "me", "the next call works");
            }
        }
    });
    assert!(other.requests().is_empty(), "{:?}", other.requests());
}

#[tokio::test]
async fn to_another_port_goes_nothing_that_identifies() {
    with_both!(client => {
        for status in STATUSES {
            let other = RawServer::start([]).unwrap();
            let server = RawServer::start([to(status, &other.url())]).unwrap();
            let plex = client.at(&server).with(|options| options.redirects(3).header("X-Own", "canary"));
            assert_eq!(plex.account().await.unwrap(), "me");
            assert_eq!((server.requests().len(), other.requests()), (1, vec!["GET /?canary HTTP/1.1".to_owned()]));
            let (there, elsewhere) = (received(&server), received(&other));
            assert!(there.contains("x-plex-token: canary") && there.contains("x-plex-client-identifier"), "{there}");
            assert!(!elsewhere.contains("x-plex") && !elsewhere.contains("x-own"), "{elsewhere}");
            assert_eq!(plex.account().await.unwrap(), "me", "the next call works");
        }
    });
}

#[tokio::test]
async fn within_a_server_the_credentials_go_along() {
    with_both!(client => {
        let server = RawServer::start([to("308 Permanent Redirect", "../v3/user")]).unwrap();
        let plex = client.at(&server).with(|options| options.redirects(1));
        assert_eq!(plex.account().await.unwrap(), "me");
        assert_eq!(received(&server).matches("x-plex-token: canary").count(), 2);
        assert!(server.requests()[1].ends_with("/v3/user?canary HTTP/1.1"), "{:?}", server.requests());
    });
}

#[tokio::test]
async fn a_sign_in_is_not_repeated_elsewhere() {
    with_both!(client => {
        for status in STATUSES {
            let other = RawServer::start([]).unwrap();
            let server = RawServer::start([to(status, &other.url())]).unwrap();
            let plex = client.at(&server).with(|options| options.redirects(3));
            let outcome = plex.sign_in().await;
            assert_eq!(server.requests().len(), 1, "a sign-in is sent once");
            if status.starts_with("303") {
                assert_eq!(outcome.unwrap(), "me", "what the server wants to be looked up");
                assert!(other.requests()[0].starts_with("GET ") && !received(&other).contains("content-"));
            } else {
                let error = outcome.unwrap_err();
                assert!(error.status().unwrap().is_redirection() && other.requests().is_empty(), "{error:?}");
            }
            assert!(received(&server).contains("password=") && !received(&other).contains("password"));
            assert!(!received(&other).contains(PASSWORD));
            assert_eq!(plex.sign_in().await.unwrap(), "me", "the next call works");
        }
    });
}

#[tokio::test]
async fn a_circle_over_several_servers_ends() {
    with_both!(client => {
        let (one, other) = (RawServer::start([]).unwrap(), RawServer::start([]).unwrap());
        let there = format!("{}/there", other.url());
        one.push([to("302 Found", &there), to("307 Temporary Redirect", &there)].concat());
        other.push(to("308 Permanent Redirect", &format!("{}/back", one.url())));
        let plex = client.at(&one).with(|options| options.redirects(10));
        let error = plex.account().await.unwrap_err();
        let Error::Transport(transport) = &*error else { panic!("{error:?}") };
        assert_eq!(transport.kind(), TransportErrorKind::Redirect);
        assert_eq!(error.status().unwrap(), 307);
        assert!(error.headers().unwrap().contains_key("X-Kept"));
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert_eq!(source, format!("the redirects lead in a circle, back to {}", other.url()));
        assert!(!format!("{error} {error:?} {source}").contains("canary"), "{error:?}");
        assert_eq!((one.requests().len(), other.requests().len()), (2, 1));
        assert_eq!(received(&one).matches("x-plex-token").count(), 1, "on the way back it is left behind");
        assert_eq!(plex.account().await.unwrap(), "me", "the next call works");
    });
}

#[tokio::test]
async fn redirects_without_end_come_to_one() {
    with_both!(client => {
        let server = RawServer::start([(0..9).flat_map(|number| to("302 Found", &format!("/{number}"))).collect()]).unwrap();
        let plex = client.at(&server).with(|options| options.redirects(3));
        let error = plex.account().await.unwrap_err();
        assert!(matches!(&*error, Error::Transport(error) if error.kind() == TransportErrorKind::Redirect), "{error:?}");
        assert_eq!((error.status().unwrap().as_u16(), server.requests().len()), (302, 4));
        let fresh = RawServer::start([]).unwrap();
        assert_eq!(plex.at(&fresh).account().await.unwrap(), "me", "the next call works");
    });
}

#[tokio::test]
async fn a_target_that_is_not_there_is_named() {
    with_both!(client => {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let gone = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let server = RawServer::start([to("302 Found", &gone)]).unwrap();
        let plex = client.at(&server).with(|options| options.redirects(3).retries(0));
        let error = plex.account().await.unwrap_err();
        assert!(error.is_connect() && error.to_string().contains(&format!("redirected to {gone}:")), "{error}");
        assert_eq!(plex.account().await.unwrap(), "me", "the next call works");
    });
}
