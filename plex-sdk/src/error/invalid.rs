//! Requests that cannot be made.

use std::fmt;

use super::BuildError;

/// Why a request was not sent.
#[derive(Clone, Debug, PartialEq)]
pub struct InvalidRequest {
    pub(crate) operation: &'static str,
    pub(crate) problem: RequestProblem,
}

impl InvalidRequest {
    /// The `operationId`; empty if there was no client to make a request with.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// What is wrong.
    pub fn problem(&self) -> &RequestProblem {
        &self.problem
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation {
            "" => self.problem.fmt(f),
            operation => write!(f, "{operation}: the request was not sent: {}", self.problem),
        }
    }
}

impl std::error::Error for InvalidRequest {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            RequestProblem::Settings(error) => Some(error),
            _ => None,
        }
    }
}

/// What is wrong with a request. No variant holds the value of an argument.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RequestProblem {
    /// A path argument is empty, or would not stay within its path segment.
    PathArgument {
        /// The parameter.
        name: String,
        /// What is wrong with its value.
        reason: &'static str,
    },
    /// A value cannot be written the way its parameter is described.
    Argument {
        /// The parameter.
        name: String,
        /// What is wrong with its value.
        reason: &'static str,
    },
    /// A header has no valid name, or a value with a line break or another control character.
    Header {
        /// The header.
        name: String,
    },
    /// The client lacks the credentials that the operation needs.
    MissingCredential {
        /// For each alternative the missing schemes, each with its setter on the client builder.
        alternatives: Vec<Vec<(&'static str, String)>>,
    },
    /// The client lacks a global parameter that the operation needs.
    MissingGlobal {
        /// The parameter.
        name: &'static str,
        /// Its setter on the client builder, if known.
        setter: Option<&'static str>,
    },
    /// The options of the client are not valid.
    Settings(BuildError),
    /// All in all it makes no valid URL.
    Url,
    /// The body has something that XML cannot carry.
    XmlBody {
        /// The fields that lead there from the root `$`, with `*` for names that are the caller's.
        at: String,
        /// What is wrong.
        reason: &'static str,
    },
}

impl fmt::Display for RequestProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PathArgument { name, reason } => write!(f, "the path argument `{name}` {reason}"),
            Self::Argument { name, reason } => write!(f, "the argument `{name}` {reason}"),
            Self::Header { name } => write!(
                f,
                "the header `{}` has an invalid name, or a line break or another control character in its value",
                name.escape_debug()
            ),
            Self::MissingCredential { alternatives } => {
                f.write_str("it needs ")?;
                for (index, schemes) in alternatives.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { ", or " })?;
                    for (index, (scheme, setter)) in schemes.iter().enumerate() {
                        let and = if index == 0 { "" } else { " and " };
                        write!(f, "{and}the credential `{scheme}` (set it with `{setter}(..)` on the client builder)")?;
                    }
                }
                Ok(())
            }
            Self::MissingGlobal { name, setter: Some(setter) } => {
                write!(f, "it needs `{name}`: set it with `{setter}(..)` on the client builder")
            }
            Self::MissingGlobal { name, setter: None } => {
                write!(f, "it needs `{name}`: set it on the client builder")
            }
            Self::Settings(error) => error.fmt(f),
            Self::Url => f.write_str("its URL is not valid or too long"),
            Self::XmlBody { at, reason } => {
                write!(f, "the body cannot be written in XML: `{}` {reason}", at.escape_debug())
            }
        }
    }
}
