//! One line of text outside of code blocks. Takes time in proportion to its length, whatever is in it.

use std::collections::HashMap;

use super::url;

/// The line with everything escaped that would be a link, an element or an open code span without being meant so.
pub(super) fn sanitize(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    let mut rest = line;
    // Closing backticks are looked for once per line.
    let last_runs = last_runs(line);
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '\\' => escape(rest, &mut out),
            '`' => span(rest, line.len() - rest.len(), &mut out, &last_runs),
            '<' => element(rest, &mut out),
            '[' => match link(rest) {
                Some((text, address, length)) => {
                    out.push_str(&format!("[{}]({address})", sanitize(text)));
                    length
                }
                None => {
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

/// Where in a line the last run of so many backticks begins.
fn last_runs(line: &str) -> HashMap<usize, usize> {
    let mut runs = HashMap::new();
    let mut at = 0;
    while let Some(found) = line[at..].find('`') {
        let start = at + found;
        let length = run(&line[start..]);
        runs.insert(length, start);
        at = start + length;
    }
    runs
}

/// How many backticks a text begins with.
fn run(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// A code span that ends in the same line stays as it is. `offset` is where in the line `rest` begins.
fn span(rest: &str, offset: usize, out: &mut String, last_runs: &HashMap<usize, usize>) -> usize {
    let length = run(rest);
    if last_runs.get(&length).is_some_and(|last| *last > offset) {
        let mut at = length;
        while let Some(found) = rest[at..].find('`') {
            let start = at + found;
            let closing = run(&rest[start..]);
            at = start + closing;
            if closing == length {
                out.push_str(&rest[..at]);
                return at;
            }
        }
    }
    out.push_str(&"\\`".repeat(length));
    length
}

/// `<https://…>` stays a link, all else in angles is text.
fn element(rest: &str, out: &mut String) -> usize {
    let end = rest[1..].find(['>', ' ', '<']).map(|end| end + 1);
    if let Some(end) = end.filter(|end| rest[*end..].starts_with('>'))
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
    let close = 1 + rest[1..].find(['[', ']']).filter(|end| rest[1 + *end..].starts_with(']'))?;
    let text = &rest[1..close];
    let behind = rest[close + 1..].strip_prefix('(')?;
    let end = behind.find(['(', ')', '[', ']']).filter(|end| behind[*end..].starts_with(')'))?;
    // A place within the description, or a script, leads nowhere from here.
    let address = behind[..end].split_whitespace().next().and_then(url)?;
    Some((text, address, close + 1 + 1 + end + 1))
}

/// `https://…` becomes `<https://…>`, without the punctuation of the sentence around it.
fn bare_url(rest: &str, out: &mut String) -> usize {
    if rest.starts_with("https://") || rest.starts_with("http://") {
        let end = rest.find(|c: char| c.is_whitespace() || "<>()[]{}`\"\\|".contains(c)).unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        if url(address).is_some() && !address.ends_with("//") {
            out.push_str(&format!("<{address}>"));
        } else {
            out.push_str(&address.replace('~', "\\~"));
        }
        return address.len().max(1);
    }
    out.push('h');
    1
}
