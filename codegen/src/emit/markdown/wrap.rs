//! Long lines to shorter ones.

/// Lines up to this length are left as their author broke them.
const LONG: usize = 120;
/// Where longer ones are broken.
const WIDTH: usize = 108;

/// The lines, those of paragraphs and lists broken where they are far too long. Headings, tables, quotations and code
/// stay as they are.
pub(in crate::emit) fn wrap(lines: Vec<String>) -> Vec<String> {
    let mut wrapped = Vec::with_capacity(lines.len());
    let mut fence: Option<String> = None;
    let mut table = false;
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let content = line.trim_start();
        table = !content.is_empty()
            && (table || is_rule_of_table(content) || lines.peek().is_some_and(|it| is_rule_of_table(it)));
        if let Some(end) = &fence {
            if content == end {
                fence = None;
            }
        } else if content.starts_with("```") || content.starts_with("~~~") {
            fence = Some(content.trim_end_matches(char::is_alphanumeric).to_owned());
        } else if line.chars().count() > LONG && !table && !content.starts_with(['#', '|', '>']) {
            break_up(&line, &mut wrapped);
            continue;
        }
        wrapped.push(line);
    }
    wrapped
}

/// The line below the head of a table: `--- | :-:`. The rows of a table need no marks at their ends.
fn is_rule_of_table(line: &str) -> bool {
    line.contains('-') && line.contains('|') && line.chars().all(|c| matches!(c, '-' | ':' | '|' | ' '))
}

fn break_up(line: &str, wrapped: &mut Vec<String>) {
    let indent = " ".repeat(super::text_column(line));
    let mut current = String::new();
    let mut width = 0;
    for word in words(line) {
        let length = word.chars().count();
        if width + length > WIDTH && width > indent.len() && may_begin_line(word) {
            wrapped.push(current.trim_end().to_owned());
            current = indent.clone();
            width = indent.len();
        }
        current.push_str(word);
        width += length;
    }
    wrapped.push(current.trim_end().to_owned());
}

/// The words of a line with the spaces behind them. A code span is one word.
fn words(line: &str) -> Vec<&str> {
    let bytes = line.as_bytes();
    let (mut words, mut start, mut at) = (Vec::new(), 0, line.len() - line.trim_start().len());
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' => {
                let run = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
                at += run;
                // Spans end in their line, or their backticks are escaped.
                while at < bytes.len() {
                    let closing = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
                    at += closing.max(1);
                    if closing == run {
                        break;
                    }
                }
                continue;
            }
            b' ' if bytes.get(at + 1) != Some(&b' ') => {
                words.push(&line[start..=at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    words.push(&line[start..]);
    words
}

/// Whether a line that begins with this word is still part of the paragraph.
fn may_begin_line(word: &str) -> bool {
    !word.starts_with(|c: char| c.is_ascii_digit() || "#>-+*=|~_: ".contains(c)) && !word.starts_with("```")
}
