//! Ways to a token, by hand.

mod environment;
