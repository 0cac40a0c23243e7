//! The intermediate representation: what a description says, in the terms of a Rust SDK.
//!
//! Plain data, produced by [`crate::lower`] and read by [`crate::emit`]. A [`Name`] carries the name on the
//! wire and the Rust identifier together, so that no emitter ever invents one, and every node keeps the JSON
//! pointer of its place in the description.

use serde::Serialize;

pub use crate::names::Ident;

mod contract;
mod operation;
mod security;
mod server;
mod types;

pub use contract::*;
pub use operation::*;
pub use security::*;
pub use server::*;
pub use types::*;

/// A whole API.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Api {
    pub info: Info,
    /// The servers of operations that name none themselves. Never empty after lowering.
    pub servers: Vec<Server>,
    /// Parameters that the client holds and adds to every operation that declares them.
    pub globals: Vec<Global>,
    /// The security schemes that some operation uses.
    pub schemes: Vec<SecurityScheme>,
    /// In the order of the description's tag list, then of first use.
    pub tags: Vec<Tag>,
    /// In the order of the description.
    pub operations: Vec<Operation>,
    /// Every type that an operation reaches, and every named schema. Indexed by [`TypeId`].
    pub types: Vec<TypeDef>,
    /// For comparisons.
    #[serde(skip)]
    pub contract: Contract,
}

impl Api {
    /// The definition behind a reference.
    ///
    /// Lowering only hands out identifiers of definitions that exist.
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// The operations of one tag, in order.
    pub fn operations_of(&self, tag: usize) -> impl Iterator<Item = &Operation> {
        self.operations.iter().filter(move |operation| operation.tag == tag)
    }
}

/// Title, version and description of the API.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Info {
    pub title: String,
    pub version: String,
    pub description: Option<String>,
}

/// A name as it is on the wire (or in the description), and as it is in Rust.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Name {
    pub wire: String,
    pub ident: Ident,
}

/// What the description says in words. Markdown, as written there.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Doc {
    /// One line.
    pub summary: Option<String>,
    pub description: Option<String>,
    /// Where to read more.
    pub link: Option<String>,
    pub deprecated: bool,
}

/// A group of operations: a handle on the client, a folder in the emitted crate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tag {
    /// `wire` is the tag as described, `ident` the module and the method on the client: `live_tv`.
    pub name: Name,
    /// The handle type: `LiveTv`.
    pub handle: Ident,
    pub doc: Doc,
    pub pointer: String,
}
