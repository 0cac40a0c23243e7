//! Public items as lines.

use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Attribute, Fields, ImplItem, Item, ItemImpl, Meta, Token, TraitItem, Type};

use super::modules::{Definition, Tree, ident_of, is_public, join, plain};
use super::text::Writer;

/// A line for each module, alias and item that users reach, in the order of their paths; what belongs to an item
/// stands below it, sorted.
pub(super) fn lines(tree: &Tree) -> Vec<String> {
    let mut blocks: Vec<(&str, Vec<String>)> = Vec::new();
    for path in tree.public.iter().filter(|path| !path.is_empty()) {
        let gate = gate_of_module(tree, path);
        blocks.push((path, vec![format!("{gate}pub mod {}::{path}", tree.root)]));
    }
    for (shown, target) in &tree.aliases {
        blocks.push((shown, vec![format!("pub use {}::{shown} = {target}", tree.root)]));
    }
    for definition in &tree.definitions {
        let Some(module) = tree.modules.get(&definition.module) else { continue };
        let lister = Lister {
            writer: Writer { tree, module: &definition.module },
            shown: format!("{}::{}", tree.root, definition.shown),
            definition,
        };
        let mut lines = Vec::new();
        module.items.iter().for_each(|item| lister.item(item, &mut lines));
        // The item itself comes first.
        if let Some((_, below)) = lines.split_first_mut() {
            below.sort();
        }
        lines.dedup();
        blocks.push((&definition.shown, lines));
    }
    blocks.sort();
    blocks.into_iter().flat_map(|(_, lines)| lines).collect()
}

/// The condition under which a module is compiled.
fn gate_of_module(tree: &Tree, path: &str) -> String {
    let (parent, name) = path.rsplit_once("::").unwrap_or(("", path));
    let items = tree.modules.get(parent).map(|module| module.items.as_slice()).unwrap_or_default();
    let found = items.iter().find_map(|item| match item {
        Item::Mod(child) if plain(&child.ident) == name => Some(marks(&child.attrs)),
        _ => None,
    });
    found.unwrap_or_default()
}

/// Writes the lines of one definition.
struct Lister<'a> {
    writer: Writer<'a>,
    /// From the root of the crate.
    shown: String,
    definition: &'a Definition,
}

impl Lister<'_> {
    fn item(&self, item: &Item, lines: &mut Vec<String>) {
        let shown = &self.shown;
        if ident_of(item).as_deref() == Some(&self.definition.ident) {
            match item {
                Item::Struct(item) => {
                    let (marks, generics) = (marks(&item.attrs), self.writer.line(&item.generics));
                    lines.push(format!("{marks}pub struct {shown}{generics}"));
                    self.derives(&item.attrs, lines);
                    self.fields(&item.fields, lines);
                }
                Item::Enum(item) => {
                    lines.push(format!("{}pub enum {shown}{}", marks(&item.attrs), self.writer.line(&item.generics)));
                    self.derives(&item.attrs, lines);
                    lines.extend(item.variants.iter().map(|variant| {
                        let fields = self.writer.line(&variant.fields);
                        let space = if fields.starts_with('{') { " " } else { "" };
                        format!("{}pub {shown}::{}{space}{fields}", marks(&variant.attrs), variant.ident)
                    }));
                }
                Item::Const(item) => {
                    lines.push(format!("{}pub const {shown}: {}", marks(&item.attrs), self.writer.line(&item.ty)));
                }
                Item::Static(item) => {
                    lines.push(format!("{}pub static {shown}: {}", marks(&item.attrs), self.writer.line(&item.ty)));
                }
                Item::Type(item) => {
                    let generics = self.writer.line(&item.generics);
                    let ty = self.writer.line(&item.ty);
                    lines.push(format!("{}pub type {shown}{generics} = {ty}", marks(&item.attrs)));
                }
                Item::Fn(item) => lines.push(self.function(&item.attrs, &item.sig, shown, "")),
                Item::Trait(item) => {
                    lines.push(format!("{}pub trait {shown}{}", marks(&item.attrs), self.writer.line(&item.generics)));
                    lines.extend(item.items.iter().filter_map(|item| match item {
                        TraitItem::Fn(item) => Some(self.function(&item.attrs, &item.sig, shown, "")),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
        match item {
            Item::Impl(block) if self.is_about(&block.self_ty) => self.implementation(block, lines),
            // The prelude's macros, which implement a bundle of traits.
            Item::Macro(call) if call.mac.tokens.to_string().trim() == self.definition.ident => {
                lines.push(format!("impl {}! for {shown}", self.writer.line(&call.mac.path)));
            }
            _ => {}
        }
    }

    fn is_about(&self, ty: &Type) -> bool {
        let Type::Path(path) = ty else { return false };
        path.path.segments.len() == 1
            && path.path.segments.first().is_some_and(|segment| plain(&segment.ident) == self.definition.ident)
    }

    fn fields(&self, fields: &Fields, lines: &mut Vec<String>) {
        for (index, field) in fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
            let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
            lines.push(format!("{}pub {}::{name}: {}", marks(&field.attrs), self.shown, self.writer.line(&field.ty)));
        }
    }

    fn implementation(&self, block: &ItemImpl, lines: &mut Vec<String>) {
        // `impl<C: Clone> Authentication<C>`: the type as it stands, with its path.
        let subject = join(&self.shown, &self.arguments(&block.self_ty)).replacen("::<", "<", 1);
        let subject = subject.trim_end_matches("::");
        let gate = marks(&block.attrs);
        let bounds = self.writer.line(&block.generics);
        let clause = block.generics.where_clause.as_ref().map(|clause| self.writer.line(clause)).unwrap_or_default();
        let Some((_, of, _)) = &block.trait_ else {
            for item in &block.items {
                match item {
                    ImplItem::Fn(item) if is_public(&item.vis) => {
                        let under = if bounds.contains(':') { format!(" [impl{bounds}]") } else { String::new() };
                        lines.push(gate.clone() + &self.function(&item.attrs, &item.sig, subject, &under));
                    }
                    ImplItem::Const(item) if is_public(&item.vis) => {
                        let ty = self.writer.line(&item.ty);
                        lines.push(format!("{}pub const {subject}::{}: {ty}", marks(&item.attrs), item.ident));
                    }
                    _ => {}
                }
            }
            return;
        };
        let of = self.writer.line(of);
        let clause = if clause.is_empty() { clause } else { format!(" {clause}") };
        lines.push(format!("{gate}impl{bounds} {of} for {subject}{clause}"));
        for item in &block.items {
            if let ImplItem::Type(item) = item {
                lines.push(format!("{gate}pub type {subject}::{} = {}", item.ident, self.writer.line(&item.ty)));
            }
        }
    }

    fn function(&self, attributes: &[Attribute], signature: &syn::Signature, owner: &str, under: &str) -> String {
        let mut head = String::new();
        for (word, there) in [
            ("const ", signature.constness.is_some()),
            ("async ", signature.asyncness.is_some()),
            ("unsafe ", signature.unsafety.is_some()),
        ] {
            head.push_str(if there { word } else { "" });
        }
        let name = &signature.ident;
        let path = if owner.ends_with(&format!("::{name}")) { owner.to_owned() } else { format!("{owner}::{name}") };
        let generics = self.writer.line(&signature.generics);
        let inputs = &signature.inputs;
        // `mut` is the body's business.
        let inputs = self.writer.line(&quote!((#inputs))).replace("(mut ", "(").replace(", mut ", ", ");
        let output = match &signature.output {
            syn::ReturnType::Default => String::new(),
            output @ syn::ReturnType::Type(..) => format!(" {}", self.writer.line(output)),
        };
        let clause = signature.generics.where_clause.as_ref();
        let clause = clause.map(|clause| format!(" {}", self.writer.line(clause))).unwrap_or_default();
        format!("{}pub {head}fn {path}{generics}{inputs}{output}{clause}{under}", marks(attributes))
    }

    /// `<C>` of `Authentication<C>`.
    fn arguments(&self, ty: &Type) -> String {
        let Type::Path(path) = ty else { return String::new() };
        path.path.segments.last().map(|segment| self.writer.line(&segment.arguments)).unwrap_or_default()
    }

    /// One line for all derives under the same condition.
    fn derives(&self, attributes: &[Attribute], lines: &mut Vec<String>) {
        for attribute in attributes {
            let Meta::List(list) = &attribute.meta else { continue };
            if list.path.is_ident("derive") {
                lines.push(format!("impl {} for {}", names(&list.tokens), self.shown));
            } else if list.path.is_ident("cfg_attr")
                && let Ok(parts) = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
            {
                let condition = parts.first().map(|meta| self.writer.line(meta)).unwrap_or_default();
                for meta in parts.iter().skip(1) {
                    if let Meta::List(list) = meta
                        && list.path.is_ident("derive")
                    {
                        lines.push(format!("#[cfg({condition})] impl {} for {}", names(&list.tokens), self.shown));
                    }
                }
            }
        }
    }
}

/// `Clone + Debug` for `Debug, Clone`.
fn names(tokens: &proc_macro2::TokenStream) -> String {
    let text: String = tokens.to_string().chars().filter(|c| !c.is_whitespace()).collect();
    let mut names: Vec<&str> = text.split(',').filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.join(" + ")
}

/// The attributes that callers notice.
fn marks(attributes: &[Attribute]) -> String {
    let mut marks = String::new();
    for attribute in attributes {
        let path = attribute.path();
        if path.is_ident("deprecated") {
            marks.push_str("#[deprecated] ");
        } else if path.is_ident("non_exhaustive") {
            marks.push_str("#[non_exhaustive] ");
        } else if path.is_ident("cfg")
            && let Meta::List(list) = &attribute.meta
        {
            marks.push_str(&format!("#[cfg({})] ", list.tokens.to_string().replace(" (", "(")));
        }
    }
    marks
}
