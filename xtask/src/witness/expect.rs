//! What the compiler says, and where it is not what the table of kinds says.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::packages::Caller;

/// The first error of each target that does not compile, by package and target.
pub type Failures = BTreeMap<(String, String), String>;

/// Compiles all packages and callers of a workspace.
///
/// # Errors
///
/// Cargo cannot be run, or fails for another reason than code that does not compile.
pub fn compile(root: &Path, folder: &Path) -> Result<Failures> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["check", "--workspace", "--lib", "--examples", "--keep-going", "--offline", "--quiet"])
        .arg("--message-format=json")
        .current_dir(folder)
        // One for all pairs, and for the runs of the test command as well.
        .env("CARGO_TARGET_DIR", root.join("target/witness-build"))
        .stderr(Stdio::piped());
    for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_MANIFEST_DIR"] {
        command.env_remove(name);
    }
    let output = command.output().context("cannot run cargo check")?;
    let mut failures = Failures::new();
    let mut messages = 0;
    for line in output.stdout.split(|byte| *byte == b'\n') {
        let Ok(message) = serde_json::from_slice::<Value>(line) else { continue };
        messages += 1;
        let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        if text("/reason") == "compiler-message" && text("/message/level") == "error" {
            let key = (package(text("/manifest_path")), text("/target/name").to_owned());
            failures.entry(key).or_insert_with(|| text("/message/message").to_owned());
        }
    }
    if messages == 0 || (!output.status.success() && failures.is_empty()) {
        bail!("cargo check failed:\n{}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(failures)
}

/// The name of a package is that of its folder.
fn package(manifest: &str) -> String {
    let folder = Path::new(manifest).parent().and_then(Path::file_name);
    folder.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A line for each caller or SDK that the compiler and the table of kinds see differently.
pub fn disagreements(callers: &[Caller], failures: &Failures) -> Vec<String> {
    let mut lines: Vec<String> = failures
        .iter()
        .filter(|((_, target), _)| target == "sdk")
        .map(|((package, _), error)| format!("{package}: the SDK itself does not compile: {error}"))
        .collect();
    for Caller { kind, package, example, compiles } in callers {
        let broken = failures.contains_key(&(package.clone(), "sdk".to_owned()));
        match failures.get(&(package.clone(), example.clone())) {
            Some(error) if *compiles => lines.push(format!("{kind}: the caller should compile in {package}: {error}")),
            None if !compiles && !broken => lines.push(format!("{kind}: the caller should fail in {package}")),
            _ => {}
        }
    }
    lines
}
