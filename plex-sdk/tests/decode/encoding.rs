//! Encoding: free-form JSON, numbers, objects.

use plex_sdk::codegen::*;

use super::exact;
use super::models::{Subscription, SubscriptionStatus};

#[test]
fn text_comes_back_as_it_was_but_for_white_space() {
    let text = r#"{"z":[1,1.0,1e400,-0,123456789012345678901234567890],"a":{"":null,"b":true},"c":"é\"\\\n\u0001🎬"}"#;
    let spaced = text.replace(',', " ,\t").replace(':', "\r\n: ");
    assert_eq!(exact::<Json>(&spaced).to_string(), text);
    assert_eq!(text.parse::<Json>().unwrap().to_vec(), text.as_bytes());
}

#[test]
fn values_become_json() {
    assert_eq!(true.to_json().to_string(), "true");
    assert_eq!(u64::MAX.to_json().to_string(), "18446744073709551615");
    assert_eq!(i128::MIN.to_json().to_string(), "-170141183460469231731687303715884105728");
    assert_eq!(1.0_f64.to_json().to_string(), "1.0");
    assert_eq!(0.1_f32.to_json().to_string(), "0.1");
    assert_eq!(1e300_f64.to_json().to_string(), "1e300");
    assert_eq!(f64::NAN.to_json(), Json::Null);
    assert_eq!(f32::INFINITY.to_json(), Json::Null);
    assert_eq!(Some("a").to_json(), Json::from("a"));
    assert_eq!(None::<String>.to_json(), Json::Null);
    assert_eq!(vec![Some(1), None].to_json().to_string(), "[1,null]");
    assert_eq!([1_u8, 2].to_json().to_string(), "[1,2]");
    assert_eq!(Secret::from("s").to_json(), Json::from("s"));
    assert_eq!(Timestamp::from("t").to_json(), Json::from("t"));
    assert_eq!(BTreeMap::from([("b".to_owned(), 1), ("a".to_owned(), 2)]).to_json().to_string(), r#"{"a":2,"b":1}"#);
}

#[test]
fn floating_point_numbers_come_back() {
    for value in [0.0, -0.0, 1.5, 1e-7, 5e-324, f64::MAX, f64::MIN_POSITIVE, 0.1 + 0.2, 1e15, 1e16, 123_456_789.125] {
        let text = value.to_json().to_string();
        assert_eq!(exact::<f64>(&text).to_bits(), value.to_bits(), "{text}");
        assert_eq!(serde_json::from_str::<f64>(&text).unwrap().to_bits(), value.to_bits(), "{text}");
    }
}

#[test]
fn models_are_written_field_by_field() {
    let subscription = Subscription { status: SubscriptionStatus::Active, ..Default::default() };
    let text = r#"{"status":"Active","level":0,"features":[],"limits":{}}"#;
    assert_eq!(subscription.to_json().to_string(), text);
    assert_eq!(exact::<Subscription>(text), subscription);
}

#[test]
fn additional_properties_do_not_replace_fields() {
    let rest = BTreeMap::from([("name".to_owned(), 1), ("other".to_owned(), 2)]);
    assert_eq!(Object::new().field("name", &"n").rest(&rest).build().to_string(), r#"{"name":"n","other":2}"#);
}

#[test]
fn values_are_found_in_json() {
    let json: Json = r#"{"a/b": [{"n": 3.0, "s": "x", "t": true}], "big": 18446744073709551615}"#.parse().unwrap();
    assert_eq!(json.pointer("/a~1b/0/n").and_then(Json::as_i64), Some(3));
    assert_eq!(json.pointer("/a~1b/0/s").and_then(Json::as_str), Some("x"));
    assert_eq!(json.pointer("/a~1b/0/t").and_then(Json::as_bool), Some(true));
    assert_eq!(json.pointer("/a~1b/1"), None);
    assert_eq!(json.pointer("").map(Json::is_null), Some(false));
    assert_eq!(json.get("big").and_then(Json::as_u64), Some(u64::MAX));
    assert_eq!(json.get("big").and_then(Json::as_i64), None);
    assert_eq!(json.get("big").and_then(Json::as_f64), Some(18_446_744_073_709_551_615.0));
    assert_eq!(json.get("a/b").and_then(|list| list.at(0)).and_then(Json::as_object).map(<[_]>::len), Some(3));
    assert_eq!(json.get("none"), None);
}

#[test]
fn only_numbers_are_numbers() {
    assert_eq!(
        "1e400".parse::<Number>().map(|number| (number.as_f64(), number.to_string())),
        Ok((None, "1e400".into()))
    );
    assert!("1e".parse::<Number>().is_err());
    assert_eq!(Number::from_f64(f64::NAN), None);
}

#[cfg(feature = "serde")]
#[test]
fn serde_writes_and_reads_the_same_json() {
    let text = r#"{"b":[1,-1,18446744073709551615,1.5,null,true,"x"],"a":{}}"#;
    let json: Json = text.parse().unwrap();
    assert_eq!(serde_json::to_string(&json).unwrap(), text);
    assert_eq!(serde_json::from_str::<Json>(text).unwrap(), json);
    assert_eq!(serde_json::to_string(&SubscriptionStatus::from("Paused")).unwrap(), "\"Paused\"");
    assert_eq!(serde_json::from_str::<SubscriptionStatus>("\"Active\"").unwrap(), SubscriptionStatus::Active);
    assert_eq!(serde_json::from_str::<Secret>("\"s\"").unwrap().expose(), "s");
    assert_eq!(serde_json::to_string(&Timestamp::from("t")).unwrap(), "\"t\"");
}
