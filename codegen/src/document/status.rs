//! Statuses of responses.

use std::fmt;

use serde::Serialize;

/// A key of the Responses Object. Ordered as a response is matched: codes, then ranges, then `default`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Status {
    Code(u16),
    /// `4XX` is `Range(4)`.
    Range(u16),
    Default,
}

impl Status {
    /// Parses `200`, `4XX` (in either case) and `default`.
    pub fn parse(key: &str) -> Option<Self> {
        if key == "default" {
            return Some(Self::Default);
        }
        let (first, rest) = key.split_at_checked(1)?;
        let hundreds = first.parse::<u8>().ok()?;
        if rest.eq_ignore_ascii_case("xx") {
            return Some(Self::Range(hundreds.into()));
        }
        let digits = rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit());
        (hundreds > 0 && digits).then(|| key.parse().ok().map(Self::Code))?
    }

    /// Whether the status says by itself that the request succeeded. See [`Successes`] for `default`.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }

    /// Whether a response with this code can be the documented one.
    pub fn covers(self, code: u16) -> bool {
        match self {
            Self::Code(own) => own == code,
            Self::Range(hundreds) => hundreds == code / 100,
            Self::Default => true,
        }
    }
}

impl From<&openapiv3::StatusCode> for Status {
    fn from(status: &openapiv3::StatusCode) -> Self {
        match status {
            openapiv3::StatusCode::Code(code) => Self::Code(*code),
            openapiv3::StatusCode::Range(hundreds) => Self::Range(*hundreds),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(hundreds) => write!(f, "{hundreds}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// Which of the responses of an operation are successes: those with a status of 2xx, or `default` where no other
/// success is documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Successes {
    default: bool,
}

impl Successes {
    /// The successes among the documented statuses of one operation.
    pub fn among(statuses: impl IntoIterator<Item = Status>) -> Self {
        Self { default: !statuses.into_iter().any(Status::is_success) }
    }

    /// Whether a response with this status is a success.
    pub fn contains(self, status: Status) -> bool {
        status.is_success() || (self.default && status == Status::Default)
    }
}
