//! What must hold for any bytes: the same checks that `cargo xtask fuzz` runs for as long as wanted.
#![cfg(all(feature = "stream", feature = "testing", feature = "xml"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod checks;

use proptest::collection::vec;
use proptest::prelude::*;

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(500);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Pieces of a grammar in any order, with anything between them.
fn pieces(pieces: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => proptest::sample::select(pieces).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 0..4),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"a\"",
    "\"MediaContainer\"",
    "\"id\":1",
    "\"authToken\":\"\"",
    "null",
    "true",
    "-0.5e3",
    "\"\\ud834\"",
    "\"\\u0000\"",
    " ",
    "\u{feff}",
];
const XML: &[&str] = &[
    "<a>",
    "</a>",
    "<a/>",
    "<User id='1'>",
    "</User>",
    "<MediaContainer size=\"0\">",
    "</MediaContainer>",
    "<?xml?>",
    "<![CDATA[x]]>",
    "&lt;",
    "&#65;",
    "&x;",
    "<!--",
    "-->",
    "<connections>",
    "<connection/>",
    "</connections>",
    "text",
];
const EVENTS: &[&str] =
    &["data: x", "data", "event: e", "id: 1", "id: \0", "retry: 5", ":", "\n", "\r", "\r\n", "\n\n", "\u{feff}", "é"];
const URLS: &[&str] = &[
    "https://",
    "http://",
    "//",
    "/",
    "plex.tv",
    "evil.test",
    "@",
    ":",
    "443",
    "?",
    "#",
    "..",
    ".",
    "%2e",
    "\\",
    "[::1]",
    "é",
    " ",
    "\t",
    "a",
];

proptest! {
    #![proptest_config(config())]

    #[test]
    fn json_is_read_as_serde_json_reads_it_or_not_at_all(bytes in pieces(JSON)) {
        checks::json(&bytes);
    }

    #[test]
    fn xml_that_is_read_is_well_formed(bytes in pieces(XML)) {
        checks::xml(&bytes);
    }

    #[test]
    fn events_are_the_same_wherever_the_pieces_end(bytes in pieces(EVENTS), every in 1u8..8) {
        checks::events(&[&[every], &bytes[..]].concat());
    }

    #[test]
    fn a_url_is_refused_or_leads_to_the_server_that_it_names(bytes in pieces(URLS)) {
        checks::url(&bytes);
    }
}
