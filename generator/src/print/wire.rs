//! The modules that take each type across the wire: tables, for the compiler.

use proc_macro2::TokenStream;
use quote::quote;

use super::source::Source;
use super::union::{Wire, has_shapes};
use super::{answers, bodies, enumeration, text};
use crate::plan::names::Ident;
use crate::plan::sdk::{Crossing, Definition, DefinitionKind, EnumBase, Module, Presence, Rest, Sdk, Struct};

/// `wire/mod.rs`.
pub(super) fn index(sdk: &Sdk) -> Source<'static> {
    let modules = sdk.modules.iter().map(|module| {
        let name = &module.name;
        let gate = super::gate(module);
        // The checks of a union look at the shapes of its variants.
        let mut definitions = module.definitions.iter().map(|id| &sdk.definitions[id.0]);
        let is_seen = definitions.any(has_checked_shapes).then(|| quote!(pub(crate)));
        quote!(#gate #is_seen mod #name;)
    });
    let of = |crossing: Crossing| {
        let externals = sdk.externals.iter().filter(move |external| external.crossing == crossing);
        let paths: Vec<_> = externals.map(|external| text::path(&external.path)).collect();
        let bridge = quote::format_ident!(
            "{}",
            match crossing {
                Crossing::Text => "text_values",
                Crossing::Serde => "serde_values",
            }
        );
        (!paths.is_empty()).then(|| quote!(runtime::#bridge!(#(#paths),*);))
    };
    let (text, serde) = (of(Crossing::Text), of(Crossing::Serde));
    let uses = (!sdk.externals.is_empty()).then(|| {
        quote!(
            use crate::runtime;
        )
    });
    Source::new("wire/mod.rs", quote!(#(#modules)* #uses #text #serde))
        .with_docs(vec!["How each type crosses the wire.".to_owned()])
}

/// Whether the definition is a union whose variants have rules, which a value must fit to be held to.
fn has_checked_shapes(definition: &Definition) -> bool {
    match &definition.kind {
        DefinitionKind::Union(union) => {
            union.is_read_by_fit() && union.variants.iter().any(|variant| !variant.rules.is_empty())
        }
        _ => false,
    }
}

/// The file of one module.
pub(super) fn module<'s>(sdk: &'s Sdk, module: &'s Module) -> Source<'s> {
    let definitions = move || module.definitions.iter().map(|id| &sdk.definitions[id.0]);
    let bodies = definitions().map(move |definition| match &definition.kind {
        DefinitionKind::Struct(Struct { parts: Some(parts), fields, rest, .. }) => {
            bodies::parts(definition, fields, parts, rest)
        }
        DefinitionKind::Struct(structure) => self::structure(definition, structure),
        DefinitionKind::Bodies(bodies) => bodies::wire(definition, bodies),
        DefinitionKind::Answers(answers) => answers::wire(definition, answers),
        DefinitionKind::Enum(values) => enumeration::wire(definition, values),
        DefinitionKind::Union(union) => Wire { sdk, module }.union(definition, union),
        DefinitionKind::Alias(_) => TokenStream::new(),
    });
    let structs: Vec<_> = definitions()
        .filter(|definition| {
            matches!(
                definition.kind,
                DefinitionKind::Struct(Struct { parts: None, .. }) | DefinitionKind::Union(_)
            )
        })
        .map(|definition| &definition.name)
        .collect();
    let open = [EnumBase::Text, EnumBase::Integer, EnumBase::Scalar].map(|base| {
        let of_base = |definition: &&Definition| matches!(&definition.kind, DefinitionKind::Enum(values) if values.base == base);
        let names: Vec<_> = definitions().filter(of_base).map(|definition| &definition.name).collect();
        let bridge = enumeration::bridge(base);
        (!names.is_empty()).then(|| quote!(runtime::#bridge!(#(types::#names),*);))
    });
    let bridge = (!structs.is_empty()).then(|| quote!(runtime::serde_bridge!(#(types::#structs),*);));

    let bridges = bridge.into_iter().chain(open.into_iter().flatten());
    Source::new(&format!("wire/{}.rs", module.name.plain()), uses(definitions()))
        .with_items(bodies)
        .with_items(bridges)
}

fn structure(definition: &Definition, structure: &Struct) -> TokenStream {
    let name = &definition.name;
    let rest = rest(structure);
    let written = structure.fields.iter().map(|field| {
        let (wire, name) = (&field.wire, &field.name);
        quote!((#wire, &self.#name))
    });
    let decode = if structure.is_read_in_place() {
        read_in_place(structure)
    } else {
        read_apart(definition, structure)
    };
    quote! {
        impl Encode for types::#name {
            fn encode<'s>(&'s self, out: &mut Tape<'s>) {
                out.object(&[#(#written),*], &self.#rest);
            }
        }
        impl Decode for types::#name { #decode }
    }
}

/// The name of the field that keeps the members which no other field does.
fn rest(structure: &Struct) -> Option<&Ident> {
    match &structure.rest {
        Rest::Unknown(name) | Rest::Map(name, _) => Some(name),
        Rest::Nowhere => None,
    }
}

/// Reads each member into its field, where all fields can be absent.
fn read_in_place(structure: &Struct) -> TokenStream {
    let rest = rest(structure);
    let filled = structure.fields.iter().map(|field| {
        let (wire, name) = (&field.wire, &field.name);
        quote!((#wire, &mut value.#name))
    });
    quote! {
        fn decode(json: Json<'_>) -> Result<Self, ReadError> {
            let mut value = Self::default();
            json.object(&mut [#(#filled),*], &mut value.#rest)?;
            Ok(value)
        }
    }
}

/// Reads each member into a variable, and makes the struct of them when all have been read that must be there.
fn read_apart(definition: &Definition, structure: &Struct) -> TokenStream {
    let json = parameter(structure);
    let rest = rest(structure);
    let rest_slot = match &structure.rest {
        Rest::Unknown(name) => quote!(let mut #name = UnknownFields::new();),
        Rest::Map(name, _) => quote!(let mut #name = BTreeMap::new();),
        Rest::Nowhere => quote!(),
    };
    let slots = structure.fields.iter().map(|field| {
        let name = &field.name;
        match field.presence {
            Presence::Required | Presence::RequiredNullable => quote!(let mut #name = Required::new();),
            Presence::Optional => quote!(let mut #name = None;),
            Presence::OptionalNullable => quote!(let mut #name = Field::Absent;),
        }
    });
    let filled = structure.fields.iter().map(|field| {
        let (wire, name) = (&field.wire, &field.name);
        quote!((#wire, &mut #name))
    });
    let taken = structure.fields.iter().map(|field| {
        let (wire, name) = (&field.wire, &field.name);
        if field.presence.is_required() { quote!(#name: #name.take(#wire, SCHEMA)?,) } else { quote!(#name,) }
    });
    let pointer = format!("#{}", definition.origin.pointer);
    quote! {
        fn decode(#json: Json<'_>) -> Result<Self, ReadError> {
            const SCHEMA: &str = #pointer;
            #(#slots)*
            #rest_slot
            #json.object(&mut [#(#filled),*], &mut #rest)?;
            Ok(Self { #(#taken)* #rest })
        }
    }
}

/// The name of the argument that is read from: none that a field has, as each field is a variable beside it.
fn parameter(structure: &Struct) -> proc_macro2::Ident {
    let mut name = "json".to_owned();
    while structure.fields.iter().any(|field| field.name.plain() == name) {
        name.push('_');
    }
    quote::format_ident!("{name}")
}

/// The imports that the module needs, and no more.
fn uses<'d>(definitions: impl Iterator<Item = &'d Definition>) -> TokenStream {
    let mut names = std::collections::BTreeSet::new();
    let (mut is_map, mut is_value, mut needs_runtime) = (false, false, false);
    for definition in definitions {
        needs_runtime |= !matches!(
            definition.kind,
            DefinitionKind::Alias(_)
                | DefinitionKind::Bodies(_)
                | DefinitionKind::Struct(Struct { parts: Some(_), .. })
        );
        match &definition.kind {
            DefinitionKind::Alias(_) => {}
            DefinitionKind::Bodies(_) => names.extend(["RequestBody", "ToBody"]),
            DefinitionKind::Answers(_) => names.extend(["ReadError", "Response", "ResponseBody"]),
            DefinitionKind::Struct(Struct { parts: Some(_), .. }) => {
                names.extend(["Multipart", "ToMultipart"]);
            }
            DefinitionKind::Enum(values) => {
                names.insert(enumeration::unknown(values.base));
                if values.base == EnumBase::Scalar {
                    names.extend(["Decode", "Encode", "Json", "ReadError", "Scalar", "Tape"]);
                    is_value = true;
                }
            }
            DefinitionKind::Union(union) => {
                names.extend(["Decode", "Encode", "Json", "ReadError", "Tape"]);
                names.extend(has_shapes(union).then_some("Fit"));
                names.extend(union.is_read_by_fit().then_some("best_fit"));
            }
            DefinitionKind::Struct(structure) => {
                names.extend(["Decode", "Encode", "Json", "ReadError", "Tape"]);
                if structure.is_read_in_place() {
                    continue;
                }
                for field in &structure.fields {
                    match field.presence {
                        Presence::Required | Presence::RequiredNullable => names.insert("Required"),
                        Presence::OptionalNullable => names.insert("Field"),
                        Presence::Optional => false,
                    };
                }
                match &structure.rest {
                    Rest::Unknown(_) => {
                        names.insert("UnknownFields");
                    }
                    Rest::Map(..) => is_map = true,
                    Rest::Nowhere => {}
                }
            }
        }
    }
    let map = is_map.then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let value = is_value.then(|| {
        quote!(
            use serde_json::Value;
        )
    });
    if names.is_empty() {
        return TokenStream::new();
    }
    // What names the runtime itself: the bridges, and the functions that read answers.
    let own = needs_runtime.then(|| quote!(self,));
    let names = names.iter().map(|name| quote::format_ident!("{name}"));
    quote!(use crate::runtime::{#own #(#names),*}; use crate::types; #value #map)
}
