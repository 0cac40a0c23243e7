//! Request bodies.

use crate::api::{Body, Method, Name};
use crate::diagnostic::step;
use crate::names::escape;

use super::context::Context;
use super::document::doc;
use super::form;
use super::media::{Content, Media, choose, payload, site_of};
use super::operations::Found;
use super::parameters::Arguments;
use super::schema::Site;

/// What an operation sends beside its parameters.
#[derive(Default)]
pub(super) struct Sent {
    pub body: Option<Body>,
    /// The media type of a body whose fields have been added to the parameters.
    pub form: Option<String>,
}

/// Lowers the body of an operation: to one value, or to more arguments.
pub(super) fn lower<'a>(context: &mut Context<'a>, found: &Found<'a>, site: &Site, arguments: &mut Arguments) -> Sent {
    let Some(item) = &found.operation.request_body else { return Sent::default() };
    let Some((described, pointer)) = context.resolve(item, &step(&found.pointer, "requestBody")) else {
        return Sent::default();
    };
    if matches!(found.method, Method::Head | Method::Trace) {
        context.note(&pointer, format!("{} requests have no body; it is left out", found.method.as_str()));
        return Sent::default();
    }
    let Some(content) = choose(context, &described.content, &step(&pointer, "content")) else {
        context.note(&pointer, "a request body without content is left out");
        return Sent::default();
    };
    if matches!(content.media, Media::Form | Media::Multipart) {
        let site = site_of(&pointer, || site.clone());
        if form::lower(context, &content, site, arguments) {
            return Sent { body: None, form: Some(content.media_type.to_owned()) };
        }
        context.note(&content.pointer, "a form whose fields are not described; the caller brings the whole body");
    }
    let site = site_of(&pointer, || site.child("Body"));
    let payload = payload(context, &content, site);
    let description = described.description.as_deref();
    let body = Body {
        name: Name { wire: "body".to_owned(), ident: escape(&arguments.body()) },
        required: described.required,
        media_type: media_type(&content),
        payload,
        doc: doc(None, description, None, false),
        pointer,
    };
    Sent { body: Some(body), form: None }
}

/// A range such as `*/*` says what may be sent, but something has to be sent.
fn media_type(content: &Content<'_>) -> String {
    if !content.media_type.contains('*') {
        return content.media_type.to_owned();
    }
    match content.media {
        Media::Json => "application/json",
        Media::Text => "text/plain",
        _ => "application/octet-stream",
    }
    .to_owned()
}
