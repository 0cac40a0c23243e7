//! Headers of answers to values, for generated structs of them.

use http::HeaderMap;

use crate::decode::{self, Slot};
use crate::json::Json;

/// A header that is one value; `None` if it is absent or not as described.
pub fn header_value<T: Slot + Default>(headers: &HeaderMap, name: &str) -> Option<T> {
    let text = text(headers, name)?;
    value(&Json::String(text))
}

/// A header that is a list with commas, in one line or in several.
pub fn header_list<T: Slot + Default>(headers: &HeaderMap, name: &str) -> Option<T> {
    let lines: Vec<_> = headers.get_all(name).iter().map(|line| String::from_utf8_lossy(line.as_bytes())).collect();
    if lines.is_empty() {
        return None;
    }
    let items = lines.iter().flat_map(|line| line.split(',')).map(str::trim).filter(|item| !item.is_empty());
    value(&Json::Array(items.map(|item| Json::String(item.to_owned())).collect()))
}

/// A header whose text is JSON.
pub fn header_json<T: Slot + Default>(headers: &HeaderMap, name: &str) -> Option<T> {
    decode::from_slice(text(headers, name)?.as_bytes()).ok().map(|decoded| decoded.value)
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}

fn value<T: Slot + Default>(json: &Json) -> Option<T> {
    decode::from_json(json).ok().map(|decoded| decoded.value)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;
    use crate::time::Timestamp;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn scalars_are_read_from_text() {
        let headers =
            headers(&[("x-limit", " 12 "), ("x-more", "true"), ("x-at", "2026-01-02T03:04:05Z"), ("x-n", "n")]);
        assert_eq!(header_value::<i64>(&headers, "X-Limit"), Some(12));
        assert_eq!(header_value::<bool>(&headers, "x-more"), Some(true));
        assert_eq!(header_value(&headers, "x-at"), Some(Timestamp::from("2026-01-02T03:04:05Z")));
        assert_eq!(header_value::<i64>(&headers, "x-n"), None, "what is not as described is not there");
        assert_eq!(header_value::<String>(&headers, "x-absent"), None);
    }

    #[test]
    fn lists_may_be_in_one_line_or_in_several() {
        let headers = headers(&[("x-ids", "1, 2,,3"), ("x-ids", "4"), ("x-json", r#"{"a": [1]}"#)]);
        assert_eq!(header_list::<Vec<i64>>(&headers, "x-ids"), Some(vec![1, 2, 3, 4]));
        assert_eq!(header_list::<Vec<i64>>(&headers, "x-none"), None);
        let json = header_json::<Json>(&headers, "x-json").map(|json| json.to_string());
        assert_eq!(json.as_deref(), Some(r#"{"a":[1]}"#));
    }
}
