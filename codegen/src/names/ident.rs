//! Identifiers that have been claimed.

use std::fmt;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, TokenStreamExt};
use serde::{Serialize, Serializer};

use super::reserved::escape;

/// An identifier of the emitted crate as it is written in Rust: `r#type` where it is a keyword.
///
/// Only a [`Scope`](super::Scope) makes one, so that it is valid, and the only one of its namespace.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(String);

impl Ident {
    /// What is no identifier is bent into one.
    pub(super) fn new(text: &str) -> Self {
        let mut bent: String = text.chars().map(|c| if unicode_ident::is_xid_continue(c) { c } else { '_' }).collect();
        if !bent.starts_with(|first: char| first == '_' || unicode_ident::is_xid_start(first)) {
            bent.insert_str(0, "x_");
        }
        Self(escape(&bent))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without `r#`: as readers know it, and as a file is called.
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl std::ops::Deref for Ident {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Ident {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(match self.0.strip_prefix("r#") {
            Some(keyword) => proc_macro2::Ident::new_raw(keyword, Span::call_site()),
            None => proc_macro2::Ident::new(&self.0, Span::call_site()),
        });
    }
}

impl Serialize for Ident {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// For APIs that tests make by hand.
#[cfg(test)]
impl<T: Into<String>> From<T> for Ident {
    fn from(text: T) -> Self {
        let text: String = text.into();
        Self::new(text.strip_prefix("r#").unwrap_or(&text))
    }
}
