//! A server's own words and its own number in the body of an error.

use crate::json::Json;

/// Longer ones are cut: it is a line in a log, not a document.
const LONGEST: usize = 300;
/// Bodies beyond it hold no mere message.
pub(crate) const LARGEST_ENVELOPE: usize = 64 * 1024;

/// The message in the body of an error, from the fields where servers commonly put it: `errors[0].message` (Plex),
/// `message`, `error.message`, `error_description`, `error`, `detail`, `title`; in XML also the text of an `error`, and
/// `status` beside a `code` (`<Response code="401" status="Invalid token"/>`).
///
/// `described` are the paths that the description marks; they go before. `scrub` removes secrets.
pub(crate) fn server_message(
    envelope: &Json,
    described: &[&[&str]],
    scrub: impl Fn(String) -> String,
) -> Option<String> {
    let text = |json: &Json| line(scrub(json.as_str()?.to_owned()));
    let marked = |path: &&[&str]| path.iter().try_fold(envelope, |json, name| json.get(name)).and_then(text);
    if let Some(message) = described.iter().find_map(marked) {
        return Some(message);
    }
    let (first_error, error, root) = (first_error(envelope), envelope.get("error"), root(envelope));
    let candidates = [
        first_error.and_then(|error| error.get("message")),
        first_error.and_then(|error| error.get("#text")),
        first_error,
        envelope.get("message"),
        error.and_then(|error| error.get("message")),
        error.and_then(|error| error.get("#text")),
        envelope.get("error_description"),
        error,
        envelope.get("detail"),
        envelope.get("title"),
        root.and_then(|root| root.get("message")),
        root.filter(|root| root.get("code").is_some()).and_then(|root| root.get("status")),
    ];
    candidates.into_iter().flatten().find_map(text)
}

/// The number that the server gives an error, from where servers commonly put it: `errors[0].code` (Plex), `code`,
/// `error.code`.
pub(crate) fn server_code(envelope: &Json) -> Option<i64> {
    let places = [first_error(envelope), Some(envelope), envelope.get("error"), root(envelope)];
    places.into_iter().flatten().find_map(|place| match place.get("code")? {
        Json::Number(number) => number.as_str().parse().ok(),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

/// `{"errors": [first, …]}`, or the same from XML: `<errors><error/></errors>`.
fn first_error(envelope: &Json) -> Option<&Json> {
    let errors = envelope.get("errors")?;
    let errors = errors.get("error").unwrap_or(errors);
    match errors {
        Json::Array(errors) => errors.first(),
        Json::Object(_) => Some(errors),
        // `{"errors": {"error": "text"}}` is from XML; a text right in `errors` is not known to be a message.
        Json::String(_) if envelope.get("errors").is_some_and(|errors| errors.get("error").is_some()) => Some(errors),
        _ => None,
    }
}

/// The root element of XML, whatever its name.
fn root(envelope: &Json) -> Option<&Json> {
    match envelope.as_object()? {
        [(_, root @ Json::Object(_))] => Some(root),
        _ => None,
    }
}

fn line(text: String) -> Option<String> {
    let printable = |letter: char| if letter.is_control() { ' ' } else { letter };
    let mut line: String = text.trim().chars().take(LONGEST).map(printable).collect();
    if text.trim().chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    (!line.is_empty()).then_some(line)
}
