//! Identifiers that are the same in every emitted crate. All others come from the [`Api`](crate::api::Api).

use proc_macro2::{Ident, Span};

/// An identifier of the generator's own.
pub(super) fn fixed(text: &'static str) -> Ident {
    Ident::new(text, Span::call_site())
}
