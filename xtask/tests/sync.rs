//! The SDK's generated files are what its description gives today.

#![allow(clippy::unwrap_used)]

use std::process::Command;

#[test]
fn the_generated_files_of_the_sdk_are_in_sync_with_its_description() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(["generate", "--check"]).output().unwrap();
    let (diff, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{diff}");
}
