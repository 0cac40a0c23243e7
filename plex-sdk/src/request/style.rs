//! The styles of OpenAPI parameters.

use super::encode::Encoding;
use crate::json::Json;

/// How lists and objects are written into a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `color=blue,black`, exploded `color=blue&color=black`.
    Form,
    /// `blue,black`.
    Simple,
    /// `.blue,black`, exploded `.blue.black`.
    Label,
    /// `;color=blue,black`, exploded `;color=blue;color=black`.
    Matrix,
    /// `color=blue%20black`; exploded as `Form`.
    SpaceDelimited,
    /// `color=blue%7Cblack`; exploded as `Form`.
    PipeDelimited,
    /// `color[R]=100&color[G]=200`, with encoded brackets. Objects may be nested: `a[b][c]=1`. Lists repeat their name:
    /// `a[b]=1&a[b]=2`; where their items are objects or lists, these are numbered: `a[0][b]=1&a[1][b]=2`.
    DeepObject,
}

const NESTED: &str = "has lists or objects within a list or object, which its style cannot express";

/// A value in one of the styles that make pairs of names and values, both encoded. No pairs: it is absent.
pub(super) fn pairs(
    name: &str,
    style: Style,
    explode: bool,
    json: &Json,
    encoding: &Encoding,
) -> Result<Vec<(String, String)>, &'static str> {
    let separator = match style {
        Style::SpaceDelimited => encoding.space,
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    let name_of = |name: &str| (encoding.name)(name);
    let pair = |name: &str, value: String| (name_of(name), (encoding.value)(&value));
    let mut pairs = Vec::new();
    match (json, style) {
        (Json::Null, _) => {}
        (_, Style::DeepObject) => deep(name, json, &mut |name, value| pairs.push(pair(name, value))),
        (Json::Array(items), _) => {
            let items = scalars(items)?;
            if explode {
                pairs.extend(items.into_iter().map(|item| pair(name, item)));
            } else if !items.is_empty() {
                let items: Vec<_> = items.iter().map(|item| (encoding.value)(item)).collect();
                pairs.push((name_of(name), items.join(separator)));
            }
        }
        (Json::Object(fields), _) => {
            let fields = properties(fields)?;
            if explode {
                pairs.extend(fields.into_iter().map(|(name, value)| pair(name, value)));
            } else if !fields.is_empty() {
                let items: Vec<_> =
                    fields.iter().flat_map(|(name, value)| [(encoding.value)(name), (encoding.value)(value)]).collect();
                pairs.push((name_of(name), items.join(separator)));
            }
        }
        (scalar, _) => pairs.extend(scalar_text(scalar).map(|text| pair(name, text))),
    }
    Ok(pairs)
}

/// A value in one of the styles that make a single text: `simple`, `label` and `matrix`. `None`: it is absent.
pub(super) fn text(
    name: &str,
    style: Style,
    explode: bool,
    json: &Json,
    encode: fn(&str) -> String,
) -> Result<Option<String>, &'static str> {
    // What stands before the whole, between exploded items, and between the others.
    let (prefix, exploded) = match style {
        Style::Label => (".", "."),
        Style::Matrix => (";", ";"),
        _ => ("", ","),
    };
    let matrix = style == Style::Matrix;
    let name = encode(name);
    let (items, separator, named) = match json {
        Json::Null => return Ok(None),
        Json::Array(list) => {
            let items: Vec<_> = scalars(list)?.iter().map(|item| encode(item)).collect();
            let each = |item| if matrix && explode { assign(&name, item) } else { item };
            (items.into_iter().map(each).collect(), if explode { exploded } else { "," }, explode)
        }
        Json::Object(fields) if explode => {
            let fields = properties(fields)?;
            let each = |(name, value): (&str, String)| format!("{}={}", encode(name), encode(&value));
            (fields.into_iter().map(each).collect(), exploded, true)
        }
        Json::Object(fields) => {
            let fields = properties(fields)?;
            let items: Vec<_> = fields.iter().flat_map(|(name, value)| [encode(name), encode(value)]).collect();
            (items, ",", false)
        }
        scalar => (scalar_text(scalar).iter().map(|text| encode(text)).collect(), ",", false),
    };
    if items.is_empty() {
        return Ok(None);
    }
    let joined = items.join(separator);
    let joined = if matrix && !named { assign(&name, joined) } else { joined };
    Ok(Some(format!("{prefix}{joined}")))
}

/// The text of a scalar; `None` for null, lists and objects.
pub(super) fn scalar_text(json: &Json) -> Option<String> {
    match json {
        Json::Bool(value) => Some(value.to_string()),
        Json::Number(number) => Some(number.as_str().to_owned()),
        Json::String(text) => Some(text.clone()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// In style `matrix` an empty value leaves the name alone.
fn assign(name: &str, value: String) -> String {
    if value.is_empty() { name.to_owned() } else { format!("{name}={value}") }
}

/// The items of a list; those that are null are left out.
fn scalars(items: &[Json]) -> Result<Vec<String>, &'static str> {
    items.iter().filter(|item| !item.is_null()).map(|item| scalar_text(item).ok_or(NESTED)).collect()
}

/// The fields of an object; those that are null are left out.
fn properties(fields: &[(String, Json)]) -> Result<Vec<(&str, String)>, &'static str> {
    let present = fields.iter().filter(|(_, value)| !value.is_null());
    present.map(|(name, value)| Ok((name.as_str(), scalar_text(value).ok_or(NESTED)?))).collect()
}

fn deep(name: &str, json: &Json, push: &mut dyn FnMut(&str, String)) {
    match json {
        Json::Object(fields) => {
            for (field, value) in fields {
                deep(&format!("{name}[{field}]"), value, push);
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate().filter(|(_, item)| !item.is_null()) {
                match scalar_text(item) {
                    Some(text) => push(name, text),
                    None => deep(&format!("{name}[{index}]"), item, push),
                }
            }
        }
        scalar => {
            if let Some(text) = scalar_text(scalar) {
                push(name, text);
            }
        }
    }
}
