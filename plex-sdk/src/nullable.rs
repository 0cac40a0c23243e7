//! Fields that tell "leave it as it is" from "make it null".

use crate::decode::{Reader, Slot, Stop};
use crate::json::{Json, ToJson};

/// A field of a body that may be left out, be `null`, or have a value.
///
/// A change of one field sends that field only; `null` is what removes a value, and is no absence.
///
/// ```
/// use plex_sdk::Nullable;
///
/// let nickname = Nullable::from("Morty".to_owned());
/// assert_eq!(nickname.value().map(String::as_str), Some("Morty"));
/// assert!(Nullable::<String>::default().is_absent());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// Not sent; not received.
    #[default]
    Absent,
    /// `null`.
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        self.as_ref().into_value()
    }

    /// The value itself, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the field is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The same with a reference to the value.
    pub fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }

    /// The same with another value.
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> Nullable<U> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(map(value)),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// As an [`Option`] is read, but `null` stays `null`.
impl<T: Slot + Default> Slot for Nullable<T> {
    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Stop> {
        let mut value = None;
        Slot::read(&mut value, reader)?;
        *self = value.map_or(Self::Null, Self::Value);
        Ok(())
    }
}

/// Absence has no JSON of its own: alone it is `null`, in an object it is left out.
impl<T: ToJson> ToJson for Nullable<T> {
    fn to_json(&self) -> Json {
        self.value().map_or(Json::Null, ToJson::to_json)
    }

    fn is_secret(&self) -> bool {
        self.value().is_some_and(ToJson::is_secret)
    }
}

#[cfg(feature = "serde")]
impl<T: serde::Serialize> serde::Serialize for Nullable<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Nullable<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::Model;
    use crate::json::Object;

    #[derive(Debug, Default, PartialEq)]
    struct Change {
        nickname: Nullable<String>,
    }

    impl Model for Change {
        fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
            (name == "nickname").then_some(&mut self.nickname as &mut dyn Slot)
        }
    }

    #[test]
    fn absence_null_and_a_value_survive_the_wire() {
        for (text, nickname) in [
            ("{}", Nullable::Absent),
            (r#"{"nickname":null}"#, Nullable::Null),
            (r#"{"nickname":"Morty"}"#, Nullable::Value("Morty".to_owned())),
        ] {
            let change = Change { nickname };
            assert_eq!(Object::new().nullable("nickname", &change.nickname).build().to_string(), text);
            assert_eq!(crate::decode::from_slice::<Change>(text.as_bytes()).map(|read| read.value), Ok(change));
        }
    }
}
