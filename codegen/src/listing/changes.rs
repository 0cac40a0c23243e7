//! Two listings: what is gone is a break, what is new is an addition.

use std::collections::BTreeMap;

/// The lines that two listings differ in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Lines that are gone, or not as they were: code that uses them may stop to compile.
    pub removed: Vec<String>,
    /// Lines that are new.
    pub added: Vec<String>,
    /// Lines that are as before but for a `#[deprecated]` that came.
    pub deprecated: Vec<String>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.removed.is_empty() && self.added.is_empty() && self.deprecated.is_empty()
    }

    /// Whether code that compiled before may stop to.
    pub fn is_breaking(&self) -> bool {
        !self.removed.is_empty()
    }
}

/// From `old` to `new`. Comments, which begin with `# `, are no part of a listing; names of arguments and
/// deprecations change no line.
pub fn changes(old: &str, new: &str) -> Changes {
    let (old, new) = (items(old), items(new));
    let missing = |from: &BTreeMap<String, String>, other: &BTreeMap<String, String>| -> Vec<String> {
        from.iter().filter(|(key, _)| !other.contains_key(*key)).map(|(_, line)| line.clone()).collect()
    };
    let deprecated = new.iter().filter(|(key, line)| {
        line.contains(DEPRECATED) && old.get(*key).is_some_and(|line| !line.contains(DEPRECATED))
    });
    Changes {
        removed: missing(&old, &new),
        added: missing(&new, &old),
        deprecated: deprecated.map(|(_, line)| line.clone()).collect(),
    }
}

const DEPRECATED: &str = "#[deprecated] ";

/// The lines by what callers depend on.
fn items(listing: &str) -> BTreeMap<String, String> {
    let lines = listing.lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    let lines = lines.flat_map(each_trait);
    lines.map(|line| (without_names(&line.replace(DEPRECATED, "")), line)).collect()
}

/// A line of several traits as one line each.
fn each_trait(line: &str) -> Vec<String> {
    let Some((gate, rest)) = line.split_once("impl ").filter(|(gate, _)| gate.is_empty() || gate.ends_with("] "))
    else {
        return vec![line.to_owned()];
    };
    match rest.split_once(" for ") {
        Some((traits, subject)) => traits.split(" + ").map(|name| format!("{gate}impl {name} for {subject}")).collect(),
        None => vec![line.to_owned()],
    }
}

/// `fn get(&self, id: u32)` as `fn get(&self, u32)`: arguments are passed by place.
fn without_names(line: &str) -> String {
    if !line.contains("fn ") {
        return line.to_owned();
    }
    let Some((head, arguments)) = line.split_once('(') else { return line.to_owned() };
    let mut kept = format!("{head}(");
    let mut rest = arguments;
    // After `(` or `, `: a name is left out together with its colon. Paths have two colons and no space.
    while !rest.is_empty() {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '#')).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = match after.strip_prefix(": ") {
            Some(ty) if !word.is_empty() => ty,
            _ => rest,
        };
        let next = rest.find(", ").map_or(rest.len(), |at| at + 2);
        let (argument, after) = rest.split_at(next);
        kept.push_str(argument);
        rest = after;
    }
    kept
}
