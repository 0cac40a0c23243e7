//! What can be said of types only when all of them are known.

mod aliases;
mod cycles;
mod reach;
mod refine;
mod xml;

use std::collections::HashSet;

use crate::api::{Api, TypeDef};
use crate::diagnostic::Diagnostics;

use super::context::Context;

/// Finishes the types, and hands them to the API.
pub(super) fn settle(context: Context<'_>, api: &mut Api) -> Diagnostics {
    let Context { root, types, nullable, components, mut diagnostics, .. } = context;
    let mut types: Vec<TypeDef> = types.into_iter().flatten().collect();
    let mut flags = vec![false; types.len()];
    for (id, nullable) in nullable {
        if let Some(flag) = flags.get_mut(id.0) {
            *flag = nullable;
        }
    }
    aliases::see_through(api, &mut types, &flags, root, &mut diagnostics);
    refine::refine(api, &mut types);
    cycles::break_up(&mut types);
    api.types = types;
    prune(api, components.len());
    xml::check(api, &mut diagnostics);

    // What several operations share is lowered once for each, and said once.
    let mut said = HashSet::new();
    diagnostics.list.retain(|diagnostic| said.insert((diagnostic.pointer.clone(), diagnostic.problem.clone())));
    diagnostics
}

/// Says of each type whether it is sent and received, and drops those that are not, unless they are among the
/// first, which are named in the description.
pub(super) fn prune(api: &mut Api, named: usize) {
    reach::mark(api);
    reach::drop_unreached(api, named);
}
