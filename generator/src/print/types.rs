//! The modules of types: plain definitions and their docs, what a person reads.

use proc_macro2::TokenStream;
use quote::quote;

use super::source::Source;
use super::{docs, enumeration, structure, text, union};
use crate::plan::sdk::{Definition, DefinitionId, DefinitionKind, Module, Presence, Sdk, Type};

/// The types of an SDK, as the modules that print them name each other.
#[derive(Clone, Copy)]
pub(super) struct Types<'s> {
    pub(super) sdk: &'s Sdk,
    /// The module being printed.
    pub(super) module: &'s Module,
}

/// `types/mod.rs`: every type under one roof, each group's with its feature.
pub(super) fn index(sdk: &Sdk) -> Source<'static> {
    let modules = sdk.modules.iter().map(|module| {
        let name = &module.name;
        let gate = super::gate(module);
        quote!(#gate mod #name;)
    });
    let exports = sdk.modules.iter().map(|module| {
        let name = &module.name;
        let gate = super::gate(module);
        quote!(#gate pub use self::#name::*;)
    });
    Source::new("types/mod.rs", quote!(#(#modules)* #(#exports)*))
        .with_docs(vec!["The types that the API takes and gives.".to_owned()])
}

/// The file of one module of types.
pub(super) fn module<'s>(sdk: &'s Sdk, module: &'s Module) -> Source<'s> {
    let types = Types { sdk, module };
    let definitions = module.definitions.iter().map(move |id| types.definition(&sdk.definitions[id.0]));
    let docs = if module.feature.is_none() {
        "The types that several groups share.".to_owned()
    } else {
        format!("The types of the group `{}`.", module.name.plain())
    };
    Source::new(&format!("types/{}.rs", module.name.plain()), types.uses())
        .with_docs(vec![docs])
        .with_items(definitions)
}

impl Types<'_> {
    fn definition(&self, definition: &Definition) -> TokenStream {
        match &definition.kind {
            DefinitionKind::Struct(structure) => structure::structure(self, definition, structure),
            DefinitionKind::Enum(values) => enumeration::enumeration(definition, values),
            DefinitionKind::Union(union) => union::union(self, definition, union),
            DefinitionKind::Alias(value) => {
                let docs = docs::definition(definition);
                let name = &definition.name;
                let value = self.value(value);
                quote!(#docs pub type #name = #value;)
            }
            DefinitionKind::Bodies(bodies) => super::bodies::definition(self, definition, bodies),
            DefinitionKind::Answers(answers) => super::answers::definition(self, definition, answers),
        }
    }

    /// The type of a value, as this module names it.
    pub(super) fn value(&self, value: &Type) -> TokenStream {
        match value {
            Type::Bool => quote!(bool),
            Type::I32 => quote!(i32),
            Type::I64 => quote!(i64),
            Type::U32 => quote!(u32),
            Type::U64 => quote!(u64),
            Type::F32 => quote!(f32),
            Type::F64 => quote!(f64),
            Type::String => quote!(String),
            Type::DateTime => quote!(DateTime),
            Type::Date => quote!(Date),
            Type::Value => quote!(Value),
            Type::External(path) => text::path(path),
            Type::Bytes => quote!(bytes::Bytes),
            Type::File => quote!(crate::runtime::FilePart),
            Type::Multipart => quote!(crate::runtime::Multipart),
            Type::List(item) => {
                let item = self.value(item);
                quote!(Vec<#item>)
            }
            Type::Tuple(positions) => {
                let positions = positions.iter().map(|position| self.value(position));
                quote!((#(#positions,)*))
            }
            Type::Map(value) => {
                let value = self.value(value);
                quote!(BTreeMap<String, #value>)
            }
            Type::Nullable(value) => {
                let value = self.value(value);
                quote!(Nullable<#value>)
            }
            Type::Boxed(value) => {
                let value = self.value(value);
                quote!(Box<#value>)
            }
            Type::Named(id) => self.named(*id),
        }
    }

    /// What the type's definition is, behind aliases; `None` for a type that has none.
    pub(super) fn definition_of(&self, value: &Type) -> Option<&DefinitionKind> {
        match self.sdk.resolve(value) {
            Type::Named(id) => self.sdk.definitions.get(id.0).map(|definition| &definition.kind),
            _ => None,
        }
    }

    fn named(&self, id: DefinitionId) -> TokenStream {
        let name = &self.sdk.definitions[id.0].name;
        if self.module.definitions.contains(&id) { quote!(#name) } else { quote!(super::#name) }
    }

    /// The type of a field: its value's, wrapped as its presence says.
    pub(super) fn field(&self, value: &Type, presence: Presence) -> TokenStream {
        let value = self.value(value);
        match presence {
            Presence::Required => value,
            Presence::RequiredNullable => quote!(Nullable<#value>),
            Presence::Optional => quote!(Option<#value>),
            Presence::OptionalNullable => quote!(Field<#value>),
        }
    }

    /// The imports that the module's definitions need, and no more.
    fn uses(&self) -> TokenStream {
        let mut names = Names::default();
        for id in &self.module.definitions {
            let definition = &self.sdk.definitions[id.0];
            names.definition(definition);
            names.setters(self, definition);
        }
        let runtime: Vec<_> = names.runtime.iter().map(|name| quote::format_ident!("{name}")).collect();
        let map = names.map.then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let value = names.value.then(|| {
            quote!(
                use serde_json::Value;
            )
        });
        let runtime = (!runtime.is_empty()).then(|| quote!(use crate::runtime::{#(#runtime),*};));
        quote!(#runtime #value #map)
    }
}

/// What a module's definitions name that is not theirs.
#[derive(Default)]
struct Names {
    runtime: std::collections::BTreeSet<&'static str>,
    map: bool,
    value: bool,
}

impl Names {
    fn definition(&mut self, definition: &Definition) {
        match &definition.kind {
            DefinitionKind::Alias(value) => self.within(value),
            DefinitionKind::Bodies(bodies) => {
                bodies.variants.iter().for_each(|variant| self.within(&variant.value));
            }
            DefinitionKind::Answers(answers) => {
                answers
                    .variants
                    .iter()
                    .filter_map(|variant| variant.value.as_ref())
                    .for_each(|value| self.within(value));
            }
            DefinitionKind::Enum(values) => {
                self.runtime.insert(enumeration::unknown(values.base));
            }
            DefinitionKind::Union(union) => {
                self.runtime.insert("UnknownVariant");
                if union.variants.iter().any(|variant| variant.secret) {
                    self.runtime.insert("Redacted");
                }
                union.variants.iter().for_each(|variant| self.within(&variant.value));
            }
            DefinitionKind::Struct(structure) => {
                for field in &structure.fields {
                    self.within(&field.value);
                    match field.presence {
                        Presence::RequiredNullable => self.runtime.insert("Nullable"),
                        Presence::OptionalNullable => self.runtime.insert("Field"),
                        Presence::Required | Presence::Optional => false,
                    };
                    if field.secret {
                        self.runtime.insert("Redacted");
                    }
                }
                if structure.masks_rest {
                    self.runtime.insert("Redacted");
                }
                match &structure.rest {
                    crate::plan::sdk::Rest::Unknown(_) => {
                        self.runtime.insert("UnknownFields");
                    }
                    crate::plan::sdk::Rest::Map(_, value) => {
                        self.map = true;
                        self.within(value);
                    }
                    crate::plan::sdk::Rest::Nowhere => {}
                }
            }
        }
    }

    /// What setters name that the fields do not: the items of lists and maps behind an alias.
    fn setters(&mut self, types: &Types<'_>, definition: &Definition) {
        let DefinitionKind::Struct(structure) = &definition.kind else { return };
        for field in structure.fields.iter().filter(|_| structure.settable) {
            if let Type::List(item) | Type::Map(item) = types.sdk.resolve(&field.value) {
                self.within(item);
            }
        }
    }

    fn within(&mut self, value: &Type) {
        match value {
            Type::DateTime => {
                self.runtime.insert("DateTime");
            }
            Type::Date => {
                self.runtime.insert("Date");
            }
            Type::Value => self.value = true,
            Type::Map(value) => {
                self.map = true;
                self.within(value);
            }
            Type::Nullable(value) => {
                self.runtime.insert("Nullable");
                self.within(value);
            }
            Type::List(value) | Type::Boxed(value) => self.within(value),
            Type::Tuple(positions) => positions.iter().for_each(|position| self.within(position)),
            _ => {}
        }
    }
}
