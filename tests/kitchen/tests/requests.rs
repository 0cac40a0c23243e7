//! What a server parses back equals what was given, in every place and style.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use http::Method;
use plex_sdk::File;
use plex_sdk_kitchen::Client;
use plex_sdk_kitchen::arguments::FindShapeResponse;
use plex_sdk_kitchen::models::{Dish, Filter, Point, Size};
use plex_sdk_tests::{Answer, Recorded, StandIn};

/// Texts that every encoding has to get right.
const TEXTS: [&str; 9] =
    ["plain", "a b+c", "a&b=c;d", "100% #1?", "../..", "é 🦀", "\"quoted\" [x]{y}", "a|b\\c", "%2F%20"];

fn client(stand_in: &StandIn) -> Client {
    Client::builder().server(stand_in.url()).build().unwrap()
}

/// The only request that arrived.
fn only_request(stand_in: &StandIn) -> Recorded {
    let mut requests = stand_in.requests();
    assert_eq!(requests.len(), 1, "one request was sent");
    requests.remove(0)
}

fn decoded(text: &str) -> String {
    Recorded::decoded(text)
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn arguments_in_the_path_stay_in_their_segments() {
    let stand_in = StandIn::start().unwrap();
    let answered =
        client(&stand_in).arguments().in_path(TEXTS, [3, 4], Point::new(1).y(-2), Point::new(5)).send().await;
    // Nobody told the stand-in about such a path.
    assert_eq!(answered.unwrap_err().status().map(|status| status.as_u16()), Some(404));
    let request = only_request(&stand_in);
    let segments: Vec<&str> = request.path.split('/').skip(2).collect();
    let [simple, label, matrix, json] = segments[..] else { panic!("{}", request.path) };
    assert_eq!(simple.split(',').map(decoded).collect::<Vec<_>>(), TEXTS);
    assert_eq!(label, ".3.4");
    assert_eq!(matrix, ";x=1;y=-2");
    assert_eq!(decoded(json), r#"{"x":5}"#);
}

#[tokio::test]
async fn a_query_that_the_path_is_described_with_is_sent() {
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::GET, "/rest", Answer::json(200, r#"{"kind": 2, "size": 3, "new": {}, "newer": []}"#));
    let found = client(&stand_in).arguments().find_shape("a&b {c}").page(4).send().await.unwrap();
    // What the server has new makes no circle of a square.
    assert!(matches!(found, FindShapeResponse::Square(square) if square.size == 3));
    let request = only_request(&stand_in);
    assert_eq!(request.query_pairs(), pairs(&[("method", "find.shape"), ("words", "a&b {c}"), ("page", "4")]));
}

#[tokio::test]
async fn arguments_in_the_query_come_back_as_they_were_given() {
    for text in TEXTS {
        let stand_in = StandIn::start().unwrap();
        stand_in.answer(Method::GET, "/query", Answer::empty(204));
        let filter = Filter::default().name(text).near(Point::new(1).y(2)).all([Point::new(3), Point::new(4)]);
        let sent = client(&stand_in)
            .arguments()
            .in_query()
            .text(text)
            .ids([1, 2])
            .commas([text, "z"])
            .spaces([text, "z"])
            .pipes([text, "z"])
            .filter(filter)
            .point(Point::new(7).y(8))
            .reserved(text)
            .json(BTreeMap::from([(text.to_owned(), text.to_owned())]))
            .sizes([Size::Small, Size::Unknown(text.to_owned())])
            .send();
        sent.await.unwrap();
        let request = only_request(&stand_in);
        let raw: Vec<(&str, &str)> = request.query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let lists: Vec<Vec<String>> = [("commas", ","), ("spaces", "%20"), ("pipes", "%7C")]
            .iter()
            .map(|(name, separator)| {
                let value = raw.iter().find(|(key, _)| key == name).unwrap().1;
                // Only the last separator is certain: a text may hold the others.
                let (first, last) = value.rsplit_once(separator).unwrap();
                vec![decoded(first), decoded(last)]
            })
            .collect();
        assert!(lists.iter().all(|list| list == &[text, "z"]), "{lists:?}");
        let found = request.query_pairs();
        let found: Vec<_> = found
            .into_iter()
            .filter(|(name, _)| !["commas", "spaces", "pipes", "json"].contains(&name.as_str()))
            .collect();
        let expected = [
            ("text", text),
            ("ids", "1"),
            ("ids", "2"),
            ("filter[name]", text),
            ("filter[near][x]", "1"),
            ("filter[near][y]", "2"),
            ("filter[all][0][x]", "3"),
            ("filter[all][1][x]", "4"),
            ("x", "7"),
            ("y", "8"),
            ("reserved", text),
            ("sizes", "small"),
            ("sizes", text),
        ];
        assert_eq!(found, pairs(&expected));
        let json = Recorded::value(&request.query_pairs(), "json").unwrap();
        assert_eq!(json, format!("{{{text:?}:{text:?}}}"));
    }
}

#[tokio::test]
async fn reserved_characters_stay_where_the_description_allows_them() {
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::GET, "/query", Answer::empty(204));
    client(&stand_in).arguments().in_query().reserved("/a:b?c=d,e").size(Size::Large).send().await.unwrap();
    assert_eq!(only_request(&stand_in).query, "reserved=/a:b?c=d,e&size=large");
}

#[tokio::test]
async fn headers_and_cookies() {
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::GET, "/beside", Answer::empty(204));
    let beside = client(&stand_in).arguments().beside().x_text("a, b").x_ids([1, 2]).x_point(Point::new(1).y(2));
    beside.session("a;b=c é").seen([3, 4]).send().await.unwrap();
    let request = only_request(&stand_in);
    assert_eq!((request.header("x-text"), request.header("x-ids")), ("a, b", "1,2"));
    assert_eq!(request.header("x-point"), "x=1,y=2");
    let (session, seen) = request.header("cookie").split_once("; ").unwrap();
    assert_eq!((decoded(session).as_str(), seen), ("session=a;b=c é", "seen=3,4"));
}

#[tokio::test]
async fn fields_of_a_form_are_encoded_as_described() {
    for text in TEXTS {
        let stand_in = StandIn::start().unwrap();
        stand_in.answer(Method::POST, "/form", Answer::empty(204));
        let form = client(&stand_in).bodies().send_form(text).tags([text, "z"]).commas([1, 2]);
        form.owner(Point::new(1)).home(Point::new(2).y(3)).send().await.unwrap();
        let request = only_request(&stand_in);
        assert_eq!(request.header("content-type"), "application/x-www-form-urlencoded");
        let expected = [
            ("name", text),
            ("tags", text),
            ("tags", "z"),
            ("commas", "1,2"),
            ("owner", r#"{"x":1}"#),
            ("home[x]", "2"),
            ("home[y]", "3"),
        ];
        assert_eq!(request.form_pairs(), pairs(&expected));
    }
}

/// Headers and content of the parts of a body.
fn parts(request: &Recorded) -> Vec<(String, String)> {
    let boundary = request.header("content-type").strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = format!("\r\n{}", String::from_utf8_lossy(&request.body));
    let delimiter = format!("\r\n--{boundary}");
    let parts = body.split(&delimiter).skip(1).take_while(|part| !part.starts_with("--"));
    parts
        .map(|part| part.trim_start_matches("\r\n").split_once("\r\n\r\n").unwrap())
        .map(|(head, content)| (head.replace("\r\n", "; "), content.to_owned()))
        .collect()
}

#[tokio::test]
async fn files_and_parts_say_what_they_are() {
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::POST, "/parts", Answer::empty(204));
    let page = File::new(vec![b'2']).name("två.txt").media_type("text/plain");
    let upload = client(&stand_in).bodies().send_parts(b"\r\n--\r\n").pages([File::from("1"), page]);
    upload
        .point(Point::new(1))
        .tags(["a", "b"])
        .scores([1, 2])
        .dishes([Dish::new("soup"), Dish::new("pie")])
        .send()
        .await
        .unwrap();
    let document = |root: &str| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{root}");
    let disposition = |rest: &str| format!("Content-Disposition: form-data; {rest}");
    let expected = [
        (disposition("name=\"photo\"; filename=\"photo\"; Content-Type: image/png"), "\r\n--\r\n"),
        (disposition("name=\"pages\"; filename=\"pages\"; Content-Type: application/octet-stream"), "1"),
        (disposition("name=\"pages\"; filename=\"två.txt\"; Content-Type: text/plain"), "2"),
        (disposition("name=\"point\"; Content-Type: application/json"), r#"{"x":1}"#),
        (disposition("name=\"tags\""), "a"),
        (disposition("name=\"tags\""), "b"),
        (disposition("name=\"scores\"; Content-Type: application/json"), "[1,2]"),
        (disposition("name=\"dishes\"; Content-Type: application/xml"), &document("<dish>soup</dish>")),
        (disposition("name=\"dishes\"; Content-Type: application/xml"), &document("<dish>pie</dish>")),
    ];
    let expected: Vec<_> = expected.into_iter().map(|(head, content)| (head, content.to_owned())).collect();
    assert_eq!(parts(&only_request(&stand_in)), expected);
}

#[tokio::test]
async fn whole_bodies_carry_their_media_type() {
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::PUT, "/octets", Answer::empty(204));
    stand_in.answer(Method::PATCH, "/patch", Answer::empty(204));
    client(&stand_in).bodies().send_octets(vec![0, 255]).send().await.unwrap();
    client(&stand_in).bodies().send_patch(Point::new(1)).send().await.unwrap();
    let requests = stand_in.requests();
    assert_eq!(requests[0].header("content-type"), "application/octet-stream");
    assert_eq!(requests[0].body, vec![0, 255]);
    assert_eq!(requests[1].header("content-type"), "application/merge-patch+json");
    assert_eq!(requests[1].body, r#"{"x":1}"#);
}

#[tokio::test]
async fn a_body_can_be_sent_in_each_of_the_ways_that_are_described() {
    let stand_in = StandIn::start().unwrap();
    stand_in.answer(Method::POST, "/several", Answer::empty(204));
    let bodies = client(&stand_in).bodies();
    bodies.send_several(Point::new(1)).send().await.unwrap();
    bodies.send_several(Point::new(1)).content_type("application/vnd.kitchen+json").send().await.unwrap();
    bodies.send_several_as_text("words").send().await.unwrap();
    bodies.send_several_as_multipart(File::new(vec![1, 2])).send().await.unwrap();
    let refused = bodies.send_several(Point::new(1)).content_type("a/b\r\nX-More: 1").send().await;
    assert!(refused.unwrap_err().status().is_none(), "a media type that is no header is refused before it is sent");

    let requests = stand_in.requests();
    let sent: Vec<(&str, &[u8])> =
        requests.iter().map(|request| (request.header("content-type"), request.body.as_ref())).collect();
    let [json, vendor, text, (multipart, photo)] = sent[..] else { panic!("{sent:?}") };
    assert_eq!(json, ("application/json", br#"{"x":1}"#.as_slice()));
    assert_eq!(vendor, ("application/vnd.kitchen+json", br#"{"x":1}"#.as_slice()));
    assert_eq!(text, ("text/plain", b"words".as_slice()));
    assert!(multipart.starts_with("multipart/form-data; boundary="));
    assert!(photo.windows(2).any(|bytes| bytes == [1, 2]), "the file is in the body");
}
