//! Operations, their parameters, bodies and responses.

use serde::Serialize;

use crate::document::Successes;
pub use crate::document::{Method, Status};

use super::{Doc, FieldXml, Ident, Name, Requirement, Server, Type, TypeId};

/// One method on one path.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Operation {
    /// `wire` is the `operationId`, `ident` the method and file: `get_token_details`.
    pub name: Name,
    /// The request type: `GetTokenDetails`.
    pub type_name: Ident,
    /// The enum of documented errors: `GetTokenDetailsError`. Emitted only where there are any.
    pub error_name: Ident,
    /// Names it had before, which go on working and are deprecated: `x-rust-aliases`.
    pub aliases: Vec<Alias>,
    /// Index into [`super::Api::tags`].
    pub tag: usize,
    pub method: Method,
    /// As described, beginning with `/`: `/library/{id}`. Every `{name}` has a path parameter with that wire name.
    pub path: String,
    /// Names and values that are always sent in the query, because the path is described with them.
    pub query: Vec<(String, String)>,
    /// Empty: those of the document.
    pub servers: Vec<Server>,
    /// Alternatives, each a set of schemes that are needed together. Empty: no security. An empty alternative
    /// means that credentials are optional.
    pub security: Vec<Requirement>,
    /// Indices into [`super::Api::globals`] that this operation declares.
    pub globals: Vec<usize>,
    /// Without the globals. Required ones first, in the order of the description. Fields of a form body are among
    /// them, with [`Place::Form`] or [`Place::Part`].
    pub parameters: Vec<Parameter>,
    /// A body that is one value.
    pub body: Option<Body>,
    /// Media type of a body made of parameters: `application/x-www-form-urlencoded` or `multipart/form-data`.
    pub form: Option<String>,
    /// The operation that this is with another body: index into [`super::Api::operations`]. It has everything from
    /// there but its name, its fields of a form and its body, and stands in the same file.
    pub variant_of: Option<usize>,
    /// In order of status, ranges and `default` last.
    pub responses: Vec<Response>,
    pub output: Output,
    /// The struct of documented headers: `GetTokenDetailsHeaders`. Emitted only where there are any.
    pub headers_name: Ident,
    /// Headers that answers are described with, whatever their status. Unique without regard to case.
    pub headers: Vec<Header>,
    /// A successful answer that can be read while it comes.
    pub stream: Option<Stream>,
    /// Media types of successful answers beside those that are read, which a caller can ask for.
    pub answer_media_types: Vec<String>,
    /// What the description says about sending it again; `None` if it says nothing.
    pub retries: Option<Retries>,
    /// The paths to fields of error bodies that hold the message for a human, by names on the wire.
    pub error_messages: Vec<Vec<String>>,
    pub doc: Doc,
    pub pointer: String,
}

/// A name that an operation had before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alias {
    /// The method.
    pub ident: Ident,
    /// The request type.
    pub type_name: Ident,
    /// The enum of documented errors.
    pub error_name: Ident,
    /// The enum of successful answers.
    pub output_name: Ident,
    /// The struct of documented headers.
    pub headers_name: Ident,
}

/// A value that goes into a request beside the body, or a field of a form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameter {
    /// `ident` is unique within the operation.
    pub name: Name,
    pub place: Place,
    pub required: bool,
    pub ty: Type,
    pub style: Style,
    pub explode: bool,
    /// Characters such as `/` and `?` stay as they are.
    pub allow_reserved: bool,
    /// Media type of a parameter that is described by `content`; `application/json` in practice.
    pub content: Option<String>,
    /// How the root of a part is written that is XML.
    pub xml: Option<FieldXml>,
    /// As described; documentation only, never sent by itself.
    pub default: Option<serde_json::Value>,
    pub doc: Doc,
    pub pointer: String,
}

/// A parameter that the client holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Global {
    /// `ident` is the setter on the client builder: `product`.
    pub parameter: Parameter,
    /// The constant that operations refer to: `PRODUCT`.
    pub constant: Ident,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Place {
    Path,
    Query,
    Header,
    Cookie,
    /// A field of an `application/x-www-form-urlencoded` body.
    Form,
    /// A part of a `multipart/form-data` body.
    Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Style {
    Form,
    Simple,
    Label,
    Matrix,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// A request body that is one value: the argument or setter `body`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Body {
    /// `ident` is `body` unless a parameter has that name.
    pub name: Name,
    pub required: bool,
    pub media_type: String,
    /// Other media types that the same value may be sent as.
    pub choice: Option<MediaTypes>,
    pub payload: Payload,
    /// How the root is written, where it is XML.
    pub xml: FieldXml,
    pub doc: Doc,
    pub pointer: String,
}

/// Media types beside the usual one, and the setter that chooses among them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MediaTypes {
    /// `content_type` unless a parameter has that name.
    pub ident: Ident,
    pub others: Vec<String>,
}

/// What a body holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Payload {
    Json(Type),
    Xml(Type),
    Text,
    Bytes,
}

/// One documented answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    pub status: Status,
    /// The variant in the error or output enum: `BadRequest`. Unique within the operation.
    pub variant: Ident,
    pub media_type: Option<String>,
    /// `None`: no body is described, or one that is of no use to a caller (`text/html` of an error).
    pub payload: Option<Payload>,
    pub doc: Doc,
    pub pointer: String,
}

/// What a successful call gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Output {
    /// `()`.
    Unit,
    /// All successful answers carry the same.
    One(Payload),
    /// Some successful answers carry it, others nothing: `Option`.
    Optional(Payload),
    /// An enum of this name with a variant per successful [`Response`].
    Several(Ident),
}

/// A header of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Header {
    /// `ident` is unique within the operation.
    pub name: Name,
    /// A scalar or a list of them, unless its text is JSON.
    pub ty: Type,
    /// Its text is JSON.
    pub json: bool,
    pub doc: Doc,
    pub pointer: String,
}

/// How the body of a successful answer comes bit by bit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stream {
    pub kind: StreamKind,
    pub media_type: String,
    pub pointer: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum StreamKind {
    /// Raw bytes.
    Bytes,
    /// Server-sent events whose `data` is JSON of this type, if the description gives one.
    Events(Option<Type>),
    /// Server-sent events; the type is that of an object with `event`, `data`, `id` and `retry`.
    WholeEvents(Type),
    /// A JSON value of this type in each line.
    Lines(Option<Type>),
}

impl StreamKind {
    /// The type of what comes, if it has one.
    pub fn item(&self) -> Option<&Type> {
        match self {
            Self::Bytes => None,
            Self::Events(item) | Self::Lines(item) => item.as_ref(),
            Self::WholeEvents(item) => Some(item),
        }
    }

    /// [`StreamKind::item`], to be changed.
    pub fn item_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Bytes => None,
            Self::Events(item) | Self::Lines(item) => item.as_mut(),
            Self::WholeEvents(item) => Some(item),
        }
    }
}

/// `x-speakeasy-retries`: whether and when a request is sent again. Times are in milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Retries {
    Never,
    Backoff {
        initial_interval: u64,
        max_interval: u64,
        max_elapsed: u64,
        exponent: f64,
        /// Exact ones and ranges.
        statuses: Vec<Status>,
        connection_errors: bool,
        /// The operation asks for it itself, whatever its method.
        own: bool,
    },
}

impl Operation {
    /// Whether a response with this status is a success of the operation.
    pub fn is_success(&self, status: Status) -> bool {
        Successes::among(self.responses.iter().map(|response| response.status)).contains(status)
    }

    /// The types of answers beside their bodies: of headers, and of what a stream is made of.
    pub fn side_types(&self) -> impl Iterator<Item = &Type> {
        let items = self.stream.iter().filter_map(|stream| stream.kind.item());
        self.headers.iter().map(|header| &header.ty).chain(items)
    }

    /// [`Operation::side_types`], to be changed.
    pub fn side_types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let items = self.stream.iter_mut().filter_map(|stream| stream.kind.item_mut());
        self.headers.iter_mut().map(|header| &mut header.ty).chain(items)
    }
}

impl Payload {
    /// The named type in it, if it is exactly one.
    pub fn named(&self) -> Option<TypeId> {
        match self {
            Self::Json(Type::Named(id)) | Self::Xml(Type::Named(id)) => Some(*id),
            _ => None,
        }
    }
}
