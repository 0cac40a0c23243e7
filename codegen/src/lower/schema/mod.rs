//! Schemas to types.

mod discriminator;
mod enums;
mod flatten;
mod merge;
mod node;
mod object;
mod primitive;
mod scalars;
mod union;
mod xml;

use crate::api::{Home, Ident, Name, Type, TypeDef, TypeId, TypeKind};
use crate::document::pointer::{self, step};
use crate::document::reference;
use crate::names::type_ident;

use super::context::{Context, Lowering};
use super::document::name_override;

pub(super) use flatten::flatten;
pub(super) use node::{Node, Site, Space};
pub(super) use object::property;
pub(super) use xml::{ROOT as XML_ROOT, is_document, part_xml, root_xml};

/// Schemas inside of schemas, beyond which nobody reads a description any more.
const DEPTH: usize = 64;

/// What a schema comes to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lowered {
    pub ty: Type,
    pub nullable: bool,
}

impl Lowered {
    fn new(ty: Type) -> Self {
        Self { ty, nullable: false }
    }

    /// For places that cannot say `nullable` beside the type.
    pub fn into_type(self) -> Type {
        match (self.nullable, self.ty) {
            (false, ty) | (true, ty @ (Type::Json | Type::Nullable(_))) => ty,
            (true, ty) => Type::Nullable(Box::new(ty)),
        }
    }
}

/// Lowers every named schema. Their names are taken before any other, whatever they refer to.
pub(super) fn lower_components(context: &mut Context<'_>) {
    let Some(schemas) = context.at("/components/schemas").and_then(|schemas| schemas.as_object()) else { return };
    let mut sites = Vec::with_capacity(schemas.len());
    for (name, value) in schemas {
        let wanted = name_override(|key| value.get(key)).unwrap_or(name);
        sites.push((name, value, type_ident(wanted), TypeId(sites.len())));
    }
    // Who is spelled as Rust spells types has the first right to the name.
    let (exact, others): (Vec<_>, Vec<_>) = sites.iter().partition(|(name, _, ident, _)| *name == ident);
    let mut idents = vec![None; sites.len()];
    for (name, _, wanted, id) in exact.into_iter().chain(others) {
        let claim = context.models.claim(wanted, &[]);
        if claim.collided {
            let problem = format!("another schema is called `{wanted}`; this one becomes `{}`", claim.ident);
            context.note(&step("/components/schemas", name), problem);
        }
        if let Some(ident) = idents.get_mut(id.0) {
            *ident = Some(claim.ident);
        }
    }
    let idents: Vec<Ident> = idents.into_iter().flatten().collect();
    for ((name, _, _, id), ident) in sites.iter().zip(&idents) {
        context.components.insert(name, *id);
        context.types.push(None);
        context.model_home(ident);
    }
    context.component_idents.clone_from(&idents);
    for ((name, value, _, id), ident) in sites.into_iter().zip(idents) {
        let site = Site { slot: Some(id), ..Site::new(Space::Models, ident.as_str()) };
        let node = Node::new(value, step("/components/schemas", name), site);
        let lowered = lower(context, &node);
        context.nullable.insert(id, lowered.nullable || node.nullable());
        if context.types.get(id.0).is_some_and(Option::is_none) {
            define(context, &node, TypeKind::Alias(lowered.ty));
        }
    }
}

/// The type of a schema. Anonymous objects, enums and unions in it become definitions.
pub(super) fn lower<'a>(context: &mut Context<'a>, node: &Node<'a>) -> Lowered {
    let in_union = std::mem::replace(&mut context.in_union, false);
    let lowered = once(context, node, &node.pointer, node.nullable(), |context| lower_new(context, node));
    context.in_union = in_union;
    lowered
}

/// Lowers what a key stands for, unless that was done before. Inside of itself it is the type that it will come to.
fn once<'a>(
    context: &mut Context<'a>,
    node: &Node<'a>,
    key: &str,
    nullable: bool,
    lower: impl FnOnce(&mut Context<'a>) -> Lowered,
) -> Lowered {
    if let Some(lowered) = context.seen.get(key) {
        return lowered.clone();
    }
    let begun = context.lowering.iter().find(|begun| begun.key == key).and_then(|begun| begun.id);
    if let Some(id) = begun {
        return Lowered { ty: Type::Named(id), nullable };
    }
    if context.lowering.len() > DEPTH {
        context.error(&node.pointer, format!("more than {DEPTH} schemas are nested in each other here"));
        return Lowered::new(Type::Json);
    }
    context.lowering.push(Lowering { key: key.to_owned(), id: None });
    let lowered = lower(context);
    context.lowering.pop();
    context.seen.insert(key.to_owned(), lowered.clone());
    lowered
}

fn lower_new<'a>(context: &mut Context<'a>, node: &Node<'a>) -> Lowered {
    if let Some(admits) = node.value.as_bool() {
        if !admits {
            context.note(&node.pointer, "a schema that admits nothing; any JSON is accepted");
        }
        return Lowered::new(Type::Json);
    }
    if node.object().is_none() {
        context.error(&node.pointer, "a schema must be an object");
        return Lowered::new(Type::Json);
    }
    if let Some(reference) = node.reference() {
        return match component(context, reference, &node.pointer) {
            Some(id) => Lowered { ty: Type::Named(id), nullable: node.flag("nullable") },
            None => Lowered::new(Type::Json),
        };
    }
    let nullable = node.nullable();
    let mut lowered = if node.only_null() {
        Lowered::new(Type::Json)
    } else if node.has("allOf") {
        merge::all_of(context, node)
    } else if (node.has("oneOf") || node.has("anyOf")) && !union::only_requires(node) {
        union::lower(context, node)
    } else if node.has("enum") {
        Lowered::new(enums::lower(context, node))
    } else {
        lower_kind(context, node)
    };
    lowered.nullable |= nullable;
    lowered
}

fn lower_kind<'a>(context: &mut Context<'a>, node: &Node<'a>) -> Lowered {
    let kind = node.kind().or_else(|| {
        if node.has("properties") || node.has("additionalProperties") {
            Some("object")
        } else if node.has("items") {
            Some("array")
        } else {
            None
        }
    });
    Lowered::new(match kind {
        Some("object") => object::lower(context, node),
        Some("array") => array(context, node),
        Some(kind) => primitive::lower(context, node, kind),
        None => {
            if node.has("not") {
                context.note(&node.pointer, "`not` has no counterpart in Rust; any JSON is accepted");
            }
            Type::Json
        }
    })
}

fn array<'a>(context: &mut Context<'a>, node: &Node<'a>) -> Type {
    let Some(items) = node.get("items") else { return Type::List(Box::new(Type::Json)) };
    let item = lower(context, &node.child(items, &[&"items"], "Item"));
    Type::List(Box::new(item.into_type()))
}

/// The named schema behind a `$ref`.
pub(super) fn component(context: &mut Context<'_>, reference: &str, pointer: &str) -> Option<TypeId> {
    let name = reference::component(reference, "schemas");
    let id = name.and_then(|name| context.components.get(name.as_str()).copied());
    if id.is_none() {
        context.error(pointer, format!("there is no schema `{reference}`"));
    }
    id
}

/// The node a chain of references ends at. It keeps the site of the named schema.
pub(super) fn target<'a>(context: &Context<'a>, node: &Node<'a>) -> Node<'a> {
    let mut node = node.clone();
    for _ in 0..DEPTH {
        let Some(reference) = node.reference() else { break };
        let Some(next) = component_node(context, reference) else { break };
        node = next;
    }
    node
}

/// The named schema behind a `$ref`, as if it were being lowered.
fn component_node<'a>(context: &Context<'a>, reference: &str) -> Option<Node<'a>> {
    let name = reference::component(reference, "schemas")?;
    let id = *context.components.get(name.as_str())?;
    let pointer = step("/components/schemas", &name);
    let site = Site { slot: Some(id), ..Site::new(Space::Models, context.component_idents.get(id.0)?.as_str()) };
    Some(Node::new(context.at(&pointer)?, pointer, site))
}

/// Makes a definition of a schema.
fn define(context: &mut Context<'_>, node: &Node<'_>, kind: TypeKind) -> Type {
    let id = open(context, node);
    close(context, id, kind)
}

/// Begins a definition, in the slot of its site or under a name claimed for it: before what is inside of it.
fn open(context: &mut Context<'_>, node: &Node<'_>) -> TypeId {
    let site = &node.site;
    let home = match site.space {
        Space::Models => context.model_home(&site.root),
        Space::Operation { operation, .. } => Home::Operation { operation },
    };
    let slot = site.slot.filter(|id| context.types.get(id.0).is_some_and(Option::is_none));
    let (id, name) = match slot.and_then(|id| Some((id, context.component_idents.get(id.0)?.clone()))) {
        Some((id, ident)) => {
            let path = node.pointer.strip_prefix("/components/schemas/").unwrap_or(&site.name);
            (id, Name { wire: pointer::unescape(path.split('/').next().unwrap_or(path)), ident })
        }
        None => {
            let ident = claim(context, node);
            context.types.push(None);
            (TypeId(context.types.len() - 1), Name { wire: site.name.clone(), ident })
        }
    };
    let kind = TypeKind::Alias(Type::Json);
    let definition = TypeDef {
        name,
        home,
        kind,
        sent: false,
        received: false,
        sent_as_xml: false,
        doc: node.doc(),
        pointer: node.pointer.clone(),
    };
    if let Some(place) = context.types.get_mut(id.0) {
        *place = Some(definition);
    }
    // What is opened first is what the innermost schema comes to; members of a union follow after it.
    if let Some(begun) = context.lowering.last_mut() {
        begun.id.get_or_insert(id);
    }
    id
}

/// Ends a definition.
fn close(context: &mut Context<'_>, id: TypeId, kind: TypeKind) -> Type {
    if let Some(Some(definition)) = context.types.get_mut(id.0) {
        definition.kind = kind;
    }
    Type::Named(id)
}

fn claim(context: &mut Context<'_>, node: &Node<'_>) -> Ident {
    let site = &node.site;
    let wanted = site.preferred.as_ref().unwrap_or(&site.name);
    let scope = match site.space {
        Space::Models => None,
        Space::Operation { tag, .. } => context.tags.get_mut(tag),
    };
    let claim = scope.unwrap_or(&mut context.models).claim(wanted, &[&site.name]);
    if claim.collided && claim.ident != *site.name {
        let problem = format!("another type is called `{wanted}`; this one becomes `{}`", claim.ident);
        context.note(&node.pointer, problem);
    }
    claim.ident
}
