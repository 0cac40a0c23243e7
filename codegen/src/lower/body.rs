//! Request bodies.

use crate::api::{Body, FieldXml, MediaTypes, Method, Name, Payload};
use crate::document::pointer::step;
use crate::document::{Media, MediaType};

use super::context::Context;
use super::document::doc;
use super::form;
use super::media::{Content, Form, forms, payload, site_of};
use super::operations::Found;
use super::parameters::Arguments;
use super::schema::{Node, Site, XML_ROOT, is_document, root_xml};

/// What an operation sends, in one of the ways that it takes it.
pub(super) struct Sent {
    pub arguments: Arguments,
    pub body: Option<Body>,
    /// The media type of a body whose fields have been added to the arguments.
    pub form: Option<String>,
}

/// The body of an operation as it is described.
struct Described<'a> {
    body: &'a openapiv3::RequestBody,
    pointer: String,
    /// The different ways to send it, the preferred one first.
    forms: Vec<Form<'a>>,
}

/// What the ways of sending a body are called that are not the preferred one: `text` for `uploadAsText`.
pub(super) fn variants<'a>(context: &mut Context<'a>, found: &Found<'a>) -> Vec<String> {
    // What is wrong with it is said when it is lowered.
    let before = context.diagnostics.list.len();
    let described = described(context, found);
    context.diagnostics.list.truncate(before);
    described.map(|described| super::media::words(&described.forms)).unwrap_or_default()
}

/// Lowers the body of an operation, each way of sending it: to one value, or to more arguments. The names in the
/// bodies after the first begin with those of `sites`.
pub(super) fn lower<'a>(
    context: &mut Context<'a>,
    found: &Found<'a>,
    sites: &[Site],
    arguments: Arguments,
) -> Vec<Sent> {
    let nothing = |arguments| vec![Sent { arguments, body: None, form: None }];
    let Some(described) = described(context, found) else { return nothing(arguments) };
    let sent: Vec<Sent> = described
        .forms
        .iter()
        .zip(sites)
        .map(|(form, site)| lower_form(context, &described, form, site, arguments.clone()))
        .collect();
    if sent.is_empty() { nothing(arguments) } else { sent }
}

fn described<'a>(context: &mut Context<'a>, found: &Found<'a>) -> Option<Described<'a>> {
    let item = found.operation.request_body.as_ref()?;
    let (body, pointer) = context.resolve(item, &step(&found.pointer, "requestBody"))?;
    if matches!(found.method, Method::Head | Method::Trace) {
        context.note(&pointer, format!("{} requests have no body; it is left out", found.method.as_str()));
        return None;
    }
    let forms = forms(context, &body.content, &step(&pointer, "content"));
    if forms.is_empty() {
        context.note(&pointer, "a request body without content is left out");
    }
    Some(Described { body, pointer, forms })
}

fn lower_form<'a>(
    context: &mut Context<'a>,
    described: &Described<'a>,
    form: &Form<'a>,
    site: &Site,
    mut arguments: Arguments,
) -> Sent {
    let (content, pointer) = (&form.content, &described.pointer);
    if matches!(content.media, Media::Form | Media::Multipart) {
        let site = site_of(pointer, || site.clone());
        if form::lower(context, content, site, &mut arguments) {
            return Sent { arguments, body: None, form: Some(content.media_type.to_owned()) };
        }
        context.note(&content.pointer, "a form whose fields are not described; the caller brings the whole body");
    }
    let site = site_of(pointer, || site.child("Body"));
    let xml = root(context, content, &site);
    let payload = match payload(context, content, site) {
        Payload::Xml(_) if xml.is_none() => Payload::Text,
        payload => payload,
    };
    let description = described.body.description.as_deref();
    let name = Name { wire: "body".to_owned(), ident: arguments.body() };
    let others: Vec<String> = form.others.iter().map(|media_type| (*media_type).to_owned()).collect();
    let body = Body {
        name,
        required: described.body.required,
        media_type: media_type(content),
        choice: (!others.is_empty()).then(|| MediaTypes { ident: arguments.content_type(), others }),
        payload,
        xml: xml.unwrap_or_default(),
        doc: doc(None, description, None, false),
        pointer: pointer.clone(),
    };
    Sent { arguments, body: Some(body), form: None }
}

/// How the root of an XML document is written; `None` if the caller brings the document, or it is none.
fn root<'a>(context: &mut Context<'a>, content: &Content<'a>, site: &Site) -> Option<FieldXml> {
    if content.media != Media::Xml {
        return None;
    }
    let Some((value, pointer)) = &content.schema else {
        return Some(FieldXml { name: Some(XML_ROOT.to_owned()), envelope: true, ..FieldXml::default() });
    };
    let node = Node::new(value, pointer.clone(), site.clone());
    (!is_document(context, &node)).then(|| root_xml(context, &node))
}

/// A range such as `*/*` says what may be sent, but something has to be sent.
fn media_type(content: &Content<'_>) -> String {
    if !MediaType::parse(content.media_type).is_range() {
        return content.media_type.to_owned();
    }
    match content.media {
        Media::Json => "application/json",
        Media::Text => "text/plain",
        _ => "application/octet-stream",
    }
    .to_owned()
}
