//! The servers a description names: templates with variables, and the choice between them.

use std::net::Ipv6Addr;

use crate::error::BuildError;
use crate::url::BaseUrl;

/// A base URL as described, perhaps with `{variables}`, perhaps relative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerInfo {
    url: &'static str,
    variables: &'static [ServerVariable],
}

impl ServerInfo {
    /// A server at `url`: absolute (`https://plex.tv/api/v2`, `{protocol}://{host}`), or relative (`/v2`).
    pub const fn new(url: &'static str) -> Self {
        Self { url, variables: &[] }
    }

    /// The variables in the URL.
    pub const fn variables(mut self, variables: &'static [ServerVariable]) -> Self {
        self.variables = variables;
        self
    }

    /// The URL as described, variables and all.
    pub const fn url(&self) -> &'static str {
        self.url
    }

    /// Whether it has a variable of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.variables.iter().any(|variable| variable.name == name)
    }

    /// The URL with `values` (and defaults) in the places of its variables. An IPv6 address as host needs no brackets.
    pub(crate) fn fill(&self, values: &[(String, String)]) -> Result<String, BuildError> {
        let mut url = String::with_capacity(self.url.len() + 16);
        let mut rest = self.url;
        while let Some((before, after)) = rest.split_once('{') {
            url.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                return Err(BuildError::InvalidServer { url: self.url.to_owned(), reason: "a brace is not closed" });
            };
            let value = self.value(name, values)?;
            // Within scheme, host and port a value must not smuggle in the parts that follow them.
            let whole = self.url.starts_with('{') && tail.is_empty() && before.is_empty();
            if !whole && !in_path(&url) && value.contains(['/', '?', '#', '@', '\\']) {
                return Err(BuildError::InvalidServerVariable {
                    name: name.to_owned(),
                    reason: "it is part of a host and must not contain `/`, `?`, `#`, `@` or `\\`".to_owned(),
                });
            }
            if url.ends_with("://") && value.parse::<Ipv6Addr>().is_ok() {
                url.extend(["[", value, "]"]);
            } else {
                url.push_str(value);
            }
            rest = tail;
        }
        url.push_str(rest);
        Ok(url)
    }

    fn value<'a>(&self, name: &str, values: &'a [(String, String)]) -> Result<&'a str, BuildError> {
        let Some(variable) = self.variables.iter().find(|variable| variable.name == name) else {
            return Err(BuildError::UnknownServerVariable { name: name.to_owned() });
        };
        let Some((_, value)) = values.iter().find(|(set, _)| set == name) else {
            return Ok(variable.default);
        };
        if variable.values.is_empty() || variable.values.contains(&value.as_str()) {
            return Ok(value);
        }
        let reason = format!("`{value}` is not one of {}", variable.values.join(", "));
        Err(BuildError::InvalidServerVariable { name: name.to_owned(), reason })
    }
}

/// A variable in the URL of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    name: &'static str,
    default: &'static str,
    values: &'static [&'static str],
}

impl ServerVariable {
    /// A variable with its value for those who set none.
    pub const fn new(name: &'static str, default: &'static str) -> Self {
        Self { name, default, values: &[] }
    }

    /// The only values allowed. Any value is, if there are none.
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }
}

/// What a caller chose for the operations that name no server themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ServerChoice {
    /// Instead of all described ones.
    pub(crate) url: Option<String>,
    pub(crate) index: Option<usize>,
    pub(crate) variables: Vec<(String, String)>,
}

impl ServerChoice {
    /// The base URL, from what was chosen and what is described.
    pub(crate) fn resolve(&self, described: &[ServerInfo]) -> Result<BaseUrl, BuildError> {
        if let Some(url) = &self.url {
            return BaseUrl::parse(url);
        }
        let server = match self.index {
            Some(index) => {
                described.get(index).ok_or(BuildError::UnknownServer { index, described: described.len() })?
            }
            None => self.first_with_all_variables(described)?,
        };
        if let Some((name, _)) = self.variables.iter().find(|(name, _)| !server.has(name)) {
            return Err(BuildError::UnknownServerVariable { name: name.clone() });
        }
        let url = server.fill(&self.variables)?;
        if BaseUrl::is_relative(&url) {
            return Err(BuildError::InvalidServer { url, reason: "the described URL is relative: set `server(..)`" });
        }
        BaseUrl::parse(&url)
    }

    fn first_with_all_variables<'a>(&self, described: &'a [ServerInfo]) -> Result<&'a ServerInfo, BuildError> {
        let fits = |server: &&ServerInfo| self.variables.iter().all(|(name, _)| server.has(name));
        described.iter().find(fits).ok_or_else(|| {
            let unknown = self.variables.iter().find(|(name, _)| !described.iter().any(|server| server.has(name)));
            match (unknown.or(self.variables.first()), described.is_empty()) {
                (Some((name, _)), false) => BuildError::UnknownServerVariable { name: name.clone() },
                _ => BuildError::NoServer,
            }
        })
    }
}

/// Whether a URL that is written so far has left its host behind.
fn in_path(url: &str) -> bool {
    match url.split_once("://") {
        Some((_, rest)) => rest.contains('/'),
        None => url.starts_with('/'),
    }
}
