//! Arbitrary documents: none panics or takes forever, and XML means what the same JSON means.
//!
//! `PROPTEST_CASES=1000000 cargo test --release -p plex-sdk --features xml --test xml` runs as many as asked for.

use plex_sdk::codegen::*;
use plex_sdk::models::{ErrorResponse, UsersContainer};
use plex_sdk::{decode, xml};
use plex_sdk_tests::payloads::USERS_XML;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::exact;
use super::models::{Item, Library, Place};

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Text that survives XML: no characters that it cannot have, and not only white space.
fn text() -> impl Strategy<Value = String> {
    "[a-z<>&\"'é日🎬\t\n ]{0,8}[a-z0-9]"
}

fn library() -> impl Strategy<Value = Library> {
    let item = (text(), option::of(any::<u32>())).prop_map(|(name, year)| Item { name, year });
    let place = (text(), any::<u16>()).prop_map(|(uri, port)| Place { uri, port });
    let fields = (
        any::<i64>(),
        text(),
        option::of(text().prop_map(Secret::from)),
        any::<bool>(),
        option::of((-1_000_000i32..1_000_000).prop_map(|n| f64::from(n) / 64.0)),
        vec(item, 0..4),
        option::of(vec(text(), 1..4)),
        vec(place, 0..4),
    );
    let leaf = fields.prop_map(|(id, title, token, open, rating, items, genres, places)| Library {
        id,
        title,
        token,
        open,
        rating,
        items,
        genres,
        places,
        owner: None,
    });
    let leaf = leaf.boxed();
    (leaf.clone(), option::of(leaf)).prop_map(|(mut library, owner)| {
        library.owner = owner.map(Box::new);
        library
    })
}

/// Bits of markup, in any order.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<a>"),
        Just("</a>"),
        Just("<a/>"),
        Just("<User id='1'>"),
        Just("</User>"),
        Just("<errors>"),
        Just("</errors>"),
        Just("<error code='"),
        Just("'/>"),
        Just("&amp;"),
        Just("&x;"),
        Just("&#0;"),
        Just("&"),
        Just("<![CDATA["),
        Just("]]>"),
        Just("<!--"),
        Just("-->"),
        Just("<?xml version='1.0' encoding='"),
        Just("?>"),
        Just("<!DOCTYPE a ["),
        Just("]>"),
        Just(" b='c'"),
        Just("text"),
        Just("\u{feff}"),
        Just("é"),
        Just("<p:a p:b=\"\" "),
        Just(">"),
        Just("\""),
        Just("#text"),
        Just("<a nil='true'/>"),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Decodes into everything there is; what comes out does not matter.
fn feed(bytes: &[u8]) {
    let _ = xml::from_slice::<Json>(bytes);
    let _ = xml::from_slice::<UsersContainer>(bytes);
    let _ = xml::from_slice::<ErrorResponse>(bytes);
    let _ = xml::from_slice::<Library>(bytes);
    let _ = xml::from_slice::<Vec<Item>>(bytes);
    let _ = xml::from_slice::<Option<i64>>(bytes);
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn xml_means_what_the_same_json_means(library in library()) {
        let document = library.to_xml("Library");
        let from_xml: Library = exact(&document);
        prop_assert_eq!(&from_xml, &library, "{}", document);
        let from_json = decode::from_json::<Library>(&library.to_json()).unwrap();
        prop_assert_eq!(from_json.value, from_xml);
    }

    #[test]
    fn bits_of_markup_never_panic(markup in markup()) {
        feed(markup.as_bytes());
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in vec(any::<u8>(), 0..64)) {
        feed(&bytes);
    }

    #[test]
    fn mutations_of_a_document_never_panic_and_offsets_stay_within(
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = USERS_XML.as_bytes().to_vec();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        feed(&bytes);
        if let Err(error) = xml::from_slice::<UsersContainer>(&bytes) {
            prop_assert!(error.offset <= bytes.len(), "{}", error);
        }
    }
}
