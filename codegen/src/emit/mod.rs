//! The intermediate representation to files.
//!
//! Total and deterministic: whatever can fail has failed in [`crate::load`] or [`crate::lower`], and the same
//! input gives the same bytes. One file of this module per emitted thing.

mod argument;
mod blocking;
mod client;
mod client_constants;
mod context;
mod credential;
mod docs;
mod file;
mod format;
mod ident;
mod markdown;
mod model;
mod model_enum;
mod model_one_of;
mod model_struct;
mod model_xml;
mod operation;
mod operation_decode;
mod operation_encode;
mod operation_errors;
mod operation_headers;
mod operation_info;
mod operation_stream;
mod package;
mod reference;
mod sizes;
mod tag;
mod types;

#[cfg(test)]
mod tests;

use crate::api::Api;
use context::Context;
pub use package::package;
pub use reference::reference;

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Relative, with `/` between the parts.
    pub path: String,
    pub text: String,
}

/// Where the emitted files come from; said in their first lines.
///
/// The digest stands in the root module only, so that a change in one place of the description leaves the files
/// of all others as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// As it is known to the reader of a file: `spec/plex.yaml`.
    pub description: String,
    pub sha256: String,
}

/// What a stand-alone crate needs to know beyond the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    pub name: String,
    /// The path from the crate to the runtime, as Cargo reads it: `../plex-sdk`.
    pub runtime_path: String,
}

/// The module tree: `mod.rs`, `client.rs`, `blocking.rs`, `models/…`, and a folder per tag.
pub fn modules(api: &Api, provenance: &Provenance) -> Vec<File> {
    let context = Context::new(api, provenance);
    let mut files = vec![package::root(&context)];
    files.extend(tree(&context));
    files
}

/// All files of the module tree but its root.
fn tree(context: &Context<'_>) -> Vec<File> {
    let mut files = vec![client::file(context), blocking::file(context)];
    files.extend(model::files(context));
    for group in &context.groups {
        files.extend(tag::files(context, group));
    }
    files
}
