//! Shapes and values to text.

use super::*;
use crate::decode::{Model, Slot};
use crate::json::Json;

/// The document without its first line, or what is wrong and where.
fn written(root: XmlNode, json: &str) -> String {
    let json: Json = json.parse().unwrap_or_default();
    let text = document(root, &json).unwrap_or_else(|problem| format!("{} {}", problem.at, problem.reason));
    text.strip_prefix(r#"<?xml version="1.0" encoding="UTF-8"?>"#).unwrap_or(&text).to_owned()
}

/// The rows for lists in the section on the XML object of OpenAPI 3.0 and 3.1.
#[test]
fn lists_are_written_as_the_specification_has_them() {
    const PLAIN: XmlNode = XmlNode::new("animals");
    fn shape<const ROW: usize>() -> XmlShape {
        const ROWS: [&[XmlNode]; 7] = [
            &[PLAIN],
            &[PLAIN.items("animal")],
            &[PLAIN.named("aliens").items("animal")],
            &[PLAIN.wrapped()],
            &[PLAIN.named("aliens").wrapped()],
            &[PLAIN.wrapped().items("animal")],
            &[PLAIN.named("aliens").wrapped().items("animal")],
        ];
        XmlShape::of(ROWS.get(ROW).copied().unwrap_or_default())
    }
    type Row = (fn() -> XmlShape, &'static str);
    let rows: [Row; 7] = [
        (shape::<0>, "<animals>a</animals><animals>b</animals>"),
        (shape::<1>, "<animal>a</animal><animal>b</animal>"),
        (shape::<2>, "<animal>a</animal><animal>b</animal>"),
        (shape::<3>, "<animals><animals>a</animals><animals>b</animals></animals>"),
        (shape::<4>, "<aliens><aliens>a</aliens><aliens>b</aliens></aliens>"),
        (shape::<5>, "<animals><animal>a</animal><animal>b</animal></animals>"),
        (shape::<6>, "<aliens><animal>a</animal><animal>b</animal></aliens>"),
    ];
    for (shape, expected) in rows {
        let text = written(XmlNode::new("zoo").shape(shape), r#"{"animals":["a","b"]}"#);
        assert_eq!(text, format!("<zoo>{expected}</zoo>"));
    }
}

#[test]
fn attributes_come_first_and_namespaces_are_declared_where_they_are_used() {
    fn shape() -> XmlShape {
        const URI: &str = "http://example.com/schema/sample";
        const FIELDS: &[XmlNode] = &[
            XmlNode::new("id").attribute(),
            XmlNode::new("name").prefix("sample").namespace(URI),
            XmlNode::new("lang").attribute().prefix("xml"),
            XmlNode::new("tag").attribute().named("label").prefix("s").namespace(URI),
        ];
        XmlShape::of(FIELDS)
    }
    let root = XmlNode::new("Person").namespace("urn:people").shape(shape);
    assert_eq!(
        written(root, r#"{"name":"Ann","id":7,"lang":"en","tag":"a","none":null,"more":{"x":true,"y":[]}}"#),
        "<Person xmlns=\"urn:people\" xmlns:s=\"http://example.com/schema/sample\" id=\"7\" xml:lang=\"en\" s:label=\"a\">\
         <sample:name xmlns:sample=\"http://example.com/schema/sample\">Ann</sample:name><more><x>true</x></more></Person>"
    );
}

#[test]
fn roots_are_objects_lists_and_scalars() {
    assert_eq!(written(XmlNode::new("n"), "1.50"), "<n>1.50</n>");
    assert_eq!(written(XmlNode::new("n"), r#""""#), "<n/>");
    assert_eq!(
        written(XmlNode::new("n").items("i"), "[1,[2,3],null]"),
        "<n><i>1</i><i><i>2</i><i>3</i></i>\
         <i xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/></n>"
    );
    let grid = XmlNode::new("n").items("row").cells("c");
    assert_eq!(written(grid, "[[1,2],[]]"), "<n><row><c>1</c><c>2</c></row><row/></n>");
    assert_eq!(written(XmlNode::new("n"), "[]"), "<n/>");
    assert_eq!(written(XmlNode::new("n"), "{}"), "<n/>");
    assert_eq!(written(XmlNode::new("n"), r#"{"a":[{"b":1}]}"#), "<n><a><b>1</b></a></n>");
}

#[test]
fn the_only_field_of_an_envelope_is_the_root() {
    fn shape() -> XmlShape {
        const FIELDS: &[XmlNode] = &[
            XmlNode::new("list").named("l").wrapped().items("i"),
            XmlNode::new("key").attribute(),
            XmlNode::new("inner").prefix("p").namespace("urn:p"),
        ];
        XmlShape::of(FIELDS)
    }
    let root = XmlNode::new("root").envelope().shape(shape);
    assert_eq!(written(root, r#"{"list":[1],"none":null}"#), "<l><i>1</i></l>");
    assert_eq!(written(root, r#"{"inner":{"a":1}}"#), "<p:inner xmlns:p=\"urn:p\"><a>1</a></p:inner>");
    assert_eq!(written(root, r#"{"other":""}"#), "<other/>");
    for (json, whole) in [
        (r#"{"key":1}"#, "<root key=\"1\"/>"),
        (r#"{"other":[1]}"#, "<root><other>1</other></root>"),
        (r#"{"a":1,"b":2}"#, "<root><a>1</a><b>2</b></root>"),
        ("{}", "<root/>"),
        ("1", "<root>1</root>"),
    ] {
        assert_eq!(written(root, json), whole);
    }
}

#[test]
fn text_stands_between_the_tags() {
    fn shape() -> XmlShape {
        const FIELDS: &[XmlNode] = &[XmlNode::new("value").text(), XmlNode::new("unit").attribute()];
        XmlShape::of(FIELDS)
    }
    let root = XmlNode::new("n").shape(shape);
    assert_eq!(written(root, r#"{"value":"5 < 6","unit":"m"}"#), "<n unit=\"m\">5 &lt; 6</n>");
    assert_eq!(written(root, r#"{"value":[1]}"#), "$.value is no text, but has to be written as such in XML");
    assert_eq!(written(root, r#"{"unit":{"b":1}}"#), "$.unit is no text, but has to be an attribute in XML");
    assert_eq!(written(root, r#"{"unit":["a","b"]}"#), "<n unit=\"a b\"/>");
}

#[derive(Default)]
struct Cat(String, i64);

impl Model for Cat {
    const REQUIRED: &'static [&'static str] = &["lives"];
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        match name {
            "name" => Some(&mut self.0),
            "lives" => Some(&mut self.1),
            _ => None,
        }
    }
}

impl XmlModel for Cat {
    fn xml_shape() -> XmlShape {
        const FIELDS: &[XmlNode] = &[XmlNode::new("name").attribute()];
        XmlShape::of(FIELDS)
    }
}

#[derive(Default)]
struct Dog(String, String);

impl Model for Dog {
    fn slot(&mut self, name: &str) -> Option<&mut dyn Slot> {
        match name {
            "name" => Some(&mut self.0),
            "bark" => Some(&mut self.1),
            _ => None,
        }
    }
}

impl XmlModel for Dog {
    fn xml_shape() -> XmlShape {
        const FIELDS: &[XmlNode] = &[XmlNode::new("bark").text()];
        XmlShape::of(FIELDS)
    }
}

/// A union of a union that holds it again.
struct Pet;
struct Tame;

impl XmlModel for Pet {
    fn xml_shape() -> XmlShape {
        const VARIANTS: &[XmlVariant] =
            &[XmlVariant::any::<Tame>(), XmlVariant::any::<Tame>(), XmlVariant::any::<BTreeMap<String, Cat>>()];
        XmlShape::one_of(VARIANTS)
    }
}

impl XmlModel for Tame {
    fn xml_shape() -> XmlShape {
        const VARIANTS: &[XmlVariant] = &[
            XmlVariant::any::<Pet>(),
            XmlVariant::any::<Pet>(),
            XmlVariant::of::<Cat>().tags(&["cat"]),
            XmlVariant::of::<Dog>().tags(&["dog", "wolf"]),
        ];
        XmlShape::one_of(VARIANTS)
    }
}

#[test]
fn a_union_is_written_as_the_one_of_its_members_that_has_the_fields() {
    let root = XmlNode::new("n").shape(Pet::xml_shape);
    assert_eq!(written(root, r#"{"name":"a","lives":9}"#), "<n name=\"a\"><lives>9</lives></n>");
    assert_eq!(written(root, r#"{"name":"a","bark":"wau"}"#), "<n><name>a</name>wau</n>");
    assert_eq!(written(root, r#"{"name":"a"}"#), "<n><name>a</name></n>", "a cat would have lives");
    assert_eq!(written(root, r#"{"tom":{"name":"a"}}"#), "<n><tom name=\"a\"/></n>", "a map of cats");
    assert_eq!(written(root, "[1]"), "<n><n>1</n></n>");
}

#[test]
fn a_union_that_holds_only_unions_ends() {
    struct Endless;
    impl XmlModel for Endless {
        fn xml_shape() -> XmlShape {
            const VARIANTS: &[XmlVariant] = &[XmlVariant::any::<Endless>(), XmlVariant::any::<Vec<Endless>>()];
            XmlShape::one_of(VARIANTS)
        }
    }
    assert_eq!(written(XmlNode::new("n").shape(Endless::xml_shape), r#"{"a":{"b":1}}"#), "<n><a><b>1</b></a></n>");
}

#[test]
fn a_discriminator_tells_the_member_of_a_union() {
    fn shape() -> XmlShape {
        const VARIANTS: &[XmlVariant] =
            &[XmlVariant::of::<Cat>().tags(&["cat"]), XmlVariant::of::<Dog>().tags(&["dog", "wolf"])];
        XmlShape::tagged("name", VARIANTS)
    }
    let root = XmlNode::new("n").shape(shape);
    assert_eq!(written(root, r#"{"name":"cat"}"#), "<n name=\"cat\"/>");
    assert_eq!(written(root, r#"{"name":"wolf"}"#), "<n><name>wolf</name></n>");
    assert_eq!(written(root, r#"{"name":"?","lives":1}"#), "<n name=\"?\"><lives>1</lives></n>", "no such tag");
}

#[test]
fn the_values_of_maps_and_of_other_fields_have_their_shape() {
    fn open() -> XmlShape {
        const FIELDS: &[XmlNode] = &[XmlNode::new("id").attribute()];
        XmlShape::of(FIELDS).rest(<Vec<Option<Cat>>>::xml_shape)
    }
    assert_eq!(
        written(XmlNode::new("n").shape(open), r#"{"id":1,"a":[{"name":"x"},{"name":"y"}]}"#),
        "<n id=\"1\"><a name=\"x\"/><a name=\"y\"/></n>"
    );
}

#[test]
fn items_have_their_own_namespace() {
    const URI: &str = "urn:p";
    let list = XmlNode::new("l").prefix("p").namespace(URI).items("i");
    assert_eq!(written(list, "[1]"), "<p:l xmlns:p=\"urn:p\"><i>1</i></p:l>");
    let items = list.item_prefix("q").item_namespace("urn:q");
    assert_eq!(written(items, "[1]"), "<p:l xmlns:p=\"urn:p\"><q:i xmlns:q=\"urn:q\">1</q:i></p:l>");
    assert_eq!(written(list.item_prefix("p"), "[1]"), "<p:l xmlns:p=\"urn:p\"><p:i>1</p:i></p:l>");
}

/// The shape of an object with one field, as it is given.
macro_rules! with_field {
    ($field:expr) => {{
        fn shape() -> XmlShape {
            const FIELDS: &[XmlNode] = &[$field];
            XmlShape::of(FIELDS)
        }
        XmlNode::new("n").shape(shape)
    }};
}

#[test]
fn a_prefix_has_to_stand_for_something() {
    let json = r#"{"a":"urn:x","b":1}"#;
    let unbound = "$.a has a prefix that stands for no namespace";
    assert_eq!(written(with_field!(XmlNode::new("a").prefix("p")), json), unbound);
    assert_eq!(written(with_field!(XmlNode::new("a").attribute().prefix("p")), json), unbound);
    let bound = with_field!(XmlNode::new("a").prefix("p")).namespace("urn:p").prefix("p");
    assert_eq!(written(bound, json), "<p:n xmlns:p=\"urn:p\"><p:a>urn:x</p:a><b>1</b></p:n>");
    let itself = with_field!(XmlNode::new("a").attribute().named("p").prefix("xmlns")).prefix("p");
    assert_eq!(written(itself, json), "<p:n xmlns:p=\"urn:x\"><b>1</b></p:n>");
    let known = with_field!(XmlNode::new("a").attribute().named("type").prefix("xsi"));
    assert_eq!(
        written(known, json),
        "<n xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"urn:x\"><b>1</b></n>"
    );
}

#[test]
fn what_would_not_be_well_formed_is_refused() {
    let json = r#"{"a":"x","b":1}"#;
    for (root, problem) in [
        (with_field!(XmlNode::new("a").prefix("p\"><!--").namespace("u")), "$.a has a prefix that XML does not allow"),
        (with_field!(XmlNode::new("a").prefix("xmlns")), "$.a has a prefix that stands for no namespace"),
        (with_field!(XmlNode::new("a").prefix("xml").namespace("u")), "$.a has a namespace that XML keeps for itself"),
        (with_field!(XmlNode::new("a").namespace("\0")), "$.a has a character that XML cannot carry"),
        (with_field!(XmlNode::new("a").named("a b")), "$.a has a name that XML does not allow"),
        (with_field!(XmlNode::new("a").attribute().named("\"")), "$.a has a name that XML does not allow"),
        (XmlNode::new("n").namespace("http://www.w3.org/2000/xmlns/"), "$ has a namespace that XML keeps for itself"),
    ] {
        assert_eq!(written(root, json), problem);
    }
    fn twins() -> XmlShape {
        const FIELDS: &[XmlNode] = &[
            XmlNode::new("a").attribute().named("x").prefix("p").namespace("urn:p"),
            XmlNode::new("b").attribute().named("x").prefix("q").namespace("urn:p"),
        ];
        XmlShape::of(FIELDS)
    }
    let twins = XmlNode::new("n").shape(twins);
    assert_eq!(written(twins, json), "$.b has the name of another attribute of its element");
    assert_eq!(written(twins.prefix("q").namespace("urn:q"), json), "$.b would need two namespaces under one prefix");
}

#[test]
fn what_would_be_markup_is_text_and_what_xml_cannot_carry_is_refused() {
    assert_eq!(
        written(XmlNode::new("n"), r#""</n><!--&amp;\r\n\t\"]]>""#),
        "<n>&lt;/n&gt;&lt;!--&amp;amp;&#13;\n\t\"]]&gt;</n>"
    );
    let attribute = with_field!(XmlNode::new("a").attribute());
    assert_eq!(written(attribute, r#"{"a":"\"\n\t<"}"#), "<n a=\"&quot;&#10;&#9;&lt;\"/>");
    let place = with_field!(XmlNode::new("a").namespace("\"><!--"));
    assert_eq!(written(place, r#"{"a":1}"#), "<n><a xmlns=\"&quot;&gt;&lt;!--\">1</a></n>");
    for character in ['\0', '\u{8}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}'] {
        let problem = document(XmlNode::new("n"), &Json::from(character.to_string().as_str())).map_err(|it| it.reason);
        assert_eq!(problem, Err("has a character that XML cannot carry"), "{character:?}");
    }
    for name in ["", "1", "a b", "a>", "x/", "-a", "a:b", "ª", "a\u{37e}", "a²"] {
        let json = Json::Object(vec![(name.to_owned(), Json::from(1))]);
        let problem = document(XmlNode::new("n"), &json).map_err(|it| (it.at, it.reason));
        assert_eq!(problem, Err(("$.*".to_owned(), "has a name that XML does not allow")), "{name:?}");
    }
    let deep = (0..1000).fold(Json::from(1), |inner, _| Json::Array(vec![inner]));
    assert_eq!(document(XmlNode::new("n"), &deep).map_err(|it| it.reason), Err("is nested too deep for XML"));
}
