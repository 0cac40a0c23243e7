//! Files of models.

use super::emitted;
use super::fixtures::*;
use crate::api::*;

fn required(field: Field) -> Field {
    Field { required: true, ..field }
}

fn structure(fields: Vec<Field>) -> TypeKind {
    TypeKind::Struct(Struct { fields, additional: None, xml_root: None })
}

#[test]
fn fields_of_all_kinds() {
    let mut keyword = field("type", Type::String);
    keyword.name.ident = "r#type".into();
    keyword.setter = keyword.name.ident.clone();
    let fields = vec![
        Field { identity: true, doc: described("Who it is"), ..required(field("id", Type::Int(IntWidth::I64))) },
        required(field("authToken", Type::Secret)),
        keyword,
        required(field("restricted", Type::BoolInt)),
        field("protected", Type::BoolInt),
        field("flags", Type::List(Box::new(Type::BoolInt))),
        Field { nullable: true, ..required(field("email", Type::String)) },
        Field {
            name: Name { wire: "X-Odd.Name".into(), ident: "odd".into() },
            doc: described("Odd indeed"),
            ..field("odd", Type::Float(FloatWidth::F64))
        },
        field("createdAt", Type::Timestamp),
        field("tags", Type::List(Box::new(Type::Nullable(Box::new(Type::String))))),
        field("status", Type::Named(TypeId(2))),
        Field { boxed: true, doc: described("The one above"), ..required(field("parent", Type::Named(TypeId(1)))) },
        Field {
            read_only: true,
            doc: Doc { deprecated: true, ..described("Set by the server") },
            default: Some(serde_json::json!("now")),
            ..required(field("updatedAt", Type::Date))
        },
        Field { doc: Doc { deprecated: true, ..Doc::default() }, ..field("new", Type::Json) },
        field("settings", Type::Map(Box::new(Type::Int(IntWidth::U32)))),
        field("error", Type::Named(TypeId(0))),
    ];
    let api = with_types([
        definition("Account", structure(fields)),
        TypeDef {
            home: Home::Model { file: "account".into() },
            ..definition("AccountStatus", TypeKind::StringEnum(strings(&["Active", "in-active"]), None))
        },
    ]);
    insta::assert_snapshot!("model_struct", emitted(&api, "models/account.rs"));
    insta::assert_snapshot!("models", emitted(&api, "models/mod.rs"));
}

#[test]
fn received_only_with_additional_properties() {
    let additional = Additional { ident: "additional_properties".into(), ty: Type::Json };
    let kind = TypeKind::Struct(Struct {
        fields: vec![field("size", Type::Int(IntWidth::I64))],
        additional: Some(additional.clone()),
        xml_root: None,
    });
    let open = TypeDef { sent: false, ..definition("Open", kind) };
    let sent = definition(
        "Sent",
        TypeKind::Struct(Struct { fields: Vec::new(), additional: Some(additional), xml_root: None }),
    );
    let empty = TypeDef { doc: Doc::default(), ..definition("Empty", structure(Vec::new())) };
    let api = with_types([open, sent, empty]);
    insta::assert_snapshot!("model_open", emitted(&api, "models/open.rs"));
    insta::assert_snapshot!("model_sent_open", emitted(&api, "models/sent.rs"));
    insta::assert_snapshot!("model_empty", emitted(&api, "models/empty.rs"));
}

#[test]
fn enums() {
    let mut colors = strings(&["red", "Unknown", ""]);
    colors[2].ident = "Empty".into();
    colors[0].doc = described("Like blood");
    let number = |ident: &str, value| Variant { ident: ident.into(), value, doc: Doc::default() };
    let numbers = vec![number("Movie", 1), number("Show", 2), number("Minus1", -1)];
    let api = with_types([
        definition("Color", TypeKind::StringEnum(colors, Some("blue".to_owned()))),
        definition("Kind", TypeKind::IntEnum(numbers, Some(2))),
    ]);
    insta::assert_snapshot!("model_string_enum", emitted(&api, "models/color.rs"));
    insta::assert_snapshot!("model_int_enum", emitted(&api, "models/kind.rs"));
}

#[test]
fn unions_and_aliases() {
    let variant = |ident: &str, ty, boxed, tags: &[&str]| OneOfVariant {
        ident: ident.into(),
        ty,
        boxed,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        doc: Doc::default(),
    };
    let untagged = OneOf {
        variants: vec![
            variant("Error", Type::Named(TypeId(0)), false, &[]),
            variant("Text", Type::String, false, &[]),
            variant("Code", Type::Base64, false, &[]),
            variant("Flag", Type::BoolInt, false, &[]),
            variant("Pet", Type::Named(TypeId(2)), true, &[]),
        ],
        discriminator: None,
    };
    let tagged = OneOf {
        variants: vec![
            variant("Error", Type::Named(TypeId(0)), false, &["cat", "kitty"]),
            variant("Other", Type::Named(TypeId(1)), true, &["dog"]),
        ],
        discriminator: Some("petType".to_owned()),
    };
    let api = with_types([
        definition("Answer", TypeKind::OneOf(untagged)),
        definition("Pet", TypeKind::OneOf(tagged)),
        definition("Tags", TypeKind::Alias(Type::List(Box::new(Type::Named(TypeId(2)))))),
        definition("Login", TypeKind::Alias(Type::String)),
    ]);
    // Only what is written is imported: nothing behind the alias is.
    let lists =
        |ident: &str| OneOf { variants: vec![variant(ident, Type::Named(TypeId(3)), false, &[])], discriminator: None };
    let mut with_alias = api.clone();
    with_alias.types.push(definition("Choice", TypeKind::OneOf(lists("Tags"))));
    let choice = emitted(&with_alias, "models/choice.rs");
    assert!(choice.contains("use super::Tags;"), "{choice}");
    assert!(choice.contains("Self::Tags(value) => value.to_json()"), "{choice}");
    insta::assert_snapshot!("model_union", emitted(&api, "models/answer.rs"));
    insta::assert_snapshot!("model_tagged_union", emitted(&api, "models/pet.rs"));
    insta::assert_snapshot!("model_alias", emitted(&api, "models/tags.rs"));
    insta::assert_snapshot!("model_alias_of_text", emitted(&api, "models/login.rs"));
}
