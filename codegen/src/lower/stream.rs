//! Answers that can be read while they come: server-sent events, lines of JSON, and bytes.

use crate::api::{Method, Payload, Response, Stream, StreamKind, Type};
use crate::document::MediaType;
use crate::document::pointer::step;

use super::context::Context;
use super::media::site_of;
use super::operations::Found;
use super::responses;
use super::schema::{self, Node, Site, target};

/// Fields of a server-sent event.
const EVENT: [&str; 4] = ["event", "data", "id", "retry"];

/// The entries of a `content` map that come as a whole; all of them where there are no others.
pub(super) fn whole(response: &openapiv3::Response) -> impl Iterator<Item = (&String, &openapiv3::MediaType)> {
    let content = &response.content;
    let streams = |media_type: &str| is_stream(&MediaType::parse(media_type));
    let none = content.keys().all(|media_type| streams(media_type));
    content.iter().filter(move |(media_type, _)| none || !streams(media_type))
}

fn is_stream(media_type: &MediaType) -> bool {
    media_type.is_events() || media_type.is_lines()
}

/// The first successful answer that is described as a stream, or else as bytes.
pub(super) fn lower<'a>(
    context: &mut Context<'a>,
    found: &Found<'a>,
    site: &Site,
    answers: &[Response],
) -> Option<Stream> {
    if found.method == Method::Head {
        return None;
    }
    for (status, item, written) in responses::items(context, found) {
        let Some((response, at)) = context.resolve(item, &written).filter(|_| status.is_success()) else { continue };
        for media_type in response.content.keys() {
            let parsed = MediaType::parse(media_type);
            if !is_stream(&parsed) {
                continue;
            }
            let events = parsed.is_events();
            let pointer = step(&step(&at, "content"), media_type);
            let own = || site.child(if events { "Event" } else { "Line" });
            let schema = step(&pointer, "schema");
            let node = context.at(&schema).map(|value| Node::new(value, schema, site_of(&at, own)));
            let whole = node.as_ref().is_some_and(|node| is_event(context, node));
            let item = node.map(|node| schema::lower(context, &node).into_type());
            // Text has no shape: it is there as it came.
            let item = item.filter(|ty| !matches!(ty, Type::Json | Type::String));
            let kind = match item {
                Some(item) if events && whole => StreamKind::WholeEvents(item),
                item if events => StreamKind::Events(item),
                item => StreamKind::Lines(item),
            };
            return Some(Stream { kind, media_type: media_type.clone(), pointer });
        }
    }
    let bytes = answers.iter().find(|answer| answer.status.is_success() && answer.payload == Some(Payload::Bytes))?;
    let media_type = bytes.media_type.clone()?;
    Some(Stream { kind: StreamKind::Bytes, media_type, pointer: bytes.pointer.clone() })
}

/// Whether a schema describes events rather than their data, as some generators want it.
fn is_event<'a>(context: &Context<'a>, node: &Node<'a>) -> bool {
    let node = target(context, node);
    for key in ["oneOf", "anyOf"] {
        let members = node.list(key);
        if !members.is_empty() {
            let mut members = members.iter().enumerate();
            return members.all(|(index, member)| {
                let member = target(context, &node.inside(member, &[&key, &index]));
                !member.has("oneOf") && !member.has("anyOf") && is_event(context, &member)
            });
        }
    }
    let fields = node.get("properties").and_then(serde_json::Value::as_object);
    fields
        .is_some_and(|fields| fields.contains_key("data") && fields.keys().all(|field| EVENT.contains(&field.as_str())))
}
