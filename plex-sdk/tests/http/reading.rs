//! Answers in another form than the described one.

use plex_sdk::codegen::*;
use plex_sdk::users::GetUsers;
use plex_sdk::{Error, http};

fn answer(headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> http::Response<Bytes> {
    let mut response = http::Response::builder().status(200);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Bytes::from(body.into())).unwrap()
}

const USERS: &str = r#"{"friendlyName":"myPlex","identifier":"i","machineIdentifier":"m","size":0,"totalSize":7}"#;

#[test]
fn what_is_described_as_xml_may_come_as_json_with_or_without_its_root_element() {
    for body in [USERS.to_owned(), format!(" {{ \"MediaContainer\" : {USERS} }} ")] {
        let read = GetUsers::new().answer(answer(&[("content-type", "application/json")], body.as_str())).unwrap();
        assert!(read.drift().is_empty(), "{}", read.drift());
        assert_eq!((read.value.total_size, read.value.machine_identifier.as_str()), (7, "m"), "{body}");
    }
}

#[test]
fn an_object_beside_others_is_no_root_element() {
    for body in [format!("{{\"MediaContainer\":{USERS},\"other\":1}}"), format!("{{\"MediaContainer\":{USERS}}} 1")] {
        let read = GetUsers::new().response(answer(&[("content-type", "application/json")], body.as_str()));
        assert!(matches!(read, Err(Error::Decode(_))), "{body}: {read:?}");
    }
}

#[test]
fn what_is_not_utf_8_is_named_with_what_the_headers_say_of_its_encoding() {
    let headers = [("content-type", "application/json; charset=ISO-8859-1")];
    let error = GetUsers::new().response(answer(&headers, b"{\"a\":\"\xe9\"}")).unwrap_err().to_string();
    assert!(error.ends_with("found bytes that are not UTF-8 (charset \"ISO-8859-1\")"), "{error}");
    let headers = [("content-type", "application/json"), ("content-encoding", "gzip")];
    let error = GetUsers::new().response(answer(&headers, b"\x1f\x8b\x08\x00")).unwrap_err().to_string();
    assert!(error.ends_with("found bytes that are not UTF-8 (content encoding \"gzip\")"), "{error}");
}
