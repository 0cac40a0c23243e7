//! Bytes to lines, wherever the pieces end.

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// CR LF, LF or CR, as in server-sent events.
    Any,
    /// LF, as in lines of JSON, where a CR before it is white space.
    LineFeed,
}

/// Splits what comes into lines without their ends.
#[derive(Debug)]
pub(super) struct Lines {
    ends: Ends,
    /// The line that has no end yet.
    open: Vec<u8>,
    /// The last line ended with a CR; an LF right after it belongs to that end.
    after_return: bool,
    begun: bool,
}

impl Lines {
    pub(super) fn new(ends: Ends) -> Self {
        Self { ends, open: Vec::new(), after_return: false, begun: false }
    }

    /// How much is held of the line that has no end yet.
    pub(super) fn held(&self) -> usize {
        self.open.len()
    }

    /// Takes the next piece, and gives the lines that end in it.
    pub(super) fn feed(&mut self, mut piece: &[u8], line: &mut dyn FnMut(&str)) {
        while let Some(first) = piece.first() {
            if std::mem::take(&mut self.after_return) && *first == b'\n' {
                piece = piece.get(1..).unwrap_or_default();
                continue;
            }
            let is_end = |byte: &u8| *byte == b'\n' || (*byte == b'\r' && self.ends == Ends::Any);
            let Some(end) = piece.iter().position(is_end) else {
                self.open.extend_from_slice(piece);
                return;
            };
            let (before, rest) = piece.split_at(end);
            self.after_return = rest.first() == Some(&b'\r');
            piece = rest.get(1..).unwrap_or_default();
            if self.open.is_empty() {
                self.line(before, line);
            } else {
                let mut open = std::mem::take(&mut self.open);
                open.extend_from_slice(before);
                self.line(&open, line);
                open.clear();
                self.open = open;
            }
        }
    }

    /// Gives what stands after the last end of a line.
    pub(super) fn finish(&mut self, line: &mut dyn FnMut(&str)) {
        let open = std::mem::take(&mut self.open);
        if !open.is_empty() {
            self.line(&open, line);
        }
    }

    /// Bytes that are no UTF-8 become U+FFFD; a byte order mark at the very start is skipped.
    fn line(&mut self, bytes: &[u8], line: &mut dyn FnMut(&str)) {
        let first = !std::mem::replace(&mut self.begun, true);
        let bytes = if first { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) } else { bytes };
        line(&String::from_utf8_lossy(bytes));
    }
}
