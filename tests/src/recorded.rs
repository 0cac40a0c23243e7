//! A request as it arrived.

use bytes::Bytes;
use http::{HeaderMap, Method};

/// A request as it arrived at the stand-in.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub method: Method,
    /// As sent: still percent-encoded.
    pub path: String,
    /// As sent, without the `?`.
    pub query: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Recorded {
    /// Names and values of the query, decoded, in the order they were sent.
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        pairs(&self.query)
    }

    /// Names and values of a form body, decoded, in the order they were sent.
    pub fn form_pairs(&self) -> Vec<(String, String)> {
        pairs(&String::from_utf8_lossy(&self.body))
    }

    /// A header's value as text; empty where it was not sent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Text without its percent-encoding.
    pub fn decoded(text: &str) -> String {
        percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
    }

    /// The first value of a query parameter or form field.
    pub fn value(pairs: &[(String, String)], name: &str) -> Option<String> {
        pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }
}

fn pairs(text: &str) -> Vec<(String, String)> {
    let decode =
        |part: &str| percent_encoding::percent_decode_str(&part.replace('+', " ")).decode_utf8_lossy().into_owned();
    let parts = text.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect()
}
