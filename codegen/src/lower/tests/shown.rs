//! An API in few words, for comparison.

use std::fmt::Write;

use serde_json::Value;

use crate::api::{Api, Field, Operation, Output, Parameter, Payload, Type, TypeDef, TypeKind};
use crate::diagnostic::{Diagnostics, Severity};
use crate::lower::lower;

/// Lowers a description whose head (`openapi`, `info`) is left out.
pub(super) fn lowered(text: &str) -> Result<(Api, Diagnostics), Diagnostics> {
    let mut root: Value = serde_yaml::from_str(text).unwrap();
    let map = root.as_object_mut().unwrap();
    map.insert("openapi".to_owned(), "3.0.3".into());
    map.insert("info".to_owned(), serde_json::json!({"title": "Pets", "version": "1"}));
    map.entry("paths").or_insert_with(|| serde_json::json!({}));
    map.entry("servers").or_insert_with(|| serde_json::json!([{"url": "https://pets.example"}]));
    lower(&root)
}

/// The types of a description that consists of schemas, and the notes.
pub(super) fn schemas(text: &str) -> String {
    let indented: String = text.lines().map(|line| format!("    {line}\n")).collect();
    types(&format!("components:\n  schemas:\n{indented}"))
}

/// The types of a description, and the notes.
pub(super) fn types(text: &str) -> String {
    match lowered(text) {
        Ok((api, notes)) => show_types(&api) + &show_notes(&notes),
        Err(problems) => show_notes(&problems),
    }
}

/// The operations of a description, its types, and the notes.
pub(super) fn all(text: &str) -> String {
    match lowered(text) {
        Ok((api, notes)) => {
            let operations: String = api.operations.iter().map(|operation| show_operation(&api, operation)).collect();
            operations + &show_types(&api) + &show_notes(&notes)
        }
        Err(problems) => show_notes(&problems),
    }
}

/// The errors of a description, with their help.
pub(super) fn errors(text: &str) -> String {
    let problems = lowered(text).unwrap_err();
    let mut out = String::new();
    for problem in problems.list.iter().filter(|problem| problem.severity == Severity::Error) {
        writeln!(out, "{problem}").unwrap();
        problem.help.iter().for_each(|help| writeln!(out, "  help: {help}").unwrap());
    }
    out
}

fn show_notes(notes: &Diagnostics) -> String {
    notes.list.iter().fold(String::new(), |mut out, note| {
        let severity = if note.severity == Severity::Error { "error" } else { "note" };
        writeln!(out, "{severity}: {note}").unwrap();
        out
    })
}

pub(super) fn show_types(api: &Api) -> String {
    api.types.iter().map(|definition| show_type(api, definition)).collect()
}

fn show_type(api: &Api, definition: &TypeDef) -> String {
    let mut out = String::new();
    let name = &definition.name.ident;
    match &definition.kind {
        TypeKind::Alias(ty) => writeln!(out, "type {name} = {}", show(api, ty)).unwrap(),
        TypeKind::StringEnum(variants, default) => {
            let variants: Vec<_> = variants.iter().map(|it| format!("{}={:?}", it.ident, it.value)).collect();
            let default = default.as_ref().map(|it| format!(" default {it:?}")).unwrap_or_default();
            writeln!(out, "enum {name} {}{default}", variants.join(" ")).unwrap();
        }
        TypeKind::IntEnum(variants, default) => {
            let variants: Vec<_> = variants.iter().map(|it| format!("{}={}", it.ident, it.value)).collect();
            let default = default.map(|it| format!(" default {it}")).unwrap_or_default();
            writeln!(out, "enum {name} {}{default}", variants.join(" ")).unwrap();
        }
        TypeKind::OneOf(union) => {
            let by = union.discriminator.as_ref().map(|it| format!(" by {it}")).unwrap_or_default();
            writeln!(out, "union {name}{by}").unwrap();
            for variant in &union.variants {
                let boxed = if variant.boxed { " boxed" } else { "" };
                let tags = if variant.tags.is_empty() { String::new() } else { format!(" {:?}", variant.tags) };
                writeln!(out, "  {}({}){boxed}{tags}", variant.ident, show(api, &variant.ty)).unwrap();
            }
        }
        TypeKind::Struct(fields) => {
            writeln!(out, "struct {name}").unwrap();
            fields.fields.iter().for_each(|field| writeln!(out, "  {}", show_field(api, field)).unwrap());
            if let Some(rest) = &fields.additional {
                writeln!(out, "  ..{}: {}", rest.ident, show(api, &rest.ty)).unwrap();
            }
        }
    }
    out
}

fn show_field(api: &Api, field: &Field) -> String {
    let wire = if *field.name.wire == *field.name.ident { String::new() } else { format!("{:?} ", field.name.wire) };
    let mut out = format!("{wire}{}: {}", field.name.ident, show(api, &field.ty));
    let flags = [
        (field.required, " required"),
        (field.nullable, " nullable"),
        (field.boxed, " boxed"),
        (field.identity, " identity"),
        (field.read_only, " read-only"),
        (field.write_only, " write-only"),
        (field.doc.deprecated, " deprecated"),
    ];
    flags.iter().filter(|(flag, _)| *flag).for_each(|(_, word)| out.push_str(word));
    field.default.iter().for_each(|value| write!(out, " default {value}").unwrap());
    field.xml.name.iter().for_each(|name| write!(out, " xml {name:?}").unwrap());
    out.push_str(if field.xml.wrapped { " wrapped" } else { "" });
    out.push_str(if field.xml.text { " xml text" } else { "" });
    field.doc.description.iter().for_each(|text| write!(out, " // {text}").unwrap());
    out
}

pub(super) fn show(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Named(id) => api.get(*id).name.ident.to_string(),
        Type::List(inner) => format!("[{}]", show(api, inner)),
        Type::Map(inner) => format!("{{{}}}", show(api, inner)),
        Type::Nullable(inner) => format!("{}?", show(api, inner)),
        Type::Int(width) => format!("{width:?}"),
        Type::Float(width) => format!("{width:?}"),
        other => format!("{other:?}"),
    }
}

pub(super) fn show_operation(api: &Api, operation: &Operation) -> String {
    let tag = &api.tags[operation.tag].name.ident;
    let mut out = format!("{} {} {tag}::{}", operation.method.as_str(), operation.path, operation.name.ident);
    writeln!(out, " ({})", operation.type_name).unwrap();
    for (name, value) in &operation.query {
        writeln!(out, "  always {name:?}={value:?}").unwrap();
    }
    for global in &operation.globals {
        writeln!(out, "  global {}", api.globals[*global].parameter.name.ident).unwrap();
    }
    operation.parameters.iter().for_each(|parameter| writeln!(out, "  {}", show_parameter(api, parameter)).unwrap());
    if let Some(body) = &operation.body {
        let required = if body.required { " required" } else { "" };
        let shown = show_payload(api, &body.payload);
        writeln!(out, "  {}: {shown} as {}{required}", body.name.ident, body.media_type).unwrap();
    }
    operation.form.iter().for_each(|form| writeln!(out, "  form {form}").unwrap());
    for response in &operation.responses {
        let payload = response.payload.as_ref().map(|it| format!("({})", show_payload(api, it))).unwrap_or_default();
        writeln!(out, "  {:?} {}{payload}", response.status, response.variant).unwrap();
    }
    let output = match &operation.output {
        Output::Unit => "()".to_owned(),
        Output::One(payload) => show_payload(api, payload),
        Output::Optional(payload) => format!("Option<{}>", show_payload(api, payload)),
        Output::Several(name) => format!("enum {name}"),
    };
    writeln!(out, "  -> {output}").unwrap();
    if !operation.answer_media_types.is_empty() {
        writeln!(out, "  -> bytes as {}", operation.answer_media_types.join(", ")).unwrap();
    }
    out
}

pub(super) fn show_parameter(api: &Api, parameter: &Parameter) -> String {
    let place = format!("{:?}", parameter.place).to_lowercase();
    let mut out = format!("{place} {:?} {}: {}", parameter.name.wire, parameter.name.ident, show(api, &parameter.ty));
    write!(out, " {:?}", parameter.style).unwrap();
    let flags = [
        (parameter.explode, " explode"),
        (parameter.required, " required"),
        (parameter.allow_reserved, " reserved"),
        (parameter.doc.deprecated, " deprecated"),
    ];
    flags.iter().filter(|(flag, _)| *flag).for_each(|(_, word)| out.push_str(word));
    parameter.content.iter().for_each(|content| write!(out, " as {content}").unwrap());
    parameter.default.iter().for_each(|value| write!(out, " default {value}").unwrap());
    out
}

fn show_payload(api: &Api, payload: &Payload) -> String {
    match payload {
        Payload::Json(ty) => show(api, ty),
        Payload::Xml(ty) => format!("xml {}", show(api, ty)),
        Payload::Text => "text".to_owned(),
        Payload::Bytes => "bytes".to_owned(),
    }
}

fn success(text: &str) -> (Api, String) {
    let (api, notes) = lowered(text).unwrap();
    (api, show_notes(&notes))
}

/// Which types are sent and received.
pub(super) fn received(text: &str) -> String {
    let line = |it: &TypeDef| format!("{} sent: {} received: {}\n", it.name.ident, it.sent, it.received);
    success(text).0.types.iter().map(line).collect()
}

/// Where types are written to.
pub(super) fn homes(text: &str) -> String {
    success(text).0.types.iter().map(|it| format!("{} {:?}\n", it.name.ident, it.home)).collect()
}

/// The documentation of values.
pub(super) fn described(text: &str) -> String {
    let indented: String = text.lines().map(|line| format!("    {line}\n")).collect();
    let api = success(&format!("components:\n  schemas:\n{indented}")).0;
    let described = |it: &TypeDef| match &it.kind {
        TypeKind::StringEnum(all, _) => {
            all.iter().map(|it| format!("{} {:?} {:?}\n", it.ident, it.value, it.doc.description)).collect()
        }
        TypeKind::IntEnum(all, _) => {
            all.iter().map(|it| format!("{} {} {:?}\n", it.ident, it.value, it.doc.description)).collect()
        }
        _ => String::new(),
    };
    api.types.iter().map(described).collect()
}

/// Servers of the document and of operations.
pub(super) fn servers(text: &str) -> String {
    let (api, notes) = success(text);
    let mut out = String::new();
    let of = api.operations.iter().map(|operation| (operation.name.ident.as_str(), &operation.servers));
    for (owner, servers) in std::iter::once(("document", &api.servers)).chain(of) {
        writeln!(out, "{owner}").unwrap();
        for server in servers {
            let one = |it: &crate::api::ServerVariable| format!(" {}={:?}{:?}", it.name.ident, it.default, it.values);
            writeln!(out, "  {}{}", server.url, server.variables.iter().map(one).collect::<String>()).unwrap();
        }
    }
    out + &notes
}

/// Schemes, and what operations require of them.
pub(super) fn security(text: &str) -> String {
    let (api, notes) = success(text);
    let mut out = String::new();
    for scheme in &api.schemes {
        writeln!(out, "{} {} {:?}", scheme.constant, scheme.name.ident, scheme.kind).unwrap();
    }
    for operation in &api.operations {
        let one = |it: &crate::api::SchemeUse| format!("{}{:?}", api.schemes[it.scheme].constant, it.scopes);
        let alternative =
            |it: &crate::api::Requirement| format!("({})", it.schemes.iter().map(one).collect::<Vec<_>>().join("+"));
        let security: Vec<_> = operation.security.iter().map(alternative).collect();
        writeln!(out, "{}: {}", operation.name.ident, security.join(" or ")).unwrap();
        operation.parameters.iter().for_each(|it| writeln!(out, "  {}", show_parameter(&api, it)).unwrap());
    }
    out + &notes
}

/// Globals, and the operations that declare them.
pub(super) fn globals(text: &str) -> String {
    let (api, notes) = success(text);
    let globals: String = api.globals.iter().map(|it| format!("{}\n", show_parameter(&api, &it.parameter))).collect();
    let operations: String = api.operations.iter().map(|it| show_operation(&api, it)).collect();
    globals + &operations + &show_types(&api) + &notes
}
