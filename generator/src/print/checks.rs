//! The modules that hold what values must satisfy, as data behind `validate()`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::source::Source;
use super::{docs, text};
use crate::plan::names::{Case, ident_or};
use crate::plan::sdk::{Definition, DefinitionId, DefinitionKind, Module, Rule, Sdk};

/// `checks/mod.rs`.
pub(super) fn index(sdk: &Sdk) -> Source {
    let modules = sdk.modules.iter().filter(|module| has_checks(sdk, module)).map(|module| {
        let name = &module.name;
        let gate = super::gate(module);
        quote!(#gate mod #name;)
    });
    Source::new("checks/mod.rs", quote!(#(#modules)*))
        .with_docs(vec!["What values must satisfy: the constraints of the description.".to_owned()])
}

/// The file of one module; `None` if none of its types is constrained.
pub(super) fn module(sdk: &Sdk, module: &Module) -> Option<Source> {
    has_checks(sdk, module).then(|| {
        let checks = Checks { sdk, module };
        let ids = || module.definitions.iter().filter(|id| is_checked(&sdk.definitions[id.0]));
        let statics = ids().map(|id| checks.definition(*id));
        let methods = ids().map(|id| checks.method(*id));
        let bound = ids().any(|id| has_bound(&sdk.definitions[id.0])).then(|| quote!(Bound,));
        let structs = ids().any(|id| matches!(sdk.definitions[id.0].kind, DefinitionKind::Struct(_)));
        let uses = if structs {
            quote!(use crate::runtime::validate::{#bound Check, ValidationError, validate}; use crate::types;)
        } else {
            quote!(use crate::runtime::validate::{#bound Check};)
        };
        Source::new(&format!("checks/{}.rs", module.name.plain()), quote!(#uses #(#methods)* #(#statics)*))
    })
}

struct Checks<'s> {
    sdk: &'s Sdk,
    module: &'s Module,
}

impl Checks<'_> {
    fn method(&self, id: DefinitionId) -> Option<TokenStream> {
        let definition = &self.sdk.definitions[id.0];
        let DefinitionKind::Struct(_) = definition.kind else { return None };
        let name = &definition.name;
        let checks = static_name(definition);
        let docs = docs::lines_to_attributes(&[
            "Checks the constraints that the API's description states.".to_owned(),
            String::new(),
            "# Errors".to_owned(),
            String::new(),
            "All violations, each with its JSON path.".to_owned(),
        ]);
        Some(quote! {
            impl types::#name {
                #docs
                pub fn validate(&self) -> Result<(), ValidationError> { validate(self, &#checks) }
            }
        })
    }

    fn definition(&self, id: DefinitionId) -> TokenStream {
        let definition = &self.sdk.definitions[id.0];
        let name = static_name(definition);
        let mut checks: Vec<TokenStream> = definition.rules.iter().map(|rule| self.rule(rule)).collect();
        if let DefinitionKind::Struct(structure) = &definition.kind {
            let fields: Vec<_> = structure
                .fields
                .iter()
                .filter(|field| !field.rules.is_empty())
                .map(|field| {
                    let wire = &field.wire;
                    let rules = self.rules(&field.rules);
                    quote!((#wire, &#rules))
                })
                .collect();
            if !fields.is_empty() {
                checks.push(quote!(Check::Fields(&[#(#fields),*])));
            }
        }
        let length = Literal::usize_unsuffixed(checks.len());
        quote!(pub(super) static #name: [Check; #length] = [#(#checks),*];)
    }

    fn rules(&self, rules: &[Rule]) -> TokenStream {
        let rules = rules.iter().map(|rule| self.rule(rule));
        quote!([#(#rules),*])
    }

    fn rule(&self, rule: &Rule) -> TokenStream {
        let count = |name: &str, count: u64| {
            let name = format_ident!("{name}");
            let count = text::integer(count.into());
            quote!(Check::#name(#count))
        };
        let bound = |name: &str, number| {
            let name = format_ident!("{name}");
            let number = text::bound(number);
            quote!(Check::#name(#number))
        };
        match rule {
            Rule::MinLength(least) => count("MinLength", *least),
            Rule::MaxLength(most) => count("MaxLength", *most),
            Rule::Pattern(pattern) => quote!(Check::Pattern(#pattern)),
            Rule::Minimum(least) => bound("Minimum", *least),
            Rule::Maximum(most) => bound("Maximum", *most),
            Rule::ExclusiveMinimum(below) => bound("ExclusiveMinimum", *below),
            Rule::ExclusiveMaximum(above) => bound("ExclusiveMaximum", *above),
            Rule::MultipleOf(step) => bound("MultipleOf", *step),
            Rule::MinItems(least) => count("MinItems", *least),
            Rule::MaxItems(most) => count("MaxItems", *most),
            Rule::UniqueItems => quote!(Check::UniqueItems),
            Rule::MinProperties(least) => count("MinProperties", *least),
            Rule::MaxProperties(most) => count("MaxProperties", *most),
            Rule::Items(rules) => {
                let rules = self.rules(rules);
                quote!(Check::Items(&#rules))
            }
            Rule::Values(rules) => {
                let rules = self.rules(rules);
                quote!(Check::Values(&#rules))
            }
            Rule::Type(id) => {
                let name = static_name(&self.sdk.definitions[id.0]);
                if self.module.definitions.contains(id) {
                    quote!(Check::Shape(&#name))
                } else {
                    let module = self.module_of(*id);
                    quote!(Check::Shape(&super::#module::#name))
                }
            }
        }
    }

    fn module_of(&self, id: DefinitionId) -> TokenStream {
        let holder = self.sdk.modules.iter().find(|module| module.definitions.contains(&id));
        holder.map_or_else(TokenStream::new, |module| {
            let name = &module.name;
            quote!(#name)
        })
    }
}

fn static_name(definition: &Definition) -> Ident {
    format_ident!("{}", ident_or(definition.name.plain(), "TYPE", Case::ShoutySnake).plain())
}

pub(super) fn has_checks(sdk: &Sdk, module: &Module) -> bool {
    module.definitions.iter().any(|id| is_checked(&sdk.definitions[id.0]))
}

fn is_checked(definition: &Definition) -> bool {
    definition.all_rules().next().is_some()
}

fn has_bound(definition: &Definition) -> bool {
    fn within(rule: &Rule) -> bool {
        match rule {
            Rule::Minimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::ExclusiveMaximum(_)
            | Rule::MultipleOf(_) => true,
            Rule::Items(rules) | Rule::Values(rules) => rules.iter().any(within),
            _ => false,
        }
    }
    definition.all_rules().any(within)
}
