//! Words of a description, made harmless.

use crate::emit::markdown::{code, end_first_paragraph, lines, sentence};

fn made(text: &str) -> String {
    lines(text).join("\n")
}

#[test]
fn inline() {
    for (text, expected) in [
        ("See https://plex.tv/a_b?c=d. Then", "See <https://plex.tv/a_b?c=d>. Then"),
        ("(https://plex.tv)", "(<https://plex.tv>)"),
        ("a <root> b <https://plex.tv> c", "a \\<root> b <https://plex.tv> c"),
        ("[x] and [text](https://plex.tv/a \"title\")", "\\[x\\] and [text](https://plex.tv/a)"),
        ("[local](#/components)", "\\[local\\](#/components)"),
        ("[evil](javascript:alert(1))", "\\[evil\\](javascript:alert(1))"),
        ("![image](https://plex.tv/a.png)", "![image](https://plex.tv/a.png)"),
        ("`[code] <b>` and `open", "`[code] <b>` and \\`open"),
        ("`` a`b `` ```", "`` a`b `` \\`\\`\\`"),
        ("already \\[escaped\\] and C:\\dir\\", "already \\[escaped\\] and C:\\\\dir\\\\"),
        ("tab\there \u{202e}x\u{0}", "tab    here x"),
        ("#![foo]", "#!\\[foo\\]"),
        ("xhttps://a b", "xhttps://a b"),
    ] {
        assert_eq!(made(text), expected, "{text:?}");
    }
}

#[test]
fn blocks_are_never_doc_tests() {
    for (text, expected) in [
        ("```\nx\n```", "```text\nx\n```"),
        ("```rust,ignore\nx", "```text\nx\n```"),
        ("~~~json\n{}\n~~~\nafter", "~~~json\n{}\n~~~\nafter"),
        ("text\n\n    code\n\n      more\n\ntext", "text\n\n```text\ncode\n\n  more\n```\n\ntext"),
        ("text\n    goes on", "text\ngoes on"),
        ("- item\n  ```bash\nls\n  ```\n- next", "- item\n  ```bash\n  ls\n  ```\n- next"),
        ("- item\nlazy", "- item\n  lazy"),
        ("- item\n\n      code", "- item\n\n  ```text\n  code\n  ```"),
        ("-     code", "- code"),
        ("> ```rust\n> x", "> \\`\\`\\`rust\n> x"),
        (">     code\nlazy", "> code\n> lazy"),
        ("* * *\n    code", "---\n\n```text\ncode\n```"),
        ("text\n14. was\n\n    code", "text\n14\\. was\n\n```text\ncode\n```"),
        ("1. one\n2. two\nlazy", "1. one\n2. two\n   lazy"),
        ("1) \n 2)     * (", "1\\)\n2\\)     * ("),
        ("14. * * * *", "14. \\* * * *"),
        ("> ~~~", "> \\~\\~\\~"),
        ("[a](https://b/c[d](https://e.f)", "\\[a\\](<https://b/c>[d](https://e.f)"),
        ("a\n\n\n\nb\n\n", "a\n\nb"),
        ("- ```rust\n  x", "- \\`\\`\\`rust\n  x"),
        ("1. one\n   - two\n\n     text\n2. three", "1. one\n   - two\n\n     text\n2. three"),
    ] {
        assert_eq!(made(text), expected, "{text:?}");
    }
}

#[test]
fn sentences() {
    assert_eq!(sentence("Get it\nnow"), "Get it now.");
    assert_eq!(sentence("Really?"), "Really?");
    assert_eq!(sentence("# Heading"), "Heading.");
    assert_eq!(sentence("- dash"), "\\- dash.");
    assert_eq!(sentence("  "), "");
    assert_eq!(code("a`b"), "`` a`b ``");
    assert_eq!(code(""), "`\"\"`");
    assert_eq!(end_first_paragraph(lines("One\ntwo\n\nthree")).join("\n"), "One\ntwo.\n\nthree");
    assert_eq!(end_first_paragraph(lines("- One")).join("\n"), "- One");
}

#[test]
fn rows_of_tables_stay_whole() {
    let row = |name: &str| format!("{name} | [{}](https://plex.tv/{})", "words ".repeat(12).trim(), "a".repeat(60));
    let table = [row("first"), "--- | :---".to_owned(), row("second"), row("third")];
    let text: Vec<String> =
        table.iter().cloned().chain([String::new(), "word ".repeat(40).trim().to_owned()]).collect();
    let wrapped = crate::emit::markdown::wrap(text);
    assert_eq!(wrapped[..4], table);
    assert_eq!(wrapped.len(), 7, "the paragraph behind it is broken: {wrapped:?}");
}
