//! Text that is never shown.

use std::fmt;

/// A password, a token: text that neither `Debug` nor any error shows.
///
/// There is no `Display`: whoever wants the text asks for it by [`Secret::expose`]. The memory is not overwritten when
/// it is freed, since safe Rust cannot promise that.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// The text.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text, given away.
    pub fn into_exposed(self) -> String {
        self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self(text.clone())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<&Secret> for Secret {
    fn from(secret: &Secret) -> Self {
        secret.clone()
    }
}

/// Writes the text: a value is serialized in order to be sent or stored.
#[cfg(feature = "serde")]
impl serde::Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_neither_content_nor_length() {
        assert_eq!(format!("{:?} {:#?}", Secret::from("abc"), Some(Secret::from(""))), {
            "Secret(…) Some(\n    Secret(…),\n)"
        });
    }

    #[test]
    fn secrets_are_equal_when_their_texts_are() {
        assert_eq!(Secret::from("abc"), Secret::from("abc".to_owned()));
        for other in ["", "ab", "abcd", "abd"] {
            assert_ne!(Secret::from("abc"), Secret::from(other));
        }
    }
}
