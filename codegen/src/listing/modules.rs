//! The module tree of the emitted files, and under which path a user finds each item.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Item, UseTree, Visibility};

use crate::emit::File;

/// All modules, and the way to what is public in them.
pub(super) struct Tree {
    pub root: String,
    /// By path from the root, `/`-less: `models::user`. The root is the empty path.
    pub modules: BTreeMap<String, Module>,
    /// Definitions that users reach, each under one path.
    pub definitions: Vec<Definition>,
    /// Public modules.
    pub public: BTreeSet<String>,
    /// Further names: path to path.
    pub aliases: BTreeMap<String, String>,
}

/// One file.
pub(super) struct Module {
    pub items: Vec<Item>,
    /// What each name in it stands for: a path from the root.
    names: BTreeMap<String, String>,
}

/// A public item: where users find it, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Definition {
    pub shown: String,
    pub module: String,
    pub ident: String,
}

impl Tree {
    pub fn read(root: &str, files: &[File]) -> Result<Self, String> {
        let mut modules = BTreeMap::new();
        for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
            let parsed = syn::parse_file(&file.text).map_err(|error| format!("{}: {error}", file.path))?;
            let path = module_path(&file.path);
            let names = names(&path, &parsed.items);
            modules.insert(path, Module { items: parsed.items, names });
        }
        let mut tree = Self {
            root: root.to_owned(),
            modules,
            definitions: Vec::new(),
            public: BTreeSet::new(),
            aliases: BTreeMap::new(),
        };
        tree.find_public_modules("");
        for module in tree.public.clone() {
            tree.find_definitions(&module);
        }
        tree.definitions.sort();
        Ok(tree)
    }

    /// The path from the root that users write for a name used inside of a module. `None`: not one of ours.
    pub fn shown(&self, module: &str, segments: &[String]) -> Option<String> {
        let (first, rest) = segments.split_first()?;
        let target = match first.as_str() {
            "crate" | "self" | "super" => absolute(module, segments)?,
            name => {
                rest.iter().fold(self.modules.get(module)?.names.get(name)?.clone(), |path, step| join(&path, step))
            }
        };
        if self.aliases.contains_key(&target) || self.definitions.iter().any(|definition| definition.shown == target) {
            return Some(target);
        }
        let (home, ident) = split(&target);
        let found = self.definitions.iter().find(|definition| definition.module == home && definition.ident == ident);
        found.map(|definition| definition.shown.clone())
    }

    fn find_public_modules(&mut self, module: &str) {
        let Some(items) = self.modules.get(module).map(|module| &module.items) else { return };
        if !self.public.insert(module.to_owned()) {
            return;
        }
        let children: Vec<String> = items
            .iter()
            .filter_map(|item| match item {
                Item::Mod(child) if is_public(&child.vis) => Some(join(module, &plain(&child.ident))),
                _ => None,
            })
            .collect();
        for child in children {
            self.find_public_modules(&child);
        }
    }

    fn find_definitions(&mut self, module: &str) {
        let Some(items) = self.modules.get(module).map(|module| &module.items) else { return };
        let mut found = Vec::new();
        let mut aliases = Vec::new();
        for item in items {
            if let Some(ident) = public_ident(item) {
                found.push(Definition { shown: join(module, &ident), module: module.to_owned(), ident });
            }
            let Item::Use(import) = item else { continue };
            if !is_public(&import.vis) {
                continue;
            }
            for leaf in leaves(&import.tree) {
                let shown = join(module, &leaf.name);
                match self.definition(module, &leaf.path) {
                    Some((home, ident)) if !self.public.contains(&home) => {
                        found.push(Definition { shown, module: home, ident });
                    }
                    Some((home, ident)) => aliases.push((shown, format!("{}::{}", self.root, join(&home, &ident)))),
                    None => aliases.push((shown, leaf.path.join("::"))),
                }
            }
        }
        self.definitions.extend(found);
        self.aliases.extend(aliases);
    }

    /// The module and the name of a public item that a path leads to.
    fn definition(&self, from: &str, path: &[String]) -> Option<(String, String)> {
        let (ident, steps) = path.split_last()?;
        let anchored = matches!(path.first().map(String::as_str), Some("crate" | "self" | "super"));
        let home =
            if anchored { absolute(from, steps)? } else { steps.iter().fold(from.to_owned(), |p, s| join(&p, s)) };
        let module = self.modules.get(&home)?;
        let there = module.items.iter().any(|item| public_ident(item).as_deref() == Some(ident));
        there.then(|| (home, ident.clone()))
    }
}

/// `models/user.rs` is `models::user`; `models/mod.rs` is `models`.
fn module_path(file: &str) -> String {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let stem = stem.strip_prefix("src/").unwrap_or(stem);
    if matches!(stem, "mod" | "lib") {
        return String::new();
    }
    stem.strip_suffix("/mod").unwrap_or(stem).replace('/', "::")
}

/// What the names in a module stand for: its own items and modules, and what it imports by name.
fn names(module: &str, items: &[Item]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for item in items {
        if let Item::Use(import) = item {
            for leaf in leaves(&import.tree) {
                if let Some(target) = absolute(module, &leaf.path) {
                    names.insert(leaf.name, target);
                } else if !leaf.path.is_empty() && is_public(&import.vis) {
                    names.insert(leaf.name, leaf.path.iter().fold(module.to_owned(), |path, step| join(&path, step)));
                }
            }
        } else if let Item::Mod(child) = item {
            names.insert(plain(&child.ident), join(module, &plain(&child.ident)));
        } else if let Some(ident) = ident_of(item) {
            names.insert(ident.clone(), join(module, &ident));
        }
    }
    names
}

/// One name that a `use` brings in.
struct Leaf {
    path: Vec<String>,
    name: String,
}

/// Globs are left out: the only one of emitted files is that of the prelude, whose names are shown as they are.
fn leaves(tree: &UseTree) -> Vec<Leaf> {
    match tree {
        UseTree::Path(step) => {
            let mut found = leaves(&step.tree);
            found.iter_mut().for_each(|leaf| leaf.path.insert(0, plain(&step.ident)));
            found
        }
        UseTree::Name(name) => vec![Leaf { path: vec![plain(&name.ident)], name: plain(&name.ident) }],
        UseTree::Rename(rename) => vec![Leaf { path: vec![plain(&rename.ident)], name: plain(&rename.rename) }],
        UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
        UseTree::Glob(_) => Vec::new(),
    }
}

/// A path that begins with `crate`, `self` or `super`, from the root.
fn absolute(module: &str, segments: &[String]) -> Option<String> {
    let mut segments = segments.iter().peekable();
    let mut base = match segments.next()?.as_str() {
        "crate" => String::new(),
        "self" => module.to_owned(),
        "super" => split(module).0,
        _ => return None,
    };
    while segments.next_if(|segment| *segment == "super").is_some() {
        base = split(&base).0;
    }
    Some(segments.fold(base, |path, step| join(&path, step)))
}

pub(super) fn join(path: &str, step: &str) -> String {
    if path.is_empty() { step.to_owned() } else { format!("{path}::{step}") }
}

fn split(path: &str) -> (String, String) {
    path.rsplit_once("::").map_or((String::new(), path.to_owned()), |(home, ident)| (home.to_owned(), ident.to_owned()))
}

/// Without `r#`, as the file is called.
pub(super) fn plain(ident: &proc_macro2::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or(text.clone(), str::to_owned)
}

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The name of a public item that is no module and no import.
fn public_ident(item: &Item) -> Option<String> {
    let visibility = match item {
        Item::Const(item) => &item.vis,
        Item::Enum(item) => &item.vis,
        Item::Fn(item) => &item.vis,
        Item::Static(item) => &item.vis,
        Item::Struct(item) => &item.vis,
        Item::Trait(item) => &item.vis,
        Item::Type(item) => &item.vis,
        _ => return None,
    };
    is_public(visibility).then(|| ident_of(item)).flatten()
}

pub(super) fn ident_of(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(plain(ident))
}
