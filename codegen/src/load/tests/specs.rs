//! Real descriptions, as far as they are at hand.

use std::path::Path;

#[test]
fn real_descriptions_load() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/specs"));
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: the collection of descriptions is not at hand");
        return;
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut failures = String::new();
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        let loaded =
            super::load(name, &mut |name| std::fs::read_to_string(folder.join(name)).map_err(|e| e.to_string()));
        match loaded {
            Ok(description) => println!("{name}: {} notes", description.notes.list.len()),
            Err(report) => failures.push_str(&format!("{name}:\n{report}\n")),
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
