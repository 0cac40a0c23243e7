//! Headers of answers.

use openapiv3::ParameterSchemaOrContent;

use crate::api::{Header, Name, Type};
use crate::document::MediaType;
use crate::document::pointer::step;
use crate::names::{Reserved, Scope, snake_ident};

use super::context::Context;
use super::document::{doc, name_override};
use super::media::site_of;
use super::operations::Found;
use super::responses;
use super::schema::{self, Node, Site, target};

/// Lowers the headers of all answers of an operation to one list. Names have no case.
pub(super) fn lower<'a>(context: &mut Context<'a>, found: &Found<'a>, site: &Site) -> Vec<Header> {
    let mut scope = Scope::new(Reserved::Fields);
    let mut headers: Vec<Header> = Vec::new();
    for (_, item, written) in responses::items(context, found) {
        let Some((response, at)) = context.resolve(item, &written) else { continue };
        for (name, item) in &response.headers {
            // OpenAPI: it is described by the media type.
            if name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let written = step(&step(&at, "headers"), name);
            let Some((header, pointer)) = context.resolve(item, &written) else { continue };
            let (ty, json) = ty(context, header, name, &pointer, site);
            if let Some(known) = headers.iter_mut().find(|known| known.name.wire.eq_ignore_ascii_case(name)) {
                if (&known.ty, known.json) != (&ty, json) {
                    context.note(&pointer, format!("the header `{name}` has several types; it is given as text"));
                    (known.ty, known.json) = (Type::String, false);
                }
                continue;
            }
            let given = name_override(|key| header.extensions.get(key)).unwrap_or(name);
            headers.push(Header {
                name: Name { wire: name.clone(), ident: scope.claim(&snake_ident(given), &[]).ident },
                ty,
                json,
                doc: doc(None, header.description.as_deref(), None, header.deprecated.unwrap_or(false)),
                pointer,
            });
        }
    }
    headers
}

/// The type, and whether the text of the header is JSON.
fn ty<'a>(
    context: &mut Context<'a>,
    header: &openapiv3::Header,
    name: &str,
    pointer: &str,
    site: &Site,
) -> (Type, bool) {
    let (at, json) = match &header.format {
        ParameterSchemaOrContent::Schema(_) => (step(pointer, "schema"), false),
        ParameterSchemaOrContent::Content(content) => match content.keys().next() {
            Some(media_type) => {
                let at = step(&step(&step(pointer, "content"), media_type), "schema");
                (at, MediaType::parse(media_type).is_json())
            }
            None => return (Type::String, false),
        },
    };
    let Some(value) = context.at(&at) else { return (Type::String, false) };
    let node = Node::new(value, at, site_of(pointer, || site.child(&format!("{name} header"))));
    if json {
        return (schema::lower(context, &node).into_type(), true);
    }
    let behind = target(context, &node);
    let items = behind.get("items").map(|items| target(context, &behind.inside(items, &[&"items"])));
    if is_nested(&behind) || items.as_ref().is_some_and(|items| is_nested(items) || is_list(items)) {
        context.note(pointer, format!("the header `{name}` is an object; it is given as text"));
        return (Type::String, false);
    }
    (schema::lower(context, &node).ty, false)
}

fn is_nested(node: &Node<'_>) -> bool {
    node.kind() == Some("object") || ["properties", "allOf", "additionalProperties"].iter().any(|key| node.has(key))
}

fn is_list(node: &Node<'_>) -> bool {
    node.kind() == Some("array") || node.has("items")
}
