//! An open enum: of strings, of integers, or of scalars side by side.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{docs, text};
use crate::plan::sdk::{Definition, Enum, EnumBase, Scalar};

pub(super) fn enumeration(definition: &Definition, values: &Enum) -> TokenStream {
    let name = &definition.name;
    let docs = docs::definition(definition);
    let variants = values.variants.iter().map(|variant| {
        let mut lines = vec![docs::code(&variant.wire.to_string())];
        let words = docs::markdown(&variant.docs);
        if !words.is_empty() {
            lines.push(String::new());
            lines.extend(words);
        }
        let docs = docs::lines_to_attributes(&lines);
        let name = &variant.name;
        quote!(#docs #name,)
    });
    let unknown = &values.unknown;
    let unknown_docs = docs::sentence("A value that this version does not know.");
    let held = format_ident!("{}", self::unknown(values.base));
    // What an unknown value of any kind holds can't be hashed.
    let (copy, hash) = match values.base {
        EnumBase::Text => (None, Some(quote!(, Hash))),
        EnumBase::Integer => (Some(quote!(Copy,)), Some(quote!(, Hash))),
        EnumBase::Scalar => (None, None),
    };
    quote! {
        #docs
        #[derive(Clone, #copy Debug, PartialEq, Eq #hash)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* #unknown_docs #unknown(#held), }
    }
}

/// The runtime's type of a value that the enum does not know.
pub(super) fn unknown(base: EnumBase) -> &'static str {
    match base {
        EnumBase::Text => "UnknownValue",
        EnumBase::Integer => "UnknownInteger",
        EnumBase::Scalar => "UnknownVariant",
    }
}

/// The runtime's macro for what every enum of the base can do.
pub(super) fn bridge(base: EnumBase) -> Ident {
    format_ident!(
        "{}",
        match base {
            EnumBase::Text => "open_enum",
            EnumBase::Integer => "integer_enum",
            EnumBase::Scalar => "scalar_enum",
        }
    )
}

/// How the enum crosses the wire: its values, and back.
pub(super) fn wire(definition: &Definition, values: &Enum) -> TokenStream {
    let conversions = match values.base {
        EnumBase::Text => strings(definition, values),
        EnumBase::Integer => integers(definition, values),
        EnumBase::Scalar => scalars(definition, values),
    };
    let (name, unknown) = (&definition.name, &values.unknown);
    let docs = docs::sentence("Whether it is a value that this version does not know.");
    let (methods, impls) = conversions;
    quote! {
        impl types::#name {
            #methods
            #docs
            pub fn is_unknown(&self) -> bool { matches!(self, Self::#unknown(_)) }
        }
        #impls
    }
}

/// The methods of an enum, and the implementations beside them.
type Conversions = (TokenStream, TokenStream);

fn strings(definition: &Definition, values: &Enum) -> Conversions {
    let (name, unknown) = (&definition.name, &values.unknown);
    let docs = docs::sentence("The value as the API writes it.");
    let as_text = each(values, |name, wire| quote!(Self::#name => #wire,));
    let from_text = each(values, |name, wire| quote!(#wire => Self::#name,));
    let methods = quote! {
        #docs
        pub fn as_str(&self) -> &str {
            match self { #(#as_text)* Self::#unknown(value) => value.as_str(), }
        }
    };
    let impls = quote! {
        impl From<&str> for types::#name {
            fn from(text: &str) -> Self {
                match text { #(#from_text)* other => Self::#unknown(UnknownValue::new(other)), }
            }
        }
    };
    (methods, impls)
}

fn integers(definition: &Definition, values: &Enum) -> Conversions {
    let (name, unknown) = (&definition.name, &values.unknown);
    let docs = docs::sentence("The value as the API writes it.");
    let as_integer = each(values, |name, wire| quote!(Self::#name => #wire,));
    let from_integer = each(values, |name, wire| quote!(#wire => Self::#name,));
    let methods = quote! {
        #docs
        pub fn as_i64(&self) -> i64 {
            match self { #(#as_integer)* Self::#unknown(value) => value.as_i64(), }
        }
    };
    let impls = quote! {
        impl From<i64> for types::#name {
            fn from(value: i64) -> Self {
                match value { #(#from_integer)* other => Self::#unknown(UnknownInteger::new(other)), }
            }
        }
    };
    (methods, impls)
}

fn scalars(definition: &Definition, values: &Enum) -> Conversions {
    let (name, unknown) = (&definition.name, &values.unknown);
    let docs = docs::sentence("The value as JSON: a string, an integer or a boolean, if it is known.");
    let variants = || values.variants.iter();
    let as_value = each(values, |name, wire| quote!(Self::#name => Value::from(#wire),));
    let written = variants().map(|variant| {
        let (name, wire) = (&variant.name, literal(&variant.wire));
        let append = format_ident!(
            "{}",
            match variant.wire {
                Scalar::Text(_) => "string",
                Scalar::Integer(_) => "int",
                Scalar::Boolean(_) => "bool",
            }
        );
        quote!(Self::#name => out.#append(#wire),)
    });
    let read = variants().map(|variant| {
        let (name, wire) = (&variant.name, literal(&variant.wire));
        let kind = match variant.wire {
            Scalar::Text(_) => quote!(Text),
            Scalar::Integer(_) => quote!(Integer),
            Scalar::Boolean(_) => quote!(Boolean),
        };
        quote!(Scalar::#kind(#wire) => Self::#name,)
    });
    let methods = quote! {
        #docs
        pub fn to_value(&self) -> Value {
            match self { #(#as_value)* Self::#unknown(value) => value.as_value().clone(), }
        }
    };
    let impls = quote! {
        impl From<Scalar<'_>> for types::#name {
            fn from(value: Scalar<'_>) -> Self {
                match value { #(#read)* other => Self::#unknown(UnknownVariant::of(other)), }
            }
        }
        impl Encode for types::#name {
            fn encode<'s>(&'s self, out: &mut Tape<'s>) {
                match self { #(#written)* Self::#unknown(value) => value.encode(out), }
            }
        }
        impl Decode for types::#name {
            fn decode(json: Json<'_>) -> Result<Self, ReadError> {
                match json.scalar() {
                    Some(value) => Ok(Self::from(value)),
                    None => Decode::decode(json).map(Self::#unknown),
                }
            }
        }
    };
    (methods, impls)
}

/// What `line` makes of each variant's name and value.
fn each(
    values: &Enum,
    line: impl Fn(&crate::plan::names::Ident, TokenStream) -> TokenStream,
) -> Vec<TokenStream> {
    values.variants.iter().map(|variant| line(&variant.name, literal(&variant.wire))).collect()
}

fn literal(value: &Scalar) -> TokenStream {
    match value {
        Scalar::Text(text) => quote!(#text),
        Scalar::Integer(value) => text::integer((*value).into()),
        Scalar::Boolean(value) => quote!(#value),
    }
}
