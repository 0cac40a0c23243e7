//! Path templates.

use super::PathArgument;
use super::encode::template;
use crate::error::RequestProblem;
use crate::url::is_dots;

/// A path with arguments in its placeholders: as it is sent, and as it may be shown.
#[derive(Debug, PartialEq)]
pub(crate) struct Expanded {
    pub(crate) path: String,
    /// With the names of placeholders where secrets are.
    pub(crate) shown: String,
}

/// Fills a template segment by segment, so that no argument can leave its segment or make it vanish.
pub(crate) fn expand(path: &str, arguments: &[PathArgument]) -> Result<Expanded, RequestProblem> {
    let mut expanded = Expanded { path: String::new(), shown: String::new() };
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            expanded.path.push('/');
            expanded.shown.push('/');
        }
        expand_segment(segment, arguments, &mut expanded)?;
    }
    Ok(expanded)
}

fn expand_segment(segment: &str, arguments: &[PathArgument], into: &mut Expanded) -> Result<(), RequestProblem> {
    let start = into.path.len();
    let mut last = None;
    let mut rest = segment;
    while let Some((before, name, after)) = placeholder(rest) {
        let fixed = template(before);
        into.path.push_str(&fixed);
        into.shown.push_str(&fixed);
        let argument = arguments.iter().rfind(|argument| argument.name == name);
        let Some((argument, value)) = argument.and_then(|argument| Some((argument, argument.value.as_deref()?))) else {
            return Err(problem(name, "is missing or an empty list"));
        };
        into.path.push_str(value);
        if argument.secret {
            into.shown.push_str(&format!("{{{name}}}"));
        } else {
            into.shown.push_str(value);
        }
        last = Some(name);
        rest = after;
    }
    let fixed = template(rest);
    into.path.push_str(&fixed);
    into.shown.push_str(&fixed);
    let (Some(name), Some(filled)) = (last, into.path.get(start..)) else {
        return Ok(());
    };
    if filled.is_empty() {
        return Err(problem(name, "is empty"));
    }
    if is_dots(filled) {
        return Err(problem(name, "would make a `.` or `..` of its path segment"));
    }
    Ok(())
}

/// What is before the first placeholder, its name, and what is after it.
fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

fn problem(name: &str, reason: &'static str) -> RequestProblem {
    RequestProblem::PathArgument { name: name.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::component;

    fn expanded(template: &str, arguments: &[(&str, &str)]) -> Result<String, RequestProblem> {
        let argument = |(name, value): &(&str, &str)| PathArgument {
            name: (*name).to_owned(),
            value: Some(component(value)),
            secret: false,
        };
        let arguments: Vec<_> = arguments.iter().map(argument).collect();
        expand(template, &arguments).map(|expanded| expanded.path)
    }

    #[test]
    fn an_argument_stays_within_its_segment() {
        let cases = [
            ("1", "/pins/1/link"),
            ("a/b", "/pins/a%2Fb/link"),
            ("../x", "/pins/..%2Fx/link"),
            ("%2F", "/pins/%252F/link"),
            ("%2e%2e", "/pins/%252e%252e/link"),
            ("?#;", "/pins/%3F%23%3B/link"),
            ("é ~", "/pins/%C3%A9%20~/link"),
            ("...", "/pins/.../link"),
            ("{id}", "/pins/%7Bid%7D/link"),
        ];
        for (value, expected) in cases {
            assert_eq!(expanded("/pins/{id}/link", &[("id", value)]).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn an_argument_that_would_change_the_path_is_refused() {
        for value in ["", ".", ".."] {
            let refused = expanded("/pins/{id}", &[("id", value)]);
            assert!(matches!(refused, Err(RequestProblem::PathArgument { name, .. }) if name == "id"), "{value}");
        }
        assert!(expanded("/pins/{a}{b}", &[("a", "."), ("b", ".")]).is_err());
        assert!(expanded("/pins/{id}", &[]).is_err());
    }

    #[test]
    fn a_segment_may_hold_several_placeholders_and_fixed_text() {
        let arguments = [("from", "a"), ("to", ""), ("kind", "..")];
        assert_eq!(expanded("/x/{from}-{to}.{kind}/a b", &arguments).as_deref(), Ok("/x/a-.../a%20b"));
    }

    #[test]
    fn a_secret_is_not_shown() {
        let secret = PathArgument { name: "token".to_owned(), value: Some("hunter2".to_owned()), secret: true };
        let shown = expand("/tokens/{token}/use", &[secret]).map(|expanded| expanded.shown);
        assert_eq!(shown.as_deref(), Ok("/tokens/{token}/use"));
    }
}
