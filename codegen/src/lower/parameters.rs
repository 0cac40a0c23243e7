//! Parameters of operations.

use std::collections::{HashMap, HashSet};

use openapiv3::{ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr};

use crate::api::{Doc, FieldXml, Ident, Name, Parameter, Place, SchemeKind, SecurityScheme, Style, Type};
use crate::document::pointer::step;
use crate::document::{Media, MediaType};
use crate::names::{Reserved, Scope, snake_ident};

use super::context::Context;
use super::document::{doc, name_override};
use super::globals::Globals;
use super::media::site_of;
use super::operations::Found;
use super::path::Target;
use super::schema::{self, Node, Site, Space, target};

/// A parameter that has no identifier yet.
pub(super) struct Unnamed {
    pub wire: String,
    /// The identifier that it wants.
    pub wanted: String,
    pub place: Place,
    pub required: bool,
    pub ty: Type,
    pub style: Style,
    pub explode: bool,
    pub allow_reserved: bool,
    pub content: Option<String>,
    pub xml: Option<FieldXml>,
    pub default: Option<serde_json::Value>,
    pub doc: Doc,
    pub pointer: String,
}

impl Unnamed {
    pub fn named(self, ident: Ident) -> Parameter {
        let Self {
            wire, place, required, ty, style, explode, allow_reserved, content, xml, default, doc, pointer, ..
        } = self;
        let name = Name { wire, ident };
        Parameter { name, place, required, ty, style, explode, allow_reserved, content, xml, default, doc, pointer }
    }
}

/// The arguments of one operation, in the making.
#[derive(Clone)]
pub(super) struct Arguments {
    pub list: Vec<Parameter>,
    pub globals: Vec<usize>,
    scope: Scope,
}

impl Arguments {
    fn new() -> Self {
        Self { list: Vec::new(), globals: Vec::new(), scope: Scope::new(Reserved::Parameters) }
    }

    /// Adds a parameter under a name claimed for it.
    pub fn add(&mut self, context: &mut Context<'_>, parameter: Unnamed) {
        let wanted = &parameter.wanted;
        let claim = self.scope.claim(wanted, &[&format!("{wanted}_{}", place_name(parameter.place))]);
        if claim.collided {
            let problem = format!("another parameter is called `{wanted}`; this one becomes `{}`", claim.ident);
            context.note(&parameter.pointer, problem);
        }
        self.list.push(parameter.named(claim.ident));
    }

    /// The name of a body that is one value.
    pub fn body(&mut self) -> Ident {
        self.scope.claim("body", &["request_body"]).ident
    }

    /// The name of the setter that chooses its media type.
    pub fn content_type(&mut self) -> Ident {
        self.scope.claim("content_type", &["body_content_type"]).ident
    }
}

/// Lowers the parameters of a path and of an operation on it; the operation's win.
pub(super) fn lower<'a>(
    context: &mut Context<'a>,
    found: &Found<'a>,
    target: &Target,
    site: &Site,
    globals: &Globals,
    schemes: &[SecurityScheme],
) -> Arguments {
    let mut chosen: Vec<(&'a openapiv3::Parameter, String)> = Vec::new();
    let mut places: HashMap<(Place, String), usize> = HashMap::new();
    let lists = [(&found.item.parameters, &found.item_pointer), (&found.operation.parameters, &found.pointer)];
    for (list, pointer) in lists {
        let mut here = HashSet::new();
        for (index, item) in list.iter().enumerate() {
            let written = step(&step(pointer, "parameters"), index);
            let Some((parameter, pointer)) = context.resolve(item, &written) else { continue };
            let key = key(parameter);
            if !here.insert(key.clone()) {
                if globals.position(&key).is_some() {
                    context.note(&written, format!("the global parameter `{}` is declared twice", key.1));
                    continue;
                }
                let problem = format!("there are two {} parameters `{}`", place_name(key.0), key.1);
                if places.get(&key).and_then(|place| chosen.get(*place)).is_some_and(|(known, _)| *known == parameter) {
                    context.note(&written, format!("{problem} that say the same; one is left out"));
                    continue;
                }
                context.error_with_help(&written, problem, "remove one of them");
                continue;
            }
            // What a parameter is of its own is located where it is written; a shared one, where it is shared.
            match places.get(&key).and_then(|place| chosen.get_mut(*place)) {
                Some(known) => *known = (parameter, pointer),
                None => {
                    places.insert(key, chosen.len());
                    chosen.push((parameter, pointer));
                }
            }
        }
    }

    let mut arguments = Arguments::new();
    for (parameter, pointer) in chosen {
        if let Some(global) = globals.position(&key(parameter)) {
            arguments.globals.push(global);
            continue;
        }
        let name = &parameter.parameter_data_ref().name;
        let own = || {
            let own = site.child(override_of(parameter).unwrap_or(name));
            // What all operations of a path share belongs to none of them.
            let shared = found.item.iter().count() > 1 && pointer.starts_with(&step(&found.item_pointer, "parameters"));
            if shared { Site { space: Space::Models, root: own.name.clone(), ..own } } else { own }
        };
        if let Some(mut parameter) = lower_one(context, parameter, &pointer, site_of(&pointer, own)) {
            if parameter.ty == Type::String && schemes.iter().any(|scheme| is_key(scheme, &parameter)) {
                parameter.ty = Type::Secret;
            }
            arguments.add(context, parameter);
        }
    }
    check_path(context, found, target, &mut arguments);
    arguments
}

/// Lowers one parameter but for its identifier.
pub(super) fn lower_one<'a>(
    context: &mut Context<'a>,
    parameter: &openapiv3::Parameter,
    pointer: &str,
    site: Site,
) -> Option<Unnamed> {
    let data = parameter.parameter_data_ref();
    let (place, _) = key(parameter);
    if place == Place::Header && is_reserved_header(&data.name) {
        let problem = format!("the header `{}` is the client's to set; as a parameter it is ignored", data.name);
        context.note(pointer, problem);
        return None;
    }
    let (style, allow_reserved) = style(parameter);
    let (content, schema_pointer) = match &data.format {
        ParameterSchemaOrContent::Schema(_) => (None, step(pointer, "schema")),
        ParameterSchemaOrContent::Content(content) => match content.keys().next() {
            Some(media_type) => {
                let at = step(&step(pointer, "content"), media_type);
                let json = matches!(MediaType::parse(media_type).media(), None | Some(Media::Json));
                if !json {
                    context.note(&at, "the parameter is written as plain text");
                }
                (json.then(|| media_type.clone()), step(&at, "schema"))
            }
            None => (None, String::new()),
        },
    };
    let Some(value) = context.at(&schema_pointer).filter(|_| !schema_pointer.is_empty()) else {
        let problem = format!("the parameter `{}` has neither `schema` nor `content`", data.name);
        context.error_with_help(pointer, problem, "add `schema: {type: string}`");
        return None;
    };
    let node = Node::new(value, schema_pointer, site);
    let lowered = schema::lower(context, &node);
    let behind = target(context, &node);
    let description = data.description.as_deref().or_else(|| node.text("description"));
    Some(Unnamed {
        wire: data.name.clone(),
        wanted: snake_ident(override_of(parameter).unwrap_or(&data.name)),
        place,
        required: data.required || place == Place::Path,
        ty: lowered.ty,
        explode: data.explode.unwrap_or(style == Style::Form),
        style,
        allow_reserved,
        content,
        xml: None,
        default: node.get("default").or_else(|| behind.get("default")).cloned(),
        doc: doc(None, description, None, data.deprecated.unwrap_or(false) || node.flag("deprecated")),
        pointer: pointer.to_owned(),
    })
}

fn override_of(parameter: &openapiv3::Parameter) -> Option<&str> {
    name_override(|key| parameter.parameter_data_ref().extensions.get(key))
}

/// What tells parameters apart. Header names have no case.
pub(super) fn key(parameter: &openapiv3::Parameter) -> (Place, String) {
    let name = &parameter.parameter_data_ref().name;
    match parameter {
        openapiv3::Parameter::Query { .. } => (Place::Query, name.clone()),
        openapiv3::Parameter::Header { .. } => (Place::Header, name.to_ascii_lowercase()),
        openapiv3::Parameter::Path { .. } => (Place::Path, name.clone()),
        openapiv3::Parameter::Cookie { .. } => (Place::Cookie, name.clone()),
    }
}

fn style(parameter: &openapiv3::Parameter) -> (Style, bool) {
    match parameter {
        openapiv3::Parameter::Query { style, allow_reserved, .. } => (query_style(style), *allow_reserved),
        openapiv3::Parameter::Header { .. } => (Style::Simple, false),
        openapiv3::Parameter::Path { style: PathStyle::Matrix, .. } => (Style::Matrix, false),
        openapiv3::Parameter::Path { style: PathStyle::Label, .. } => (Style::Label, false),
        openapiv3::Parameter::Path { style: PathStyle::Simple, .. } => (Style::Simple, false),
        openapiv3::Parameter::Cookie { .. } => (Style::Form, false),
    }
}

pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

pub(super) fn place_name(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Form => "form",
        Place::Part => "part",
    }
}

fn is_reserved_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"].iter().any(|reserved| name.eq_ignore_ascii_case(reserved))
}

/// Whether a parameter is what a security scheme sends.
fn is_key(scheme: &SecurityScheme, parameter: &Unnamed) -> bool {
    matches!(&scheme.kind, SchemeKind::ApiKey { name, .. } if name.eq_ignore_ascii_case(&parameter.wire))
}

/// Every name in braces has a parameter. A path parameter without one has no place to be sent in.
fn check_path(context: &mut Context<'_>, found: &Found<'_>, target: &Target, arguments: &mut Arguments) {
    let mut names = HashSet::new();
    for (name, in_path) in target.names() {
        if !names.insert(name) {
            continue;
        }
        let list = &mut arguments.list;
        let position = |place| list.iter().position(|it| it.place == place && it.name.wire == name);
        let described = position(Place::Path);
        if in_path && described.is_some() {
            continue;
        }
        let Some(parameter) = described.or_else(|| position(Place::Query)).and_then(|at| list.get_mut(at)) else {
            context.error_with_help(
                &found.pointer,
                format!("the path has `{{{name}}}`, but there is no such path parameter"),
                format!("add the parameter `{{name: {name}, in: path, required: true, schema: {{type: string}}}}`"),
            );
            continue;
        };
        if in_path {
            let problem = format!("the path has `{{{name}}}`; the parameter is read as one in the path");
            context.note_with_help(&parameter.pointer, problem, format!("the path is `{}`", found.path));
        }
        target.place(parameter, in_path);
    }
    arguments.list.retain(|parameter| {
        let placed = parameter.place != Place::Path || names.contains(parameter.name.wire.as_str());
        if !placed {
            let problem = format!("the path has no `{{{}}}`; the parameter is left out", parameter.name.wire);
            context.note_with_help(&parameter.pointer, problem, format!("the path is `{}`", found.path));
        }
        placed
    });
    if !Target::is_balanced(found.path) {
        context.error(&found.item_pointer, "the braces in the path do not match");
    }
}

/// For lists that may hold references, as documents beside OpenAPI's own have them.
pub(super) fn parse(value: &serde_json::Value) -> Result<ReferenceOr<openapiv3::Parameter>, String> {
    serde::Deserialize::deserialize(value).map_err(|error: serde_json::Error| error.to_string())
}
