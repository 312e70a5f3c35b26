//! A union: an enum with a variant for each shape.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use super::types::Types;
use crate::plan::names::{Case, Ident as Name, ident_or};
use crate::plan::sdk::{Definition, DefinitionId, Fit, Module, Sdk, Tag, Type, Union};

pub(super) fn union(types: &Types<'_>, definition: &Definition, union: &Union) -> TokenStream {
    let name = &definition.name;
    let docs = docs::definition(definition);
    let reading = docs::lines_to_attributes(&[String::new(), reading(union)]);
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
    let has_secret = union.variants.iter().any(|variant| variant.secret);
    let debug = (!has_secret).then(|| quote!(Debug,));
    let masked = has_secret.then(|| masked_debug(name, union));
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
    let from_text = from_text(types, name, union);
    quote! {
        #docs
        #reading
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* #unknown_docs #unknown(UnknownVariant), }
        #masked
        #(#from)*
        #from_text
    }
}

/// How a variant is chosen, in one sentence.
fn reading(union: &Union) -> String {
    let unknown = union.unknown.as_str();
    match &union.tag {
        Some(Tag { name, is_required: true, .. }) => {
            format!(
                "The member {} says which variant is read; another value of it is read as `{unknown}`.",
                docs::code(name)
            )
        }
        Some(Tag { name, is_required: false, .. }) => format!(
            "The member {} says which variant is read; without it, the one that the value fits best.",
            docs::code(name)
        ),
        None => format!(
            "A value is read as the variant that it fits best, by its kind and its members, and as `{unknown}` if it fits none."
        ),
    }
}

/// What makes a union of a plain text, for the variant that one becomes.
fn from_text(types: &Types<'_>, name: &Name, union: &Union) -> TokenStream {
    let Some(variant) = union.text.and_then(|index| union.variants.get(index)) else {
        return TokenStream::new();
    };
    let own = &variant.name;
    // A variant that holds a string has this one already.
    let is_string = matches!(types.sdk.resolve(&variant.value), Type::String);
    let owned = (!is_string).then(|| {
        quote! {
            impl From<String> for #name {
                fn from(text: String) -> Self { Self::#own(text.into()) }
            }
        }
    });
    quote! {
        impl From<&str> for #name {
            fn from(text: &str) -> Self { Self::#own(text.into()) }
        }
        #owned
    }
}

/// A `Debug` that shows no secret.
fn masked_debug(name: &Name, union: &Union) -> TokenStream {
    let shown = union.variants.iter().map(|variant| {
        let (own, text) = (&variant.name, variant.name.plain());
        if variant.secret {
            quote!(Self::#own(_) => f.debug_tuple(#text).field(&Redacted).finish(),)
        } else {
            quote!(Self::#own(value) => f.debug_tuple(#text).field(value).finish(),)
        }
    });
    let (unknown, text) = (&union.unknown, union.unknown.plain());
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    #(#shown)*
                    Self::#unknown(value) => f.debug_tuple(#text).field(value).finish(),
                }
            }
        }
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
        Fit::List(_) => "A list",
        Fit::Object { .. } => "An object",
        Fit::Union(_) => "A value of one of several shapes itself",
    }
}

/// A module of `wire` being printed.
pub(super) struct Wire<'s> {
    pub(super) sdk: &'s Sdk,
    pub(super) module: &'s Module,
}

impl Wire<'_> {
    /// How the union crosses the wire.
    pub(super) fn union(&self, definition: &Definition, union: &Union) -> TokenStream {
        let name = &definition.name;
        let unknown = &union.unknown;
        let written = union.variants.iter().map(|variant| {
            let name = &variant.name;
            quote!(Self::#name(value) => value.encode(out),)
        });
        let shapes = has_shapes(union).then(|| self.shapes(definition, union));
        let read = match &union.tag {
            Some(tag) => read_by_tag(definition, union, tag),
            None => read_by_fit(definition, union),
        };
        quote! {
            impl Encode for types::#name {
                fn encode<'s>(&'s self, out: &mut Tape<'s>) {
                    match self { #(#written)* Self::#unknown(value) => value.encode(out), }
                }
            }
            impl Decode for types::#name {
                fn decode(json: Json<'_>) -> Result<Self, ReadError> { #read }
            }
            #shapes
        }
    }

    /// The shapes of the union's variants, in the order of the variants' names.
    fn shapes(&self, definition: &Definition, union: &Union) -> TokenStream {
        let name = shapes_name(definition);
        let fits = union.by_name().into_iter().map(|variant| self.fit(&variant.fit));
        let length = Literal::usize_unsuffixed(union.variants.len());
        quote!(pub(crate) static #name: [Fit; #length] = [#(#fits),*];)
    }

    fn fit(&self, fit: &Fit) -> TokenStream {
        match fit {
            Fit::Any => quote!(Fit::Any),
            Fit::Boolean => quote!(Fit::Boolean),
            Fit::Integer => quote!(Fit::Integer),
            Fit::Number => quote!(Fit::Number),
            Fit::String => quote!(Fit::String),
            Fit::Text(values) => quote!(Fit::Text(&[#(#values),*])),
            Fit::List(items) => {
                let items = self.fit(items);
                quote!(Fit::List(&#items))
            }
            Fit::Object { required, known, fixed } => {
                let fixed = fixed.iter().map(|(name, value)| quote!((#name, #value)));
                quote!(Fit::Object {
                    required: &[#(#required),*],
                    known: &[#(#known),*],
                    fixed: &[#(#fixed),*],
                })
            }
            Fit::Union(id) => {
                let shapes = shapes_name(&self.sdk.definitions[id.0]);
                if self.module.definitions.contains(id) {
                    quote!(Fit::Union(&#shapes))
                } else {
                    let module = module_of(self.sdk, *id);
                    quote!(Fit::Union(&super::#module::#shapes))
                }
            }
        }
    }
}

/// Whether the union's shapes are printed: what reads it, or another union, asks for them.
pub(super) fn has_shapes(union: &Union) -> bool {
    union.is_read_by_fit() || union.is_nested
}

/// The name of the static that holds a union's shapes.
pub(super) fn shapes_name(definition: &Definition) -> proc_macro2::Ident {
    format_ident!("{}_SHAPES", ident_or(definition.name.plain(), "TYPE", Case::ShoutySnake).plain())
}

/// The module that the definition stands in.
pub(super) fn module_of(sdk: &Sdk, id: DefinitionId) -> TokenStream {
    let holder = sdk.modules.iter().find(|module| module.definitions.contains(&id));
    holder.map_or_else(TokenStream::new, |module| {
        let name = &module.name;
        quote!(#name)
    })
}

/// Reads the variant that the member `tag` names; without it, what the value fits best.
fn read_by_tag(definition: &Definition, union: &Union, tag: &Tag) -> TokenStream {
    let unknown = &union.unknown;
    let branches = union.variants.iter().map(|variant| {
        let (name, tags) = (&variant.name, &variant.tags);
        quote!(Some(#(#tags)|*) => Decode::decode(json).map(Self::#name),)
    });
    let name = &tag.name;
    let untagged = union.is_read_by_fit().then(|| {
        let read = read_by_fit(definition, union);
        quote!(None => #read)
    });
    quote! {
        match json.tag(#name) {
            #(#branches)*
            #untagged
            _ => Decode::decode(json).map(Self::#unknown),
        }
    }
}

/// Reads the variant that the value fits best.
fn read_by_fit(definition: &Definition, union: &Union) -> TokenStream {
    let (shapes, unknown) = (shapes_name(definition), &union.unknown);
    let read = union.by_name().into_iter().map(|variant| {
        let name = &variant.name;
        quote!(|json| Decode::decode(json).map(Self::#name))
    });
    quote! {
        match best_fit(json, &#shapes, &[#(#read),*])? {
            Some(value) => Ok(value),
            None => Decode::decode(json).map(Self::#unknown),
        }
    }
}
