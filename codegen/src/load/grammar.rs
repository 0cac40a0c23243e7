//! The grammar of OpenAPI 3.0 and 3.1 as tables: which object has which fields, and what they hold.

mod tables;

/// The kinds of objects in a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
}

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    Any,
    Text,
    Flag,
    Number,
    /// A whole number that is not negative.
    Count,
    /// `exclusiveMinimum`: a flag in 3.0, a number in 3.1.
    Bound,
    /// `type`: a name, in 3.1 also a list of names.
    Types,
    Words(&'static [&'static str]),
    Texts,
    /// Names to texts.
    TextMap,
    Values,
    One(Kind),
    Each(Kind),
    Map(Kind),
    /// `additionalProperties`: a flag or a schema.
    Additional,
    /// `items`: a schema, before 2020 also a list of schemas.
    Items,
    /// A discriminator's `mapping`: values are names of schemas or references.
    Mapping,
    /// Means nothing to an SDK: left out without a word.
    Silent,
    /// Narrows values in a way that Rust types do not: left out with a note.
    Loose,
    /// Cannot be left out without changing what the description says.
    Refused(&'static str),
}

/// What becomes of an object that lacks a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum Missing {
    Fine,
    Error,
    /// There is one obvious value, written as JSON.
    Filled(&'static str),
}

pub(super) struct Field {
    pub name: &'static str,
    pub shape: Shape,
    pub missing: Missing,
    /// A value of the wrong shape is left out with a note: nothing generated depends on it.
    pub harmless: bool,
}

/// What the fields are whose names are not fixed.
#[derive(Clone, Copy)]
pub(super) enum Rest {
    /// There are none.
    Unknown,
    /// Keys that begin with a slash.
    Paths,
    /// Status codes.
    Codes,
    /// Any key.
    Each(Shape),
}

impl Kind {
    /// The name in "… must be a mapping".
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "an OpenAPI document",
            Self::Info => "an info object",
            Self::Contact => "a contact",
            Self::License => "a license",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Components => "a components object",
            Self::Paths => "a paths object",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::ExternalDocs => "an external documentation object",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Responses => "a responses object",
            Self::Response => "a response",
            Self::Callback => "a callback",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::Header => "a header",
            Self::Tag => "a tag",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Xml => "an XML object",
            Self::SecurityScheme => "a security scheme",
            Self::OAuthFlows => "an OAuth flows object",
            Self::OAuthFlow => "an OAuth flow",
            Self::SecurityRequirement => "a security requirement",
        }
    }

    /// The section of `components` that holds this kind, if a `$ref` may stand for it.
    pub(super) fn section(self) -> Option<&'static str> {
        Some(match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::Example => "examples",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
            Self::Link => "links",
            Self::Callback => "callbacks",
            Self::PathItem => "pathItems",
            _ => return None,
        })
    }

    pub(super) fn fields(self) -> &'static [Field] {
        tables::fields(self)
    }

    pub(super) fn rest(self) -> Rest {
        match self {
            Self::Paths => Rest::Paths,
            Self::Responses => Rest::Codes,
            Self::Callback => Rest::Each(Shape::One(Self::PathItem)),
            Self::SecurityRequirement => Rest::Each(Shape::Texts),
            _ => Rest::Unknown,
        }
    }

    pub(super) fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// What stands under a key, as far as the grammar knows it.
    pub(super) fn shape(self, key: &str) -> Option<Shape> {
        if let Some(field) = self.field(key) {
            return Some(field.shape);
        }
        match self.rest() {
            Rest::Unknown => None,
            Rest::Paths => (!key.starts_with("x-")).then_some(Shape::One(Self::PathItem)),
            Rest::Codes => (!key.starts_with("x-")).then_some(Shape::One(Self::Response)),
            Rest::Each(shape) => (!key.starts_with("x-")).then_some(shape),
        }
    }
}
