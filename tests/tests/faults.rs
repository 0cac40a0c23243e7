//! What goes wrong on a wire, on a real one, for both clients: the kind of the error, what is kept of the answer, that a
//! sign-in is never sent twice, that what can be sent again is, and that the next call works.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

// The first one has a macro for the others.
#[macro_use]
#[path = "faults/callers.rs"]
mod callers;
#[path = "faults/answers.rs"]
mod answers;
#[path = "faults/connections.rs"]
mod connections;
#[path = "faults/redirects.rs"]
mod redirects;
#[path = "faults/repeats.rs"]
mod repeats;
mod support;
