//! What all of lowering shares: the document, the types found so far, the names taken, the problems met.

use std::collections::{HashMap, HashSet};

use openapiv3::{Components, ReferenceOr};
use serde_json::Value;

use crate::api::{Home, Ident, TypeDef, TypeId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::pointer::step;
use crate::document::reference::{self, LONGEST_CHAIN};
use crate::names::{Reserved, Scope, module_ident};

use super::schema::Lowered;
use super::source::Source;

/// Marks the property of an error that says in words what is wrong.
pub(super) const ERROR_MESSAGE: &str = "x-speakeasy-error-message";

pub(super) struct Context<'a> {
    pub openapi: &'a Source,
    pub root: &'a Value,
    pub diagnostics: Diagnostics,
    /// Filled in by the time lowering ends; `None` while a named schema is being lowered.
    pub types: Vec<Option<TypeDef>>,
    /// Whether a reference to the type may be `null`.
    pub nullable: HashMap<TypeId, bool>,
    /// Named schemas.
    pub components: HashMap<&'a str, TypeId>,
    /// Their Rust names, by identifier.
    pub component_idents: Vec<Ident>,
    /// Schemas that have been lowered, by pointer: what several operations share is one type.
    pub seen: HashMap<String, Lowered>,
    /// Schemas that are being lowered, the innermost last.
    pub lowering: Vec<Lowering>,
    /// How many sets of schemas have been merged.
    pub merges: usize,
    pub models: Scope,
    /// One namespace per tag.
    pub tags: Vec<Scope>,
    /// Methods of the client: its tags, which are modules as well, and the ways to other credentials.
    pub handles: Scope,
    /// Constants of the client module.
    pub constants: Scope,
    /// Setters of the client builder.
    pub builder: Scope,
    /// Setters of server variables, by name on the wire.
    pub server_setters: HashMap<String, Ident>,
    /// Circles of `allOf` that have been reported, by their members in alphabetical order.
    pub circles: HashSet<Vec<String>>,
    /// The members of a union are being merged with what stands beside it.
    pub in_union: bool,
    /// [`ERROR_MESSAGE`] occurs.
    pub marks_messages: bool,
    /// Some schema may have an XML object.
    pub speaks_of_xml: bool,
    files: Scope,
    file_of: HashMap<String, Ident>,
}

/// A schema that is being lowered.
pub(super) struct Lowering {
    /// Its pointer; several that hold at once have theirs in a line each.
    pub key: String,
    /// What it comes to, once that has begun to be defined.
    pub id: Option<TypeId>,
}

/// A component that can be referred to from elsewhere than a schema.
pub(super) trait Component: Sized {
    /// The key in `components`.
    const SECTION: &'static str;
    /// What it is called in messages.
    const KIND: &'static str;

    fn find<'a>(components: &'a Components, name: &str) -> Option<&'a ReferenceOr<Self>>;
}

macro_rules! component {
    ($type:ty, $field:ident, $section:literal, $kind:literal) => {
        impl Component for $type {
            const SECTION: &'static str = $section;
            const KIND: &'static str = $kind;

            fn find<'a>(components: &'a Components, name: &str) -> Option<&'a ReferenceOr<Self>> {
                components.$field.get(name)
            }
        }
    };
}

component!(openapiv3::Parameter, parameters, "parameters", "parameter");
component!(openapiv3::Response, responses, "responses", "response");
component!(openapiv3::Header, headers, "headers", "header");
component!(openapiv3::RequestBody, request_bodies, "requestBodies", "request body");
component!(openapiv3::SecurityScheme, security_schemes, "securitySchemes", "security scheme");

impl<'a> Context<'a> {
    pub fn new(openapi: &'a Source, root: &'a Value) -> Self {
        Self {
            openapi,
            root,
            diagnostics: Diagnostics::default(),
            types: Vec::new(),
            nullable: HashMap::new(),
            components: HashMap::new(),
            component_idents: Vec::new(),
            seen: HashMap::new(),
            lowering: Vec::new(),
            merges: 0,
            models: Scope::new(Reserved::Models),
            tags: Vec::new(),
            handles: Scope::new(Reserved::Handles),
            constants: Scope::new(Reserved::Constants),
            builder: Scope::new(Reserved::Builder),
            server_setters: HashMap::new(),
            circles: HashSet::new(),
            in_union: false,
            marks_messages: mentions(root, ERROR_MESSAGE),
            speaks_of_xml: mentions(root, "xml") || mentions(root, "x-xml"),
            files: Scope::new(Reserved::Files),
            file_of: HashMap::new(),
        }
    }

    pub fn error(&mut self, pointer: &str, problem: impl Into<String>) {
        self.diagnostics.error(pointer, problem);
    }

    pub fn error_with_help(&mut self, pointer: &str, problem: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(pointer, problem).help(help));
    }

    pub fn note(&mut self, pointer: &str, problem: impl Into<String>) {
        self.diagnostics.note(pointer, problem);
    }

    pub fn note_with_help(&mut self, pointer: &str, problem: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::note(pointer, problem).help(help));
    }

    /// Follows references to the component itself, and says where that stands.
    pub fn resolve<T: Component>(&mut self, item: &'a ReferenceOr<T>, pointer: &str) -> Option<(&'a T, String)> {
        let mut item = item;
        let mut at = pointer.to_owned();
        for _ in 0..LONGEST_CHAIN {
            let reference = match item {
                ReferenceOr::Item(found) => return Some((found, at)),
                ReferenceOr::Reference { reference } => reference,
            };
            let name = reference::component(reference, T::SECTION);
            let components = &self.openapi.components;
            let Some((name, next)) = name.as_ref().and_then(|name| Some((name, T::find(components, name)?))) else {
                self.error(&at, format!("there is no {} `{reference}`", T::KIND));
                return None;
            };
            at = step(&format!("/components/{}", T::SECTION), name);
            item = next;
        }
        self.error(pointer, format!("the references of this {} go round in a circle", T::KIND));
        None
    }

    /// The node of the document at a pointer.
    pub fn at(&self, pointer: &str) -> Option<&'a Value> {
        self.root.pointer(pointer)
    }

    /// The file of a model and of what is named after it.
    pub fn model_home(&mut self, model: &str) -> Home {
        if let Some(file) = self.file_of.get(model) {
            return Home::Model { file: file.clone() };
        }
        let file = self.files.claim(&module_ident(model), &[]).ident;
        self.file_of.insert(model.to_owned(), file.clone());
        Home::Model { file }
    }
}

/// Whether a key occurs anywhere.
fn mentions(value: &Value, key: &str) -> bool {
    match value {
        Value::Object(fields) => fields.iter().any(|(name, value)| name == key || mentions(value, key)),
        Value::Array(items) => items.iter().any(|item| mentions(item, key)),
        _ => false,
    }
}
