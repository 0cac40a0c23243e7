//! From XML to the same values as from JSON (feature `xml`).
//!
//! An attribute is a field, a child element is a field, and so are several of one name: a list. One child is a list of
//! one where a list is expected, and the text of an element is its value. The model decides what is a number or a
//! boolean, and where it knows other names in XML than in JSON, those count. The name of the root element counts
//! where the model has a field of that name; prefixes of namespaces never do.
//!
//! Answers are not trusted: no entity but the five of XML and characters by their number is expanded, no document type
//! is looked at, [`DEPTH_LIMIT`](crate::decode::DEPTH_LIMIT) bounds nesting, and [`NODE_LIMIT`] and
//! [`Options::max_body`](crate::Options::max_body) bound memory.
//!
//! XML becomes compact JSON, and that is read by the one reader there is. In paths of errors and drift an attribute is
//! `@name`; offsets are those of the XML, as UTF-8.

mod costs;
mod encoding;
mod outline;
mod parse;
mod write;

use std::borrow::Cow;

use costs::Beyond;

use crate::decode::{DecodeError, Decoded, Memory, Reader, Slot};

/// How many elements and attributes a document may have.
pub const NODE_LIMIT: usize = 1 << 22;

/// Decodes an XML document.
///
/// # Errors
///
/// A [`DecodeError`] if the text is not well-formed XML, or does not have the shape of `T`.
///
/// ```
/// use plex_sdk::models::UsersContainer;
///
/// let xml = br#"<MediaContainer friendlyName="myPlex" identifier="x" machineIdentifier="y" size="0" totalSize="7"/>"#;
/// let container = plex_sdk::xml::from_slice::<UsersContainer>(xml)?.value;
/// assert_eq!(container.total_size, 7);
/// # Ok::<(), plex_sdk::decode::DecodeError>(())
/// ```
pub fn from_slice<T: Slot + Default>(bytes: &[u8]) -> Result<Decoded<T>, DecodeError> {
    decode(bytes, None, Memory::default(), false)
}

/// [`from_slice`], with the character set that a `Content-Type` names and the memory that the value may take.
pub(crate) fn decode<T: Slot + Default>(
    bytes: &[u8],
    charset: Option<&str>,
    memory: Memory,
    unknown_fields: bool,
) -> Result<Decoded<T>, DecodeError> {
    let (json, memory) = transcode(bytes, charset, memory)?;
    let reader = Reader::from_xml(&json.text, json.content).report_unknown_fields(unknown_fields).memory(memory);
    match reader.decode() {
        Ok(mut decoded) => {
            decoded.drift.map_offsets(|offset| json.origin(offset));
            Ok(decoded)
        }
        Err(error) => Err(DecodeError { offset: json.origin(error.offset), ..error }),
    }
}

// Not generic, so that it is compiled once.
fn transcode(
    bytes: &[u8],
    charset: Option<&str>,
    mut memory: Memory,
) -> Result<(write::Transcoded, Memory), DecodeError> {
    let too_large = || {
        let Beyond(expected, found) = costs::MEMORY;
        DecodeError { path: "$".to_owned(), offset: 0, expected: expected.to_owned(), found: found.to_owned() }
    };
    let (text, shift) = encoding::to_utf8(bytes, charset)?;
    let mut beside_text = memory;
    // What is UTF-8 already is not copied.
    if matches!(text, Cow::Owned(_)) && !beside_text.take(text.len()) {
        return Err(too_large());
    }
    let outline = parse::parse(&text, beside_text);
    let outline = outline.map_err(|error| DecodeError { offset: error.offset + shift, ..error })?;
    let json = write::write(&outline, shift);
    // The outline is dropped here; the JSON text stays while the value is read.
    if memory.take(json.size()) { Ok((json, memory)) } else { Err(too_large()) }
}
