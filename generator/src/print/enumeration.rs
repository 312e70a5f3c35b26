//! An open enum of strings.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::plan::sdk::{Definition, Enum};

pub(super) fn enumeration(definition: &Definition, values: &Enum) -> TokenStream {
    let name = &definition.name;
    let docs = docs::attributes(&definition.docs);
    let variants = values.variants.iter().map(|variant| {
        let docs = docs::lines_to_attributes(&[docs::code(&variant.wire)]);
        let name = &variant.name;
        quote!(#docs #name,)
    });
    let unknown = &values.unknown;
    let unknown_docs = docs::sentence("A value that this version does not know.");
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* #unknown_docs #unknown(UnknownValue), }
    }
}

/// How the enum crosses the wire: its values as text, and back.
pub(super) fn wire(definition: &Definition, values: &Enum) -> TokenStream {
    let name = &definition.name;
    let unknown = &values.unknown;
    let as_text = values.variants.iter().map(|variant| {
        let (name, wire) = (&variant.name, &variant.wire);
        quote!(Self::#name => #wire,)
    });
    let from_text = values.variants.iter().map(|variant| {
        let (name, wire) = (&variant.name, &variant.wire);
        quote!(#wire => Self::#name,)
    });
    let as_str_docs = docs::sentence("The value as the API writes it.");
    let is_unknown_docs = docs::sentence("Whether it is a value that this version does not know.");
    quote! {
        impl types::#name {
            #as_str_docs
            pub fn as_str(&self) -> &str {
                match self { #(#as_text)* Self::#unknown(value) => value.as_str(), }
            }
            #is_unknown_docs
            pub fn is_unknown(&self) -> bool { matches!(self, Self::#unknown(_)) }
        }
        impl From<&str> for types::#name {
            fn from(text: &str) -> Self {
                match text { #(#from_text)* other => Self::#unknown(UnknownValue::new(other)), }
            }
        }
    }
}
