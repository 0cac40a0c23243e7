//! The core under every call, from the outside: what is sent, what comes back, and what is never shown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod any;
mod body;
mod errors;
mod globals;
mod headers;
mod reading;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest;
mod sample;
mod security;
mod servers;
mod shown;
mod styles;
mod support;
