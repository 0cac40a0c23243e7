//! An outline to JSON text, with the way back from offsets in it.

use std::collections::HashMap;

use super::outline::{Element, Outline};
use crate::json::write_string;

/// JSON text: `{"root": content}`.
pub(super) struct Transcoded {
    pub(super) text: String,
    /// Where the content of the root element starts.
    pub(super) content: usize,
    /// Offsets in the text and in the XML, ascending.
    origins: Vec<(usize, usize)>,
}

impl Transcoded {
    /// What it takes in memory.
    pub(super) fn size(&self) -> usize {
        self.text.capacity() + self.origins.capacity() * size_of::<(usize, usize)>()
    }

    /// The place in the XML that an offset in the text comes from: the start of the element or attribute.
    pub(super) fn origin(&self, offset: usize) -> usize {
        let behind = self.origins.partition_point(|(text, _)| *text <= offset);
        behind.checked_sub(1).and_then(|at| self.origins.get(at)).map_or(0, |(_, xml)| *xml)
    }
}

/// Writes the whole outline. `shift` is added to the offsets of the XML.
pub(super) fn write(outline: &Outline<'_>, shift: usize) -> Transcoded {
    let (text, origins) = (String::with_capacity(outline.written), Vec::with_capacity(2 * outline.nodes));
    let mut writer = Writer { outline, shift, text, origins };
    let mut content = 0;
    if let Some(root) = outline.elements.first() {
        writer.text.push('{');
        writer.name("", root.name);
        content = writer.text.len();
        writer.element(root);
        writer.text.push('}');
    }
    Transcoded { text: writer.text, content, origins: writer.origins }
}

struct Writer<'a> {
    outline: &'a Outline<'a>,
    shift: usize,
    text: String,
    origins: Vec<(usize, usize)>,
}

impl<'a> Writer<'a> {
    /// The parser bounds how deep elements are nested.
    fn element(&mut self, element: &Element<'a>) {
        self.origin(element.offset);
        let content = element.content();
        if element.nil && content.is_empty() && element.children.is_empty() {
            self.text.push_str("null");
            return;
        }
        if element.attributes.is_empty() && element.children.is_empty() {
            self.string(content);
            return;
        }
        self.text.push('{');
        for attribute in &element.attributes {
            self.origin(attribute.offset);
            self.name("@", attribute.name);
            // The value starts behind its name, as far as offsets go.
            self.origin(attribute.offset);
            self.string(&attribute.value);
            self.text.push(',');
        }
        if !content.is_empty() {
            self.name("#", "text");
            self.string(content);
            self.text.push(',');
        }
        for children in self.groups(element) {
            self.group(&children);
            self.text.push(',');
        }
        // There was at least one field.
        self.text.pop();
        self.text.push('}');
    }

    /// Children of one name: one of them as it is, several as a list.
    fn group(&mut self, children: &[&'a Element<'a>]) {
        let [first, rest @ ..] = children else { return };
        self.origin(first.offset);
        self.name("", first.name);
        if rest.is_empty() {
            self.element(first);
            return;
        }
        self.text.push('[');
        for child in children {
            self.element(child);
            self.text.push(',');
        }
        self.text.pop();
        self.text.push(']');
    }

    /// The children by their names, in the order of the first of each.
    fn groups(&self, element: &Element<'a>) -> Vec<Vec<&'a Element<'a>>> {
        let mut groups: Vec<Vec<&Element<'_>>> = Vec::new();
        let mut index: HashMap<&str, usize> = HashMap::new();
        for child in element.children.iter().filter_map(|&child| self.outline.elements.get(child as usize)) {
            let at = *index.entry(child.name).or_insert(groups.len());
            match groups.get_mut(at) {
                Some(group) => group.push(child),
                None => groups.push(vec![child]),
            }
        }
        groups
    }

    fn name(&mut self, mark: &str, name: &str) {
        self.text.push('"');
        self.text.push_str(mark);
        self.text.push_str(name);
        self.text.push_str("\":");
    }

    fn string(&mut self, value: &str) {
        // Writing to a string cannot fail.
        let _ = write_string(&mut self.text, value);
    }

    fn origin(&mut self, offset: usize) {
        self.origins.push((self.text.len(), offset + self.shift));
    }
}
