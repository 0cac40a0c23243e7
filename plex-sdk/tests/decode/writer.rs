//! Writes JSON texts of every notation, and damages them. Bytes make the choices, so that failures shrink.

pub struct Choices<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Pieces of JSON, whole and broken.
const TOKENS: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b"\\",
    b" ",
    b"\n",
    b"\t",
    b"\r",
    b"0",
    b"1",
    b"9",
    b"-",
    b"+",
    b".",
    b"e",
    b"E",
    b"true",
    b"false",
    b"null",
    b"tru",
    b"\"a\"",
    b"\"\\u0041\"",
    b"\"\\ud83c\\udfac\"",
    b"\"\\ud83c\"",
    b"\\u12",
    b"\\n",
    b"\\x",
    b"\x00",
    b"\x1f",
    b"\x7f",
    b"\x0c",
    b"/",
    b"'",
    b"1e999",
    b"1e-999",
    b"123456789012345678901234567890",
    "é".as_bytes(),
    "🎬".as_bytes(),
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    "\u{feff}".as_bytes(),
    "\u{a0}".as_bytes(),
    b"{}",
    b"[]",
    b"\"\"",
    b"1.5",
    b"-0",
    b"00",
    b"NaN",
    b"//",
    b"\"a\":1",
];

impl<'a> Choices<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// One of so many; the first when the choices are used up.
    fn of(&mut self, count: usize) -> usize {
        self.at += 1;
        usize::from(self.bytes.get(self.at - 1).copied().unwrap_or(0)) % count
    }

    fn spent(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Tokens in any order.
    pub fn tokens(&mut self) -> Vec<u8> {
        let mut text = Vec::new();
        while !self.spent() {
            text.extend_from_slice(TOKENS[self.of(TOKENS.len())]);
        }
        text
    }

    /// Changes a text in a few places.
    pub fn damage(&mut self, mut text: Vec<u8>) -> Vec<u8> {
        while !self.spent() {
            let kind = self.of(6);
            let at = (self.of(256) * 256 + self.of(256)) % (text.len() + 1);
            let end = (at + 1 + self.of(4)).min(text.len());
            match kind {
                // What gives JSON its structure is damaged most often.
                0 => drop(text.splice(at..at, TOKENS[self.of(6)].iter().copied())),
                1 => drop(text.splice(at..end, TOKENS[self.of(TOKENS.len())].iter().copied())),
                2 => drop(text.drain(at..end)),
                3 => text.truncate(at),
                4 => {
                    let copy = text[at..end].to_vec();
                    drop(text.splice(at..at, copy));
                }
                _ => {
                    if let Some(byte) = text.get_mut(at) {
                        *byte ^= 1 << self.of(8);
                    }
                }
            }
        }
        text
    }
}

pub struct Writer<'a> {
    choices: Choices<'a>,
    text: String,
    path: String,
    leaves_until_break: Option<usize>,
    broken: Option<(String, usize)>,
}

impl<'a> Writer<'a> {
    pub fn new(choices: &'a [u8]) -> Self {
        let choices = Choices::new(choices);
        Self { choices, text: String::new(), path: "$".to_owned(), leaves_until_break: None, broken: None }
    }

    /// Writes `?` for the leaf of that number.
    pub fn break_leaf(&mut self, leaf: usize) {
        self.leaves_until_break = Some(leaf);
    }

    /// Path and offset of the broken leaf, if there were enough of them.
    pub fn broken(&self) -> Option<&(String, usize)> {
        self.broken.as_ref()
    }

    /// Any document.
    pub fn document(&mut self) -> String {
        self.space();
        self.value(0);
        self.space();
        self.text.clone()
    }

    /// Something like an account, with values of other types now and then.
    pub fn account(&mut self) -> String {
        const NAMES: &[&str] = &[
            "name",
            "active",
            "home",
            "rights",
            "subscription",
            "parent",
            "joined",
            "score",
            "extra",
            "year",
            "status",
            "features",
            "limits",
            "level",
            "petType",
            "bark",
            "friend",
            "lives",
            "id",
            "token",
        ];
        self.object_of(NAMES, 0);
        self.text.clone()
    }

    /// A document of the type `Plain`.
    pub fn plain(&mut self) -> String {
        self.plain_object(0);
        self.text.clone()
    }

    fn space(&mut self) {
        if self.choices.of(4) == 3 {
            let space = [" ", "\n", "\t", "\r", "  \r\n\t"][self.choices.of(5)];
            self.text.push_str(space);
        }
    }

    fn value(&mut self, depth: usize) {
        if depth > 6 || self.choices.spent() {
            return self.leaf();
        }
        match self.choices.of(5) {
            0 | 1 => self.leaf(),
            2 => self.list(|writer| writer.value(depth + 1)),
            3 => self.object(|writer, _| writer.value(depth + 1)),
            _ => {
                // Many keys, so that duplicates and the index of large objects come up.
                self.object(|writer, _| writer.leaf());
            }
        }
    }

    fn leaf(&mut self) {
        match self.leaves_until_break {
            Some(0) => {
                self.broken = Some((self.path.clone(), self.text.len()));
                self.leaves_until_break = None;
                return self.text.push('?');
            }
            Some(left) => self.leaves_until_break = Some(left - 1),
            None => {}
        }
        match self.choices.of(6) {
            0 => self.text.push_str(["null", "true", "false"][self.choices.of(3)]),
            1 | 2 => self.number(),
            _ => self.string(),
        }
    }

    fn number(&mut self) {
        const NUMBERS: &[&str] = &[
            "0",
            "-0",
            "1",
            "-1",
            "12",
            "1.0",
            "1.50",
            "-2.25e-3",
            "1E+2",
            "0e0",
            "0.0",
            "1e308",
            "5e-324",
            "1e-400",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "18446744073709551615",
            "18446744073709551616",
            "123456789012345678901234567890",
            "0.1",
            "1e22",
            "2147483648",
            "255",
            "256",
            "1700000000",
            "100000000000000000000000000e-5",
            "3.0",
            "1e3",
        ];
        self.text.push_str(NUMBERS[self.choices.of(NUMBERS.len())]);
    }

    fn string(&mut self) {
        const PIECES: &[&str] = &[
            "a",
            "text",
            "12",
            "1",
            "true",
            "é",
            "日本",
            "🎬",
            "\\n",
            "\\\"",
            "\\\\",
            "\\/",
            "\\b",
            "\\f",
            "\\r",
            "\\t",
            "\\u0041",
            "\\u00e9",
            "\\ud83c\\udfac",
            "\\u0000",
            "\\uFFFF",
            "\u{7f}",
            "\u{2028}",
            " ",
            ",",
            "]",
            "}",
            ":",
            "[{",
            "//",
            "a longer piece of text without anything special",
        ];
        self.text.push('"');
        for _ in 0..self.choices.of(5) {
            self.text.push_str(PIECES[self.choices.of(PIECES.len())]);
        }
        self.text.push('"');
    }

    fn list(&mut self, mut element: impl FnMut(&mut Self)) {
        let outer = self.path.len();
        self.text.push('[');
        let count = self.choices.of(5);
        for index in 0..count {
            if index > 0 {
                self.text.push(',');
            }
            self.space();
            self.path.push_str(&format!("[{index}]"));
            element(self);
            self.path.truncate(outer);
            self.space();
        }
        self.text.push(']');
    }

    fn object(&mut self, mut value: impl FnMut(&mut Self, usize)) {
        let outer = self.path.len();
        self.text.push('{');
        let count = if self.choices.of(8) == 7 { self.choices.of(40) } else { self.choices.of(5) };
        for index in 0..count {
            if index > 0 {
                self.text.push(',');
            }
            self.space();
            let key = format!("k{}", self.choices.of(count * 2));
            self.path.push_str(&format!(".{key}"));
            self.text.push_str(&format!("\"{key}\""));
            self.space();
            self.text.push(':');
            self.space();
            value(self, index);
            self.path.truncate(outer);
            self.space();
        }
        self.text.push('}');
    }

    fn object_of(&mut self, names: &[&str], depth: usize) {
        self.text.push_str(r#"{"id": 1, "token": "t""#);
        for _ in 0..self.choices.of(6) {
            self.text.push_str(&format!(",\"{}\":", names[self.choices.of(names.len())]));
            self.space();
            match self.choices.of(4) {
                0 if depth < 3 => self.object_of(names, depth + 1),
                1 => self.list(Self::leaf),
                _ => self.value(5),
            }
        }
        self.text.push('}');
    }

    fn plain_object(&mut self, depth: usize) {
        self.text.push('{');
        let mut first = true;
        for name in ["x", "id", "name", "active", "score", "small", "tags", "numbers", "counts", "parent", "children"] {
            if self.choices.of(3) == 0 {
                continue;
            }
            if !std::mem::replace(&mut first, false) {
                self.text.push(',');
            }
            self.space();
            self.text.push_str(&format!("\"{name}\""));
            self.space();
            self.text.push(':');
            self.space();
            self.plain_field(name, depth);
            self.space();
        }
        self.text.push('}');
    }

    fn plain_field(&mut self, name: &str, depth: usize) {
        match name {
            "x" => self.value(4),
            "id" => self.text.push_str(["0", "-5", "9223372036854775807", "-9223372036854775808"][self.choices.of(4)]),
            "name" => self.string(),
            "active" => self.text.push_str(["true", "false"][self.choices.of(2)]),
            "score" => self.text.push_str(["null", "0", "1.5", "-2e3", "7", "0.125"][self.choices.of(6)]),
            "small" => self.text.push_str(["null", "0", "255"][self.choices.of(3)]),
            "tags" => self.list(Self::string),
            "numbers" => self.list(|writer| writer.text.push_str(["null", "0", "-7"][writer.choices.of(3)])),
            "counts" => self.object(|writer, index| writer.text.push_str(&index.to_string())),
            "parent" if depth < 4 => self.plain_object(depth + 1),
            "children" if depth < 4 => self.list(|writer| writer.plain_object(depth + 1)),
            "children" => self.text.push_str("[]"),
            _ => self.text.push_str("null"),
        }
    }
}
