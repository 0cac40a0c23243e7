//! Base URLs: checked once, joined with paths ever after.

mod reference;

use std::fmt;

use http::Uri;

pub(crate) use reference::{origin, resolve};

use crate::error::BuildError;

/// Scheme, host, port and path prefix of a server; no user, no query, no fragment.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    /// `https://plex.tv`.
    origin: String,
    /// `/api/v2`; empty, or begins with a slash and ends without one.
    path: String,
}

impl BaseUrl {
    pub(crate) fn parse(url: &str) -> Result<Self, BuildError> {
        let refuse = |reason| BuildError::InvalidServer { url: redact(url), reason };
        let Some((scheme, rest)) = url.split_once("://") else {
            return Err(refuse("it has no scheme: write `http://` or `https://` in front"));
        };
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "http" && scheme != "https" {
            return Err(refuse("its scheme is neither `http` nor `https`"));
        }
        if rest.contains(['?', '#']) {
            return Err(refuse("a base URL has no query and no fragment"));
        }
        if rest.split('/').next().is_some_and(|authority| authority.contains('@')) {
            return Err(refuse("user and password do not belong in a URL: use the credential setters"));
        }
        if rest.contains('\\') {
            // HTTP clients that follow browsers read it as `/`.
            return Err(refuse("it has a backslash"));
        }
        let uri: Uri = url.parse().map_err(|_| refuse("it is not a valid URL"))?;
        let Some(authority) = uri.authority() else {
            return Err(refuse("it has no host"));
        };
        if authority.host().is_empty() || authority.host() == "[]" {
            return Err(refuse("it has no host"));
        }
        let port = authority.as_str().get(authority.host().len()..).unwrap_or_default();
        if !port.is_empty() && (authority.port_u16().is_none() || authority.port_u16() == Some(0)) {
            return Err(refuse("its port is not a number from 1 to 65535"));
        }
        if uri.path().split('/').any(is_dots) {
            return Err(refuse("its path has a `.` or `..` segment"));
        }
        let path = uri.path().trim_end_matches('/').to_owned();
        Ok(Self { origin: format!("{scheme}://{authority}"), path })
    }

    /// Whether a described URL has to be joined to another one: `/v2`, `v2`.
    pub(crate) fn is_relative(url: &str) -> bool {
        !url.contains("://") && !url.starts_with("//")
    }

    /// The base URL that a relative one means here: `/v2` replaces the path, `v2` goes below it.
    pub(crate) fn relative(&self, url: &str) -> Result<Self, BuildError> {
        if url.starts_with('/') {
            Self::parse(&format!("{}{url}", self.origin))
        } else {
            Self::parse(&format!("{}{}/{url}", self.origin, self.path))
        }
    }

    /// The same server with the path of another base URL below its own.
    pub(crate) fn with_path_of(&self, other: &Self) -> Self {
        Self { origin: self.origin.clone(), path: format!("{}{}", self.path, other.path) }
    }

    /// The URL of a path below it, with exactly one slash between them.
    pub(crate) fn join(&self, path: &str) -> String {
        let slash = if path.is_empty() || path.starts_with('/') { "" } else { "/" };
        format!("{}{}{slash}{path}", self.origin, self.path)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

/// Whether a path segment is `.` or `..`, also when its dots are percent-encoded.
pub(crate) fn is_dots(segment: &str) -> bool {
    matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

/// A URL for an error message: without user, password, query and fragment.
pub(crate) fn redact(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let url = url.get(..end).unwrap_or_default();
    let (scheme, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (scheme, rest));
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    if scheme.is_empty() { rest.to_owned() } else { format!("{scheme}://{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(base: &str, path: &str) -> String {
        BaseUrl::parse(base).map(|base| base.join(path)).unwrap_or_else(|error| error.to_string())
    }

    #[test]
    fn base_and_path_meet_in_one_slash() {
        let cases = [
            ("https://plex.tv/api/v2", "/user", "https://plex.tv/api/v2/user"),
            ("https://plex.tv/api/v2/", "/user", "https://plex.tv/api/v2/user"),
            ("https://plex.tv/api/v2//", "user", "https://plex.tv/api/v2/user"),
            ("https://plex.tv", "/user", "https://plex.tv/user"),
            ("https://plex.tv/", "/user/", "https://plex.tv/user/"),
            ("http://localhost:32400", "/", "http://localhost:32400/"),
            ("HTTP://[::1]:32400/a", "/b", "http://[::1]:32400/a/b"),
            ("https://[2001:db8::1]", "/b", "https://[2001:db8::1]/b"),
        ];
        for (base, path, expected) in cases {
            assert_eq!(joined(base, path), expected);
        }
    }

    #[test]
    fn what_is_no_base_url_is_refused_without_showing_its_secrets() {
        let cases = [
            ("plex.tv/api", "no scheme"),
            ("ftp://plex.tv", "neither `http` nor `https`"),
            ("https://", "not a valid URL"),
            ("https:///api", "not a valid URL"),
            ("https://me:hunter2@plex.tv", "user and password"),
            ("https://plex.tv?X-Plex-Token=hunter2", "no query"),
            ("https://plex.tv/#hunter2", "no query"),
            ("https://plex.tv:99999", "port"),
            ("https://plex.tv:0", "port"),
            ("https://plex.tv:", "port"),
            ("https://[::1", "not a valid URL"),
            ("https://pl ex.tv", "not a valid URL"),
            ("https://plex.tv/a/../b", "segment"),
            ("https://plex.tv\\@evil/", "user and password"),
            ("https://plex.tv/a\\..\\b", "backslash"),
            ("https://plex.tv/a/%2e%2E/b", "segment"),
        ];
        for (url, expected) in cases {
            let message = joined(url, "/");
            assert!(message.contains(expected), "{url}: {message}");
            assert!(!message.contains("hunter2"), "{message}");
        }
    }

    #[test]
    fn a_relative_url_is_joined_as_a_browser_would() {
        let base = BaseUrl::parse("https://plex.tv/api/");
        let base = base.as_ref().ok();
        let joined = |url| base.and_then(|base| base.relative(url).ok()).map(|url| url.join("/x"));
        assert_eq!(joined("/v2").as_deref(), Some("https://plex.tv/v2/x"));
        assert_eq!(joined("v2/").as_deref(), Some("https://plex.tv/api/v2/x"));
        assert_eq!(joined("/").as_deref(), Some("https://plex.tv/x"));
    }
}
