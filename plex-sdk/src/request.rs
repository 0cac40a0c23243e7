//! A request in parts: what the arguments of an operation become before there is a URL.

mod body;
mod encode;
mod file;
mod multipart;
mod path;
mod style;

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

pub(crate) use body::{Body, Part};
pub(crate) use encode::{component, form};
pub use file::File;
pub(crate) use path::expand;
pub use style::Style;

use crate::error::RequestProblem;
use crate::json::{Json, ToJson};
use crate::secret::Secret;

/// The parts of a request, filled by [`Operation::encode`](crate::Operation::encode).
///
/// Values are written as the OpenAPI styles have it; a value that is `null` as JSON is absent and is not sent. Nothing
/// here fails: what is wrong is kept, and reported before anything is sent. Parameters are sent in the order of calls.
#[derive(Clone, Default)]
pub struct RequestParts {
    pub(crate) path: Vec<PathArgument>,
    /// Name and value, both encoded.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    /// Name and value, both encoded.
    pub(crate) cookies: Vec<(String, String)>,
    pub(crate) body: Body,
    pub(crate) secrets: Vec<Secret>,
    /// The first of them is reported.
    pub(crate) problems: Vec<RequestProblem>,
}

/// An argument for a placeholder in the path.
#[derive(Clone)]
pub(crate) struct PathArgument {
    pub(crate) name: String,
    /// Encoded; `None` if it is absent.
    pub(crate) value: Option<String>,
    pub(crate) secret: bool,
}

impl RequestParts {
    /// An argument in the path, in style `simple`.
    pub fn path(&mut self, name: &str, value: &dyn ToJson) -> &mut Self {
        self.path_styled(name, Style::Simple, false, value)
    }

    /// An argument in the path, in a style for paths.
    pub fn path_styled(&mut self, name: &str, style: Style, explode: bool, value: &dyn ToJson) -> &mut Self {
        let value_text = style::text(name, style, explode, &self.json_of(value), component);
        self.path_text(name, value_text, value.is_secret())
    }

    /// An argument in the path, as JSON text.
    pub fn path_content(&mut self, name: &str, value: &dyn ToJson) -> &mut Self {
        let text = present(self.json_of(value)).map(|json| component(&json.to_string()));
        self.path_text(name, Ok(text), value.is_secret())
    }

    /// A parameter in the query, in style `form`, exploded.
    pub fn query(&mut self, name: &str, value: &dyn ToJson) -> &mut Self {
        self.query_styled(name, Style::Form, true, value)
    }

    /// A parameter in the query, in a style for queries.
    pub fn query_styled(&mut self, name: &str, style: Style, explode: bool, value: &dyn ToJson) -> &mut Self {
        let pairs = style::pairs(name, style, explode, &self.json_of(value), &encode::QUERY);
        self.query_pairs(name, pairs)
    }

    /// A parameter in the query whose value keeps the reserved characters `:/?@!$'()*,;=`. Those that would end it
    /// (`&`, `#`), or that a URL cannot hold (`[`, `]`, `+` as itself), are encoded all the same.
    pub fn query_reserved(&mut self, name: &str, style: Style, explode: bool, value: &dyn ToJson) -> &mut Self {
        let pairs = style::pairs(name, style, explode, &self.json_of(value), &encode::RESERVED);
        self.query_pairs(name, pairs)
    }

    /// A parameter in the query, as JSON text.
    pub fn query_content(&mut self, name: &str, value: &dyn ToJson) -> &mut Self {
        if let Some(json) = present(self.json_of(value)) {
            self.query.push((component(name), component(&json.to_string())));
        }
        self
    }

    /// A header, in style `simple`. Replaces what the client sets for it.
    pub fn header(&mut self, name: &str, value: &dyn ToJson) -> &mut Self {
        self.header_styled(name, Style::Simple, false, value)
    }

    /// A header, in style `simple`, exploded or not.
    pub fn header_styled(&mut self, name: &str, style: Style, explode: bool, value: &dyn ToJson) -> &mut Self {
        let text = style::text(name, style, explode, &self.json_of(value), str::to_owned);
        match text {
            Ok(Some(text)) => self.header_text(name, &text, value.is_secret()),
            Ok(None) => self,
            Err(reason) => self.argument_problem(name, reason),
        }
    }

    /// A header, as JSON text.
    pub fn header_content(&mut self, name: &str, value: &dyn ToJson) -> &mut Self {
        match present(self.json_of(value)) {
            Some(json) => self.header_text(name, &json.to_string(), value.is_secret()),
            None => self,
        }
    }

    /// A cookie, in style `form`, exploded.
    pub fn cookie(&mut self, name: &str, value: &dyn ToJson) -> &mut Self {
        self.cookie_styled(name, Style::Form, true, value)
    }

    /// A cookie, in style `form`, exploded or not.
    pub fn cookie_styled(&mut self, name: &str, style: Style, explode: bool, value: &dyn ToJson) -> &mut Self {
        match style::pairs(name, style, explode, &self.json_of(value), &encode::QUERY) {
            Ok(pairs) => self.cookies.extend(pairs),
            Err(reason) => return self.argument_problem(name, reason),
        }
        self
    }

    /// A cookie, as JSON text.
    pub fn cookie_content(&mut self, name: &str, value: &dyn ToJson) -> &mut Self {
        if let Some(json) = present(self.json_of(value)) {
            self.cookies.push((component(name), component(&json.to_string())));
        }
        self
    }

    /// Adds what a client holds for all operations.
    pub(crate) fn merge(&mut self, held: &Self) {
        self.path.extend_from_slice(&held.path);
        self.query.extend_from_slice(&held.query);
        self.headers.extend(held.headers.clone());
        self.cookies.extend_from_slice(&held.cookies);
        self.secrets.extend_from_slice(&held.secrets);
        self.problems.extend_from_slice(&held.problems);
    }

    /// The value as JSON, with a note of the secrets in it.
    pub(crate) fn json_of(&mut self, value: &dyn ToJson) -> Json {
        let json = value.to_json();
        if value.is_secret() {
            self.note_secrets(&json);
        }
        json
    }

    pub(crate) fn argument_problem(&mut self, name: &str, reason: &'static str) -> &mut Self {
        self.problems.push(RequestProblem::Argument { name: name.to_owned(), reason });
        self
    }

    fn note_secrets(&mut self, json: &Json) {
        match json {
            Json::String(text) => self.secrets.push(Secret::from(text.as_str())),
            Json::Array(items) => items.iter().for_each(|item| self.note_secrets(item)),
            _ => {}
        }
    }

    fn path_text(&mut self, name: &str, text: Result<Option<String>, &'static str>, secret: bool) -> &mut Self {
        match text {
            Ok(value) => self.path.push(PathArgument { name: name.to_owned(), value, secret }),
            Err(reason) => return self.argument_problem(name, reason),
        }
        self
    }

    fn query_pairs(&mut self, name: &str, pairs: Result<Vec<(String, String)>, &'static str>) -> &mut Self {
        match pairs {
            Ok(pairs) => self.query.extend(pairs),
            Err(reason) => return self.argument_problem(name, reason),
        }
        self
    }

    pub(crate) fn header_text(&mut self, name: &str, text: &str, secret: bool) -> &mut Self {
        match header(name, text, secret) {
            Some((name, value)) => {
                self.headers.insert(name, value);
            }
            None => self.problems.push(RequestProblem::Header { name: name.to_owned() }),
        }
        self
    }
}

impl fmt::Debug for RequestParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: &[(String, String)]| pairs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        f.debug_struct("RequestParts")
            .field("path", &self.path.iter().map(|argument| &argument.name).collect::<Vec<_>>())
            .field("query", &names(&self.query))
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("cookies", &names(&self.cookies))
            .field("problems", &self.problems)
            .finish_non_exhaustive()
    }
}

/// A header field, unless its name or value cannot be sent. Other than ASCII goes as UTF-8.
pub(crate) fn header(name: &str, text: &str, secret: bool) -> Option<(HeaderName, HeaderValue)> {
    let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
    let mut value = HeaderValue::from_bytes(text.as_bytes()).ok()?;
    value.set_sensitive(secret || is_sensitive(&name));
    Some((name, value))
}

/// Whether values of this header are secrets by custom, whatever the description says.
pub(crate) fn is_sensitive(name: &HeaderName) -> bool {
    const PARTS: [&str; 7] = ["auth", "cookie", "token", "secret", "password", "api-key", "apikey"];
    PARTS.iter().any(|part| name.as_str().contains(part)) && name != http::header::WWW_AUTHENTICATE
}

fn present(json: Json) -> Option<Json> {
    (!json.is_null()).then_some(json)
}
