//! From JSON text to values: strict about the grammar, tolerant about types, and with a report of what it tolerated.
//!
//! Tolerated, and reported as [`Drift`]: an unknown value of an enum (kept); a scalar of another type that converts
//! without loss (`"12"` and `3.0` for an integer, 1, 0 and `"true"` for a boolean, a number for a string); `null`, a
//! blank string or absence where a value is promised and its default is harmless; a single element in place of a list.
//! Unknown fields are skipped. Of duplicate fields the last counts. A byte order mark is skipped, and surrogates that
//! stand alone become U+FFFD.
//!
//! A [`DecodeError`]: a wrong shape; a number that does not fit; a promised secret or identifier that is not there;
//! more than [`DEPTH_LIMIT`] levels; values that take more memory than 8 times
//! [`Options::max_body`](crate::Options::max_body), with the body itself; text that is no JSON or no UTF-8.

mod collection;
mod drift;
mod error;
mod free;
mod markup;
mod memory;
mod notes;
pub(crate) mod number;
mod object;
mod one_of;
mod open_enum;
mod path;
mod reader;
mod scalar;
mod slot;
mod text;

#[cfg(feature = "xml")]
pub(crate) use memory::TOO_LARGE;
pub(crate) use memory::{DEFAULT_MAX_BODY, Memory};

pub use drift::{DRIFT_LIMIT, Decoded, Drift, DriftKind, DriftReport};
pub use error::DecodeError;
pub use one_of::Alternative;
pub use reader::{DEPTH_LIMIT, Reader, Stop};
pub use slot::{Model, Slot};

use crate::json::Json;

/// Decodes JSON text.
///
/// # Errors
///
/// A [`DecodeError`] if the text is not JSON, or does not have the shape of `T`.
pub fn from_slice<T: Slot + Default>(bytes: &[u8]) -> Result<Decoded<T>, DecodeError> {
    Reader::new(bytes).decode()
}

/// Decodes a value that is a [`Json`] tree already. Offsets are those of its compact text.
///
/// # Errors
///
/// A [`DecodeError`] if the value does not have the shape of `T`.
pub fn from_json<T: Slot + Default>(json: &Json) -> Result<Decoded<T>, DecodeError> {
    from_slice(&json.to_vec())
}
