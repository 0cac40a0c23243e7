//! All that generated code may name.

pub use std::collections::BTreeMap;
pub use std::fmt;
pub use std::time::Duration;

pub use bytes::Bytes;
pub use http::{HeaderMap, Method};

#[cfg(feature = "blocking")]
pub use crate::blocking::{BlockingTransport, Core as BlockingCore};
pub use crate::core::{Core, CoreBuilder};
pub use crate::credentials::{ClientCredentials, TokenProvider};
pub use crate::decode::{DecodeError, Model, Reader, Slot, Stop};
pub use crate::error::{BuildError, Error, NoError};
pub use crate::headers::{header_json, header_list, header_value};
pub use crate::in_media_type::InMediaType;
pub use crate::json::{Json, Number, Object, ToJson};
pub use crate::nullable::Nullable;
pub use crate::open_enum::{IntegerEnum, StringEnum};
pub use crate::operation::{Global, Operation, OperationInfo};
pub use crate::options::Options;
pub use crate::request::{File, RequestParts, Style};
pub use crate::response::{Answer, Response};
pub use crate::retry::Retry;
pub use crate::secret::Secret;
pub use crate::security::SecurityScheme;
pub use crate::server::{ServerInfo, ServerVariable};
#[cfg(feature = "stream")]
pub use crate::stream::{ByteStream, EventStream, LineStream};
pub use crate::time::{Date, Timestamp};
pub use crate::transport::Transport;
pub use crate::xml_body::{XmlModel, XmlNode, XmlShape, XmlVariant};
pub use crate::{integer_enum, one_of, string_enum};

/// What the macros need of serde, so that the crate that expands them need not depend on it.
#[cfg(feature = "serde")]
#[doc(hidden)]
pub mod serde_traits {
    pub use serde::de::Error;
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
}
