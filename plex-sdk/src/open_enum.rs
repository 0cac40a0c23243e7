//! Enums that keep values which this version of the SDK does not know.

/// An enum of strings with a variant that keeps what is unknown. [`string_enum!`](crate::string_enum) does the rest.
pub trait StringEnum: Sized {
    /// The variant for a text; the unknown one keeps it.
    fn from_wire(value: &str) -> Self;
    /// The text, as it was received.
    fn as_str(&self) -> &str;
    /// Whether the description lists the value.
    fn is_known(&self) -> bool;
}

/// An enum of integers with a variant that keeps what is unknown. [`integer_enum!`](crate::integer_enum) does the rest.
pub trait IntegerEnum: Sized {
    /// The variant for a number; the unknown one keeps it.
    fn from_wire(value: i64) -> Self;
    /// The number, as it was received.
    fn as_i64(&self) -> i64;
    /// Whether the description lists the value.
    fn is_known(&self) -> bool;
}

/// Adds `as_str` and `is_known`, and implements `Slot`, `ToJson`, `Display` and `From` of text for a [`StringEnum`], and serde's traits under the feature
/// `serde` of the crate that expands it.
#[macro_export]
macro_rules! string_enum {
    ($type:ident) => {
        impl $type {
            /// The text, as it goes over the wire.
            pub fn as_str(&self) -> &str {
                $crate::codegen::StringEnum::as_str(self)
            }

            /// Whether this version of the SDK knows the value.
            pub fn is_known(&self) -> bool {
                $crate::codegen::StringEnum::is_known(self)
            }
        }

        impl $crate::codegen::Slot for $type {
            #[inline]
            fn read(&mut self, reader: &mut $crate::codegen::Reader<'_>) -> Result<(), $crate::codegen::Stop> {
                reader.string_enum(self)
            }
        }

        impl $crate::codegen::ToJson for $type {
            fn to_json(&self) -> $crate::codegen::Json {
                $crate::codegen::Json::from($crate::codegen::StringEnum::as_str(self))
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::codegen::StringEnum::as_str(self))
            }
        }

        impl ::std::convert::From<&str> for $type {
            fn from(value: &str) -> Self {
                $crate::codegen::StringEnum::from_wire(value)
            }
        }

        impl ::std::convert::From<::std::string::String> for $type {
            fn from(value: ::std::string::String) -> Self {
                $crate::codegen::StringEnum::from_wire(&value)
            }
        }

        #[cfg(feature = "serde")]
        impl $crate::codegen::serde_traits::Serialize for $type {
            fn serialize<S: $crate::codegen::serde_traits::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::codegen::StringEnum::as_str(self))
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> $crate::codegen::serde_traits::Deserialize<'de> for $type {
            fn deserialize<D: $crate::codegen::serde_traits::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let text =
                    <::std::string::String as $crate::codegen::serde_traits::Deserialize>::deserialize(deserializer)?;
                Ok($crate::codegen::StringEnum::from_wire(&text))
            }
        }
    };
}

/// Adds `as_i64` and `is_known`, and implements `Slot`, `ToJson`, `Display` and `From<i64>` for an [`IntegerEnum`], and serde's traits under the feature
/// `serde` of the crate that expands it.
#[macro_export]
macro_rules! integer_enum {
    ($type:ident) => {
        impl $type {
            /// The number, as it goes over the wire.
            pub fn as_i64(&self) -> i64 {
                $crate::codegen::IntegerEnum::as_i64(self)
            }

            /// Whether this version of the SDK knows the value.
            pub fn is_known(&self) -> bool {
                $crate::codegen::IntegerEnum::is_known(self)
            }
        }

        impl $crate::codegen::Slot for $type {
            #[inline]
            fn read(&mut self, reader: &mut $crate::codegen::Reader<'_>) -> Result<(), $crate::codegen::Stop> {
                reader.integer_enum(self)
            }
        }

        impl $crate::codegen::ToJson for $type {
            fn to_json(&self) -> $crate::codegen::Json {
                $crate::codegen::Json::from($crate::codegen::IntegerEnum::as_i64(self))
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&$crate::codegen::IntegerEnum::as_i64(self), f)
            }
        }

        impl ::std::convert::From<i64> for $type {
            fn from(value: i64) -> Self {
                $crate::codegen::IntegerEnum::from_wire(value)
            }
        }

        #[cfg(feature = "serde")]
        impl $crate::codegen::serde_traits::Serialize for $type {
            fn serialize<S: $crate::codegen::serde_traits::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64($crate::codegen::IntegerEnum::as_i64(self))
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> $crate::codegen::serde_traits::Deserialize<'de> for $type {
            fn deserialize<D: $crate::codegen::serde_traits::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let value = <i64 as $crate::codegen::serde_traits::Deserialize>::deserialize(deserializer)?;
                Ok($crate::codegen::IntegerEnum::from_wire(value))
            }
        }
    };
}

/// Implements serde's `Deserialize` for a union through its `Slot`, under the feature `serde` of the crate that expands
/// it; nothing otherwise. A derived one would take the first alternative, whatever the value.
#[macro_export]
macro_rules! one_of {
    ($type:ident) => {
        #[cfg(feature = "serde")]
        impl<'de> $crate::codegen::serde_traits::Deserialize<'de> for $type {
            fn deserialize<D: $crate::codegen::serde_traits::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let json =
                    <$crate::codegen::Json as $crate::codegen::serde_traits::Deserialize>::deserialize(deserializer)?;
                $crate::decode::from_json(&json)
                    .map(|decoded| decoded.value)
                    .map_err(<D::Error as $crate::codegen::serde_traits::Error>::custom)
            }
        }
    };
}
