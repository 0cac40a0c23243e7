//! Calls that wait for their answers, without an async runtime.
//!
//! The same handles and builders as those of [`crate::Client`]; only `send` is not `async`:
//!
//! ```no_run
//! # fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let plex = plex_sdk::Client::builder().client_identifier("one-id-per-install").token("…").build_blocking()?;
//! let account = plex.authentication().get_token_details().send()?;
//! println!("{}", account.username);
//! # Ok(())
//! # }
//! ```
//!
//! Requests are sent by ureq, whose own debug and trace logs show URLs and credentials: see [`UreqTransport`].

mod core;

pub use self::core::Core;
pub use crate::generated::blocking::Client;
pub use crate::transport::{BlockingTransport, UreqTransport};
