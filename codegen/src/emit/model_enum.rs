//! Open enums: the values of the description, and room for those of tomorrow.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Docs;
use super::markdown;
use crate::api::{Ident, TypeDef, Variant};

/// An enum whose values are text.
pub(super) fn strings(
    definition: &TypeDef,
    docs: Docs,
    variants: &[Variant<String>],
    default: Option<&str>,
) -> TokenStream {
    let name = &definition.name.ident;
    let idents: Vec<&Ident> = variants.iter().map(|variant| &variant.ident).collect();
    let values: Vec<&str> = variants.iter().map(|variant| variant.value.as_str()).collect();

    let declared = variants.iter().map(|variant| declaration(variant, &variant.value, default == Some(&variant.value)));
    let derived = default.is_some_and(|default| values.contains(&default));
    let fallback = default
        .filter(|default| !default.is_empty())
        .map_or(quote!(String::new()), |default| quote!(#default.to_owned()));
    let declaration = declare(&docs, name, declared, quote!(String), (!derived).then_some(fallback));
    quote! {
        #declaration

        impl StringEnum for #name {
            fn from_wire(value: &str) -> Self {
                match value {
                    #(#values => Self::#idents,)*
                    other => Self::Unknown(other.to_owned()),
                }
            }

            fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #values,)*
                    Self::Unknown(value) => value,
                }
            }

            fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        string_enum!(#name);
    }
}

/// An enum whose values are numbers.
pub(super) fn integers(
    definition: &TypeDef,
    docs: Docs,
    variants: &[Variant<i64>],
    default: Option<i64>,
) -> TokenStream {
    let name = &definition.name.ident;
    let idents: Vec<&Ident> = variants.iter().map(|variant| &variant.ident).collect();
    let values: Vec<TokenStream> = variants.iter().map(|variant| integer(variant.value)).collect();

    let declared =
        variants.iter().map(|variant| declaration(variant, &variant.value.to_string(), default == Some(variant.value)));
    let derived = default.is_some_and(|default| variants.iter().any(|variant| variant.value == default));
    let fallback = integer(default.unwrap_or_default());
    let declaration = declare(&docs, name, declared, quote!(i64), (!derived).then_some(fallback));
    quote! {
        #declaration

        impl IntegerEnum for #name {
            fn from_wire(value: i64) -> Self {
                match value {
                    #(#values => Self::#idents,)*
                    other => Self::Unknown(other),
                }
            }

            fn as_i64(&self) -> i64 {
                match self {
                    #(Self::#idents => #values,)*
                    Self::Unknown(value) => *value,
                }
            }

            fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        integer_enum!(#name);
    }
}

/// The enum itself, and its default: a variant that is marked, or the open one with `fallback`.
fn declare(
    docs: &Docs,
    name: &Ident,
    variants: impl Iterator<Item = TokenStream>,
    payload: TokenStream,
    fallback: Option<TokenStream>,
) -> TokenStream {
    let docs = docs.outer();
    let derive = fallback.is_none().then(|| quote!(Default,));
    let default = fallback.map(|fallback| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::Unknown(#fallback)
                }
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, #derive PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this version of the SDK does not know; it is kept and sent back as it is.
            Unknown(#payload),
        }

        #default
    }
}

fn declaration<T>(variant: &Variant<T>, wire: &str, is_default: bool) -> TokenStream {
    let name = &variant.ident;
    let mut docs = Docs::default().doc(&variant.doc);
    if docs.is_empty() {
        docs = docs.own(markdown::code(wire));
    } else if wire.to_snake_case() != variant.ident.to_snake_case() {
        docs = docs.own(format!("On the wire: {}.", markdown::code(wire)));
    }
    let docs = docs.deprecated(&variant.doc).outer();
    let default = is_default.then(|| quote!(#[default]));
    quote!(#docs #default #name)
}

fn integer(value: i64) -> TokenStream {
    let value = proc_macro2::Literal::i64_unsuffixed(value);
    quote!(#value)
}
