//! Answers that ask for another try, and connections that are used again.

use std::time::Duration;

use plex_sdk_tests::{ACCOUNT_TOKEN, RawServer, StandIn, payloads};

use crate::callers::{Caller, answering, cut, empty, json};
use crate::support;

#[tokio::test]
async fn too_many_requests_with_each_kind_of_retry_after() {
    with_both!(client => {
        for (after, seconds) in
            [("3600", Some(3600)), ("soon", None), ("0", None), ("Sun, 06 Nov 1994 08:49:37 GMT", None)]
        {
            let answer = empty("429 Too Many Requests", &format!("Retry-After: {after}\r\n"));
            let server = RawServer::start([[answering(answer.clone()), answering(answer)].concat()]).unwrap();
            let plex = client.at(&server);
            let error = plex.sign_in().await.unwrap_err();
            assert_eq!((error.status().unwrap().as_u16(), server.requests().len()), (429, 1), "{after}");
            let outcome = plex.account().await;
            match seconds {
                Some(seconds) => {
                    assert_eq!(outcome.unwrap_err().retry_after(), Some(Duration::from_secs(seconds)));
                    assert_eq!(server.requests().len(), 2, "too long a wait is left to the caller");
                }
                None => assert_eq!((outcome.unwrap().as_str(), server.requests().len()), ("me", 3), "{after}"),
            }
            assert_eq!(plex.account().await.unwrap(), "me", "the next call works");
        }
    });
}

#[tokio::test]
async fn unavailable_twice_and_then_there() {
    let unavailable = || answering("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy");
    with_both!(client => {
        let server = RawServer::start([[unavailable(), unavailable()].concat()]).unwrap();
        assert_eq!(client.at(&server).account().await.unwrap(), "me");
        assert_eq!(server.requests().len(), 3);

        let server = RawServer::start([unavailable()]).unwrap();
        let plex = client.at(&server);
        let error = plex.sign_in().await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (503, &b"busy"[..]));
        assert_eq!((server.requests().len(), plex.sign_in().await.unwrap().as_str()), (1, "me"));
    });
}

#[tokio::test]
async fn a_connection_that_the_server_closes_while_it_is_idle() {
    with_both!(client => {
        let server = RawServer::start([cut(json(payloads::account().to_string().as_bytes()))]).unwrap();
        let plex = client.at(&server);
        assert_eq!(plex.account().await.unwrap(), "me");
        assert_eq!(plex.account().await.unwrap(), "me");
        assert_eq!(plex.sign_in().await.unwrap(), "me");
        assert_eq!(server.requests().len(), 3, "each was sent once");
    });
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

#[test]
fn a_thousand_calls_of_a_hundred_threads() {
    let stand_in = StandIn::start().unwrap();
    let plex = support::builder(&stand_in).token(ACCOUNT_TOKEN).build_blocking().unwrap();
    let plex = plex.with(|options| options.max_concurrent(8));
    std::thread::scope(|scope| {
        for _ in 0..100 {
            scope.spawn(|| (0..10).for_each(|_| drop(plex.authentication().get_token_details().send().unwrap())));
        }
    });
    assert_eq!(stand_in.requests().len(), 1000);
    assert!(stand_in.connections() <= 8, "{}", stand_in.connections());
}
