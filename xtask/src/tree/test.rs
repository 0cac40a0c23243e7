#![allow(clippy::unwrap_used)]

use super::*;

fn file(path: &str, body: &str) -> File {
    File { path: path.to_owned(), text: format!("// {MARK} from a.yaml. Do not edit.\n{body}\n") }
}

fn texts(folder: &Path) -> Vec<(String, String)> {
    let files = files_below(folder).unwrap();
    files.iter().map(|path| (relative_to(folder, path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn a_second_run_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let files = [file("mod.rs", "pub mod a;"), file("a/mod.rs", "")];
    Difference::between(folder.path(), &files).unwrap().apply().unwrap();
    assert!(Difference::between(folder.path(), &files).unwrap().is_empty());
}

#[test]
fn only_what_changed_is_written_and_what_is_no_longer_emitted_is_removed_with_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    Difference::between(folder.path(), &[file("a.rs", "1"), file("b.rs", "1"), file("old/c.rs", "1")])
        .unwrap()
        .apply()
        .unwrap();
    let wanted = [file("a.rs", "1"), file("b.rs", "2")];
    let difference = Difference::between(folder.path(), &wanted).unwrap();
    assert_eq!(difference.writes.iter().map(|change| &*change.path).collect::<Vec<_>>(), ["b.rs"]);
    assert_eq!(difference.stale.iter().map(|change| &*change.path).collect::<Vec<_>>(), ["old/c.rs"]);
    difference.apply().unwrap();
    let expected: Vec<_> = wanted.iter().map(|file| (file.path.clone(), file.text.clone())).collect();
    assert_eq!(texts(folder.path()), expected);
    assert!(!folder.path().join("old").exists());
}

#[test]
fn a_file_that_was_not_generated_is_neither_overwritten_nor_removed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.rs"), "fn mine() {}").unwrap();
    let refused = Difference::between(folder.path(), &[file("mine.rs", "")]).unwrap_err();
    assert!(refused.to_string().contains("not overwritten"), "{refused}");
    assert!(Difference::between(folder.path(), &[]).unwrap().is_empty());
    assert_eq!(fs::read_to_string(folder.path().join("mine.rs")).unwrap(), "fn mine() {}");
}

#[test]
fn a_path_that_leaves_the_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for path in ["../a.rs", "/a.rs", "a/../../b.rs", ""] {
        assert!(Difference::between(folder.path(), &[file(path, "")]).is_err(), "{path}");
    }
}

#[test]
fn drift_is_shown_as_a_unified_diff() {
    let folder = tempfile::tempdir().unwrap();
    Difference::between(folder.path(), &[file("a.rs", "one"), file("b.rs", "two")]).unwrap().apply().unwrap();
    let difference = Difference::between(folder.path(), &[file("a.rs", "three")]).unwrap();
    let unified = difference.unified("generated");
    for line in ["--- a/generated/a.rs", "+++ b/generated/a.rs", "-one", "+three", "+++ /dev/null", "-two"] {
        assert!(unified.lines().any(|found| found == line), "{line} in\n{unified}");
    }
}
