//! Dates and times as text: whatever a server writes is kept.

mod calendar;

use std::fmt;
use std::time::SystemTime;

macro_rules! text_newtype {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text, as it was received or given.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self)
            }
        }
    };
}

text_newtype! {
    /// A date and a time, RFC 3339 by description: `2024-02-29T12:30:00.5Z`.
    ///
    /// It compares as text: the same moment in two notations is not equal. For order and arithmetic there is
    /// [`Timestamp::to_system_time`].
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use plex_sdk::codegen::Timestamp;
    ///
    /// let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_709_209_800_500);
    /// assert_eq!(Timestamp::from(time).as_str(), "2024-02-29T12:30:00.5Z");
    /// assert_eq!(Timestamp::from("2024-02-29T14:30:00.500+02:00").to_system_time(), Some(time));
    /// ```
    Timestamp
}

text_newtype! {
    /// A date, RFC 3339 by description: `2024-02-29`.
    Date
}

impl Timestamp {
    /// The moment, if the text is RFC 3339. A leap second is the last nanosecond before it; digits beyond nanoseconds
    /// are cut off.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        calendar::parse_moment(&self.0)
    }
}

/// In UTC, with as many digits behind the second as it takes. Years beyond 0001 to 9999 cannot be written and become the
/// first or last moment that can.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        Self(calendar::format_moment(time))
    }
}

impl Date {
    /// The date of a year (0 to 9999), a month (1 to 12) and a day (1 to 31), if there is such a day.
    pub fn from_ymd(year: u16, month: u8, day: u8) -> Option<Self> {
        let text = format!("{year:04}-{month:02}-{day:02}");
        calendar::parse_date(&text).map(|_| Self(text))
    }

    /// Year (0 to 9999), month (1 to 12) and day (1 to 31), if the text is RFC 3339.
    pub fn to_ymd(&self) -> Option<(u16, u8, u8)> {
        calendar::parse_date(&self.0)
    }
}
