//! What is sent as a body beside plain values: one of several bodies, and the parts of a multipart body.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::types::Types;
use crate::plan::sdk::{Bodies, BodyKind, Definition, Field, Rest};

/// The enum of bodies, of which a request has one.
pub(super) fn definition(types: &Types<'_>, definition: &Definition, bodies: &Bodies) -> TokenStream {
    let name = &definition.name;
    let docs = docs::attributes(&definition.docs);
    let variants = bodies.variants.iter().map(|variant| {
        let docs = docs::lines_to_attributes(&[format!("Sent as {}.", docs::code(&variant.media_type))]);
        let (name, value) = (&variant.name, types.value(&variant.value));
        quote!(#docs #name(#value),)
    });
    let from = bodies.variants.iter().filter(|variant| variant.distinct).map(|variant| {
        let (own, value) = (&variant.name, types.value(&variant.value));
        quote! {
            impl From<#value> for #name {
                fn from(value: #value) -> Self { Self::#own(value) }
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
        #(#from)*
    }
}

/// How the enum of bodies is sent.
pub(super) fn wire(definition: &Definition, bodies: &Bodies) -> TokenStream {
    let name = &definition.name;
    let variants = bodies.variants.iter().map(|variant| {
        let (name, media_type) = (&variant.name, &variant.media_type);
        let body = match variant.kind {
            BodyKind::Value | BodyKind::OneOf => quote!(RequestBody::value(value)),
            BodyKind::Multipart => quote!(RequestBody::Multipart(value)),
            BodyKind::Text => quote!(RequestBody::Text(value.clone().into())),
            BodyKind::Bytes => quote!(RequestBody::Bytes(value.clone())),
        };
        quote!(Self::#name(value) => (#media_type, #body),)
    });
    quote! {
        impl ToBody for types::#name {
            fn to_body(&self) -> (&'static str, RequestBody<'_>) {
                match self { #(#variants)* }
            }
        }
    }
}

/// How a struct of parts is sent.
pub(super) fn parts(
    definition: &Definition,
    fields: &[Field],
    parts: &[Option<String>],
    rest: &Rest,
) -> TokenStream {
    let name = &definition.name;
    let table = fields.iter().zip(parts).map(|(field, media_type)| {
        let (wire, name) = (&field.wire, &field.name);
        let media_type = media_type.as_ref().map_or(quote!(None), |media_type| quote!(Some(#media_type)));
        quote!((#wire, &self.#name, #media_type))
    });
    let rest = match rest {
        Rest::Map(name, _) => quote!(.map(&self.#name)),
        Rest::Unknown(_) | Rest::Nowhere => quote!(),
    };
    quote! {
        impl ToMultipart for types::#name {
            fn to_multipart(&self) -> Multipart {
                Multipart::new().parts(&[#(#table),*]) #rest
            }
        }
    }
}
