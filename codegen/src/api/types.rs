//! Types: what a field or an argument can be, and the definitions that are emitted.

use serde::Serialize;

use super::{Doc, Ident, Name};

/// Index into [`super::Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct TypeId(pub usize);

/// The type of a field, an argument, an item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Type {
    Bool,
    /// `bool` in Rust, `0` and `1` on the wire.
    BoolInt,
    Int(IntWidth),
    Float(FloatWidth),
    String,
    /// A string that is never shown: a password, a token.
    Secret,
    /// Base64 text (`format: byte`), kept as text.
    Base64,
    /// Raw bytes.
    Bytes,
    /// A part of a multipart body that is a file: bytes, file name and media type.
    File,
    /// RFC 3339 date and time, kept as text.
    Timestamp,
    /// RFC 3339 date, kept as text.
    Date,
    /// Anything.
    Json,
    Named(TypeId),
    List(Box<Type>),
    /// A JSON object with arbitrary keys.
    Map(Box<Type>),
    /// `null` or a value, inside a list or map. Fields say it with [`Field::nullable`].
    Nullable(Box<Type>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum IntWidth {
    I32,
    I64,
    U32,
    U64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum FloatWidth {
    F32,
    F64,
}

/// A type that is emitted under a name of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TypeDef {
    /// `wire` is the schema's name in the description (or the path an inline schema was named after), `ident` the
    /// Rust type. Unique among the models, or among the types of a tag.
    pub name: Name,
    pub home: Home,
    pub kind: TypeKind,
    /// An operation sends it: it can be encoded.
    pub sent: bool,
    /// An operation receives it: it can be decoded.
    pub received: bool,
    /// An operation sends it in XML.
    pub sent_as_xml: bool,
    pub doc: Doc,
    pub pointer: String,
}

/// The file a definition is written to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Home {
    /// `models/<file>.rs`; inline schemas of a named schema live in its file.
    Model { file: Ident },
    /// The file of the operation (index into [`super::Api::operations`]) whose inline schema it is.
    Operation { operation: usize },
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum TypeKind {
    Struct(Struct),
    StringEnum(Vec<Variant<String>>, Option<String>),
    IntEnum(Vec<Variant<i64>>, Option<i64>),
    OneOf(OneOf),
    /// A name for another type: `pub type Tags = Vec<Tag>;`
    Alias(Type),
}

/// An object with known fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Struct {
    /// In the order of the description.
    pub fields: Vec<Field>,
    /// A map for all other fields, where the description speaks of them.
    pub additional: Option<Additional>,
    /// XML: the name of the element where it is the root of a document.
    pub xml_root: Option<String>,
}

/// The map that takes fields without a name of their own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Additional {
    /// `additional_properties` unless a field has that name.
    pub ident: Ident,
    pub ty: Type,
}

/// A field of a [`Struct`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    pub name: Name,
    /// The setter, where the model is sent and the field optional.
    pub setter: Ident,
    /// The setter of `null`, where that is something else than to leave the field out: `title_null`.
    pub null_setter: Ident,
    pub ty: Type,
    /// The description promises it.
    pub required: bool,
    /// It may be `null`.
    pub nullable: bool,
    /// Breaks a cycle of types: `Option<Box<T>>`, whatever `required` says.
    pub boxed: bool,
    /// An identifier: its absence is an error where it is required, never a default.
    pub identity: bool,
    pub read_only: bool,
    pub write_only: bool,
    pub default: Option<serde_json::Value>,
    pub xml: FieldXml,
    pub doc: Doc,
    pub pointer: String,
}

/// How a field is written in XML, as far as that differs from JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FieldXml {
    /// `@name` of an attribute, or another name of the element; of a list that is not wrapped: of each item.
    pub name: Option<String>,
    /// The items of the list stand in an element of their own.
    pub wrapped: bool,
    /// The text of the element may take its place.
    pub text: bool,
    /// It is the text of the element, and nothing else.
    pub only_text: bool,
    /// The name of the items of a list that are in an element of their own.
    pub item: Option<String>,
    /// The name of the items of a list in a list.
    pub cell: Option<String>,
    /// Prefix of the name.
    pub prefix: Option<String>,
    /// What the prefix stands for, or names without one.
    pub namespace: Option<String>,
    /// The same for the items of a list that are in an element of their own.
    pub item_prefix: Option<String>,
    pub item_namespace: Option<String>,
    /// The name is not written: it is that of a list whose items are in no element of their own.
    pub only_read: bool,
    /// A root without a name: the only field takes its place.
    pub envelope: bool,
}

impl FieldXml {
    /// The names in XML that do not lead to the field with the given name by themselves.
    pub fn others(&self, wire: &str) -> impl Iterator<Item = &str> {
        let name = self.name.as_deref().filter(|name| name.strip_prefix('@').unwrap_or(name) != wire);
        name.into_iter().chain(self.text.then_some("#text"))
    }
}

impl Field {
    /// Whether the Rust type is an `Option`.
    pub fn optional(&self) -> bool {
        !self.required || self.nullable || self.boxed
    }
}

/// A value of an open enum.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Variant<T> {
    pub ident: Ident,
    pub value: T,
    pub doc: Doc,
}

/// One of several types.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OneOf {
    pub variants: Vec<OneOfVariant>,
    /// The property that tells which it is.
    pub discriminator: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OneOfVariant {
    pub ident: Ident,
    pub ty: Type,
    /// The payload is a `Box`.
    pub boxed: bool,
    /// The discriminator's values for this variant.
    pub tags: Vec<String>,
    pub doc: Doc,
}
