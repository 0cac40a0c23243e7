//! A recorded answer as a tree.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};

/// As deep as the SDK reads.
const DEEPEST: usize = 128;

/// A recorded answer.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What the reader knows it by: the name of its file.
    pub name: String,
    /// Of XML: `{"root": content}`, attributes as `@name`, text beside them as `#text`.
    pub(super) value: Value,
    pub(super) xml: bool,
}

impl Sample {
    /// Reads JSON, or XML if the text starts like that.
    ///
    /// # Errors
    ///
    /// It is neither.
    pub fn read(name: &str, text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}').trim();
        let xml = text.starts_with('<');
        let value = if xml { parse(text)? } else { serde_json::from_str(text).map_err(|error| error.to_string())? };
        Ok(Self { name: name.to_owned(), value, xml })
    }
}

#[derive(Default)]
struct Element {
    name: String,
    fields: Vec<(String, Value)>,
    text: String,
}

fn parse(text: &str) -> Result<Value, String> {
    let mut open = vec![Element::default()];
    let mut reader = Reader::from_str(text);
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                open.push(element(&tag)?);
                if open.len() > DEEPEST {
                    return Err(format!("it is nested deeper than {DEEPEST} levels"));
                }
                if empty {
                    close(&mut open);
                }
            }
            Event::End(_) => close(&mut open),
            Event::Text(text) => push(&mut open, &text.xml10_content()),
            Event::CData(text) => push(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|error| error.to_string())?;
                let entity = quick_xml::escape::resolve_xml_entity(&reference).unwrap_or_default();
                push(&mut open, &character.map_or_else(|| entity.to_owned(), String::from));
            }
            Event::Eof => break,
            Event::Decl(_) | Event::DocType(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    match open.as_mut_slice() {
        [document] if document.fields.len() == 1 => {
            Ok(Value::Object(std::mem::take(&mut document.fields).into_iter().collect()))
        }
        [_] => Err("it has not exactly one root element".to_owned()),
        _ => Err("an element does not end".to_owned()),
    }
}

fn element(tag: &BytesStart<'_>) -> Result<Element, String> {
    let local = |name: &str| name.rsplit_once(':').map_or(name, |(_, local)| local).to_owned();
    let mut element = Element { name: local(tag.name().0), ..Element::default() };
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.0 == "xmlns" || attribute.key.0.starts_with("xmlns:") {
            continue;
        }
        let value =
            attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        element.fields.push((format!("@{}", local(attribute.key.0)), Value::String(value.into_owned())));
    }
    Ok(element)
}

fn push(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

/// Ends the innermost element: it becomes a field of the one around it.
fn close(open: &mut Vec<Element>) {
    let Some(element) = open.pop() else { return };
    let nil = element.fields.iter().any(|(name, value)| name == "@nil" && (value == "true" || value == "1"));
    let text = if element.text.trim().is_empty() { "" } else { &element.text };
    let value = match (element.fields.is_empty(), text.is_empty()) {
        (false, true) if nil => Value::Null,
        (true, _) => Value::String(text.to_owned()),
        (false, true) => Value::Object(grouped(element.fields)),
        (false, false) => {
            let text = ("#text".to_owned(), Value::String(text.to_owned()));
            Value::Object(grouped(element.fields.into_iter().chain([text]).collect()))
        }
    };
    if let Some(parent) = open.last_mut() {
        parent.fields.push((element.name, value));
    }
}

/// Several fields of one name as a list.
fn grouped(fields: Vec<(String, Value)>) -> Map<String, Value> {
    let mut lists: Map<String, Value> = Map::new();
    for (name, value) in fields {
        let list = lists.entry(name).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(value);
        }
    }
    for value in lists.values_mut() {
        match value {
            Value::Array(list) if list.len() == 1 => *value = list.pop().unwrap_or_default(),
            _ => {}
        }
    }
    lists
}
