//! What happens between a request and its answer: retries, limits, credentials from providers, hooks, spans. By a
//! scripted transport and a virtual clock: nothing waits.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "blocking")]
mod blocking;
mod cancellation;
mod hooks;
mod limits;
mod oauth;
mod redirects;
mod retries;
mod spans;
mod support;
mod tokens;
