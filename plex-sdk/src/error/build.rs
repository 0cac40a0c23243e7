//! Settings that no client can be built from.

use std::fmt;

/// Why a client could not be built.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// The description names no server, and none was set.
    NoServer,
    /// There is no described server with this index.
    UnknownServer {
        /// The index that was asked for.
        index: usize,
        /// How many servers are described.
        described: usize,
    },
    /// The URL of a server is of no use.
    InvalidServer {
        /// The URL, without user, password and query.
        url: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// No operation is described with this server, which was to be replaced: see
    /// [`Options::operation_server`](crate::Options::operation_server).
    UnknownOperationServer {
        /// The URL, without user, password and query.
        url: String,
        /// The URLs of the servers that operations are described with.
        described: Vec<&'static str>,
    },
    /// No described server has a variable of this name, or not together with the others that were set.
    UnknownServerVariable {
        /// The variable.
        name: String,
    },
    /// A server variable was given a value it cannot have.
    InvalidServerVariable {
        /// The variable.
        name: String,
        /// What is wrong with its value.
        reason: String,
    },
    /// A header has no valid name, or a value with a line break or another control character.
    InvalidHeader {
        /// The header. Its value is not shown.
        name: String,
    },
    /// A variable of the environment that holds a credential is not set, or empty.
    MissingVariable {
        /// The variable.
        name: String,
    },
    /// No transport was given, and this build has none of its own: the feature `reqwest` is off.
    NoTransport,
    /// The transport of this build could not be set up.
    Transport {
        /// What it says.
        reason: String,
    },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoServer => f.write_str("there is no described server: set `server(..)`"),
            Self::UnknownServer { index, described } => {
                write!(f, "there is no server with index {index}: {described} are described")
            }
            Self::InvalidServer { url, reason } => write!(f, "the server `{url}` cannot be used: {reason}"),
            Self::UnknownOperationServer { url, described } => {
                write!(f, "no operation is described with the server `{}`, ", url.escape_debug())?;
                match described.is_empty() {
                    true => f.write_str("nor with any of its own"),
                    false => write!(f, "but with {}", described.join(", ")),
                }
            }
            Self::UnknownServerVariable { name } => {
                write!(f, "no described server has the variable `{name}` together with the others that are set")
            }
            Self::InvalidServerVariable { name, reason } => write!(f, "the server variable `{name}`: {reason}"),
            Self::InvalidHeader { name } => write!(
                f,
                "the header `{}`: its name or value is not valid, perhaps because of a line break",
                name.escape_debug()
            ),
            Self::MissingVariable { name } => {
                write!(f, "the environment variable `{}` is not set", name.escape_debug())
            }
            Self::NoTransport => {
                f.write_str("there is no transport: enable the feature `reqwest` or set `transport(..)`")
            }
            Self::Transport { reason } => write!(f, "the transport could not be set up: {reason}"),
        }
    }
}

impl std::error::Error for BuildError {}
