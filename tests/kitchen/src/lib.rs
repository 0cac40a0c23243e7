//! What `cargo xtask generate` makes of `kitchen.yaml`, for tests on the wire.
#![forbid(unsafe_code)]

#[rustfmt::skip]
mod generated;

pub(crate) use plex_sdk::codegen;

#[cfg(feature = "blocking")]
pub use generated::blocking;
pub use generated::{Client, ClientBuilder, answers, arguments, bodies, client, models};
