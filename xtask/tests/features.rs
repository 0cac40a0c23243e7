//! What is emitted for each feature, compiled.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn every_feature_becomes_a_crate_that_cargo_check_accepts_without_a_warning() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["corpus", "codegen/tests/features", "--check"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));

    // Names that clash with everything there is, and code that only features let in.
    for fixture in ["names", "streams"] {
        let check = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["check", "--quiet", "--all-features", "--target-dir"])
            .arg(root().join("target/emitted"))
            .current_dir(root().join("target/corpus").join(format!("corpus-{fixture}")))
            .output()
            .unwrap();
        assert!(check.status.success() && check.stderr.is_empty(), "{fixture}: {}", said(&check));
    }
}
