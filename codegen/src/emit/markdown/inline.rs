//! One line of text outside of code blocks.

use super::url;

/// The line with everything escaped that would be a link, an element or an open code span without being meant so.
pub(super) fn sanitize(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    let mut rest = line;
    // Closing brackets and backticks are looked for once per line, so that a line of them stays linear.
    let mut no_link = !line.contains("](");
    let mut no_span = Vec::new();
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '\\' => escape(rest, &mut out),
            '`' => span(rest, &mut out, &mut no_span),
            '<' => element(rest, &mut out),
            '[' => match link(rest).filter(|_| !no_link) {
                Some((text, address, length)) => {
                    out.push_str(&format!("[{}]({address})", sanitize(text)));
                    length
                }
                None => {
                    no_link |= !rest.contains("](");
                    out.push_str("\\[");
                    1
                }
            },
            ']' => {
                out.push_str("\\]");
                1
            }
            // Three of them would open a code block.
            '~' => {
                out.push_str("\\~");
                1
            }
            'h' if !out.ends_with(|c: char| c.is_alphanumeric()) => bare_url(rest, &mut out),
            c => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    out
}

/// An escape stays what it is; a backslash at the end of a line would join it with what follows.
fn escape(rest: &str, out: &mut String) -> usize {
    match rest[1..].chars().next().filter(char::is_ascii_punctuation) {
        Some(escaped) => {
            out.extend(['\\', escaped]);
            2
        }
        None => {
            out.push_str("\\\\");
            1
        }
    }
}

/// A code span that ends in the same line stays as it is. `unmatched` knows the lengths that have no partner.
fn span(rest: &str, out: &mut String, unmatched: &mut Vec<usize>) -> usize {
    let length = rest.len() - rest.trim_start_matches('`').len();
    if !unmatched.contains(&length) {
        let mut at = length;
        while let Some(found) = rest[at..].find('`') {
            let start = at + found;
            let run = rest[start..].len() - rest[start..].trim_start_matches('`').len();
            at = start + run;
            if run == length {
                out.push_str(&rest[..at]);
                return at;
            }
        }
        unmatched.push(length);
    }
    out.push_str(&"\\`".repeat(length));
    length
}

/// `<https://…>` stays a link, all else in angles is text.
fn element(rest: &str, out: &mut String) -> usize {
    if let Some(end) = rest.find(['>', ' ']).filter(|end| rest[*end..].starts_with('>'))
        && url(&rest[1..end]).is_some()
    {
        out.push_str(&rest[..=end]);
        return end + 1;
    }
    out.push_str("\\<");
    1
}

/// Text, address and length of `[text](https://…)`.
fn link(rest: &str) -> Option<(&str, &str, usize)> {
    let close = rest.find(']')?;
    let text = &rest[1..close];
    let behind = rest[close + 1..].strip_prefix('(')?;
    let end = behind.find(')')?;
    let address = behind[..end].split_whitespace().next()?;
    // A place within the description, or a script, leads nowhere from here.
    let usable = url(address).is_some() && !address.contains(['(', '[', ']']);
    (!text.contains('[') && usable).then_some((text, address, close + 1 + 1 + end + 1))
}

/// `https://…` becomes `<https://…>`, without the punctuation of the sentence around it.
fn bare_url(rest: &str, out: &mut String) -> usize {
    if rest.starts_with("https://") || rest.starts_with("http://") {
        let end = rest.find(|c: char| c.is_whitespace() || "<>()[]{}`\"\\|".contains(c)).unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        if url(address).is_some() && !address.ends_with("//") {
            out.push_str(&format!("<{address}>"));
            return address.len();
        }
    }
    out.push('h');
    1
}
