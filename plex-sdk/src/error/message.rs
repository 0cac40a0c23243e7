//! A server's own words in the body of an error.

use bytes::Bytes;

use crate::decode;
use crate::json::Json;

/// Longer ones are cut: it is a line in a log, not a document.
const LONGEST: usize = 300;
/// Bodies beyond it hold no mere message.
const LARGEST_BODY: usize = 64 * 1024;

/// The message in a JSON body, from the fields where servers commonly put it: `errors[0].message` (Plex), `message`,
/// `error.message`, `error_description`, `error`, `detail`, `title`.
///
/// `described` are the paths that the description marks; they go before.
pub(crate) fn server_message(body: &Bytes, described: &[&[&str]]) -> Option<String> {
    let start = body.iter().find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xEF | 0xBB | 0xBF))?;
    if *start != b'{' || body.len() > LARGEST_BODY {
        return None;
    }
    let json = decode::from_slice::<Json>(body).ok()?.value;
    let marked = |path: &&[&str]| path.iter().try_fold(&json, |json, name| field(json, name)).and_then(text);
    if let Some(message) = described.iter().find_map(marked) {
        return Some(message);
    }
    let first_error = match field(&json, "errors") {
        Some(Json::Array(errors)) => errors.first(),
        _ => None,
    };
    let error = field(&json, "error");
    let candidates = [
        first_error.and_then(|error| field(error, "message")),
        first_error,
        field(&json, "message"),
        error.and_then(|error| field(error, "message")),
        field(&json, "error_description"),
        error,
        field(&json, "detail"),
        field(&json, "title"),
    ];
    candidates.into_iter().flatten().find_map(text)
}

fn field<'a>(json: &'a Json, name: &str) -> Option<&'a Json> {
    match json {
        Json::Object(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, value)| value),
        _ => None,
    }
}

fn text(json: &Json) -> Option<String> {
    let Json::String(text) = json else { return None };
    let printable = |letter: char| if letter.is_control() { ' ' } else { letter };
    let mut line: String = text.trim().chars().take(LONGEST).map(printable).collect();
    if text.trim().chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    (!line.is_empty()).then_some(line)
}
