//! The names of operations, which are taken before those of the types in them.

use crate::api::{Alias, Ident, Name};
use crate::names::{Reserved, Scope, module_ident, type_ident};

use super::body;
use super::context::Context;
use super::document::name_override;
use super::operations::Found;
use super::tags::Tags;

/// What an operation is called.
pub(super) struct Named {
    pub index: usize,
    pub tag: usize,
    pub name: Name,
    pub type_name: Ident,
    pub error_name: Ident,
    pub output_name: Ident,
    pub headers_name: Ident,
    pub aliases: Vec<Alias>,
    /// The same with other bodies.
    pub variants: Vec<Variant>,
}

/// What an operation is called with another body than the preferred one.
pub(super) struct Variant {
    pub ident: Ident,
    pub type_name: Ident,
}

/// Claims the names of all operations in the namespaces of their tags.
pub(super) fn claim<'a>(context: &mut Context<'a>, found: &[Found<'a>], tags: &Tags) -> Vec<Named> {
    let mut methods = vec![Scope::new(Reserved::Methods); tags.list.len()];
    let mut named = Vec::with_capacity(found.len());
    for (index, (found, &tag)) in found.iter().zip(&tags.of).enumerate() {
        // Every operation has a tag, and every tag its namespaces.
        let Some(methods) = methods.get_mut(tag) else { continue };
        let given = given(found);
        let (wanted, wanted_type) = (module_ident(given), type_ident(given));
        let claim = methods.claim(&wanted, &[]);
        if claim.collided {
            let problem = format!("another operation is called `{wanted}`; this one becomes `{}`", claim.ident);
            context.note(&found.pointer, problem);
        }
        let ident = claim.ident;
        let Some(types) = context.tags.get_mut(tag) else { continue };
        let mut claim_type = |wanted: &str, other: &str| types.claim(wanted, &[other]).ident;
        let type_name = claim_type(&wanted_type, &format!("{wanted_type}Operation"));
        let wanted = format!("{type_name}Error");
        let error_name = claim_type(&wanted, &wanted);
        let wanted = format!("{type_name}Output");
        let output_name = claim_type(&wanted, &wanted);
        let wanted = format!("{type_name}Headers");
        let headers_name = claim_type(&wanted, &wanted);
        let name = Name { wire: found.id.clone(), ident };
        let (aliases, variants) = (Vec::new(), Vec::new());
        named.push(Named { index, tag, name, type_name, error_name, output_name, headers_name, aliases, variants });
    }
    for (found, named) in found.iter().zip(&mut named) {
        named.variants = variants(context, found, named.tag, &mut methods);
    }
    // Last, so that no name of today makes room for one of yesterday.
    for (found, named) in found.iter().zip(&mut named) {
        named.aliases = aliases(context, found, named.tag, &mut methods);
    }
    named
}

/// The names of an operation with each of its other bodies: `upload_as_text` beside `upload`.
fn variants<'a>(context: &mut Context<'a>, found: &Found<'a>, tag: usize, methods: &mut [Scope]) -> Vec<Variant> {
    let given = given(found).to_owned();
    let mut variants = Vec::new();
    for word in body::variants(context, found) {
        let (Some(methods), Some(types)) = (methods.get_mut(tag), context.tags.get_mut(tag)) else { continue };
        let wanted = format!("{given} as {word}");
        let ident = methods.claim(&module_ident(&wanted), &[]).ident;
        variants.push(Variant { ident, type_name: types.claim(&type_ident(&wanted), &[]).ident });
    }
    variants
}

/// What the description calls an operation.
fn given<'f>(found: &'f Found<'_>) -> &'f str {
    name_override(|key| found.operation.extensions.get(key)).unwrap_or(&found.id)
}

/// The names that an operation had before. One that is taken by another operation is left out.
fn aliases(context: &mut Context<'_>, found: &Found<'_>, tag: usize, methods: &mut [Scope]) -> Vec<Alias> {
    let list = found.operation.extensions.get("x-rust-aliases").and_then(serde_json::Value::as_array);
    let mut aliases = Vec::new();
    for given in list.into_iter().flatten().filter_map(serde_json::Value::as_str) {
        let (Some(methods), Some(types)) = (methods.get_mut(tag), context.tags.get_mut(tag)) else { continue };
        let type_name = type_ident(given);
        let method = methods.claim(&module_ident(given), &[]);
        let request = types.claim(&type_name, &[]);
        let [error, output, headers] =
            ["Error", "Output", "Headers"].map(|end| types.claim(&format!("{type_name}{end}"), &[]));
        if method.collided || [&request, &error, &output, &headers].iter().any(|name| name.collided) {
            context.note(&found.pointer, format!("the alias `{given}` is left out: something else has this name"));
            continue;
        }
        aliases.push(Alias {
            ident: method.ident,
            type_name: request.ident,
            error_name: error.ident,
            output_name: output.ident,
            headers_name: headers.ident,
        });
    }
    aliases
}
