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
/// deprecations change no line, nor does a type that became another name of a new one.
pub fn changes(old: &str, new: &str) -> Changes {
    let (mut old, new) = (items(old), items(new));
    let aliases: Vec<(&str, &str)> = new.keys().filter_map(|line| alias(line)).collect();
    for (former, today) in aliases {
        if !old.keys().any(|line| alias(line).is_some_and(|(name, _)| name == former)) {
            old = old.into_iter().map(|(key, line)| (renamed(&key, former, today), line)).collect();
        }
    }
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

/// `pub type a::Old<C> = a::New<C>` as the two paths. Types that belong to an implementation are none.
fn alias(line: &str) -> Option<(&str, &str)> {
    let (name, target) = line.strip_prefix("pub type ")?.split_once(" = ").filter(|(name, _)| !name.contains(">::"))?;
    // The parameters of the name may have defaults: `a::Old<C = ()> = a::New<C>`.
    let target = target.split_once(" = ").map_or(target, |(_, target)| target);
    Some((name.split('<').next()?, target.split('<').next()?))
}

/// A line with another path for a type.
fn renamed(line: &str, old: &str, new: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(old) {
        text.push_str(before);
        let longer = after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        text.push_str(if longer { old } else { new });
        rest = after;
    }
    text + rest
}

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
