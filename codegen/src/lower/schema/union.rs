//! `oneOf` and `anyOf`.

use std::collections::HashSet;

use crate::api::{OneOf, OneOfVariant, Type, TypeKind};
use crate::lower::context::Context;
use crate::names::{Reserved, Scope, type_ident};

use super::discriminator::{self, Discriminator};
use super::flatten::{Flat, flatten, flatten_onto};
use super::{Lowered, Node, close, component, component_node, lower as lower_schema, lower_kind, merge, open};
use super::{scalars, target};

/// One of the schemas in a union.
pub(super) struct Member<'a> {
    pub node: Node<'a>,
    /// What a reference leads to, or the node itself.
    pub target: Node<'a>,
}

/// The type of a schema with `oneOf` or `anyOf`.
pub(super) fn lower<'a>(context: &mut Context<'a>, node: &Node<'a>) -> Lowered {
    if node.properties().is_some_and(|properties| !properties.is_empty()) {
        let flat = flatten(context, node);
        return merge::settle(context, node, flat);
    }
    plain(context, node)
}

/// Whether the members of the union say no more than which properties go together.
pub(super) fn only_requires(node: &Node<'_>) -> bool {
    const WORDS: &[&str] = &["required", "title", "description", "not"];
    let mut members = node.list("oneOf").iter().chain(node.list("anyOf")).peekable();
    members.peek().is_some()
        && members.all(|member| {
            member.as_object().is_some_and(|member| {
                (member.contains_key("required") || member.contains_key("not"))
                    && member.keys().all(|key| WORDS.contains(&key.as_str()))
            })
        })
}

/// The type of a union without properties beside it.
pub(super) fn plain<'a>(context: &mut Context<'a>, node: &Node<'a>) -> Lowered {
    let (members, nullable) = members(context, node);
    if node.kind().is_some() && members.iter().all(|member| !member.node.is_substantial()) {
        return lower_kind(context, node);
    }
    let mut lowered = match members.as_slice() {
        [] => Lowered::new(Type::Json),
        [only] => lower_schema(context, &only.node),
        several => match scalars::lower(context, node, several) {
            Some(lowered) => lowered,
            None => one_of(context, node, node, several, None),
        },
    };
    lowered.nullable |= nullable;
    lowered
}

/// The type of a union whose members all share the properties that stand beside it.
pub(super) fn lower_onto<'a>(context: &mut Context<'a>, node: &Node<'a>, union: &Node<'a>, base: &Flat<'a>) -> Lowered {
    let (members, nullable) = members(context, union);
    let mut lowered = one_of(context, node, union, &members, Some(base));
    lowered.nullable |= nullable;
    lowered
}

/// The members that are not `null`, each once, and whether there was a `null` among them.
fn members<'a>(context: &Context<'a>, node: &Node<'a>) -> (Vec<Member<'a>>, bool) {
    let mut nullable = false;
    let mut references = HashSet::new();
    let mut members = Vec::new();
    for key in ["oneOf", "anyOf"] {
        for (index, value) in node.list(key).iter().enumerate() {
            let member = node.inside(value, &[&key, &index]);
            let target = target(context, &member);
            if target.only_null() {
                nullable = true;
            } else if member.reference().is_none_or(|reference| references.insert(reference)) {
                members.push(Member { node: member, target });
            }
        }
    }
    (members, nullable)
}

fn one_of<'a>(
    context: &mut Context<'a>,
    node: &Node<'a>,
    union: &Node<'a>,
    members: &[Member<'a>],
    base: Option<&Flat<'a>>,
) -> Lowered {
    let id = open(context, node);
    let mut scope = Scope::new(Reserved::Variants);
    let mut nullable = false;
    let mut variants = Vec::with_capacity(members.len());
    let mut discriminator = Discriminator::of(context, union);
    let targets: Vec<&Node<'a>> = members.iter().map(|member| &member.target).collect();
    let implied = discriminator::implied(context, &targets);
    for (index, member) in members.iter().enumerate() {
        let tags = implied.as_ref().and_then(|(_, tags)| tags.get(index)).map_or(&[][..], Vec::as_slice);
        let tag = if let [constant] = tags { Some(constant) } else { None };
        let wanted = variant_name(context, member, tag);
        let ident = scope.claim(&wanted, &[]).ident;
        let site = node.site.child(&ident);
        let lowered = match base {
            // A child that extends the parent that lists it has all of the base already.
            Some(base) if holds(context, &member.node, base) => lower_schema(context, &member.node),
            Some(base) => {
                let flat = flatten_onto(context, base.clone(), &member.node);
                let whole = Node { value: member.node.value, pointer: member.node.pointer.clone(), site };
                merge::settle(context, &whole, flat)
            }
            None => {
                let member = Node::new(member.node.value, member.node.pointer.clone(), site);
                lower_schema(context, &member)
            }
        };
        nullable |= lowered.nullable;
        let tags = match &mut discriminator {
            Some(discriminator) => discriminator.tags(context, &member.node, &member.target),
            None => Vec::new(),
        };
        let doc = if member.node.reference().is_some() { crate::api::Doc::default() } else { member.node.doc() };
        variants.push(OneOfVariant { ident, ty: lowered.ty, boxed: false, tags, doc });
    }
    let mut discriminator = discriminator.and_then(|discriminator| discriminator.finish(context, union));
    if discriminator.is_none() {
        variants.iter_mut().for_each(|variant| variant.tags.clear());
        if let Some((property, tags)) = implied {
            variants.iter_mut().zip(tags).for_each(|(variant, tags)| variant.tags = tags);
            discriminator = Some(property);
        }
    }
    let ty = close(context, id, TypeKind::OneOf(OneOf { variants, discriminator }));
    Lowered { ty, nullable }
}

/// Whether a named schema has everything that stands beside the union.
fn holds<'a>(context: &mut Context<'a>, member: &Node<'a>, base: &Flat<'a>) -> bool {
    member.reference().is_some() && {
        let own = flatten(context, member);
        own.others.is_empty()
            && base.required_order.iter().all(|name| own.requires(name))
            && base.properties.iter().all(|(name, nodes)| nodes.iter().all(|node| own.includes(name, node)))
    }
}

/// What a variant is called: after the schema it refers to, its title, the constant that tells it from the others, or
/// the kind of its values.
fn variant_name<'a>(context: &mut Context<'a>, member: &Member<'a>, tag: Option<&String>) -> String {
    let node = &member.node;
    if let Some(reference) = node.reference() {
        let id = component(context, reference, &node.pointer);
        return id
            .and_then(|id| context.component_idents.get(id.0))
            .map(ToString::to_string)
            .unwrap_or_else(|| "Json".to_owned());
    }
    if let Some(preferred) = &Node::new(node.value, String::new(), node.site.child("")).site.preferred {
        let own = preferred.strip_prefix(&node.site.root).filter(|rest| !rest.is_empty()).unwrap_or(preferred);
        return type_ident(own);
    }
    if let Some(tag) = tag.filter(|tag| tag.starts_with(|first: char| first.is_ascii_alphabetic())) {
        return type_ident(tag);
    }
    let items = || component_node(context, node.get("items")?.get("$ref")?.as_str()?).map(|item| item.site.name);
    match node.kind() {
        Some("string") if node.has("enum") => "Enum".to_owned(),
        Some("string") if node.text("format") == Some("date") => "Date".to_owned(),
        Some("string") if node.text("format") == Some("date-time") => "DateTime".to_owned(),
        Some("array") => items().map_or_else(|| "List".to_owned(), |item| format!("{item}List")),
        Some(kind) => type_ident(kind),
        None if node.has("items") => "List".to_owned(),
        None if node.has("enum") => "Enum".to_owned(),
        None if node.is_substantial() => "Object".to_owned(),
        None => "Json".to_owned(),
    }
}
