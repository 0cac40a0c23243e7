//! Bodies.

use bytes::Bytes;
use http::HeaderValue;

use super::style::{pairs, scalar_text};
use super::{File, RequestParts, Style, encode, multipart, present};
use crate::error::RequestProblem;
use crate::json::{Json, ToJson};
use crate::xml_body::{Unwritable, XmlNode, document};

/// What a file is if nobody says it.
const OCTETS: &str = "application/octet-stream";

/// The body as far as it is known. Fields of a form come one by one.
#[derive(Clone, Default)]
pub(crate) enum Body {
    #[default]
    None,
    Whole {
        media_type: String,
        content: Bytes,
    },
    /// Names and values, both encoded.
    Form(Vec<(String, String)>),
    Multipart(Vec<Part>),
}

/// A part of a `multipart/form-data` body.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) media_type: Option<String>,
    pub(crate) content: Bytes,
}

impl Body {
    /// Media type and bytes; `None` if nothing is sent.
    pub(crate) fn finish(self) -> Option<(String, Bytes)> {
        match self {
            Self::None => None,
            Self::Whole { media_type, content } => Some((media_type, content)),
            Self::Form(pairs) if pairs.is_empty() => None,
            Self::Form(pairs) => {
                let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
                Some(("application/x-www-form-urlencoded".to_owned(), pairs.join("&").into()))
            }
            Self::Multipart(parts) if parts.is_empty() => None,
            Self::Multipart(parts) => Some(multipart::write(&parts)),
        }
    }
}

impl RequestParts {
    /// A field of an `application/x-www-form-urlencoded` body. The items of a list are repeated; objects are written as
    /// JSON text.
    pub fn form(&mut self, name: &str, value: &dyn ToJson) -> &mut Self {
        let json = self.json_of(value);
        let items = match json {
            Json::Array(items) => items,
            other => vec![other],
        };
        let texts = items.into_iter().filter_map(present).map(plain_text);
        let pairs = texts.map(|text| (encode::form(name), encode::form(&text))).collect();
        self.form_pairs(pairs)
    }

    /// A field of a form body, in a style for queries.
    pub fn form_styled(&mut self, name: &str, style: Style, explode: bool, value: &dyn ToJson) -> &mut Self {
        match pairs(name, style, explode, &self.json_of(value), &encode::FORM) {
            Ok(pairs) => self.form_pairs(pairs),
            Err(reason) => self.argument_problem(name, reason),
        }
    }

    /// A field of a form body whose value keeps reserved characters; see [`RequestParts::query_reserved`].
    pub fn form_reserved(&mut self, name: &str, style: Style, explode: bool, value: &dyn ToJson) -> &mut Self {
        match pairs(name, style, explode, &self.json_of(value), &encode::RESERVED) {
            Ok(pairs) => self.form_pairs(pairs),
            Err(reason) => self.argument_problem(name, reason),
        }
    }

    /// A field of a form body, as JSON text.
    pub fn form_content(&mut self, name: &str, value: &dyn ToJson) -> &mut Self {
        let json = present(self.json_of(value));
        self.form_pairs(json.map(|json| (encode::form(name), encode::form(&json.to_string()))).into_iter().collect())
    }

    /// A part of a `multipart/form-data` body. The items of a list are parts of their own; objects are sent as JSON.
    pub fn part(&mut self, name: &str, value: &dyn ToJson) -> &mut Self {
        let items = match self.json_of(value) {
            Json::Array(items) => items,
            other => vec![other],
        };
        for json in items.into_iter().filter_map(present) {
            let media_type = scalar_text(&json).is_none().then(|| "application/json".to_owned());
            let content = plain_text(json).into();
            self.push_part(Part { name: name.to_owned(), file_name: None, media_type, content });
        }
        self
    }

    /// A part of a `multipart/form-data` body with a media type: JSON, or the plain text of a scalar. The items of a
    /// list are one part as JSON, and parts of their own as anything else.
    pub fn part_content(&mut self, name: &str, media_type: &str, value: &dyn ToJson) -> &mut Self {
        let json = is_json(media_type);
        let items = match self.json_of(value) {
            Json::Array(items) if !json => items,
            other => vec![other],
        };
        for item in items.into_iter().filter_map(present) {
            let content = if json { item.to_string() } else { plain_text(item) };
            let media_type = Some(media_type.to_owned());
            self.push_part(Part { name: name.to_owned(), file_name: None, media_type, content: content.into() });
        }
        self
    }

    /// A part of a `multipart/form-data` body, as XML with this root. The items of a list are parts of their own.
    pub fn part_xml(&mut self, name: &str, media_type: &str, root: XmlNode, value: &dyn ToJson) -> &mut Self {
        let items = match self.json_of(value) {
            Json::Array(items) => items,
            other => vec![other],
        };
        for item in items.into_iter().filter_map(present) {
            if let Some(content) = self.xml_document(root, &item) {
                let media_type = Some(media_type.to_owned());
                self.push_part(Part { name: name.to_owned(), file_name: None, media_type, content });
            }
        }
        self
    }

    /// A file in a `multipart/form-data` body.
    pub fn file<'a>(&mut self, name: &str, file: impl Into<Option<&'a File>>) -> &mut Self {
        self.file_as(name, OCTETS, file)
    }

    /// A file in a `multipart/form-data` body, with the media type it has unless it says another itself.
    pub fn file_as<'a>(&mut self, name: &str, media_type: &str, file: impl Into<Option<&'a File>>) -> &mut Self {
        if let Some(file) = file.into() {
            self.push_file(name, media_type, file);
        }
        self
    }

    /// Several files of the same field in a `multipart/form-data` body.
    pub fn files<'a>(&mut self, name: &str, files: impl Into<Option<&'a Vec<File>>>) -> &mut Self {
        self.files_as(name, OCTETS, files)
    }

    /// Several files of the same field, with the media type they have unless they say another themselves.
    pub fn files_as<'a>(&mut self, name: &str, media_type: &str, files: impl Into<Option<&'a Vec<File>>>) -> &mut Self {
        for file in files.into().into_iter().flatten() {
            self.push_file(name, media_type, file);
        }
        self
    }

    /// The body, as JSON.
    pub fn json(&mut self, value: &dyn ToJson) -> &mut Self {
        self.json_as("application/json", value)
    }

    /// The body, as JSON with a media type of its own.
    pub fn json_as(&mut self, media_type: &str, value: &dyn ToJson) -> &mut Self {
        match present(self.json_of(value)) {
            Some(json) => self.whole(media_type, json.to_vec().into()),
            None => self,
        }
    }

    /// The body, as XML with this root. A value that XML cannot carry is refused.
    pub fn xml(&mut self, media_type: &str, root: XmlNode, value: &dyn ToJson) -> &mut Self {
        let Some(json) = present(self.json_of(value)) else { return self };
        match self.xml_document(root, &json) {
            Some(content) => self.whole(media_type, content),
            None => self,
        }
    }

    /// The document, unless XML cannot carry the value.
    fn xml_document(&mut self, root: XmlNode, json: &Json) -> Option<Bytes> {
        match document(root, json) {
            Ok(text) => Some(text.into()),
            Err(Unwritable { at, reason }) => {
                self.problems.push(RequestProblem::XmlBody { at, reason });
                None
            }
        }
    }

    /// The body, as the text of a scalar.
    pub fn text(&mut self, media_type: &str, value: &dyn ToJson) -> &mut Self {
        match present(self.json_of(value)) {
            Some(json) => self.whole(media_type, plain_text(json).into()),
            None => self,
        }
    }

    /// The body, as it is.
    pub fn bytes(&mut self, media_type: &str, content: impl Into<Option<Bytes>>) -> &mut Self {
        match content.into() {
            Some(content) => self.whole(media_type, content),
            None => self,
        }
    }

    /// Another media type for the body, if there is one; it says nothing of how the body is written.
    pub fn content_type(&mut self, media_type: Option<&str>) -> &mut Self {
        if let (Body::Whole { media_type: usual, .. }, Some(media_type)) = (&mut self.body, media_type) {
            media_type.clone_into(usual);
        }
        self
    }

    fn whole(&mut self, media_type: &str, content: Bytes) -> &mut Self {
        self.body = Body::Whole { media_type: media_type.to_owned(), content };
        self
    }

    fn form_pairs(&mut self, pairs: Vec<(String, String)>) -> &mut Self {
        match &mut self.body {
            Body::Form(form) => form.extend(pairs),
            _ => self.body = Body::Form(pairs),
        }
        self
    }

    fn push_file(&mut self, name: &str, media_type: &str, file: &File) {
        let media_type = file.media_type_or(media_type);
        // It becomes a line of the body's own headers.
        if HeaderValue::from_str(media_type).is_err() {
            self.argument_problem(name, "has a media type that cannot be sent");
            return;
        }
        let file_name = Some(file.name_or(name).to_owned());
        let (media_type, content) = (Some(media_type.to_owned()), file.content().clone());
        self.push_part(Part { name: name.to_owned(), file_name, media_type, content });
    }

    fn push_part(&mut self, part: Part) {
        match &mut self.body {
            Body::Multipart(parts) => parts.push(part),
            _ => self.body = Body::Multipart(vec![part]),
        }
    }
}

/// A scalar as its text, anything else as JSON.
fn plain_text(json: Json) -> String {
    match json {
        Json::String(text) => text,
        json => json.to_string(),
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json") || essence.to_ascii_lowercase().ends_with("+json")
}
