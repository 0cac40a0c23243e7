//! What is described for XML and cannot be written so.

use std::collections::HashSet;

use crate::api::{Api, Field, Payload, Type, TypeDef, TypeKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::is_xml_name;

/// Aliases are followed this far.
const ALIASES: usize = 32;

/// Makes elements of attributes and texts that hold more than one value, and notes what no request can carry.
pub(super) fn check(api: &mut Api, diagnostics: &mut Diagnostics) {
    let objects: Vec<bool> = api.types.iter().map(|definition| is_object(&api.types, definition)).collect();
    for definition in api.types.iter_mut().filter(|definition| definition.sent_as_xml) {
        let TypeKind::Struct(object) = &mut definition.kind else { continue };
        let mut attributes = HashSet::new();
        for field in object.fields.iter_mut().filter(|field| !field.read_only) {
            single(field, &objects, diagnostics);
            let (name, attribute) = written(field);
            if !field.xml.only_text {
                check_name(name, &field.pointer, diagnostics);
            }
            if attribute && !attributes.insert((field.xml.prefix.clone(), name.to_owned())) {
                let problem = format!("another attribute is called `{name}`; requests with both are refused");
                diagnostics.note(&field.pointer, problem);
            }
        }
    }
    for operation in &api.operations {
        let body = operation.body.iter().filter(|body| matches!(body.payload, Payload::Xml(_)));
        let body = body.map(|body| (&body.xml, &body.pointer));
        let parts = operation.parameters.iter().filter_map(|part| Some((part.xml.as_ref()?, &part.pointer)));
        for (xml, pointer) in body.chain(parts) {
            check_name(xml.name.as_deref().unwrap_or_default(), pointer, diagnostics);
        }
    }
}

fn check_name(name: &str, pointer: &str, diagnostics: &mut Diagnostics) {
    if !is_xml_name(name) {
        let problem = format!("`{name}` is no name in XML; requests with it are refused");
        diagnostics.push(Diagnostic::note(pointer, problem).help("`xml: { name: … }` gives it another one"));
    }
}

/// The name of the element or attribute, and whether it is an attribute.
fn written(field: &Field) -> (&str, bool) {
    let name = field.xml.name.as_deref().filter(|_| !field.xml.only_read).unwrap_or(&field.name.wire);
    name.strip_prefix('@').map_or((name, false), |name| (name, true))
}

/// Attributes and texts are single values.
fn single(field: &mut Field, objects: &[bool], diagnostics: &mut Diagnostics) {
    let attribute = field.xml.name.as_ref().is_some_and(|name| name.starts_with('@'));
    let several = match &field.ty {
        Type::Map(_) => true,
        Type::Named(id) => objects.get(id.0).copied().unwrap_or(false),
        Type::List(_) => field.xml.only_text,
        _ => false,
    };
    if !several || !(attribute || field.xml.only_text) {
        return;
    }
    let what = if attribute { "an attribute" } else { "a text" };
    diagnostics.note(&field.pointer, format!("{what} holds a single value; it is written as an element"));
    field.xml.only_text = false;
    field.xml.name = field.xml.name.take().map(|name| name.trim_start_matches('@').to_owned());
}

/// Whether values of a type have fields.
fn is_object(types: &[TypeDef], definition: &TypeDef) -> bool {
    let mut definition = definition;
    for _ in 0..ALIASES {
        match &definition.kind {
            TypeKind::Struct(_) | TypeKind::Alias(Type::Map(_)) => return true,
            TypeKind::Alias(Type::Named(id)) => match types.get(id.0) {
                Some(next) => definition = next,
                None => return false,
            },
            _ => return false,
        }
    }
    false
}
