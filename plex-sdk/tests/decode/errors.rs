//! Errors and reports: where they point, what they show.

use super::models::*;
use super::*;

#[test]
fn the_path_leads_to_the_value() {
    let text = r#"{"parent": {"id": 1}, "subscription": {"features": ["a", "b", "c", {}]}}"#;
    assert_eq!(refused::<Account>(text), "expected a value at $.parent.token (byte 11), found nothing");
    let text = r#"{"subscription": {"features": ["a", ["x,]"], "c", {}]}}"#;
    assert_eq!(refused::<Account>(text), "expected a string at $.subscription.features[1] (byte 36), found a list");
    let text = r#"{"with space": [[1], [2, true]]}"#;
    assert_eq!(
        refused::<BTreeMap<String, Vec<Vec<i64>>>>(text),
        "expected an integer of 64 bits at $[\"with space\"][1][1] (byte 25), found true"
    );
}

#[test]
fn errors_of_the_grammar_say_what_is_there() {
    for (text, message) in [
        ("", "expected a value at $ (byte 0), found the end of the text"),
        ("[1,", "expected a value at $[1] (byte 3), found the end of the text"),
        ("[1,]", "expected a value at $[1] (byte 3), found ']'"),
        ("[,1]", "expected a value at $[0] (byte 1), found ','"),
        ("{,\"a\":1}", "expected a key at $ (byte 1), found ','"),
        ("{\"a\":1,,}", "expected a key at $ (byte 7), found ','"),
        ("{\"a\":1,\"b\\x\":2}", "expected an escape sequence at $ (byte 10), found 'x'"),
        ("[1 2]", "expected `,` or `]` at $[0] (byte 3), found '2'"),
        ("{\"a\":1,}", "expected a key at $ (byte 7), found '}'"),
        ("{\"a\" 1}", "expected `:` at $.a (byte 5), found '1'"),
        ("{\"a\":1", "expected `,` or `}` at $.a (byte 6), found the end of the text"),
        ("\"abc", "expected the rest of a string at $ (byte 4), found the end of the text"),
        ("[\"a\nb\"]", "expected the rest of a string at $[0] (byte 3), found '\\n'"),
        ("\"\\x\"", "expected an escape sequence at $ (byte 2), found 'x'"),
        ("\"\\u12g4\"", "expected an escape sequence at $ (byte 5), found 'g'"),
        ("-", "expected a digit at $ (byte 1), found the end of the text"),
        ("[01]", "expected a digit at $[0] (byte 2), found '1'"),
        ("nul", "expected null at $ (byte 3), found the end of the text"),
        ("1 x", "expected the end of the text at $ (byte 2), found 'x'"),
        ("é", "expected a value at $ (byte 0), found 'é'"),
    ] {
        assert_eq!(refused::<Json>(text), message, "{text}");
    }
}

#[test]
fn every_prefix_of_an_answer_is_an_error() {
    let text = r#"{"id": 1, "token": "t\u00e9", "name": "né", "active": true, "extra": [1.5e3, {"a": null}]}"#;
    exact::<Account>(text);
    for length in 0..text.len() {
        let error = decode::from_slice::<Account>(&text.as_bytes()[..length]).unwrap_err();
        assert!(error.offset <= length, "{error}");
    }
}

#[test]
fn text_that_is_not_utf8_is_an_error_with_its_offset() {
    let error = decode::from_slice::<Json>(b"[\"a\", \"\xff\"]").unwrap_err();
    assert_eq!(error.to_string(), "expected text in UTF-8 at $[1] (byte 7), found bytes that are not UTF-8");
}

#[test]
fn a_byte_order_mark_is_skipped() {
    assert_eq!(exact::<i64>("\u{feff} 1"), 1);
    assert_eq!(refused::<i64>("\u{feff}[]"), "expected an integer of 64 bits at $ (byte 3), found a list");
    refused::<i64>("\u{feff}\u{feff}1");
}

#[test]
fn surrogates_that_stand_alone_are_replaced() {
    assert_eq!(exact::<String>(r#""\ud83c\udfac""#), "🎬");
    assert_eq!(exact::<String>(r#""\ud800\udc00\udbff\udfff""#), "\u{10000}\u{10ffff}");
    assert_eq!(exact::<String>(r#""\ud83c""#), "\u{fffd}");
    assert_eq!(exact::<String>(r#""\udfac\ud83cx""#), "\u{fffd}\u{fffd}x");
    assert_eq!(exact::<String>(r#""\ud83c\u0041""#), "\u{fffd}A");
    assert_eq!(exact::<String>(r#""\ud83c\ud83c\udfac""#), "\u{fffd}🎬");
    refused::<String>(r#""\ud83c\u12""#);
}

#[test]
fn nesting_ends_at_128_levels() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    exact::<Json>(&nested(128));
    let error = refused::<Json>(&nested(129));
    assert!(
        error.contains("expected at most 128 levels") && error.ends_with("(byte 128), found one level more"),
        "{error}"
    );
    refused::<Nested>(&format!("{{\"x\": {}}}", nested(128)));
    exact::<Nested>(&format!("{{\"x\": {}}}", nested(127)));
    refused::<Json>(&"[".repeat(1_000_000));
    refused::<Nested>(&"{\"a\":".repeat(1_000_000));
}

#[test]
fn no_content_of_strings_is_shown() {
    for text in [
        r#"{"id": "hunter2"}"#,
        r#"{"active": "hunter2"}"#,
        r#"{"score": "hunter2"}"#,
        r#"{"subscription": "hunter2"}"#,
    ] {
        assert!(!refused::<Account>(text).contains("hunter2"));
    }
}

#[test]
fn long_numbers_keys_and_paths_are_shortened() {
    let text = format!("{{\"{}\": 1}}", "k".repeat(100));
    let error = decode::from_slice::<BTreeMap<String, Nested>>(text.as_bytes()).unwrap_err();
    assert_eq!(error.path, format!("$.{}…", "k".repeat(64)));
    let deep = format!("{}x{}", "{\"some_long_key\": ".repeat(100), "}".repeat(100));
    let error = decode::from_slice::<Json>(deep.as_bytes()).unwrap_err();
    assert!(error.path.len() < 270 && error.path.contains('…') && error.path.ends_with(".some_long_key"), "{error}");
}

#[test]
fn the_report_is_in_the_order_of_the_text_and_capped() {
    let text = format!("[{}]", vec!["\"1\""; 250].join(","));
    let decoded = decode::from_slice::<Vec<i64>>(text.as_bytes()).unwrap();
    assert_eq!((decoded.drift.entries().len(), decoded.drift.omitted(), decoded.drift.len()), (100, 150, 250));
    for (index, drift) in decoded.drift.iter().enumerate() {
        assert_eq!((drift.path.clone(), drift.offset), (format!("$[{index}]"), 1 + index * 4));
    }
    assert!(decoded.drift.to_string().ends_with("and 150 more\n"));
}

#[test]
fn a_report_of_a_long_text_takes_one_pass() {
    let text = format!("[{}]", vec![r#"{"a": "1", "b": 2}"#; 50_000].join(","));
    let started = std::time::Instant::now();
    let decoded = decode::from_slice::<Vec<Nested>>(text.as_bytes()).unwrap();
    assert_eq!(decoded.drift.len(), 50_000);
    // Paths entry by entry would take many seconds here.
    assert!(started.elapsed() < std::time::Duration::from_secs(5));
}
