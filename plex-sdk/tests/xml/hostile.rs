//! Documents that are malformed, too much, or in odd encodings.

use plex_sdk::codegen::*;

use super::models::Item;
use super::{exact, refused};

#[test]
fn entities_that_a_document_defines_are_not_expanded() {
    let bomb = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><Item>&b;</Item>";
    assert_eq!(
        refused::<Item>(bomb),
        "expected an entity that XML itself defines at $.Item (byte 60), found another entity"
    );
    assert!(refused::<Item>("<Item name='&b;'/>").contains("a malformed or unknown entity"));
    assert!(
        refused::<Item>("<!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><Item>&x;</Item>").contains("entity")
    );
    assert_eq!(exact::<Item>("<!DOCTYPE Item SYSTEM 'x.dtd'><Item>a</Item>").name, "a");
}

#[test]
fn nesting_has_a_limit() {
    let nested = |levels: usize| "<a>".repeat(levels) + &"</a>".repeat(levels);
    assert!(plex_sdk::xml::from_slice::<Json>(nested(120).as_bytes()).is_ok());
    assert!(refused::<Json>(nested(129)).contains("at most 128 levels of elements"));
    assert!(refused::<Json>(nested(100_000)).contains("at most 128 levels of elements"));
    // Lists of JSON count as levels of their own there.
    assert!(refused::<Json>("<a><a/>".repeat(100) + &"</a>".repeat(100)).contains("128 levels"));
}

#[test]
fn many_children_and_many_attributes_take_time_in_proportion() {
    let children: String = (0..50_000).map(|n| format!("<a{n}/>")).collect();
    assert_eq!(exact::<BTreeMap<String, Json>>(format!("<r>{children}</r>")).len(), 50_000);
    let attributes: String = (0..50_000).map(|n| format!(" a{n}=''")).collect();
    assert_eq!(exact::<BTreeMap<String, Json>>(format!("<r{attributes}/>")).len(), 50_000);
}

#[test]
fn of_an_attribute_that_is_there_twice_the_last_counts() {
    assert_eq!(exact::<Item>("<Item name='a' name='b'/>").name, "b");
}

#[test]
fn malformed_documents_are_refused_with_a_place() {
    for (document, words) in [
        ("", "expected an element at $ (byte 0), found the end of the text"),
        ("text", "expected an element at $ (byte 0), found text"),
        ("<a/>text", "expected the end of the document at $ (byte 4), found text"),
        ("<a/><b/>", "expected the end of the document at $ (byte 4), found a second root element"),
        ("<a><b></a>", "expected well-formed XML at $.a.b (byte 6), found tags that do not match"),
        ("<a><b>", "expected the end of an element at $.a.b (byte 6), found the end of the text"),
        ("<a b=c/>", "expected well-formed XML at $ (byte 0), found a malformed attribute"),
        ("<a>&#xD800;</a>", "expected well-formed XML at $.a (byte 3), found a malformed or unknown entity"),
        ("<1a/>", "expected a name at $ (byte 0), found other characters"),
        (
            "<HTML><body>Sign in to the network</body></HTML>",
            "expected XML as described at $ (byte 0), found an HTML page",
        ),
    ] {
        assert_eq!(refused::<Json>(document), words, "{document}");
    }
    assert!(refused::<Json>("<a><!--").contains("(byte 3)"));
    assert!(refused::<Json>("<a").contains("(byte 0)"));
}

#[test]
fn byte_order_marks_and_declared_encodings_are_understood() {
    let name = |bytes: &[u8]| exact::<Item>(bytes).name;
    assert_eq!(name("\u{feff}<Item>é</Item>".as_bytes()), "é");
    assert_eq!(name("<?xml version='1.0' encoding='UTF-8'?><Item>é</Item>".as_bytes()), "é");
    assert_eq!(name(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Item>\xe9</Item>"), "é");
    let text = "<?xml version='1.0' encoding='utf-16'?><Item>é🎬</Item>";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(name(&little), "é🎬");
    assert_eq!(name(&[&[0xFF, 0xFE][..], &little].concat()), "é🎬");
    assert_eq!(name(&[&[0xFE, 0xFF][..], &big].concat()), "é🎬");
    assert_eq!(
        refused::<Item>(b"<Item>\xe9</Item>"),
        "expected text in UTF-8 at $ (byte 6), found bytes that are not UTF-8"
    );
    let shift_jis = b"<?xml version='1.0' encoding='Shift_JIS'?><Item>\x82\xa0</Item>";
    assert!(refused::<Item>(shift_jis).contains("UTF-8, UTF-16 or ISO-8859-1"));
    assert_eq!(name(b"<?xml version='1.0' encoding='Shift_JIS'?><Item>a</Item>"), "a", "ASCII all the same");
}
