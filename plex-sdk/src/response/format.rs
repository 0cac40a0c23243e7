//! Whether a body is JSON or XML: what it says and looks like goes before the description.

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
}

impl Format {
    /// The format of a body that is described as `self`.
    pub(super) fn of(self, content_type: &ContentType, body: &[u8]) -> Self {
        let body = body.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(body).trim_ascii_start();
        match body.first() {
            // No XML starts like that, and no JSON like `<`, whatever the type says.
            Some(b'{' | b'[') => Self::Json,
            Some(b'<') if content_type.is_json() && body.starts_with(b"<?xml") => Self::Xml,
            _ if content_type.is_xml() => Self::Xml,
            _ if content_type.is_json() => Self::Json,
            Some(b'<') if body.starts_with(b"<?xml") && !content_type.is_html() => Self::Xml,
            _ => self,
        }
    }

    /// For messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Xml => "XML",
        }
    }
}

/// The `Content-Type` of an answer. All of it empty where there is none.
pub(super) struct ContentType {
    /// Without parameters, in lower case.
    pub(super) essence: String,
    /// The parameter `charset`.
    pub(super) charset: Option<String>,
}

impl ContentType {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let value = headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let value = value.unwrap_or_default();
        let mut parts = value.split(';');
        let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let charset = parts.find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
        });
        Self { essence, charset }
    }

    /// In brackets, how the body is encoded by what the headers say; empty where they say nothing.
    pub(super) fn encoding(&self, headers: &HeaderMap) -> String {
        let charset = self.charset.as_ref().map(|charset| format!("charset {charset:?}"));
        let encodings = headers.get_all(CONTENT_ENCODING).iter();
        let encodings =
            encodings.map(|value| format!("content encoding {:?}", String::from_utf8_lossy(value.as_bytes())));
        let words: Vec<String> = charset.into_iter().chain(encodings).collect();
        if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) }
    }

    fn is_json(&self) -> bool {
        self.essence.contains("json")
    }

    fn is_xml(&self) -> bool {
        (self.essence.ends_with("/xml") || self.essence.ends_with("+xml")) && !self.is_html()
    }

    fn is_html(&self) -> bool {
        self.essence.contains("html")
    }

    /// Whether a body of this type may well be written that way.
    pub(super) fn suits(&self, format: Format) -> bool {
        match format {
            _ if self.essence.is_empty() => true,
            Format::Json => self.is_json(),
            Format::Xml => self.is_xml(),
        }
    }
}
