//! Sign in to Plex from Rust: typed, tolerant and safe by default.
#![forbid(unsafe_code)]

pub mod codegen;
pub mod decode;
pub mod json;
mod open_enum;
mod secret;
mod time;

mod call;
mod clock;
mod core;
mod credentials;
mod dispatch;
mod error;
mod gate;
mod hooks;
mod operation;
mod options;
mod prepare;
mod request;
mod response;
mod retry;
mod security;
mod server;
#[cfg(feature = "testing")]
pub mod testing;
mod trace;
mod transport;
mod url;

#[rustfmt::skip]
mod generated;

pub use generated::{Client, ClientBuilder, authentication, client, models, plex, users};

pub use open_enum::{IntegerEnum, StringEnum};
pub use secret::Secret;
pub use time::{Date, Timestamp};

pub use bytes::Bytes;
pub use http;

pub use crate::core::{Core, CoreBuilder};
pub use clock::{Clock, SleepFuture, SystemClock};
pub use credentials::{ClientCredentials, CredentialError, ProvidedToken, ProviderError, TokenFuture, TokenProvider};
pub use error::{BuildError, DecodeFailure, DecodeProblem, Documented, Error, InvalidRequest, NoError, RequestProblem};
pub use hooks::{Incoming, Outgoing};
pub use operation::{Global, Operation, OperationInfo};
pub use options::Options;
pub use request::{RequestParts, Style};
pub use response::Response;
pub use retry::{Retry, RetryBudget};
pub use security::SecurityScheme;
pub use server::{ServerInfo, ServerVariable};
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
pub use transport::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};
