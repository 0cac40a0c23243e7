//! Scalars: checked, and repaired where there is one obvious reading.

use serde_json::{Number, Value, json};

use super::Walk;
use crate::diagnostic::nearest;
use crate::load::grammar::Shape;
use crate::load::tree::kind_of;

/// How many lines of descriptions become documentation, each of which takes a kilobyte on its way. The largest real
/// descriptions have some ten thousand.
const MOST_LINES: usize = 500_000;

/// `true` and `false` where a schema stands: everything, and nothing.
pub(super) fn boolean_schema(value: &mut Value) -> bool {
    *value = match value {
        Value::Bool(true) => json!({}),
        Value::Bool(false) => json!({ "not": {} }),
        _ => return false,
    };
    true
}

impl Walk {
    /// Checks a value that is not an object. Returns whether it stays.
    pub(super) fn scalar(&mut self, value: &mut Value, shape: Shape, name: &str) -> bool {
        match shape {
            Shape::Text => self.text(value, name),
            Shape::Flag => self.flag(value, name),
            Shape::Number => self.number(value, name),
            Shape::Bound => value.is_boolean() || self.number(value, name),
            Shape::Count => self.count(value, name),
            Shape::Words(words) => self.word(value, words, name),
            Shape::Types => match value {
                Value::Array(_) => self.texts(value, name),
                _ => self.text(value, name),
            },
            Shape::Texts => self.texts(value, name),
            Shape::TextMap | Shape::Mapping => self.text_map(value, name),
            Shape::Values => value.is_array() || self.misfit(value, name, "a list"),
            _ => true,
        }
    }

    fn misfit(&mut self, value: &Value, name: &str, expected: &str) -> bool {
        let problem = format!("`{name}` must be {expected}, but is {}", kind_of(value));
        let help = if expected == "text" {
            "write text, in quotes if need be".to_owned()
        } else {
            format!("write {expected}")
        };
        self.error(problem, help);
        false
    }

    pub(super) fn text(&mut self, value: &mut Value, name: &str) -> bool {
        let text = match value {
            Value::String(text) => {
                if matches!(name, "description" | "summary") {
                    self.document(text, name);
                }
                return true;
            }
            Value::Number(number) => number.to_string(),
            Value::Bool(flag) => flag.to_string(),
            other => return self.misfit(&other.clone(), name, "text"),
        };
        self.note(format!("`{name}` should be text; it is read as \"{text}\""));
        *value = Value::String(text);
        true
    }

    /// Cuts a text to its first line where there are too many lines to become documentation.
    fn document(&mut self, text: &mut String, name: &str) {
        let before = self.lines;
        self.lines += text.lines().count();
        if self.lines <= MOST_LINES {
            return;
        }
        if before <= MOST_LINES {
            let problem = format!("`{name}` is the {MOST_LINES}th line of documentation, or has it in it");
            self.note(format!("{problem}; of this text and those that follow, the first line is kept"));
        }
        text.truncate(text.find('\n').unwrap_or(text.len()));
    }

    fn flag(&mut self, value: &mut Value, name: &str) -> bool {
        let flag = match value {
            Value::Bool(_) => return true,
            Value::String(text) if text.eq_ignore_ascii_case("true") => true,
            Value::String(text) if text.eq_ignore_ascii_case("false") => false,
            other => return self.misfit(&other.clone(), name, "`true` or `false`"),
        };
        self.note(format!("`{name}` should be a boolean; it is read as {flag}"));
        *value = Value::Bool(flag);
        true
    }

    fn number(&mut self, value: &mut Value, name: &str) -> bool {
        let number = match value {
            Value::Number(_) => return true,
            Value::String(text) => text
                .trim()
                .parse::<i64>()
                .ok()
                .map(Number::from)
                .or_else(|| Number::from_f64(text.trim().parse().ok()?)),
            _ => None,
        };
        let Some(number) = number else { return self.misfit(&value.clone(), name, "a number") };
        self.note(format!("`{name}` should be a number; it is read as {number}"));
        *value = Value::Number(number);
        true
    }

    fn count(&mut self, value: &mut Value, name: &str) -> bool {
        if value.is_u64() {
            return true;
        }
        if !self.number(value, name) {
            return false;
        }
        if let Some(whole) = value.as_u64().or_else(|| value.as_f64().and_then(whole)) {
            *value = whole.into();
            return true;
        }
        self.misfit(&value.clone(), name, "a whole number that is not negative")
    }

    fn word(&mut self, value: &mut Value, words: &[&str], name: &str) -> bool {
        if !self.text(value, name) {
            return false;
        }
        let Value::String(text) = value else { return false };
        if words.contains(&text.as_str()) {
            return true;
        }
        let list = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let help = match nearest(text, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if matches!(text.as_str(), "body" | "formData") => {
                "this is Swagger 2.0; in OpenAPI 3 it is the operation's `requestBody`".to_owned()
            }
            None => format!("one of {list}"),
        };
        let problem = format!("`{name}` cannot be `{text}`");
        self.error(problem, help);
        false
    }

    pub(super) fn texts(&mut self, value: &mut Value, name: &str) -> bool {
        if value.is_string() {
            self.note(format!("`{name}` should be a list; it is read as one with a single item"));
            *value = Value::Array(vec![value.take()]);
        }
        let Value::Array(list) = value else { return self.misfit(&value.clone(), name, "a list of texts") };
        let mut fits = true;
        for (index, item) in list.iter_mut().enumerate() {
            if item.is_null() && name == "type" {
                *item = "null".into();
            }
            fits &= self.under_index(index, |this| this.text(item, name));
        }
        fits
    }

    fn text_map(&mut self, value: &mut Value, name: &str) -> bool {
        let Value::Object(map) = value else {
            return self.misfit(&value.clone(), name, "a mapping from names to texts");
        };
        let mut fits = true;
        for (key, item) in map.iter_mut() {
            if item.is_null() {
                *item = "".into();
            }
            fits &= self.under(key, |this| this.text(item, key));
        }
        fits
    }
}

/// A number that is whole and not negative.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn whole(number: f64) -> Option<u64> {
    (number.fract() == 0.0 && (0.0..=u64::MAX as f64).contains(&number)).then_some(number as u64)
}
