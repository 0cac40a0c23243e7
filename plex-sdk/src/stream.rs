//! Answers that are read while they come: bytes, server-sent events, lines of JSON.

mod body;
mod event;
mod lines;
mod parser;
mod split;

pub use body::ByteStream;
pub(crate) use body::whole;
pub use event::{Event, EventStream};
pub use lines::{Line, LineStream};

/// More than this in one event or line is not buffered: a server must not fill the memory of its client.
const LARGEST: usize = 64 * 1024 * 1024;
