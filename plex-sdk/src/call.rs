//! Which call a response or an error belongs to, in words that can be logged.

use std::fmt;

use http::Method;

use crate::operation::OperationInfo;
use crate::secret::Secret;

/// Operation, method and URL of a request. The URL has no query, and placeholders where secrets were.
#[derive(Clone, PartialEq)]
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) method: Method,
    pub(crate) url: String,
    /// What was sent and must not come back in a message, even if the server repeats it.
    pub(crate) secrets: Vec<Secret>,
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
            messages: info.messages,
        }
    }

    /// A server's words, without the secrets of this call.
    pub(crate) fn scrub(&self, mut text: String) -> String {
        for secret in &self.secrets {
            // Removing a secret of a letter or two would tell more than it hides.
            if secret.expose().len() > 3 && text.contains(secret.expose()) {
                text = text.replace(secret.expose(), "[secret]");
            }
        }
        text
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.operation, self.method, self.url)
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
