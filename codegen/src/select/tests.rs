#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::api::TypeKind;
use crate::load;

const API: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
x-speakeasy-globals: {parameters: [{$ref: '#/components/parameters/Product'}, {$ref: '#/components/parameters/Version'}]}
paths:
  /cats:
    get:
      operationId: listCats
      tags: [Cats]
      security: [{key: []}]
      parameters: [{$ref: '#/components/parameters/Version'}]
      responses: {'200': {description: '', content: {application/json: {schema: {type: object, properties: {cats: {type: array, items: {$ref: '#/components/schemas/Cat'}}, page: {type: object, properties: {next: {type: integer}}}}}}}}}
    post: {operationId: addCat, tags: [Cats], responses: {'204': {description: ''}}}
  /dogs:
    get:
      operationId: listDogs
      tags: [Dogs]
      security: [{other: []}]
      parameters: [{$ref: '#/components/parameters/Product'}]
      responses: {'200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Dog'}}}}}
components:
  securitySchemes: {key: {type: http, scheme: bearer}, other: {type: http, scheme: basic}}
  parameters:
    Product: {name: X-Product, in: header, schema: {type: string}}
    Version: {name: X-Version, in: header, schema: {type: string}}
  schemas:
    Unused: {type: object, properties: {a: {type: string}}}
    Cat: {type: object, properties: {tail: {$ref: '#/components/schemas/Tail'}}}
    Dog: {type: object, properties: {tail: {$ref: '#/components/schemas/Tail'}, bone: {type: string}}}
    Tail: {type: object, properties: {long: {type: boolean}}}
";

fn selected(tags: &[&str], operations: &[&str], exclude: &[&str]) -> Result<Api, Diagnostics> {
    let description = load::load("api.yaml", &mut |_| Ok(API.to_owned())).unwrap();
    let (api, _) = crate::lower::lower(&description.root).unwrap();
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let selection = Selection { tags: owned(tags), operations: owned(operations), exclude: owned(exclude) };
    select(api, &selection)
}

#[test]
fn an_operation_with_another_body_goes_with_the_operation() {
    let bodies = "post: {operationId: addCat, requestBody: {content: {application/json: {schema: {$ref: \
                  '#/components/schemas/Cat'}}, text/plain: {schema: {type: string}}}}, ";
    let text = API.replace("post: {operationId: addCat, ", bodies);
    let description = load::load("api.yaml", &mut |_| Ok(text.clone())).unwrap();
    let (api, _) = crate::lower::lower(&description.root).unwrap();
    let selection = Selection { operations: vec!["addCat".to_owned()], ..Selection::default() };
    let selected = select(api, &selection).unwrap();
    let usual: Vec<_> =
        selected.operations.iter().map(|operation| (operation.name.ident.as_str(), operation.variant_of)).collect();
    assert_eq!(usual, [("add_cat", None), ("add_cat_as_text", Some(0))]);
}

fn operations(api: &Api) -> Vec<&str> {
    api.operations.iter().map(|operation| operation.name.wire.as_str()).collect()
}

fn types(api: &Api) -> Vec<&str> {
    api.types.iter().map(|definition| definition.name.ident.as_str()).collect()
}

#[test]
fn nothing_selected_leaves_everything() {
    let api = selected(&[], &[], &[]).unwrap();
    assert_eq!(operations(&api), ["listCats", "addCat", "listDogs"]);
    assert!(types(&api).contains(&"Unused"));
}

#[test]
fn a_tag_brings_its_operations_and_only_the_models_they_reach() {
    let api = selected(&["Dogs"], &[], &[]).unwrap();
    assert_eq!(operations(&api), ["listDogs"]);
    assert_eq!(types(&api), ["Dog", "Tail"]);
    assert_eq!(api.tags.len(), 1);
    assert_eq!(api.tags[api.operations[0].tag].name.wire, "Dogs");
    let TypeKind::Struct(dog) = &api.types[0].kind else { panic!("{:?}", api.types[0]) };
    assert_eq!(dog.fields[0].ty, crate::api::Type::Named(crate::api::TypeId(1)), "references follow");
}

#[test]
fn credentials_globals_and_inline_types_follow_their_operations() {
    let cats = selected(&[], &["listCats"], &[]).unwrap();
    assert_eq!(cats.schemes.iter().map(|scheme| scheme.name.wire.as_str()).collect::<Vec<_>>(), ["key"]);
    assert_eq!(cats.globals[cats.operations[0].globals[0]].parameter.name.wire, "X-Version");
    assert_eq!(cats.globals.len(), 1);
    let dogs_and_cats = selected(&[], &[], &["addCat"]).unwrap();
    for definition in &dogs_and_cats.types {
        if let Home::Operation { operation } = definition.home {
            assert!(operation < dogs_and_cats.operations.len(), "{definition:?}");
        }
    }
    let files = crate::emit::modules(&cats, &crate::emit::Provenance::default());
    assert!(files.iter().any(|file| file.path == "cats/list_cats.rs" && file.text.contains("page")));
}

#[test]
fn what_is_excluded_goes_though_it_is_named() {
    assert_eq!(operations(&selected(&["Cats"], &["listDogs"], &["addCat"]).unwrap()), ["listCats", "listDogs"]);
    assert_eq!(operations(&selected(&[], &[], &["Cats"]).unwrap()), ["listDogs"]);
}

#[test]
fn unknown_names_are_all_told_with_suggestions() {
    let problems = selected(&["Cat", "listDogs"], &["listCat", "Dogs"], &["Birds"]).unwrap_err();
    let told: Vec<(&str, &str)> =
        problems.list.iter().map(|it| (it.problem.as_str(), it.help.as_deref().unwrap())).collect();
    assert_eq!(
        told,
        [
            ("the description has no tag `Cat`", "did you mean `Cats`?"),
            ("the description has no tag `listDogs`", "`listDogs` is an operation: write `--operation listDogs`"),
            ("the description has no operation `listCat`", "did you mean `listCats`?"),
            ("the description has no operation `Dogs`", "`Dogs` is a tag: write `--tag Dogs`"),
            ("the description has no tag or operation `Birds`", "its tags are: `Cats`, `Dogs`"),
        ]
    );
    assert!(selected(&[], &[], &["Cats", "Dogs"]).is_err());
}
