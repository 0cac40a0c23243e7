//! Objects to structs and maps.

use serde_json::Value;

use crate::api::{Additional, Doc, Field, FieldXml, Name, Struct, Type, TypeKind};
use crate::lower::context::Context;
use crate::lower::document::name_override;
use crate::names::{Reserved, Scope, snake_ident};

use super::flatten::{Flat, Rest, flatten};
use super::xml::{adopt_names, field_xml};
use super::{Lowered, Node, Site, close, lower as lower_schema, merge, open, target};

/// The type of a schema that describes an object.
pub(super) fn lower<'a>(context: &mut Context<'a>, node: &Node<'a>) -> Type {
    let flat = flatten(context, node);
    from_flat(context, node, flat)
}

/// A struct, or a map where no field is known by name.
pub(super) fn from_flat<'a>(context: &mut Context<'a>, node: &Node<'a>, flat: Flat<'a>) -> Type {
    if flat.properties.is_empty() {
        match &flat.additional {
            Rest::Typed(rest) => return Type::Map(Box::new(lower_schema(context, rest).into_type())),
            Rest::Unsaid | Rest::Any => return Type::Map(Box::new(Type::Json)),
            Rest::Closed => {}
        }
    }
    let id = open(context, node);
    let mut scope = Scope::new(Reserved::Fields);
    let mut setters = Scope::new(Reserved::Setters);
    let mut fields = Vec::with_capacity(flat.properties.len());
    let mut xml_names = Vec::with_capacity(flat.properties.len());
    for (wire, nodes) in &flat.properties {
        let property = property(context, &node.site, wire, nodes);
        let claim = scope.claim(&property.wanted, &[]);
        if claim.collided {
            let problem = format!("another field is called `{}`; this one becomes `{}`", property.wanted, claim.ident);
            context.note(&property.pointer, problem);
        }
        xml_names.push(property.xml_name);
        let setter = setters.claim(claim.ident.plain(), &[]).ident;
        fields.push(Field {
            name: Name { wire: (*wire).to_owned(), ident: claim.ident },
            null_setter: setter.clone(),
            setter,
            ty: property.lowered.ty,
            required: flat.requires(wire),
            nullable: property.lowered.nullable,
            boxed: false,
            identity: false,
            read_only: property.read_only,
            write_only: property.write_only,
            default: property.default,
            xml: property.xml,
            doc: property.doc,
            pointer: property.pointer,
        });
    }
    // After all others, so that a field keeps its own name.
    for field in &mut fields {
        let wanted = format!("{}_null", field.name.ident.plain());
        field.null_setter = setters.claim(&wanted, &[&format!("{wanted}_sent")]).ident;
    }
    adopt_names(&mut fields, xml_names);
    for name in &flat.required_order {
        if !flat.describes(name) {
            context.note(&node.pointer, format!("`{name}` is required, but no property has that name"));
        }
    }
    let additional = match &flat.additional {
        Rest::Unsaid | Rest::Closed => None,
        Rest::Any => Some(Type::Json),
        Rest::Typed(rest) => Some(lower_schema(context, rest).into_type()),
    };
    let additional = additional
        .map(|ty| Additional { ident: scope.claim("additional_properties", &["other_properties"]).ident, ty });
    let xml_root = xml(std::slice::from_ref(node), "name").and_then(Value::as_str).map(str::to_owned);
    close(context, id, TypeKind::Struct(Struct { fields, additional, xml_root }))
}

/// A property, before it becomes a field or a parameter.
pub(in crate::lower) struct Property {
    /// The identifier that it wants.
    pub wanted: String,
    pub lowered: Lowered,
    pub read_only: bool,
    pub write_only: bool,
    pub default: Option<Value>,
    pub xml: FieldXml,
    /// The name in XML of what it refers to.
    pub xml_name: Option<String>,
    pub doc: Doc,
    pub pointer: String,
}

/// Lowers one property, for which several members of an `allOf` may have a schema.
pub(in crate::lower) fn property<'a>(
    context: &mut Context<'a>,
    owner: &Site,
    wire: &str,
    nodes: &[Node<'a>],
) -> Property {
    let lowered = match nodes {
        [node] => lower_schema(context, node),
        nodes => merge::several(context, nodes, owner.child(wire)),
    };
    let facet = |key: &str| nodes.iter().rev().find_map(|node| facet(node, key));
    let flag = |key: &str| facet(key).and_then(Value::as_bool).unwrap_or(false);
    let words = |key: &str| facet(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let (xml, xml_name) = field_xml(context, wire, nodes);
    let given = name_override(|key| nodes.iter().rev().find_map(|node| node.get(key)));
    Property {
        wanted: snake_ident(given.unwrap_or(wire)),
        lowered,
        read_only: flag("readOnly"),
        write_only: flag("writeOnly"),
        default: facet("default").or_else(|| behind(context, nodes, "default")).cloned(),
        xml,
        xml_name,
        doc: Doc {
            summary: None,
            description: words("description").or(words("title")).map(str::to_owned),
            link: facet("externalDocs").and_then(|docs| docs.get("url")?.as_str()).map(str::to_owned),
            deprecated: flag("deprecated"),
        },
        pointer: nodes.last().map(|node| node.pointer.clone()).unwrap_or_default(),
    }
}

/// What the XML objects of schemas say.
fn xml<'a>(nodes: &[Node<'a>], key: &str) -> Option<&'a Value> {
    nodes.iter().rev().find_map(|node| node.get("x-xml").or_else(|| node.get("xml"))?.get(key))
}

/// What a schema says, or the members of its `allOf` that are no references.
fn facet<'a>(node: &Node<'a>, key: &str) -> Option<&'a Value> {
    node.get(key).or_else(|| node.list("allOf").iter().rev().find_map(|member| member.get(key)))
}

/// What the schema that is referred to says.
fn behind<'a>(context: &Context<'a>, nodes: &[Node<'a>], key: &str) -> Option<&'a Value> {
    nodes.iter().rev().find_map(|node| target(context, node).get(key))
}
