//! Tests of code that uses this SDK, without a network and without waiting.
//!
//! A [`Script`] takes the place of the HTTP client: it answers as it was told to, and keeps what it was sent. Its
//! [`VirtualClock`] takes the place of time: waits between retries and timeouts are over at once, and yet can be
//! measured.
//!
//! ```
//! use std::time::Duration;
//! use plex_sdk::testing::{Answer, Script, block_on};
//!
//! let script = Script::new();
//! script.push(Answer::new(503).header("Retry-After", "20"));
//! script.push(Answer::json(200, r#"{ "id": 1, "uuid": "u", "username": "me", "authToken": "secret" }"#));
//!
//! let plex = plex_sdk::Client::builder()
//!     .client_identifier("tests")
//!     .token("t0ken")
//!     .transport(script.clone())
//!     .with(|options| options.clock(script.clock()))
//!     .build()?;
//! let account = block_on(plex.authentication().get_token_details().send())?;
//!
//! assert_eq!(account.username, "me");
//! let requests = script.requests();
//! assert_eq!(requests[1].uri, "https://plex.tv/api/v2/user");
//! assert_eq!(requests[1].headers["X-Plex-Token"], "t0ken");
//! assert_eq!(requests[1].at, Duration::from_secs(20), "the SDK has waited for as long as it was asked to");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Clients whose calls wait take a script by `blocking_transport`, in the same way.

mod clock;
mod script;

pub use crate::block_on::block_on;
pub use clock::VirtualClock;
pub use script::{Answer, Captured, Script};
