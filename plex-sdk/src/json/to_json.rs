//! What can be sent.

use std::collections::BTreeMap;

use super::{Json, Number};
use crate::secret::Secret;
use crate::time::{Date, Timestamp};

/// A value that can be written as JSON.
///
/// Parameters, headers and forms are made from it too; `null` stands for an absent value there.
pub trait ToJson {
    /// The value as JSON.
    fn to_json(&self) -> Json;

    /// Whether it is a [`Secret`], so that no log and no error may show it.
    fn is_secret(&self) -> bool {
        false
    }
}

macro_rules! copied {
    ($($type:ident)*) => {$(
        impl ToJson for $type {
            fn to_json(&self) -> Json {
                Json::from(*self)
            }
        }
    )*};
}

copied!(bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64);

impl ToJson for str {
    fn to_json(&self) -> Json {
        Json::from(self)
    }
}

impl ToJson for String {
    fn to_json(&self) -> Json {
        Json::from(self.as_str())
    }
}

impl ToJson for Json {
    fn to_json(&self) -> Json {
        self.clone()
    }
}

impl ToJson for Number {
    fn to_json(&self) -> Json {
        Json::Number(self.clone())
    }
}

/// The content: this is how a secret is sent.
impl ToJson for Secret {
    fn to_json(&self) -> Json {
        Json::from(self.expose())
    }

    fn is_secret(&self) -> bool {
        true
    }
}

impl ToJson for Timestamp {
    fn to_json(&self) -> Json {
        Json::from(self.as_str())
    }
}

impl ToJson for Date {
    fn to_json(&self) -> Json {
        Json::from(self.as_str())
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self) -> Json {
        self.as_ref().map_or(Json::Null, ToJson::to_json)
    }

    fn is_secret(&self) -> bool {
        self.as_ref().is_some_and(ToJson::is_secret)
    }
}

impl<T: ToJson> ToJson for [T] {
    fn to_json(&self) -> Json {
        Json::Array(self.iter().map(ToJson::to_json).collect())
    }

    fn is_secret(&self) -> bool {
        self.iter().any(ToJson::is_secret)
    }
}

impl<T: ToJson, const N: usize> ToJson for [T; N] {
    fn to_json(&self) -> Json {
        self.as_slice().to_json()
    }

    fn is_secret(&self) -> bool {
        self.as_slice().is_secret()
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self) -> Json {
        self.as_slice().to_json()
    }

    fn is_secret(&self) -> bool {
        self.as_slice().is_secret()
    }
}

impl<T: ToJson> ToJson for BTreeMap<String, T> {
    fn to_json(&self) -> Json {
        Json::Object(self.iter().map(|(name, value)| (name.clone(), value.to_json())).collect())
    }
}

impl<T: ToJson + ?Sized> ToJson for Box<T> {
    fn to_json(&self) -> Json {
        (**self).to_json()
    }

    fn is_secret(&self) -> bool {
        (**self).is_secret()
    }
}

impl<T: ToJson + ?Sized> ToJson for &T {
    fn to_json(&self) -> Json {
        (**self).to_json()
    }

    fn is_secret(&self) -> bool {
        (**self).is_secret()
    }
}
