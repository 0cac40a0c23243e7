//! Strings of the intermediate representation to identifiers.

use std::collections::HashSet;

use proc_macro2::{Ident, Span};

/// The identifier that `text` is. Anything else is bent into one: emitters do not fail.
pub(super) fn ident(text: &str) -> Ident {
    if let Ok(ident) = syn::parse_str::<Ident>(text) {
        return ident;
    }
    let mut bent: String =
        text.chars().map(|c| if unicode_ident::is_xid_continue(c) { c } else { '_' }).collect::<String>();
    if !bent.starts_with(unicode_ident::is_xid_start) {
        bent.insert_str(0, "x_");
    }
    // A keyword that has no raw form (`self`, `crate`) or was handed over without its `r#`.
    if syn::parse_str::<Ident>(&bent).is_err() {
        bent.push('_');
    }
    Ident::new(&bent, Span::call_site())
}

/// A module and the stem of its file: `type` lives in `type.rs` and is written `r#type`.
pub(super) fn module(text: &str) -> (String, Ident) {
    let stem = text.strip_prefix("r#").unwrap_or(text);
    // `mod.rs` is taken by the parent.
    let stem = if stem == "mod" { "mod_" } else { stem };
    let ident = syn::parse_str::<Ident>(stem).unwrap_or_else(|_| ident(&format!("r#{stem}")));
    (stem.to_owned(), ident)
}

/// `text`, or `text` with `suffix` (as often as needed) where that name is taken. The result is taken afterwards.
pub(super) fn free(taken: &mut HashSet<String>, text: &str, suffix: &str) -> Ident {
    let mut name = text.to_owned();
    while !taken.insert(name.clone()) {
        name = format!("{}{suffix}", name.strip_prefix("r#").unwrap_or(&name));
    }
    ident(&name)
}

/// `client_identifier` to `CLIENT_IDENTIFIER`.
pub(super) fn constant(text: &str) -> String {
    text.strip_prefix("r#").unwrap_or(text).to_uppercase()
}
