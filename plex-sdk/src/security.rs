//! Security schemes, the credentials for them, and the choice between alternatives.

use std::fmt;

use crate::error::RequestProblem;
use crate::secret::Secret;

/// A way to prove who calls, as the description declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    name: &'static str,
    kind: SchemeKind,
    setter: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SchemeKind {
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
    Basic,
    Bearer,
}

impl SecurityScheme {
    /// A key that is sent in the header `header`.
    pub const fn api_key_header(name: &'static str, header: &'static str) -> Self {
        Self::new(name, SchemeKind::Header(header))
    }

    /// A key that is sent in the query. Beware: URLs end up in logs of servers and proxies.
    pub const fn api_key_query(name: &'static str, parameter: &'static str) -> Self {
        Self::new(name, SchemeKind::Query(parameter))
    }

    /// A key that is sent in the cookie `cookie`.
    pub const fn api_key_cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::new(name, SchemeKind::Cookie(cookie))
    }

    /// User and password in `Authorization: Basic`.
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, SchemeKind::Basic)
    }

    /// A token in `Authorization: Bearer`.
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, SchemeKind::Bearer)
    }

    /// Names the setter of the client builder that errors point to; otherwise derived from the scheme's name.
    pub const fn setter(mut self, setter: &'static str) -> Self {
        self.setter = Some(setter);
        self
    }

    /// The key of the scheme in the description.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    const fn new(name: &'static str, kind: SchemeKind) -> Self {
        Self { name, kind, setter: None }
    }

    pub(crate) fn kind(&self) -> SchemeKind {
        self.kind
    }

    pub(crate) fn setter_name(&self) -> String {
        self.setter.map_or_else(|| snake_case(self.name), str::to_owned)
    }
}

/// What a client holds for a [`SecurityScheme`]: a key or token, or a user with a password. Neither is ever printed.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) user: Option<String>,
    pub(crate) secret: Secret,
}

impl Credential {
    /// The value of `Authorization` for [`SecurityScheme::basic`].
    pub(crate) fn basic_value(&self) -> String {
        let pair = match &self.user {
            Some(user) => format!("{user}:{}", self.secret.expose()),
            None => self.secret.expose().to_owned(),
        };
        format!("Basic {}", base64(pair.as_bytes()))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential(..)")
    }
}

/// The schemes to use: those of the first alternative for which there is everything.
///
/// An empty alternative makes credentials optional, wherever it stands: it is taken only if no other one can be.
pub(crate) fn choose<'a>(
    alternatives: &'a [&'a [SecurityScheme]],
    available: impl Fn(&SecurityScheme) -> bool,
) -> Result<&'a [SecurityScheme], RequestProblem> {
    let usable = |schemes: &&&[SecurityScheme]| !schemes.is_empty() && schemes.iter().all(&available);
    if let Some(schemes) = alternatives.iter().find(usable) {
        return Ok(schemes);
    }
    if alternatives.is_empty() || alternatives.iter().any(|schemes| schemes.is_empty()) {
        return Ok(&[]);
    }
    let missing = |schemes: &&[SecurityScheme]| {
        let missing = schemes.iter().filter(|scheme| !available(scheme));
        missing.map(|scheme| (scheme.name(), scheme.setter_name())).collect()
    };
    Err(RequestProblem::MissingCredential { alternatives: alternatives.iter().map(missing).collect() })
}

fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    let mut after_lower = false;
    for letter in name.chars() {
        if letter.is_uppercase() && after_lower {
            snake.push('_');
        }
        after_lower = letter.is_lowercase() || letter.is_ascii_digit();
        if letter.is_alphanumeric() {
            snake.extend(letter.to_lowercase());
        } else {
            snake.push('_');
        }
    }
    snake
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            let index = (group >> (18 - 6 * digit)) & 63;
            match ALPHABET.get(index as usize) {
                Some(letter) if digit <= chunk.len() => text.push(char::from(*letter)),
                _ => text.push('='),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("Aladdin:open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ];
        for (plain, encoded) in cases {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn a_setter_is_named_after_its_scheme() {
        assert_eq!(SecurityScheme::bearer("clientIdentifier").setter_name(), "client_identifier");
        assert_eq!(SecurityScheme::bearer("api-key").setter_name(), "api_key");
        assert_eq!(SecurityScheme::bearer("x").setter("token").setter_name(), "token");
    }
}
