//! From a JSONPath (RFC 9535) to the places that it selects, as JSON pointers.

use std::collections::HashSet;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::Problem;
use crate::diagnostic::nearest;

/// The parser descends by recursion, and so does each `..`, over the whole document.
const LONGEST: usize = 2000;
const DEEPEST: usize = 8;
const MOST_DESCENTS: usize = 2;

/// The places that a JSONPath selects, each once, in the order of the document. `field` is where it stands in the
/// action.
pub(super) fn select(document: &Value, path: &str, field: &str) -> Result<Vec<String>, Problem> {
    let path = parse(path).map_err(|problem| {
        let help = "a JSONPath (RFC 9535) looks like `$.paths['/pets'].get` or `$..parameters[?@.in == 'query']`";
        Problem::new(field, problem, help)
    })?;
    Ok(places(&path, document))
}

/// What a JSONPath selects that must be one node: a copy of it.
pub(super) fn single(document: &Value, path: &str) -> Result<Value, Problem> {
    let found = select(document, path, "copy")?;
    let [place] = found.as_slice() else {
        let problem = format!("`copy` selects {} nodes, but must select one", found.len());
        return Err(Problem::new("copy", problem, "name the one node that is to be copied"));
    };
    Ok(document.pointer(place).cloned().unwrap_or_default())
}

fn places(path: &JsonPath, document: &Value) -> Vec<String> {
    let mut seen = HashSet::new();
    let located = path.query_located(document);
    let pointers = located.locations().map(serde_json_path::NormalizedPath::to_json_pointer);
    pointers.filter(|place| seen.insert(place.clone())).collect()
}

fn parse(text: &str) -> Result<JsonPath, String> {
    if text.len() > LONGEST {
        return Err(format!("a JSONPath of more than {LONGEST} bytes is not read"));
    }
    let outline = Outline::of(text);
    if outline.depth > DEEPEST {
        return Err(format!("a JSONPath nested deeper than {DEEPEST} levels is not read"));
    }
    if outline.descents > MOST_DESCENTS {
        return Err(format!("a JSONPath with more than {MOST_DESCENTS} times `..` is not read"));
    }
    JsonPath::parse(text).map_err(|error| format!("this is no JSONPath: {error}"))
}

/// What a path looks like outside of its quotes.
struct Outline {
    depth: usize,
    descents: usize,
    /// Where segments end, as offsets.
    ends: Vec<usize>,
}

impl Outline {
    fn of(text: &str) -> Self {
        let (mut depth, mut deepest, mut descents) = (0_usize, 0, 0);
        let (mut quote, mut escaped, mut previous) = (None, false, ' ');
        let mut ends = Vec::new();
        for (index, character) in text.char_indices() {
            match (quote, character) {
                (Some(_), _) if escaped => escaped = false,
                (Some(_), '\\') => escaped = true,
                (Some(open), _) if open == character => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some(character),
                (None, '(' | '[' | '!') => {
                    if depth == 0 {
                        ends.push(index);
                    }
                    depth += usize::from(character != '!');
                    deepest = deepest.max(depth);
                }
                (None, ')' | ']') => depth = depth.saturating_sub(1),
                (None, '.') => {
                    descents += usize::from(previous == '.');
                    if depth == 0 && previous != '.' {
                        ends.push(index);
                    }
                }
                (None, _) => {}
            }
            previous = character;
        }
        Self { depth: deepest, descents, ends }
    }
}

/// How far a path that selects nothing leads, and what is there.
pub(super) fn nearest_match(document: &Value, text: &str) -> Option<String> {
    let outline = Outline::of(text);
    let mut segment_end = text.len();
    for end in outline.ends.into_iter().rev() {
        let (prefix, rest) = (text.get(..end)?, text.get(end..segment_end)?);
        segment_end = end;
        let Ok(path) = parse(prefix) else { continue };
        let Some(place) = places(&path, document).into_iter().next() else { continue };
        let near = document.pointer(&place).and_then(|value| {
            let wanted = rest.trim_matches(|c| matches!(c, '.' | '[' | ']' | '\'' | '"'));
            nearest(wanted, value.as_object()?.keys().map(String::as_str))
        });
        return Some(match near {
            Some(near) => format!("`{prefix}` is there; did you mean `{near}` in it?"),
            None => format!("`{prefix}` is there, but `{rest}` selects nothing in it"),
        });
    }
    None
}
