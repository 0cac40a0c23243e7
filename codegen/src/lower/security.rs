//! Security schemes, and what operations require of them.

use std::collections::HashSet;

use openapiv3::{APIKeyLocation, SecurityRequirement};

use crate::api::{Api, Doc, KeyPlace, Name, Requirement, SchemeKind, SchemeUse, SecurityScheme};
use crate::document::pointer::step;
use crate::names::{constant_ident, snake_ident};

use super::context::Context;
use super::document::{name_override, text};
use super::operations::Found;

/// A scheme that has no identifiers yet.
struct Unnamed<'a> {
    wire: &'a str,
    /// What the description calls it.
    given: &'a str,
    kind: SchemeKind,
    description: Option<&'a str>,
    pointer: String,
}

/// All schemes of the description, in its order.
pub(super) fn lower<'a>(context: &mut Context<'a>, found: &[Found<'a>]) -> Vec<SecurityScheme> {
    let schemes = find(context);
    let lists = found.iter().filter_map(|found| found.operation.security.as_ref()).chain(&context.openapi.security);
    let used: HashSet<&str> = lists.flatten().flat_map(|requirement| requirement.keys().map(String::as_str)).collect();
    // What is not used makes no name longer of what is.
    let (used, unused): (Vec<_>, Vec<_>) =
        schemes.into_iter().enumerate().partition(|(_, scheme)| used.contains(scheme.wire));
    let mut named: Vec<(usize, SecurityScheme)> =
        used.into_iter().chain(unused).map(|(index, scheme)| (index, name(context, scheme))).collect();
    named.sort_by_key(|(index, _)| *index);
    named.into_iter().map(|(_, scheme)| scheme).collect()
}

fn name(context: &mut Context<'_>, scheme: Unnamed<'_>) -> SecurityScheme {
    let Unnamed { wire, given, kind, description, pointer } = scheme;
    let wanted = snake_ident(given);
    let ident = context.builder.claim(&wanted, &[&format!("{wanted}_credential")]).ident;
    let own = ident.plain();
    let provider = (kind != SchemeKind::Basic).then(|| {
        let wanted = format!("{own}_provider");
        context.builder.claim(&wanted, &[&format!("{wanted}_credential")]).ident
    });
    let flow = matches!(kind, SchemeKind::OAuth2 { token_url: Some(_) });
    let client_credentials =
        flow.then(|| context.builder.claim("client_credentials", &[&format!("client_credentials_{own}")]).ident);
    let derived = format!("with_{own}");
    let derived = context.handles.claim(&derived, &[&format!("{derived}_credential")]).ident;
    let constant = constant_ident(given);
    SecurityScheme {
        constant: context.constants.claim(&constant, &[&format!("{constant}_SCHEME")]).ident,
        name: Name { wire: wire.to_owned(), ident },
        provider,
        client_credentials,
        derived,
        kind,
        doc: Doc { description: text(description), ..Doc::default() },
        pointer,
    }
}

/// The schemes that are supported, in the order of the description.
fn find<'a>(context: &mut Context<'a>) -> Vec<Unnamed<'a>> {
    let components = &context.openapi.components;
    let mut schemes = Vec::new();
    for (wire, item) in &components.security_schemes {
        let pointer = step("/components/securitySchemes", wire);
        let Some((scheme, _)) = context.resolve(item, &pointer) else { continue };
        let (kind, description, extensions) = match scheme {
            openapiv3::SecurityScheme::APIKey { location, name, description, extensions } => {
                let place = match location {
                    APIKeyLocation::Query => KeyPlace::Query,
                    APIKeyLocation::Header => KeyPlace::Header,
                    APIKeyLocation::Cookie => KeyPlace::Cookie,
                };
                (SchemeKind::ApiKey { place, name: name.clone() }, description, extensions)
            }
            openapiv3::SecurityScheme::HTTP { scheme, description, extensions, .. } => {
                let kind = match scheme.to_ascii_lowercase().as_str() {
                    "basic" => SchemeKind::Basic,
                    "bearer" => SchemeKind::Bearer,
                    // An operation that needs it finds it missing.
                    _ => continue,
                };
                (kind, description, extensions)
            }
            openapiv3::SecurityScheme::OAuth2 { description, extensions, flows } => {
                let token_url = flows.client_credentials.as_ref().map(|flow| flow.token_url.clone());
                (SchemeKind::OAuth2 { token_url }, description, extensions)
            }
            openapiv3::SecurityScheme::OpenIDConnect { description, extensions, .. } => {
                (SchemeKind::OAuth2 { token_url: None }, description, extensions)
            }
        };
        let given = name_override(|key| extensions.get(key)).unwrap_or(wire);
        schemes.push(Unnamed { wire, given, kind, description: description.as_deref(), pointer });
    }
    schemes
}

/// What an operation requires: its own list, or else that of the document.
///
/// An alternative with a scheme that nobody can satisfy is left out. An operation with no other is sent without
/// credentials of ours, so that a caller who brings them by other means can still call it.
pub(super) fn requirements(
    context: &mut Context<'_>,
    schemes: &[SecurityScheme],
    own: Option<&[SecurityRequirement]>,
    pointer: &str,
) -> Vec<Requirement> {
    let openapi = context.openapi;
    let (list, pointer) = match (own, &openapi.security) {
        (Some(own), _) => (own, step(pointer, "security")),
        (None, Some(document)) => (document.as_slice(), "/security".to_owned()),
        (None, None) => return Vec::new(),
    };
    let mut requirements = Vec::with_capacity(list.len());
    for (index, requirement) in list.iter().enumerate() {
        let mut uses = Vec::with_capacity(requirement.len());
        let mut missing = Vec::new();
        for (name, scopes) in requirement {
            match schemes.iter().position(|scheme| scheme.name.wire == *name) {
                Some(scheme) => uses.push(SchemeUse { scheme, scopes: scopes.clone() }),
                None => missing.push((name, step(&step(&pointer, index), name))),
            }
        }
        if missing.is_empty() {
            requirements.push(Requirement { schemes: uses });
        }
        let only = list.len() == 1;
        missing.into_iter().for_each(|(name, pointer)| note_missing(context, name, &pointer, only));
    }
    requirements
}

fn note_missing(context: &mut Context<'_>, name: &str, pointer: &str, only: bool) {
    let openapi = context.openapi;
    let described = openapi.components.security_schemes.get(name);
    let consequence =
        if only { "what requires it is sent without credentials" } else { "this alternative is left out" };
    let (problem, help) = if described.is_some() {
        let help = "of the HTTP schemes, `basic` and `bearer` are supported; others can be described as `apiKey`";
        (format!("the security scheme `{name}` is of a kind that is not supported"), help.to_owned())
    } else {
        let help = format!("describe it at `/components/securitySchemes/{name}`");
        (format!("there is no security scheme `{name}`"), help)
    };
    context.note_with_help(pointer, format!("{problem}; {consequence}"), help);
}

/// Leaves only the schemes that some operation uses.
pub(super) fn drop_unused(api: &mut Api) {
    let mut used = vec![false; api.schemes.len()];
    let uses = |api: &mut Api, each: &mut dyn FnMut(&mut SchemeUse)| {
        let requirements = api.operations.iter_mut().flat_map(|operation| &mut operation.security);
        requirements.flat_map(|requirement| &mut requirement.schemes).for_each(each);
    };
    uses(api, &mut |scheme_use| {
        if let Some(used) = used.get_mut(scheme_use.scheme) {
            *used = true;
        }
    });
    let mut count = 0;
    let places: Vec<usize> = used
        .iter()
        .map(|used| {
            count += usize::from(*used);
            count.saturating_sub(1)
        })
        .collect();
    uses(api, &mut |scheme_use| {
        if let Some(place) = places.get(scheme_use.scheme) {
            scheme_use.scheme = *place;
        }
    });
    let mut used = used.into_iter();
    api.schemes.retain(|_| used.next().unwrap_or(false));
}
