//! What a `Location` means where it was given: RFC 3986, section 5, as far as `http` and `https` go.

use http::{HeaderValue, Uri};

use super::BaseUrl;

/// Scheme, host and port of an absolute URL; the port only where it is not that of the scheme.
pub(crate) fn origin(url: &Uri) -> String {
    let scheme = url.scheme_str().unwrap_or_default().to_ascii_lowercase();
    let host = url.host().unwrap_or_default().to_ascii_lowercase();
    match (url.port_u16(), scheme.as_str()) {
        (None, _) | (Some(80), "http") | (Some(443), "https") => format!("{scheme}://{host}"),
        (Some(port), _) => format!("{scheme}://{host}:{port}"),
    }
}

/// The URL that a reference means in an answer from `base`. The error says what is wrong with it, and shows nothing of it.
pub(crate) fn resolve(base: &Uri, reference: &HeaderValue) -> Result<Uri, &'static str> {
    const INVALID: &str = "is not a valid URL";
    let reference = std::str::from_utf8(reference.as_bytes()).map_err(|_| INVALID)?.trim();
    if reference.contains(|letter: char| letter.is_control() || letter == '\\') {
        return Err(INVALID);
    }
    let reference = encoded(reference.split('#').next().unwrap_or_default());
    let (scheme, rest) = match scheme(&reference) {
        Some((scheme, rest)) if rest.starts_with("//") => (scheme, rest),
        Some(_) => return Err("is neither an `http` nor an `https` URL"),
        None => (base.scheme_str().unwrap_or_default(), reference.as_str()),
    };
    let (authority, rest) = match rest.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find(['/', '?']).unwrap_or(rest.len());
            (rest.get(..end).unwrap_or_default(), rest.get(end..).unwrap_or_default())
        }
        None => (base.authority().map_or("", |authority| authority.as_str()), rest),
    };
    if authority.contains('@') {
        return Err("has a user or a password");
    }
    BaseUrl::parse(&format!("{scheme}://{authority}")).map_err(|_| INVALID)?;
    let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
    let is_same_document = path.is_empty() && rest.len() == reference.len();
    let (path, query) = match path {
        "" if is_same_document => (base.path().to_owned(), query.or(base.query())),
        path if path.starts_with('/') || path.is_empty() => (without_dots(path), query),
        path => {
            let parent = base.path().rsplit_once('/').map_or("", |(parent, _)| parent);
            (without_dots(&format!("{parent}/{path}")), query)
        }
    };
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{scheme}://{authority}{path}{query}").parse().map_err(|_| INVALID)
}

/// The scheme of a reference, and what follows its colon.
fn scheme(reference: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = reference.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    is_scheme.then_some((scheme, rest))
}

/// A path that begins with a slash, without `.` and `..` segments.
fn without_dots(path: &str) -> String {
    let mut kept = Vec::new();
    let mut segments = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(segment) = segments.next() {
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            segment => {
                kept.push(segment);
                continue;
            }
        }
        if segments.peek().is_none() {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

/// What servers often leave as it is, though it has no place in a URL.
fn encoded(reference: &str) -> String {
    let mut encoded = String::with_capacity(reference.len());
    for letter in reference.chars() {
        if letter.is_ascii_graphic() && !"\"<>^`{|}".contains(letter) {
            encoded.push(letter);
        } else {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(base: &str, reference: &str) -> String {
        let base = base.parse().unwrap_or_default();
        let reference = HeaderValue::from_bytes(reference.as_bytes());
        let reference = reference.unwrap_or(HeaderValue::from_static("\\"));
        resolve(&base, &reference).map_or_else(str::to_owned, |url| url.to_string())
    }

    #[test]
    fn references_mean_what_rfc_3986_says() {
        let cases = [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g/"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"),
            ("g?y#s", "http://a/b/c/g?y"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("https://x.test:8443/a/../b?c", "https://x.test:8443/b?c"),
            ("https://x.test?c", "https://x.test/?c"),
            ("//[::1]:8/x", "http://[::1]:8/x"),
            ("/a b/é?ü=<1>", "http://a/a%20b/%C3%A9?%C3%BC=%3C1%3E"),
            ("/a:b", "http://a/a:b"),
        ];
        for (reference, expected) in cases {
            assert_eq!(resolved("http://a/b/c/d;p?q", reference), expected, "{reference}");
        }
    }

    #[test]
    fn what_is_no_place_to_go_is_refused() {
        let cases = [
            ("http://me:hunter2@x.test/", "user"),
            ("//me@x.test", "user"),
            ("ftp://x.test/", "not a valid URL"),
            ("javascript:alert(1)", "neither"),
            ("http:g", "neither"),
            ("http:///x", "not a valid URL"),
            ("http://x.test:99999/", "not a valid URL"),
            ("/\\evil.test", "not a valid URL"),
            ("http://[::1", "not a valid URL"),
        ];
        for (reference, expected) in cases {
            let refusal = resolved("http://a/b", reference);
            assert!(refusal.contains(expected) && !refusal.contains("hunter2"), "{reference}: {refusal}");
        }
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let origins =
            |urls: &[&str]| urls.iter().map(|url| origin(&url.parse().unwrap_or_default())).collect::<Vec<_>>();
        let same = origins(&["https://A.test/x", "https://a.test:443", "HTTPS://a.test?y"]);
        assert!(same.iter().all(|origin| origin == "https://a.test"), "{same:?}");
        assert_eq!(origins(&["http://a.test:443/", "http://[::1]:80"]), ["http://a.test:443", "http://[::1]"]);
    }
}
