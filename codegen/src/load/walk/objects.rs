//! Rules of single kinds of objects that a table cannot say.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::Walk;
use crate::document::pointer;
use crate::load::grammar::Kind;

impl Walk {
    /// Repairs that have to come before the fields are looked at.
    pub(super) fn prepare(&mut self, map: &mut Map<String, Value>, kind: Kind) {
        match kind {
            Kind::Schema => self.prepare_schema(map),
            Kind::Parameter | Kind::Header => self.adopt_schema(map),
            Kind::Paths => self.rooted(map),
            Kind::SecurityScheme => self.prepare_scheme(map),
            Kind::Tag if !map.contains_key("name") => {
                self.note("this tag has no `name`; it is read as one that nothing has");
                map.insert("name".to_owned(), "".into());
            }
            Kind::Example if !map.contains_key("value") && !map.contains_key("externalValue") => {
                self.error("this example has no `value`", "an example is a mapping with the field `value`");
                map.clear();
            }
            _ => {}
        }
    }

    /// Repairs and renamings once the fields are known to fit.
    pub(super) fn finish(&mut self, map: &mut Map<String, Value>, kind: Kind) {
        match kind {
            Kind::Schema => self.fold(map),
            Kind::Parameter => self.parameter(map),
            Kind::Header => self.schema_or_content(map, "header"),
            Kind::Encoding => {
                // The reader knows no absent `explode`, whose default depends on the style.
                let form = map.get("style").is_none_or(|style| style == "form");
                map.entry("explode").or_insert(Value::Bool(form));
            }
            Kind::SecurityScheme => self.security_scheme(map),
            Kind::OAuthFlows => self.flows(map),
            Kind::Link => self.link(map),
            Kind::Discriminator => self.mapping(map),
            Kind::ServerVariable => {
                if let (Some(""), Some(first)) =
                    (map.get("default").and_then(Value::as_str), map.get("enum").and_then(|list| list.get(0)).cloned())
                {
                    map.insert("default".to_owned(), first);
                }
            }
            Kind::Info => rename(map, "summary", "x-summary"),
            Kind::License => rename(map, "identifier", "x-identifier"),
            Kind::Components => {
                map.shift_remove("pathItems");
            }
            _ => {}
        }
    }

    /// Gives paths the slash that they lack.
    fn rooted(&mut self, map: &mut Map<String, Value>) {
        let lacks = |key: &str| !key.starts_with('/') && !key.starts_with("x-");
        if !map.keys().any(|key| lacks(key)) {
            return;
        }
        let paths = std::mem::take(map);
        let taken: HashSet<String> = paths.keys().filter(|key| !lacks(key)).cloned().collect();
        for (key, item) in paths {
            let rooted = format!("/{key}");
            if !lacks(&key) || taken.contains(&rooted) {
                map.insert(key, item);
                continue;
            }
            self.under(&key, |this| {
                this.note(format!("the path `{key}` does not begin with a slash; it is read as `{rooted}`"));
            });
            let (mut from, mut to) = (self.at.clone(), self.at.clone());
            pointer::push(&mut from, &key);
            pointer::push(&mut to, &rooted);
            self.moved.insert(to, from);
            map.insert(rooted, item);
        }
    }

    /// Swagger 2.0 wrote a parameter's schema into the parameter.
    fn adopt_schema(&mut self, map: &mut Map<String, Value>) {
        if !map.contains_key("type") || map.contains_key("schema") || map.contains_key("content") {
            return;
        }
        self.note("`type` belongs into a `schema`; it is read as if it stood there");
        let adopted =
            ["type", "format", "enum", "default", "items", "minimum", "maximum", "minLength", "maxLength", "pattern"];
        let schema: Map<String, Value> =
            adopted.iter().filter_map(|key| Some(((*key).to_owned(), map.shift_remove(*key)?))).collect();
        map.insert("schema".to_owned(), Value::Object(schema));
    }

    fn parameter(&mut self, map: &mut Map<String, Value>) {
        let location = map.get("in").and_then(Value::as_str).unwrap_or_default().to_owned();
        if location == "path" && map.get("required") != Some(&Value::Bool(true)) {
            self.note("a parameter in the path is always required; it is read as if it said so");
            map.insert("required".to_owned(), Value::Bool(true));
        }
        let styles: &[&str] = match location.as_str() {
            "path" => &["matrix", "label", "simple"],
            "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "header" => &["simple"],
            "cookie" => &["form"],
            _ => return,
        };
        if let Some(style) = map.get("style").and_then(Value::as_str).filter(|style| !styles.contains(style)) {
            let problem =
                format!("the style `{style}` does not go with a parameter in `{location}`; the default is used");
            self.under("style", |this| this.note(problem));
            map.shift_remove("style");
        }
        self.schema_or_content(map, "parameter");
    }

    fn schema_or_content(&mut self, map: &mut Map<String, Value>, what: &str) {
        match (map.contains_key("schema"), map.contains_key("content")) {
            (true, true) => {
                self.under("content", |this| this.note("`content` next to a `schema` is left out"));
                map.shift_remove("content");
            }
            (false, false) if what == "parameter" => {
                let name = map.get("name").and_then(Value::as_str).unwrap_or_default();
                let problem = format!("the parameter `{name}` has neither `schema` nor `content`");
                self.mended_error(problem, "add `schema: {type: string}`, or whatever it is");
                map.insert("schema".to_owned(), json!({ "type": "string" }));
            }
            (false, false) => {
                self.note(format!("this {what} has no `schema`; it is read as text"));
                map.insert("schema".to_owned(), json!({ "type": "string" }));
            }
            _ => {}
        }
    }

    fn prepare_scheme(&mut self, map: &mut Map<String, Value>) {
        let kind = map.get("type").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
        if matches!(kind.as_str(), "basic" | "bearer") {
            self.under("type", |this| this.note(format!("`{kind}` is a scheme of the type `http`; it is read so")));
            map.insert("type".to_owned(), "http".into());
            map.insert("scheme".to_owned(), kind.into());
        }
    }

    fn security_scheme(&mut self, map: &mut Map<String, Value>) {
        let needed: &[&str] = match map.get("type").and_then(Value::as_str) {
            Some("apiKey") => &["name", "in"],
            Some("http") => &["scheme"],
            // An SDK is given tokens; where they come from is for its user to know.
            Some("oauth2") => return self.fill(map, "flows", json!({})),
            Some("openIdConnect") => return self.fill(map, "openIdConnectUrl", json!("")),
            Some("mutualTLS") => {
                // The reader has no such type; `Mutual` is a registered scheme of HTTP.
                map.insert("type".to_owned(), "http".into());
                map.insert("scheme".to_owned(), "mutual".into());
                map.insert("x-mutual-tls".to_owned(), Value::Bool(true));
                &[]
            }
            _ => &[],
        };
        for field in needed.iter().filter(|field| !map.contains_key(**field)) {
            self.error(format!("a security scheme of this type needs the field `{field}`"), format!("add `{field}`"));
        }
    }

    fn fill(&mut self, map: &mut Map<String, Value>, field: &str, empty: Value) {
        if !map.contains_key(field) {
            self.note(format!("this security scheme has no `{field}`; it is read as empty"));
            map.insert(field.to_owned(), empty);
        }
    }

    fn flows(&mut self, map: &mut Map<String, Value>) {
        for (name, flow) in map.iter_mut() {
            let needed: &[&str] = match name.as_str() {
                "implicit" => &["authorizationUrl"],
                "password" | "clientCredentials" => &["tokenUrl"],
                "authorizationCode" => &["authorizationUrl", "tokenUrl"],
                _ => continue,
            };
            let Value::Object(flow) = flow else { continue };
            for field in needed.iter().filter(|field| !flow.contains_key(**field)).collect::<Vec<_>>() {
                self.under(name, |this| this.note(format!("this flow has no `{field}`; it is read as empty")));
                flow.insert((*field).to_owned(), "".into());
            }
        }
    }

    /// A mapping may name a schema; a reference says the same.
    fn mapping(&mut self, map: &mut Map<String, Value>) {
        let Some(Value::Object(mapping)) = map.get_mut("mapping") else { return };
        let mut unknown = Vec::new();
        for (value, target) in mapping.iter_mut() {
            match target.as_str() {
                Some(name) if self.schemas.contains(name) => {
                    let mut reference = "#/components/schemas".to_owned();
                    pointer::push(&mut reference, name);
                    *target = reference.into();
                }
                Some(reference) if reference.starts_with("#/components/schemas/") => {}
                _ => unknown.push((value.clone(), target.to_string())),
            }
        }
        for (value, target) in unknown {
            mapping.shift_remove(&value);
            self.under("mapping", |this| {
                this.under(&value, |this| {
                    this.note(format!("there is no schema {target}; it is left out of the mapping"))
                });
            });
        }
    }

    fn link(&mut self, map: &mut Map<String, Value>) {
        match (map.contains_key("operationId"), map.contains_key("operationRef")) {
            (true, true) => {
                map.shift_remove("operationRef");
            }
            (false, false) => self.error("a link needs `operationId` or `operationRef`", "add `operationId`"),
            _ => {}
        }
        if map.get("parameters").is_some_and(|parameters| !parameters.is_object()) {
            map.shift_remove("parameters");
        }
    }
}

/// Keeps a field that the reader does not know as an extension.
pub(super) fn rename(map: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = map.shift_remove(from) {
        map.insert(to.to_owned(), value);
    }
}
