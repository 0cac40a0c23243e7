//! `cargo xtask generate` as a maintainer meets it: what it writes, what it refuses, and how it says so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const GOOD: &str = "
openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: 'https://pets.example' }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses:
        '200': { description: Fine., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
";

struct Workplace(tempfile::TempDir);

impl Workplace {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn generate(&self, spec: &str, more: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["generate", "--spec", spec, "--out", "out"])
            .args(more)
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    /// Paths and texts below `out`.
    fn out(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        collect(&self.path("out"), "", &mut files);
        files
    }

    /// What the generator says of a description that it refuses, having written nothing.
    fn refusal(&self, spec: &str) -> String {
        let output = self.generate(spec, &[]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(!self.path("out").exists(), "nothing is written\n{said}");
        said
    }

    fn refusal_of(&self, text: &str) -> String {
        self.write("api.yaml", text);
        self.refusal("api.yaml")
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[test]
fn a_description_becomes_a_complete_crate_and_a_second_run_writes_nothing() {
    let place = Workplace::new();
    place.write("api.yaml", GOOD);
    let output = place.generate("api.yaml", &["--name", "pets"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let first = place.out();
    assert!(first.contains_key("Cargo.toml") && first.contains_key("src/pets/list_pets.rs"), "{:?}", first.keys());
    assert!(first["Cargo.toml"].contains("name = \"pets\""));

    let again = place.generate("api.yaml", &["--name", "pets"]);
    assert!(String::from_utf8(again.stderr).unwrap().contains("up to date"));
    assert_eq!(place.out(), first);
    assert!(place.generate("api.yaml", &["--name", "pets", "--check"]).status.success());
}

#[test]
fn a_description_with_other_words_replaces_all_that_was_written_of_them() {
    let place = Workplace::new();
    place.write("api.yaml", GOOD);
    assert!(place.generate("api.yaml", &[]).status.success());
    place.write("api.yaml", &GOOD.replace("title: Pets", "title: Animals"));
    let output = place.generate("api.yaml", &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files = place.out();
    assert!(files["README.md"].contains("Animals"), "{}", files["README.md"]);
    assert!(files["src/lib.rs"].contains("Animals"), "{}", files["src/lib.rs"]);
}

#[test]
fn check_writes_nothing_and_shows_the_difference_and_the_command_to_run() {
    let place = Workplace::new();
    place.write("api.yaml", GOOD);
    assert!(place.generate("api.yaml", &[]).status.success());
    let before = place.out();
    place.write("api.yaml", &GOOD.replace("name: { type: string }", "nick: { type: string }"));
    let output = place.generate("api.yaml", &["--check"]);
    assert_eq!(output.status.code(), Some(1));
    let (diff, said) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(
        diff.contains("-    pub name: Option<String>,") && diff.contains("+    pub nick: Option<String>,"),
        "{diff}"
    );
    assert!(said.contains("run `cargo xtask generate"), "{said}");
    assert_eq!(place.out(), before);
}

#[test]
fn what_is_emitted_no_more_is_removed_and_what_a_person_wrote_stays() {
    let place = Workplace::new();
    place.write("api.yaml", GOOD);
    assert!(place.generate("api.yaml", &[]).status.success());
    place.write("out/src/mine.rs", "// by hand\n");
    place.write("api.yaml", &GOOD.replace("listPets", "allPets"));
    assert!(place.generate("api.yaml", &[]).status.success());
    let files = place.out();
    assert!(files.contains_key("src/pets/all_pets.rs") && !files.contains_key("src/pets/list_pets.rs"));
    assert_eq!(files["src/mine.rs"], "// by hand\n");
}

#[test]
fn a_folder_with_a_hand_written_crate_is_left_alone() {
    let place = Workplace::new();
    place.write("api.yaml", GOOD);
    fs::create_dir(place.path("out")).unwrap();
    place.write("out/Cargo.toml", "[package]\nname = \"mine\"\n");
    let output = place.generate("api.yaml", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("not overwritten"));
    assert_eq!(place.out().len(), 1);
}

#[test]
fn an_error_leaves_what_was_generated_before() {
    let place = Workplace::new();
    place.write("api.yaml", GOOD);
    assert!(place.generate("api.yaml", &[]).status.success());
    let before = place.out();
    place.write("api.yaml", &GOOD.replace("schemas/Pet'", "schemas/Pat'"));
    assert_eq!(place.generate("api.yaml", &[]).status.code(), Some(1));
    assert_eq!(place.out(), before);
}

#[test]
fn a_name_that_no_crate_can_have_is_refused() {
    let place = Workplace::new();
    place.write("api.yaml", GOOD);
    let output = place.generate("api.yaml", &["--name", "../pets"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!place.path("out").exists());
}

#[test]
fn overlays_change_what_is_generated_and_an_action_that_matches_nothing_is_an_error() {
    let place = Workplace::new();
    place.write("api.yaml", GOOD);
    let head = "overlay: 1.0.0\ninfo: { title: Names, version: '1' }\nactions:\n";
    place.write("1.yaml", &format!("{head}- {{ target: $.paths.*.get, update: {{ x-rust-name: all }} }}\n"));
    place.write("2.yaml", &format!("{head}- {{ target: $.paths.*.get, update: {{ x-rust-name: every }} }}\n"));
    assert!(place.generate("api.yaml", &["--overlay", "1.yaml", "--overlay", "2.yaml"]).status.success());
    assert!(place.out().contains_key("src/pets/every.rs"), "{:?}", place.out().keys());
    place.write("2.yaml", &format!("{head}- {{ target: $.paths.*.put, remove: true }}\n"));
    let output = place.generate("api.yaml", &["--overlay", "1.yaml", "--overlay", "2.yaml"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("actions[0] on `$.paths.*.put`") && said.contains("2.yaml:4:5"), "{said}");
}

#[test]
fn a_selection_leaves_out_the_rest_and_an_unknown_name_is_answered_with_a_suggestion() {
    let place = Workplace::new();
    let second = "  /others:
    get: { operationId: others, tags: [Others], responses: { '204': { description: Nothing. } } }
components:";
    place.write("api.yaml", &GOOD.replace("components:", second));
    assert!(place.generate("api.yaml", &["--tag", "Others"]).status.success());
    let files = place.out();
    assert!(files.contains_key("src/others/others.rs") && !files.contains_key("src/pets/list_pets.rs"));
    assert!(!files.contains_key("src/models/pet.rs"));
    let output = place.generate("api.yaml", &["--operation", "listPet", "--exclude", "Others"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("did you mean `listPets`?"), "{said}");
    assert_eq!(place.out(), files);
}

#[cfg(unix)]
#[test]
fn a_reference_to_a_device_is_refused_rather_than_read_for_ever() {
    let said = Workplace::new().refusal_of(&GOOD.replace("'#/components/schemas/Pet'", "/dev/zero"));
    assert!(said.contains("not a file"), "{said}");
}

#[test]
fn a_missing_file_is_named() {
    insta::assert_snapshot!(Workplace::new().refusal("nowhere.yaml"));
}

#[test]
fn invalid_yaml_is_located() {
    insta::assert_snapshot!(Workplace::new().refusal_of("openapi: 3.1.0\ninfo: {title: Pets\npaths: {}\n"));
}

#[test]
fn a_dangling_reference_is_located_with_a_suggestion() {
    insta::assert_snapshot!(Workplace::new().refusal_of(&GOOD.replace("schemas/Pet'", "schemas/Pat'")));
}

#[test]
fn a_cycle_through_all_of_is_shown() {
    let cycle = "    Pet: { allOf: [{ $ref: '#/components/schemas/Animal' }] }
    Animal: { allOf: [{ $ref: '#/components/schemas/Pet' }] }";
    let text = GOOD.replace("    Pet: { type: object, properties: { name: { type: string } } }", cycle);
    insta::assert_snapshot!(Workplace::new().refusal_of(&text));
}

#[test]
fn two_operations_with_one_operation_id_are_both_named() {
    let second = "  /others:
    get: { operationId: listPets, tags: [Pets], responses: { '204': { description: Nothing. } } }
components:";
    insta::assert_snapshot!(Workplace::new().refusal_of(&GOOD.replace("components:", second)));
}

#[test]
fn an_unknown_version_is_refused() {
    insta::assert_snapshot!(Workplace::new().refusal_of(&GOOD.replace("3.1.0", "4.0.0")));
}

#[test]
fn an_empty_document_is_refused() {
    insta::assert_snapshot!(Workplace::new().refusal_of(""));
}

#[test]
fn a_parameter_without_schema_is_located() {
    let parameter = "operationId: listPets\n      parameters: [{ name: limit, in: query }]";
    insta::assert_snapshot!(Workplace::new().refusal_of(&GOOD.replace("operationId: listPets", parameter)));
}

#[test]
fn a_path_variable_without_parameter_is_located_and_the_parameter_shown() {
    insta::assert_snapshot!(Workplace::new().refusal_of(&GOOD.replace("  /pets:", "  /pets/{id}:")));
}

#[test]
fn all_problems_of_a_run_are_told_together() {
    let parameter = "operationId: listPets\n      parameters: [{ name: limit, in: query }]";
    let text = GOOD
        .replace("  /pets:", "  /pets/{id}:")
        .replace("operationId: listPets", parameter)
        .replace("title: Pets, ", "")
        .replace("schemas/Pet'", "schemas/Pat'");
    insta::assert_snapshot!(Workplace::new().refusal_of(&text));
}

#[test]
fn no_description_of_another_kind_makes_it_panic() {
    for text in
        ["[]", "null", "3", "swagger: '2.0'", "openapi: 3.1.0", "{", "\u{0}", "openapi: 3.1.0\npaths: []\ninfo: 1"]
    {
        let said = Workplace::new().refusal_of(text);
        assert!(!said.contains("panicked"), "{text:?}: {said}");
        assert!(said.contains("nothing was written"), "{text:?}: {said}");
    }
}
