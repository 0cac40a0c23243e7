//! Builds progenitor's client from our description, cut down to what progenitor takes.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

const DESCRIPTION: &str = "spec/plex.yaml";

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    println!("cargo::rerun-if-changed={}", root.join(DESCRIPTION).display());
    let mut read = |name: &str| fs::read_to_string(root.join(name)).map_err(|error| error.to_string());
    let description = codegen::load::load(DESCRIPTION, &mut read).map_err(|report| report.to_string())?;
    // Through text, so that progenitor may use any version of openapiv3.
    let reduced = serde_json::to_string(&codegen::reduce::for_progenitor(&description.root)?)?;

    let mut settings = progenitor::GenerationSettings::default();
    settings.with_interface(progenitor::InterfaceStyle::Builder);
    let tokens = progenitor::Generator::new(&settings).generate_tokens(&serde_json::from_str(&reduced)?)?;
    let text = prettyplease::unparse(&syn::parse2(tokens)?);
    fs::write(Path::new(&env::var("OUT_DIR")?).join("witness.rs"), text)?;
    Ok(())
}
