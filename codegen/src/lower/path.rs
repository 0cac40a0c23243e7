//! What is written as a path: some descriptions put a query or a fragment there.

use percent_encoding::percent_decode_str;

use crate::api::{Parameter, Place, Style};

use super::context::Context;
use super::operations::Found;
use super::servers::holes;

/// A path taken apart.
pub(super) struct Target {
    pub path: String,
    /// What is always sent in the query.
    pub fixed: Vec<(String, String)>,
    /// Names in the query, and the parameters that give their values.
    open: Vec<(String, String)>,
}

impl Target {
    pub fn of(context: &mut Context<'_>, found: &Found<'_>) -> Self {
        let mut written = found.path;
        if let Some((path, fragment)) = written.split_once('#') {
            // This is how operations on one path are told apart where a description may not.
            context.note(&found.item_pointer, format!("`#{fragment}` is no part of the path and is not sent"));
            written = path;
        }
        let (path, query) = written.split_once('?').unwrap_or((written, ""));
        let mut target = Self { path: path.to_owned(), fixed: Vec::new(), open: Vec::new() };
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match value.strip_prefix('{').and_then(|value| value.strip_suffix('}')) {
                Some(parameter) => target.open.push((decode(name), parameter.to_owned())),
                None => target.fixed.push((decode(name), decode(value))),
            }
        }
        target
    }

    /// Every name in braces, with whether it stands in the path rather than in the query.
    pub fn names(&self) -> impl Iterator<Item = (&str, bool)> {
        let open = self.open.iter().map(|(_, parameter)| (parameter.as_str(), false));
        holes(&self.path).map(|name| (name, true)).chain(open)
    }

    /// Puts a parameter where its name in braces stands, whatever it says itself.
    pub fn place(&self, parameter: &mut Parameter, in_path: bool) {
        match self.open.iter().find(|(_, name)| !in_path && *name == parameter.name.wire) {
            Some((name, _)) => {
                if parameter.place == Place::Path {
                    (parameter.place, parameter.style, parameter.explode) = (Place::Query, Style::Form, true);
                }
                parameter.name.wire.clone_from(name);
            }
            None => {
                (parameter.place, parameter.style, parameter.explode) = (Place::Path, Style::Simple, false);
                (parameter.required, parameter.allow_reserved) = (true, false);
            }
        }
    }

    /// Whether each brace has its counterpart.
    pub fn is_balanced(written: &str) -> bool {
        let open = written.matches('{').count();
        open == written.matches('}').count() && holes(written).count() == open
    }
}
