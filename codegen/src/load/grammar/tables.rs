//! One table per kind of object.

use super::Shape::{
    Additional, Any, Bound, Count, Each, Flag, Items, Loose, Map, Mapping, Number, One, Refused, Silent, Text, TextMap,
    Texts, Types, Values, Words,
};
use super::{Field, Kind, Missing, Shape};

const fn may(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, missing: Missing::Fine, harmless: false }
}

const fn must(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, missing: Missing::Error, harmless: false }
}

const fn or(name: &'static str, shape: Shape, otherwise: &'static str) -> Field {
    Field { name, shape, missing: Missing::Filled(otherwise), harmless: false }
}

/// Documentation and limits: nothing that is generated depends on them.
const fn doc(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, missing: Missing::Fine, harmless: true }
}

pub(super) fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Document => DOCUMENT,
        Kind::Info => INFO,
        Kind::Contact => CONTACT,
        Kind::License => LICENSE,
        Kind::Server => SERVER,
        Kind::ServerVariable => SERVER_VARIABLE,
        Kind::Components => COMPONENTS,
        Kind::Paths | Kind::Callback | Kind::SecurityRequirement => &[],
        Kind::PathItem => PATH_ITEM,
        Kind::Operation => OPERATION,
        Kind::ExternalDocs => EXTERNAL_DOCS,
        Kind::Parameter => PARAMETER,
        Kind::RequestBody => REQUEST_BODY,
        Kind::MediaType => MEDIA_TYPE,
        Kind::Encoding => ENCODING,
        Kind::Responses => RESPONSES,
        Kind::Response => RESPONSE,
        Kind::Example => EXAMPLE,
        Kind::Link => LINK,
        Kind::Header => HEADER,
        Kind::Tag => TAG,
        Kind::Schema => SCHEMA,
        Kind::Discriminator => DISCRIMINATOR,
        Kind::Xml => XML,
        Kind::SecurityScheme => SECURITY_SCHEME,
        Kind::OAuthFlows => OAUTH_FLOWS,
        Kind::OAuthFlow => OAUTH_FLOW,
    }
}

const DOCUMENT: &[Field] = &[
    must("openapi", Text),
    must("info", One(Kind::Info)),
    may("servers", Each(Kind::Server)),
    or("paths", One(Kind::Paths), "{}"),
    may("webhooks", Loose),
    may("components", One(Kind::Components)),
    may("security", Each(Kind::SecurityRequirement)),
    may("tags", Each(Kind::Tag)),
    doc("externalDocs", One(Kind::ExternalDocs)),
    may("jsonSchemaDialect", Silent),
];

const INFO: &[Field] = &[
    or("title", Text, r#""API""#),
    doc("summary", Text),
    doc("description", Text),
    doc("termsOfService", Text),
    doc("contact", One(Kind::Contact)),
    doc("license", One(Kind::License)),
    or("version", Text, r#""0.0.0""#),
];

const CONTACT: &[Field] = &[doc("name", Text), doc("url", Text), doc("email", Text)];

const LICENSE: &[Field] = &[must("name", Text), doc("identifier", Text), doc("url", Text)];

const SERVER: &[Field] = &[must("url", Text), doc("description", Text), may("variables", Map(Kind::ServerVariable))];

const SERVER_VARIABLE: &[Field] = &[may("enum", Texts), or("default", Text, r#""""#), doc("description", Text)];

const COMPONENTS: &[Field] = &[
    may("schemas", Map(Kind::Schema)),
    may("responses", Map(Kind::Response)),
    may("parameters", Map(Kind::Parameter)),
    doc("examples", Map(Kind::Example)),
    may("requestBodies", Map(Kind::RequestBody)),
    may("headers", Map(Kind::Header)),
    may("securitySchemes", Map(Kind::SecurityScheme)),
    doc("links", Map(Kind::Link)),
    may("callbacks", Map(Kind::Callback)),
    may("pathItems", Map(Kind::PathItem)),
];

const PATH_ITEM: &[Field] = &[
    doc("summary", Text),
    doc("description", Text),
    may("get", One(Kind::Operation)),
    may("put", One(Kind::Operation)),
    may("post", One(Kind::Operation)),
    may("delete", One(Kind::Operation)),
    may("options", One(Kind::Operation)),
    may("head", One(Kind::Operation)),
    may("patch", One(Kind::Operation)),
    may("trace", One(Kind::Operation)),
    may("servers", Each(Kind::Server)),
    may("parameters", Each(Kind::Parameter)),
    may("query", Refused("the method QUERY came with OpenAPI 3.2, which is not read yet; remove it")),
    may("additionalOperations", Refused("further methods came with OpenAPI 3.2, which is not read yet; remove them")),
];

const OPERATION: &[Field] = &[
    may("tags", Texts),
    doc("summary", Text),
    doc("description", Text),
    doc("externalDocs", One(Kind::ExternalDocs)),
    may("operationId", Text),
    may("parameters", Each(Kind::Parameter)),
    may("requestBody", One(Kind::RequestBody)),
    or("responses", One(Kind::Responses), "{}"),
    may("callbacks", Map(Kind::Callback)),
    may("deprecated", Flag),
    may("security", Each(Kind::SecurityRequirement)),
    may("servers", Each(Kind::Server)),
];

const EXTERNAL_DOCS: &[Field] = &[doc("description", Text), must("url", Text)];

const STYLES: &[&str] = &["matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject"];

const PARAMETER: &[Field] = &[
    must("name", Text),
    must("in", Words(&["query", "header", "path", "cookie"])),
    doc("description", Text),
    may("required", Flag),
    doc("deprecated", Flag),
    doc("allowEmptyValue", Flag),
    may("style", Words(STYLES)),
    may("explode", Flag),
    may("allowReserved", Flag),
    may("schema", One(Kind::Schema)),
    doc("example", Any),
    doc("examples", Map(Kind::Example)),
    may("content", Map(Kind::MediaType)),
];

const HEADER: &[Field] = &[
    doc("description", Text),
    may("required", Flag),
    doc("deprecated", Flag),
    doc("allowEmptyValue", Flag),
    doc("style", Words(&["simple"])),
    may("explode", Flag),
    doc("allowReserved", Flag),
    may("schema", One(Kind::Schema)),
    doc("example", Any),
    doc("examples", Map(Kind::Example)),
    may("content", Map(Kind::MediaType)),
];

const REQUEST_BODY: &[Field] =
    &[doc("description", Text), or("content", Map(Kind::MediaType), "{}"), may("required", Flag)];

const MEDIA_TYPE: &[Field] = &[
    may("schema", One(Kind::Schema)),
    doc("example", Any),
    doc("examples", Map(Kind::Example)),
    may("encoding", Map(Kind::Encoding)),
    may("itemSchema", Refused("streams of items came with OpenAPI 3.2, which is not read yet")),
];

const ENCODING: &[Field] = &[
    may("contentType", Text),
    may("headers", Map(Kind::Header)),
    may("style", Words(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
    may("explode", Flag),
    may("allowReserved", Flag),
];

const RESPONSES: &[Field] = &[may("default", One(Kind::Response))];

const RESPONSE: &[Field] = &[
    or("description", Text, r#""""#),
    may("headers", Map(Kind::Header)),
    may("content", Map(Kind::MediaType)),
    doc("links", Map(Kind::Link)),
];

const EXAMPLE: &[Field] =
    &[doc("summary", Text), doc("description", Text), doc("value", Any), doc("externalValue", Text)];

const LINK: &[Field] = &[
    doc("operationRef", Text),
    doc("operationId", Text),
    doc("parameters", Any),
    doc("requestBody", Any),
    doc("description", Text),
    doc("server", One(Kind::Server)),
];

const TAG: &[Field] = &[must("name", Text), doc("description", Text), doc("externalDocs", One(Kind::ExternalDocs))];

const DISCRIMINATOR: &[Field] = &[must("propertyName", Text), may("mapping", Mapping)];

const XML: &[Field] = &[
    may("name", Text),
    doc("namespace", Text),
    doc("prefix", Text),
    may("attribute", Flag),
    may("wrapped", Flag),
    may("nodeType", Text),
];

const SECURITY_SCHEME: &[Field] = &[
    must("type", Words(&["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"])),
    doc("description", Text),
    may("name", Text),
    may("in", Words(&["query", "header", "cookie"])),
    may("scheme", Text),
    doc("bearerFormat", Text),
    may("flows", One(Kind::OAuthFlows)),
    may("openIdConnectUrl", Text),
];

const OAUTH_FLOWS: &[Field] = &[
    may("implicit", One(Kind::OAuthFlow)),
    may("password", One(Kind::OAuthFlow)),
    may("clientCredentials", One(Kind::OAuthFlow)),
    may("authorizationCode", One(Kind::OAuthFlow)),
];

const OAUTH_FLOW: &[Field] =
    &[may("authorizationUrl", Text), may("tokenUrl", Text), doc("refreshUrl", Text), or("scopes", TextMap, "{}")];

const SCHEMA: &[Field] = &[
    may("type", Types),
    doc("format", Text),
    may("$ref", Text),
    doc("description", Text),
    may("properties", Map(Kind::Schema)),
    doc("required", Texts),
    may("items", Items),
    may("enum", Values),
    may("nullable", Flag),
    may("allOf", Each(Kind::Schema)),
    may("oneOf", Each(Kind::Schema)),
    may("anyOf", Each(Kind::Schema)),
    may("additionalProperties", Additional),
    doc("title", Text),
    doc("default", Any),
    doc("example", Any),
    doc("examples", Any),
    doc("deprecated", Flag),
    doc("readOnly", Flag),
    doc("writeOnly", Flag),
    may("discriminator", One(Kind::Discriminator)),
    doc("externalDocs", One(Kind::ExternalDocs)),
    doc("xml", One(Kind::Xml)),
    may("const", Any),
    doc("minimum", Number),
    doc("maximum", Number),
    doc("exclusiveMinimum", Bound),
    doc("exclusiveMaximum", Bound),
    doc("multipleOf", Number),
    doc("minLength", Count),
    doc("maxLength", Count),
    doc("pattern", Text),
    doc("minItems", Count),
    doc("maxItems", Count),
    doc("uniqueItems", Flag),
    doc("minProperties", Count),
    doc("maxProperties", Count),
    may("prefixItems", Each(Kind::Schema)),
    may("patternProperties", Map(Kind::Schema)),
    doc("contentEncoding", Text),
    doc("contentMediaType", Text),
    may("contentSchema", Silent),
    may("not", Loose),
    may("if", Loose),
    may("then", Loose),
    may("else", Loose),
    may("unevaluatedProperties", Loose),
    may("unevaluatedItems", Loose),
    may("dependentSchemas", Loose),
    may("dependentRequired", Loose),
    may("dependencies", Loose),
    may("propertyNames", Loose),
    may("contains", Loose),
    may("minContains", Loose),
    may("maxContains", Loose),
    may("additionalItems", Loose),
    may("$defs", Silent),
    may("definitions", Silent),
    may("$id", Silent),
    may("$anchor", Silent),
    may("$schema", Silent),
    may("$comment", Silent),
    may("$vocabulary", Silent),
    may("$dynamicAnchor", Silent),
    may("$recursiveAnchor", Silent),
    may("$dynamicRef", Text),
    may("$recursiveRef", Text),
];
