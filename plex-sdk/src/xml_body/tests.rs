use super::*;

fn written(root: XmlNode, json: &str) -> String {
    let json: Json = json.parse().unwrap_or_default();
    let text = document(root, &json).unwrap_or_else(str::to_owned);
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
    assert_eq!(written(XmlNode::new("n").items("i"), "[1,[2,3],null]"), "<n><i>1</i><i><i>2</i><i>3</i></i><i/></n>");
    assert_eq!(written(XmlNode::new("n"), "[]"), "<n/>");
    assert_eq!(written(XmlNode::new("n"), "{}"), "<n/>");
    assert_eq!(written(XmlNode::new("n"), r#"{"a":[{"b":1}]}"#), "<n><a><b>1</b></a></n>");
}

#[test]
fn text_stands_between_the_tags_and_a_union_has_the_fields_of_its_members() {
    fn text() -> XmlShape {
        const FIELDS: &[XmlNode] = &[XmlNode::new("value").text(), XmlNode::new("unit").attribute()];
        XmlShape::of(FIELDS)
    }
    fn either() -> XmlShape {
        XmlShape::one_of(&[either, text])
    }
    assert_eq!(
        written(XmlNode::new("n").shape(either), r#"{"value":"5 < 6","unit":"m"}"#),
        "<n unit=\"m\">5 &lt; 6</n>"
    );
}

#[test]
fn what_would_be_markup_is_text_and_what_xml_cannot_carry_is_refused() {
    assert_eq!(
        written(XmlNode::new("n"), r#""</n><!--&amp;\r\n\t\"]]>""#),
        "<n>&lt;/n&gt;&lt;!--&amp;amp;&#13;\n\t\"]]&gt;</n>"
    );
    fn attribute() -> XmlShape {
        const FIELDS: &[XmlNode] = &[XmlNode::new("a").attribute()];
        XmlShape::of(FIELDS)
    }
    assert_eq!(written(XmlNode::new("n").shape(attribute), r#"{"a":"\"\n\t<"}"#), "<n a=\"&quot;&#10;&#9;&lt;\"/>");
    assert_eq!(written(XmlNode::new("n"), r#""\u0000""#), "has a character that XML cannot carry");
    for name in ["", "1", "a b", "a>", "x/", "-a", "a:b"] {
        let json = Json::Object(vec![(name.to_owned(), Json::from(1))]);
        assert_eq!(document(XmlNode::new("n"), &json), Err("has a name that XML does not allow"), "{name:?}");
    }
    let deep = (0..1000).fold(Json::from(1), |inner, _| Json::Array(vec![inner]));
    assert_eq!(document(XmlNode::new("n"), &deep), Err("is nested too deep for XML"));
    assert!(written(XmlNode::new("n").shape(attribute), r#"{"a":{"b":1}}"#).contains("has to be an attribute"));
}
