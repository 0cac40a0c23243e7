//! Text to an outline, by the events of quick-xml.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion, escape};

use super::costs::{Beyond, Costs, MEMORY};
use super::outline::{Attribute, Element, Outline};
use crate::decode::{DEPTH_LIMIT, DecodeError, Memory};

/// Reads a whole document.
pub(super) fn parse(text: &str, memory: Memory) -> Result<Outline<'_>, DecodeError> {
    let mut parser = Parser { text, elements: Vec::new(), open: Vec::new(), costs: Costs::new(memory) };
    let mut reader = Reader::from_str(text);
    loop {
        let at = position(reader.buffer_position());
        match reader.read_event() {
            Ok(Event::Eof) => return parser.finish(),
            Ok(event) => parser.event(at, event)?,
            Err(error) => return Err(parser.malformed(position(reader.error_position()), &error)),
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    elements: Vec<Element<'a>>,
    /// The elements that have not ended yet, as indices.
    open: Vec<usize>,
    costs: Costs,
}

impl<'a> Parser<'a> {
    fn event(&mut self, at: usize, event: Event<'_>) -> Result<(), DecodeError> {
        match event {
            Event::Start(tag) => self.start(at, &tag),
            Event::Empty(tag) => {
                self.start(at, &tag)?;
                self.open.pop();
                Ok(())
            }
            Event::End(_) => {
                self.open.pop();
                Ok(())
            }
            Event::Text(text) => self.push(at, &text.xml10_content()),
            Event::CData(text) => self.push(at, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|error| self.malformed(at, &error))?;
                match (character, escape::resolve_xml_entity(&reference)) {
                    (Some(character), _) => self.push(at, character.encode_utf8(&mut [0; 4])),
                    (None, Some(text)) => self.push(at, text),
                    // Expanding what a document defines itself is what entity bombs are made of.
                    (None, None) => Err(self.failure(at, "an entity that XML itself defines", "another entity")),
                }
            }
            Event::Decl(_) | Event::DocType(_) | Event::PI(_) | Event::Comment(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, at: usize, tag: &BytesStart<'_>) -> Result<(), DecodeError> {
        if self.open.is_empty() && !self.elements.is_empty() {
            return Err(self.failure(at, "the end of the document", "a second root element"));
        }
        if self.open.len() == DEPTH_LIMIT {
            return Err(self.failure(at, "at most 128 levels of elements", "one level more"));
        }
        let (name, _) = self.name(at, tag.name().0)?;
        if self.elements.is_empty() && name.eq_ignore_ascii_case("html") {
            return Err(self.failure(at, "XML as described", "an HTML page"));
        }
        let mut element =
            Element { name, offset: at, attributes: Vec::new(), children: Vec::new(), text: String::new(), nil: false };
        // The check for duplicates compares each with each; of several the last one counts, as in JSON.
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.malformed(at, &error.into()))?;
            let qualified = attribute.key.0;
            if qualified == "xmlns" || qualified.starts_with("xmlns:") {
                continue;
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| self.malformed(at, &error))?.into_owned();
            let (name, offset) = self.name(at, qualified)?;
            if name == "nil" && matches!(value.as_str(), "true" | "1") {
                element.nil = true;
            }
            self.costs.text(&value).map_err(|beyond| self.beyond(at, beyond))?;
            self.costs.node(&mut element.attributes, name).map_err(|beyond| self.beyond(at, beyond))?;
            element.attributes.push(Attribute { name, offset, value });
        }
        let index = self.elements.len();
        self.costs.node(&mut self.elements, name).map_err(|beyond| self.beyond(at, beyond))?;
        let parent = self.open.last().and_then(|&parent| self.elements.get_mut(parent));
        let room = parent.map_or(Ok(()), |parent| {
            self.costs.child(&mut parent.children)?;
            parent.children.push(u32::try_from(index).unwrap_or(u32::MAX));
            Ok(())
        });
        room.map_err(|beyond| self.beyond(at, beyond))?;
        self.open.push(index);
        self.elements.push(element);
        Ok(())
    }

    fn push(&mut self, at: usize, text: &str) -> Result<(), DecodeError> {
        if let Some(&open) = self.open.last() {
            self.costs.text(text).map_err(|beyond| self.beyond(at, beyond))?;
            if let Some(element) = self.elements.get_mut(open) {
                element.text.push_str(text);
            }
            return Ok(());
        }
        match (text.trim_ascii().is_empty(), self.elements.is_empty()) {
            (true, _) => Ok(()),
            (false, true) => Err(self.failure(at, "an element", "text")),
            (false, false) => Err(self.failure(at, "the end of the document", "text")),
        }
    }

    fn finish(mut self) -> Result<Outline<'a>, DecodeError> {
        let end = self.text.len();
        if !self.open.is_empty() {
            return Err(self.failure(end, "the end of an element", "the end of the text"));
        }
        if self.elements.is_empty() {
            return Err(self.failure(end, "an element", "the end of the text"));
        }
        if !self.costs.memory.take(self.costs.written) {
            return Err(self.beyond(end, MEMORY));
        }
        let Costs { nodes, written, .. } = self.costs;
        Ok(Outline { elements: std::mem::take(&mut self.elements), nodes, written })
    }

    fn beyond(&self, at: usize, Beyond(expected, found): Beyond) -> DecodeError {
        self.failure(at, expected, found)
    }

    /// A name without its prefix, and where it stands.
    fn name(&self, at: usize, qualified: &str) -> Result<(&'a str, usize), DecodeError> {
        // Events borrow from the text, but do not say so in their types.
        let start = (qualified.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let name = start.checked_add(qualified.len()).and_then(|end| self.text.get(start..end));
        let local = name.map(|name| name.rsplit_once(':').map_or(name, |(_, local)| local));
        let first = |c: char| c.is_alphabetic() || c == '_' || !c.is_ascii();
        let later = |c: char| first(c) || c.is_ascii_digit() || matches!(c, '-' | '.');
        local
            .filter(|local| local.starts_with(first) && local.chars().all(later))
            .map(|local| (local, start))
            .ok_or_else(|| self.failure(at, "a name", "other characters"))
    }

    /// What quick-xml says, where it shows nothing of the text.
    fn malformed(&self, offset: usize, error: &quick_xml::Error) -> DecodeError {
        let found: Cow<'static, str> = match error {
            quick_xml::Error::Syntax(error) => error.to_string().into(),
            quick_xml::Error::IllFormed(_) => "tags that do not match".into(),
            quick_xml::Error::InvalidAttr(_) => "a malformed attribute".into(),
            quick_xml::Error::Escape(_) => "a malformed or unknown entity".into(),
            _ => "other text".into(),
        };
        self.failure(offset, "well-formed XML", &found)
    }

    fn failure(&self, offset: usize, expected: &str, found: &str) -> DecodeError {
        let mut path = String::from("$");
        for element in self.open.iter().filter_map(|&element| self.elements.get(element)) {
            path.push('.');
            path.push_str(element.name);
        }
        DecodeError { path: shorten(path), offset, expected: expected.to_owned(), found: found.to_owned() }
    }
}

/// Element names are the server's: a long path is cut.
fn shorten(mut path: String) -> String {
    const LONGEST: usize = 256;
    if let Some(cut) = path.char_indices().map(|(at, _)| at).find(|&at| at >= LONGEST) {
        path.truncate(cut);
        path.push('…');
    }
    path
}

fn position(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
