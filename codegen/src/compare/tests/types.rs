//! What Rust code sees of a change, whether or not it is on the wire.

use super::{between, list, operation, things};

fn kinds(old: &str, new: &str) -> Vec<&'static str> {
    between(&things(old), &things(new)).changes.iter().map(|change| change.kind.id()).collect()
}

/// A description with one operation that sends a field `a`.
fn sent(field: &str) -> String {
    let schema = format!("{{type: object, properties: {{a: {field}}}}}");
    let body = format!("requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}, responses:");
    operation("").replace("    get:", "    post:").replace("responses:", &body)
}

/// A description with one operation that answers 200 and 404 with these headers.
fn headers(of_200: &str, of_404: &str) -> String {
    let one = |status: &str, headers: &str| format!("'{status}': {{description: x, headers: {{{headers}}}}}");
    operation("").replace("'204': {description: none}", &format!("{}, {}", one("200", of_200), one("404", of_404)))
}

#[test]
fn what_does_not_travel_is_a_matter_of_types_alone() {
    let comparison = between(
        &sent("{type: string, readOnly: true, enum: [x, y]}"),
        &sent("{type: string, readOnly: true, enum: [x]}"),
    );
    assert_eq!(list(&comparison), ["type-changed list_things request.body.a"]);
    assert!(comparison.source_breaking && !comparison.wire_breaking);
}

#[test]
fn a_field_that_can_be_set_now_has_a_setter_more() {
    let (only_read, taken) = (sent("{type: string, readOnly: true}"), sent("{type: string}"));
    assert_eq!(list(&between(&only_read, &taken)), ["request-field-now-taken list_things request.body.a"]);
    assert_eq!(list(&between(&taken, &only_read)), ["request-field-access-changed list_things request.body.a"]);
}

#[test]
fn headers_of_all_statuses_are_one_struct() {
    const TOTAL: &str = "X-Total: {schema: {type: integer}}";
    let both = headers(TOTAL, TOTAL);
    assert_eq!(
        list(&between(&both, &headers(TOTAL, ""))),
        ["response-optional-header-removed-on-the-wire list_things error.404.headers.x-total"]
    );
    let gone = between(&headers(TOTAL, ""), &headers("", ""));
    assert_eq!(list(&gone), ["response-optional-header-removed list_things response.200.headers.x-total"]);
    let change = gone.changes.first().unwrap();
    assert_eq!(change.migration.as_deref(), Some("remove uses of `ListThingsHeaders::x_total`"));
    assert_eq!(
        list(&between(&headers(TOTAL, ""), &headers(&TOTAL.replace("integer", "string"), ""))),
        ["response-type-changed list_things response.200.headers.x-total"]
    );
}

#[test]
fn one_variant_of_several_is_less_than_all_of_them() {
    const ONE: &str = "{type: object, properties: {x: {type: string}}}";
    let union = format!("{{oneOf: [{ONE}, {{type: object, properties: {{y: {{type: integer}}}}}}]}}");
    let thing = |schema: &str| format!("{{type: object, properties: {{a: {schema}}}}}");
    let found = kinds(&thing(&union), &thing(ONE));
    assert!(found.contains(&"request-type-changed") && found.contains(&"response-type-narrowed"), "{found:?}");
}

#[test]
fn a_list_of_types_is_a_union() {
    let types = |types: &str| {
        things(&format!("{{type: object, properties: {{a: {{type: [{types}]}}}}}}")).replace("3.0.3", "3.1.0")
    };
    let comparison = between(&types("string, integer"), &types("string, integer, boolean"));
    let found: Vec<&str> = comparison.changes.iter().map(|change| change.kind.id()).collect();
    assert!(found.contains(&"variant-added") && !comparison.source_breaking, "{found:?}");
    let comparison = between(&types("string, integer, boolean"), &types("string, integer"));
    let found: Vec<&str> = comparison.changes.iter().map(|change| change.kind.id()).collect();
    assert!(found.contains(&"variant-removed") && comparison.source_breaking, "{found:?}");
}

#[test]
fn promises_of_fields_are_told_wherever_they_are() {
    assert_eq!(
        list(&between(
            &sent("{type: string, deprecated: true, x-sunset: '2030-01-01'}"),
            &sent("{type: string, deprecated: true, x-sunset: '2029-01-01'}")
        )),
        ["sunset-moved-closer list_things request.body.a"]
    );
    let form = |field: &str| sent(field).replace("application/json", "application/x-www-form-urlencoded");
    assert_eq!(
        list(&between(&form("{type: string}"), &form("{type: string, deprecated: true, x-stability-level: beta}"))),
        ["field-deprecated list_things request.a", "stability-lowered list_things request.a"]
    );
}

#[test]
fn another_media_type_of_the_same_model_shows_in_no_type() {
    let answer = |media: &[&str]| {
        let schema = "{schema: {type: object, properties: {x: {type: string}}}}";
        let media: Vec<String> = media.iter().map(|name| format!("{name}: {schema}")).collect();
        let content = format!("'200': {{description: x, content: {{{}}}}}", media.join(", "));
        operation("").replace("'204': {description: none}", &content)
    };
    let comparison = between(&answer(&["application/json", "application/xml"]), &answer(&["application/xml"]));
    assert_eq!(list(&comparison), ["response-media-type-removed-on-the-wire list_things response.200"]);
}

#[test]
fn a_model_that_is_sent_now_tells_absent_and_null_apart() {
    let thing = "{type: object, properties: {a: {type: string, nullable: true}, b: {type: string}}}";
    let both = things(thing);
    let body = both.find("      requestBody:").unwrap()..both.find("      responses:").unwrap();
    let received = both.replace(&both[body], "");
    let comparison = between(&received, &both);
    let told: Vec<&str> = comparison.changes.iter().map(|change| change.text.as_str()).collect();
    assert!(told.contains(&"`Thing::a`: `Option<String>` → `Nullable<String>`"), "{told:?}");
    assert!(comparison.source_breaking && !told.iter().any(|text| text.contains("Thing::b")), "{told:?}");
}
