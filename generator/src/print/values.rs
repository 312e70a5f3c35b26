//! Expressions for values of the API's types: the smallest that compiles, with everything that a type requires.

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::operation;
use crate::plan::sdk::{Crossing, DefinitionId, DefinitionKind, Field, Presence, Sdk, Struct, Type};

/// How deep an expression goes: beyond it a value is read from JSON, which only a type that holds itself by requirement
/// gets to.
const MAX_DEPTH: usize = 8;

/// How many values of named types an expression has: an object of objects that each require several grows with every level.
const MAX_VALUES: usize = 64;

/// An expression for a value of the type `value`; `name` is what it is of, and the text of a string.
pub(super) fn value(sdk: &Sdk, value: &Type, name: &str) -> TokenStream {
    Values { sdk, left: MAX_VALUES }.value(value, name, 0, Place::Known)
}

/// Where a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The place has the value's type.
    Known,
    /// The place takes whatever becomes the type: the value has to say its own.
    Open,
}

struct Values<'s> {
    sdk: &'s Sdk,
    /// How many more values of named types there may be.
    left: usize,
}

impl Values<'_> {
    /// An expression of exactly the type `value`.
    fn value(&mut self, value: &Type, name: &str, depth: usize, place: Place) -> TokenStream {
        let lib = &self.sdk.package.lib_name;
        match value {
            Type::Bool => quote!(true),
            Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F32 | Type::F64 => number(value, place),
            Type::String => quote!(#name.to_owned()),
            Type::DateTime => quote!(#lib::runtime::DateTime::new("2026-01-02T03:04:05Z")),
            Type::Date => quote!(#lib::runtime::Date::new("2026-01-02")),
            Type::Value => quote!(serde_json::Value::Null),
            Type::External(path) => {
                let external = self.sdk.externals.iter().find(|external| external.path == *path);
                let path = self.type_of(value);
                match external.map(|external| external.crossing) {
                    Some(Crossing::Text) => quote!("…".parse::<#path>()?),
                    Some(Crossing::Serde) | None => from_json(&path),
                }
            }
            Type::Bytes => quote!("…".into()),
            Type::File => quote!(#lib::runtime::FilePart::bytes(#name, "…")),
            Type::Multipart => quote!(#lib::runtime::Multipart::new()),
            Type::List(item) => {
                let item = self.value(item, name, depth, place);
                quote!(vec![#item])
            }
            Type::Tuple(positions) => {
                let positions = positions.iter().map(|position| self.value(position, name, depth, place));
                quote!((#(#positions,)*))
            }
            Type::Map(inner) => {
                let inner = (place == Place::Open).then(|| self.type_of(inner));
                let generics = inner.map(|inner| quote!(::<String, #inner>));
                quote!(std::collections::BTreeMap #generics::new())
            }
            Type::Nullable(inner) => self.null(inner, place),
            Type::Boxed(inner) => {
                let inner = self.value(inner, name, depth, place);
                quote!(Box::new(#inner))
            }
            Type::Named(id) => self.named(*id, name, depth, place),
        }
    }

    fn null(&self, inner: &Type, place: Place) -> TokenStream {
        let lib = &self.sdk.package.lib_name;
        let inner = (place == Place::Open).then(|| self.type_of(inner));
        let generics = inner.map(|inner| quote!(::<#inner>));
        quote!(#lib::runtime::Nullable #generics::Null)
    }

    fn named(&mut self, id: DefinitionId, name: &str, depth: usize, place: Place) -> TokenStream {
        let definition = &self.sdk.definitions[id.0];
        let own = &definition.name;
        let unread = || from_json(&quote!(types::#own));
        if depth > MAX_DEPTH || self.left == 0 {
            return unread();
        }
        self.left -= 1;
        let mut of = |value: &Type| self.value(value, name, depth + 1, Place::Known);
        match &definition.kind {
            DefinitionKind::Alias(target) => self.value(target, name, depth + 1, place),
            DefinitionKind::Struct(structure) => {
                let arguments = self.arguments(structure, depth + 1);
                quote!(types::#own::new(#arguments))
            }
            DefinitionKind::Enum(values) => values.variants.first().map_or_else(unread, |first| {
                let first = &first.name;
                quote!(types::#own::#first)
            }),
            DefinitionKind::Union(union) => union.variants.first().map_or_else(unread, |first| {
                let (shape, value) = (&first.name, of(&first.value));
                quote!(types::#own::#shape(#value))
            }),
            DefinitionKind::Bodies(bodies) => bodies.variants.first().map_or_else(unread, |first| {
                let (body, value) = (&first.name, of(&first.value));
                quote!(types::#own::#body(#value))
            }),
            DefinitionKind::Answers(_) => unread(),
        }
    }

    /// What the constructor of a struct is given.
    fn arguments(&mut self, structure: &Struct, depth: usize) -> TokenStream {
        let asked: Vec<&Field> = structure.fields.iter().filter(|field| field.is_asked_for()).collect();
        if let Some(required) = &structure.required {
            let fields = asked.iter().map(|field| {
                let name = &field.name;
                let value = match field.presence {
                    Presence::RequiredNullable => self.null(&field.value, Place::Known),
                    _ => self.value(&field.value, &field.wire, depth, Place::Known),
                };
                quote!(#name: #value)
            });
            return quote!(types::#required { #(#fields),* });
        }
        match asked.first() {
            None => quote!(),
            Some(field) if field.presence == Presence::RequiredNullable => {
                self.null(&field.value, Place::Open)
            }
            Some(field) => self.given(&field.value, &field.wire, depth),
        }
    }

    /// An expression for an argument that takes whatever becomes the type `value`.
    fn given(&mut self, value: &Type, name: &str, depth: usize) -> TokenStream {
        let sdk = self.sdk;
        match sdk.resolve(value) {
            Type::Boxed(inner) => self.given(inner, name, depth),
            Type::List(item) => {
                let item = self.one_given(item, name, depth);
                quote!([#item])
            }
            Type::Map(item) => {
                let item = self.one_given(item, name, depth);
                quote!([(#name, #item)])
            }
            _ => self.one_given(value, name, depth),
        }
    }

    fn one_given(&mut self, value: &Type, name: &str, depth: usize) -> TokenStream {
        let sdk = self.sdk;
        match sdk.resolve(value) {
            Type::String => quote!(#name),
            plain if plain.is_number_or_boolean() => self.value(plain, name, depth, Place::Known),
            _ => self.value(value, name, depth, Place::Open),
        }
    }

    /// The type, as a user of the crate names it who has imported `types`.
    fn type_of(&self, value: &Type) -> TokenStream {
        let lib = &self.sdk.package.lib_name;
        from_outside(operation::value(self.sdk, value), &lib.to_token_stream())
    }
}

fn number(value: &Type, place: Place) -> TokenStream {
    let literal = match (value, place) {
        (Type::F32 | Type::F64, Place::Known) => Literal::f64_unsuffixed(1.5),
        (Type::F32, Place::Open) => Literal::f32_suffixed(1.5),
        (Type::F64, Place::Open) => Literal::f64_suffixed(1.5),
        (Type::I32, Place::Open) => Literal::i32_suffixed(1),
        (Type::I64, Place::Open) => Literal::i64_suffixed(1),
        (Type::U32, Place::Open) => Literal::u32_suffixed(1),
        (Type::U64, Place::Open) => Literal::u64_suffixed(1),
        _ => Literal::i64_unsuffixed(1),
    };
    quote!(#literal)
}

fn from_json(path: &TokenStream) -> TokenStream {
    quote!(serde_json::from_str::<#path>("…")?)
}

/// `tokens` with the crate's name, `lib`, in place of `crate`.
fn from_outside(tokens: TokenStream, lib: &TokenStream) -> TokenStream {
    let outside = |token: TokenTree| match token {
        TokenTree::Ident(word) if word == "crate" => lib.clone(),
        // Generic arguments are no group of tokens; those of a tuple are.
        TokenTree::Group(group) => {
            let inner = from_outside(group.stream(), lib);
            TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inner)).into()
        }
        other => other.into(),
    };
    tokens.into_iter().map(outside).collect()
}
