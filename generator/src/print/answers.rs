//! An enum of answers, which differ by status and media type.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::types::Types;
use crate::plan::sdk::{AnswerVariant, Answers, Definition};

pub(super) fn definition(types: &Types<'_>, definition: &Definition, answers: &Answers) -> TokenStream {
    let name = &definition.name;
    let docs = docs::attributes(&definition.docs);
    let variants = answers.variants.iter().map(|variant| {
        let docs = docs::lines_to_attributes(&[line(variant)]);
        let name = &variant.name;
        let value = variant.value.as_ref().map(|value| {
            let value = types.value(value);
            quote!((#value))
        });
        quote!(#docs #name #value,)
    });
    let unknown = &answers.unknown;
    let unknown_docs = docs::sentence("The body of an answer with any other status.");
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* #unknown_docs #unknown(bytes::Bytes), }
    }
}

/// Which answers the variant stands for: `201` as `application/json`.
fn line(variant: &AnswerVariant) -> String {
    let status = docs::code(&variant.status);
    let media_types: Vec<String> = variant.media_types.iter().map(|name| docs::code(name)).collect();
    match media_types.as_slice() {
        [] => format!("{status}, without a body."),
        media_types => format!("{status} as {}.", media_types.join(" or ")),
    }
}

/// How the answer is read.
pub(super) fn wire(definition: &Definition, answers: &Answers) -> TokenStream {
    let name = &definition.name;
    let mut alternatives = Vec::new();
    let arms = answers.variants.iter().map(|variant| {
        let name = &variant.name;
        let first = alternatives.len();
        let status = &variant.status;
        match variant.media_types.as_slice() {
            [] => alternatives.push(quote!((#status, ""))),
            names => alternatives.extend(names.iter().map(|media_type| quote!((#status, #media_type)))),
        }
        let indices = (first..alternatives.len()).map(Literal::usize_unsuffixed);
        let read = match (&variant.value, variant.is_text) {
            (None, _) => quote!(Ok(Self::#name)),
            (Some(_), true) => quote!(runtime::text(answer).map(Self::#name)),
            (Some(_), false) => quote!(ResponseBody::read(answer).map(Self::#name)),
        };
        quote!(Some(#(#indices)|*) => #read,)
    });
    let arms: Vec<TokenStream> = arms.collect();
    let unknown = &answers.unknown;
    quote! {
        impl ResponseBody for types::#name {
            fn read(answer: &Response<bytes::Bytes>) -> Result<Self, ReadError> {
                match runtime::alternative(answer, &[#(#alternatives),*]) {
                    #(#arms)*
                    _ => Ok(Self::#unknown(answer.value().clone())),
                }
            }
        }
    }
}
