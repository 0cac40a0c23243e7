//! Operations of each kind, and a client that follows a script.

use plex_sdk::codegen::*;
use plex_sdk::testing::{Answer, Script, block_on};
use plex_sdk::{Error, NoError};

pub const TOKEN: SecurityScheme = SecurityScheme::api_key_header("token", "X-Token");

macro_rules! operation {
    ($name:ident, $($info:tt)*) => {
        pub struct $name;

        impl Operation for $name {
            const INFO: &'static OperationInfo = &OperationInfo::$($info)*;
            type Output = String;
            type Error = NoError;

            fn encode(&self, request: &mut RequestParts) {
                request.query("secret", &Secret::from("canary-query"));
            }

            fn decode(response: &mut Response) -> Result<String, Error<NoError>> {
                match response.status().as_u16() {
                    200 => Ok(response.text()),
                    _ => Err(response.undocumented()),
                }
            }
        }
    };
}

operation!(Get, new("get", Method::GET, "/things/all"));
operation!(Post, new("post", Method::POST, "/things"));
operation!(Described, new("described", Method::GET, "/x").retry(Retry::new().retries(1).statuses(&[(418, 418)])));
operation!(Secured, new("secured", Method::POST, "/secured").security(&[&[TOKEN]]));
operation!(SecuredGet, new("securedGet", Method::GET, "/secured/all").security(&[&[TOKEN]]));
operation!(Moved, new("moved", Method::GET, "/moved").redirects(&[(302, 302), (307, 308)]));
operation!(Look, new("look", Method::HEAD, "/things"));
operation!(MaybeSecured, new("maybeSecured", Method::POST, "/maybe").security(&[&[TOKEN], &[]]));

pub fn ok(body: &'static str) -> Answer {
    Answer::new(200).body(body)
}

/// A client on a script that answers like this.
pub fn client(script: &Script, answers: impl IntoIterator<Item = Answer>) -> Core {
    answers.into_iter().for_each(|answer| script.push(answer));
    let builder = CoreBuilder::new(&[]).server("https://plex.test:8443/api").transport(script.clone());
    builder.with(|options| options.clock(script.clock())).build().unwrap()
}

pub fn call<O: Operation>(core: &Core, operation: &O) -> Result<O::Output, Error<O::Error>> {
    block_on(core.execute(operation))
}

/// When each request was sent, in milliseconds.
pub fn sent_at(script: &Script) -> Vec<u128> {
    script.requests().iter().map(|request| request.at.as_millis()).collect()
}
