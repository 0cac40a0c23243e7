//! Media types.

/// The key of a `content` map: a media type or a range of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaType {
    essence: String,
}

/// How the values of a media type are written; preferred ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Media {
    Json,
    Form,
    Multipart,
    Binary,
    Text,
    Xml,
    Html,
}

impl MediaType {
    pub const JSON: &'static str = "application/json";

    /// Reads a media type without its parameters. Names have no case.
    pub fn parse(text: &str) -> Self {
        Self { essence: text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase() }
    }

    /// `type/subtype` in lower case.
    pub fn essence(&self) -> &str {
        &self.essence
    }

    /// What follows the slash.
    pub fn subtype(&self) -> &str {
        self.essence.rsplit('/').next().unwrap_or_default()
    }

    /// The usual name of the media type.
    pub fn canonical(&self) -> &str {
        match self.essence.as_str() {
            "text/json" => Self::JSON,
            "text/xml" => "application/xml",
            essence => essence,
        }
    }

    /// Whether it stands for several media types: `image/*`.
    pub fn is_range(&self) -> bool {
        self.essence.contains('*')
    }

    /// How its values are written; `None` if any syntax is possible.
    pub fn media(&self) -> Option<Media> {
        let essence = self.essence.as_str();
        Some(match essence {
            "*/*" | "application/*" => return None,
            "application/x-www-form-urlencoded" => Media::Form,
            "multipart/form-data" => Media::Multipart,
            _ if self.is_lines() => Media::Text,
            "application/json" | "text/json" => Media::Json,
            "application/xml" | "text/xml" => Media::Xml,
            "text/html" | "application/xhtml+xml" => Media::Html,
            "application/yaml" | "application/x-yaml" | "application/javascript" => Media::Text,
            _ if essence.ends_with("+json") => Media::Json,
            _ if essence.ends_with("+xml") && !essence.starts_with("image/") => Media::Xml,
            _ if essence.starts_with("text/") => Media::Text,
            _ => Media::Binary,
        })
    }

    pub fn is_json(&self) -> bool {
        self.media() == Some(Media::Json)
    }

    pub fn is_xml(&self) -> bool {
        self.media() == Some(Media::Xml)
    }

    /// Whether each line of a body is a JSON value.
    pub fn is_lines(&self) -> bool {
        const SUBTYPES: [&str; 7] =
            ["x-ndjson", "ndjson", "jsonl", "x-jsonl", "jsonlines", "x-json-stream", "stream+json"];
        self.essence.strip_prefix("application/").is_some_and(|subtype| SUBTYPES.contains(&subtype))
    }

    /// Whether a body consists of server-sent events.
    pub fn is_events(&self) -> bool {
        self.essence == "text/event-stream"
    }
}
