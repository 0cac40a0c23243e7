//! From XML to the same values as from JSON (feature `xml`).
//!
//! An attribute is a field, a child element is a field, and so are several of one name: a list. One child is a list of
//! one where a list is expected, and the text of an element is its value. The model decides what is a number or a
//! boolean, and where it knows other names in XML than in JSON, those count. The name of the root element counts
//! where the model has a field of that name; prefixes of namespaces never do.
//!
//! Answers are not trusted: no entity but the five of XML and characters by their number is expanded, no document type
//! is looked at, [`DEPTH_LIMIT`](crate::decode::DEPTH_LIMIT) bounds nesting and [`NODE_LIMIT`] memory.
//!
//! XML becomes compact JSON, and that is read by the one reader there is. In paths of errors and drift an attribute is
//! `@name`; offsets are those of the XML, as UTF-8.

mod encoding;
mod outline;
mod parse;
mod write;

use crate::decode::{DecodeError, Decoded, Reader, Slot};

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
    decode(bytes, None, false)
}

/// [`from_slice`], with the character set that a `Content-Type` names.
pub(crate) fn decode<T: Slot + Default>(
    bytes: &[u8],
    charset: Option<&str>,
    unknown_fields: bool,
) -> Result<Decoded<T>, DecodeError> {
    let json = transcode(bytes, charset)?;
    let reader = Reader::from_xml(&json.text, json.content).report_unknown_fields(unknown_fields);
    match reader.decode() {
        Ok(mut decoded) => {
            decoded.drift.map_offsets(|offset| json.origin(offset));
            Ok(decoded)
        }
        Err(error) => Err(DecodeError { offset: json.origin(error.offset), ..error }),
    }
}

// Not generic, so that it is compiled once.
fn transcode(bytes: &[u8], charset: Option<&str>) -> Result<write::Transcoded, DecodeError> {
    let (text, shift) = encoding::to_utf8(bytes, charset)?;
    let outline = parse::parse(&text).map_err(|error| DecodeError { offset: error.offset + shift, ..error })?;
    Ok(write::write(&outline, shift))
}
