//! A struct, its constructor and its setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::types::Types;
use crate::plan::sdk::{Definition, DefinitionKind, Field, Presence, Rest, Struct, Type};

pub(super) fn structure(types: &Types<'_>, definition: &Definition, structure: &Struct) -> TokenStream {
    let name = &definition.name;
    let docs = docs::definition(definition);
    let has_secret = structure.masks_rest || structure.fields.iter().any(|field| field.secret);
    let debug = (!has_secret).then(|| quote!(Debug,));
    let required: Vec<&Field> = structure.fields.iter().filter(|field| field.is_asked_for()).collect();
    let has_fixed = structure.fields.iter().any(|field| field.is_fixed);
    let default = (required.is_empty() && !has_fixed).then(|| quote!(Default,));
    let fixed_default = (required.is_empty() && has_fixed).then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self { Self::new() }
            }
        }
    });

    let fields = structure.fields.iter().map(|field| self::field(types, field));
    let rest = match &structure.rest {
        Rest::Unknown(name) => quote!(pub(crate) #name: UnknownFields,),
        Rest::Map(name, value) => {
            let docs = docs::sentence("Every other member.");
            let value = types.value(value);
            quote!(#docs pub #name: BTreeMap<String, #value>,)
        }
        Rest::Nowhere => quote!(),
    };
    let masked = has_secret.then(|| masked_debug(definition, structure));
    let required_struct = required_struct(types, definition, structure, &required);
    let new = constructor(types, structure, &required);
    let setters = structure.fields.iter().filter(|_| structure.settable).map(|field| setter(types, field));
    let unknown = unknown_fields(structure);
    quote! {
        #docs
        #[derive(Clone, #debug #default PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields)* #rest }
        impl #name { #new #(#setters)* #unknown }
        #fixed_default
        #masked
        #required_struct
    }
}

fn field(types: &Types<'_>, field: &Field) -> TokenStream {
    let docs = docs::attributes(&field.docs);
    let deprecated = field.deprecated.then(docs::deprecated);
    let name = &field.name;
    let fixed = field.is_fixed.then(|| {
        docs::lines_to_attributes(&[String::new(), "It has one known value, which `new` sets.".to_owned()])
    });
    let value = types.field(&field.value, field.presence);
    quote!(#docs #fixed #deprecated pub #name: #value,)
}

/// `new()`, `new(x)` or, as strings in a row swap in silence, `new(Required { … })`.
fn constructor(types: &Types<'_>, structure: &Struct, required: &[&Field]) -> TokenStream {
    match (required, &structure.required) {
        ([], _) if structure.fields.iter().any(|field| field.is_fixed) => {
            let docs = docs::sentence("One with every field absent that can be.");
            let initial = initial(types, structure, &quote!());
            quote!(#docs pub fn new() -> Self { Self { #initial } })
        }
        ([], _) => {
            let docs = docs::sentence("One with every field absent.");
            quote!(#docs pub fn new() -> Self { Self::default() })
        }
        (required, Some(named)) => {
            let docs = docs::sentence("One with these fields, and every other absent.");
            let names: Vec<_> = required.iter().map(|field| &field.name).collect();
            let initial = initial(types, structure, &quote!());
            quote! {
                #docs
                pub fn new(required: #named) -> Self {
                    let #named { #(#names),* } = required;
                    Self { #initial }
                }
            }
        }
        ([only, ..], None) => {
            let docs = docs::sentence("One with this field, and every other absent.");
            let name = &only.name;
            let argument = match only.presence {
                Presence::RequiredNullable => {
                    let value = types.field(&only.value, only.presence);
                    quote!(impl Into<#value>)
                }
                _ => argument(types, &only.value),
            };
            let value = match only.presence {
                Presence::RequiredNullable => quote!(#name.into()),
                _ => convert(types, &only.value, quote!(#name)),
            };
            let is_plain = value.to_string() == name.as_str();
            let initial = initial(types, structure, &if is_plain { quote!() } else { quote!(: #value) });
            quote!(#docs pub fn new(#name: #argument) -> Self { Self { #initial } })
        }
    }
}

/// The fields of a struct expression: required ones from variables of their name, followed by `converted`.
///
/// A field with one known value has that.
fn initial(types: &Types<'_>, structure: &Struct, converted: &TokenStream) -> TokenStream {
    let fields = structure.fields.iter().map(|field| {
        let name = &field.name;
        if let Some(value) = fixed(types, field) {
            return quote!(#name: #value,);
        }
        match field.presence {
            Presence::Required | Presence::RequiredNullable => quote!(#name #converted,),
            Presence::Optional => quote!(#name: None,),
            Presence::OptionalNullable => quote!(#name: Field::Absent,),
        }
    });
    let rest = match &structure.rest {
        Rest::Unknown(name) => quote!(#name: UnknownFields::default(),),
        Rest::Map(name, _) => quote!(#name: BTreeMap::default(),),
        Rest::Nowhere => quote!(),
    };
    quote!(#(#fields)* #rest)
}

/// The one value that a field is known to have.
fn fixed(types: &Types<'_>, field: &Field) -> Option<TokenStream> {
    let DefinitionKind::Enum(values) = types.definition_of(&field.value)? else { return None };
    let variant = &values.variants.first().filter(|_| field.is_fixed)?.name;
    let value = types.value(&field.value);
    Some(quote!(#value::#variant))
}

fn required_struct(
    types: &Types<'_>,
    definition: &Definition,
    structure: &Struct,
    required: &[&Field],
) -> Option<TokenStream> {
    let name = structure.required.as_ref()?;
    let docs = docs::sentence(&format!("The required fields of [`{}`].", definition.name.as_str()));
    let fields = required.iter().map(|field| self::field(types, field));
    let secret = required.iter().any(|field| field.secret);
    let derive = if secret { quote!(Clone, PartialEq) } else { quote!(Clone, Debug, PartialEq) };
    let masked = secret.then(|| debug(name.as_str(), &quote!(#name), required, None));
    Some(quote! {
        #docs
        #[derive(#derive)]
        pub struct #name { #(#fields)* }
        #masked
    })
}

/// The method that sets a field, and the one that sets it to null.
fn setter(types: &Types<'_>, field: &Field) -> TokenStream {
    let name = &field.name;
    let setter = &field.setter;
    let docs = docs::sentence(&format!("Sets [`{0}`](Self::{0}).", field.name.plain()));
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    let argument = argument(types, &field.value);
    let value = convert(types, &field.value, quote!(value));
    let value = match field.presence {
        Presence::Required => value,
        Presence::RequiredNullable => quote!(Nullable::Value(#value)),
        Presence::Optional => quote!(Some(#value)),
        Presence::OptionalNullable => quote!(Field::Value(#value)),
    };
    let null = field.null_setter.as_ref().map(|setter| {
        let docs = docs::sentence(&format!("Sets [`{0}`](Self::{0}) to null.", field.name.plain()));
        let is_required = field.presence.is_required();
        let null = if is_required { quote!(Nullable::Null) } else { quote!(Field::Null) };
        quote! {
            #docs
            #deprecated
            #[must_use]
            pub fn #setter(mut self) -> Self {
                self.#name = #null;
                self
            }
        }
    });
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #setter(mut self, value: #argument) -> Self {
            self.#name = #value;
            self
        }
        #null
    }
}

/// The type of a setter's argument: whatever becomes the value without a doubt.
fn argument(types: &Types<'_>, value: &Type) -> TokenStream {
    match types.sdk.resolve(value) {
        Type::List(item) => {
            let item = inner_argument(types, item);
            quote!(impl IntoIterator<Item = #item>)
        }
        Type::Map(item) => {
            let item = inner_argument(types, item);
            quote!(impl IntoIterator<Item = (impl Into<String>, #item)>)
        }
        Type::Boxed(inner) => argument(types, inner),
        _ => inner_argument(types, value),
    }
}

fn inner_argument(types: &Types<'_>, value: &Type) -> TokenStream {
    let tokens = types.value(value);
    if is_scalar(types, value) { tokens } else { quote!(impl Into<#tokens>) }
}

/// The value of a setter's argument `given`.
fn convert(types: &Types<'_>, value: &Type, given: TokenStream) -> TokenStream {
    match types.sdk.resolve(value) {
        Type::List(item) if is_scalar(types, item) => quote!(#given.into_iter().collect()),
        Type::List(_) => quote!(#given.into_iter().map(Into::into).collect()),
        Type::Map(item) if is_scalar(types, item) => {
            quote!(#given.into_iter().map(|(key, value)| (key.into(), value)).collect())
        }
        Type::Map(_) => quote!(#given.into_iter().map(|(key, value)| (key.into(), value.into())).collect()),
        Type::Boxed(inner) => {
            let inner = convert(types, inner, given);
            quote!(Box::new(#inner))
        }
        _ if is_scalar(types, value) => given,
        _ => quote!(#given.into()),
    }
}

/// Whether a setter takes it as it is.
fn is_scalar(types: &Types<'_>, value: &Type) -> bool {
    types.sdk.resolve(value).is_number_or_boolean()
}

fn unknown_fields(structure: &Struct) -> Option<TokenStream> {
    let Rest::Unknown(name) = &structure.rest else { return None };
    let docs =
        docs::sentence("The members that this version does not know; they are written back as they came.");
    Some(quote!(#docs pub fn unknown_fields(&self) -> &UnknownFields { &self.#name }))
}

/// A `Debug` that shows no secret.
fn masked_debug(definition: &Definition, structure: &Struct) -> TokenStream {
    let fields: Vec<&Field> = structure.fields.iter().collect();
    let name = &definition.name;
    debug(name.as_str(), &quote!(#name), &fields, Some(structure))
}

fn debug(text: &str, name: &TokenStream, fields: &[&Field], rest: Option<&Struct>) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let text = field.name.plain();
        let name = &field.name;
        if field.secret { quote!(.field(#text, &Redacted)) } else { quote!(.field(#text, &self.#name)) }
    });
    let rest = rest.and_then(|structure| {
        let (Rest::Unknown(name) | Rest::Map(name, _)) = &structure.rest else { return None };
        let text = name.plain();
        Some(if structure.masks_rest {
            quote!(.field(#text, &Redacted))
        } else {
            quote!(.field(#text, &self.#name))
        })
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#text) #(#fields)* #rest .finish()
            }
        }
    }
}
