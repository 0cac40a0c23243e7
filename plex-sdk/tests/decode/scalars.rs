//! Scalars of another type, and those that do not fit.

use super::models::{Level, SubscriptionStatus};
use super::*;

#[test]
fn a_number_in_a_string_is_a_number_with_drift() {
    assert_eq!(drifted::<i64>("\"12\"").0, 12);
    assert_eq!(drifted::<u8>("\" 12 \"").0, 12);
    assert_eq!(drifted::<f64>("\"1.5\""), (1.5, vec!["Converted $: expected a number, found a string".to_owned()]));
    assert!(drifted::<f64>("\"NaN\"").0.is_nan());
    assert_eq!(drifted::<f32>("\"-Infinity\"").0, f32::NEG_INFINITY);
    assert_eq!(refused::<i64>("\"twelve\""), "expected an integer of 64 bits at $ (byte 0), found a string");
    assert_eq!(refused::<i64>("\"1.5\""), "expected an integer of 64 bits at $ (byte 0), found a string");
    assert_eq!(refused::<f64>("\"1e999\""), "expected a number at $ (byte 0), found a string");
}

#[test]
fn an_integral_number_is_an_integer_however_it_is_written() {
    for (text, value) in [("3.0", 3), ("1e3", 1000), ("-0.0", 0), ("1.50e1", 15)] {
        assert_eq!(drifted::<i32>(text).0, value);
        assert_eq!(kinds::<i32>(text), [DriftKind::Converted]);
    }
    assert_eq!(refused::<i32>("1.5"), "expected an integer of 32 bits at $ (byte 0), found the number 1.5");
}

#[test]
fn a_number_that_does_not_fit_is_an_error_and_never_zero() {
    assert_eq!(exact::<i32>("2147483647"), i32::MAX);
    assert_eq!(exact::<i32>("-2147483648"), i32::MIN);
    assert_eq!(exact::<i64>("9223372036854775807"), i64::MAX);
    assert_eq!(exact::<i64>("-9223372036854775808"), i64::MIN);
    assert_eq!(exact::<u64>("18446744073709551615"), u64::MAX);
    assert_eq!(exact::<i128>("18446744073709551616"), 1 << 64);
    assert_eq!(exact::<f64>("18446744073709551616"), 18_446_744_073_709_551_616.0);
    refused::<i32>("2147483648");
    refused::<i64>("9223372036854775808");
    refused::<i64>("\"9223372036854775808\"");
    refused::<i64>("1e30");
    refused::<u64>("18446744073709551616");
    refused::<u32>("-1");
    refused::<i128>("170141183460469231731687303715884105728");
    refused::<f32>("1e39");
    refused::<f64>("1e999");
    assert_eq!(
        refused::<u8>(&"9".repeat(50)),
        format!("expected an unsigned integer of 8 bits at $ (byte 0), found the number {}…", "9".repeat(40))
    );
}

#[test]
fn a_boolean_may_be_a_number_or_a_text() {
    for text in ["1", "1.0", "\"1\"", "\"true\"", "\"True\""] {
        assert_eq!((drifted::<bool>(text).0, kinds::<bool>(text)), (true, vec![DriftKind::Converted]), "{text}");
    }
    for text in ["0", "0.0", "\"0\"", "\"false\"", "\"FALSE\""] {
        assert_eq!((drifted::<bool>(text).0, kinds::<bool>(text)), (false, vec![DriftKind::Converted]), "{text}");
    }
    assert_eq!(refused::<bool>("2"), "expected a boolean at $ (byte 0), found the number 2");
    refused::<bool>("\"yes\"");
    refused::<i64>("true");
}

#[test]
fn a_string_takes_numbers_and_booleans_as_they_are_written() {
    assert_eq!(
        drifted::<String>("1.50"),
        ("1.50".to_owned(), vec!["Converted $: expected a string, found the number 1.50".to_owned()])
    );
    assert_eq!(drifted::<String>("true").0, "true");
    refused::<String>("{}");
    refused::<String>("[]");
}

#[test]
fn null_is_the_default_with_drift() {
    assert_eq!(drifted::<i64>("null"), (0, vec!["Null $: expected an integer of 64 bits, found null".to_owned()]));
    assert_eq!(kinds::<String>("null"), [DriftKind::Null]);
    assert_eq!(kinds::<bool>("null"), [DriftKind::Null]);
    assert_eq!(kinds::<f64>("null"), [DriftKind::Null]);
    assert_eq!(kinds::<Timestamp>("null"), [DriftKind::Null]);
    assert_eq!(drifted::<Vec<i64>>("null"), (vec![], vec!["Null $: expected a list, found null".to_owned()]));
    assert_eq!(kinds::<BTreeMap<String, i64>>("null"), [DriftKind::Null]);
    assert_eq!(kinds::<SubscriptionStatus>("null"), [DriftKind::Null]);
}

#[test]
fn null_is_none_without_drift() {
    assert_eq!(exact::<Option<i64>>("null"), None);
    assert_eq!(exact::<Option<Secret>>("null"), None);
    assert_eq!(exact::<Vec<Option<i64>>>("[1,null]"), [Some(1), None]);
}

#[test]
fn a_blank_string_is_no_number_and_no_boolean() {
    assert_eq!(
        drifted::<i64>("\"\""),
        (0, vec!["Blank $: expected an integer of 64 bits, found an empty string".to_owned()])
    );
    assert_eq!((drifted::<Option<i64>>("\"\"").0, kinds::<Option<i64>>("\"\"")), (None, vec![DriftKind::Blank]));
    assert_eq!((drifted::<Option<bool>>("\"\"").0, kinds::<Option<bool>>("\"\"")), (None, vec![DriftKind::Blank]));
    assert_eq!(drifted::<Option<Level>>("\"\"").0, None);
    assert_eq!(drifted::<Vec<i64>>("\"\"").0, [0_i64; 0]);
    assert_eq!(drifted::<Option<Vec<i64>>>("\"\"").0, None);
    assert_eq!(drifted::<Option<Vec<i64>>>("[\"\"]").0, Some(vec![0]));
}

#[test]
fn a_blank_string_is_a_string() {
    assert_eq!(exact::<Option<String>>("\"\"").as_deref(), Some(""));
    let (status, drift) = drifted::<Option<SubscriptionStatus>>("\"\"");
    assert_eq!(status, Some(SubscriptionStatus::Unknown(String::new())));
    assert_eq!(drift, ["UnknownValue $: expected a known value of the enum, found \"\""]);
}

#[test]
fn a_blank_secret_is_no_secret() {
    assert_eq!(refused::<Secret>("\"\""), "expected a secret at $ (byte 0), found an empty string");
    assert_eq!(refused::<Vec<Secret>>("[\"a\",\"\"]"), "expected a secret at $[1] (byte 5), found an empty string");
    assert_eq!(exact::<Option<Secret>>("\"\""), None);
}

#[test]
fn a_single_element_is_a_list_of_one() {
    assert_eq!(
        drifted::<Vec<String>>("\"a\""),
        (vec!["a".to_owned()], vec!["Single $: expected a list, found a string".to_owned()])
    );
    assert_eq!(drifted::<Vec<Json>>("1").0, [Json::from(1)]);
    refused::<Vec<i64>>("{}");
}

#[test]
fn an_unknown_value_of_an_enum_is_kept_and_reported() {
    assert_eq!(exact::<SubscriptionStatus>("\"Active\""), SubscriptionStatus::Active);
    let (status, drift) = drifted::<SubscriptionStatus>("\"Paus\\u0065d\"");
    assert_eq!(status, SubscriptionStatus::Unknown("Paused".to_owned()));
    assert_eq!(drift, ["UnknownValue $: expected a known value of the enum, found \"Paused\""]);
    assert_eq!(drifted::<SubscriptionStatus>("7").0, SubscriptionStatus::Unknown("7".to_owned()));
    assert_eq!(exact::<Level>("1"), Level::Full);
    assert_eq!((drifted::<Level>("\"1\"").0, kinds::<Level>("\"1\"")), (Level::Full, vec![DriftKind::Converted]));
    assert_eq!((drifted::<Level>("7").0, kinds::<Level>("7")), (Level::Unknown(7), vec![DriftKind::UnknownValue]));
    refused::<Level>("1.5");
    refused::<Level>("\"full\"");
}

#[test]
fn enums_are_sent_as_they_came() {
    assert_eq!(SubscriptionStatus::from("Paused").to_json(), Json::from("Paused"));
    assert_eq!(SubscriptionStatus::from("Active".to_owned()).to_string(), "Active");
    assert_eq!((Level::from(7).to_json(), Level::Full.to_string()), (Json::from(7), "1".to_owned()));
}

#[test]
fn a_date_and_time_is_kept_whatever_its_notation() {
    assert_eq!(exact::<Timestamp>("\"yesterday\"").as_str(), "yesterday");
    assert_eq!(drifted::<Timestamp>("1709164800").0.as_str(), "1709164800");
    assert_eq!(kinds::<Timestamp>("1709164800"), [DriftKind::Converted]);
    assert_eq!(exact::<Date>("\"2024-02-29\"").to_ymd(), Some((2024, 2, 29)));
}

#[test]
fn a_secret_is_never_a_default_nor_shown() {
    assert_eq!(refused::<Secret>("null"), "expected a secret at $ (byte 0), found null");
    assert_eq!(refused::<Vec<Secret>>("[\"a\", null]"), "expected a secret at $[1] (byte 6), found null");
    let (secret, drift) = drifted::<Secret>("123456");
    assert_eq!((secret.expose(), drift), ("123456", vec!["Converted $: expected a secret, found a number".to_owned()]));
    assert_eq!(refused::<Secret>("{\"a\":1}"), "expected a secret at $ (byte 0), found an object");
}

#[test]
fn text_sources_know_no_types() {
    let read = |text: &'static str| decode::Reader::new(text.as_bytes()).text_scalars(true);
    let decoded = read("\"12\"").decode::<Vec<i64>>().unwrap();
    assert_eq!((decoded.value, decoded.drift.is_empty()), (vec![12], true));
    let decoded = read("\"1\"").decode::<bool>().unwrap();
    assert_eq!((decoded.value, decoded.drift.is_empty()), (true, true));
    assert_eq!(read("\"Paused\"").decode::<SubscriptionStatus>().unwrap().drift.len(), 1);
}
