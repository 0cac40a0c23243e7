//! The rules of OpenAPI: how a document is addressed and what its parts mean.
//!
//! A [`Document`] is a tree of JSON values of a known [`Version`]; a [`Cursor`] is a value in it together with its
//! JSON pointer. The other modules hold the rules that need no tree: pointers (RFC 6901), references, media types,
//! methods and statuses. Nothing here reports problems: what cannot be read is absent.

mod cursor;
mod media;
mod method;
mod operation;
pub mod pointer;
pub mod reference;
mod status;
#[cfg(test)]
mod tests;
mod version;

pub use cursor::{Cursor, Document};
pub use media::{Media, MediaType};
pub use method::Method;
pub use operation::{ParameterKey, SourceOperation};
pub use status::{Status, Successes};
pub use version::Version;
