//! Media types.

use serde_json::Value;

use crate::api::{Payload, Type};
use crate::document::pointer::{self, step};
use crate::document::{Media, MediaType, reference};

use super::context::Context;
use super::schema::{self, Node, Site, target};

/// One entry of a `content` map.
#[derive(Clone, Debug)]
pub(super) struct Content<'a> {
    pub media: Media,
    pub media_type: &'a str,
    pub schema: Option<(&'a Value, String)>,
    /// Where the entry is.
    pub pointer: String,
}

impl<'a> Content<'a> {
    fn value(&self) -> Option<&'a Value> {
        self.schema.as_ref().map(|(value, _)| *value)
    }

    /// Whether it is a way of its own to send a body beside others. The same value in another syntax is none, unless
    /// it is one for files; what a range covers is none either.
    fn is_another(&self, context: &Context<'a>, forms: &[Form<'a>]) -> bool {
        if MediaType::parse(self.media_type).is_range() {
            return false;
        }
        let Some(value) = self.value().filter(|value| **value != serde_json::json!({})) else {
            return matches!(self.media, Media::Binary | Media::Text);
        };
        forms.iter().all(|form| form.content.value() != Some(value))
            || self.media == Media::Multipart && holds_files(context, value)
    }
}

/// The word for a body in this syntax, as names of operations have it.
fn word(media: Media) -> &'static str {
    match media {
        Media::Json => "json",
        Media::Form => "form",
        Media::Multipart => "multipart",
        Media::Binary => "bytes",
        Media::Text => "text",
        Media::Xml => "xml",
        Media::Html => "html",
    }
}

/// The best entry of a `content` map, and the media types of others that hold something else. The rest is left out,
/// with a note.
pub(super) fn choose<'a>(
    context: &mut Context<'a>,
    content: impl IntoIterator<Item = (&'a String, &'a openapiv3::MediaType)>,
    pointer: &str,
) -> Option<(Content<'a>, Vec<&'a str>)> {
    let mut forms = forms(context, content, pointer).into_iter();
    let best = forms.next()?.content;
    Some((best, forms.map(|form| form.content.media_type).collect()))
}

pub(super) fn note_left_out(context: &mut Context<'_>, pointer: &str, chosen: &str, left_out: &[&str]) {
    if !left_out.is_empty() {
        context.note(pointer, format!("`{chosen}` is used, and not {}", left_out.join(", ")));
    }
}

/// The entries of a `content` map, best ones first.
fn entries<'a>(
    context: &Context<'a>,
    content: impl IntoIterator<Item = (&'a String, &'a openapiv3::MediaType)>,
    pointer: &str,
) -> Vec<Content<'a>> {
    let mut entries: Vec<Content<'a>> = content
        .into_iter()
        .map(|(media_type, _)| {
            let at = step(pointer, media_type);
            let schema_pointer = step(&at, "schema");
            let schema = context.at(&schema_pointer).map(|value| (value, schema_pointer));
            let media = MediaType::parse(media_type).media().unwrap_or_else(|| match &schema {
                Some((value, _)) if !is_text(context, value) => Media::Json,
                _ => Media::Binary,
            });
            Content { media, media_type, schema, pointer: at }
        })
        .collect();
    // Of two that mean the same, one with a schema says more, and plain JSON is what servers take most often.
    entries.sort_by_key(|entry| {
        (entry.media, entry.schema.is_none(), MediaType::parse(entry.media_type).canonical() != MediaType::JSON)
    });
    entries
}

/// A way to send a body that differs from others in what the caller brings.
pub(super) struct Form<'a> {
    pub content: Content<'a>,
    /// Other media types for the same value.
    pub others: Vec<&'a str>,
}

/// The different ways to send a body, the preferred one first, with a note on what is left out.
pub(super) fn forms<'a>(
    context: &mut Context<'a>,
    content: impl IntoIterator<Item = (&'a String, &'a openapiv3::MediaType)>,
    pointer: &str,
) -> Vec<Form<'a>> {
    let mut forms: Vec<Form<'a>> = Vec::new();
    let mut left_out = Vec::new();
    for entry in entries(context, content, pointer) {
        let same = |form: &&mut Form<'a>| form.content.media == entry.media && form.content.value() == entry.value();
        if let Some(form) = forms.iter_mut().find(same) {
            if form.tells_apart(entry.media_type) {
                form.others.push(entry.media_type);
            }
        } else if forms.is_empty() || entry.is_another(context, &forms) {
            forms.push(Form { content: entry, others: Vec::new() });
        } else {
            left_out.push(entry.media_type);
        }
    }
    if let Some(first) = forms.first() {
        note_left_out(context, pointer, first.content.media_type, &left_out);
    }
    forms
}

/// What tells the ways after the first one apart, in a word each.
pub(super) fn words(forms: &[Form<'_>]) -> Vec<String> {
    let kind = |form: &Form<'_>| word(form.content.media);
    let others = forms.iter().skip(1);
    others
        .map(|form| {
            let unique = forms.iter().filter(|other| kind(other) == kind(form)).count() == 1;
            let subtype = || MediaType::parse(form.content.media_type).subtype().to_owned();
            if unique { kind(form).to_owned() } else { subtype() }
        })
        .collect()
}

impl Form<'_> {
    /// Whether a media type means something else to a server than those that are known already.
    fn tells_apart(&self, media_type: &str) -> bool {
        let new = MediaType::parse(media_type);
        let mut known = self.others.iter().chain([&self.content.media_type]).map(|known| MediaType::parse(known));
        known.all(|known| known.canonical() != new.canonical() && !known.is_range()) && !new.is_range()
    }
}

fn is_text(context: &Context<'_>, value: &Value) -> bool {
    behind(context, value).get("type").and_then(Value::as_str) == Some("string")
}

/// Whether a schema has raw bytes among its fields.
fn holds_files(context: &Context<'_>, value: &Value) -> bool {
    let file = |value: &Value| {
        let value = behind(context, value);
        value.get("items").map_or(value, |items| behind(context, items)).get("format") == Some(&Value::from("binary"))
    };
    let fields = behind(context, value).get("properties").and_then(Value::as_object);
    fields.is_some_and(|fields| fields.values().any(file))
}

/// What a reference to a named schema leads to, or the value itself.
fn behind<'v>(context: &Context<'v>, value: &'v Value) -> &'v Value {
    let reference = value.get("$ref").and_then(Value::as_str);
    reference.and_then(reference::pointer_of).and_then(|pointer| context.at(&pointer)).unwrap_or(value)
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
    let name = crate::names::type_ident(&pointer::unescape(name));
    let root = if name.ends_with(kind) { name } else { format!("{name}{kind}") };
    Site::new(schema::Space::Models, root)
}
