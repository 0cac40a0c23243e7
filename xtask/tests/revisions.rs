//! `cargo xtask diff` and `cargo xtask release --check` as a maintainer and a workflow meet them: between files, and
//! against a revision of the repository.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const OLD: &str = "
openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: 'https://pets.example' }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses: { '204': { description: None. } }
";

/// A repository as far as the commands look at it.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        repository.git(&["init", "--quiet"]);
        repository
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "A step"]);
    }

    fn git(&self, words: &[&str]) {
        let status = Command::new("git")
            .args(["-c", "user.name=Nobody", "-c", "user.email=nobody@example.com", "-c", "commit.gpgsign=false"])
            .args(words)
            .current_dir(self.root())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .status()
            .unwrap();
        assert!(status.success(), "git {words:?}");
    }

    /// Runs a command of this repository.
    fn xtask(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(words)
            .current_dir(self.root())
            .env("CARGO_MANIFEST_DIR", self.root().join("xtask"))
            .output()
            .unwrap()
    }

    /// The exit code, and what is said on both outputs.
    fn says(&self, words: &[&str]) -> (i32, String) {
        let output = self.xtask(words);
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
        (output.status.code().unwrap(), said)
    }
}

#[test]
fn the_description_is_compared_with_what_it_was_at_a_revision() {
    let repository = Repository::new();
    repository.write("spec/plex.yaml", OLD);
    repository.commit();
    assert_eq!(repository.says(&["diff", "--base", "HEAD", "--fail-on", "any"]).0, 0);
    repository.write("spec/plex.yaml", &OLD.replace("listPets", "allPets"));
    let (code, said) = repository.says(&["diff", "--base", "HEAD", "--fail-on", "breaking"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("renamed from list_pets() to all_pets()"), "{said}");
    assert_eq!(repository.says(&["diff", "--base", "HEAD", "--fail-on", "wire"]).0, 0, "nothing on the wire");
}

#[test]
fn overlays_of_the_revision_belong_to_it() {
    const RENAME: &str = r#"
overlay: 1.0.0
info: { title: Names, version: '1' }
actions: [{ target: "$.paths['/pets'].get", update: { operationId: allPets } }]
"#;
    let repository = Repository::new();
    repository.write("spec/plex.yaml", OLD);
    repository.write("spec/overlays/names.yaml", RENAME);
    repository.commit();
    fs::remove_file(repository.root().join("spec/overlays/names.yaml")).unwrap();
    let (_, said) = repository.says(&["diff", "--base", "HEAD"]);
    assert!(said.contains("renamed from all_pets() to list_pets()"), "{said}");
}

#[test]
fn a_revision_that_cannot_be_read_is_named_with_the_reason() {
    let repository = Repository::new();
    repository.commit();
    repository.write("spec/plex.yaml", "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\npaths: 7\n");
    repository.commit();
    repository.write("spec/plex.yaml", OLD);
    repository.commit();

    let (code, said) = repository.says(&["diff", "--base", "nowhere"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("error: nowhere cannot be read"), "{said}");

    let (code, said) = repository.says(&["diff", "--base", "HEAD~2"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("HEAD~2:spec/plex.yaml cannot be compared"), "{said}");

    let (code, said) = repository.says(&["diff", "--base", "HEAD~1"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("must be a mapping"), "{said}");
    assert!(said.contains("HEAD~1:spec/plex.yaml cannot be compared (1 problem in it)"), "{said}");

    let (code, said) = repository.says(&["diff", "--base", "--output=stolen"]);
    assert_eq!(code, 2, "a revision is no option of git\n{said}");
    assert!(!repository.root().join("stolen").exists());
}

#[test]
fn files_that_say_the_same_in_another_form_have_no_change() {
    let repository = Repository::new();
    repository.write("old.yaml", OLD);
    let value: serde_json::Value = serde_yaml::from_str(OLD).unwrap();
    repository.write("new.json", &serde_json::to_string(&value).unwrap());
    repository.write("none.json", "{}");
    let (code, said) = repository.says(&["diff", "old.yaml", "new.json", "--fail-on", "any"]);
    assert_eq!((code, said.as_str()), (0, "Pets 1 → Pets 1\nno change for callers\n"));
    let (code, said) = repository.says(&["diff", "old.yaml", "none.json"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("none.json cannot be compared"), "{said}");
    let (code, said) = repository.says(&["diff", "old.yaml", "nowhere.yaml"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("nowhere.yaml"), "{said}");
}

#[test]
fn two_apis_that_share_nothing_are_all_removed_and_all_added() {
    let repository = Repository::new();
    repository.write("old.yaml", OLD);
    repository.write("new.yaml", &OLD.replace("pets", "cars").replace("Pets", "Cars"));
    let (code, said) = repository.says(&["diff", "old.yaml", "new.yaml", "--fail-on", "breaking"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("1 operation added, 0 changed, 1 removed"), "{said}");
}

/// A workspace with one release.
fn released() -> Repository {
    let repository = Repository::new();
    let manifest = "[package]\nname = \"plex-sdk\"\nversion = \"0.1.0\"\n";
    repository
        .write("Cargo.toml", "[workspace.dependencies]\nplex-sdk = { path = \"plex-sdk\", version = \"0.1.0\" }\n");
    repository.write("Cargo.lock", &format!("version = 4\n\n[{manifest}").replace("[[package]", "[[package]]"));
    repository.write("plex-sdk/Cargo.toml", manifest);
    repository.write("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n");
    repository.write("spec/plex.yaml", OLD);
    repository.commit();
    let (code, said) = repository.says(&["release", "--date", "2026-01-31"]);
    assert_eq!(code, 0, "{said}");
    repository.commit();
    repository
}

#[test]
fn a_version_is_held_against_the_release_of_a_revision() {
    let repository = released();
    let check = ["release", "--check", "--base", "HEAD"];
    let (code, said) = repository.says(&check);
    assert_eq!(code, 0, "{said}");

    repository.write("spec/plex.yaml", &OLD.replace("listPets", "allPets"));
    let (code, said) = repository.says(&check);
    assert_eq!(code, 0, "no release is made yet\n{said}");
    assert!(said.contains("0.2.0 or above"), "{said}");

    repository.write("plex-sdk/Cargo.toml", "[package]\nname = \"plex-sdk\"\nversion = \"0.1.1\"\n");
    let (code, said) = repository.says(&check);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("The version does not fit"), "{said}");

    repository.write("plex-sdk/Cargo.toml", "[package]\nname = \"plex-sdk\"\nversion = \"0.2.0\"\n");
    let (code, said) = repository.says(&check);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("0.2.0 fits"), "{said}");
}

#[test]
fn a_release_without_a_version_of_its_own_does_not_fit() {
    let repository = released();
    // Whoever edits the baseline by hand has no release for it.
    let renamed = OLD.replace("listPets", "allPets");
    repository.write("spec/plex.yaml", &renamed);
    repository.write("spec/released.yaml", &renamed);
    let (code, said) = repository.says(&["release", "--check", "--base", "HEAD"]);
    assert_eq!(code, 1, "{said}");
}

#[test]
fn a_revision_without_a_release_or_without_anything_is_told_apart() {
    let repository = released();
    let (code, said) = repository.says(&["release", "--check", "--base", "HEAD~1"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("There is no release yet"), "{said}");
    let (code, said) = repository.says(&["release", "--check", "--base", "nowhere"]);
    assert_ne!(code, 0, "{said}");
    assert!(said.contains("there is no commit `nowhere`"), "{said}");

    repository.write("spec/released.yaml", "openapi: 3.1.0\npaths: 5\n");
    repository.commit();
    let (code, said) = repository.says(&["release", "--check", "--base", "HEAD"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("error: spec/released.yaml cannot be read"), "{said}");
}
