#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::fs;

use tempfile::TempDir;

use super::*;

const DESCRIPTION: &str = r#"
openapi: 3.1.0
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses: { "204": { description: None. } }
"#;

const SECOND: &str = r#"
  /pets/{id}:
    delete:
      operationId: deletePet
      tags: [pets]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Gone. } }
"#;

/// A workspace as far as a release looks at it.
fn workspace(description: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let manifest = "[package]\nname = \"plex-sdk\"\nversion = \"0.1.0\"\n";
    for (path, text) in [
        ("Cargo.toml", "[workspace.dependencies]\nplex-sdk = { path = \"plex-sdk\", version = \"0.1.0\" }\n"),
        ("Cargo.lock", &format!("version = 4\n\n[{manifest}").replace("[[package]", "[[package]]")),
        ("plex-sdk/Cargo.toml", manifest),
        ("README.md", "```toml\nplex-sdk = \"0.1\"\n```\n"),
        ("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- Everything.\n"),
        ("spec/plex.yaml", description),
    ] {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), text).unwrap();
    }
    folder
}

fn texts(folder: &Path) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(self::texts(&path));
        } else {
            texts.insert(path.display().to_string(), fs::read_to_string(&path).unwrap());
        }
    }
    texts
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap()
}

fn prepared(folder: &TempDir, set: Option<&str>) -> Result<Option<Release>> {
    let set = set.map(|version| Version::parse(version).unwrap());
    let prepared = prepare(folder.path(), set, "2026-01-31")?;
    Ok(prepared.expect("the description is right").release)
}

/// Makes the release that is due.
fn release(folder: &TempDir) {
    prepared(folder, None).unwrap().expect("a release is due").plan.apply().unwrap();
}

fn released(description: &str) -> TempDir {
    let folder = workspace(description);
    release(&folder);
    folder
}

#[test]
fn the_first_release_takes_the_version_of_the_manifest_and_keeps_what_later_ones_are_held_against() {
    let folder = released(DESCRIPTION);
    assert_eq!(read(&folder, "spec/released.yaml"), DESCRIPTION);
    assert_eq!(read(&folder, "spec/released-api.txt"), read(&folder, "plex-sdk/api.txt"));
    assert!(read(&folder, "plex-sdk/src/generated/pets/mod.rs").contains("fn list_pets"));
    assert_eq!(
        read(&folder, "CHANGELOG.md"),
        "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-31\n\n### Added\n\n- Everything.\n"
    );
}

#[test]
fn without_a_change_there_is_no_release_and_no_file_is_written() {
    let folder = released(DESCRIPTION);
    let before = texts(folder.path());
    assert!(prepared(&folder, None).unwrap().is_none());
    assert_eq!(texts(folder.path()), before);
}

#[test]
fn an_operation_that_is_gone_raises_the_minor_version_before_one_everywhere_it_is_written() {
    let folder = released(&format!("{DESCRIPTION}{SECOND}"));
    fs::write(folder.path().join("spec/plex.yaml"), DESCRIPTION).unwrap();
    release(&folder);
    for (path, expected) in [
        ("Cargo.toml", "plex-sdk = { path = \"plex-sdk\", version = \"0.2.0\" }"),
        ("Cargo.lock", "version = \"0.2.0\""),
        ("plex-sdk/Cargo.toml", "version = \"0.2.0\""),
        ("README.md", "plex-sdk = \"0.2\""),
        ("CHANGELOG.md", "## [0.2.0] - 2026-01-31\n\n### Removed\n\n- **Breaking:**"),
    ] {
        let text = read(&folder, path);
        assert!(text.contains(expected), "{path}:\n{text}");
    }
    assert!(!folder.path().join("plex-sdk/src/generated/pets/delete_pet.rs").exists());
}

#[test]
fn a_new_operation_is_a_patch_before_one() {
    let folder = released(DESCRIPTION);
    fs::write(folder.path().join("spec/plex.yaml"), format!("{DESCRIPTION}{SECOND}")).unwrap();
    let release = prepared(&folder, None).unwrap().unwrap();
    assert!(release.report.contains("Release plex-sdk 0.1.1\n"), "{}", release.report);
    assert!(release.report.contains("### Added\n"), "{}", release.report);
}

#[test]
fn a_version_that_is_too_low_is_refused_and_the_tree_stays_as_it_was() {
    let folder = released(&format!("{DESCRIPTION}{SECOND}"));
    fs::write(folder.path().join("spec/plex.yaml"), DESCRIPTION).unwrap();
    let before = texts(folder.path());
    let refusal = prepared(&folder, Some("0.1.1")).err().unwrap().to_string();
    assert!(refusal.contains("demands 0.2.0"), "{refusal}");

    let manifest = read(&folder, "plex-sdk/Cargo.toml").replace("0.1.0", "0.1.5");
    assert_eq!(texts(folder.path()), before);
    fs::write(folder.path().join("plex-sdk/Cargo.toml"), manifest).unwrap();
    assert!(prepared(&folder, None).err().unwrap().to_string().contains("0.1.5 is too low"));
    assert_eq!(check(folder.path(), None).unwrap(), Outcome::Failed);
}

#[test]
fn a_change_of_the_generator_is_seen_though_the_description_stays() {
    let folder = released(DESCRIPTION);
    let listing = folder.path().join("spec/released-api.txt");
    let text = fs::read_to_string(&listing).unwrap() + "pub const plex_sdk::client::GONE: u8\n";
    fs::write(&listing, text).unwrap();
    let release = prepared(&folder, None).unwrap().unwrap();
    assert!(release.report.contains("Release plex-sdk 0.2.0"), "{}", release.report);
    assert!(release.report.contains("  - `pub const plex_sdk::client::GONE: u8`"), "{}", release.report);
}

#[test]
fn half_a_last_release_is_an_error_that_names_what_is_missing() {
    let folder = released(DESCRIPTION);
    fs::remove_file(folder.path().join("spec/released.yaml")).unwrap();
    assert!(prepared(&folder, None).err().unwrap().to_string().contains("there is no spec/released.yaml"));
}

#[test]
fn when_a_file_cannot_be_written_all_others_are_put_back() {
    let folder = released(&format!("{DESCRIPTION}{SECOND}"));
    fs::write(folder.path().join("spec/plex.yaml"), DESCRIPTION).unwrap();
    let release = prepared(&folder, None).unwrap().unwrap();
    // In the way of a file that is written late.
    let listing = folder.path().join("spec/released-api.txt");
    fs::remove_file(&listing).unwrap();
    fs::create_dir(&listing).unwrap();
    fs::write(listing.join("x"), "").unwrap();
    let before = texts(folder.path());
    let error = format!("{:#}", release.plan.apply().unwrap_err());
    assert!(error.starts_with("nothing was changed: cannot write"), "{error}");
    assert_eq!(texts(folder.path()), before);
}

#[test]
fn until_a_release_is_made_the_version_fits_whatever_changed() {
    let folder = released(&format!("{DESCRIPTION}{SECOND}"));
    fs::write(folder.path().join("spec/plex.yaml"), DESCRIPTION).unwrap();
    assert_eq!(check(folder.path(), None).unwrap(), Outcome::Done);
}
