//! What the emitted crate is called in Rust: how its types are spelled, and under which paths they are imported.
//!
//! `emit` makes tokens of it, `compare` text.

mod field;
mod type_expr;

#[cfg(test)]
mod tests;

pub use field::Presence;
pub use type_expr::{Head, TypeExpr, behind_aliases, path};
