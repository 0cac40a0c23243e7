//! Tokens to text.
//!
//! `prettyplease` formats, but sets no blank lines. Here every item, and every member of an `impl`, is formatted
//! by itself, so that the blank lines between them can be set without looking into strings and comments.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ImplItem, Item, ItemImpl};

/// The text of a file.
pub(super) fn format(tokens: TokenStream) -> String {
    // Emitters only hand over what parses (their tests hold them to it); unformatted text is better than none.
    let Ok(file) = syn::parse2::<syn::File>(tokens.clone()) else {
        return tokens.to_string();
    };
    let mut text = String::new();
    let (docs, attributes): (Vec<_>, Vec<_>) = file.attrs.into_iter().partition(|a| a.path().is_ident("doc"));
    for attrs in [docs, attributes] {
        if !attrs.is_empty() {
            text.push_str(prettyplease::unparse(&syn::File { shebang: None, attrs, items: Vec::new() }).trim_end());
            text.push_str("\n\n");
        }
    }
    let mut previous = None;
    for item in file.items {
        let group = Group::of(&item);
        if previous.is_some_and(|previous| previous != group || group == Group::Apart) {
            text.push('\n');
        }
        previous = Some(group);
        match item {
            Item::Impl(item) if !item.items.is_empty() => text.push_str(&implementation(item)),
            Item::Const(item) => {
                let value = item.expr.to_token_stream();
                text.push_str(&constant(unparse(Item::Const(item)), quote!(fn f() { #value }), 1));
            }
            item => text.push_str(&unparse(item)),
        }
    }
    text
}

/// Which items stand together without a blank line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Modules,
    Uses,
    Reexports,
    Apart,
}

impl Group {
    fn of(item: &Item) -> Self {
        match item {
            Item::Mod(item) if item.content.is_none() => Self::Modules,
            Item::Use(item) if matches!(item.vis, syn::Visibility::Inherited) => Self::Uses,
            Item::Use(_) => Self::Reexports,
            _ => Self::Apart,
        }
    }
}

fn unparse(item: Item) -> String {
    prettyplease::unparse(&syn::File { shebang: None, attrs: Vec::new(), items: vec![item] })
}

/// An `impl` with a blank line around each of its functions.
fn implementation(mut item: ItemImpl) -> String {
    let members = std::mem::take(&mut item.items);
    let head = unparse(Item::Impl(item));
    let mut text = head.trim_end().trim_end_matches('}').to_owned();
    text.push('\n');
    let mut previous_is_function = None;
    for member in members {
        let is_function = matches!(member, ImplItem::Fn(_));
        if previous_is_function.is_some_and(|previous| previous || is_function) {
            text.push('\n');
        }
        previous_is_function = Some(is_function);
        let value = match &member {
            ImplItem::Const(item) => Some(item.expr.to_token_stream()),
            _ => None,
        };
        let usual = inner(&unparse(Item::Impl(around(member))), 1);
        match value {
            Some(value) => text.push_str(&constant(usual, quote!(impl () { fn f() { #value } }), 2)),
            None => text.push_str(&usual),
        }
    }
    text.push_str("}\n");
    text
}

/// A constant whose value begins on a line of its own if it does not take more lines there, as rustfmt does it.
///
/// `usual` is how prettyplease writes it, `function` has the value at the right depth.
fn constant(usual: String, function: TokenStream, depth: usize) -> String {
    // Nothing but documentation and attributes stands before it, each in lines of their own.
    let begins = |line: &str| line.trim_start().starts_with("const ") || line.trim_start().starts_with("pub const ");
    let Some(line) = usual.lines().position(begins) else { return usual };
    let before: String = usual.split_inclusive('\n').take(line).collect();
    let Some((head, _)) = usual[before.len()..].split_once(" = ") else { return usual };
    let Ok(function) = syn::parse2::<syn::File>(function) else { return usual };
    let value = inner(&prettyplease::unparse(&function), depth);
    if line + 1 + value.lines().count() > usual.lines().count() {
        return usual;
    }
    format!("{before}{head} =\n{};\n", value.trim_end())
}

/// The lines between the first and last ones.
fn inner(text: &str, depth: usize) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    lines.get(depth..lines.len().saturating_sub(depth)).unwrap_or_default().concat()
}

/// `impl () { … }`: a head that takes exactly one line.
fn around(member: ImplItem) -> ItemImpl {
    ItemImpl {
        attrs: Vec::new(),
        defaultness: None,
        unsafety: None,
        impl_token: Default::default(),
        generics: syn::Generics::default(),
        trait_: None,
        self_ty: Box::new(syn::Type::Tuple(syn::TypeTuple {
            paren_token: Default::default(),
            elems: syn::punctuated::Punctuated::new(),
        })),
        brace_token: Default::default(),
        items: vec![member],
    }
}
