//! What must hold of whatever is emitted, from whatever description.

#![allow(dead_code)]

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use codegen::emit::{self, File, Package, Provenance};
use codegen::load;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// How long a description may take in a test build; a hang is what this tells from slowness.
const LONGEST: Duration = Duration::from_secs(600);

/// The macros that emitters call.
const MACROS: &[&str] = &[
    "string_enum",
    "integer_enum",
    "one_of",
    "matches",
    "format",
    "vec",
    "write",
    "unreachable",
    "concat",
    "stringify",
];
/// The attributes that emitters write.
const ATTRIBUTES: &[&str] = &[
    "allow",
    "cfg",
    "cfg_attr",
    "default",
    "deprecated",
    "derive",
    "doc",
    "forbid",
    "inline",
    "must_use",
    "non_exhaustive",
    "rustfmt",
    "serde",
];
/// Of these, the ones that stand at the top of a file.
const INNER: &[&str] = &["doc", "forbid", "allow", "cfg_attr"];
/// Keywords that no emitter writes.
const FORBIDDEN: &[&str] = &["unsafe", "extern", "static"];
/// Keywords after which `!` is a negation.
const BEFORE_NOT: &[&str] = &["if", "return", "while", "match", "in", "else"];

/// What became of a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Refused,
    Emitted,
}

/// Puts a description through load, lower and emit, in good time and on a small stack, and checks what comes out.
pub fn generate(text: String) -> Outcome {
    within_limits(move || checked(&text))
}

/// Runs something in a thread with the usual stack of a thread, and fails if it does not end.
pub fn within_limits<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    let worker = std::thread::spawn(move || {
        let result = work();
        let _ = sender.send(());
        result
    });
    if let Err(mpsc::RecvTimeoutError::Timeout) = receiver.recv_timeout(LONGEST) {
        panic!("this takes longer than {LONGEST:?}");
    }
    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn checked(text: &str) -> Outcome {
    let description = match load::load("api.yaml", &mut |name| {
        if name == "api.yaml" { Ok(text.to_owned()) } else { Err("no such file".to_owned()) }
    }) {
        Ok(description) => description,
        Err(report) => {
            assert!(report.diagnostics.has_errors(), "refused for a reason");
            presentable(&report.to_string());
            return Outcome::Refused;
        }
    };
    let (api, notes) = match codegen::describe(&description) {
        Ok(lowered) => lowered,
        Err(problems) => {
            assert!(problems.has_errors(), "refused for a reason");
            presentable(&description.sources.render(&problems));
            return Outcome::Refused;
        }
    };
    presentable(&description.sources.render(&notes));
    let provenance = Provenance { description: "api.yaml".to_owned(), sha256: description.sha256 };
    let package = Package { name: "any-api".to_owned(), runtime_path: "../plex-sdk".to_owned() };
    assert_harmless(&emit::package(&api, &provenance, &package));
    Outcome::Emitted
}

/// A terminal shows this as it is.
fn presentable(text: &str) {
    let unseemly = text.chars().find(|c| (c.is_control() && *c != '\n') || reorders(*c));
    assert_eq!(unseemly, None, "in a diagnostic: {text:?}");
}

fn reorders(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Files stay in their folder, and hold nothing but what emitters emit.
pub fn assert_harmless(files: &[File]) {
    let mut paths = HashSet::new();
    for File { path, text } in files {
        let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let short = path.split('/').all(|part| !part.is_empty() && part.len() <= 200);
        let simple = path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-'));
        assert!(plain && short && simple && !path.contains(".."), "the path {path:?}");
        assert!(paths.insert(path.to_lowercase()), "two files are called {path}");
        let unseemly = text.chars().find(|c| (c.is_control() && *c != '\n' && *c != '\t') || reorders(*c));
        assert_eq!(unseemly, None, "in {path}");
        if path.ends_with(".rs") {
            assert_plain_rust(path, text);
        } else if path.ends_with(".toml") {
            assert_plain_manifest(text);
        }
    }
}

fn assert_plain_rust(path: &str, text: &str) {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
    assert_eq!(file.shebang, None, "{path}");
    for attribute in &file.attrs {
        let name = attribute.path().segments.first().map(|segment| segment.ident.to_string()).unwrap_or_default();
        assert!(INNER.contains(&name.as_str()), "{path}: #![{name}]");
    }
    for item in &file.items {
        let known = match item {
            syn::Item::Mod(module) => module.content.is_none(),
            syn::Item::Use(_)
            | syn::Item::Struct(_)
            | syn::Item::Enum(_)
            | syn::Item::Impl(_)
            | syn::Item::Const(_)
            | syn::Item::Type(_)
            | syn::Item::Macro(_) => true,
            syn::Item::Fn(function) => matches!(function.vis, syn::Visibility::Inherited),
            _ => false,
        };
        assert!(known, "{path}: an item that no emitter writes");
    }
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_plain_tokens(path, tokens);
}

/// No macro, attribute or keyword that emitters do not write, however deep.
fn assert_plain_tokens(path: &str, tokens: TokenStream) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let punct = |index: Option<usize>, wanted: char| matches!(index.and_then(|index| tokens.get(index)), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted);
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(ident) => {
                let ident = ident.to_string();
                let lifetime = punct(index.checked_sub(1), '\'');
                assert!(lifetime || !FORBIDDEN.contains(&ident.as_str()), "{path}: `{ident}`");
            }
            TokenTree::Group(group) => {
                let before = index.checked_sub(1);
                if punct(before, '!')
                    && let Some(TokenTree::Ident(name)) = index.checked_sub(2).and_then(|index| tokens.get(index))
                {
                    let name = name.to_string();
                    let allowed = MACROS.contains(&name.as_str()) || BEFORE_NOT.contains(&name.as_str());
                    assert!(allowed, "{path}: {name}! (add it to `MACROS` if an emitter writes it)");
                }
                let attribute = punct(before, '#') || (punct(before, '!') && punct(index.checked_sub(2), '#'));
                if attribute && group.delimiter() == Delimiter::Bracket {
                    let name = group.stream().into_iter().next().map(|name| name.to_string()).unwrap_or_default();
                    let allowed = ATTRIBUTES.contains(&name.as_str());
                    assert!(allowed, "{path}: #[{name}] (add it to `ATTRIBUTES` if an emitter writes it)");
                }
                assert_plain_tokens(path, group.stream());
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Whether a word that is a keyword in some places only is a name here: `fn path(`, `.path(`, `path:`, `self.path =`.
fn is_name(tokens: &[TokenTree], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| tokens.get(before));
    let of_field = matches!(before, Some(TokenTree::Punct(punct)) if punct.as_char() == '.');
    matches!(tokens.get(index), Some(TokenTree::Ident(ident)) if matches!(ident.to_string().as_str(), "path" | "union" | "env" | "include" | "asm" | "macro_rules"))
        && (of_field
            || !matches!(tokens.get(index + 1), Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), '!' | '=')))
}

/// Every line is an entry of a known section, and nothing unknown is depended upon.
fn assert_plain_manifest(text: &str) {
    let mut section = "";
    let mut sections = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with('[') {
            section = line;
            sections.push(line);
            continue;
        }
        let (key, _) = line.split_once(" = ").unwrap_or_else(|| panic!("no entry of a manifest: {line}"));
        assert!(key.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_')), "{line}");
        let allowed = section != "[dependencies]" || matches!(key, "plex-sdk" | "serde");
        assert!(allowed, "a dependency that no emitter writes: {line}");
    }
    assert_eq!(sections, ["[package]", "[workspace]", "[features]", "[dependencies]"]);
    let keys: Vec<&str> = text.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect();
    let known = ["name", "description", "version", "edition", "publish", "blocking", "serde", "stream", "plex-sdk"];
    assert!(keys.iter().all(|key| known.contains(key)), "{keys:?}");
}

/// Descriptions to begin with: ours, small ones of others where the shared collection is beside the project, and
/// those in the folder that `FUZZ_DESCRIPTIONS` names.
pub fn real_descriptions(largest: u64) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["tests/features", "../spec", "../spec/history", "../../shared/specs"] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
            eprintln!("skipped: {folder} is not beside the project");
            continue;
        };
        let mut found: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        found.sort();
        paths.extend(found);
    }
    if let Some(folder) = std::env::var_os("FUZZ_DESCRIPTIONS") {
        let more = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let mut found: Vec<PathBuf> = more.filter_map(|entry| Some(entry.ok()?.path())).collect();
        found.sort();
        paths.extend(found);
    }
    let readable = |path: &PathBuf| {
        let known = path.extension().is_some_and(|end| end == "yaml" || end == "json");
        known && path.metadata().is_ok_and(|data| data.len() <= largest)
    };
    paths.retain(readable);
    let read = |path: PathBuf| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        Some((name, std::fs::read_to_string(path).ok()?))
    };
    paths.into_iter().filter_map(read).collect()
}
