//! Comparisons for people and for programs.

mod group;
mod json;
mod line;
mod markdown;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::{Style, text};
