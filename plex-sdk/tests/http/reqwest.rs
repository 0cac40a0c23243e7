//! The transport by reqwest, against a server on the loopback device.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

use plex_sdk::codegen::*;

use crate::support::{Get, wait};

/// Reads one request; gives its head, or nothing at the end of the connection.
fn read_request(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        head.push_str(&line);
    }
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8_lossy(&body))
}

/// Accepts one connection and gives each request on it the next answer. Ends with the requests it has read.
fn serve(listener: TcpListener, answers: Vec<&'static str>) -> JoinHandle<Vec<String>> {
    std::thread::spawn(move || {
        let mut stream = BufReader::new(listener.accept().unwrap().0);
        let mut requests = Vec::new();
        for answer in answers {
            let Some(request) = read_request(&mut stream) else { break };
            requests.push(request);
            stream.get_mut().write_all(answer.as_bytes()).unwrap();
        }
        requests
    })
}

fn loopback() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

fn get() -> Get<impl Fn(&mut RequestParts)> {
    Get(|request: &mut RequestParts| {
        request.query("a b", &"c/d").header("X-Name", &"Größe");
    })
}

#[test]
fn a_connection_is_used_again_and_the_whole_request_arrives() {
    const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue";
    let (listener, url) = loopback();
    let server = serve(listener, vec![ANSWER; 3]);
    let core = CoreBuilder::new(&[]).server(url).build().unwrap();
    wait(async {
        assert_eq!(core.execute(&get()).await.unwrap(), Json::from(true));
        assert_eq!(core.clone().execute(&get()).await.unwrap(), Json::from(true));
        assert_eq!(core.with(|options| options.header("X-More", "1")).execute(&get()).await.unwrap(), Json::from(true));
    });
    let requests = server.join().unwrap();
    assert_eq!(requests.len(), 3, "all on one connection");
    assert!(requests[0].starts_with("GET /x?a%20b=c%2Fd HTTP/1.1\r\n"), "{}", requests[0]);
    assert!(requests[0].contains("x-name: Größe\r\n") && requests[2].contains("x-more: 1\r\n"));
}

#[test]
fn a_server_that_never_answers_is_a_timeout() {
    let (listener, url) = loopback();
    let core = CoreBuilder::new(&[]).server(&url).timeout(Duration::from_millis(50)).build().unwrap();
    let error = wait(core.execute(&get())).unwrap_err();
    assert!(error.is_timeout() && !error.is_connect() && error.is_retryable(), "{error:?}");
    assert_eq!(error.to_string(), format!("getX: GET {url}/x: no answer came in time"));
    drop(listener);
}

#[test]
fn a_refused_connection_is_told_apart() {
    let (listener, url) = loopback();
    drop(listener);
    let core = CoreBuilder::new(&[]).server(&url).retry(Retry::none()).build().unwrap();
    let error = wait(core.execute(&get())).unwrap_err();
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
    assert!(!format!("{error:?}").contains("c%2Fd"), "{error:?}");
}

#[test]
fn a_broken_answer_is_a_transport_error() {
    for answer in ["", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\ntrue", "no http\r\n\r\n"] {
        let (listener, url) = loopback();
        let server = serve(listener, vec![answer]);
        let core = CoreBuilder::new(&[]).server(url).retry(Retry::none()).build().unwrap();
        let error = wait(core.execute(&get())).unwrap_err();
        assert!(matches!(error, Error::Transport(_)) && error.is_retryable(), "{answer}: {error:?}");
        assert!(!error.is_connect() && !error.is_timeout(), "{error:?}");
        assert!(!format!("{error:?}").contains("c%2Fd"), "{error:?}");
        server.join().unwrap();
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let (listener, url) = loopback();
    let server =
        serve(listener, vec!["HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"]);
    let error = wait(CoreBuilder::new(&[]).server(url).build().unwrap().execute(&get())).unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    assert_eq!(server.join().unwrap().len(), 1);
}

#[test]
fn a_client_that_was_set_up_to_follow_redirects_follows_none() {
    let (other, elsewhere) = loopback();
    other.set_nonblocking(true).unwrap();
    let answer = format!("HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere}/\r\nContent-Length: 0\r\n\r\n");
    let (listener, url) = loopback();
    let server = serve(listener, vec![answer.leak()]);
    let follows = || reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(10)).referer(true);
    let transport = plex_sdk::ReqwestTransport::with_builder(follows).unwrap();
    let core = CoreBuilder::new(&[]).server(url).transport(transport).build().unwrap();
    assert_eq!(wait(core.execute(&get())).unwrap_err().status().unwrap(), 307);
    assert_eq!(server.join().unwrap().len(), 1);
    assert!(other.accept().is_err(), "nobody came to where the redirect led");
}
