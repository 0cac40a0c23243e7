//! Each rule by which XML becomes values.

use plex_sdk::codegen::*;

use super::models::{Device, Item, Library, Place};
use super::{drift, exact, refused};

#[test]
fn attributes_and_children_are_fields_whatever_the_root_is_called() {
    for document in [
        r#"<Library ID="7" title="Films" open="1"/>"#,
        r#"<l><id>7</id><title>Films</title><open>true</open></l>"#,
        "<?xml version='1.0'?>\n<!-- all --><l open='TRUE' id=' 7 '><title><![CDATA[Films]]></title></l>\n<!-- end -->",
    ] {
        let library: Library = exact(document);
        assert_eq!((library.id, library.title.as_str(), library.open), (7, "Films", true), "{document}");
    }
}

#[test]
fn an_element_may_have_another_name_than_its_field_and_an_attribute_yet_another() {
    // `place` means the title here, `ID` the id, but only as what it is described as.
    let library: Library = exact(r#"<l ID="7" open="0"><place>Attic</place></l>"#);
    assert_eq!((library.id, library.title.as_str()), (7, "Attic"));
    assert!(refused::<Library>("<l open='0' title=''><ID>7</ID></l>").contains("$.l.id"));
}

#[test]
fn repeated_children_are_a_list_and_one_child_is_a_list_of_one() {
    let names = |document: &str| -> Vec<String> {
        exact::<Library>(document).items.into_iter().map(|item| item.name).collect()
    };
    let library = |items: &str| format!("<l ID='1' title='' open='0'>{items}</l>");
    assert_eq!(names(&library("")), [""; 0]);
    assert_eq!(names(&library("<Item name='a'/>")), ["a"]);
    assert_eq!(names(&library("<Item name='a'/><rating>1</rating><Item>b</Item>")), ["a", "b"]);
    assert_eq!(
        drift::<Library>(&library("<genres/>")),
        ["Blank (28) $.l.genres: expected a list, found an empty string"]
    );
}

#[test]
fn a_wrapped_list_stands_in_an_element_of_its_own() {
    let places = |places: &str| exact::<Library>(format!("<l ID='1' title='' open='0'>{places}</l>")).places;
    let place = |port| Place { uri: "u".to_owned(), port };
    assert_eq!(places("<places/>"), []);
    assert_eq!(places("<places type='array'/>"), []);
    assert_eq!(places("<places type='array'><place uri='u' port='1'/></places>"), [place(1)]);
    assert_eq!(places("<places><p uri='u' port='1'/><p uri='u'><port>2</port></p></places>"), [place(1), place(2)]);
}

#[test]
fn a_list_that_is_not_described_as_wrapped_may_be_wrapped_all_the_same() {
    let device = |connections: &str| format!("<Device name='d'>{connections}</Device>");
    let read = |connections: &str| exact::<Device>(device(connections));
    let place = |port| Place { uri: "u".to_owned(), port };
    let (one, two) = ("<place uri='u' port='1'/>", "<place uri='u' port='2'/>");
    assert_eq!(read(&format!("<places>{one}</places>")).places, [place(1)]);
    assert_eq!(read(&format!("<places>{one}{two}</places>")).places, [place(1), place(2)]);
    assert_eq!(read(&format!("<places size='2'>{one}{two}</places>")).places, [place(1), place(2)]);
    assert_eq!(read("<places uri='u' port='1'/>").places, [place(1)]);
    assert_eq!(read("<places uri='u'><port>1</port></places>").places, [place(1)]);
    assert_eq!(read("<places uri='u' port='1'/><places uri='u' port='2'/>").places, [place(1), place(2)]);
    assert_eq!(read("<tags><tag>a</tag><tag>b</tag></tags>").tags, ["a", "b"]);
    assert_eq!(read("<tags><tag>a</tag></tags>").tags, ["a"]);
    assert_eq!(read("<tags>a</tags><tags>b</tags>").tags, ["a", "b"]);
    let any = read("<any><x a='1'/><x a='2'/></any>").any;
    assert_eq!(any.iter().map(Json::to_string).collect::<Vec<_>>(), [r#"{"a":"1"}"#, r#"{"a":"2"}"#]);
}

#[test]
fn a_list_has_no_items_of_which_nothing_is_known() {
    let device = |connections: &str| format!("<Device name='d'>{connections}</Device>");
    for places in [
        "<places><a>1</a><b>2</b></places>",
        "<places><a x='1'/><a x='2'/></places>",
        "<places><a><b><c x='1'/></b></a></places>",
    ] {
        let error = refused::<Device>(device(places));
        assert!(error.starts_with("expected a list at $.Device.places"), "{places}: {error}");
    }
}

#[test]
fn text_is_a_value_or_the_field_that_is_described_as_text() {
    let item: Item = exact("<Item>Al&amp;ien &#x263A;<![CDATA[ <3>]]></Item>");
    assert_eq!(item.name, "Al&ien ☺ <3>");
    assert_eq!(exact::<Item>("<Item year='1979'>Alien</Item>"), Item { name: "Alien".to_owned(), year: Some(1979) });
    assert_eq!(refused::<Place>("<Place>text</Place>"), "expected an object at $.Place (byte 0), found a string");
}

#[test]
fn attributes_beside_the_text_of_a_scalar_are_passed_over() {
    let document = r#"<pin><id type="integer">123</id><title lang="en">t</title><open type="boolean">true</open><token nil="true"/><rating nil="true"></rating></pin>"#;
    let library: Library = exact(document);
    assert_eq!((library.id, library.title.as_str(), library.open), (123, "t", true));
    assert_eq!((library.token, library.rating), (None, None));
}

#[test]
fn prefixes_and_namespaces_do_not_count() {
    let document = "<p:l xmlns:p='urn:p' xmlns='urn:q' p:ID='7' open='1'><p:title>t</p:title></p:l>";
    assert_eq!(exact::<Library>(document).id, 7);
    assert_eq!(exact::<Json>("<a xmlns='urn:q'><b/></a>").to_string(), r#"{"a":{"b":""}}"#);
}

#[test]
fn a_root_that_is_a_field_is_the_envelope_that_json_has() {
    #[derive(Default)]
    struct Envelope {
        library: Library,
    }
    impl Model for Envelope {
        const REQUIRED: &'static [&'static str] = &["Library"];
        fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
            if name == "Library" { Some(&mut self.library) } else { None }
        }
    }
    assert_eq!(exact::<Envelope>("<Library ID='7' title='' open='0'/>").library.id, 7);
    assert_eq!(exact::<Envelope>("<r><Library ID='7' title='' open='0'/></r>").library.id, 7);
}

#[test]
fn lists_maps_scalars_and_unions_can_be_roots() {
    assert_eq!(exact::<Vec<Place>>("<r size='2'><P uri='a' port='1'/><P uri='b' port='2'/></r>").len(), 2);
    assert_eq!(exact::<Vec<Place>>("<r><P uri='a' port='1'/></r>").len(), 1);
    assert_eq!(exact::<Vec<Place>>("<r/>").len(), 0);
    let map: BTreeMap<String, i64> = exact("<r a='1'><b>2</b></r>");
    assert_eq!(map.into_iter().collect::<Vec<_>>(), [("a".to_owned(), 1), ("b".to_owned(), 2)]);
    assert_eq!(exact::<i64>("<pong> 1 </pong>"), 1);
    assert_eq!(exact::<String>("<pong ok='1'>a b</pong>"), "a b");
    assert_eq!(
        exact::<Json>("<a b='1'><c>2</c><c/>x</a>").to_string(),
        r##"{"a":{"b":"1","#text":"x","c":["2",""]}}"##
    );
}

#[test]
fn no_number_or_boolean_in_text_is_drift_but_what_is_missing_is() {
    let missing = "Missing (0) $.Place.port: expected a value, found nothing";
    assert_eq!(drift::<Place>("<Place uri='u'/>"), [missing]);
    let blank = "Blank (15) $.Place.@port: expected an unsigned integer of 16 bits, found an empty string";
    assert_eq!(drift::<Place>("<Place uri='u' port=''/>"), [blank]);
}

#[test]
fn errors_name_the_path_and_the_byte_in_the_document() {
    let document = "<l ID='1' title='' open='0'>\n  <Item year='1979'>Alien</Item>\n  <Item year='soon'/>\n</l>";
    let error = plex_sdk::xml::from_slice::<Library>(document.as_bytes()).unwrap_err();
    assert_eq!((error.path.as_str(), error.offset), ("$.l.Item[1].@year", document.find("year='soon'").unwrap()));
    assert_eq!(error.found, "a string", "its content is not shown");
    let marked = format!("\u{feff}{document}");
    let error = plex_sdk::xml::from_slice::<Library>(marked.as_bytes()).unwrap_err();
    assert_eq!(error.offset, marked.find("year='soon'").unwrap());
}

#[test]
fn a_secret_that_is_missing_or_empty_is_treated_as_in_json() {
    #[derive(Debug, Default)]
    struct Pin {
        token: Secret,
    }
    impl Model for Pin {
        const REQUIRED: &'static [&'static str] = &["auth_token"];
        fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
            if name == "auth_token" { Some(&mut self.token) } else { None }
        }
    }
    assert_eq!(exact::<Pin>("<pin><auth_token>s</auth_token></pin>").token.expose(), "s");
    assert!(refused::<Pin>("<pin/>").contains("$.pin.auth_token"));
    assert!(refused::<Pin>("<pin><auth_token nil='true'/></pin>").contains("a secret"));
}
