//! Several schemas that hold at once.

use crate::api::Type;
use crate::lower::context::Context;

use super::flatten::{Flat, Rest, flatten, flatten_onto};
use super::{Lowered, Node, Site, enums, lower, lower_kind, object, once, target, union};

/// How many sets of schemas may be merged: those of what is merged already can be as many as there are subsets.
const MERGES: usize = 2_000;

/// The type of a schema with `allOf`.
pub(super) fn all_of<'a>(context: &mut Context<'a>, node: &Node<'a>) -> Lowered {
    let members: Vec<Node<'a>> =
        node.list("allOf").iter().enumerate().map(|(index, value)| node.inside(value, &[&"allOf", &index])).collect();
    let nullable = members.iter().any(|member| member.nullable() && !member.is_substantial());
    let mut substantial: Vec<&Node<'a>> = members.iter().filter(|member| member.is_substantial()).collect();
    if substantial.len() > 1 {
        substantial.retain(|member| !is_bare_object(member));
    }
    let mut lowered = match substantial.as_slice() {
        [] if !adds(node) => lower_kind(context, node),
        // The name of the whole goes to the one that is left; documentation stays with whoever holds the value.
        [only] if !adds(node) => lower(context, only),
        _ => {
            let flat = flatten(context, node);
            settle(context, node, flat)
        }
    };
    lowered.nullable |= nullable;
    lowered
}

/// The type of a property that several members of an `allOf` describe.
pub(super) fn several<'a>(context: &mut Context<'a>, nodes: &[Node<'a>], site: Site) -> Lowered {
    let substantial: Vec<&Node<'a>> = nodes.iter().filter(|node| node.is_substantial()).collect();
    let Some(last) = substantial.last() else { return Lowered { ty: Type::Json, nullable: false } };
    let nullable = substantial.iter().all(|node| node.nullable());
    if substantial.iter().all(|node| same(node, last)) {
        return lower(context, last);
    }
    let key = substantial.iter().map(|node| node.pointer.as_str()).collect::<Vec<_>>().join("\n");
    once(context, last, &key, nullable, |context| {
        context.merges += 1;
        if context.merges == MERGES {
            context.error(&last.pointer, format!("more than {MERGES} combinations of schemas hold at once by `allOf`"));
        }
        if context.merges >= MERGES {
            return Lowered::new(Type::Json);
        }
        let whole = Node { value: last.value, pointer: last.pointer.clone(), site };
        let flat = substantial.iter().fold(Flat::default(), |flat, node| flatten_onto(context, flat, node));
        let mut lowered = settle(context, &whole, flat);
        lowered.nullable |= nullable;
        lowered
    })
}

/// Puts the parts of a schema together again.
pub(super) fn settle<'a>(context: &mut Context<'a>, node: &Node<'a>, mut flat: Flat<'a>) -> Lowered {
    let others = std::mem::take(&mut flat.others);
    if flat.properties.is_empty() && !matches!(flat.additional, Rest::Typed(_)) {
        return match others.as_slice() {
            [] if flat.is_object => Lowered::new(object::from_flat(context, node, flat)),
            [] => Lowered::new(Type::Json),
            [only] => aspect(context, node, only),
            several => narrowest(context, node, several),
        };
    }
    match others.as_slice() {
        [] => Lowered::new(object::from_flat(context, node, flat)),
        [only] if is_union(&target(context, only)) && !context.in_union => {
            let union = if only.reference().is_some() { target(context, only) } else { only.clone() };
            // Unions in members of unions multiply, and unions that contain themselves never end.
            context.in_union = true;
            let lowered = union::lower_onto(context, node, &union, &flat);
            context.in_union = false;
            lowered
        }
        _ => {
            context.note(&node.pointer, "`allOf` of an object and something else; what is no object is left out");
            if matches!(flat.additional, Rest::Unsaid) {
                flat.additional = Rest::Any;
            }
            Lowered::new(object::from_flat(context, node, flat))
        }
    }
}

/// The part of a schema that is no object, with the name of the whole.
fn aspect<'a>(context: &mut Context<'a>, node: &Node<'a>, other: &Node<'a>) -> Lowered {
    if other.reference().is_some() {
        return lower(context, other);
    }
    let other = Node { value: other.value, pointer: other.pointer.clone(), site: node.site.clone() };
    let mut lowered = if is_union(&other) {
        union::plain(context, &other)
    } else if other.has("enum") {
        Lowered::new(enums::lower(context, &other))
    } else {
        lower_kind(context, &other)
    };
    lowered.nullable |= other.nullable();
    lowered
}

/// The one of several scalars, enums or arrays that says most.
fn narrowest<'a>(context: &mut Context<'a>, node: &Node<'a>, others: &[Node<'a>]) -> Lowered {
    let mut best: Option<&Node<'a>> = None;
    let mut like = None;
    let mut differ = false;
    for other in others {
        let Some(current) = best else {
            best = Some(other);
            continue;
        };
        let (old, new) = (target(context, current), target(context, other));
        if same(&old, &new) {
            continue;
        }
        if kind(&old) == kind(&new) && old.has("enum") && new.has("enum") && one_is_named(current, other) {
            let (named, own) = if current.reference().is_some() { (current, other) } else { (other, current) };
            if own.list("enum").len() == 1 {
                // A constant is sent without being asked for; the one with a name would have to be.
                (best, like) = (Some(own), Some(target(context, named)));
            } else {
                // Enums are open: the one with a name holds the other's values as well.
                best = Some(named);
            }
            continue;
        }
        let kinds = (kind(&old), kind(&new));
        differ |= !only_limits_differ(&old, &new);
        best = match kinds {
            _ if is_union(&old) || is_union(&new) => Some(if is_union(&old) { other } else { current }),
            (None, _) => Some(other),
            (_, None) => Some(current),
            (Some("integer"), Some("number")) => Some(current),
            (Some("number"), Some("integer")) => Some(other),
            (Some(a), Some(b)) if a == b => {
                let keep = old.has("enum") && !new.has("enum");
                Some(if keep || (old.has("format") && !new.has("format") && !new.has("enum")) {
                    current
                } else {
                    other
                })
            }
            (Some(old), Some(new)) => {
                let problem = format!("`allOf` wants {} and {} at once; any JSON is accepted", a(old), a(new));
                context.note(&node.pointer, problem);
                return Lowered::new(Type::Json);
            }
        };
    }
    let Some(best) = best else { return Lowered::new(Type::Json) };
    if differ {
        context.note(&node.pointer, "several schemas hold at once; the narrowest decides the type");
    }
    match like.filter(|_| best.list("enum").len() == 1) {
        Some(like) => {
            let constant = Node { value: best.value, pointer: best.pointer.clone(), site: node.site.clone() };
            Lowered { ty: enums::lower_like(context, &constant, Some(&like)), nullable: constant.nullable() }
        }
        None => aspect(context, node, best),
    }
}

/// Whether two scalars become the same type, whatever else they ask of the value.
fn only_limits_differ(left: &Node<'_>, right: &Node<'_>) -> bool {
    let alike = |key: &str| left.get(key) == right.get(key);
    matches!(kind(left), Some("string" | "integer" | "number" | "boolean"))
        && alike("type")
        && alike("format")
        && alike("enum")
        && !is_union(left)
        && !is_union(right)
}

fn one_is_named(left: &Node<'_>, right: &Node<'_>) -> bool {
    left.reference().is_some() != right.reference().is_some()
}

fn a(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {kind}")
}

fn kind<'a>(node: &Node<'a>) -> Option<&'a str> {
    node.kind().or_else(|| match node.list("enum").first() {
        Some(serde_json::Value::String(_)) => Some("string"),
        Some(serde_json::Value::Number(_)) => Some("integer"),
        _ => node.has("items").then_some("array"),
    })
}

fn is_union(node: &Node<'_>) -> bool {
    node.has("oneOf") || node.has("anyOf")
}

fn is_bare_object(node: &Node<'_>) -> bool {
    let object = node.object();
    node.text("type") == Some("object")
        && object
            .is_some_and(|object| object.keys().all(|key| matches!(key.as_str(), "type" | "description" | "title")))
}

/// Whether a schema says something itself beside its `allOf`.
fn adds(node: &Node<'_>) -> bool {
    let says = |key: &str| node.has(key);
    node.properties().is_some_and(|properties| !properties.is_empty())
        || !node.list("required").is_empty()
        || node.get("additionalProperties").is_some_and(serde_json::Value::is_object)
        || says("enum")
        || says("items")
        || is_union(node)
}

/// Whether two schemas say the same, words aside.
fn same(left: &Node<'_>, right: &Node<'_>) -> bool {
    const WORDS: &[&str] = &["description", "title", "example", "examples", "default", "deprecated", "readOnly"];
    let (Some(one), Some(other)) = (left.object(), right.object()) else { return left.value == right.value };
    let rest = |key: &str| !WORDS.contains(&key) && !key.starts_with("x-");
    one.iter().filter(|(key, _)| rest(key)).all(|(key, value)| other.get(key) == Some(value))
        && other.keys().filter(|key| rest(key)).all(|key| one.contains_key(key))
}
