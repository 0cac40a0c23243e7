//! Sign in to Plex from Rust: typed, tolerant and safe by default.
#![forbid(unsafe_code)]

pub mod codegen;
pub mod decode;
pub mod json;
mod open_enum;
mod secret;
mod time;

mod call;
mod core;
mod error;
mod operation;
mod options;
mod prepare;
mod request;
mod response;
mod security;
mod server;
mod transport;
mod url;
#[cfg(feature = "xml")]
pub mod xml;

#[rustfmt::skip]
mod generated;

pub use generated::{Client, ClientBuilder, authentication, client, models, plex, users};

pub use open_enum::{IntegerEnum, StringEnum};
pub use secret::Secret;
pub use time::{Date, Timestamp};

pub use bytes::Bytes;
pub use http;

pub use crate::core::{Core, CoreBuilder};
pub use error::{BuildError, DecodeFailure, DecodeProblem, Documented, Error, InvalidRequest, NoError, RequestProblem};
pub use operation::{Global, Operation, OperationInfo};
pub use options::Options;
pub use request::{RequestParts, Style};
pub use response::{Answer, Response};
pub use security::SecurityScheme;
pub use server::{ServerInfo, ServerVariable};
#[cfg(feature = "reqwest")]
pub use transport::ReqwestTransport;
pub use transport::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};
