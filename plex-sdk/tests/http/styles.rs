//! The style table of the OpenAPI specification (3.1.1, section 4.8.12.4), and what it leaves open.

use percent_encoding::percent_decode_str;
use plex_sdk::codegen::*;
use proptest::prelude::{ProptestConfig, proptest};
use proptest::prop_assert_eq;

use crate::support::{header, query, request};

fn values() -> [Json; 4] {
    let list = Json::from(vec!["blue", "black", "brown"]);
    [Json::from(""), Json::from("blue"), list, json(r#"{"R":100,"G":200,"B":150}"#)]
}

fn json(text: &str) -> Json {
    text.parse().unwrap()
}

/// `/a/{color}` with fixed text before it, so that empty values are allowed.
struct InPath(Style, bool, Json);

impl Operation for InPath {
    const INFO: &'static OperationInfo = &OperationInfo::new("inPath", Method::GET, "/at{color}");
    type Output = ();
    type Error = NoError;

    fn encode(&self, request: &mut RequestParts) {
        request.path_styled("color", self.0, self.1, &self.2);
    }

    fn decode(_: &mut Response) -> Result<(), Error<NoError>> {
        Ok(())
    }
}

#[test]
fn in_a_path() {
    let table = [
        (Style::Matrix, false, [";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"]),
        (Style::Matrix, true, [";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"]),
        (Style::Label, false, [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
        (Style::Label, true, [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"]),
        (Style::Simple, false, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (Style::Simple, true, ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
    ];
    let options = Options::new(crate::support::SERVERS);
    for (style, explode, expected) in table {
        for (value, expected) in values().into_iter().zip(expected) {
            let sent = options.request(&InPath(style, explode, value)).unwrap();
            assert_eq!(sent.uri().path(), format!("/api/at{expected}"), "{style:?} {explode}");
        }
    }
}

#[test]
fn in_a_query() {
    const DEEP: &str = "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150";
    let exploded = ["color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"];
    let table = [
        (Style::Form, false, ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
        (Style::Form, true, exploded),
        (
            Style::SpaceDelimited,
            false,
            ["color=", "color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"],
        ),
        (Style::SpaceDelimited, true, exploded),
        (
            Style::PipeDelimited,
            false,
            ["color=", "color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"],
        ),
        (Style::PipeDelimited, true, exploded),
        (Style::DeepObject, true, ["color=", "color=blue", "color=blue&color=black&color=brown", DEEP]),
    ];
    for (style, explode, expected) in table {
        for (value, expected) in values().iter().zip(expected) {
            let sent = query(|request| {
                request.query_styled("color", style, explode, value);
            });
            assert_eq!(sent, expected, "{style:?} {explode}");
        }
    }
}

#[test]
fn in_a_header() {
    let table = [
        (false, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (true, ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
    ];
    for (explode, expected) in table {
        for (value, expected) in values().iter().zip(expected) {
            let sent = request(|request| {
                request.header_styled("color", Style::Simple, explode, value);
            });
            assert_eq!(header(&sent.unwrap(), "color").as_deref(), Some(expected));
        }
    }
}

#[test]
fn in_a_cookie() {
    let sent = request(|request| {
        request.cookie("a", &"x;y").cookie("list", &vec!["1", "2"]).cookie("none", &None::<String>);
        request.cookie_styled("flat", Style::Form, false, &vec![1, 2]).cookie_content("json", &vec![1]);
    });
    assert_eq!(header(&sent.unwrap(), "cookie").unwrap(), "a=x%3By; list=1; list=2; flat=1,2; json=%5B1%5D");
}

#[test]
fn objects_may_be_nested_in_deep_object() {
    let value = json(r#"{"b":{"c":1,"d":null},"l":["x","y"],"a&b":"="}"#);
    let sent = query(|request| {
        request.query_styled("a", Style::DeepObject, true, &value);
    });
    assert_eq!(sent, "a%5Bb%5D%5Bc%5D=1&a%5Bl%5D=x&a%5Bl%5D=y&a%5Ba%26b%5D=%3D");
}

#[test]
fn objects_in_lists_are_numbered_in_deep_object() {
    let value = json(r#"[{"price":"a","tags":[1,2]},null,{"price":"b"}]"#);
    let sent = query(|request| {
        request.query_styled("items", Style::DeepObject, true, &value);
    });
    let sent = sent.replace("%5B", "[").replace("%5D", "]");
    assert_eq!(sent, "items[0][price]=a&items[0][tags]=1&items[0][tags]=2&items[2][price]=b");
}

#[test]
fn what_a_style_cannot_express_is_refused() {
    let refused = query(|request| {
        request.query("matrix", &vec![vec![1]]);
    });
    assert!(refused.contains("getX: the request was not sent: the argument `matrix` has lists"), "{refused}");
}

#[test]
fn absent_values_and_empty_lists_are_not_sent() {
    let sent = request(|request| {
        request.query("none", &None::<i64>).query("empty", &Vec::<String>::new()).query("holes", &vec![None, Some(1)]);
        request.query_content("json", &None::<i64>).header("x-none", &None::<i64>).form("none", &None::<i64>);
    });
    let sent = sent.unwrap();
    assert_eq!(sent.uri().query(), Some("holes=1"));
    assert!(header(&sent, "x-none").is_none());
    assert!(header(&sent, "content-type").is_none());
}

#[test]
fn names_and_values_are_percent_encoded_in_the_order_of_calls() {
    let sent = query(|request| {
        request.query("b[]", &"a b&c=d/é~+").query("a", &true).query("n", &1.5).query_content("j", &vec!["x"]);
    });
    assert_eq!(sent, "b%5B%5D=a%20b%26c%3Dd%2F%C3%A9~%2B&a=true&n=1.5&j=%5B%22x%22%5D");
}

#[test]
fn reserved_characters_stay_where_they_may() {
    let sent = query(|request| {
        request.query_reserved("url", Style::Form, true, &"http://h/p?a=b&c#d[1] 100%");
    });
    assert_eq!(sent, "url=http://h/p?a=b%26c%23d%5B1%5D%20100%25");
}

#[test]
fn items_with_a_separator_in_them_can_be_told_apart() {
    let sent = query(|request| {
        request.query_styled("a", Style::Form, false, &vec!["x,y", "z"]);
        request.query_styled("b", Style::PipeDelimited, false, &vec!["x|y", "z"]);
    });
    assert_eq!(sent, "a=x%2Cy,z&b=x%7Cy%7Cz");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_arrives_as_it_was(name in "\\PC{1,8}", text in "(?s).{0,16}") {
        let sent = request(|request| {
            request.query(&name, &text).query("next", &1).form(&name, &text).form("next", &1);
        });
        let sent = sent.unwrap();
        let decoded = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let (pair, next) = sent.uri().query().unwrap().split_once('&').unwrap();
        let (sent_name, sent_text) = pair.split_once('=').unwrap();
        prop_assert_eq!((decoded(sent_name), decoded(sent_text), next), (name.clone(), text.clone(), "next=1"));
        let body = String::from_utf8(sent.body().to_vec()).unwrap().replace('+', " ");
        let (sent_name, sent_text) = body.strip_suffix("&next=1").unwrap().split_once('=').unwrap();
        prop_assert_eq!((decoded(sent_name), decoded(sent_text)), (name, text));
    }
}
