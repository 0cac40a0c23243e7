//! Unions of scalars, which one type holds: enums are open, so that one of them and any other text is the enum.

use std::collections::HashSet;

use serde_json::Value;

use crate::api::{FloatWidth, IntWidth, Type, TypeKind, Variant};
use crate::lower::context::Context;
use crate::lower::document::text;
use crate::names::{Reserved, Scope};

use super::union::Member;
use super::{Lowered, Node, define, enums, lower as lower_schema};

/// Longest title that names a value, in words.
const WORDS: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scalar {
    StringEnum,
    String,
    IntegerEnum,
    Integer,
    Number,
}

/// A single type that holds what all members hold, if they are alike.
pub(super) fn lower<'a>(context: &mut Context<'a>, node: &Node<'a>, members: &[Member<'a>]) -> Option<Lowered> {
    let kinds: Vec<Scalar> = members.iter().map(|member| kind(&member.target, node.kind())).collect::<Option<_>>()?;
    let (mut strings, mut integers, mut numbers) = (0, 0, 0);
    for kind in &kinds {
        match kind {
            Scalar::StringEnum | Scalar::String => strings += 1,
            Scalar::IntegerEnum | Scalar::Integer => integers += 1,
            Scalar::Number => numbers += 1,
        }
    }
    let listed = |wanted: Scalar| -> Vec<&Member<'a>> {
        members.iter().zip(&kinds).filter(|(_, kind)| **kind == wanted).map(|(member, _)| member).collect()
    };
    match (strings, integers, numbers) {
        (0, _, 1..) => Some(Lowered::new(Type::Float(FloatWidth::F64))),
        (_, 0, 0) => match listed(Scalar::StringEnum).as_slice() {
            [] => Some(alike(context, members, Type::String)),
            [only] => Some(lower_schema(context, &only.node)),
            several => {
                let variants = merged(context, several, |node| enums::strings(node.list("enum")));
                let default = enums::default(&variants, node.text("default").map(str::to_owned));
                Some(Lowered::new(define(context, node, TypeKind::StringEnum(variants, default))))
            }
        },
        (0, _, 0) => match listed(Scalar::IntegerEnum).as_slice() {
            [] => Some(alike(context, members, Type::Int(IntWidth::I64))),
            [only] => Some(lower_schema(context, &only.node)),
            several => {
                let variants = merged(context, several, |node| enums::integers(node.list("enum")).unwrap_or_default());
                if is_flag(&variants) {
                    return Some(Lowered::new(Type::BoolInt));
                }
                let default = enums::default(&variants, node.get("default").and_then(Value::as_i64));
                Some(Lowered::new(define(context, node, TypeKind::IntEnum(variants, default))))
            }
        },
        _ => None,
    }
}

/// The type of members without values of their own: theirs if they say the same, else a general one.
fn alike<'a>(context: &mut Context<'a>, members: &[Member<'a>], general: Type) -> Lowered {
    let format = |member: &Member<'a>| member.target.text("format");
    match members {
        [first, rest @ ..] if rest.iter().all(|member| format(member) == format(first)) => {
            lower_schema(context, &first.node)
        }
        _ => Lowered::new(general),
    }
}

/// What a member is, where the union itself may say the type for all.
fn kind(node: &Node<'_>, outer: Option<&str>) -> Option<Scalar> {
    if ["allOf", "oneOf", "anyOf"].into_iter().any(|key| node.has(key)) {
        return None;
    }
    let values = node.list("enum");
    let all = |admitted: fn(&Value) -> bool| {
        values.iter().any(|value| !value.is_null()) && values.iter().all(|value| value.is_null() || admitted(value))
    };
    match node.kind().or(outer) {
        Some("string") | None if all(Value::is_string) => Some(Scalar::StringEnum),
        Some("integer" | "number") | None if all(|value| value.is_i64()) => Some(Scalar::IntegerEnum),
        Some("string") => Some(Scalar::String),
        Some("integer") => Some(Scalar::Integer),
        Some("number") => Some(Scalar::Number),
        _ => None,
    }
}

/// The values of several enums, each once. Members with one value each are often there to give it a title and words
/// of its own.
fn merged<'a, T: Clone + PartialEq + Eq + std::hash::Hash + ToString>(
    context: &mut Context<'a>,
    members: &[&Member<'a>],
    values: impl Fn(&Node<'a>) -> Vec<(usize, T)>,
) -> Vec<Variant<T>> {
    let titles: HashSet<&str> = members.iter().filter_map(|member| title(&member.target)).collect();
    let titled = titles.len() == members.len();
    let mut seen = HashSet::new();
    let mut scope = Scope::new(Reserved::Variants);
    let mut variants: Vec<Variant<T>> = Vec::new();
    for member in members {
        let mut listed = values(&member.target);
        let single = listed.len() == 1;
        listed.retain(|(_, value)| seen.insert(value.clone()));
        let called = title(&member.target).filter(|_| single && titled);
        let mut new = enums::variants(context, &member.target, None, listed, &mut scope, called);
        if let (true, [variant]) = (single, new.as_mut_slice())
            && variant.doc.description.is_none()
        {
            variant.doc.description = text(member.target.text("description"));
        }
        variants.append(&mut new);
    }
    variants
}

/// A title that reads like a name.
fn title<'a>(node: &Node<'a>) -> Option<&'a str> {
    let title = node.text("title")?;
    let plain = title.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' '));
    (plain && title.starts_with(|c: char| c.is_ascii_alphabetic()) && title.split(' ').count() <= WORDS)
        .then_some(title)
}

/// `0` and `1` that are called false and true.
fn is_flag(variants: &[Variant<i64>]) -> bool {
    let called = |value: i64, name: &str| variants.iter().any(|it| it.value == value && it.ident == *name);
    variants.len() == 2 && called(0, "False") && called(1, "True")
}
