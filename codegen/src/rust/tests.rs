#![allow(clippy::unwrap_used)]

use super::{Presence, TypeExpr, path};
use crate::api::{Api, TypeDef, TypeKind};

const DESCRIPTION: &str = r##"
openapi: 3.1.0
info: { title: Library, version: "1" }
paths:
  /books:
    put:
      operationId: putBook
      tags: [books]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } }
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { type: object, properties: { count: { type: integer } } } } }
components:
  schemas:
    Labels: { type: object, additionalProperties: { $ref: "#/components/schemas/Words" } }
    Words: { type: array, items: { type: [string, "null"] } }
    Book:
      type: object
      required: [title, labels, isbn]
      properties:
        title: { type: string }
        labels: { $ref: "#/components/schemas/Labels" }
        isbn: { type: [string, "null"] }
        pages: { type: integer, format: int32 }
        note: { type: [string, "null"] }
        seen: { type: [string, "null"], format: date-time, readOnly: true }
        sequel: { $ref: "#/components/schemas/Book" }
"##;

fn api() -> Api {
    let description = crate::load::load("api.yaml", &mut |_| Ok(DESCRIPTION.to_owned())).unwrap();
    crate::describe(&description).unwrap().0
}

fn find<'a>(api: &'a Api, name: &str) -> &'a TypeDef {
    api.types.iter().find(|definition| definition.name.ident == *name).unwrap()
}

#[test]
fn fields_are_held_as_their_sender_needs() {
    let api = api();
    let book = find(&api, "Book");
    let TypeKind::Struct(object) = &book.kind else { unreachable!() };
    let fields: Vec<String> = object
        .fields
        .iter()
        .map(|field| format!("{}: {}", field.name.ident, TypeExpr::of_field(book, field).text(&api)))
        .collect();
    let expected = [
        "title: String",
        "labels: Labels",
        "isbn: Option<String>",
        "pages: Option<i32>",
        "note: Nullable<String>",
        "seen: Option<Timestamp>",
        "sequel: Option<Box<Book>>",
    ];
    assert_eq!(fields, expected);
}

#[test]
fn a_received_field_never_tells_null_from_absence() {
    let api = api();
    let mut book = find(&api, "Book").clone();
    book.sent = false;
    let TypeKind::Struct(object) = &book.kind else { unreachable!() };
    let note = object.fields.iter().find(|field| field.name.wire == "note").unwrap();
    assert_eq!(Presence::of(&book, note), Presence::Option);
}

#[test]
fn aliases_are_followed_at_every_depth() {
    let api = api();
    let TypeKind::Struct(object) = &find(&api, "Book").kind else { unreachable!() };
    let labels = object.fields.iter().find(|field| field.name.wire == "labels").unwrap();
    assert_eq!(TypeExpr::resolved(&api, &labels.ty).text(&api), "BTreeMap<String, Vec<Option<String>>>");
}

#[test]
fn a_path_leads_to_the_module_of_the_type() {
    let api = api();
    let mut paths: Vec<String> = api.types.iter().map(|definition| path(&api, definition)).collect();
    paths.sort();
    assert_eq!(paths, ["books::PutBookResponse", "models::Book", "models::Labels", "models::Words"]);
}
