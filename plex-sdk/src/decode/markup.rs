//! What is special about JSON that was made of XML: `{"root": content}`, attributes as `"@name"`, text beside them as
//! `"#text"`. Text without anything else is a string, whatever it means.

use std::borrow::Cow;

use super::object::Promises;
use super::{Reader, Slot, Stop};

/// The key of an element's text.
const TEXT: &str = "#text";

/// What a reader knows of the XML behind its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Markup {
    /// Where the content of the root element starts.
    content: usize,
    /// The last key was that of an attribute.
    attribute: bool,
}

/// What stands in an element of XML.
pub(super) struct Content {
    /// It has neither attributes nor text.
    pub(super) bare: bool,
    pub(super) children: Children,
    /// Where it ends.
    pub(super) end: usize,
}

/// The children of an element.
pub(super) enum Children {
    None,
    /// All have the same name. The first of them, or the list of them, starts there.
    OfOneName {
        at: usize,
    },
    OfNames,
}

impl<'a> Reader<'a> {
    /// A reader of JSON made of XML. `content` is where the content of the root element starts.
    #[cfg(feature = "xml")]
    pub(crate) fn from_xml(text: &'a str, content: usize) -> Self {
        let mut reader = Self::new(text.as_bytes()).text_scalars(true);
        reader.markup = Some(Markup { content, attribute: false });
        reader
    }

    /// A key as the model knows it: without the mark of attributes.
    pub(super) fn plain_key(&mut self, key: Cow<'a, str>) -> Cow<'a, str> {
        let Some(markup) = &mut self.markup else { return key };
        let plain = match &key {
            Cow::Borrowed(key) => key.strip_prefix('@').map(Cow::Borrowed),
            Cow::Owned(key) => key.strip_prefix('@').map(|key| Cow::Owned(key.to_owned())),
        };
        markup.attribute = plain.is_some();
        plain.unwrap_or(key)
    }

    /// Steps over the name of the root element, if the reader stands there.
    pub(super) fn enter_root(&mut self) {
        if let Some(markup) = self.markup.filter(|_| self.at == 0) {
            self.at = markup.content;
        }
    }

    /// The same before an object, unless the root element is one of its fields: an envelope of JSON.
    pub(super) fn enter_root_of(&mut self, promises: &Promises, known: impl FnOnce(&str) -> bool) {
        let Some(markup) = self.markup.filter(|_| self.at == 0) else { return };
        let name = self.text.get(2..markup.content.saturating_sub(2)).unwrap_or("");
        let envelope = !promises.map && promises.xml.root != name && known(promises.xml.field(name, false));
        if !envelope {
            self.at = markup.content;
        }
    }

    /// Steps into the only field of the object that is next, if that is an object and no field of the value that is to be
    /// read; whether it was so. `{"MediaContainer": {…}}` is how Plex writes in JSON what has a root element in XML.
    pub(super) fn enter_envelope(&mut self, known: impl FnOnce(&str) -> bool) -> Result<bool, Stop> {
        if self.next() != b'{' {
            return Ok(false);
        }
        let (start, depth) = (self.at, self.depth);
        self.enter()?;
        let mut content = None;
        let mut first = true;
        if let Some(key) = self.key(&mut first)? {
            let (at, starts) = (self.at, self.peek());
            self.skip()?;
            let only = self.next() == b'}';
            content = (only && starts == b'{' && !known(&key)).then_some(at);
        }
        (self.at, self.depth) = (content.unwrap_or(start), depth);
        Ok(content.is_some())
    }

    /// The field behind a key that was just read.
    pub(super) fn field_of<'n>(&self, promises: &Promises, key: &'n str) -> &'n str {
        match self.markup {
            Some(markup) => promises.xml.field(key, markup.attribute),
            None => key,
        }
    }

    /// The field for the text of an element.
    pub(super) fn text_field(&self, promises: &Promises) -> Option<&'static str> {
        promises.xml.fields.iter().find(|(name, _)| *name == TEXT).map(|(_, field)| *field)
    }

    /// The text of an element that has attributes as well, where just a text is expected. `None`: it has none.
    pub(super) fn element_text(&mut self) -> Result<Option<Cow<'a, str>>, Stop> {
        let mut text = None;
        self.enter()?;
        let mut first = true;
        while let Some(key) = self.key(&mut first)? {
            if key == TEXT && self.next() == b'"' {
                text = Some(self.string()?);
            } else {
                self.skip()?;
            }
        }
        Ok(text)
    }

    /// Reads a list whose items stand in an element of their own, whatever their name.
    pub(super) fn items(&mut self, slot: &mut dyn Slot) -> Result<(), Stop> {
        let mut found = false;
        match self.next() {
            b'{' => {
                self.enter()?;
                let mut first = true;
                while let Some(key) = self.key(&mut first)? {
                    if found || !self.is_child(&key) {
                        self.skip()?;
                    } else {
                        found = true;
                        slot.read(self)?;
                    }
                }
            }
            b'"' if self.rest().starts_with(b"\"\"") => self.skip()?,
            _ => return slot.read(self),
        }
        if found { Ok(()) } else { slot.read(&mut Reader::new(b"[]")) }
    }

    /// Steps into the root element, to the first of the items it holds; whether there is one.
    pub(super) fn enter_root_items(&mut self) -> Result<bool, Stop> {
        self.enter_root();
        if self.peek() != b'{' {
            return Ok(false);
        }
        self.enter()?;
        let mut first = true;
        while let Some(key) = self.key(&mut first)? {
            if self.is_child(&key) {
                return Ok(true);
            }
            self.skip()?;
        }
        Ok(false)
    }

    /// What stands in the element that is next, without passing it; `None` where that has no more than text.
    pub(super) fn look_into_element(&mut self) -> Result<Option<Content>, Stop> {
        let (start, depth) = (self.at, self.depth);
        if self.peek() != b'{' {
            return Ok(None);
        }
        let (mut bare, mut children) = (true, Children::None);
        self.enter()?;
        let mut first = true;
        while let Some(key) = self.key(&mut first)? {
            let at = self.at;
            children = match children {
                other if !self.is_child(&key) => {
                    bare = false;
                    other
                }
                Children::None => Children::OfOneName { at },
                _ => Children::OfNames,
            };
            self.skip()?;
        }
        let end = self.at;
        // As for unions: what is read twice at every level must not last forever.
        if self.retries < end - start {
            return Err(self.reject("fewer lists within lists"));
        }
        self.retries -= end - start;
        (self.at, self.depth) = (start, depth);
        Ok(Some(Content { bare, children, end }))
    }

    fn is_child(&self, key: &str) -> bool {
        key != TEXT && !self.markup.is_some_and(|markup| markup.attribute)
    }
}

/// Reads the absence of an element as an empty list, if it is one that the slot takes: XML has no other way to say it.
pub(super) fn absent_list(slot: &mut dyn Slot) -> bool {
    let mut empty = Reader::new(b"[]");
    slot.read(&mut empty).is_ok() && empty.tally.loose == 0
}
