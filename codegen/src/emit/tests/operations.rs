//! Files of operations and of tags.

use super::emitted;
use super::fixtures::*;
use crate::api::*;

fn sign_in() -> Operation {
    let login =
        Parameter { doc: described("Email or user name"), ..required(parameter("login", Place::Form, Type::String)) };
    let remember = Parameter {
        default: Some(serde_json::Value::Bool(false)),
        doc: described("Ask for a token that lives longer"),
        ..parameter("rememberMe", Place::Form, Type::Bool)
    };
    Operation {
        servers: vec![server("https://plex.tv/api/v2", Vec::new())],
        globals: vec![0, 1],
        parameters: vec![
            login,
            required(parameter("password", Place::Form, Type::Secret)),
            remember,
            parameter("verificationCode", Place::Form, Type::Secret),
        ],
        form: Some("application/x-www-form-urlencoded".to_owned()),
        responses: vec![
            response(Status::Code(200), "Ok", Some(error_body()), "Signed in"),
            response(Status::Code(201), "Created", Some(error_body()), "Signed in anew"),
            response(
                Status::Code(400),
                "BadRequest",
                Some(error_body()),
                "a parameter was not specified, or was specified incorrectly.",
            ),
            response(Status::Code(401), "Unauthorized", None, "`X-Plex-Token` is missing"),
            response(Status::Range(5), "ServerError", Some(Payload::Text), ""),
        ],
        output: Output::One(error_body()),
        doc: Doc {
            link: Some("https://plex.tv/docs".to_owned()),
            ..summary(
                "Signs a user in with login and password",
                "Gives the account.\n\n- with its token\n- and its email",
            )
        },
        ..operation("postUsersSignInData", Method::Post, "/users/signin")
    }
}

#[test]
fn form() {
    let api = with_operation(sign_in());
    insta::assert_snapshot!("operation_form", emitted(&api, "authentication/post_users_sign_in_data.rs"));
    insta::assert_snapshot!("tag", emitted(&api, "authentication/mod.rs"));
}

#[test]
fn parameters_in_all_places_and_styles() {
    let query = |wire: &str, ty, style, explode| Parameter { style, explode, ..parameter(wire, Place::Query, ty) };
    let texts = Type::List(Box::new(Type::String));
    let numbers = Type::List(Box::new(Type::Int(IntWidth::I64)));
    let flags = Type::List(Box::new(Type::BoolInt));
    let filter = Type::Map(Box::new(Type::String));
    let operation = Operation {
        parameters: vec![
            parameter("id", Place::Path, Type::Int(IntWidth::I64)),
            required(parameter("force", Place::Query, Type::BoolInt)),
            Parameter { style: Style::Label, ..parameter("part", Place::Path, texts.clone()) },
            parameter("type", Place::Query, Type::String),
            parameter("client", Place::Query, Type::Bool),
            query("tags", texts.clone(), Style::Form, true),
            query("ids", numbers, Style::SpaceDelimited, false),
            query("count", Type::Int(IntWidth::U32), Style::Form, false),
            query("filter", filter.clone(), Style::DeepObject, true),
            Parameter { allow_reserved: true, ..query("uri", Type::String, Style::Form, true) },
            Parameter { content: Some("application/json".to_owned()), ..parameter("where", Place::Query, filter) },
            parameter("X-Trace", Place::Header, Type::Timestamp),
            parameter("session", Place::Cookie, Type::Secret),
            parameter("refresh", Place::Query, Type::BoolInt),
            parameter("flags", Place::Query, flags),
        ]
        .into_iter()
        .map(|mut parameter| {
            if parameter.name.ident.plain() == "type" {
                parameter.name.ident = "r#type".into();
            }
            if parameter.name.ident.plain() == "where" {
                parameter.name.ident = "r#where".into();
            }
            parameter
        })
        .collect(),
        security: vec![
            Requirement { schemes: vec![SchemeUse { scheme: 0, scopes: Vec::new() }] },
            Requirement::default(),
        ],
        globals: vec![1],
        ..operation("getThing", Method::Get, "/things/{id}{part}")
    };
    let api = with_operation(operation);
    insta::assert_snapshot!("operation_parameters", emitted(&api, "authentication/get_thing.rs"));
}

#[test]
fn multipart_without_anything_required() {
    let operation = Operation {
        tag: 1,
        parameters: vec![
            parameter("title", Place::Part, Type::String),
            parameter("avatar", Place::Part, Type::File),
            parameter("images", Place::Part, Type::List(Box::new(Type::File))),
        ],
        form: Some("multipart/form-data".to_owned()),
        servers: vec![server("{protocol}://example.com", vec![variable("protocol", "http", &["http", "https"])])],
        ..operation("upload", Method::Post, "/upload")
    };
    let api = with_operation(operation);
    insta::assert_snapshot!("operation_multipart", emitted(&api, "live_tv/upload.rs"));
    insta::assert_snapshot!("tag_without_words", emitted(&api, "live_tv/mod.rs"));
}

#[test]
fn json_body_and_inline_types() {
    let body = Body {
        name: name("body"),
        required: true,
        media_type: "application/merge-patch+json".to_owned(),
        choice: None,
        xml: FieldXml::default(),
        payload: Payload::Json(Type::Named(TypeId(1))),
        doc: described("What to change"),
        pointer: String::new(),
    };
    let operation = Operation {
        parameters: vec![
            parameter("id", Place::Path, Type::String),
            Parameter { required: false, ..parameter("kind", Place::Query, Type::Named(TypeId(2))) },
        ],
        body: Some(body),
        output: Output::Several("ChangeThingOutput".into()),
        responses: vec![
            response(Status::Code(200), "Ok", Some(error_body()), "Changed"),
            response(Status::Code(202), "Accepted", Some(Payload::Text), "Will be changed"),
            response(Status::Code(204), "NoContent", None, "Nothing to change"),
            response(Status::Default, "Other", Some(error_body()), "Something else"),
        ],
        doc: Doc { deprecated: true, ..summary("Changes a thing", "Changes a thing.") },
        ..operation("changeThing", Method::Patch, "/things/{id}")
    };
    let inline = |ident: &str, kind| TypeDef { home: Home::Operation { operation: 0 }, ..definition(ident, kind) };
    let mut api = with_types([
        inline(
            "ChangeThingBody",
            TypeKind::Struct(Struct { fields: vec![field("title", Type::String)], additional: None, xml_root: None }),
        ),
        inline("ChangeThingKind", TypeKind::StringEnum(strings(&["fast", "slow"]), Some("fast".to_owned()))),
    ]);
    api.operations.push(operation);
    insta::assert_snapshot!("operation_json_body", emitted(&api, "authentication/change_thing.rs"));
    insta::assert_snapshot!("tag_with_inline_types", emitted(&api, "authentication/mod.rs"));
}

#[test]
fn optional_output_and_bytes() {
    let operation = Operation {
        body: Some(Body {
            name: name("body"),
            required: false,
            media_type: "application/octet-stream".to_owned(),
            choice: None,
            xml: FieldXml::default(),
            payload: Payload::Bytes,
            doc: Doc::default(),
            pointer: String::new(),
        }),
        output: Output::Optional(error_body()),
        responses: vec![
            response(Status::Code(200), "Ok", Some(error_body()), "There"),
            response(Status::Code(204), "NoContent", None, "Not there"),
            response(Status::Range(4), "ClientError", Some(Payload::Bytes), "# Bad\n\nVery."),
        ],
        ..operation("find", Method::Put, "/find")
    };
    insta::assert_snapshot!("operation_optional", emitted(&with_operation(operation), "authentication/find.rs"));
}

#[test]
fn default_is_the_success_where_there_is_no_other() {
    let operation = Operation {
        output: Output::One(error_body()),
        responses: vec![response(Status::Default, "Default", Some(error_body()), "All")],
        ..operation("status", Method::Get, "/status")
    };
    let text = emitted(&with_operation(operation), "authentication/status.rs");
    assert!(text.contains("200..=299 => response.json(),\n            _ => Err(response.undocumented()),"), "{text}");
    assert!(text.contains("type Error = NoError;"), "{text}");
}

#[test]
fn hostile_words() {
    let words = "*/ \"# #![foo] `code` ``` <script>alert(1)</script> [x] [y](javascript:alert(1)) \u{202e}evil\u{202c} \
                 https://plex.tv.\n\n```\nlet x = 1;\n\n    indented();";
    let mut operation = sign_in();
    operation.doc = summary(words, words);
    operation.pointer = "/paths/\n#![evil]".to_owned();
    operation.path = "/a`b\"c".to_owned();
    for parameter in &mut operation.parameters {
        parameter.doc = described(words);
    }
    for response in &mut operation.responses {
        response.doc = described(words);
    }
    let mut api = with_operation(operation);
    api.tags[0].doc = described(words);
    api.types[0].doc = described(words);
    insta::assert_snapshot!("operation_hostile", emitted(&api, "authentication/post_users_sign_in_data.rs"));
}

#[test]
fn many_arguments_and_a_large_error() {
    let parameters = (0..7).map(|n| required(parameter(&format!("p{n}"), Place::Query, Type::Bool))).collect();
    let fields = (0..12).map(|n| field(&format!("f{n}"), Type::String)).collect();
    let large = definition("Large", TypeKind::Struct(Struct { fields, additional: None, xml_root: None }));
    let mut api = with_types([large]);
    api.operations.push(Operation {
        parameters,
        responses: vec![
            response(Status::Code(400), "BadRequest", Some(Payload::Json(Type::Named(TypeId(1)))), ""),
            response(Status::Code(404), "NotFound", None, ""),
        ],
        ..operation("get", Method::Get, "/")
    });
    let text = emitted(&api, "authentication/get.rs");
    assert_eq!(text.matches("#[allow(clippy::too_many_arguments)]").count(), 1, "{text}");
    assert!(text.contains("#[allow(clippy::large_enum_variant)]\n#[non_exhaustive]\npub enum GetError"), "{text}");
    assert!(text.contains("            200..=299 => Ok(()),\n"), "{text}");
    let text = emitted(&api, "authentication/mod.rs");
    assert_eq!(text.matches("#[allow(clippy::too_many_arguments)]").count(), 1, "{text}");
}

#[test]
fn accept_names_what_is_not_json() {
    let answer = |status, media_type: &str, payload| Response {
        media_type: Some(media_type.to_owned()),
        ..response(Status::Code(status), &format!("S{status}"), Some(payload), "")
    };
    let with = |responses| Operation {
        responses,
        output: Output::Several("GetOutput".into()),
        ..operation("get", Method::Get, "/")
    };
    let emitted = |responses| emitted(&with_operation(with(responses)), "authentication/get.rs");
    let text = emitted(vec![answer(200, "text/plain", Payload::Text), answer(201, "application/json", error_body())]);
    assert!(text.contains(".accept(\"text/plain, application/json\")"), "{text}");
    let text = emitted(vec![answer(200, "application/json", error_body()), answer(400, "text/plain", Payload::Text)]);
    assert!(!text.contains(".accept("), "{text}");
}

#[test]
fn documented_redirects_are_known_as_answers() {
    let redirecting = |statuses: &[Status]| Operation {
        responses: statuses.iter().map(|status| response(*status, &format!("{status:?}"), None, "")).collect(),
        ..operation("get", Method::Get, "/")
    };
    let emitted = |statuses| emitted(&with_operation(redirecting(statuses)), "authentication/get.rs");
    let text = emitted(&[Status::Code(204), Status::Code(302), Status::Range(3), Status::Code(400)]);
    assert!(text.contains(".redirects(&[(302, 302), (300, 399)])"), "{text}");
    assert!(!emitted(&[Status::Code(204), Status::Default]).contains(".redirects("));
}
