//! Documentation comments.

use proc_macro2::TokenStream;
use quote::quote;

use super::markdown;
use crate::api::Doc;

/// The paragraphs of a documentation comment.
///
/// Words of the description come in by [`Docs::doc`] and [`Docs::described`], which make them harmless; the
/// emitter's own words, with links that resolve, by [`Docs::own`].
#[derive(Clone, Debug, Default)]
pub(super) struct Docs {
    lines: Vec<String>,
}

impl Docs {
    /// Begins with a paragraph of the emitter's own.
    pub fn new(text: impl Into<String>) -> Self {
        Self::default().own(text)
    }

    /// Summary, description and link.
    pub fn doc(self, doc: &Doc) -> Self {
        let mut docs = self;
        let summary = doc.summary.as_deref().map(markdown::sentence).unwrap_or_default();
        let description = doc.description.as_deref().map(markdown::lines).unwrap_or_default();
        if summary.is_empty() {
            docs = docs.add(markdown::end_first_paragraph(description));
        } else {
            // Many descriptions only repeat the summary.
            let repeats = description.len() == 1 && markdown::sentence(&description[0]) == summary;
            docs = docs.add(vec![summary]);
            if !repeats {
                docs = docs.add(description);
            }
        }
        if let Some(url) = doc.link.as_deref().and_then(markdown::url) {
            docs = docs.own(format!("See <{url}>."));
        }
        docs
    }

    /// Text of the description.
    pub fn described(self, text: &str) -> Self {
        self.add(markdown::end_first_paragraph(markdown::lines(text)))
    }

    /// A paragraph of the emitter's own words.
    pub fn own(self, text: impl Into<String>) -> Self {
        self.add(text.into().lines().map(str::to_owned).collect())
    }

    /// A note that the thing is on its way out, where an attribute would warn in emitted code itself.
    pub fn deprecated(self, doc: &Doc) -> Self {
        if doc.deprecated { self.own("**Deprecated.**") } else { self }
    }

    /// A paragraph of the emitter's own if there is nothing yet.
    pub fn or(self, text: impl FnOnce() -> String) -> Self {
        if self.lines.is_empty() { self.own(text()) } else { self }
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// `prefix: …`, or `prefix.` if there is nothing yet.
    pub fn prefixed(mut self, prefix: &str) -> Self {
        match self.lines.first_mut() {
            // A heading, list or quotation would lose its meaning behind other words.
            Some(first)
                if !first.starts_with(['#', '>', '-', '+', '*', '|', '~', ' ']) && !first.starts_with("```") =>
            {
                *first = format!("{prefix}: {first}");
                self.lines = markdown::wrap(self.lines);
                self
            }
            Some(_) => Self::new(format!("{prefix}:")).add(self.lines),
            None => self.own(format!("{prefix}.")),
        }
    }

    fn add(mut self, lines: Vec<String>) -> Self {
        if lines.is_empty() {
            return self;
        }
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(markdown::wrap(lines));
        self
    }

    /// As lines of Markdown.
    pub fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// `/// …`
    pub fn outer(&self) -> TokenStream {
        let lines = self.attributes();
        quote!(#(#[doc = #lines])*)
    }

    /// `//! …`
    pub fn inner(&self) -> TokenStream {
        let lines = self.attributes();
        quote!(#(#![doc = #lines])*)
    }

    fn attributes(&self) -> impl Iterator<Item = String> {
        self.lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") })
    }
}
