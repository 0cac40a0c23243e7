//! The whole upstream description of Plex: 241 operations that nobody here wrote.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_whole_of_plex_becomes_a_crate_that_cargo_check_accepts_untouched() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let spec = root.join("../shared/specs/plex-2025-11-30.yaml");
    if !spec.exists() {
        eprintln!("skipped: the shared collection of descriptions is not beside the project");
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("plex-whole");
    let generated = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("generate")
        .args(["--spec".as_ref(), spec.as_os_str(), "--out".as_ref(), out.as_os_str()])
        .output()
        .unwrap();
    assert!(generated.status.success(), "{}", String::from_utf8_lossy(&generated.stderr));

    // The same versions as the workspace's, so that what is compiled already is compiled once, offline.
    fs::copy(root.join("Cargo.lock"), out.join("Cargo.lock")).unwrap();
    let check = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--quiet", "--target-dir"])
        .arg(root.join("target/emitted"))
        .env("RUSTFLAGS", "-D warnings")
        .current_dir(&out)
        .output()
        .unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}
