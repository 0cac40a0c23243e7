//! Objects: promised, unknown, duplicate fields.

use super::models::*;
use super::*;

const ACCOUNT: &str = r#"{"id": 1, "token": "t", "name": "n", "active": true, "subscription": {"status": "Active",
    "features": ["a", "b"]}}"#;

#[test]
fn a_described_object_has_no_drift() {
    let account: Account = exact(ACCOUNT);
    assert_eq!((account.id, account.token.expose(), &*account.name, account.active), (1, "t", "n", true));
    assert_eq!(account.subscription.features, ["a", "b"]);
}

#[test]
fn an_absent_promise_is_the_default_with_drift() {
    let (account, drift) = drifted::<Account>(r#"{"id": 1, "token": "t", "subscription": {"features": []}}"#);
    assert_eq!((&*account.name, account.active), ("", false));
    assert_eq!(
        drift,
        [
            "Missing $.name: expected a value, found nothing",
            "Missing $.active: expected a value, found nothing",
            "Missing $.subscription.status: expected a value, found nothing",
        ]
    );
}

#[test]
fn an_absent_identifier_or_secret_is_an_error() {
    assert_eq!(
        refused::<Account>(r#" {"token": "t", "name": "n", "active": true}"#),
        "expected a value at $.id (byte 1), found nothing"
    );
    assert_eq!(refused::<Account>(r#"{"id": 1}"#), "expected a value at $.token (byte 0), found nothing");
    refused::<Account>("{}");
}

#[test]
fn an_identifier_without_a_value_is_an_error() {
    let account = |id: &str| format!(r#"{{"id": {id}, "token": "t", "name": "n", "active": true}}"#);
    assert_eq!(refused::<Account>(&account("null")), "expected an identifier at $.id (byte 7), found null");
    assert_eq!(refused::<Account>(&account("\"\"")), "expected an identifier at $.id (byte 7), found an empty string");
    assert_eq!(drifted::<Account>(&account("\"12\"")).0.id, 12);
}

#[test]
fn a_model_that_promises_a_secret_cannot_be_absent_either() {
    assert_eq!(refused::<Session>("{}"), "expected a value at $.owner (byte 0), found nothing");
    assert_eq!(refused::<Session>(r#"{"owner": null}"#), "expected an object at $.owner (byte 10), found null");
    assert_eq!(exact::<Session>(r#"{"owner": {"token": "t"}}"#).owner.token.expose(), "t");
}

/// An identifier and nothing else.
#[derive(Debug, Default, PartialEq)]
struct Reference {
    id: String,
}

impl Model for Reference {
    const REQUIRED: &'static [&'static str] = &["id"];
    const IDENTITY: &'static [&'static str] = &["id"];

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        (name == "id").then_some(&mut self.id as &mut dyn Slot)
    }
}

#[test]
fn a_model_that_promises_an_identifier_cannot_be_null() {
    assert_eq!(refused::<Vec<Reference>>("[null]"), "expected an object at $[0] (byte 1), found null");
    assert_eq!(exact::<Option<Reference>>("null"), None);
    assert_eq!(exact::<Reference>(r#"{"id": ""}"#).id, "");
}

#[test]
fn a_harmless_model_may_be_null() {
    let (subscription, drift) = drifted::<Subscription>("null");
    assert_eq!(subscription, Subscription::default());
    assert_eq!(drift, ["Null $: expected an object, found null"]);
}

#[test]
fn flags_are_numbers_without_drift() {
    let account = |field: &str| format!(r#"{{"id": 1, "token": "t", "name": "n", "active": true, {field}}}"#);
    assert!(exact::<Account>(&account(r#""home": 1"#)).home);
    assert!(exact::<Account>(&account(r#""home": true"#)).home);
    assert_eq!(exact::<Account>(&account(r#""rights": [0, 1, true]"#)).rights, [false, true, true]);
    assert_eq!(kinds::<Account>(&account(r#""home": "1""#)), [DriftKind::Converted]);
    assert_eq!(
        kinds::<Account>(r#"{"home": 1, "id": 1, "token": "t", "name": "n", "active": 1}"#),
        [DriftKind::Converted]
    );
}

/// Without flags itself.
#[derive(Default)]
struct Household {
    owner: Account,
    open: bool,
}

impl Model for Household {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(match name {
            "owner" => &mut self.owner,
            "open" => &mut self.open,
            _ => return None,
        })
    }
}

#[test]
fn flags_are_those_of_their_model_only() {
    let text = r#"{"owner": {"id": 1, "token": "t", "name": "n", "active": true, "home": 1}, "open": 1}"#;
    let (household, drift) = drifted::<Household>(text);
    assert!(household.owner.home && household.open);
    assert_eq!(drift, ["Converted $.open: expected a boolean, found the number 1"]);
}

#[test]
fn unknown_fields_are_skipped_in_silence() {
    let text = r#"{"x": [1, {"y": "\u00e9\n"}, -1.5e3, null], "a": 1, "": {}, "z": true}"#;
    assert_eq!(exact::<Nested>(text), Nested { a: Some(1), b: None });
}

#[test]
fn unknown_fields_are_reported_on_request() {
    let decoded = decode::Reader::new(br#"{"a": 1, "x": [1]}"#).report_unknown_fields(true).decode::<Nested>().unwrap();
    assert_eq!(decoded.drift.to_string(), "$.x: expected no such field, found a list\n");
}

#[test]
fn unknown_fields_must_be_json_all_the_same() {
    for text in [r#"{"x": tru}"#, r#"{"x": [1,]}"#, r#"{"x": {"a" 1}}"#, r#"{"x": "\q"}"#, r#"{"x": 01}"#, r#"{"x":}"#]
    {
        refused::<Nested>(text);
    }
}

#[test]
fn of_duplicates_the_last_counts_as_a_whole() {
    assert_eq!(exact::<Nested>(r#"{"a": 1, "a": 2}"#).a, Some(2));
    assert_eq!(exact::<Nested>(r#"{"a": 1, "a": null}"#).a, None);
    let (account, _) = drifted::<Account>(
        r#"{"id": 1, "token": "t", "name": "n", "active": true,
            "subscription": {"status": "Active", "features": ["a"], "limits": {"x": [1]}, "plan": "p"}, "rights": [1, 1],
            "subscription": {"status": "Inactive", "features": ["b"]}, "rights": [0]}"#,
    );
    let inactive = SubscriptionStatus::Inactive;
    assert_eq!(
        account.subscription,
        Subscription { status: inactive, features: vec!["b".to_owned()], ..Default::default() }
    );
    assert_eq!(account.rights, [false]);
    let limits = exact::<BTreeMap<String, Nested>>(r#"{"x": {"a": 1}, "x": {"b": 2}}"#);
    assert_eq!(limits.get("x"), Some(&Nested { a: None, b: Some(2) }));
    assert_eq!(exact::<Json>(r#"{"x": 1, "y": 2, "x": 3}"#).to_string(), r#"{"x":3,"y":2}"#);
}

#[test]
fn additional_properties_take_what_has_no_name() {
    let open: Open = exact(r#"{"x": {"a": 1}, "name": "n", "y": {}, "x": {"b": 2}}"#);
    assert_eq!(open.name, "n");
    assert_eq!(open.additional_properties.len(), 2);
    assert_eq!(open.additional_properties.get("x"), Some(&Nested { a: None, b: Some(2) }));
}

#[test]
fn recursion_goes_through_boxes() {
    let text = format!("{}{}", r#"{"parent": {"id": 2, "token": "u", "name": "m", "active": false},"#, &ACCOUNT[1..]);
    assert_eq!(exact::<Account>(&text).parent.map(|parent| parent.id), Some(2));
}

#[test]
fn keys_may_be_escaped() {
    assert_eq!(exact::<Nested>(r#"{"\u0061": 1}"#).a, Some(1));
}

#[test]
fn an_object_is_no_scalar_and_no_list() {
    assert_eq!(refused::<Nested>("1"), "expected an object at $ (byte 0), found the number 1");
    assert_eq!(refused::<Nested>("\"\""), "expected an object at $ (byte 0), found an empty string");
    assert_eq!(refused::<Nested>("[]"), "expected an object at $ (byte 0), found a list");
    assert_eq!(
        refused::<BTreeMap<String, i64>>("{\"a\": {}}"),
        "expected an integer of 64 bits at $.a (byte 6), found an object"
    );
}

/// More promises than fit into one word.
#[derive(Default)]
struct Wide {
    fields: BTreeMap<String, i64>,
}

const NAMES: &[&str] = &[
    "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "b0", "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8",
    "b9", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7",
    "d8", "d9", "e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9", "f0", "f1", "f2", "f3", "f4", "f5", "f6",
    "f7", "f8", "f9", "g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "g9",
];

impl Model for Wide {
    const REQUIRED: &'static [&'static str] = NAMES;

    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        Some(self.fields.entry(name.to_owned()).or_default())
    }
}

#[test]
fn each_of_many_promises_is_checked() {
    for (absent, missing) in NAMES.iter().enumerate() {
        for backwards in [false, true] {
            let mut names: Vec<&str> =
                NAMES.iter().enumerate().filter(|(i, _)| *i != absent).map(|(_, n)| *n).collect();
            if backwards {
                names.reverse();
            }
            let text: Json = names.iter().map(|name| (*name, 1)).collect();
            let drift = drifted::<Wide>(&text.to_string()).1;
            assert_eq!(drift, [format!("Missing $.{missing}: expected a value, found nothing")]);
        }
    }
}
