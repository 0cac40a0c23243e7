//! The text of a `$ref`: a URI reference with a JSON pointer as its fragment.

use percent_encoding::percent_decode_str;

use super::pointer;

/// The number of references in a row after which a chain is taken for a circle.
pub const LONGEST_CHAIN: usize = 64;

/// The file (empty for the same one) and the fragment, both percent-decoded.
pub fn split(reference: &str) -> (String, String) {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    (decode(file), decode(fragment))
}

/// The JSON pointer of a reference into the same document.
pub fn pointer_of(reference: &str) -> Option<String> {
    reference.strip_prefix('#').map(decode)
}

/// The reference to a component.
pub fn to_component(section: &str, name: &str) -> String {
    format!("#/components/{section}/{}", pointer::escape(name))
}

/// The name of the component that a reference addresses, if it addresses one of that section.
pub fn component(reference: &str, section: &str) -> Option<String> {
    let token = reference.strip_prefix("#/components/")?.strip_prefix(section)?.strip_prefix('/')?;
    Some(unescape(token))
}

/// The key that a token of a pointer in a fragment stands for.
pub fn unescape(token: &str) -> String {
    pointer::unescape(&decode(token))
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
