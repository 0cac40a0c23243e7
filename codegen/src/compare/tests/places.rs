//! Which operation is which, and where a change is.

use super::super::{Source, Wire};
use super::{between, list, operation, things};

#[test]
fn a_model_used_both_ways_has_a_verdict_for_each() {
    let comparison = between(
        &things("{type: object, properties: {count: {type: integer, format: int32}}}"),
        &things("{type: object, properties: {count: {type: integer, format: int64}}}"),
    );
    assert_eq!(
        list(&comparison),
        [
            "request-type-widened make_thing request.body.count",
            "response-type-changed make_thing response.200.count",
            "response-type-changed get_thing response.200.count",
        ]
    );
    let change = comparison.changes.first().unwrap();
    assert_eq!(change.text, "`Thing::count`: `Option<i32>` → `Option<i64>`");
    assert_eq!(change.old_pointer.as_deref(), Some("/components/schemas/Thing/properties/count"));
    assert_eq!(change.migration.as_deref(), Some("`Thing::count` is `Option<i64>` instead of `Option<i32>`"));
}

#[test]
fn a_model_that_contains_itself_is_told_once_per_operation() {
    let thing = |ty: &str| {
        things(&format!(
            "{{type: object, properties: {{size: {{type: {ty}}}, parts: {{type: array, items: {{$ref: '#/components/schemas/Thing'}}}}}}}}"
        ))
    };
    let comparison = between(&thing("integer"), &thing("string"));
    assert_eq!(comparison.changes.len(), 3, "{:?}", list(&comparison));
}

#[test]
fn operations_are_found_by_id_wherever_they_moved() {
    let old = operation("");
    let new =
        old.replace("/things:", "/items:").replace("    get:", "    post:").replace("tags: [things]", "tags: [items]");
    let comparison = between(&old, &new);
    assert_eq!(
        list(&comparison),
        ["operation-moved list_things", "operation-path-changed list_things", "operation-method-changed list_things",]
    );
    let moved = comparison.changes.first().unwrap();
    assert_eq!(
        moved.migration.as_deref(),
        Some("write `client.items().list_things(…)` instead of `client.things().list_things(…)`")
    );
}

#[test]
fn operations_are_found_by_path_whatever_they_are_called() {
    let old = operation("");
    let new = old.replace("listThings", "allThings");
    let comparison = between(&old, &new);
    assert_eq!(list(&comparison), ["operation-renamed all_things"]);
    assert!(comparison.source_breaking && !comparison.wire_breaking);
}

#[test]
fn another_name_in_the_path_is_nobodys_business() {
    let old = things("{type: object}");
    let comparison = between(&old, &old.replace("{id}", "{key}").replace("name: id", "name: key"));
    assert_eq!(list(&comparison), ["path-parameter-renamed get_thing request.key"]);
}

#[test]
fn required_arguments_are_positional() {
    let parameter = |name: &str| format!("{{name: {name}, in: query, required: true, schema: {{type: string}}}}");
    let list_of = |a: &str, b: &str| operation(&format!(", parameters: [{}, {}]", parameter(a), parameter(b)));
    let comparison = between(&list_of("from", "to"), &list_of("to", "from"));
    assert_eq!(list(&comparison), ["arguments-reordered list_things request"]);
}

#[test]
fn an_error_with_another_body_is_an_error_of_the_operation() {
    let with = |ty: &str| {
        operation("").replace(
            "responses: {'204': {description: none}}",
            &format!(
                "responses: {{'204': {{description: none}}, '404': {{description: no, content: {{application/json: {{schema: {{type: object, properties: {{code: {{type: {ty}}}}}}}}}}}}}}}"
            ),
        )
    };
    let comparison = between(&with("integer"), &with("string"));
    assert_eq!(list(&comparison), ["response-type-changed list_things error.404.code"]);
    let kind = comparison.changes.first().unwrap().kind;
    assert_eq!((kind.wire(), kind.source()), (Wire::Breaking, Source::Breaking));
}

#[test]
fn models_that_nothing_leads_to_say_nothing_of_the_wire() {
    let with = |ty: &str| {
        format!(
            "{}components: {{schemas: {{Lonely: {{type: object, properties: {{a: {{type: {ty}}}}}}}}}}}\n",
            operation("")
        )
    };
    let comparison = between(&with("integer"), &with("string"));
    assert_eq!(list(&comparison), ["type-changed - Lonely.a"]);
    assert!(!comparison.wire_breaking && comparison.source_breaking);
}

/// `GET /things` with this answer to 200.
fn answer(text: &str) -> String {
    operation("").replace("'204': {description: none}", &format!("'200': {{description: x, {text}}}"))
}

#[test]
fn how_a_value_is_written_matters_where_it_can_be_seen() {
    let query =
        |schema: &str, way: &str| operation(&format!(", parameters: [{{name: p, in: query, schema: {schema}{way}}}]"));
    let single = "{type: string}";
    assert!(list(&between(&query(single, ""), &query(single, ", explode: false"))).is_empty());
    let several = "{type: array, items: {type: string}}";
    assert_eq!(
        list(&between(&query(several, ""), &query(several, ", explode: false"))),
        ["parameter-serialization-changed list_things request.p"]
    );
    let form = |way: &str| {
        let media = format!("{{schema: {{type: object, properties: {{a: {{type: string}}}}}}{way}}}");
        operation(&format!(", requestBody: {{content: {{multipart/form-data: {media}}}}}")).replace("get:", "post:")
    };
    assert_eq!(
        list(&between(&form(""), &form(", encoding: {a: {contentType: image/png}}"))),
        ["parameter-serialization-changed list_things request.a"]
    );
}

#[test]
fn a_more_special_media_type_is_told() {
    let json = "content: {application/json: {schema: {type: string}}}";
    assert_eq!(
        list(&between(&answer(json), &answer(&json.replace("/json", "/problem+json")))),
        ["response-media-type-added-on-the-wire list_things response.200"]
    );
}

#[test]
fn what_the_server_sends_by_itself_is_compared_too() {
    let with = |callback: &str| operation(&format!(", callbacks: {{made: {{{callback}}}}}"));
    let callback = "'{$request.query.to}': {post: {responses: {'200': {$ref: '#/components/responses/Heard'}}}}";
    let heard = "components: {responses: {Heard: {description: Heard.}}}\n";
    let old = with(callback) + heard;
    assert!(list(&between(&old, &old)).is_empty());
    let new = with(&callback.replace("query.to", "query.url")) + heard;
    assert_eq!(list(&between(&old, &new)), ["callback-changed list_things"]);
    let hook = |method: &str| {
        operation("") + &format!("x-webhooks: {{made: {{{method}: {{responses: {{'200': {{description: x}}}}}}}}}}\n")
    };
    assert_eq!(list(&between(&hook("post"), &hook("put"))), ["webhook-added -", "webhook-removed -"]);
}
