//! The reference for readers: a page per tag, with an example of each operation that compiles.

mod example;

use super::argument::{Argument, arguments};
use super::context::{Context, Group};
use super::docs::Docs;
use super::file::header;
use super::operation_errors::{documented, is_success};
use super::types::{Scope, Types};
use super::{File, Provenance, markdown, operation};
use crate::api::{Api, Operation, Output, Response, Status};

/// `docs/sdks/<tag>/README.md`, for a crate of this name.
pub fn reference(api: &Api, provenance: &Provenance, crate_name: &str) -> Vec<File> {
    let context = Context::new(api, provenance);
    context.groups.iter().map(|group| page(&context, group, crate_name)).collect()
}

fn page(context: &Context<'_>, group: &Group<'_>, crate_name: &str) -> File {
    let mut page = Page::default();
    page.block([format!("{} -->", header("<!--", context.provenance, &group.tag.pointer).trim_end())]);
    page.block([format!("# {}", title(&group.tag.name.wire))]);
    page.block(Docs::default().doc(&group.tag.doc).into_lines());
    page.block(["## Available operations".to_owned()]);
    page.block(group.operations.iter().map(|(_, operation)| {
        let method = operation.name.ident.plain();
        let words = Docs::default().doc(&operation.doc).into_lines().into_iter().next().unwrap_or_default();
        format!("- [`{method}`](#{method}){}{words}", if words.is_empty() { "" } else { ": " })
    }));
    for (_, operation) in &group.operations {
        describe(context, operation, &mut page);
        page.block(["```rust".to_owned(), example::example(context, group, operation, crate_name), "```".to_owned()]);
        tables(context, operation, &mut page);
    }
    File { path: format!("docs/sdks/{}/README.md", group.folder()), text: page.text }
}

fn describe(context: &Context<'_>, operation: &Operation, page: &mut Page) {
    page.block([format!("## {}", operation.name.ident.plain())]);
    page.block(operation::docs(context, operation).deprecated(&operation.doc).into_lines());
    page.block([credentials(context, operation)]);
}

/// Which credentials are sent, in words.
fn credentials(context: &Context<'_>, operation: &Operation) -> String {
    let alternatives = operation.security.iter().filter(|requirement| !requirement.schemes.is_empty());
    let alternatives = alternatives.map(|requirement| {
        let schemes = requirement.schemes.iter().filter_map(|scheme| context.api.schemes.get(scheme.scheme));
        schemes.map(|scheme| markdown::code(&scheme.name.wire)).collect::<Vec<_>>().join(" and ")
    });
    let alternatives = alternatives.collect::<Vec<_>>().join(", or ");
    let optional = operation.security.iter().any(|requirement| requirement.schemes.is_empty());
    match (alternatives.is_empty(), optional) {
        (true, _) => "Credentials: none are sent.".to_owned(),
        (false, true) => format!("Credentials: {alternatives}, if the client has any."),
        (false, false) => format!("Credentials: {alternatives}."),
    }
}

/// Parameters, response and errors.
fn tables(context: &Context<'_>, operation: &Operation, page: &mut Page) {
    let types = Types::new(context, Scope::Operations);
    page.block(["### Parameters".to_owned()]);
    let arguments = arguments(operation);
    if arguments.is_empty() {
        page.block(["None.".to_owned()]);
    } else {
        page.table(["Parameter", "Type", "Required", "Description"], arguments.iter().map(|it| parameter(it, &types)));
    }

    page.block(["### Response".to_owned()]);
    let output = match &operation.output {
        Output::Unit => "Nothing.".to_owned(),
        Output::One(payload) => format!("{}.", rust(&types.payload(payload))),
        Output::Optional(payload) => format!("{}, or nothing.", rust(&types.payload(payload))),
        Output::Several(name) => format!("{}: a variant per answer.", markdown::code(name)),
    };
    page.block([output]);

    page.block(["### Errors".to_owned()]);
    if !documented(operation) {
        page.block(["None are documented.".to_owned()]);
        return;
    }
    let errors = operation.responses.iter().filter(|response| !is_success(operation, response));
    page.table(["Error", "Status", "Content type", "Description"], errors.map(|response| error(operation, response)));
}

fn parameter(argument: &Argument<'_>, types: &Types<'_>) -> [String; 4] {
    let required = if argument.required { "yes" } else { "no" };
    let mut words = summary(&Docs::default().doc(argument.doc));
    if let Some(default) = argument.default {
        words = format!("{words} Defaults to {}.", markdown::json(default));
    }
    [markdown::code(argument.ident.plain()), rust(&types.render(&argument.ty)), required.to_owned(), words]
}

fn error(operation: &Operation, response: &Response) -> [String; 4] {
    let status = match response.status {
        Status::Code(code) => code.to_string(),
        Status::Range(hundreds) => format!("{hundreds}XX"),
        Status::Default => "any other".to_owned(),
    };
    let variant = markdown::code(&format!("{}::{}", operation.error_name, response.variant));
    let content = response.media_type.as_deref().map(markdown::code).unwrap_or_default();
    [variant, status, content, summary(&Docs::default().doc(&response.doc))]
}

/// The first paragraph, on one line.
fn summary(docs: &Docs) -> String {
    let lines = docs.clone().into_lines();
    lines.into_iter().take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Rust in a code span.
fn rust(tokens: &proc_macro2::TokenStream) -> String {
    markdown::code(&tokens.to_string().replace(' ', ""))
}

fn title(wire: &str) -> String {
    markdown::sentence(wire).trim_end_matches('.').to_owned()
}

/// Markdown in the making: blocks with an empty line between them.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn block(&mut self, lines: impl IntoIterator<Item = String>) {
        let lines: Vec<String> = lines.into_iter().collect();
        if lines.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        lines.iter().for_each(|line| self.text.extend([line.trim_end(), "\n"]));
    }

    fn table<const N: usize>(&mut self, head: [&str; N], rows: impl Iterator<Item = [String; N]>) {
        let line = |cells: [String; N]| format!("| {} |", cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
        let head = [line(head.map(str::to_owned)), line(head.map(|_| "---".to_owned()))];
        self.block(head.into_iter().chain(rows.map(line)));
    }
}
