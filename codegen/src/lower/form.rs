//! Form bodies, whose fields are arguments.

use openapiv3::QueryStyle;
use serde_json::Value;

use crate::api::{Place, Style, Type};
use crate::document::pointer::step;
use crate::document::{Media, MediaType};

use super::context::Context;
use super::media::{Content, is_binary};
use super::parameters::{Arguments, Unnamed, query_style};
use super::schema::{Node, Site, flatten, part_xml, property, target};

/// Adds the fields of a form to the arguments. `false`: the schema does not say which there are.
pub(super) fn lower<'a>(
    context: &mut Context<'a>,
    content: &Content<'a>,
    site: Site,
    arguments: &mut Arguments,
) -> bool {
    let Some((value, pointer)) = &content.schema else { return false };
    let node = Node::new(value, pointer.clone(), site.clone());
    let flat = flatten(context, &node);
    if flat.properties.is_empty() || !flat.others.is_empty() {
        return false;
    }
    let place = if content.media == Media::Multipart { Place::Part } else { Place::Form };
    for (wire, nodes) in &flat.properties {
        let encoding = encoding(context, content, wire);
        let bytes = if place == Place::Part { nodes.last().and_then(|node| bytes(context, node)) } else { None };
        let property = property(context, &site, wire, nodes);
        let binary = bytes.is_some();
        let ty = bytes.unwrap_or(property.lowered.ty);
        let style = encoding.style.as_ref().map_or(Style::Form, query_style);
        let object = nodes.last().is_some_and(|node| is_object(context, node));
        let content = if place == Place::Part { encoding.part(object) } else { encoding.field(object) };
        let is_xml = |media_type: &String| MediaType::parse(media_type).is_xml();
        let xml = (place == Place::Part && !binary && content.as_ref().is_some_and(is_xml))
            .then(|| part_xml(context, wire, nodes))
            .flatten();
        arguments.add(
            context,
            Unnamed {
                wire: (*wire).to_owned(),
                wanted: property.wanted,
                place,
                required: flat.requires(wire),
                ty,
                explode: encoding.explode.unwrap_or(style == Style::Form),
                style,
                allow_reserved: encoding.allow_reserved,
                content,
                xml,
                default: property.default,
                doc: property.doc,
                pointer: property.pointer,
            },
        );
    }
    true
}

/// What the media type says of a field. Read from the document, since `explode` that is absent has a meaning.
#[derive(Default)]
struct Encoding {
    content_type: Option<String>,
    style: Option<QueryStyle>,
    explode: Option<bool>,
    allow_reserved: bool,
}

impl Encoding {
    /// The media type of a part, unless it follows from the value.
    fn part(&self, object: bool) -> Option<String> {
        self.content_type.clone().or_else(|| object.then(|| MediaType::JSON.to_owned()))
    }

    /// JSON for a field that is written as such: `contentType` is of no account beside a style, and all else is text.
    fn field(&self, object: bool) -> Option<String> {
        let styled = self.style.is_some() || self.explode.is_some() || self.allow_reserved;
        let json = self.content_type.as_deref().map_or(object, |media_type| MediaType::parse(media_type).is_json());
        (json && !styled).then(|| MediaType::JSON.to_owned())
    }
}

fn encoding(context: &mut Context<'_>, content: &Content<'_>, field: &str) -> Encoding {
    let at = step(&step(&content.pointer, "encoding"), field);
    let Some(encoding) = context.at(&at) else { return Encoding::default() };
    if encoding.get("headers").and_then(Value::as_object).is_some_and(|headers| !headers.is_empty()) {
        context.note(&step(&at, "headers"), "headers of a part are not sent");
    }
    // One of several is as good as any; of a range, the value's own is.
    let media_types = encoding.get("contentType").and_then(Value::as_str).unwrap_or_default().split(',');
    let mut concrete =
        media_types.map(str::trim).filter(|media_type| !media_type.is_empty() && !media_type.contains('*'));
    Encoding {
        content_type: concrete.next().map(str::to_owned),
        style: encoding.get("style").and_then(|style| serde_json::from_value(style.clone()).ok()),
        explode: encoding.get("explode").and_then(Value::as_bool),
        allow_reserved: encoding.get("allowReserved").and_then(Value::as_bool).unwrap_or(false),
    }
}

/// The type of a part that is a file, or several.
fn bytes<'a>(context: &Context<'a>, node: &Node<'a>) -> Option<Type> {
    if is_binary(context, node) {
        return Some(Type::File);
    }
    let list = target(context, node);
    let items = list.get("items").filter(|_| list.kind() == Some("array"))?;
    is_binary(context, &list.inside(items, &[&"items"])).then(|| Type::List(Box::new(Type::File)))
}

fn is_object<'a>(context: &Context<'a>, node: &Node<'a>) -> bool {
    let target = target(context, node);
    target.kind() == Some("object") || target.has("properties") || target.has("allOf")
}
