//! The modules that take each type across the wire: tables, for the compiler.

use proc_macro2::TokenStream;
use quote::quote;

use super::source::Source;
use super::{answers, bodies, enumeration, union};
use crate::plan::sdk::{Definition, DefinitionKind, Module, Presence, Rest, Sdk, Struct};

/// `wire/mod.rs`.
pub(super) fn index(sdk: &Sdk) -> Source {
    let modules = sdk.modules.iter().map(|module| {
        let name = &module.name;
        let gate = super::gate(module);
        quote!(#gate mod #name;)
    });
    Source::new("wire/mod.rs", quote!(#(#modules)*))
        .with_docs(vec!["How each type crosses the wire.".to_owned()])
}

/// The file of one module.
pub(super) fn module(sdk: &Sdk, module: &Module) -> Source {
    let definitions = || module.definitions.iter().map(|id| &sdk.definitions[id.0]);
    let bodies: Vec<TokenStream> = definitions()
        .map(|definition| match &definition.kind {
            DefinitionKind::Struct(Struct { parts: Some(parts), fields, rest, .. }) => {
                bodies::parts(definition, fields, parts, rest)
            }
            DefinitionKind::Struct(structure) => self::structure(definition, structure),
            DefinitionKind::Bodies(bodies) => bodies::wire(definition, bodies),
            DefinitionKind::Answers(answers) => answers::wire(definition, answers),
            DefinitionKind::Enum(values) => enumeration::wire(definition, values),
            DefinitionKind::Union(union) => union::wire(definition, union),
            DefinitionKind::Alias(_) => TokenStream::new(),
        })
        .collect();
    let structs: Vec<_> = definitions()
        .filter(|definition| {
            matches!(
                definition.kind,
                DefinitionKind::Struct(Struct { parts: None, .. }) | DefinitionKind::Union(_)
            )
        })
        .map(|definition| &definition.name)
        .collect();
    let enums: Vec<_> = definitions()
        .filter(|definition| matches!(definition.kind, DefinitionKind::Enum(_)))
        .map(|definition| &definition.name)
        .collect();
    let bridge = (!structs.is_empty()).then(|| quote!(runtime::serde_bridge!(#(types::#structs),*);));
    let open = (!enums.is_empty()).then(|| quote!(runtime::open_enum!(#(types::#enums),*);));

    let uses = uses(definitions());
    Source::new(&format!("wire/{}.rs", module.name.plain()), quote!(#uses #(#bodies)* #bridge #open))
}

fn structure(definition: &Definition, structure: &Struct) -> TokenStream {
    let name = &definition.name;
    let json = parameter(structure);
    let (rest, rest_slot) = match &structure.rest {
        Rest::Unknown(name) => (Some(name), quote!(let mut #name = UnknownFields::new();)),
        Rest::Map(name, _) => (Some(name), quote!(let mut #name = BTreeMap::new();)),
        Rest::Nowhere => (None, quote!()),
    };

    let written = structure.fields.iter().map(|field| {
        let (wire, name) = (&field.wire, &field.name);
        quote!((#wire, &self.#name))
    });
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
        if field.presence.is_required() { quote!(#name: #name.take(#wire)?,) } else { quote!(#name,) }
    });
    quote! {
        impl Encode for types::#name {
            fn encode<'s>(&'s self, out: &mut Tape<'s>) {
                out.object(&[#(#written),*], &self.#rest);
            }
        }
        impl Decode for types::#name {
            fn decode(#json: Json<'_>) -> Result<Self, ReadError> {
                #(#slots)*
                #rest_slot
                #json.object(&mut [#(#filled),*], &mut #rest)?;
                Ok(Self { #(#taken)* #rest })
            }
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
    let (mut is_map, mut needs_runtime) = (false, false);
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
            DefinitionKind::Enum(_) => {
                names.insert("UnknownValue");
            }
            DefinitionKind::Union(union) => {
                names.extend(["Decode", "Encode", "Json", "ReadError", "Tape"]);
                names.extend(union.tag.is_none().then_some(["Fit", "best_fit"]).into_iter().flatten());
            }
            DefinitionKind::Struct(structure) => {
                names.extend(["Decode", "Encode", "Json", "ReadError", "Tape"]);
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
    if names.is_empty() {
        return TokenStream::new();
    }
    // What names the runtime itself: the bridges, and the functions that read answers.
    let own = needs_runtime.then(|| quote!(self,));
    let names = names.iter().map(|name| quote::format_ident!("{name}"));
    quote!(#map use crate::runtime::{#own #(#names),*}; use crate::types;)
}
