//! Turns an OpenAPI description into the models and operations of a Rust SDK.
//!
//! ```text
//! text ──load──▶ Description ──lower──▶ Api ──select──▶ Api ──emit──▶ Vec<File>
//! ```
//!
//! Pure: no file, clock, network or environment is touched here.

pub mod api;
pub mod diagnostic;
pub mod emit;
pub mod load;
pub mod lower;
pub mod names;
mod overlay;
pub mod reduce;
pub mod select;
