//! A client of the SDK that talks to the stand-in only.

use plex_sdk::{Client, ClientBuilder};
use plex_sdk_tests::{ACCOUNT_TOKEN, StandIn};

/// The stand-in in place of plex.tv and of the media server; identified, without a token.
pub fn builder(stand_in: &StandIn) -> ClientBuilder {
    let url = stand_in.url();
    Client::builder().client_identifier("3381b62b-test").product("Wire tests").server(&url).all_servers_at(&url)
}

/// The same with the account's token.
#[allow(dead_code, reason = "each test file uses what it needs")]
pub fn client(stand_in: &StandIn) -> Client {
    builder(stand_in).token(ACCOUNT_TOKEN).build().expect("the options are right")
}
