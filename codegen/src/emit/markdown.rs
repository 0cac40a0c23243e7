//! Markdown of a description, made harmless.
//!
//! What comes out is shown by rustdoc much as its author meant it, raises none of rustdoc's or clippy's warnings,
//! and never becomes a doc test: each code block is fenced and says that it is not Rust. Where an author's block
//! structure is doubtful, the reading with less structure wins.

mod inline;
mod wrap;

use inline::sanitize;
pub(super) use wrap::wrap;

/// Languages that a fence may keep. All others become `text`, whatever rustdoc makes of them one day.
const LANGUAGES: [&str; 24] = [
    "bash",
    "console",
    "csharp",
    "css",
    "curl",
    "diff",
    "go",
    "graphql",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "markdown",
    "php",
    "python",
    "ruby",
    "sh",
    "sql",
    "toml",
    "xml",
    "yaml",
];

/// The column where list items stop to be nested: each line of an item is indented.
const DEEPEST: usize = 40;

/// A text as the lines of a documentation comment.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text = visible(text);
    let mut blocks = Blocks::default();
    for line in text.lines() {
        blocks.line(line.trim_end());
    }
    blocks.finish()
}

/// A text as one line that ends like a sentence. Empty if there is nothing to say.
pub(super) fn sentence(text: &str) -> String {
    let text = one_line(text);
    // One line is no place for blocks: what would begin one is mere text.
    let mut line = without_marker(sanitize(text.trim_start_matches(['#', '>', ' '])));
    end(&mut line);
    line
}

/// The text without line breaks and what cannot be seen, words apart by one space.
pub(super) fn one_line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first paragraph of a text.
pub(super) fn first_paragraph(text: &str) -> &str {
    let ends = ["\n\n", "\r\n\r\n", "\n```", "\n- ", "\n* "].into_iter().filter_map(|end| text.trim_start().find(end));
    ends.min().map_or(text, |end| &text.trim_start()[..end])
}

/// Ends the first paragraph like a sentence, if it is a plain one.
pub(super) fn end_first_paragraph(mut lines: Vec<String>) -> Vec<String> {
    let plain = |line: &String| !line.starts_with(['#', '-', '+', '*', '>', '|', '~', ' ']) && !line.starts_with("```");
    let last = lines.iter().position(String::is_empty).unwrap_or(lines.len());
    if lines[..last].iter().all(plain)
        && let Some(line) = lines[..last].last_mut()
    {
        end(line);
    }
    lines
}

/// A code span around any text.
pub(super) fn code(text: &str) -> String {
    let text = one_line(text);
    if text.is_empty() {
        return "`\"\"`".to_owned();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    if longest == 0 {
        return format!("`{text}`");
    }
    let ticks = "`".repeat(longest + 1);
    format!("{ticks} {text} {ticks}")
}

/// A value of the description in a code span.
pub(super) fn json(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => code(text),
        other => code(&other.to_string()),
    }
}

/// The URL if it is one that can be linked to.
pub(super) fn url(text: &str) -> Option<&str> {
    let text = text.trim();
    let linkable = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\\`\"".contains(c) && !is_hidden(c);
    ((text.starts_with("https://") || text.starts_with("http://")) && text.chars().all(linkable)).then_some(text)
}

/// The text without characters that steer a display instead of being shown.
fn visible(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\u{85}'], "\n");
    text.replace('\t', "    ").chars().filter(|&c| c == '\n' || !(c.is_control() || is_hidden(c))).collect()
}

/// Marks of direction, and others without width that can hide what a text says.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn end(line: &mut String) {
    if line.ends_with(|c: char| c.is_alphanumeric() || ")]`>\"'*_%\u{201d}".contains(c)) {
        line.push('.');
    }
}

/// Walks over the lines of a text and keeps what is needed of Markdown's block structure.
#[derive(Default)]
struct Blocks {
    out: Vec<String>,
    fence: Option<Fence>,
    /// The columns where the content of the open list items begins, the innermost last.
    items: Vec<usize>,
    /// Lines of an indented code block that is not written yet.
    code: Vec<String>,
    previous: Line,
    /// The line at hand ended an item of a list, which it may continue.
    ended_item: bool,
}

struct Fence {
    mark: char,
    length: usize,
    indent: usize,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Line {
    #[default]
    Blank,
    Text,
    Quote,
    Other,
}

impl Blocks {
    fn line(&mut self, line: &str) {
        let content = line.trim_start();
        let indent = line.len() - content.len();
        if let Some(fence) = &self.fence {
            if closes(fence, content) {
                self.close_fence();
            } else {
                // A line that is indented less would end the list item, and the block with it.
                let indent = indent.max(fence.indent);
                self.push(if content.is_empty() { String::new() } else { format!("{:indent$}{content}", "") });
            }
            return;
        }
        if content.is_empty() {
            if self.code.is_empty() {
                self.blank();
            } else {
                self.code.push(String::new());
            }
            return;
        }
        let begins_item = marker(content).is_some();
        self.ended_item = false;
        if self.previous == Line::Blank || begins_item {
            while self.items.last().is_some_and(|column| indent < *column) {
                self.items.pop();
                self.ended_item = true;
            }
        }
        let base = self.items.last().copied().unwrap_or_default();
        let paragraph_goes_on = matches!(self.previous, Line::Text) && self.code.is_empty();
        if indent >= base + 4 && (begins_item || !paragraph_goes_on) {
            let extra = indent - base - 4;
            self.code.push(format!("{:extra$}{content}", ""));
            return;
        }
        self.flush_code();
        let base = self.items.last().copied().unwrap_or_default();
        self.block(content, base);
    }

    /// A line that is not code. `base` is where the content of the innermost list item begins.
    fn block(&mut self, content: &str, base: usize) {
        if let Some((mark, length, language)) = opens(content) {
            self.push(format!("{:base$}{}{language}", "", mark.to_string().repeat(length)));
            self.fence = Some(Fence { mark, length, indent: base });
        } else if content.starts_with('>') {
            let text = content.trim_start_matches(['>', ' ']);
            self.push(format!("{:base$}> {}", "", sanitize(&one_line(text))).trim_end().to_owned());
            self.previous = Line::Quote;
        } else if is_rule(content) {
            self.items.clear();
            self.blank();
            self.push("---".to_owned());
            self.blank();
        } else if let Some(length) = marker(content).filter(|_| self.may_begin_item(content)) {
            let (mark, text) = content.split_at(length);
            let column = base + length + 1;
            // A second marker in the same line, or a fence, is mere text.
            let text = text.trim_start();
            let escape = if marker(text).is_some() || is_rule(text) || text.starts_with('>') { "\\" } else { "" };
            self.push(format!("{:base$}{mark} {escape}{}", "", sanitize(text)));
            self.items.push(column);
            self.previous = Line::Text;
        } else {
            let text = without_marker(sanitize(content));
            let heading = is_heading(content);
            match self.previous {
                Line::Quote if !heading => {
                    self.push(format!("{:base$}> {text}", ""));
                    self.previous = Line::Quote;
                }
                _ => {
                    self.push(format!("{:base$}{text}", ""));
                    self.previous = if heading { Line::Other } else { Line::Text };
                }
            }
        }
    }

    /// Only a list that begins with 1 can interrupt a paragraph. Items that are nested very deep are mere text.
    fn may_begin_item(&self, content: &str) -> bool {
        let first = !content.starts_with(|c: char| c.is_ascii_digit())
            || content.starts_with("1.")
            || content.starts_with("1)");
        let shallow = self.items.last().is_none_or(|column| *column < DEEPEST);
        shallow && (self.previous != Line::Text || self.ended_item || first)
    }

    fn push(&mut self, line: String) {
        self.out.push(line);
        self.previous = Line::Other;
    }

    fn blank(&mut self) {
        if self.out.last().is_some_and(|line| !line.is_empty()) {
            self.out.push(String::new());
        }
        self.previous = Line::Blank;
    }

    fn close_fence(&mut self) {
        if let Some(Fence { mark, length, indent }) = self.fence.take() {
            self.push(format!("{:indent$}{}", "", mark.to_string().repeat(length)));
        }
    }

    /// An indented code block as a fenced one.
    fn flush_code(&mut self) {
        if self.code.is_empty() {
            return;
        }
        let mut code = std::mem::take(&mut self.code);
        let trailing = code.iter().rev().take_while(|line| line.is_empty()).count();
        code.truncate(code.len() - trailing);
        let ticks = code.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or_default();
        let (indent, length) = (self.items.last().copied().unwrap_or_default(), ticks.max(2) + 1);
        self.push(format!("{:indent$}{}text", "", "`".repeat(length)));
        for line in code {
            self.push(if line.is_empty() { line } else { format!("{:indent$}{line}", "") });
        }
        self.push(format!("{:indent$}{}", "", "`".repeat(length)));
        if trailing > 0 {
            self.blank();
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.flush_code();
        self.close_fence();
        while self.out.last().is_some_and(String::is_empty) {
            self.out.pop();
        }
        self.out
    }
}

/// Mark, length and language of a fence.
fn opens(content: &str) -> Option<(char, usize, &'static str)> {
    let mark = content.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = content.trim_start_matches(mark);
    let length = content.len() - info.len();
    if length < 3 || (mark == '`' && info.contains('`')) {
        return None;
    }
    let language = info.trim().to_ascii_lowercase();
    let known = LANGUAGES.into_iter().find(|known| *known == language);
    Some((mark, length, known.unwrap_or("text")))
}

fn closes(fence: &Fence, content: &str) -> bool {
    content.len() >= fence.length && content.chars().all(|c| c == fence.mark)
}

/// The text with what looks like the marker of a list escaped.
fn without_marker(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let marks: &[char] = if digits == 0 { &['-', '+', '*', '='] } else { &['.', ')'] };
    match rest.strip_prefix(marks) {
        Some(behind) if behind.is_empty() || behind.starts_with(' ') => format!("{}\\{rest}", &text[..digits]),
        _ => text,
    }
}

/// The length of a list marker that has text behind it.
fn marker(content: &str) -> Option<usize> {
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let mark = content[digits..].chars().next()?;
    let fits = if digits == 0 { matches!(mark, '-' | '*' | '+') } else { digits < 10 && matches!(mark, '.' | ')') };
    (fits && content[digits + 1..].starts_with(' ') && !is_rule(content)).then_some(digits + 1)
}

/// The column where the text of a line begins, behind its indentation and the marker of a list.
fn text_column(line: &str) -> usize {
    let content = line.trim_start();
    line.len() - content.len() + marker(content).map_or(0, |length| length + 1)
}

/// One to six `#` and a space.
fn is_heading(content: &str) -> bool {
    let title = content.trim_start_matches('#');
    (1..=6).contains(&(content.len() - title.len())) && (title.is_empty() || title.starts_with(' '))
}

/// `---`, `***`, `___`, perhaps with spaces between.
fn is_rule(content: &str) -> bool {
    ['-', '*', '_'].into_iter().any(|mark| {
        content.chars().all(|c| c == mark || c == ' ') && content.chars().filter(|c| *c == mark).count() >= 3
    })
}
