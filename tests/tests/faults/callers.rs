//! Both clients as one thing, and scripts for the server.

use std::sync::OnceLock;
use std::time::Duration;

use plex_sdk::{AnyError, Client, ClientBuilder, Options, Retry, blocking};
use plex_sdk_tests::{LOGIN, PASSWORD, RawServer, Step};

/// How long the tests wait for servers that never say more.
pub const SHORT: Duration = Duration::from_millis(200);

/// A client that does not wait before it tries again.
fn builder() -> ClientBuilder {
    let builder = Client::builder().client_identifier("faults").token("canary");
    builder.with(|options| options.retry(Retry::new().first_wait(Duration::ZERO)))
}

/// The client whose calls do not wait. To set one up takes longer than all its calls do.
pub fn client() -> Client {
    builder().build().unwrap()
}

/// The client whose calls wait. It belongs to no runtime: one serves all tests.
pub fn waiting() -> blocking::Client {
    static CLIENT: OnceLock<blocking::Client> = OnceLock::new();
    CLIENT.get_or_init(|| builder().build_blocking().unwrap()).clone()
}

/// Runs the same lines with each of the clients.
macro_rules! with_both {
    ($plex:ident => $row:block) => {{
        let $plex = $crate::callers::client();
        $row
    }
    {
        let $plex = $crate::callers::waiting();
        $row
    }};
}

/// What both clients can do.
pub trait Caller: Sized {
    fn with(&self, change: impl FnOnce(Options) -> Options) -> Self;

    async fn sign_in(&self) -> Result<String, AnyError>;

    async fn account(&self) -> Result<String, AnyError>;

    /// The client, as one of that server only.
    fn at(&self, server: &RawServer) -> Self {
        self.with(|options| options.force_server(server.url()))
    }
}

impl Caller for Client {
    fn with(&self, change: impl FnOnce(Options) -> Options) -> Self {
        Self::with(self, change)
    }

    async fn sign_in(&self) -> Result<String, AnyError> {
        Ok(self.authentication().sign_in(LOGIN, PASSWORD).send().await?.username)
    }

    async fn account(&self) -> Result<String, AnyError> {
        Ok(self.authentication().get_token_details().send().await?.username)
    }
}

impl Caller for blocking::Client {
    fn with(&self, change: impl FnOnce(Options) -> Options) -> Self {
        Self::with(self, change)
    }

    async fn sign_in(&self) -> Result<String, AnyError> {
        let call = self.authentication().sign_in(LOGIN, PASSWORD);
        Ok(tokio::task::spawn_blocking(move || call.send()).await.unwrap()?.username)
    }

    async fn account(&self) -> Result<String, AnyError> {
        let call = self.authentication().get_token_details();
        Ok(tokio::task::spawn_blocking(move || call.send()).await.unwrap()?.username)
    }
}

/// A connection that reads a request and answers it with these bytes.
pub fn answering(bytes: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![Step::Read, Step::write(bytes.into())]
}

/// A connection that breaks off after these bytes.
pub fn cut(bytes: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![Step::Read, Step::write(bytes.into()), Step::Close]
}

/// A connection that is reset after these bytes: a request that was not read is why.
pub fn reset(bytes: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![Step::Leave, Step::write(bytes.into()), Step::Close]
}

/// A successful answer in JSON.
pub fn json(body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// An answer without a body.
pub fn empty(status: &str, headers: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\n\r\n")
}
