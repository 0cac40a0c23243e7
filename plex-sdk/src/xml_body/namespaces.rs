//! Which prefix stands for which namespace.

use super::name::is_name;

const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS: &str = "http://www.w3.org/2000/xmlns/";
/// What `nil` belongs to.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A prefix, empty for names without one, and what it stands for.
pub(super) struct Namespace {
    pub(super) prefix: String,
    pub(super) uri: String,
    /// No element further out says the same.
    new: bool,
}

/// What all open elements say of prefixes, the innermost last.
#[derive(Default)]
pub(super) struct Namespaces {
    known: Vec<Namespace>,
    /// Where those of the innermost element start.
    start: usize,
}

impl Namespaces {
    /// Begins an element, and gives what to [`Namespaces::close`] it with.
    pub(super) fn open(&mut self) -> usize {
        std::mem::replace(&mut self.start, self.known.len())
    }

    /// Ends the innermost element.
    pub(super) fn close(&mut self, outer: usize) {
        self.known.truncate(self.start);
        self.start = outer;
    }

    /// What has to be declared on the innermost element.
    pub(super) fn own(&self) -> impl Iterator<Item = &Namespace> {
        self.known.iter().skip(self.start).filter(|namespace| namespace.new)
    }

    /// Makes a prefix known on the innermost element, unless it is.
    pub(super) fn declare(&mut self, prefix: &str, uri: &str) -> Result<(), &'static str> {
        if prefix == "xml" && uri == XML {
            return Ok(());
        }
        if matches!(prefix, "xml" | "xmlns") || matches!(uri, XML | XMLNS) {
            return Err("has a namespace that XML keeps for itself");
        }
        if !prefix.is_empty() && uri.is_empty() {
            return Err("has a prefix that stands for no namespace");
        }
        if !prefix.is_empty() && !is_name(prefix) {
            return Err("has a prefix that XML does not allow");
        }
        match self.known.iter().skip(self.start).find(|own| own.prefix == prefix) {
            Some(own) if own.uri == uri => return Ok(()),
            Some(_) => return Err("would need two namespaces under one prefix"),
            None => {}
        }
        let new = self.of(prefix) != Some(uri);
        self.known.push(Namespace { prefix: prefix.to_owned(), uri: uri.to_owned(), new });
        Ok(())
    }

    /// The namespace of a prefix that a name has.
    pub(super) fn resolve(&mut self, prefix: &str) -> Result<&str, &'static str> {
        if prefix == "xsi" && self.of(prefix).is_none() {
            self.declare(prefix, INSTANCE)?;
        }
        if prefix != "xml" && !is_name(prefix) {
            return Err("has a prefix that XML does not allow");
        }
        self.of(prefix).ok_or("has a prefix that stands for no namespace")
    }

    fn of(&self, prefix: &str) -> Option<&str> {
        let known = self.known.iter().rev().find(|known| known.prefix == prefix).map(|known| known.uri.as_str());
        known.or_else(|| (prefix == "xml").then_some(XML))
    }
}
