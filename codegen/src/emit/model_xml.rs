//! How a type is written in XML, for those that are sent so.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident::ident;
use super::types::Types;
use crate::api::{FieldXml, OneOf, Struct, Type, TypeDef, TypeKind};

/// The `impl XmlModel` of an object, if it is sent in XML.
pub(super) fn of_struct(definition: &TypeDef, object: &Struct, types: &Types<'_>) -> TokenStream {
    if !definition.sent_as_xml {
        return quote!();
    }
    // What is written as it would be anyway is not worth a line.
    let fields = object.fields.iter().filter(|field| !field.read_only).filter_map(|field| {
        let usual = field.xml == FieldXml::default() && shape(&field.ty, types).is_none();
        (!usual).then(|| node(&field.name.wire, &field.xml, &field.ty, types))
    });
    let fields: Vec<TokenStream> = fields.collect();
    let shape = match fields.as_slice() {
        [] => quote!(XmlShape::of(&[])),
        fields => quote! {
            const FIELDS: &[XmlNode] = &[#(#fields),*];
            XmlShape::of(FIELDS)
        },
    };
    implementation(definition, shape)
}

/// The `impl XmlModel` of a union, if it is sent in XML.
pub(super) fn of_one_of(definition: &TypeDef, union: &OneOf, types: &Types<'_>) -> TokenStream {
    if !definition.sent_as_xml {
        return quote!();
    }
    let variants = union.variants.iter().filter_map(|variant| shape(&variant.ty, types));
    let shape = quote! {
        const VARIANTS: &[fn() -> XmlShape] = &[#(#variants),*];
        XmlShape::one_of(VARIANTS)
    };
    implementation(definition, shape)
}

fn implementation(definition: &TypeDef, shape: TokenStream) -> TokenStream {
    let name = ident(&definition.name.ident);
    quote! {
        impl XmlModel for #name {
            fn xml_shape() -> XmlShape {
                #shape
            }
        }
    }
}

/// How one value is written: that of a field, or the root.
pub(super) fn node(wire: &str, xml: &FieldXml, ty: &Type, types: &Types<'_>) -> TokenStream {
    let name = xml.name.as_deref().unwrap_or(wire);
    let (name, attribute) = name.strip_prefix('@').map_or((name, false), |name| (name, true));
    // The root has no field.
    let (wire, named) =
        if wire.is_empty() { (name, None) } else { (wire, (name != wire).then(|| quote!(.named(#name)))) };
    let attribute = attribute.then(|| quote!(.attribute()));
    let text = xml.only_text.then(|| quote!(.text()));
    let list = matches!(types.resolve(ty), Type::List(_));
    let wrapped = (xml.wrapped && list).then(|| quote!(.wrapped()));
    let items = xml.item.as_ref().filter(|_| list).map(|item| quote!(.items(#item)));
    let prefix = xml.prefix.as_ref().map(|prefix| quote!(.prefix(#prefix)));
    let namespace = xml.namespace.as_ref().map(|uri| quote!(.namespace(#uri)));
    let shape = shape(ty, types).map(|shape| quote!(.shape(#shape)));
    quote!(XmlNode::new(#wire) #named #attribute #text #wrapped #items #prefix #namespace #shape)
}

/// The function that knows the shape of a type, if it is made of fields. What is in lists and maps is meant.
fn shape(ty: &Type, types: &Types<'_>) -> Option<TokenStream> {
    match types.resolve(ty) {
        Type::Named(id) => match types.definition(*id).kind {
            TypeKind::Struct(_) | TypeKind::OneOf(_) => {
                let name = types.render(types.resolve(ty));
                Some(quote!(<#name as XmlModel>::xml_shape))
            }
            _ => None,
        },
        Type::List(item) | Type::Nullable(item) => shape(item, types),
        _ => None,
    }
}
