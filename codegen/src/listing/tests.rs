#![allow(clippy::unwrap_used)]

use super::*;

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}

fn sample() -> Vec<File> {
    vec![
        file("mod.rs", "pub mod client; pub mod models; #[cfg(feature = \"pets\")] pub mod pets; pub use client::Client;"),
        file(
            "client.rs",
            "use crate::pets; pub struct Client { core: Core }
             impl Client { pub fn pets(&self) -> pets::Pets<Self> { x } pub(crate) fn core(&self) -> &Core { x } }",
        ),
        file("models/mod.rs", "mod pet; pub use pet::{Pet, Kind};"),
        file(
            "models/pet.rs",
            "use super::Kind; use crate::codegen::*;
             #[derive(Debug, Clone)] #[cfg_attr(feature = \"serde\", derive(serde::Serialize))] #[non_exhaustive]
             pub struct Pet { pub kind: Kind, #[deprecated] pub names: Vec<String>, secret: u8 }
             #[non_exhaustive] pub enum Kind { Cat, Unknown(String) }
             string_enum!(Kind);
             struct Hidden;",
        ),
        file("pets/mod.rs", "mod get_pet; pub use get_pet::{GetPet}; pub struct Pets<C> { client: C }"),
        file(
            "pets/get_pet.rs",
            "use crate::codegen::*; use crate::{Client, models};
             pub struct GetPet<C = ()> { client: C }
             impl<C: Clone> GetPet<C> { pub fn age(mut self, value: impl Into<i64>) -> Self { x } }
             impl GetPet<Client> { pub async fn send(self, deep: &'static [u8]) -> Result<models::Pet, Error<models::Kind,>,> { x } }
             impl<C> Operation for GetPet<C> { const INFO: u8 = 1; type Output = models::Pet; fn encode(&self) {} }",
        ),
    ]
}

#[test]
fn each_item_is_listed_once_under_the_path_that_users_write() {
    insta::assert_snapshot!("listing", listing("sdk", &sample()).unwrap());
}

#[test]
fn a_file_that_is_not_rust_is_named() {
    let problem = listing("sdk", &[file("mod.rs", "pub mod"), file("a.rs", "")]).unwrap_err();
    assert!(problem.starts_with("mod.rs: "), "{problem}");
}

fn changed(old: &str, new: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let changes = changes(old, new);
    (changes.removed, changes.added, changes.deprecated)
}

#[test]
fn an_item_that_is_gone_is_a_break_and_a_new_one_an_addition() {
    let (old, new) = ("# a comment\npub struct a::B\n", "# another\npub struct a::C\n");
    let changes = changes(old, new);
    assert!(changes.is_breaking());
    assert_eq!(
        (changes.removed, changes.added),
        (vec!["pub struct a::B".to_owned()], vec!["pub struct a::C".to_owned()])
    );
}

#[test]
fn the_name_of_an_argument_is_not_part_of_the_signature_but_its_type_is() {
    let old = "pub fn a::b(&self, r#type: impl Into<a::C>, map: BTreeMap<String, a::D>) -> (u8, a::E)\n";
    assert_eq!(changed(old, &old.replace("r#type", "kind").replace("map:", "all:")), Default::default());
    assert!(changes(old, &old.replace("a::D", "a::X")).is_breaking());
    assert!(changes(old, &old.replace("a::E", "a::X")).is_breaking());
}

#[test]
fn a_deprecation_is_neither_a_break_nor_an_addition() {
    let (old, new) = ("pub fn a::b()\n", "#[deprecated] pub fn a::b()\n");
    assert_eq!(changed(old, new), (vec![], vec![], vec!["#[deprecated] pub fn a::b()".to_owned()]));
    assert_eq!(changed(new, old), Default::default());
}

#[test]
fn a_type_that_is_another_name_now_is_still_there() {
    let old = "pub struct a::Old<C>\npub fn a::Old<C>::send(self) -> a::OldError\npub enum a::OldError\n";
    let new = "pub struct a::New<C>\npub fn a::New<C>::send(self) -> a::NewError\npub enum a::NewError\n";
    let aliases =
        "#[deprecated] pub type a::Old<C = ()> = a::New<C>\n#[deprecated] pub type a::OldError = a::NewError\n";
    assert!(changes(old, new).is_breaking());
    let (removed, added, _) = changed(old, &format!("{new}{aliases}"));
    assert_eq!((removed, added.len()), (vec![], 2), "the aliases are new");
    assert!(changes(&format!("{old}{aliases}"), new).is_breaking(), "an alias that goes is a break");
}

#[test]
fn another_derive_is_an_addition_and_a_dropped_one_a_break() {
    let (less, more) = ("impl Clone for a::B\n", "impl Clone + Hash for a::B\n");
    assert_eq!(changed(less, more), (vec![], vec!["impl Hash for a::B".to_owned()], vec![]));
    assert_eq!(changed(more, less), (vec!["impl Hash for a::B".to_owned()], vec![], vec![]));
}
