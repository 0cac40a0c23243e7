//! Versions in the files of Cargo, everything else in them left as it stands.

use anyhow::{Context, Result};
use semver::Version;
use toml_edit::{DocumentMut, Item, value};

/// The package that is released.
pub const PACKAGE: &str = "plex-sdk";

/// The version of a package's manifest.
pub fn version(manifest: &str) -> Result<Version> {
    let document: DocumentMut = manifest.parse().context("the manifest is no TOML")?;
    let version = document.get("package").and_then(|package| package.get("version")).and_then(Item::as_str);
    let version = version.context("the manifest has no package.version")?;
    Version::parse(version).with_context(|| format!("package.version is `{version}`"))
}

/// A package's manifest with another version.
pub fn with_version(manifest: &str, version: &Version) -> Result<String> {
    let mut document: DocumentMut = manifest.parse().context("the manifest is no TOML")?;
    let place =
        document.get_mut("package").and_then(|package| package.get_mut("version")).filter(|item| item.is_value());
    set(place.context("the manifest has no package.version")?, version);
    Ok(document.to_string())
}

/// The workspace's manifest, whose members depend on another version of the package.
pub fn with_dependency(workspace: &str, version: &Version) -> Result<String> {
    let mut document: DocumentMut = workspace.parse().context("the workspace's manifest is no TOML")?;
    let place = document
        .get_mut("workspace")
        .and_then(|table| table.get_mut("dependencies"))
        .and_then(|table| table.get_mut(PACKAGE))
        .and_then(|table| table.get_mut("version"))
        .filter(|item| item.is_value());
    set(place.with_context(|| format!("no workspace.dependencies.{PACKAGE}.version"))?, version);
    Ok(document.to_string())
}

/// `Cargo.lock` with another version of the package.
pub fn with_locked(lock: &str, version: &Version) -> Result<String> {
    let mut document: DocumentMut = lock.parse().context("Cargo.lock is no TOML")?;
    let packages = document.get_mut("package").and_then(Item::as_array_of_tables_mut);
    let package = packages.and_then(|packages| {
        // Ours has no source; another crate of this name would come from a registry.
        packages.iter_mut().find(|package| {
            package.get("name").and_then(Item::as_str) == Some(PACKAGE) && !package.contains_key("source")
        })
    });
    let place = package.and_then(|package| package.get_mut("version")).filter(|item| item.is_value());
    set(place.with_context(|| format!("{PACKAGE} is not in Cargo.lock"))?, version);
    Ok(document.to_string())
}

/// Replaces a value and keeps the spaces and comments around it.
fn set(item: &mut Item, version: &Version) {
    let decor = item.as_value().map(|value| value.decor().clone());
    *item = value(version.to_string());
    if let (Some(decor), Some(new)) = (decor, item.as_value_mut()) {
        *new.decor_mut() = decor;
    }
}

#[cfg(test)]
mod test {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_the_version_changes_and_comments_stay() {
        let manifest =
            "# ours\n[package]\nname = \"plex-sdk\"\nversion = \"0.1.0\" # now\n\n[dependencies]\na = \"0.1.0\"\n";
        let new = with_version(manifest, &Version::new(0, 2, 0)).unwrap();
        assert_eq!(new, manifest.replace("version = \"0.1.0\"", "version = \"0.2.0\""));
        assert_eq!(version(&new).unwrap(), Version::new(0, 2, 0));
    }

    #[test]
    fn the_workspace_dependency_follows() {
        let workspace =
            "[workspace.dependencies]\nplex-sdk = { path = \"plex-sdk\", version = \"0.1.0\" }\nx = \"1\"\n";
        let new = with_dependency(workspace, &Version::new(0, 1, 1)).unwrap();
        assert_eq!(new, workspace.replace("0.1.0", "0.1.1"));
    }

    #[test]
    fn in_the_lock_file_ours_is_the_package_without_a_source() {
        let other = "[[package]]\nname = \"plex-sdk\"\nversion = \"0.1.0\"\nsource = \"registry\"\n";
        let ours = "[[package]]\nname = \"plex-sdk\"\nversion = \"0.1.0\"\ndependencies = [\n \"bytes\",\n]\n";
        let new = with_locked(&format!("version = 4\n\n{other}\n{ours}"), &Version::new(1, 0, 0)).unwrap();
        assert_eq!(new, format!("version = 4\n\n{other}\n{}", ours.replace("0.1.0", "1.0.0")));
    }

    #[test]
    fn a_manifest_without_a_version_is_an_error_that_says_so() {
        assert!(
            with_version("[package]\n", &Version::new(1, 0, 0)).unwrap_err().to_string().contains("package.version")
        );
    }
}
