//! Why no connection was made, in words that stand in messages: none is a server's or a caller's.

use std::error::Error;
use std::io;

/// Why there is no connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Certificate,
    Proxy,
    Name,
    Refused,
    Unreachable,
}

impl Cause {
    /// Finds it in an error and its sources. Libraries for TLS, names and proxies share no types: what they wrap is known
    /// by its words only.
    pub(super) fn of(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut next = Some(error);
        let mut found = None;
        while let Some(error) = next {
            let words = error.to_string().to_ascii_lowercase();
            let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
            if has(&["certificate", "unknownissuer", "notvalidforname"]) {
                return Some(Self::Certificate);
            }
            if has(&["tunnel", "proxy"]) {
                return Some(Self::Proxy);
            }
            if has(&["dns error", "lookup address", "host not found"]) {
                return Some(Self::Name);
            }
            found = error.downcast_ref().and_then(Self::of_io).or(found);
            next = error.source();
        }
        found
    }

    pub(super) fn of_io(error: &io::Error) -> Option<Self> {
        use io::ErrorKind as K;
        match error.kind() {
            K::ConnectionRefused => Some(Self::Refused),
            K::HostUnreachable | K::NetworkUnreachable | K::AddrNotAvailable => Some(Self::Unreachable),
            // Windows has numbers for names that cannot be looked up.
            _ if matches!(error.raw_os_error(), Some(11001..=11004)) => Some(Self::Name),
            _ => None,
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Certificate => "the certificate of the server is not accepted",
            Self::Proxy => "the proxy makes none",
            Self::Name => "the name of the host cannot be resolved",
            Self::Refused => "it was refused",
            Self::Unreachable => "the host cannot be reached",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_is_found_in_what_is_wrapped() {
        let cases = [
            (io::Error::from(io::ErrorKind::ConnectionRefused), Some(Cause::Refused)),
            (io::Error::from(io::ErrorKind::NetworkUnreachable), Some(Cause::Unreachable)),
            (io::Error::other("invalid peer certificate: UnknownIssuer"), Some(Cause::Certificate)),
            (io::Error::other("failed to lookup address information: x"), Some(Cause::Name)),
            (io::Error::other("tunnel error: unsuccessful"), Some(Cause::Proxy)),
            (io::Error::from(io::ErrorKind::ConnectionReset), None),
        ];
        for (error, cause) in cases {
            assert_eq!(Cause::of(&error), cause, "{error}");
        }
    }
}
