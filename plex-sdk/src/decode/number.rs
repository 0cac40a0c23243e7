//! The grammar of JSON numbers, and exact conversions from their text.

/// The length of the number at the start of `bytes`, and whether it is written as an integer.
///
/// `Err` holds the length of what was read before the grammar broke.
pub(crate) fn scan(bytes: &[u8]) -> Result<(usize, bool), usize> {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let digits = |mut at: usize| {
        while byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    };
    let mut at = usize::from(byte(0) == b'-');
    match byte(at) {
        b'0' => at += 1,
        b'1'..=b'9' => at = digits(at + 1),
        _ => return Err(at),
    }
    // serde_json and we agree: `01` is a number with something behind it, which is an error either way.
    if byte(at).is_ascii_digit() {
        return Err(at);
    }
    let mut integer = true;
    if byte(at) == b'.' {
        integer = false;
        let end = digits(at + 1);
        if end == at + 1 {
            return Err(end);
        }
        at = end;
    }
    if matches!(byte(at), b'e' | b'E') {
        integer = false;
        at += 1;
        if matches!(byte(at), b'+' | b'-') {
            at += 1;
        }
        let end = digits(at);
        if end == at {
            return Err(end);
        }
        at = end;
    }
    Ok((at, integer))
}

/// The integer of up to 18 digits at the start of `bytes` and its length, in one pass. `None` says nothing: most numbers
/// are of this kind, the others go the long way.
#[inline]
pub(crate) fn short_integer(bytes: &[u8]) -> Option<(i64, usize)> {
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let mut value = 0;
    let mut at = sign;
    while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit < 10) {
        if at - sign == 18 || (value == 0 && at > sign) {
            return None;
        }
        value = value * 10 + i64::from(digit);
        at += 1;
    }
    if at == sign || matches!(bytes.get(at), Some(b'.' | b'e' | b'E')) {
        return None;
    }
    Some((if sign == 1 { -value } else { value }, at))
}

/// Whether all of `text` is one JSON number.
pub(crate) fn is_number(text: &str) -> bool {
    scan(text.as_bytes()).is_ok_and(|(length, _)| length == text.len())
}

/// The integer that a decimal number denotes: `12`, `3.0`, `1e3`, also `+5` and `007`.
///
/// `None` where it is no decimal number, not integral, or beyond `i128`.
pub(crate) fn exact_integer(text: &str) -> Option<i128> {
    let (negative, unsigned) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (unsigned.get(..at)?, parse_exponent(unsigned.get(at + 1..)?)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() || mantissa.ends_with('.') || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    // The value is `digits × 10^shift`; zeros at either end carry no information.
    let digits = || whole.bytes().chain(fraction.bytes());
    let trailing = digits().rev().take_while(|&b| b == b'0').count();
    let count = whole.len() + fraction.len();
    if trailing == count {
        return Some(0);
    }
    let shift =
        exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?.checked_add(i64::try_from(trailing).ok()?)?;
    let shift = u32::try_from(shift).ok()?;
    let mut value: i128 = 0;
    for digit in digits().take(count - trailing) {
        value = value.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
    }
    if negative {
        value = -value;
    }
    value.checked_mul(10_i128.checked_pow(shift)?)
}

/// An exponent; those beyond any meaning are clamped, so that `0e99999999999999999999` is still zero.
fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let magnitude = digits.parse().unwrap_or(1_i64 << 40);
    Some(if text.starts_with('-') { -magnitude } else { magnitude })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_recognised_whatever_their_notation() {
        for (text, value) in [
            ("12", Some(12)),
            ("-12", Some(-12)),
            ("+5", Some(5)),
            ("007", Some(7)),
            ("3.0", Some(3)),
            ("30.00", Some(30)),
            ("1e3", Some(1000)),
            ("1.5e1", Some(15)),
            ("1500e-2", Some(15)),
            ("0e99999999999999999999", Some(0)),
            ("-0.0", Some(0)),
            ("1.5", None),
            ("15e-1", None),
            ("1e99999999999999999999", None),
            ("1e-99999999999999999999", None),
            ("170141183460469231731687303715884105727", Some(i128::MAX)),
            ("170141183460469231731687303715884105728", None),
            ("", None),
            ("-", None),
            (".", None),
            ("1.", None),
            (".5", None),
            ("1e", None),
            ("0x10", None),
            ("1 2", None),
            ("é", None),
        ] {
            assert_eq!(exact_integer(text), value, "{text}");
        }
    }

    #[test]
    fn short_integers_are_those_of_the_grammar() {
        let max = "999999999999999999";
        for (text, value) in [("0", 0), ("-0,", 0), ("12]", 12), ("-12 ", -12), (max, 999_999_999_999_999_999)] {
            assert_eq!(short_integer(text.as_bytes()).map(|(value, _)| value), Some(value), "{text}");
        }
        for text in ["", "-", "-x", "00", "01", "-01", "1.0", "1e5", "1E5", "9999999999999999999", "x"] {
            assert_eq!(short_integer(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn only_the_grammar_of_json_is_a_number() {
        for text in ["0", "-0", "10", "1.5", "1e5", "1E+5", "-1.25e-7"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "-", "01", "+1", "1.", ".5", "1e", "1e+", "NaN", "1 ", "0x1"] {
            assert!(!is_number(text), "{text}");
        }
    }
}
