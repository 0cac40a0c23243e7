//! The Gregorian calendar, forwards and backwards from 1970.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY: i64 = 86_400;
/// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z in seconds from 1970.
const FIRST: i64 = -62_135_596_800;
const LAST: i64 = 253_402_300_799;
const LAST_NANOSECOND: u32 = 999_999_999;

/// Days from 1970-01-01. By eras of 400 years that begin in March, so that leap days come last.
fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_date`].
fn date_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// Year, month and day of `2024-02-29`.
pub(super) fn parse_date(text: &str) -> Option<(u16, u8, u8)> {
    let mut rest = text.as_bytes();
    let date = take_date(&mut rest)?;
    rest.is_empty().then_some(date)
}

/// The moment of `2024-02-29T12:30:00.5+01:00`.
pub(super) fn parse_moment(text: &str) -> Option<SystemTime> {
    let mut rest = text.as_bytes();
    let (year, month, day) = take_date(&mut rest)?;
    take_any(&mut rest, b"Tt ")?;
    let hour = take_number(&mut rest, 2).filter(|&hour| hour < 24)?;
    take_any(&mut rest, b":")?;
    let minute = take_number(&mut rest, 2).filter(|&minute| minute < 60)?;
    take_any(&mut rest, b":")?;
    let second = take_number(&mut rest, 2).filter(|&second| second <= 60)?;
    let mut nanosecond = if rest.first() == Some(&b'.') { take_fraction(&mut rest)? } else { 0 };
    if second == 60 {
        nanosecond = LAST_NANOSECOND;
    }
    let offset = match take_any(&mut rest, b"Zz+-")? {
        sign @ (b'+' | b'-') => {
            let hours = take_number(&mut rest, 2).filter(|&hours| hours < 24)?;
            take_any(&mut rest, b":")?;
            let minutes = take_number(&mut rest, 2).filter(|&minutes| minutes < 60)?;
            let seconds = i64::from(hours) * 3_600 + i64::from(minutes) * 60;
            if sign == b'-' { -seconds } else { seconds }
        }
        _ => 0,
    };
    if !rest.is_empty() {
        return None;
    }
    let days = days_from_date(year.into(), month.into(), day.into());
    let seconds = days * DAY + i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second.min(59)) - offset;
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let start = if seconds < 0 { UNIX_EPOCH.checked_sub(whole)? } else { UNIX_EPOCH.checked_add(whole)? };
    start.checked_add(Duration::from_nanos(nanosecond.into()))
}

/// `2024-02-29T12:30:00.5Z`
pub(super) fn format_moment(time: SystemTime) -> String {
    let (seconds, nanoseconds) = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => (i64::try_from(after.as_secs()).unwrap_or(i64::MAX), after.subsec_nanos()),
        Err(error) => {
            let before = error.duration();
            let seconds = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
            match before.subsec_nanos() {
                0 => (-seconds, 0),
                nanoseconds => ((-seconds).saturating_sub(1), 1_000_000_000 - nanoseconds),
            }
        }
    };
    let (seconds, nanoseconds) = match seconds {
        ..FIRST => (FIRST, 0),
        FIRST..=LAST => (seconds, nanoseconds),
        _ => (LAST, LAST_NANOSECOND),
    };
    let (year, month, day) = date_from_days(seconds.div_euclid(DAY));
    let second = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    let fraction = match nanoseconds {
        0 => String::new(),
        _ => format!(".{nanoseconds:09}").trim_end_matches('0').to_owned(),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

fn take_date(rest: &mut &[u8]) -> Option<(u16, u8, u8)> {
    let year = take_number(rest, 4)?;
    take_any(rest, b"-")?;
    let month = u8::try_from(take_number(rest, 2)?).ok()?;
    take_any(rest, b"-")?;
    let day = u8::try_from(take_number(rest, 2)?).ok()?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    (1..=days).contains(&day).then_some((year, month, day))
}

/// Exactly so many digits, at most 4.
fn take_number(rest: &mut &[u8], digits: usize) -> Option<u16> {
    let (number, behind) = rest.split_at_checked(digits)?;
    *rest = behind;
    number.iter().try_fold(0, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u16::from(byte - b'0')))
}

/// One of the allowed bytes.
fn take_any(rest: &mut &[u8], allowed: &[u8]) -> Option<u8> {
    let (&byte, behind) = rest.split_first()?;
    *rest = behind;
    allowed.contains(&byte).then_some(byte)
}

/// A point and at least one digit, in nanoseconds.
fn take_fraction(rest: &mut &[u8]) -> Option<u32> {
    let (_, mut behind) = rest.split_first()?;
    let (mut value, mut unit, mut any) = (0, 100_000_000, false);
    while let Some((digit, next)) = behind.split_first().filter(|(byte, _)| byte.is_ascii_digit()) {
        value += u32::from(digit - b'0') * unit;
        unit /= 10;
        any = true;
        behind = next;
    }
    *rest = behind;
    any.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_years_1_to_9999_comes_back() {
        let mut expected = FIRST / DAY;
        for year in 1..=9999_u16 {
            let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            for (month, days) in (1..).zip([31, 28 + i64::from(leap), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
                for day in 1..=days {
                    assert_eq!(days_from_date(year.into(), month, day), expected);
                    assert_eq!(date_from_days(expected), (year.into(), month, day));
                    expected += 1;
                }
            }
        }
        assert_eq!(expected * DAY, LAST + 1);
    }

    #[test]
    fn moments_follow_rfc_3339() {
        let at = |seconds: u64, nanoseconds| Some(UNIX_EPOCH + Duration::new(seconds, nanoseconds));
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", at(0, 0)),
            ("1985-04-12T23:20:50.52Z", at(482_196_050, 520_000_000)),
            ("1996-12-19T16:39:57-08:00", at(851_042_397, 0)),
            ("1990-12-31T23:59:60Z", at(662_687_999, LAST_NANOSECOND)),
            ("1990-12-31T15:59:60-08:00", at(662_687_999, LAST_NANOSECOND)),
            ("1937-01-01T12:00:27.87+00:20", UNIX_EPOCH.checked_sub(Duration::new(1_041_337_172, 130_000_000))),
            ("1969-12-31T23:59:59.999999999999Z", UNIX_EPOCH.checked_sub(Duration::from_nanos(1))),
            ("2024-02-29t00:00:00z", at(1_709_164_800, 0)),
            ("2024-02-29 00:00:00Z", at(1_709_164_800, 0)),
        ] {
            assert_eq!(parse_moment(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_rfc_3339_is_no_moment() {
        for text in [
            "",
            "1709164800",
            "2024-02-29",
            "2023-02-29T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-00-01T00:00:00Z",
            "2024-01-00T00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:60:00Z",
            "2024-01-01T00:00:61Z",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00Z",
            "2024-01-01T00:00:00+0100",
            "2024-01-01T00:00:00+24:00",
            "2024-01-01T00:00:00Zé",
            "+024-01-01T00:00:00Z",
            "2024-01-01T00:00:00é",
        ] {
            assert_eq!(parse_moment(text), None, "{text}");
        }
    }

    #[test]
    fn moments_come_back_from_their_text() {
        for seconds in [FIRST, -86_401, -1, 0, 1, 951_782_400, LAST] {
            for nanosecond in [0, 1, 500_000_000, LAST_NANOSECOND] {
                let whole = Duration::from_secs(seconds.unsigned_abs());
                let start = if seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
                let time = start.unwrap_or(UNIX_EPOCH) + Duration::from_nanos(nanosecond.into());
                assert_eq!(parse_moment(&format_moment(time)), Some(time), "{}", format_moment(time));
            }
        }
    }

    #[test]
    fn years_that_cannot_be_written_become_the_nearest_moment() {
        let late = UNIX_EPOCH.checked_add(Duration::from_secs(1 << 40));
        let early = UNIX_EPOCH.checked_sub(Duration::from_secs(1 << 40));
        assert_eq!(late.map(format_moment).as_deref(), Some("9999-12-31T23:59:59.999999999Z"));
        assert_eq!(early.map(format_moment).as_deref(), Some("0001-01-01T00:00:00Z"));
    }
}
