//! Words to identifiers.
//!
//! [`words`] reads a name of the description, the `*_ident` functions write it in one of Rust's cases, and a
//! [`Scope`] keeps the identifiers of one namespace apart: it alone makes an [`Ident`].

mod ident;
mod reserved;
mod scope;
mod symbols;
#[cfg(test)]
mod tests;
mod xml;

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

pub use ident::Ident;
pub use reserved::Reserved;
pub use scope::{Claim, Scope};
pub use xml::{is_xml_name, xml_name};

/// Longest identifier that is made of a name in a description; the rest is cut off.
const LIMIT: usize = 100;

/// The words of a name, in lower case: `authToken` gives `auth`, `token`.
pub fn words(text: &str) -> Vec<String> {
    symbols::dropped(text).to_snake_case().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A type: `user-account` gives `UserAccount`.
pub fn type_ident(text: &str) -> String {
    started(readable(text, str::to_pascal_case), "Type")
}

/// A variant of an enum. Symbols that matter are spelled: `-created` gives `MinusCreated`.
pub fn variant_ident(text: &str) -> String {
    if text.is_empty() {
        return "Empty".to_owned();
    }
    let spelled = symbols::spelled(text).to_pascal_case();
    let spelled = if spelled.is_empty() { symbols::all_spelled(text).to_pascal_case() } else { spelled };
    started(spelled, "Value")
}

/// A field, parameter or setter, not yet claimed.
pub fn snake_ident(text: &str) -> String {
    started(readable(text, str::to_snake_case), "value_")
}

/// A function that is also the name of a file: ASCII only, since Rust wants no other modules.
pub fn module_ident(text: &str) -> String {
    let ascii: String = symbols::dropped(text).to_snake_case().chars().filter(char::is_ascii).collect();
    if ascii.chars().any(|c| c.is_ascii_alphanumeric()) {
        return started(ascii.to_snake_case(), "value_");
    }
    started(symbols::code_points(text).to_snake_case(), "value_")
}

/// A constant: `TOKEN`.
pub fn constant_ident(text: &str) -> String {
    started(readable(text, str::to_shouty_snake_case), "VALUE_")
}

/// In the given case without the symbols, or with them spelled where little else is there (`+1`, `$`).
fn readable(text: &str, case: impl Fn(&str) -> String) -> String {
    let plain = case(&symbols::dropped(text));
    if plain.chars().next().is_some_and(unicode_ident::is_xid_start) {
        return plain;
    }
    let spelled = case(&symbols::spelled(text));
    let spelled = if spelled.is_empty() { case(&symbols::all_spelled(text)) } else { spelled };
    if spelled.chars().next().is_some_and(unicode_ident::is_xid_start) { spelled } else { plain }
}

/// With a prefix unless it can start an identifier.
fn started(mut ident: String, prefix: &str) -> String {
    if let Some((cut, _)) = ident.char_indices().nth(LIMIT) {
        ident.truncate(cut);
    }
    match ident.chars().next() {
        Some(first) if unicode_ident::is_xid_start(first) => ident,
        Some(_) => format!("{prefix}{ident}"),
        None => prefix.trim_end_matches('_').to_owned(),
    }
}
