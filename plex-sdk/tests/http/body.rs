//! Bodies and their media types.

use plex_sdk::codegen::*;

use crate::support::{header, request};

fn sent(encode: impl Fn(&mut RequestParts)) -> (Option<String>, String) {
    let sent = request(encode).unwrap();
    (header(&sent, "content-type"), String::from_utf8_lossy(sent.body()).into_owned())
}

fn media(media_type: &str, body: &str) -> (Option<String>, String) {
    (Some(media_type.to_owned()), body.to_owned())
}

#[test]
fn a_form_is_encoded_as_browsers_do() {
    let form = sent(|request| {
        request.form("login", &"me@example.com").form("pass word", &Secret::from("a b+c&d=é~*"));
        request.form("rememberMe", &true).form("none", &None::<bool>).form("list", &vec!["x", "y"]);
        request.form("object", &Object::new().field("a", &1).build());
    });
    let expected = "login=me%40example.com&pass+word=a+b%2Bc%26d%3D%C3%A9%7E*&rememberMe=true&list=x&list=y\
                    &object=%7B%22a%22%3A1%7D";
    assert_eq!(form, media("application/x-www-form-urlencoded", expected));
}

#[test]
fn fields_of_a_form_can_have_styles() {
    let form = sent(|request| {
        request.form_styled("a", Style::Form, false, &vec!["x y", "z"]);
        request.form_styled("b", Style::SpaceDelimited, false, &vec!["x", "y"]);
        request.form_styled("c", Style::DeepObject, true, &Object::new().field("d", &1).build());
        request.form_reserved("e", Style::Form, true, &"a/b c").form_content("f", &vec![1]);
    });
    assert_eq!(form.1, "a=x+y,z&b=x+y&c%5Bd%5D=1&e=a/b%20c&f=%5B1%5D");
}

#[test]
fn json_text_and_bytes_carry_their_media_type() {
    let object = Object::new().field("name", &"é").build();
    let json = sent(|request| {
        request.json(&object);
    });
    assert_eq!(json, media("application/json", r#"{"name":"é"}"#));
    let patch = sent(|request| {
        request.json_as("application/merge-patch+json", &Some(object.clone()));
    });
    assert_eq!(patch.0.as_deref(), Some("application/merge-patch+json"));
    let text = sent(|request| {
        request.text("text/plain", &"a \"b\"");
    });
    assert_eq!(text, media("text/plain", "a \"b\""));
    let bytes = sent(|request| {
        request.bytes("image/png", Bytes::from_static(b"PNG"));
    });
    assert_eq!(bytes, media("image/png", "PNG"));
    let none = sent(|request| {
        request.bytes("image/png", None::<Bytes>).json(&None::<String>).text("text/plain", &None::<String>);
    });
    assert_eq!(none, (None, String::new()));
}

#[test]
fn parts_and_files_make_a_multipart_body() {
    let avatar = File::from(b"PNG");
    let (media_type, body) = sent(|request| {
        request.part("title", &"x").part("tags", &vec!["a", "b"]).part("meta", &Object::new().field("a", &1).build());
        request.part_content("note", "text/markdown", &"*n*").part_content("data", "application/json", &"s");
        request.file("avatar", &avatar).file("none", &None::<File>).files("more", &vec![avatar.clone()]);
    });
    let media_type = media_type.unwrap();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let parts: Vec<_> = body.split(&format!("--{boundary}")).collect();
    assert_eq!(parts.len(), 10);
    assert_eq!(parts[1], "\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nx\r\n");
    assert!(parts[3].contains("name=\"tags\"\r\n\r\nb\r\n"));
    assert!(parts[4].contains("Content-Type: application/json\r\n\r\n{\"a\":1}"));
    assert!(parts[5].contains("Content-Type: text/markdown\r\n\r\n*n*"));
    assert!(parts[6].ends_with("\r\n\r\n\"s\"\r\n"));
    assert!(parts[7].contains("name=\"avatar\"; filename=\"avatar\"\r\nContent-Type: application/octet-stream"));
    assert!(parts[8].contains("name=\"more\""));
    assert_eq!(parts[9], "--\r\n");
}

#[test]
fn a_file_says_its_name_and_its_media_type() {
    let png = File::from(b"PNG").name("a \"b\"\r\n.png");
    let (_, body) = sent(|request| {
        request.file_as("first", "image/png", &png).file_as(
            "second",
            "image/png",
            &png.clone().media_type("image/apng"),
        );
        request.part_content("lines", "text/plain", &vec!["a", "b"]).part_content("all", "application/json", &vec![1]);
    });
    let name = "filename=\"a %22b%22%0D%0A.png\"";
    assert!(body.contains(&format!("name=\"first\"; {name}\r\nContent-Type: image/png\r\n\r\nPNG\r\n")), "{body}");
    assert!(body.contains(&format!("name=\"second\"; {name}\r\nContent-Type: image/apng\r\n\r\nPNG\r\n")), "{body}");
    assert_eq!(body.matches("name=\"lines\"\r\nContent-Type: text/plain\r\n\r\n").count(), 2);
    assert!(body.contains("Content-Type: application/json\r\n\r\n[1]\r\n"), "{body}");
    assert_eq!(format!("{png:?}").matches("3 bytes").count(), 1);
}

#[test]
fn a_media_type_that_would_add_a_header_is_refused() {
    let refused = request(|request| {
        request.file("avatar", &File::from(b"PNG").media_type("image/png\r\nX-Evil: 1"));
    });
    let problem = refused.unwrap_err().to_string();
    assert!(problem.contains("the argument `avatar` has a media type that cannot be sent"), "{problem}");
}

#[test]
fn xml_bodies_have_a_root() {
    let sent = request(|request| {
        request.xml("text/xml; charset=utf-8", XmlNode::new("word"), &"a & b");
    })
    .unwrap();
    assert_eq!(sent.headers()["content-type"], "text/xml; charset=utf-8");
    assert_eq!(sent.body(), r#"<?xml version="1.0" encoding="UTF-8"?><word>a &amp; b</word>"#);
    let refused = request(|request| {
        request.xml("text/xml", XmlNode::new("word"), &"\u{1}");
    });
    let problem = refused.unwrap_err().to_string();
    assert!(
        problem.contains("the body cannot be written in XML: `$` has a character that XML cannot carry"),
        "{problem}"
    );
}
