//! Schemas and their types: several types become one schema each, and a schema of one type keeps only what
//! means something for it.

use serde_json::{Map, Number, Value, json};

use super::Walk;
use super::fold::{COMBINERS, is_annotation};
use crate::diagnostic::nearest;

const STRING: &[&str] = &["minLength", "maxLength", "pattern"];
const NUMBER: &[&str] = &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
const ARRAY: &[&str] = &["items", "minItems", "maxItems", "uniqueItems"];
const OBJECT: &[&str] = &["properties", "required", "additionalProperties", "minProperties", "maxProperties"];

/// The keywords that narrow one type only.
fn keywords(name: &str) -> &'static [&'static str] {
    match name {
        "string" => STRING,
        "number" | "integer" => NUMBER,
        "array" => ARRAY,
        "object" => OBJECT,
        _ => &[],
    }
}

fn belongs(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

impl Walk {
    /// The type of OpenAPI that a word of another language stands for.
    pub(super) fn foreign(&mut self, map: &mut Map<String, Value>, name: &str) -> Option<String> {
        const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];
        let word = name.to_ascii_lowercase();
        let (kind, format) = match word.as_str() {
            kind if kind != name && TYPES.contains(&kind) => (kind, None),
            "str" | "text" => ("string", None),
            format @ ("date" | "date-time" | "uuid" | "uri" | "url" | "email") => ("string", Some(format)),
            "datetime" => ("string", Some("date-time")),
            "int" => ("integer", None),
            format @ ("int32" | "int64") => ("integer", Some(format)),
            "long" => ("integer", Some("int64")),
            "decimal" => ("number", None),
            format @ ("float" | "double") => ("number", Some(format)),
            "bool" => ("boolean", None),
            "list" => ("array", None),
            "dict" | "map" => ("object", None),
            _ => {
                let help = match nearest(name, TYPES.into_iter()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("one of {}, null", TYPES.join(", ")),
                };
                self.under("type", |this| this.error(format!("`{name}` is no type"), help));
                return None;
            }
        };
        let read = format.map(|format| format!(" and `format: {format}`")).unwrap_or_default();
        self.under("type", |this| this.note(format!("`{name}` is no type; it is read as `type: {kind}`{read}")));
        if let Some(format) = format {
            map.entry("format").or_insert(format.into());
        }
        Some(kind.to_owned())
    }

    /// `type: [a, b]` is `anyOf` with one schema per type.
    pub(super) fn split(&mut self, map: &mut Map<String, Value>, types: &[String]) {
        let format = map.shift_remove("format");
        let values = map.shift_remove("enum");
        let numeric = format.as_ref().and_then(Value::as_str).is_some_and(is_numeric);
        let mut branches = Vec::new();
        for name in types {
            let mut branch = Map::new();
            branch.insert("type".to_owned(), name.as_str().into());
            for key in keywords(name) {
                if let Some(value) = map.shift_remove(*key) {
                    branch.insert((*key).to_owned(), value);
                }
            }
            if let Some(format) = format
                .clone()
                .filter(|_| if numeric { matches!(name.as_str(), "number" | "integer") } else { name == "string" })
            {
                branch.insert("format".to_owned(), format);
            }
            if let Some(Value::Array(values)) = &values {
                let own: Vec<Value> = values.iter().filter(|value| belongs(value, name)).cloned().collect();
                if own.is_empty() {
                    continue;
                }
                branch.insert("enum".to_owned(), Value::Array(own));
                branch.extend(names_of_values(map, values, name));
            }
            self.moved.insert(format!("{}/anyOf/{}", self.at, branches.len()), self.at.clone());
            self.tidy(&mut branch);
            branches.push(Value::Object(branch));
        }
        if let Some(own) = map.shift_remove("anyOf")
            && let Value::Array(all) = map.entry("allOf").or_insert_with(|| json!([]))
        {
            self.moved.insert(format!("{}/allOf/{}", self.at, all.len()), self.at.clone());
            all.push(json!({ "anyOf": own }));
        }
        match branches.len() {
            1 => map.extend(
                branches
                    .into_iter()
                    .filter_map(|branch| if let Value::Object(branch) = branch { Some(branch) } else { None })
                    .flatten(),
            ),
            _ => {
                map.insert("anyOf".to_owned(), Value::Array(branches));
            }
        }
    }

    /// Gives a schema without a type the one that its keywords speak of, and takes out what means nothing for
    /// its type, since the reader would take such a schema for one without any.
    pub(super) fn tidy(&mut self, map: &mut Map<String, Value>) {
        if COMBINERS.iter().any(|key| map.contains_key(*key)) || map.contains_key("x-null") {
            if repeats_its_members(map) {
                map.shift_remove("type");
            }
            return;
        }
        if !map.contains_key("type")
            && let Some(name) = infer(map)
        {
            map.insert("type".to_owned(), name.into());
            if map.get("enum").and_then(Value::as_array).is_some_and(|values| values.contains(&Value::Null)) {
                map.insert("nullable".to_owned(), Value::Bool(true));
            }
        }
        let Some(name) = map.get("type").and_then(Value::as_str).map(str::to_owned) else { return };
        let own = keywords(&name);
        let formatted = matches!(name.as_str(), "string" | "number" | "integer");
        let enumerated = formatted || name == "boolean";
        let strange: Vec<String> = map
            .keys()
            .filter(|key| match key.as_str() {
                "type" | "discriminator" => false,
                "format" => !formatted,
                "enum" => !enumerated,
                key => !own.contains(&key) && !is_annotation(key),
            })
            .cloned()
            .collect();
        for key in strange {
            let problem = format!("`{key}` means nothing for the type `{name}`; it is left out");
            self.under(&key, |this| this.note(problem));
            map.shift_remove(&key);
        }
        self.values(map, &name);
        if name == "integer" {
            for (key, up) in [("minimum", true), ("maximum", false), ("multipleOf", false)] {
                whole_bound(map, key, up);
            }
        }
    }

    /// Reads the values of an enumeration as the type that the schema names.
    fn values(&mut self, map: &mut Map<String, Value>, name: &str) {
        let Some(Value::Array(values)) = map.get_mut("enum") else { return };
        let mut read = Vec::new();
        for value in values.iter_mut().filter(|value| !value.is_null() && !belongs(value, name)) {
            let Some(fitting) = convert(value, name) else {
                let problem = format!("the values of this `enum` are not of the type `{name}`; it is left out");
                map.shift_remove("enum");
                return self.under("enum", |this| this.note(problem));
            };
            read.push(fitting.to_string());
            *value = fitting;
        }
        if !read.is_empty() {
            let problem = format!("values of this `enum` are not of the type `{name}`; read as {}", read.join(", "));
            self.under("enum", |this| this.note(problem));
        }
    }
}

/// Whether all that a schema says besides one list of members is a type, and the members say theirs.
fn repeats_its_members(map: &Map<String, Value>) -> bool {
    let mut own =
        map.iter().filter(|(key, _)| !matches!(key.as_str(), "type" | "discriminator") && !is_annotation(key));
    match (own.next(), own.next()) {
        (Some((_, Value::Array(members))), None) => {
            members.iter().all(|member| member.get("$ref").is_some() || member.get("type").is_some())
        }
        _ => false,
    }
}

/// What extensions say of the values of one type: lists are in the order of all values, maps have their keys.
fn names_of_values<'m>(
    map: &'m Map<String, Value>,
    values: &'m [Value],
    name: &'m str,
) -> impl Iterator<Item = (String, Value)> + 'm {
    let extensions = map.iter().filter(|(key, _)| key.starts_with("x-") && key.to_ascii_lowercase().contains("enum"));
    extensions.map(move |(key, said)| match said {
        Value::Array(list) if list.len() == values.len() => {
            let own = list.iter().zip(values).filter(|(_, value)| belongs(value, name)).map(|(said, _)| said.clone());
            (key.clone(), own.collect())
        }
        _ => (key.clone(), said.clone()),
    })
}

fn is_numeric(format: &str) -> bool {
    format.starts_with("int") || format.starts_with("uint") || matches!(format, "float" | "double" | "decimal")
}

fn infer(map: &Map<String, Value>) -> Option<&'static str> {
    if let Some(Value::Array(values)) = map.get("enum") {
        let mut values = values.iter().filter(|value| !value.is_null()).peekable();
        values.peek()?;
        let values: Vec<&Value> = values.collect();
        return ["string", "integer", "number", "boolean"]
            .into_iter()
            .find(|name| values.iter().all(|value| belongs(value, name)));
    }
    if map.contains_key("properties") || map.contains_key("additionalProperties") {
        return Some("object");
    }
    map.contains_key("items").then_some("array")
}

fn convert(value: &Value, name: &str) -> Option<Value> {
    Some(match (name, value) {
        ("string", Value::Number(number)) => number.to_string().into(),
        ("string", Value::Bool(flag)) => flag.to_string().into(),
        ("integer", Value::Number(number)) => whole(number)?.into(),
        ("integer", Value::String(text)) => text.parse::<i64>().ok()?.into(),
        ("number", Value::String(text)) => Value::Number(Number::from_f64(text.parse().ok()?)?),
        ("boolean", Value::String(text)) => text.to_ascii_lowercase().parse::<bool>().ok()?.into(),
        _ => return None,
    })
}

/// Bounds of an integer that are written with a fraction are moved to the next integer within; those that no
/// `i64` reaches say nothing.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn whole_bound(map: &mut Map<String, Value>, key: &str, up: bool) {
    let Some(Value::Number(number)) = map.get(key) else { return };
    if number.is_i64() {
        return;
    }
    let float = number.as_f64().map(|float| match key {
        "multipleOf" => float,
        _ if up => float.ceil(),
        _ => float.floor(),
    });
    match float.filter(|float| float.fract() == 0.0 && float.abs() < i64::MAX as f64) {
        Some(float) => map.insert(key.to_owned(), (float as i64).into()),
        None => map.shift_remove(key),
    };
    if key == "maximum" && !map.contains_key(key) {
        // What is left of it: the values that only an integer without a sign can have.
        map.entry("format").or_insert("uint64".into());
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn whole(number: &Number) -> Option<i64> {
    let float = number.as_f64()?;
    (float.fract() == 0.0 && float.abs() < i64::MAX as f64).then_some(float as i64)
}
