//! What loading does, by topic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashMap;

use super::{Description, Report, load};

mod specs;

/// Loads a set of files, the first of which is the entry.
fn load_files(files: &[(&str, &str)]) -> Result<Description, Box<Report>> {
    let texts: HashMap<&str, &str> = files.iter().copied().collect();
    load(files[0].0, &mut |name| {
        texts.get(name).map(|text| (*text).to_owned()).ok_or_else(|| "no such file".to_owned())
    })
}

fn load_text(text: &str) -> Result<Description, Box<Report>> {
    load_files(&[("api.yaml", text)])
}
