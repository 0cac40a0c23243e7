//! Tokens as one line, with the paths that users write.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens;

use super::modules::Tree;

/// Writes tokens as they would stand in a rustdoc page; names of ours get their full path.
pub(super) struct Writer<'a> {
    pub tree: &'a Tree,
    /// Where the tokens stand.
    pub module: &'a str,
}

impl Writer<'_> {
    pub fn line(&self, node: &impl ToTokens) -> String {
        let mut pieces = Vec::new();
        self.collect(node.to_token_stream(), &mut pieces);
        spaced(&pieces)
    }

    fn collect(&self, tokens: TokenStream, pieces: &mut Vec<String>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut rest = tokens.as_slice();
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            match first {
                TokenTree::Ident(ident) => {
                    let mut segments = vec![ident.to_string()];
                    while let [TokenTree::Punct(a), TokenTree::Punct(b), TokenTree::Ident(step), after @ ..] = rest
                        && (a.as_char(), b.as_char()) == (':', ':')
                    {
                        segments.push(step.to_string());
                        rest = after;
                    }
                    pieces.push(self.path(&segments));
                }
                TokenTree::Punct(punct) => {
                    let mut text = punct.as_char().to_string();
                    let mut spacing = punct.spacing();
                    while spacing == Spacing::Joint
                        && let [TokenTree::Punct(next), after @ ..] = rest
                        && matches!((text.as_str(), next.as_char()), ("-", '>') | (":", ':') | ("=", '>'))
                    {
                        text.push(next.as_char());
                        spacing = next.spacing();
                        rest = after;
                    }
                    if text == ">" && pieces.last().is_some_and(|piece| piece == ",") {
                        pieces.pop();
                    }
                    pieces.push(text);
                }
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                        proc_macro2::Delimiter::Brace => ("{", "}"),
                        proc_macro2::Delimiter::Bracket => ("[", "]"),
                        proc_macro2::Delimiter::None => ("", ""),
                    };
                    pieces.push(open.to_owned());
                    self.collect(group.stream(), pieces);
                    if pieces.last().is_some_and(|piece| piece == ",") {
                        pieces.pop();
                    }
                    pieces.push(close.to_owned());
                }
                TokenTree::Literal(literal) => pieces.push(literal.to_string()),
            }
        }
    }

    /// A single name is looked up if it can be a type; what is in lower case may be an argument.
    fn path(&self, segments: &[String]) -> String {
        let can_be_ours = segments.len() > 1 || segments.iter().any(|name| name.starts_with(char::is_uppercase));
        match self.tree.shown(self.module, segments).filter(|_| can_be_ours) {
            Some(shown) => format!("{}::{shown}", self.tree.root),
            None => segments.join("::"),
        }
    }
}

/// With the spaces that a Rust programmer expects.
fn spaced(pieces: &[String]) -> String {
    let mut line = String::new();
    let mut last = "";
    for piece in pieces.iter().map(String::as_str).filter(|piece| !piece.is_empty()) {
        let tight_after = matches!(last, "" | "(" | "[" | "<" | "&" | "::" | "#" | "'" | "!" | "?" | "*");
        let tight_before = matches!(piece, ")" | "]" | ">" | "," | ";" | ":" | "::" | "<" | "?")
            || (piece == "(" && !matches!(last, "->" | "=" | "," | ":" | "+"))
            || (piece == "!" && last != "=");
        if !(tight_after || tight_before) {
            line.push(' ');
        }
        line.push_str(piece);
        last = piece;
    }
    line
}
