//! The names of operations, which are taken before those of the types in them.

use crate::api::Name;
use crate::names::{Reserved, Scope, escape, module_ident, type_ident};

use super::context::Context;
use super::document::name_override;
use super::operations::Found;
use super::tags::Tags;

/// What an operation is called.
pub(super) struct Named {
    pub index: usize,
    pub tag: usize,
    pub name: Name,
    pub type_name: String,
    pub error_name: String,
    pub output_name: String,
    pub headers_name: String,
}

/// Claims the names of all operations in the namespaces of their tags.
pub(super) fn claim(context: &mut Context<'_>, found: &[Found<'_>], tags: &Tags) -> Vec<Named> {
    let mut methods = vec![Scope::new(Reserved::Methods); tags.list.len()];
    let mut named = Vec::with_capacity(found.len());
    for (index, (found, &tag)) in found.iter().zip(&tags.of).enumerate() {
        let given = name_override(|key| found.operation.extensions.get(key)).unwrap_or(&found.id);
        let (wanted, wanted_type) = (module_ident(given), type_ident(given));
        let mut ident = wanted.clone();
        if let Some(methods) = methods.get_mut(tag) {
            let claim = methods.claim(&wanted, &[]);
            if claim.collided {
                let problem = format!("another operation is called `{wanted}`; this one becomes `{}`", claim.ident);
                context.note(&found.pointer, problem);
            }
            ident = claim.ident;
        }
        let mut claim_type = |wanted: &str, other: &str| match context.tags.get_mut(tag) {
            Some(scope) => scope.claim(wanted, &[other]).ident,
            None => wanted.to_owned(),
        };
        let type_name = claim_type(&wanted_type, &format!("{wanted_type}Operation"));
        let wanted = format!("{type_name}Error");
        let error_name = claim_type(&wanted, &wanted);
        let wanted = format!("{type_name}Output");
        let output_name = claim_type(&wanted, &wanted);
        let wanted = format!("{type_name}Headers");
        let headers_name = claim_type(&wanted, &wanted);
        let name = Name { wire: found.id.clone(), ident: escape(&ident) };
        named.push(Named { index, tag, name, type_name, error_name, output_name, headers_name });
    }
    named
}
