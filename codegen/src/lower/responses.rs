//! Documented answers.

use std::collections::HashSet;

use openapiv3::{ReferenceOr, StatusCode};

use crate::api::{Doc, Ident, Method, Output, Payload, Response, Status};
use crate::document::pointer::step;
use crate::document::{Media, MediaType, Successes};
use crate::names::{Reserved, Scope};

use super::context::{Context, ERROR_MESSAGE};
use super::document::text;
use super::media::{choose, note_left_out, payload, site_of};
use super::operations::Found;
use super::schema::{Node, Site, Space, flatten, target};
use super::stream;

/// How deep the message may lie in an error.
const MESSAGE_DEPTH: usize = 3;

/// The answers of an operation as they are described, in order of status.
pub(super) fn items<'a>(
    context: &Context<'a>,
    found: &Found<'a>,
) -> Vec<(Status, &'a ReferenceOr<openapiv3::Response>, String)> {
    let responses = &found.operation.responses;
    let pointer = step(&found.pointer, "responses");
    let mut items: Vec<(Status, &'a ReferenceOr<openapiv3::Response>, String)> = Vec::new();
    for (status, item) in &responses.responses {
        let (status, at) = match status {
            StatusCode::Code(code) => (Status::Code(*code), step(&pointer, code)),
            StatusCode::Range(range) => {
                let upper = step(&pointer, format!("{range}XX"));
                let at = if context.at(&upper).is_some() { upper } else { step(&pointer, format!("{range}xx")) };
                (Status::Range(*range), at)
            }
        };
        items.push((status, item, at));
    }
    items.extend(responses.default.iter().map(|item| (Status::Default, item, step(&pointer, "default"))));
    items.sort_by_key(|(status, _, _)| *status);
    items
}

/// The answers of an operation.
pub(super) struct Answers {
    /// In order of status.
    pub list: Vec<Response>,
    /// Other media types of successful ones.
    pub media_types: Vec<String>,
}

/// Lowers the answers of an operation.
pub(super) fn lower<'a>(context: &mut Context<'a>, found: &Found<'a>, site: &Site) -> Answers {
    let items = items(context, found);
    let mut scope = Scope::new(Reserved::Variants);
    let successes = Successes::among(items.iter().map(|(status, _, _)| *status));
    let mut lowered = Vec::with_capacity(items.len());
    let mut media_types: Vec<String> = Vec::new();
    for (status, item, written) in items {
        let Some((response, at)) = context.resolve(item, &written) else { continue };
        let success = successes.contains(status);
        if success && status == Status::Default {
            context.note(&written, "no success is documented; the default answer is taken for one");
        }
        let variant = scope.claim(&phrase(status), &[]).ident;
        let content = match found.method {
            Method::Head => None,
            // What comes as a stream is not left out, see `stream`.
            _ => choose(context, stream::whole(response), &step(&at, "content")),
        };
        let (content, others) = content.unzip();
        let others = others.unwrap_or_default();
        match &content {
            Some(content) if !success => {
                note_left_out(context, &step(&at, "content"), content.media_type, &others);
            }
            _ => media_types.extend(others.into_iter().map(str::to_owned)),
        }
        // An error page is of no use to a program, and its bytes are kept anyway.
        let content = content.filter(|content| success || content.media != Media::Html);
        let own = || if success { response_site(site, &variant) } else { site.child(&variant) };
        let payload = content.as_ref().map(|content| payload(context, content, site_of(&at, own)));
        lowered.push(Response {
            status,
            variant,
            media_type: content.map(|content| content.media_type.to_owned()),
            payload,
            doc: Doc { description: text(Some(&response.description)), ..Doc::default() },
            pointer: at,
        });
    }
    let chosen = |media_type: &String| lowered.iter().any(|answer| answer.media_type.as_ref() == Some(media_type));
    let mut seen = HashSet::new();
    media_types.retain(|media_type| !chosen(media_type) && seen.insert(media_type.clone()));
    Answers { list: lowered, media_types }
}

/// `GetPetResponse`; where there are several successes, those after the first are `GetPetCreatedResponse`.
fn response_site(site: &Site, variant: &str) -> Site {
    let mut response = site.child("Response");
    let named = site.child(&format!("{variant}Response"));
    response.preferred = Some(std::mem::replace(&mut response.name, named.name));
    response
}

/// What a successful call gives.
pub(super) fn output(responses: &[Response], name: Ident) -> Output {
    let successes = Successes::among(responses.iter().map(|response| response.status));
    let payloads = responses
        .iter()
        .filter(|response| successes.contains(response.status))
        .map(|response| response.payload.as_ref());
    let mut first: Option<&Payload> = None;
    let mut without = false;
    for payload in payloads {
        match (first, payload) {
            (_, None) => without = true,
            (None, Some(payload)) => first = Some(payload),
            (Some(known), Some(payload)) if known == payload => {}
            (Some(_), Some(_)) => return Output::Several(name),
        }
    }
    match (first, without) {
        (None, _) => Output::Unit,
        (Some(payload), true) => Output::Optional(payload.clone()),
        (Some(payload), false) => Output::One(payload.clone()),
    }
}

/// The paths to what [`ERROR_MESSAGE`] marks in the bodies of errors.
pub(super) fn messages<'a>(context: &mut Context<'a>, found: &Found<'a>) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    if !context.marks_messages {
        return paths;
    }
    for (status, item, written) in items(context, found) {
        let Some((response, at)) = context.resolve(item, &written).filter(|_| !status.is_success()) else { continue };
        for media_type in response.content.keys().filter(|media_type| MediaType::parse(media_type).is_json()) {
            let schema = step(&step(&step(&at, "content"), media_type), "schema");
            if let Some(value) = context.at(&schema) {
                let node = Node::new(value, schema, Site::new(Space::Models, ""));
                marked(context, &node, &mut Vec::new(), &mut paths);
            }
        }
    }
    paths
}

fn marked<'a>(context: &mut Context<'a>, node: &Node<'a>, path: &mut Vec<String>, into: &mut Vec<Vec<String>>) {
    let object = target(context, node);
    if path.len() >= MESSAGE_DEPTH || !(object.has("properties") || object.has("allOf")) {
        return;
    }
    for (wire, nodes) in flatten(context, &object).properties {
        path.push(wire.to_owned());
        for node in &nodes {
            if node.flag(ERROR_MESSAGE) && !into.contains(path) {
                into.push(path.clone());
            }
            marked(context, node, path, into);
        }
        path.pop();
    }
}

/// A status as its standard reason phrase.
fn phrase(status: Status) -> String {
    let code = match status {
        Status::Default => return "Other".to_owned(),
        Status::Range(1) => return "Informational".to_owned(),
        Status::Range(2) => return "Success".to_owned(),
        Status::Range(3) => return "Redirection".to_owned(),
        Status::Range(4) => return "ClientError".to_owned(),
        Status::Range(5) => return "ServerError".to_owned(),
        Status::Range(other) => return format!("Status{other}xx"),
        Status::Code(code) => code,
    };
    match code {
        100 => "Continue",
        101 => "SwitchingProtocols",
        102 => "Processing",
        103 => "EarlyHints",
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        305 => "UseProxy",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "PayloadTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        418 => "ImATeapot",
        421 => "MisdirectedRequest",
        422 => "UnprocessableEntity",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        506 => "VariantAlsoNegotiates",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        510 => "NotExtended",
        511 => "NetworkAuthenticationRequired",
        other => return format!("Status{other}"),
    }
    .to_owned()
}
