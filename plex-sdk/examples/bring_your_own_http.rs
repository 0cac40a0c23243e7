//! Sends with an HTTP client of your own: a transport is one function from a request to an answer. This one is hyper,
//! with a new connection for each request.
//!
//! ```sh
//! cargo run -p plex-sdk --example bring_your_own_http
//! ```
//!
//! It talks to a stand-in for Plex in this process; this transport knows no TLS, so plex.tv is out of its reach.

use std::error::Error;

use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use plex_sdk::{Bytes, Client, Limits, Transport, TransportError, TransportErrorKind, TransportFuture, http};
use plex_sdk_tests::{ACCOUNT_TOKEN, StandIn};

struct Hyper;

impl Transport for Hyper {
    fn send(&self, request: http::Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        Box::pin(async move {
            let exchange = exchange(request);
            match limits.timeout {
                None => exchange.await,
                Some(limit) => {
                    let answer = tokio::time::timeout(limit, exchange).await;
                    answer.unwrap_or_else(|_| Err(TransportError::new(TransportErrorKind::Timeout)))
                }
            }
        })
    }
}

/// One request on one connection. The kind of an error says how far it came, which decides about retries.
async fn exchange(request: http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> {
    let failed = |kind| move |error: hyper::Error| TransportError::new(kind).with_source(error);
    let (mut head, body) = request.into_parts();
    let authority = head.uri.authority().ok_or_else(|| TransportError::new(TransportErrorKind::Other))?.clone();
    if head.uri.scheme_str() != Some("http") {
        return Err(TransportError::new(TransportErrorKind::Connect).with_source("this transport knows no TLS"));
    }
    // hyper sends what it is given: the host goes into a header, the rest of the URL stays.
    let host = http::HeaderValue::from_str(authority.as_str());
    head.headers.insert(http::header::HOST, host.map_err(|_| TransportError::new(TransportErrorKind::Other))?);
    head.uri = http::Uri::from(
        head.uri.into_parts().path_and_query.unwrap_or_else(|| http::uri::PathAndQuery::from_static("/")),
    );

    let host = authority.host().trim_matches(['[', ']']);
    let stream = tokio::net::TcpStream::connect((host, authority.port_u16().unwrap_or(80))).await;
    let stream = stream.map_err(|error| TransportError::new(TransportErrorKind::Connect).with_source(error))?;
    let handshake = http1::handshake(TokioIo::new(stream)).await;
    let (mut sender, connection) = handshake.map_err(failed(TransportErrorKind::Connect))?;
    let answer = async {
        let request = http::Request::from_parts(head, Full::new(body));
        let (head, body) =
            sender.send_request(request).await.map_err(failed(TransportErrorKind::Request))?.into_parts();
        let body = body.collect().await.map_err(failed(TransportErrorKind::Body))?;
        // The connection ends when nothing can be sent on it any more.
        drop(sender);
        Ok(http::Response::from_parts(head, body.to_bytes()))
    };
    // Driving the connection here, not in a task of its own, ends it with the future: dropping the call cancels it.
    let (answer, _) = tokio::join!(answer, connection);
    answer
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let stand_in = StandIn::start()?;
    let plex = Client::builder()
        .client_identifier("plex-sdk-example")
        .product("plex-sdk example")
        .token(ACCOUNT_TOKEN)
        .all_servers_at(stand_in.url())
        .transport(Hyper)
        .build()?;
    let account = plex.authentication().get_token_details().send().await?;
    println!("{} is at {}, says hyper.", account.username, account.email);
    Ok(())
}
