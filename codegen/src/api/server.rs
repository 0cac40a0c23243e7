//! Where requests go.

use serde::Serialize;

use super::{Doc, Name};

/// A base URL, perhaps with variables.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Server {
    /// As described: `{protocol}://{host}:{port}`. Every `{name}` has a variable with that wire name.
    pub url: String,
    pub variables: Vec<ServerVariable>,
    pub doc: Doc,
    pub pointer: String,
}

/// A hole in a server's URL.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServerVariable {
    /// `ident` is the setter on the client builder, with the prefix `server_`: `server_host`.
    pub name: Name,
    pub default: String,
    /// The only values allowed; empty: any.
    pub values: Vec<String>,
    pub doc: Doc,
}
