//! Characters that no identifier can hold.

use std::fmt::Write;

/// A space for every character that no identifier can hold. (`heck` splits there.)
pub(super) fn dropped(text: &str) -> String {
    text.chars().map(|c| if unicode_ident::is_xid_continue(c) { c } else { ' ' }).collect()
}

/// Symbols as words where they matter: signs in front, and others than separators anywhere.
pub(super) fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        match (c, symbol(c)) {
            ('-', _) if index == 0 && text.len() > 1 => out.push_str(" minus "),
            (_, Some((word, false))) => spell(&mut out, word),
            (_, Some((_, true))) => out.push(' '),
            (c, None) if unicode_ident::is_xid_continue(c) => out.push(c),
            _ => out.push(' '),
        }
    }
    out
}

/// Every symbol as a word, separators too: `-` alone is `minus`.
pub(super) fn all_spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match symbol(c) {
            Some((word, _)) => spell(&mut out, word),
            None if unicode_ident::is_xid_continue(c) => out.push(c),
            None => _ = write!(out, " u{:x} ", u32::from(c)),
        }
    }
    out
}

/// Every character by its number: for text that has nothing an ASCII name could keep.
pub(super) fn code_points(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().take(8) {
        _ = write!(out, "u{:x} ", u32::from(c));
    }
    out
}

fn spell(out: &mut String, word: &str) {
    out.push(' ');
    out.push_str(word);
    out.push(' ');
}

/// The word for a symbol, and whether it is commonly a mere separator.
fn symbol(c: char) -> Option<(&'static str, bool)> {
    Some(match c {
        '+' => ("plus", false),
        '*' => ("star", false),
        '#' => ("hash", false),
        '%' => ("percent", false),
        '&' => ("and", false),
        '@' => ("at", false),
        '!' => ("not", false),
        '<' => ("less", false),
        '>' => ("greater", false),
        '=' => ("equal", false),
        '~' => ("tilde", false),
        '^' => ("caret", false),
        '|' => ("or", false),
        '$' => ("dollar", false),
        '?' => ("question", false),
        '-' => ("minus", true),
        '_' => ("underscore", true),
        ' ' => ("space", true),
        '.' => ("dot", true),
        ',' => ("comma", true),
        ':' => ("colon", true),
        ';' => ("semicolon", true),
        '/' => ("slash", true),
        '\\' => ("backslash", true),
        '\'' | '"' | '`' => ("quote", true),
        '(' | '[' | '{' => ("open", true),
        ')' | ']' | '}' => ("close", true),
        _ => return None,
    })
}
