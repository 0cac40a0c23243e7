//! OAuth 2.0 client credentials.

use std::time::Duration;

use plex_sdk::codegen::*;
use plex_sdk::testing::{Answer, Script};
use plex_sdk::{ClientCredentials, Error};

use crate::support::{Secured, TOKEN, call, client, ok};

fn with_credentials(script: &Script, url: &str) -> Core {
    let credentials = ClientCredentials::new(url, "my app", "canary:secret").scopes("read write");
    client(script, []).with(|options| options.client_credentials(TOKEN, credentials))
}

const URL: &str = "https://auth.test/oauth/token";

#[test]
fn a_token_is_asked_for_used_and_renewed() {
    let script = Script::new();
    script.push(Answer::json(200, r#"{"access_token":"t-1","token_type":"Bearer","expires_in":3600}"#));
    script.push(ok("fine"));
    script.push(ok("fine"));
    script.push(Answer::json(200, r#"{"access_token":"t-2","expires_in":"3600"}"#));
    script.push(ok("fine"));
    let core = with_credentials(&script, URL);
    call(&core, &Secured).unwrap();
    script.clock().advance(Duration::from_secs(3500));
    call(&core, &Secured).unwrap();
    script.clock().advance(Duration::from_secs(70));
    call(&core, &Secured).unwrap();

    let requests = script.requests();
    assert_eq!((&requests[0].method, requests[0].uri.to_string()), (&Method::POST, URL.to_owned()));
    assert_eq!(&requests[0].body[..], b"grant_type=client_credentials&scope=read%20write");
    assert_eq!(requests[0].headers["Authorization"], "Basic bXklMjBhcHA6Y2FuYXJ5JTNBc2VjcmV0");
    let token = |index: usize| requests[index].headers["X-Token"].to_str().unwrap();
    assert_eq!((token(1), token(2), token(4)), ("t-1", "t-1", "t-2"));
    assert!(requests[3].headers.get("X-Token").is_none());
}

#[test]
fn what_the_authorization_server_refuses_is_said_without_secrets() {
    let cases = [
        (
            Answer::json(401, r#"{"error":"invalid_client","error_description":"canary:secret is wrong"}"#),
            "invalid_client",
        ),
        (Answer::json(400, r#"{"error":"canary:secret"}"#), "answered 400"),
        (Answer::new(502).body("<html>canary:secret</html>"), "answered 502"),
        (Answer::json(200, r#"{"token":"canary:secret"}"#), "no `access_token`"),
    ];
    for (answer, words) in cases {
        let script = Script::new();
        script.push(answer);
        let error = call(&with_credentials(&script, URL), &Secured).unwrap_err();
        assert!(matches!(error, Error::Credential(_)), "{error:?}");
        assert!(error.to_string().contains(words), "{error}");
        let shown = format!("{error} {error:?} {:?}", ClientCredentials::new(URL, "id", "canary:secret"));
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[test]
fn a_token_endpoint_that_is_no_url_is_an_error() {
    for url in ["/oauth/token", "ftp://auth.test", "https://me:canary@auth.test"] {
        let script = Script::new();
        let error = call(&with_credentials(&script, url), &Secured).unwrap_err();
        assert!(matches!(error, Error::Credential(_)), "{error:?}");
        assert!(!format!("{error:?}").contains("canary"), "{error:?}");
        assert!(script.requests().is_empty());
    }
}
