//! The public items of emitted files as text, one line each, and what two such listings differ in.
//!
//! ```text
//! Vec<File> ──modules──▶ module tree ──items──▶ lines ──▶ api.txt
//!                                                 └── changes(old, new) ──▶ Changes
//! ```
//!
//! Made from what is emitted and from nothing else, so that a change of the generator shows even where the
//! description stays as it is.

mod changes;
mod items;
mod modules;
#[cfg(test)]
mod tests;
mod text;

use crate::emit::File;

pub use changes::{Changes, changes};

/// The listing of a module tree: a line per item in the order of their names, with the paths that users write.
///
/// `files` are Rust files relative to the root of the tree, which is `mod.rs` or `lib.rs`. `root` is what the paths
/// begin with: `plex_sdk`.
///
/// # Errors
///
/// A file that is not Rust, by name.
pub fn listing(root: &str, files: &[File]) -> Result<String, String> {
    let tree = modules::Tree::read(root, files)?;
    Ok(items::lines(&tree).into_iter().map(|line| line + "\n").collect())
}
