//! Real descriptions, where they are at hand.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::api::{Api, Type, TypeKind};
use crate::diagnostic::Severity;
use crate::load::load;
use crate::lower::lower;

const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/specs");

/// Far above what any of them needs, and far below what quadratic behaviour would.
const BUDGET: Duration = Duration::from_secs(10);

#[test]
fn real_descriptions_lower_without_errors() {
    let Ok(folder) = std::fs::read_dir(SPECS) else {
        eprintln!("skipped: there is no {SPECS}");
        return;
    };
    let mut names: Vec<_> = folder.flatten().map(|entry| entry.path()).filter(|path| is_description(path)).collect();
    names.sort();
    let mut failures = Vec::new();
    for path in names {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut read = |_: &str| std::fs::read_to_string(&path).map_err(|error| error.to_string());
        let description = match load(&name, &mut read) {
            Ok(description) => description,
            Err(report) => {
                eprintln!("{name}: not loaded: {report}");
                continue;
            }
        };
        let start = Instant::now();
        let lowered = lower(&description.root);
        let took = start.elapsed();
        match lowered {
            Ok((api, notes)) => {
                eprintln!(
                    "{name}: {} operations, {} types, {} notes, {took:?}",
                    api.operations.len(),
                    api.types.len(),
                    notes.list.len()
                );
                if std::env::var_os("SHOW_NOTES").is_some() {
                    notes.list.iter().for_each(|note| eprintln!("    {note}"));
                }
                if std::env::var("SHOW_API").is_ok_and(|wanted| name.starts_with(&wanted)) {
                    api.operations.iter().for_each(|it| eprint!("{}", super::shown::show_operation(&api, it)));
                    eprint!("{}", super::shown::show_types(&api));
                }
                check(&name, &api);
            }
            Err(mut problems) => {
                problems.list.retain(|problem| problem.severity == Severity::Error);
                failures.push(format!("{name}:\n{}", description.sources.render(&problems)));
            }
        }
        assert!(took < BUDGET, "{name} took {took:?}");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn is_description(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "json")
}

/// What the emitter relies on.
fn check(name: &str, api: &Api) {
    let mut files = std::collections::HashSet::new();
    for operation in &api.operations {
        assert!(files.insert((operation.tag, operation.name.ident.clone())), "{name}: {} twice", operation.name.ident);
        let idents: std::collections::HashSet<_> = operation.parameters.iter().map(|it| &it.name.ident).collect();
        assert_eq!(idents.len(), operation.parameters.len(), "{name}: {}", operation.name.wire);
        assert!(operation.tag < api.tags.len());
    }
    for definition in &api.types {
        let types: Vec<&Type> = match &definition.kind {
            TypeKind::Struct(fields) => fields.fields.iter().map(|field| &field.ty).collect(),
            TypeKind::OneOf(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            TypeKind::Alias(ty) => vec![ty],
            _ => Vec::new(),
        };
        for ty in types {
            if let Type::Named(id) = ty {
                assert!(id.0 < api.types.len());
            }
        }
    }
}
