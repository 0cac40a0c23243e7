//! Client, root module and crate.

use super::fixtures::*;
use super::{check, emitted, provenance};
use crate::api::*;
use crate::emit::{Package, modules, package, reference};

#[test]
fn client() {
    let mut api = api();
    api.operations.push(operation("signIn", Method::Post, "/sign-in"));
    api.operations.push(Operation { tag: 1, ..operation("tune", Method::Put, "/tune") });
    insta::assert_snapshot!("client", emitted(&api, "client.rs"));
    insta::assert_snapshot!("root", emitted(&api, "mod.rs"));
}

#[test]
fn client_of_a_bare_api() {
    let mut api = Api { servers: vec![server("https://example.com", Vec::new())], ..Api::default() };
    let (name, handle) = (name("Things"), "Things".into());
    api.tags.push(Tag { name, handle, doc: Doc::default(), pointer: String::new() });
    api.operations.push(operation("get", Method::Get, "/"));
    insta::assert_snapshot!("client_bare", emitted(&api, "client.rs"));
    insta::assert_snapshot!("root_bare", emitted(&api, "mod.rs"));
}

#[test]
fn whole_crate() {
    let api = with_operation(operation("getThing", Method::Get, "/thing"));
    let about = Package { name: "plex-api".to_owned(), runtime_path: "../\"plex-sdk\"".to_owned() };
    let files = package(&api, &provenance(), &about);
    check(&files);
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    insta::assert_snapshot!("package_files", paths.join("\n"));
    for (name, path) in
        [("package_manifest", "Cargo.toml"), ("package_readme", "README.md"), ("package_library", "src/lib.rs")]
    {
        insta::assert_snapshot!(name, files.iter().find(|file| file.path == path).unwrap().text);
    }
}

#[test]
fn deterministic() {
    assert_eq!(modules(&api(), &provenance()), modules(&api(), &provenance()));
}

#[test]
fn reference_of_a_tag() {
    let mut api = api();
    let tags = api.tags.len();
    assert!(tags > 0);
    let mut about = operation("tune", Method::Put, "/tune/{station}");
    about.doc.deprecated = true;
    about.parameters.push(parameter("station", Place::Path, Type::Int(IntWidth::I64)));
    about.parameters.push(parameter("note", Place::Query, Type::List(Box::new(Type::String))));
    api.operations.push(about);
    let pages = reference(&api, &provenance(), "plex-api");
    let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    insta::assert_snapshot!("reference", format!("{}\n\n{}", paths.join("\n"), pages[0].text));
}
