//! Names in XML.

/// Whether XML takes it as a name without a prefix.
pub fn is_xml_name(name: &str) -> bool {
    name.starts_with(may_start) && name.chars().all(|c| may_start(c) || may_only_follow(c))
}

/// A name that may have a prefix, in its parts.
pub fn xml_name(name: &str) -> Option<(Option<&str>, &str)> {
    let (prefix, local) = name.split_once(':').map_or((None, name), |(prefix, local)| (Some(prefix), local));
    (is_xml_name(local) && prefix.is_none_or(is_xml_name)).then_some((prefix, local))
}

fn may_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

fn may_only_follow(c: char) -> bool {
    matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}
