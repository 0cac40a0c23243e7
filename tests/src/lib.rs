//! A stand-in for Plex on the loopback: a real HTTP server in this process that records what it is asked and answers
//! what it was told to. Nothing here knows the SDK, so that it can judge it.

pub mod payloads;
mod plex;
mod recorded;
mod server;

pub use plex::{ACCOUNT_TOKEN, LOGIN, PASSWORD, VERIFICATION_CODE};
pub use recorded::Recorded;
pub use server::{Answer, StandIn};

/// The examples of the README are compiled as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
