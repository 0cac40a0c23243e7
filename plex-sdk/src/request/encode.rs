//! Percent-encoding.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What even a value with `allowReserved` cannot keep: `&` and `#` end it, `[` and `]` are no query characters, and
/// `+` would be read as a space.
const NOT_RESERVED: &AsciiSet = &COMPONENT
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What the URL standard encodes in a form.
const FORM_SET: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_');

/// What a path template may not hold as it is.
const TEMPLATE: &AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// How names and values are written in some place.
pub(crate) struct Encoding {
    pub(crate) name: fn(&str) -> String,
    pub(crate) value: fn(&str) -> String,
    /// Between items in style `spaceDelimited`.
    pub(crate) space: &'static str,
}

/// In a query, or a cookie.
pub(crate) const QUERY: Encoding = Encoding { name: component, value: component, space: "%20" };
/// In a query, with `allowReserved`.
pub(crate) const RESERVED: Encoding = Encoding { name: component, value: reserved, space: "%20" };
/// In a form body.
pub(crate) const FORM: Encoding = Encoding { name: form, value: form, space: "+" };

/// Text as one component of a URL: only unreserved characters stay as they are.
pub(crate) fn component(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// The fixed text of a path template.
pub(crate) fn template(text: &str) -> String {
    utf8_percent_encode(text, TEMPLATE).to_string()
}

/// Text in a form body: `application/x-www-form-urlencoded` as the URL standard has it.
pub(crate) fn form(text: &str) -> String {
    // A `%20` can only come from a space, since `%` itself is encoded.
    utf8_percent_encode(text, FORM_SET).to_string().replace("%20", "+")
}

fn reserved(text: &str) -> String {
    utf8_percent_encode(text, NOT_RESERVED).to_string()
}
