//! Whatever is given, the server reads back: for each operation and for one with an argument in every place, by both
//! clients. What cannot be sent as it is, is refused before anything is sent.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;

use plex_sdk::codegen::{Method, NoError, Object, OperationInfo, RequestParts, Response, ServerInfo};
use plex_sdk::{Client, Core, CoreBuilder, Error, Operation, RequestProblem, Style, blocking};
use plex_sdk_tests::{ACCOUNT_TOKEN, Recorded, StandIn};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

/// Characters that mean something in URLs, headers, forms and JSON, and any others.
fn text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(
        "%+&=?#/\\.;:,@ \t\n\r\"'<>[]{}|^`~!*()$é大🎬\u{0}\u{7f}\u{85}".chars().collect::<Vec<_>>(),
    );
    let fixed = prop::sample::select(vec!["", ".", "..", "%2F", "%2e%2e", "../x", "a+b c", "%", "null", "{id}"]);
    let mixed = vec(prop_oneof![3 => special, 1 => any::<char>(), 2 => prop::char::range('a', 'z')], 0..12);
    prop_oneof![1 => fixed.prop_map(str::to_owned), 4 => mixed.prop_map(|letters| letters.into_iter().collect())]
}

/// What a header can hold: no control characters, and no white space at its ends, which is not part of it.
fn header_text() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.replace(|c: char| c.is_ascii_control(), "").trim_matches(' ').to_owned())
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() }
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

fn owned<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

/// Both clients before one server.
struct Both {
    stand_in: StandIn,
    waiting: blocking::Client,
    other: Client,
    runtime: tokio::runtime::Runtime,
}

impl Both {
    fn new() -> Self {
        let stand_in = StandIn::start().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let builder = support::builder(&stand_in).token(ACCOUNT_TOKEN);
        Self { waiting: builder.clone().build_blocking().unwrap(), other: builder.build().unwrap(), stand_in, runtime }
    }

    /// The last two requests, of which nothing but the connection may differ.
    fn last(&self) -> Recorded {
        let mut requests = self.stand_in.requests();
        let (second, first) = (requests.pop().unwrap(), requests.pop().unwrap());
        let what = |request: &Recorded| (request.path.clone(), request.query_pairs(), request.body.clone());
        assert_eq!(what(&first), what(&second));
        second
    }
}

/// Sends one call by both clients; what the answer is does not matter here.
macro_rules! sent {
    ($both:expr, |$plex:ident| $call:expr) => {{
        let $plex = &$both.waiting;
        let _ = $call.send();
        let $plex = &$both.other;
        let _ = $both.runtime.block_on($call.send());
        $both.last()
    }};
}

#[test]
fn each_operation_carries_its_arguments() {
    let both = Both::new();
    proptest!(config(), |(a in text(), b in text(), code in text(), flag: bool)| {
        let request = sent!(both, |plex| plex.authentication().get_source_connection_information(&*a).refresh(flag));
        prop_assert_eq!(request.query_pairs(), owned([("source", &a), ("refresh", if flag { "1" } else { "0" })]));

        let request = sent!(both, |plex| plex.authentication().get_transient_token(&*a, &*b));
        prop_assert_eq!(request.query_pairs(), owned([("type", &a), ("scope", &b)]));

        let request = sent!(both, |plex| {
            plex.authentication().sign_in(&*a, &*b).verification_code(&*code).remember_me(flag)
        });
        let flag_text = flag.to_string();
        let form = [("login", &*a), ("password", &b), ("rememberMe", &flag_text), ("verificationCode", &code)];
        prop_assert_eq!(request.form_pairs(), owned(form));
        prop_assert_eq!(request.query, "");

        let request = sent!(both, |plex| plex.devices().get_server_resources().include_https(flag));
        prop_assert_eq!(request.query_pairs(), owned([("includeHttps", if flag { "1" } else { "0" })]));
    });
}

#[test]
fn operations_without_arguments_carry_what_the_client_holds() {
    let both = Both::new();
    proptest!(config(), |(product in header_text(), token in header_text())| {
        prop_assume!(!token.is_empty());
        let options = |options: plex_sdk::Options| {
            options.global(plex_sdk::client::PRODUCT, &product).credential(plex_sdk::client::TOKEN, &*token)
        };
        let of = |request: &Recorded, name: &str| request.headers[name].as_bytes().to_vec();
        for request in [
            sent!(both, |plex| plex.with(options).authentication().get_token_details()),
            sent!(both, |plex| plex.with(options).users().get_users()),
        ] {
            prop_assert_eq!(of(&request, "x-plex-product"), product.as_bytes());
            prop_assert_eq!(of(&request, "x-plex-token"), token.as_bytes());
        }
    });
}

#[test]
fn a_header_that_cannot_be_sent_is_refused_unseen() {
    let both = Both::new();
    proptest!(config(), |(before in text(), after in text(), control in prop::sample::select(vec!['\n', '\r', '\0', '\u{7f}']))| {
        let secret = format!("{before}{control}hunter2{after}");
        let error = both.waiting.with_token(&*secret).authentication().get_token_details().send().unwrap_err();
        prop_assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        let said = format!("{} {:?}", error, error);
        prop_assert!(!said.contains("hunter2"));
        prop_assert_eq!(both.stand_in.requests().len(), 0);
    });
}

/// An operation with an argument in every place.
#[derive(Debug)]
struct KitchenSink {
    id: String,
    part: String,
    text: String,
    list: Vec<String>,
    map: BTreeMap<String, String>,
    header: String,
    json: bool,
}

impl Operation for KitchenSink {
    const INFO: &'static OperationInfo =
        &OperationInfo::new("kitchenSink", Method::PUT, "/items/{id}/parts/p-{part}.x");
    type Output = ();
    type Error = NoError;

    fn encode(&self, request: &mut RequestParts) {
        request
            .path("id", &self.id)
            .path("part", &self.part)
            .query("text", &self.text)
            .query("list", &self.list)
            .query_styled("joined", Style::Form, false, &self.list)
            .query_styled("map", Style::DeepObject, true, &self.map)
            .query_reserved("reserved", Style::Form, true, &self.text)
            .header("X-Text", &self.header)
            .cookie("text", &self.text);
        if self.json {
            request.json(&Object::new().field("text", &self.text).field("list", &self.list).build());
        } else {
            request.form("text", &self.text).form("list", &self.list);
        }
    }

    fn decode(_: &mut Response) -> Result<(), Error<NoError>> {
        Ok(())
    }
}

fn kitchen_sink() -> impl Strategy<Value = KitchenSink> {
    let arguments =
        (text(), text(), text(), vec(text(), 1..4), btree_map(text(), text(), 0..3), header_text(), any::<bool>());
    arguments.prop_map(|(id, part, text, list, map, header, json)| KitchenSink {
        id,
        part,
        text,
        list,
        map,
        header,
        json,
    })
}

fn check(sink: &KitchenSink, request: &Recorded) {
    // The server takes the path apart before it decodes its segments.
    let segments: Vec<_> = request.path.split('/').map(decoded).collect();
    let part = format!("p-{}.x", sink.part);
    assert_eq!(segments, ["", "a b", "items", &sink.id, "parts", &part]);

    let query = request.query_pairs();
    let values = |name: &str| -> Vec<String> {
        query.iter().filter(|(other, _)| other == name).map(|(_, value)| value.clone()).collect()
    };
    assert_eq!(values("text"), [&*sink.text]);
    assert_eq!(values("reserved"), [&*sink.text]);
    assert_eq!(values("list"), sink.list);
    let joined = request.query.split('&').find_map(|pair| pair.strip_prefix("joined=")).unwrap();
    assert_eq!(joined.split(',').map(decoded).collect::<Vec<_>>(), sink.list);
    let entry = |(name, value): &(String, String)| {
        Some((name.strip_prefix("map[")?.strip_suffix(']')?.to_owned(), value.clone()))
    };
    assert_eq!(query.iter().filter_map(entry).collect::<BTreeMap<_, _>>(), sink.map);

    assert_eq!(request.headers["x-text"].as_bytes(), sink.header.as_bytes());
    assert_eq!(decoded(request.header("cookie").strip_prefix("text=").unwrap()), sink.text);
    if sink.json {
        let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
        assert_eq!(body, serde_json::json!({ "text": sink.text, "list": sink.list }));
    } else {
        let list = sink.list.iter().map(|item| ("list".to_owned(), item.clone()));
        let form: Vec<_> = std::iter::once(("text".to_owned(), sink.text.clone())).chain(list).collect();
        assert_eq!(request.form_pairs(), form);
    }
}

#[test]
fn an_argument_in_every_place_arrives_and_none_leaves_its_place() {
    let stand_in = StandIn::start().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let builder = CoreBuilder::new(&[]).server(format!("{}/a%20b/", stand_in.url()));
    let (waiting, other): (blocking::Core, Core) =
        (builder.clone().build_blocking().unwrap(), builder.build().unwrap());
    proptest!(config(), |(sink in kitchen_sink())| {
        let before = stand_in.requests().len();
        let answers = [waiting.execute(&sink), runtime.block_on(other.execute(&sink))];
        if matches!(&*sink.id, "" | "." | "..") {
            for answer in answers {
                let Err(Error::InvalidRequest(error)) = answer else { panic!("{answer:?}") };
                assert!(matches!(error.problem(), RequestProblem::PathArgument { name, .. } if name == "id"));
            }
            prop_assert_eq!(stand_in.requests().len(), before);
        } else {
            prop_assert!(answers.iter().all(Result::is_ok), "{answers:?}");
            stand_in.requests().iter().skip(before).for_each(|request| check(&sink, request));
            prop_assert_eq!(stand_in.requests().len(), before + 2);
        }
    });
}

#[test]
fn any_server_url_is_refused_or_used_as_it_is() {
    const SERVERS: &[ServerInfo] = &[];
    let sink = |text: &str| KitchenSink {
        id: "1".to_owned(),
        part: String::new(),
        text: text.to_owned(),
        list: Vec::new(),
        map: BTreeMap::new(),
        header: String::new(),
        json: true,
    };
    proptest!(config(), |(noise in text(), user in "[a-z]{1,3}")| {
        for server in [format!("http://plex.test/{noise}"), format!("http://plex.test{noise}"), format!("http://{user}:{noise}@plex.test")] {
            let Ok(options) = CoreBuilder::new(SERVERS).server(&server).options() else { continue };
            let Ok(request) = options.request(&sink("x")) else { continue };
            let uri = request.uri();
            prop_assert_eq!(uri.authority().map(|authority| authority.as_str().contains('@')), Some(false));
            prop_assert!(uri.path().ends_with("/items/1/parts/p-.x"), "{}", uri);
            prop_assert!(!uri.path().split('/').any(|segment| matches!(segment, "." | "..")), "{}", uri);
        }
    });
}
