//! An XML document as far as values are concerned: elements, attributes, text.

/// All elements; the first one is the root.
pub(super) struct Outline<'a> {
    pub(super) elements: Vec<Element<'a>>,
    /// How many elements and attributes there are.
    pub(super) nodes: usize,
    /// How long it is as JSON text, at most.
    pub(super) written: usize,
}

pub(super) struct Element<'a> {
    /// Without its prefix.
    pub(super) name: &'a str,
    /// Where its tag starts.
    pub(super) offset: usize,
    pub(super) attributes: Vec<Attribute<'a>>,
    /// Indices into [`Outline::elements`], in order.
    pub(super) children: Vec<u32>,
    /// All text directly in it, and the content of its CDATA sections.
    pub(super) text: String,
    /// It says that it has no value, as Rails and XML Schema do: `nil="true"`.
    pub(super) nil: bool,
}

pub(super) struct Attribute<'a> {
    /// Without its prefix.
    pub(super) name: &'a str,
    pub(super) offset: usize,
    pub(super) value: String,
}

impl Element<'_> {
    /// Its text, unless that only lays out what is in it.
    pub(super) fn content(&self) -> &str {
        if self.text.trim_ascii().is_empty() { "" } else { &self.text }
    }
}
