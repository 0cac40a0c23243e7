//! How a type is written in XML, for those that are sent so.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::Types;
use crate::api::{FieldXml, OneOf, Struct, Type, TypeDef, TypeKind};

/// The `impl XmlModel` of an object, if it is sent in XML.
pub(super) fn of_struct(definition: &TypeDef, object: &Struct, types: &Types<'_>) -> TokenStream {
    if !definition.sent_as_xml {
        return quote!();
    }
    // What is written as it would be anyway is not worth a line.
    let fields = object.fields.iter().filter(|field| !field.read_only).filter_map(|field| {
        let wire = &field.name.wire;
        let said = modifiers(wire, &field.xml, &field.ty, types);
        (!said.is_empty()).then(|| quote!(XmlNode::new(#wire) #said))
    });
    let fields: Vec<TokenStream> = fields.collect();
    let rest = object.additional.as_ref().map(|additional| match shape(&additional.ty, types) {
        Some(shape) => quote!(.rest(#shape)),
        None => quote!(.open()),
    });
    let shape = match fields.as_slice() {
        [] => quote!(XmlShape::of(&[]) #rest),
        fields => quote! {
            const FIELDS: &[XmlNode] = &[#(#fields),*];
            XmlShape::of(FIELDS) #rest
        },
    };
    implementation(definition, shape)
}

/// The `impl XmlModel` of a union, if it is sent in XML.
pub(super) fn of_one_of(definition: &TypeDef, union: &OneOf, types: &Types<'_>) -> TokenStream {
    if !definition.sent_as_xml {
        return quote!();
    }
    let variants = union.variants.iter().filter_map(|variant| {
        let ty = in_lists(&variant.ty, types);
        if !has_shape(ty, types) {
            return None;
        }
        let name = types.render(ty);
        let variant_of = if is_struct(ty, types) { quote!(of) } else { quote!(any) };
        let tags = &variant.tags;
        let tags = (!tags.is_empty()).then(|| quote!(.tags(&[#(#tags),*])));
        Some(quote!(XmlVariant::#variant_of::<#name>() #tags))
    });
    let variants: Vec<TokenStream> = variants.collect();
    let shape = match (&union.discriminator, variants.as_slice()) {
        (_, []) => quote!(XmlShape::of(&[])),
        (Some(property), variants) => quote! {
            const VARIANTS: &[XmlVariant] = &[#(#variants),*];
            XmlShape::tagged(#property, VARIANTS)
        },
        (None, variants) => quote! {
            const VARIANTS: &[XmlVariant] = &[#(#variants),*];
            XmlShape::one_of(VARIANTS)
        },
    };
    implementation(definition, shape)
}

fn implementation(definition: &TypeDef, shape: TokenStream) -> TokenStream {
    let name = &definition.name.ident;
    quote! {
        impl XmlModel for #name {
            fn xml_shape() -> XmlShape {
                #shape
            }
        }
    }
}

/// How the root of a document is written.
pub(super) fn root(xml: &FieldXml, ty: &Type, types: &Types<'_>) -> TokenStream {
    let name = xml.name.as_deref().unwrap_or_default();
    let said = modifiers(name, xml, ty, types);
    quote!(XmlNode::new(#name) #said)
}

/// What is to be said of how one value is written, beside its name on the wire.
fn modifiers(wire: &str, xml: &FieldXml, ty: &Type, types: &Types<'_>) -> TokenStream {
    let name = xml.name.as_deref().unwrap_or(wire);
    let (name, attribute) = name.strip_prefix('@').map_or((name, false), |name| (name, true));
    let named = (name != wire && !xml.only_read).then(|| quote!(.named(#name)));
    let attribute = attribute.then(|| quote!(.attribute()));
    let text = xml.only_text.then(|| quote!(.text()));
    let envelope = xml.envelope.then(|| quote!(.envelope()));
    let list = matches!(types.resolve(ty), Type::List(_));
    let wrapped = (xml.wrapped && list).then(|| quote!(.wrapped()));
    let item = |text: &'_ Option<String>| text.clone().filter(|_| list);
    let items = item(&xml.item).map(|name| quote!(.items(#name)));
    let cells = item(&xml.cell).map(|name| quote!(.cells(#name)));
    let item_prefix = item(&xml.item_prefix).map(|prefix| quote!(.item_prefix(#prefix)));
    let item_namespace = item(&xml.item_namespace).map(|uri| quote!(.item_namespace(#uri)));
    let prefix = xml.prefix.as_ref().map(|prefix| quote!(.prefix(#prefix)));
    let namespace = xml.namespace.as_ref().map(|uri| quote!(.namespace(#uri)));
    let shape = shape(ty, types).map(|shape| quote!(.shape(#shape)));
    quote!(#named #attribute #text #envelope #wrapped #items #cells #item_prefix #item_namespace #prefix #namespace #shape)
}

/// The function that knows the shape of a type, if it is made of fields. What is in lists is meant.
fn shape(ty: &Type, types: &Types<'_>) -> Option<TokenStream> {
    let ty = in_lists(ty, types);
    has_shape(ty, types).then(|| {
        let name = types.render(ty);
        quote!(<#name as XmlModel>::xml_shape)
    })
}

/// Apart from [`shape`], because what is written is imported.
fn has_shape(ty: &Type, types: &Types<'_>) -> bool {
    match in_lists(ty, types) {
        Type::Map(item) => has_shape(item, types),
        Type::Named(id) => matches!(types.definition(*id).kind, TypeKind::Struct(_) | TypeKind::OneOf(_)),
        _ => false,
    }
}

fn is_struct(ty: &Type, types: &Types<'_>) -> bool {
    matches!(ty, Type::Named(id) if matches!(types.definition(*id).kind, TypeKind::Struct(_)))
}

/// What a list holds, and a list in it.
fn in_lists<'t>(ty: &'t Type, types: &'t Types<'_>) -> &'t Type {
    match types.resolve(ty) {
        Type::List(item) | Type::Nullable(item) => in_lists(item, types),
        ty => ty,
    }
}
