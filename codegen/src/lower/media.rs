//! Media types.

use openapiv3::MediaType;

use crate::api::{Payload, Type};
use crate::diagnostic::step;

use super::context::Context;
use super::schema::{self, Node, Site, target};
use super::stream;

/// What a media type means for the type of a body; preferred ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Media {
    Json,
    Form,
    Multipart,
    Binary,
    Text,
    Xml,
    Html,
}

/// The media type without parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// One entry of a `content` map.
#[derive(Clone, Debug)]
pub(super) struct Content<'a> {
    pub media: Media,
    pub media_type: &'a str,
    pub schema: Option<(&'a serde_json::Value, String)>,
    /// Where the entry is.
    pub pointer: String,
}

impl Media {
    pub fn of(media_type: &str) -> Option<Self> {
        let base = essence(media_type);
        Some(match base.as_str() {
            "*/*" | "application/*" => return None,
            "application/x-www-form-urlencoded" => Self::Form,
            "multipart/form-data" => Self::Multipart,
            _ if stream::is_lines(&base) => Self::Text,
            "application/json" | "text/json" => Self::Json,
            "application/xml" | "text/xml" => Self::Xml,
            "text/html" | "application/xhtml+xml" => Self::Html,
            "application/yaml" | "application/x-yaml" | "application/javascript" => Self::Text,
            _ if base.ends_with("+json") => Self::Json,
            _ if base.ends_with("+xml") && !base.starts_with("image/") => Self::Xml,
            _ if base.starts_with("text/") => Self::Text,
            _ => Self::Binary,
        })
    }
}

/// The best entry of a `content` map, with a note on what is left out.
pub(super) fn choose<'a>(
    context: &mut Context<'a>,
    content: impl IntoIterator<Item = (&'a String, &'a MediaType)>,
    pointer: &str,
) -> Option<Content<'a>> {
    let mut best: Option<Content<'a>> = None;
    let mut left_out = Vec::new();
    for (media_type, _) in content {
        let at = step(pointer, media_type);
        let schema_pointer = step(&at, "schema");
        let schema = context.at(&schema_pointer).map(|value| (value, schema_pointer));
        let media = Media::of(media_type).unwrap_or_else(|| match &schema {
            Some((value, _)) if !is_text(context, value) => Media::Json,
            _ => Media::Binary,
        });
        let entry = Content { media, media_type, schema, pointer: at };
        match &best {
            Some(known) if known.media <= entry.media => {
                // `application/json; profile=…` beside `application/json`, with the same schema, is no loss.
                let alike = known.media == entry.media
                    && known.schema.as_ref().map(|(value, _)| *value) == entry.schema.as_ref().map(|(value, _)| *value);
                if !alike {
                    left_out.push(entry.media_type);
                }
            }
            _ => {
                if let Some(known) = best.replace(entry) {
                    left_out.push(known.media_type);
                }
            }
        }
    }
    if let Some(chosen) = &best
        && !left_out.is_empty()
    {
        let problem = format!("`{}` is used, and not {}", chosen.media_type, left_out.join(", "));
        context.note(pointer, problem);
    }
    best
}

fn is_text(context: &Context<'_>, value: &serde_json::Value) -> bool {
    let reference = value.get("$ref").and_then(|reference| reference.as_str());
    let name = reference.and_then(|reference| reference.strip_prefix("#/components/schemas/"));
    let found = name.and_then(|name| context.at(&step("/components/schemas", name))).unwrap_or(value);
    found.get("type").and_then(|kind| kind.as_str()) == Some("string")
}

/// What a body holds that is one value.
pub(super) fn payload<'a>(context: &mut Context<'a>, content: &Content<'a>, site: Site) -> Payload {
    let node = content.schema.as_ref().map(|(value, pointer)| Node::new(value, pointer.clone(), site));
    if node.as_ref().is_some_and(|node| is_binary(context, node)) {
        return Payload::Bytes;
    }
    let mut ty = || node.as_ref().map_or(Type::Json, |node| schema::lower(context, node).into_type());
    match content.media {
        Media::Json => Payload::Json(ty()),
        Media::Xml => Payload::Xml(ty()),
        Media::Text | Media::Html | Media::Form => Payload::Text,
        Media::Multipart | Media::Binary => Payload::Bytes,
    }
}

/// Whether a schema stands for raw bytes.
pub(super) fn is_binary<'a>(context: &Context<'a>, node: &Node<'a>) -> bool {
    let target = target(context, node);
    target.kind() == Some("string") && target.text("format") == Some("binary")
}

/// The site of what an operation refers to: its own, or that of the component that several share.
pub(super) fn site_of(pointer: &str, own: impl FnOnce() -> Site) -> Site {
    let Some((section, name)) = pointer.strip_prefix("/components/").and_then(|rest| rest.split_once('/')) else {
        return own();
    };
    let kind = match section {
        "parameters" => "Parameter",
        "responses" => "Response",
        "requestBodies" => "Body",
        "headers" => "Header",
        _ => return own(),
    };
    let name = crate::names::type_ident(&super::context::unescape(name));
    let root = if name.ends_with(kind) { name } else { format!("{name}{kind}") };
    Site::new(schema::Space::Models, root)
}
