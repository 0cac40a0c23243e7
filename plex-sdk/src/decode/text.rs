//! The inside of JSON strings: where they end, and what their escapes mean.

const ONES: u64 = u64::MAX / 255;
const HIGHS: u64 = ONES << 7;

/// The first `"`, `\` or control character at or after `at`, or the length of `bytes`.
#[inline]
pub(super) fn find_special(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*word);
        // A byte below 0x20, or one that is zero after the xor, borrows into its high bit. The lowest hit is exact:
        // borrows only disturb bytes above a hit.
        let control = word.wrapping_sub(ONES * 0x20);
        let quote = word ^ (ONES * 0x22);
        let escape = word ^ (ONES * 0x5c);
        let hits = (control | quote.wrapping_sub(ONES) | escape.wrapping_sub(ONES)) & !word & HIGHS;
        if hits != 0 {
            return at + (hits.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while let Some(&byte) = bytes.get(at) {
        if byte < 0x20 || byte == b'"' || byte == b'\\' {
            return at;
        }
        at += 1;
    }
    at
}

/// What a backslash at `bytes[at]` and the characters behind it stand for, and how many bytes they take.
///
/// `Err` is the offset of the byte that cannot be there.
pub(super) fn unescape(bytes: &[u8], at: usize) -> Result<(char, usize), usize> {
    let simple = match bytes.get(at + 1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unescape_unicode(bytes, at),
        _ => return Err(at + 1),
    };
    Ok((simple, 2))
}

fn unescape_unicode(bytes: &[u8], at: usize) -> Result<(char, usize), usize> {
    let first = hex(bytes, at + 2)?;
    if (0xd800..0xdc00).contains(&first) && bytes.get(at + 6..at + 8) == Some(b"\\u") {
        let second = hex(bytes, at + 8)?;
        if (0xdc00..0xe000).contains(&second) {
            let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            return Ok((char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12));
        }
    }
    // What is left among the surrogates stands alone.
    Ok((char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 6))
}

fn hex(bytes: &[u8], at: usize) -> Result<u32, usize> {
    let mut value = 0;
    for position in at..at + 4 {
        let digit = bytes.get(position).and_then(|&byte| char::from(byte).to_digit(16));
        value = value * 16 + digit.ok_or(position)?;
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_special_byte_is_found_at_every_position() {
        let plain = "abc é日本語🎬 []{}!#~ xyz".repeat(2);
        for special in (0..0x20).chain([b'"', b'\\']) {
            for (at, _) in plain.char_indices() {
                let mut bytes = plain.clone().into_bytes();
                bytes.insert(at, special);
                assert_eq!(find_special(&bytes, 0), at, "{special:#x}");
            }
        }
        assert_eq!(find_special(plain.as_bytes(), 0), plain.len());
        assert_eq!(find_special(&[0x7f; 20], 0), 20);
    }
}
