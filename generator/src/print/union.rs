//! A union: an enum with a variant for each shape.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::types::Types;
use crate::plan::sdk::{Definition, Fit, Type, Union};

pub(super) fn union(types: &Types<'_>, definition: &Definition, union: &Union) -> TokenStream {
    let name = &definition.name;
    let docs = docs::definition(definition);
    let variants = union.variants.iter().map(|variant| {
        let docs = match variant.tags.as_slice() {
            [] => docs::sentence(&format!("{}.", kind(&variant.fit))),
            tags => {
                let tags: Vec<String> = tags.iter().map(|tag| docs::code(tag)).collect();
                docs::lines_to_attributes(&[tags.join(", ")])
            }
        };
        let (name, value) = (&variant.name, types.value(&variant.value));
        quote!(#docs #name(#value),)
    });
    let unknown = &union.unknown;
    let unknown_docs = docs::sentence("A shape that this version does not know.");
    let from = union.variants.iter().filter(|variant| variant.distinct).map(|variant| {
        let own = &variant.name;
        let (given, value) = match &variant.value {
            Type::Boxed(inner) => (types.value(inner), quote!(Box::new(value))),
            value => (types.value(value), quote!(value)),
        };
        quote! {
            impl From<#given> for #name {
                fn from(value: #given) -> Self { Self::#own(#value) }
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* #unknown_docs #unknown(UnknownVariant), }
        #(#from)*
    }
}

/// What a shape is, where no tag says it.
fn kind(fit: &Fit) -> &'static str {
    match fit {
        Fit::Any => "Any other value",
        Fit::Boolean => "A boolean",
        Fit::Integer => "An integer",
        Fit::Number => "A number",
        Fit::String | Fit::Text(_) => "A string",
        Fit::Array => "A list",
        Fit::Object { .. } => "An object",
    }
}

/// How the union crosses the wire.
pub(super) fn wire(definition: &Definition, union: &Union) -> TokenStream {
    let name = &definition.name;
    let unknown = &union.unknown;
    let written = union.variants.iter().map(|variant| {
        let name = &variant.name;
        quote!(Self::#name(value) => value.encode(out),)
    });
    let read = union.tag.as_ref().map_or_else(|| read_by_fit(union), |tag| read_by_tag(union, tag));
    quote! {
        impl Encode for types::#name {
            fn encode<'s>(&'s self, out: &mut Tape<'s>) {
                match self { #(#written)* Self::#unknown(value) => value.encode(out), }
            }
        }
        impl Decode for types::#name {
            fn decode(json: Json<'_>) -> Result<Self, ReadError> { #read }
        }
    }
}

/// Reads the branch that the member `tag` names.
fn read_by_tag(union: &Union, tag: &str) -> TokenStream {
    let unknown = &union.unknown;
    let branches = union.variants.iter().map(|variant| {
        let (name, tags) = (&variant.name, &variant.tags);
        quote!(Some(#(#tags)|*) => Decode::decode(json).map(Self::#name),)
    });
    quote! {
        match json.tag(#tag) { #(#branches)* _ => Decode::decode(json).map(Self::#unknown), }
    }
}

/// Reads the branch that the value fits best.
fn read_by_fit(union: &Union) -> TokenStream {
    let unknown = &union.unknown;
    let branches = union.variants.iter().map(|variant| {
        let (name, fit) = (&variant.name, fit(&variant.fit));
        quote!((#fit, |json| Decode::decode(json).map(Self::#name)))
    });
    quote! {
        match best_fit(json, &[#(#branches),*])? {
            Some(value) => Ok(value),
            None => Decode::decode(json).map(Self::#unknown),
        }
    }
}

fn fit(fit: &Fit) -> TokenStream {
    match fit {
        Fit::Any => quote!(Fit::Any),
        Fit::Boolean => quote!(Fit::Boolean),
        Fit::Integer => quote!(Fit::Integer),
        Fit::Number => quote!(Fit::Number),
        Fit::String => quote!(Fit::String),
        Fit::Text(values) => quote!(Fit::Text(&[#(#values),*])),
        Fit::Array => quote!(Fit::Array),
        Fit::Object { required, known } => {
            quote!(Fit::Object { required: &[#(#required),*], known: &[#(#known),*] })
        }
    }
}
