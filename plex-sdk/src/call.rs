//! Which call a response or an error belongs to, in words that can be logged.

use std::borrow::Cow;
use std::fmt;

use http::Method;

use crate::json::Json;
use crate::operation::OperationInfo;
use crate::request::{component, form};
use crate::response::Reading;
use crate::secret::Secret;

/// Operation, method and URL of a request. The URL has no query, and placeholders where secrets were.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) method: Method,
    pub(crate) url: String,
    /// Scheme, host and port of whom redirects led to.
    pub(crate) redirected_to: Option<String>,
    /// What was sent and must not come back in a message, even if the server repeats it.
    pub(crate) secrets: Vec<Secret>,
    /// How the answer is to be read.
    pub(crate) reading: Reading,
    /// Where errors of this operation have their message.
    pub(crate) messages: &'static [&'static [&'static str]],
}

impl Call {
    /// The call behind an answer to a request that this crate did not send.
    pub(crate) fn unsent(info: &OperationInfo) -> Self {
        Self {
            operation: info.id,
            method: info.method.clone(),
            url: info.path.to_owned(),
            secrets: Vec::new(),
            reading: Reading::default(),
            redirected_to: None,
            messages: info.messages,
        }
    }

    /// A server's words, without the secrets of this call.
    pub(crate) fn scrub(&self, mut text: String) -> String {
        let mut forms: Vec<_> = self.forms().collect();
        // A short secret may be part of a long one, of which the rest must not be left over.
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        for form in forms {
            if text.contains(&*form) {
                text = text.replace(&*form, PLACEHOLDER);
            }
            text = without_start(text, &form);
        }
        text
    }

    /// The secrets as they were given, and as they stand in URLs, forms, JSON, XML and the output of `Debug`.
    pub(crate) fn forms(&self) -> impl Iterator<Item = Cow<'_, str>> {
        // Removing a secret of a letter or two would tell more than it hides.
        let secrets = self.secrets.iter().map(Secret::expose).filter(|secret| secret.len() > 3);
        secrets.flat_map(|secret| {
            let json = Json::from(secret).to_string();
            let json = json.trim_matches('"').to_owned();
            let text = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let attribute = text.replace('"', "&quot;");
            let encoded = [component(secret), form(secret), secret.escape_debug().to_string(), json, text, attribute];
            let others = encoded.into_iter().filter(move |form| form != secret).map(Cow::Owned);
            std::iter::once(Cow::Borrowed(secret)).chain(others)
        })
    }
}

const PLACEHOLDER: &str = "[secret]";

/// Where words were cut, a secret may have been cut as well: its start goes, too.
fn without_start(mut text: String, secret: &str) -> String {
    const CUT: char = '…';
    let mut behind = 0;
    while let Some(at) = text.get(behind..).and_then(|rest| rest.find(CUT)).map(|at| behind + at) {
        let head = text.get(..at).unwrap_or("");
        let starts = secret.char_indices().map(|(end, _)| end).rev().take_while(|&end| end > 3);
        let start = starts.filter_map(|end| secret.get(..end)).find(|start| head.ends_with(start)).map(str::len);
        match start {
            Some(length) => {
                text.replace_range(at - length..at, PLACEHOLDER);
                behind = at - length + PLACEHOLDER.len() + CUT.len_utf8();
            }
            None => behind = at + CUT.len_utf8(),
        }
    }
    text
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.operation, self.method, self.url)?;
        match &self.redirected_to {
            Some(origin) => write!(f, ", redirected to {origin}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
