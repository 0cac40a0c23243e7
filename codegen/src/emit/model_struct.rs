//! Objects with known fields.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{Conversion, accepted, allow_many};
use super::docs::Docs;
use super::ident::fixed;
use super::operation::deprecated;
use super::types::Types;
use super::{markdown, model, model_xml};
use crate::api::{Field, Ident, Struct, TypeDef};
use crate::rust::{Presence, TypeExpr};

/// The struct, how it is read and, if it is sent, how it is made and written.
pub(super) fn tokens(definition: &TypeDef, object: &Struct, types: &Types<'_>) -> TokenStream {
    let name = &definition.name.ident;
    let docs = model::docs(definition, types).outer();
    let case = Case::of(&object.fields);
    let rename_all = (case == Case::Camel).then(|| quote!(, rename_all = "camelCase"));
    let fields = object.fields.iter().map(|field| self::field(definition, field, case, types));
    let additional = object.additional.as_ref().map(|additional| {
        let (ident, ty) = (&additional.ident, types.render(&additional.ty));
        quote! {
            /// All other fields.
            #[cfg_attr(feature = "serde", serde(flatten))]
            pub #ident: BTreeMap<String, #ty>,
        }
    });
    let model = model_impl(name, object, types);
    let xml = model_xml::of_struct(definition, object, types);
    let sent = definition.sent.then(|| [constructors(definition, object, types), to_json(definition, object, types)]);
    let sent = sent.into_iter().flatten();
    quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Deserialize, serde::Serialize))]
        #[cfg_attr(feature = "serde", serde(default #rename_all))]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #additional
        }

        #(#sent)*
        #model
        #xml
    }
}

/// What serde makes of field names by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    AsWritten,
    Camel,
}

impl Case {
    fn of(fields: &[Field]) -> Self {
        let fitting =
            |case: Self| fields.iter().filter(|field| case.apply(field.name.ident.plain()) == field.name.wire).count();
        if fitting(Self::Camel) > fitting(Self::AsWritten) { Self::Camel } else { Self::AsWritten }
    }

    /// As `serde_derive` does it.
    fn apply(self, ident: &str) -> String {
        if self == Self::AsWritten {
            return ident.to_owned();
        }
        let mut name = String::new();
        let mut capital = false;
        for c in ident.chars() {
            if c == '_' {
                capital = true;
            } else if std::mem::take(&mut capital) && !name.is_empty() {
                name.push(c.to_ascii_uppercase());
            } else {
                name.push(c);
            }
        }
        name
    }
}

fn field(definition: &TypeDef, field: &Field, case: Case, types: &Types<'_>) -> TokenStream {
    let docs = field_docs(field).outer();
    let (name, ty) = (&field.name.ident, types.write(&TypeExpr::of_field(definition, field)));
    let rename = (case.apply(field.name.ident.plain()) != field.name.wire).then(|| {
        let wire = &field.name.wire;
        quote!(rename = #wire)
    });
    let skip = if Presence::of(definition, field) == Presence::Nullable {
        Some(quote!(skip_serializing_if = "Nullable::is_absent"))
    } else {
        field.optional().then(|| quote!(skip_serializing_if = "Option::is_none"))
    };
    let serde: Vec<TokenStream> = rename.into_iter().chain(skip).collect();
    let serde = (!serde.is_empty()).then(|| quote!(#[cfg_attr(feature = "serde", serde(#(#serde),*))]));
    let allow = types.allow_complex(&field.ty, field.optional());
    quote!(#docs #serde #allow pub #name: #ty)
}

fn field_docs(field: &Field) -> Docs {
    let mut docs = Docs::default().doc(&field.doc);
    let (wire, ident) = (&field.name.wire, field.name.ident.plain());
    if docs.is_empty() {
        docs = docs.own(markdown::code(wire));
    } else if wire.to_snake_case() != ident && wire != ident {
        docs = docs.own(format!("On the wire: {}.", markdown::code(wire)));
    }
    if let Some(default) = &field.default {
        docs = docs.own(format!("Defaults to {}.", markdown::json(default)));
    }
    docs.deprecated(&field.doc)
}

fn model_impl(name: &Ident, object: &Struct, types: &Types<'_>) -> TokenStream {
    let names = |constant: &'static str, keep: &dyn Fn(&Field) -> bool| {
        let names: Vec<&str> = object.fields.iter().filter(|f| keep(f)).map(|f| f.name.wire.as_str()).collect();
        let constant = fixed(constant);
        (!names.is_empty()).then(|| quote!(const #constant: &'static [&'static str] = &[#(#names),*];))
    };
    let required = names("REQUIRED", &|field| field.required && !field.nullable && !field.write_only);
    let identity = names("IDENTITY", &|field| field.required && field.identity && !field.write_only);
    let flags = names("FLAGS", &|field| types.has_flag(&field.ty));
    let xml_lists = names("XML_LISTS", &|field| field.xml.wrapped);
    let (xml_root, xml_fields) = xml_names(object);
    let arms: Vec<TokenStream> = object
        .fields
        .iter()
        .map(|field| {
            let (wire, field) = (&field.name.wire, &field.name.ident);
            quote!(#wire => &mut self.#field)
        })
        .collect();
    let rest = object.additional.as_ref().map(|additional| {
        let additional = &additional.ident;
        quote!(self.#additional.entry(name.to_owned()).or_default())
    });
    let matched = |rest: TokenStream| {
        quote! {
            let slot: &mut dyn Slot = match name {
                #(#arms,)*
                _ => #rest,
            };
            Some(slot)
        }
    };
    let (name_argument, body) = match (object.fields.is_empty(), rest) {
        (true, None) => (quote!(_name), quote!(None)),
        (true, Some(rest)) => (quote!(name), quote!(Some(#rest))),
        (false, None) => (quote!(name), matched(quote!(return None))),
        (false, Some(rest)) => (quote!(name), matched(rest)),
    };
    quote! {
        impl Model for #name {
            #required
            #identity
            #flags
            #xml_root
            #xml_fields
            #xml_lists

            #[inline]
            fn slot(&mut self, #name_argument: &str) -> Option<&mut dyn Slot> {
                #body
            }
        }
    }
}

/// The root element's name, and other names in XML, where they make a difference.
fn xml_names(object: &Struct) -> (Option<TokenStream>, Option<TokenStream>) {
    let root = object.xml_root.as_ref().filter(|root| {
        let has_name = |field: &Field| field.name.wire == **root || field.xml.others("").any(|name| name == **root);
        object.fields.iter().any(has_name)
    });
    let fields = object.fields.iter().flat_map(|field| {
        let wire = &field.name.wire;
        field.xml.others(wire).map(move |name| quote!((#name, #wire)))
    });
    let fields: Vec<TokenStream> = fields.collect();
    (
        root.map(|root| quote!(const XML_ROOT: &'static str = #root;)),
        (!fields.is_empty())
            .then(|| quote!(const XML_FIELDS: &'static [(&'static str, &'static str)] = &[#(#fields),*];)),
    )
}

/// `new` with what is required, and setters for the rest.
fn constructors(definition: &TypeDef, object: &Struct, types: &Types<'_>) -> TokenStream {
    let name = &definition.name.ident;
    let sent = || object.fields.iter().filter(|field| !field.read_only);
    // A constant is what it is by default.
    let required: Vec<&Field> = sent().filter(|field| !field.optional() && !types.is_constant(&field.ty)).collect();

    let arguments = required.iter().map(|field| {
        let (field, (ty, _)) = (&field.name.ident, accepted(types, &field.ty));
        quote!(#field: #ty)
    });
    let values = required.iter().map(|field| {
        let (_, conversion) = accepted(types, &field.ty);
        let field = &field.name.ident;
        if conversion == Conversion::None {
            return quote!(#field);
        }
        let value = conversion.apply(&quote!(#field));
        quote!(#field: #value)
    });
    let complete = required.len() == object.fields.len() && object.additional.is_none();
    let rest = (!complete).then(|| quote!(..Default::default()));
    let body = if required.is_empty() { quote!(Default::default()) } else { quote!(Self { #(#values,)* #rest }) };
    let allow = allow_many(required.len());
    let docs = Docs::new(if required.is_empty() { "An empty one." } else { "With what is required." }).outer();

    let setters = sent().filter(|field| field.optional()).map(|field| {
        let docs = field_docs_of_setter(field).outer();
        let deprecated = deprecated(field.doc.deprecated);
        let (ty, conversion) = accepted(types, &field.ty);
        let mut value = conversion.apply(&quote!(value));
        if field.boxed {
            value = quote!(Box::new(#value));
        }
        let setter = &field.setter;
        let place = &field.name.ident;
        let (value, null) = if Presence::of(definition, field) == Presence::Nullable {
            (quote!(Nullable::Value(#value)), Some(setter_of_null(field)))
        } else {
            (quote!(Some(#value)), None)
        };
        quote! {
            #docs
            #deprecated
            #[must_use]
            pub fn #setter(mut self, value: #ty) -> Self {
                self.#place = #value;
                self
            }

            #null
        }
    });
    quote! {
        impl #name {
            #docs
            #allow
            pub fn new(#(#arguments),*) -> Self {
                #body
            }

            #(#setters)*
        }
    }
}

fn setter_of_null(field: &Field) -> TokenStream {
    let (place, setter) = (&field.name.ident, &field.null_setter);
    let docs = Docs::new(format!("Sends `null` for {}.", markdown::code(&field.name.wire))).outer();
    let deprecated = deprecated(field.doc.deprecated);
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #setter(mut self) -> Self {
            self.#place = Nullable::Null;
            self
        }
    }
}

fn field_docs_of_setter(field: &Field) -> Docs {
    let name = field.name.ident.plain();
    Docs::default().doc(&field.doc).or(|| format!("Sets `{name}`."))
}

fn to_json(definition: &TypeDef, object: &Struct, types: &Types<'_>) -> TokenStream {
    let name = &definition.name.ident;
    let fields = object.fields.iter().filter(|field| !field.read_only).map(|field| {
        let place = &field.name.ident;
        let value = types.wire(&field.ty, quote!(self.#place), field.optional());
        let wire = &field.name.wire;
        if Presence::of(definition, field) == Presence::Nullable {
            return quote!(.nullable(#wire, #value));
        }
        let null_is_a_value = field.required && (field.nullable || !field.boxed);
        if null_is_a_value { quote!(.field(#wire, #value)) } else { quote!(.optional(#wire, #value)) }
    });
    let rest = object.additional.as_ref().map(|additional| {
        let place = &additional.ident;
        let value = types.wire(&crate::api::Type::Map(Box::new(additional.ty.clone())), quote!(self.#place), false);
        quote!(.rest(#value))
    });
    quote! {
        impl ToJson for #name {
            fn to_json(&self) -> Json {
                Object::new() #(#fields)* #rest .build()
            }
        }
    }
}
