//! Sign in to Plex from Rust: typed, tolerant and safe by default.

pub mod codegen;
pub mod decode;
pub mod json;
mod open_enum;
mod secret;
mod time;

pub use open_enum::{IntegerEnum, StringEnum};
pub use secret::Secret;
pub use time::{Date, Timestamp};
