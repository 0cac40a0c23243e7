//! Bytes to text. What a byte order mark says goes before `Content-Type`, and that before the document itself.

use std::borrow::Cow;

use crate::decode::DecodeError;

const UTF_8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// The text without its byte order mark, and how long that was if offsets in the text are to be those in the bytes.
pub(super) fn to_utf8<'a>(bytes: &'a [u8], charset: Option<&str>) -> Result<(Cow<'a, str>, usize), DecodeError> {
    if let Some(rest) = bytes.strip_prefix(UTF_8_MARK) {
        return Ok((utf_8(rest, UTF_8_MARK.len())?, UTF_8_MARK.len()));
    }
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return utf_16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => return utf_16(rest, u16::from_be_bytes),
        // Without a mark: `<?` in two bytes each.
        [b'<', 0, b'?', 0, ..] => return utf_16(bytes, u16::from_le_bytes),
        [0, b'<', 0, b'?', ..] => return utf_16(bytes, u16::from_be_bytes),
        _ => {}
    }
    let named = charset.map(Cow::Borrowed).or_else(|| declared(bytes)).unwrap_or(Cow::Borrowed("utf-8"));
    match named.trim().to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" | "us-ascii" | "ascii" => Ok((utf_8(bytes, 0)?, 0)),
        "iso-8859-1" | "iso8859-1" | "latin1" | "latin-1" => {
            Ok((Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect()), 0))
        }
        // A transport may have converted the text and left the declaration as it was.
        _ => utf_8(bytes, 0).map(|text| (text, 0)).map_err(|error| DecodeError {
            expected: "text in UTF-8, UTF-16 or ISO-8859-1".to_owned(),
            found: "another encoding".to_owned(),
            ..error
        }),
    }
}

fn utf_8(bytes: &[u8], shift: usize) -> Result<Cow<'_, str>, DecodeError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(error) => Err(failure(shift + error.valid_up_to(), "text in UTF-8", "bytes that are not UTF-8")),
    }
}

fn utf_16<'a>(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Result<(Cow<'a, str>, usize), DecodeError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| read(*pair));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    match text {
        Ok(text) if rest.is_empty() => Ok((Cow::Owned(text), 0)),
        _ => Err(failure(0, "text in UTF-16", "bytes that are not UTF-16")),
    }
}

/// The encoding that the document claims to have, if its declaration is readable as ASCII.
fn declared(bytes: &[u8]) -> Option<Cow<'_, str>> {
    /// No declaration is longer.
    const LONGEST: usize = 200;
    let head = bytes.get(..bytes.len().min(LONGEST))?;
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(head.get(..end)?).ok()?.strip_prefix("<?xml")?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split(quote).next().map(Cow::Borrowed)
}

fn failure(offset: usize, expected: &str, found: &str) -> DecodeError {
    DecodeError { path: "$".to_owned(), offset, expected: expected.to_owned(), found: found.to_owned() }
}
