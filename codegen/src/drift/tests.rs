//! A small description, answers that differ from it, and the overlay that mends it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;

use super::{Sample, overlay};
use crate::load;

const DESCRIPTION: &str = r##"
openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: 'https://x.test'}]
paths:
  /a:
    get:
      operationId: getAccount
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Account'}
components:
  schemas:
    Account:
      type: object
      required: [id, name, state, owner]
      properties:
        id: {type: integer}
        name: {type: string}
        state: {$ref: '#/components/schemas/State'}
        owner: {$ref: '#/components/schemas/Owner'}
        level: {type: integer, enum: [1, 2], x-enum-varnames: [LOW, HIGH]}
        tags: {type: array, items: {type: string}}
        on/off: {type: boolean}
      xml: {name: account}
    State: {type: string, enum: [active, gone]}
    Owner:
      type: object
      required: [mail]
      properties:
        mail: {type: string, xml: {attribute: true}}
        phones: {type: array, xml: {wrapped: true}, items: {type: string}}
"##;

const AS_DESCRIBED: &str = r#"{"id": 1, "name": "n", "state": "active", "owner": {"mail": "m"}}"#;

/// The overlay for answers, as YAML.
fn proposed(answers: &[&str]) -> String {
    let overlay = overlay(&api(None), "getAccount", None, &samples(answers)).unwrap();
    overlay.unwrap_or_else(|| "as described".to_owned())
}

fn samples(answers: &[&str]) -> Vec<Sample> {
    let name = |index: usize| format!("{}.txt", index + 1);
    answers.iter().enumerate().map(|(index, text)| Sample::read(&name(index), text).unwrap()).collect()
}

fn api(overlay: Option<&str>) -> crate::api::Api {
    let names: Vec<String> = overlay.iter().map(|_| "overlay.yaml".to_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut read = |name: &str| match name {
        "api.yaml" => Ok(DESCRIPTION.to_owned()),
        _ => Ok(overlay.unwrap_or_default().to_owned()),
    };
    let description = load::load_with("api.yaml", &names, &mut read).unwrap();
    crate::describe(&description).unwrap().0
}

const DRIFTING: &[&str] = &[
    AS_DESCRIBED,
    r#"{"id": "1", "name": null, "state": "paused", "owner": {}, "level": 3, "tags": "one", "on/off": 1,
        "authToken": "s3cr3t", "since": [{"year": 1999}, {"year": null, "day": 1.5}]}"#,
    r#"{"id": 1, "name": null, "state": "active", "owner": null}"#,
];

#[test]
fn an_answer_that_is_as_described_needs_no_overlay() {
    assert_eq!(proposed(&[AS_DESCRIBED]), "as described");
}

#[test]
fn each_kind_of_drift_becomes_an_action() {
    let overlay = proposed(DRIFTING);
    assert!(!overlay.contains("s3cr3t"), "{overlay}");
    assert_eq!(overlay, proposed(DRIFTING));
    insta::assert_snapshot!(overlay);
}

#[test]
fn the_overlay_makes_the_description_fit() {
    let proposal = proposed(DRIFTING);
    let mended = api(Some(&proposal));
    let left = overlay(&mended, "getAccount", None, &samples(DRIFTING)).unwrap().unwrap();
    let left: Value = serde_yaml::from_str(&left).unwrap();
    let words: Vec<&str> =
        left["actions"].as_array().unwrap().iter().map(|it| it["description"].as_str().unwrap()).collect();
    // What is converted stays as it is described: another type would be another field.
    assert_eq!(
        words,
        [
            "2.txt, $.id: string for integer; it is converted",
            "2.txt, $.on/off: integer for boolean; it is converted",
            "2.txt, $.tags: string for array; it is converted",
        ]
    );
}

#[test]
fn xml_is_compared_by_its_own_names() {
    let as_described = r#"<account id="1"><name>n</name><state>active</state>
        <owner mail="m"><phones><phone>1</phone><phone>2</phone></phones></owner></account>"#;
    assert_eq!(proposed(&[as_described]), "as described");
    let drifting = r#"<account id="1" new="7"><name>n</name><state>odd</state><owner/><tags/></account>"#;
    let overlay = proposed(&[drifting]);
    assert!(overlay.contains("1.txt, $.account.owner.mail: nothing"), "{overlay}");
    assert!(overlay.contains("1.txt, $.account.state: the value \"odd\""), "{overlay}");
    assert!(overlay.contains("1.txt, $.account.@new: a field that is not described"), "{overlay}");
    assert!(overlay.contains("attribute: true"), "{overlay}");
    assert!(!overlay.contains("tags"), "{overlay}");
}

#[test]
fn what_is_asked_for_must_be_described() {
    let error = |operation: &str, status| overlay(&api(None), operation, status, &[]).unwrap_err();
    assert_eq!(error("getAcount", None), "no operation is called `getAcount`; is it `getAccount`?");
    assert_eq!(error("getAccount", Some(404)), "`getAccount` documents no JSON or XML for status 404");
    assert!(Sample::read("x", "nonsense").is_err());
    assert!(Sample::read("x", "<a><b></a>").is_err());
    assert!(Sample::read("x", &"<a>".repeat(1000)).is_err());
    let _: Value = Sample::read("x", "[1]").unwrap().value;
}
