//! Text that is never shown.

use std::fmt;
use std::hash::{Hash, Hasher};

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A password, a token: text that neither `Debug` nor any error shows.
///
/// There is no `Display`: whoever wants the text asks for it by [`Secret::expose`]. With the feature `serde`, it is
/// written only within [`Secret::exposing`](#method.exposing), and read as any text.
///
/// The memory is overwritten when it is freed. That holds for this text, not for copies of it: a request has one in its
/// headers or its body, and an answer in its body.
///
/// Comparing two secrets takes the same time wherever they differ. It does not hide their lengths.
#[derive(Clone, Default)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text, given away.
    pub fn into_exposed(mut self) -> String {
        std::mem::take(&mut *self.0)
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

impl Hash for Secret {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self::from(text.clone())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<&Secret> for Secret {
    fn from(secret: &Secret) -> Self {
        secret.clone()
    }
}

#[cfg(feature = "serde")]
mod serde {
    use std::cell::Cell;

    use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};

    use super::Secret;

    thread_local! {
        static EXPOSING: Cell<bool> = const { Cell::new(false) };
    }

    /// Ends the exposure, also when a serializer panics.
    struct Restore(bool);

    impl Drop for Restore {
        fn drop(&mut self) {
            EXPOSING.set(self.0);
        }
    }

    impl Secret {
        /// Runs `write`, during which serde writes the text of secrets on this thread.
        ///
        /// Anywhere else, serializing a secret, or a model that has one, is an error: what is logged or shown to somebody
        /// has no token in it by accident.
        ///
        /// ```
        /// use plex_sdk::Secret;
        ///
        /// let token = Secret::from("token");
        /// assert!(serde_json::to_string(&token).is_err());
        /// assert_eq!(Secret::exposing(|| serde_json::to_string(&token))?, r#""token""#);
        /// # Ok::<(), serde_json::Error>(())
        /// ```
        pub fn exposing<T>(write: impl FnOnce() -> T) -> T {
            let _restore = Restore(EXPOSING.replace(true));
            write()
        }
    }

    impl Serialize for Secret {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            if EXPOSING.get() {
                serializer.serialize_str(&self.0)
            } else {
                Err(ser::Error::custom("a secret is serialized only within `Secret::exposing`"))
            }
        }
    }

    impl<'de> Deserialize<'de> for Secret {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            String::deserialize(deserializer).map(Self::from)
        }
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
