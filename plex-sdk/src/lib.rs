//! Sign in to Plex from Rust: typed, tolerant and safe by default.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use plex_sdk::Client;
//! use plex_sdk::authentication::SignInError;
//!
//! let plex = Client::builder().client_identifier("one-id-per-install").product("My App").build()?;
//! let account = match plex.authentication().sign_in("me@example.com", "password").send().await {
//!     Ok(account) => account,
//!     Err(error) => {
//!         if let Some(SignInError::Unauthorized(_)) = error.documented() {
//!             eprintln!("Wrong password, or a verification code is needed: {error}");
//!         }
//!         return Err(error.into());
//!     }
//! };
//! let devices = plex.with_token(account.auth_token).devices().get_server_resources().send().await?;
//! # Ok(())
//! # }
//! ```
//!
//! - **Calls.** [`Client`] has a handle per group of operations, a handle a method per operation. Required arguments stand
//!   in the method, optional ones are setters, `.send()` sends. What holds for many calls is set on the client:
//!   [`ClientBuilder`], and [`Client::with`] for a client that differs in something.
//! - **Servers.** Operations of plex.tv go to plex.tv; the others go to the media server that the builder names
//!   ([`ClientBuilder::server`], or the variables of a described one).
//! - **Errors.** [`Error`] tells apart what was never sent, what got no answer, documented and undocumented errors, and
//!   answers that cannot be read. Status, headers and body are kept.
//! - **Retries, limits, ends.** Calls that are safe to repeat are sent again after trouble ([`Retry`]); timeouts and caps are
//!   set by [`Options`]. Dropping the future of a call ends it, and so does a [`Cancellation`] from elsewhere.
//! - **Answers** are read tolerantly: unknown fields and values, numbers as text and the like do not fail a call. See
//!   [`decode`].
//! - **Secrets**, such as passwords and tokens, are a [`Secret`]: they are never shown.
//! - **Without a client**: [`Options::request`] makes an [`http::Request`] of any operation, [`Operation::response`]
//!   reads an [`http::Response`].
//!
//! # Features
//!
//! | feature | what it is for |
//! | --- | --- |
//! | `reqwest`, on by default | the transport of [`Client`]; without it the builder needs a [`Transport`] of yours |
//! | `rustls`, on by default | TLS without a library of the system; certificates are checked by the system all the same |
//! | `native-tls` | TLS by the library of the system, where `rustls` is off |
//! | `blocking` | `blocking::Client`: the same calls without an async runtime |
//! | `xml` | answers in XML: the list of users is one |
//! | `stream` | answers that are read while they come |
//! | `serde` | `Serialize` and `Deserialize` for the models |
//! | `tracing` | a span per call, with the names of OpenTelemetry |
//! | `testing` | scripted answers and a virtual clock, for tests of crates that use this one |
//!
//! Everything below [`models`] and the modules of the operations is generated from an OpenAPI description.
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "blocking")]
pub mod blocking;
pub mod codegen;
pub mod decode;
pub mod json;
mod nullable;
mod open_enum;
mod secret;
mod time;

mod auth;
#[cfg(any(feature = "blocking", feature = "testing"))]
mod block_on;
mod call;
mod cancellation;
mod clock;
mod core;
mod credentials;
mod dispatch;
mod error;
mod gate;
mod headers;
mod hooks;
mod in_media_type;
mod operation;
mod options;
mod prepare;
mod redirect;
mod request;
mod response;
mod retry;
mod security;
mod server;
#[cfg(feature = "stream")]
mod stream;
#[cfg(feature = "testing")]
pub mod testing;
mod trace;
mod transport;
mod url;
#[cfg(feature = "xml")]
pub mod xml;
mod xml_body;

#[rustfmt::skip]
mod generated;

pub use generated::{Client, ClientBuilder, authentication, client, devices, models, users};

pub use nullable::Nullable;
pub use open_enum::{IntegerEnum, StringEnum};
pub use secret::Secret;
pub use time::{Date, Timestamp};

pub use bytes::Bytes;
pub use http;

pub use crate::core::{Core, CoreBuilder};
pub use cancellation::Cancellation;
pub use clock::{Clock, SleepFuture, SystemClock};
pub use credentials::{ClientCredentials, CredentialError, ProvidedToken, ProviderError, TokenFuture, TokenProvider};
pub use error::{
    AnyError, BuildError, DecodeFailure, DecodeProblem, Documented, ErasedError, Error, InvalidRequest, NoError,
    RequestProblem,
};
pub use hooks::{Incoming, Outgoing};
pub use in_media_type::InMediaType;
pub use operation::{Global, Operation, OperationInfo};
pub use options::Options;
pub use request::{File, RequestParts, Style};
pub use response::{Answer, Response};
pub use retry::{Retry, RetryBudget};
pub use security::SecurityScheme;
pub use server::{ServerInfo, ServerVariable};
#[cfg(feature = "stream")]
pub use stream::{ByteStream, Event, EventStream, Line, LineStream};
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
#[cfg(feature = "stream")]
pub use transport::{BodyStream, StreamFuture};
pub use transport::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};
pub use xml_body::{XmlModel, XmlNode, XmlShape};
