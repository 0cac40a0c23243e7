//! A stand-in for Plex on the loopback: a real HTTP server in this process that records what it is asked and answers
//! what it was told to. Nothing here knows the SDK, so that it can judge it.

mod memory;
pub mod payloads;
mod plex;
mod raw;
mod recorded;
mod server;

pub use plex::{
    ACCOUNT_TOKEN, HOME_PIN, HOME_USER_TOKEN, LOGIN, PASSWORD, SERVER_IDENTIFIER, SERVER_TOKEN, TWO_FACTOR_LOGIN,
    VERIFICATION_CODE,
};
pub use raw::{RawServer, Step};
pub use recorded::Recorded;
pub use server::{Answer, StandIn};

/// The examples of the README are compiled as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
