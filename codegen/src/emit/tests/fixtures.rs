//! Small APIs, made by hand.

use crate::api::*;
use crate::names::{Reserved, Scope};

/// The identifier that lowering gives to the first that wants it in a namespace.
pub fn claimed(reserved: Reserved, wanted: &str) -> Ident {
    Scope::new(reserved).claim(wanted, &[]).ident
}

/// A name whose identifier is its wire name in snake case.
pub fn name(wire: &str) -> Name {
    use heck::ToSnakeCase;
    Name { wire: wire.to_owned(), ident: wire.to_snake_case().into() }
}

pub fn described(text: &str) -> Doc {
    Doc { description: Some(text.to_owned()), ..Doc::default() }
}

pub fn summary(summary: &str, description: &str) -> Doc {
    Doc { summary: Some(summary.to_owned()), description: Some(description.to_owned()), ..Doc::default() }
}

pub fn parameter(wire: &str, place: Place, ty: Type) -> Parameter {
    let style = match place {
        Place::Path | Place::Header => Style::Simple,
        Place::Query | Place::Cookie | Place::Form | Place::Part => Style::Form,
    };
    Parameter {
        name: Name { ident: claimed(Reserved::Parameters, name(wire).ident.plain()), ..name(wire) },
        place,
        required: place == Place::Path,
        ty,
        style,
        explode: style == Style::Form,
        allow_reserved: false,
        content: None,
        xml: None,
        default: None,
        doc: Doc::default(),
        pointer: String::new(),
    }
}

pub fn required(parameter: Parameter) -> Parameter {
    Parameter { required: true, ..parameter }
}

pub fn response(status: Status, variant: &str, payload: Option<Payload>, description: &str) -> Response {
    Response {
        status,
        variant: variant.into(),
        media_type: None,
        payload,
        doc: described(description),
        pointer: String::new(),
    }
}

pub fn operation(id: &str, method: Method, path: &str) -> Operation {
    use heck::ToUpperCamelCase;
    let type_name = id.to_upper_camel_case();
    Operation {
        name: name(id),
        error_name: format!("{type_name}Error").into(),
        type_name: type_name.into(),
        aliases: Vec::new(),
        tag: 0,
        method,
        path: path.to_owned(),
        query: Vec::new(),
        servers: Vec::new(),
        security: Vec::new(),
        globals: Vec::new(),
        parameters: Vec::new(),
        body: None,
        form: None,
        variant_of: None,
        answer_media_types: Vec::new(),
        responses: vec![response(Status::Code(200), "Ok", None, "Done")],
        output: Output::Unit,
        headers_name: format!("{}Headers", id.to_upper_camel_case()).into(),
        headers: Vec::new(),
        stream: None,
        retries: None,
        error_messages: Vec::new(),
        doc: summary("Does it", "Does it well."),
        pointer: format!("/paths/{}/{}", path.replace('/', "~1"), method.as_str().to_lowercase()),
    }
}

pub fn definition(ident: &str, kind: TypeKind) -> TypeDef {
    use heck::ToSnakeCase;
    TypeDef {
        name: Name { wire: ident.to_owned(), ident: ident.into() },
        home: Home::Model { file: ident.to_snake_case().into() },
        kind,
        sent: true,
        sent_as_xml: false,
        received: true,
        doc: described("A thing"),
        pointer: format!("/components/schemas/{ident}"),
    }
}

pub fn field(wire: &str, ty: Type) -> Field {
    let name = name(wire);
    Field {
        setter: claimed(Reserved::Setters, name.ident.plain()),
        null_setter: format!("{}_null", name.ident.plain()).into(),
        name,
        ty,
        required: false,
        nullable: false,
        boxed: false,
        identity: false,
        read_only: false,
        write_only: false,
        default: None,
        xml: FieldXml::default(),
        doc: Doc::default(),
        pointer: String::new(),
    }
}

pub fn strings(values: &[&str]) -> Vec<Variant<String>> {
    use heck::ToUpperCamelCase;
    let variant = |value: &&str| Variant {
        ident: claimed(Reserved::Variants, &value.to_upper_camel_case()),
        value: (*value).to_owned(),
        doc: Doc::default(),
    };
    values.iter().map(variant).collect()
}

pub fn variable(wire: &str, default: &str, values: &[&str]) -> ServerVariable {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    let name = Name { ident: claimed(Reserved::Builder, &format!("server_{wire}")), ..name(wire) };
    ServerVariable { name, default: default.to_owned(), values, doc: Doc::default() }
}

pub fn server(url: &str, variables: Vec<ServerVariable>) -> Server {
    Server { url: url.to_owned(), variables, doc: Doc::default(), pointer: String::new() }
}

/// Two tags, two schemes, two globals, an error model; no operations.
pub fn api() -> Api {
    let scheme = |wire: &str, constant: &str, kind: SchemeKind| SecurityScheme {
        name: name(wire),
        constant: constant.into(),
        provider: (kind != SchemeKind::Basic).then(|| format!("{wire}_provider").into()),
        client_credentials: None,
        derived: format!("with_{wire}").into(),
        kind,
        doc: Doc::default(),
        pointer: String::new(),
    };
    let tag = |wire: &str, handle: &str, doc| Tag {
        name: name(wire),
        handle: handle.into(),
        doc,
        pointer: "/tags/0".to_owned(),
    };
    let global = |constant: &str, parameter| Global { parameter, constant: constant.into() };
    let product = Parameter {
        name: Name { wire: "X-Plex-Product".into(), ident: "product".into() },
        ..parameter("", Place::Header, Type::String)
    };
    let identifier = Parameter {
        name: Name { wire: "X-Plex-Client-Identifier".into(), ident: "client_identifier".into() },
        required: true,
        doc: described("An opaque identifier unique to the client"),
        ..product.clone()
    };
    Api {
        info: Info {
            title: "Plex API".to_owned(),
            version: "1.1.0".to_owned(),
            description: Some("Sign in to Plex.\n\nSee https://plex.tv.".to_owned()),
        },
        servers: vec![
            server("https://plex.tv/api/v2", Vec::new()),
            server(
                "{protocol}://{host}:{port}",
                vec![variable("protocol", "http", &["http", "https"]), variable("host", "localhost", &[])],
            ),
        ],
        globals: vec![global("CLIENT_IDENTIFIER", identifier), global("PRODUCT", product)],
        schemes: vec![
            scheme("token", "TOKEN", SchemeKind::ApiKey { place: KeyPlace::Header, name: "X-Plex-Token".to_owned() }),
            scheme("login", "LOGIN", SchemeKind::Basic),
        ],
        tags: vec![
            tag("Authentication", "Authentication", described("Sign in and token details")),
            tag("Live TV", "LiveTv", Doc::default()),
        ],
        operations: Vec::new(),
        types: vec![definition(
            "ErrorBody",
            TypeKind::Struct(Struct {
                fields: vec![field("code", Type::Int(IntWidth::I64))],
                additional: None,
                xml_root: None,
            }),
        )],
        ..Api::default()
    }
}

/// The API with one operation.
pub fn with_operation(operation: Operation) -> Api {
    Api { operations: vec![operation], ..api() }
}

/// The API with these types behind the error model: they are `TypeId(1)` and on.
pub fn with_types(types: impl IntoIterator<Item = TypeDef>) -> Api {
    let mut api = api();
    api.types.extend(types);
    api
}

pub fn error_body() -> Payload {
    Payload::Json(Type::Named(TypeId(0)))
}
