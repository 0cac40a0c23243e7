//! Bodies in XML: what is written reads back as it was given, and only what XML can carry is sent.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use http::Method;
use plex_sdk::{InvalidRequest, Operation, Options, RequestProblem};
use plex_sdk_kitchen::bodies::{self, NoteBody};
use plex_sdk_kitchen::models::{Course, Dish, Menu, MenuDrink, Order, Size, Water, Wine};
use plex_sdk_kitchen::{Client, client};
use plex_sdk_tests::{Answer, StandIn};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(100);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// The body of a request, without sending it.
fn body<O: Operation>(operation: &O) -> Result<String, InvalidRequest> {
    let request = Options::new(client::SERVERS).request(operation)?;
    Ok(String::from_utf8(request.into_body().to_vec()).unwrap())
}

/// Any text that XML can carry, and not only white space, which lays out elements.
fn text() -> impl Strategy<Value = String> {
    "[\\t\\n\\r -~<>&\"'\u{85}\u{2028}é日🎬\u{fffd}]{0,12}[a-z<&>;]"
}

fn name() -> impl Strategy<Value = String> {
    "[a-zA-Z_éλ日][a-z0-9.·-]{0,5}"
}

fn dish() -> impl Strategy<Value = Dish> {
    let size = prop_oneof![Just(Size::Small), Just(Size::Large), text().prop_map(Size::Unknown)];
    (text(), option::of(size)).prop_map(|(name, size)| {
        let dish = Dish::new(name);
        if let Some(size) = size { dish.size(size) } else { dish }
    })
}

/// Never an empty element, since one alone reads as a list of nothing.
fn course() -> impl Strategy<Value = Course> {
    (vec(dish(), 0..3), any::<bool>()).prop_map(|(dishes, open)| Course::new(dishes).open(open))
}

fn drink() -> impl Strategy<Value = MenuDrink> {
    prop_oneof![
        (text(), any::<i64>()).prop_map(|(name, year)| Wine::new(name, year).into()),
        (text(), any::<bool>()).prop_map(|(name, still)| Water::new(name, still).into()),
    ]
}

fn menu() -> impl Strategy<Value = Menu> {
    let leaf = (
        text(),
        option::of(text()),
        option::of(any::<i64>()),
        vec(course(), 0..3),
        option::of(btree_map(name(), dish(), 1..3)),
        option::of(drink()),
        vec(text(), 0..3),
    );
    let leaf = leaf.prop_map(|(title, lang, pages, courses, prices, drink, hints)| {
        let mut menu = Menu::new(title, courses, hints);
        (menu.lang, menu.prices, menu.drink) = (lang, prices, drink);
        if let Some(pages) = pages { menu.pages(pages) } else { menu }
    });
    leaf.boxed().prop_recursive(3, 4, 1, |inner| {
        (inner.clone(), option::of(inner)).prop_map(|(mut menu, next)| {
            menu.next = next.map(Box::new);
            menu
        })
    })
}

#[test]
fn what_is_written_reads_back_as_it_was() {
    proptest!(config(), |(menu in menu())| {
        let written = body(&bodies::Menu::new(menu.clone())).unwrap();
        let read = plex_sdk::xml::from_slice::<Menu>(written.as_bytes()).unwrap();
        prop_assert_eq!(read.value, menu, "{}", written);
    });
}

#[test]
fn what_a_description_says_is_written() {
    let menu = Menu::new(
        "Today",
        [Course::new([Dish::new("soup"), Dish::new("pie").size(Size::Small)]).open(true)],
        ["a", "b"],
    )
    .lang("en")
    .pages_null()
    .prices([("extra".to_owned(), Dish::new("salt").size(Size::Large))].into())
    .drink(Wine::new("Port", 1999))
    .next(Menu::new("Tomorrow", [], [""; 0]).drink(Water::new("Tap", true)));
    assert_eq!(
        body(&bodies::Menu::new(menu)).unwrap(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <m:Menu xmlns:m=\"urn:menu\" title=\"Today\" xml:lang=\"en\">\
         <CourseSet><m:Course xmlns:c=\"urn:course\" c:open=\"true\"><dish>soup</dish><dish size=\"small\">pie</dish></m:Course></CourseSet>\
         <prices><extra size=\"large\">salt</extra></prices>\
         <drink name=\"Port\"><year>1999</year></drink>\
         <hints>a</hints><hints>b</hints>\
         <m:next title=\"Tomorrow\"><CourseSet/><drink><name>Tap</name><still>true</still></drink></m:next>\
         </m:Menu>"
    );
}

#[test]
fn the_only_field_of_a_body_without_a_name_is_the_root() {
    let note = NoteBody::new().note(Dish::new("Less salt"));
    let written = body(&bodies::Note::new(note.clone())).unwrap();
    assert_eq!(written, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><dish>Less salt</dish>");
    assert_eq!(plex_sdk::xml::from_slice::<NoteBody>(written.as_bytes()).unwrap().value, note);
    assert!(body(&bodies::Note::new(NoteBody::new())).unwrap().ends_with("<root/>"));
}

#[test]
fn what_xml_cannot_carry_is_refused_with_its_place_and_without_its_content() {
    let refused = |menu: Menu| match body(&bodies::Menu::new(menu)).unwrap_err().problem() {
        RequestProblem::XmlBody { at, reason } => format!("{at} {reason}"),
        other => panic!("{other}"),
    };
    let menu = || Menu::new("t", [], [""; 0]);
    assert_eq!(refused(menu().lang("\0")), "$.lang has a character that XML cannot carry");
    let course = Course::new([Dish::new("a\u{b}b")]);
    assert_eq!(refused(Menu::new("t", [course], ["h"])), "$.courses.dishes.name has a character that XML cannot carry");
    let priced = |name: &str| menu().prices([(name.to_owned(), Dish::new("d"))].into());
    for name in ["", "1", "a b", "a:b", "a\"><!--", "xmlns:x", "-", "²", "a>"] {
        assert_eq!(refused(priced(name)), "$.prices.* has a name that XML does not allow", "{name:?}");
    }
}

#[tokio::test]
async fn what_is_sent_in_xml_arrives_with_its_media_type() {
    let stand_in = StandIn::start().unwrap();
    let client = Client::builder().server(stand_in.url()).build().unwrap();
    for text in ["plain", "é 🦀", "\"quoted\" [x]{y}", "<a/>&amp;", "a\r\n\tb", " spaces ", "]]>"] {
        let dishes = [Dish::new("soup"), Dish::new(format!("x{text}x")).size(Size::Large)];
        let order = Order::new(7, dishes).r#for(text).notes([text, "b"]);
        stand_in.answer(Method::PUT, "/order", Answer::new(400, None, ""));
        client.bodies().order(order.clone()).send().await.unwrap_err();
        let sent = stand_in.requests().pop().unwrap();
        assert_eq!(sent.header("content-type"), "application/xml");
        let read = plex_sdk::xml::from_slice::<Order>(&sent.body).unwrap();
        assert_eq!(read.value, order, "{:?}", String::from_utf8_lossy(&sent.body));
    }
    client.bodies().order(Order::new(1, [Dish::new("pie").size(Size::Small)])).send().await.unwrap_err();
    let sent = stand_in.requests().pop().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&sent.body),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><order xmlns=\"urn:kitchen\" number=\"1\">\
         <dishes><dish size=\"small\">pie</dish></dishes></order>"
    );
}
