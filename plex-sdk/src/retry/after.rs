//! `Retry-After`, in both its forms.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};

/// How long the server asks to wait. A date is measured from the server's own `Date`, so that clocks need not agree;
/// without one, from `now`.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = text(headers, RETRY_AFTER)?;
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        // Too many digits for a number are too many seconds to wait.
        return (!value.is_empty()).then(|| Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    let now = text(headers, DATE).and_then(|date| httpdate::parse_http_date(date).ok()).unwrap_or(now);
    // A date that is over asks for no wait.
    Some(until.duration_since(now).unwrap_or_default())
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(fields: &[(HeaderName, &'static str)]) -> Option<u64> {
        let fields = fields.iter().map(|(name, value)| (name.clone(), http::HeaderValue::from_static(value)));
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        retry_after(&fields.collect(), now).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_and_dates_are_understood() {
        assert_eq!(asked(&[]), None);
        assert_eq!(asked(&[(RETRY_AFTER, "120")]), Some(120));
        assert_eq!(asked(&[(RETRY_AFTER, " 0 ")]), Some(0));
        assert_eq!(asked(&[(RETRY_AFTER, "99999999999999999999")]), Some(u64::MAX));
        assert_eq!(asked(&[(RETRY_AFTER, "Sun, 06 Nov 1994 08:50:37 GMT")]), Some(60));
        assert_eq!(asked(&[(RETRY_AFTER, "Sunday, 06-Nov-94 08:50:37 GMT")]), Some(60));
        assert_eq!(asked(&[(RETRY_AFTER, "Sun, 06 Nov 1994 08:40:00 GMT")]), Some(0), "it is over");
    }

    #[test]
    fn the_date_of_the_server_goes_before_the_clock() {
        let date = (DATE, "Sun, 06 Nov 1994 08:50:07 GMT");
        assert_eq!(asked(&[(RETRY_AFTER, "Sun, 06 Nov 1994 08:50:37 GMT"), date]), Some(30));
    }

    #[test]
    fn what_is_neither_is_no_answer() {
        for value in ["", "soon", "-5", "1.5", "+1", "Sun, 06 Nov 1994"] {
            assert_eq!(asked(&[(RETRY_AFTER, value)]), None, "{value}");
        }
    }
}
