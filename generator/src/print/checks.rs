//! The modules that hold what values must satisfy, as data behind `validate()`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::source::Source;
use super::{docs, text, union};
use crate::plan::names::{Case, ident_or};
use crate::plan::sdk::{Allowed, Definition, DefinitionId, DefinitionKind, Module, Rule, Sdk, Union};

/// `checks/mod.rs`.
pub(super) fn index(sdk: &Sdk) -> Source<'static> {
    let modules = sdk.modules.iter().filter(|module| has_checks(sdk, module)).map(|module| {
        let name = &module.name;
        let gate = super::gate(module);
        let spare = is_spare(sdk, module)
            .then(|| quote!(#[allow(dead_code, reason = "the groups that refer to it may be left out")]));
        quote!(#gate #spare mod #name;)
    });
    Source::new("checks/mod.rs", quote!(#(#modules)*))
        .with_docs(vec!["What values must satisfy: the constraints of the description.".to_owned()])
}

/// Whether the module is there without any group, and holds what only a group may refer to: no method reads the rules of
/// an alias or of a union.
fn is_spare(sdk: &Sdk, module: &Module) -> bool {
    let mut checked = module
        .definitions
        .iter()
        .map(|id| &sdk.definitions[id.0])
        .filter(|definition| is_checked(definition));
    module.feature.is_none()
        && sdk.modules.iter().any(|module| module.feature.is_some() && has_checks(sdk, module))
        && checked.any(|definition| !matches!(definition.kind, DefinitionKind::Struct(_)))
}

/// The file of one module; `None` if none of its types is constrained.
pub(super) fn module<'s>(sdk: &'s Sdk, module: &'s Module) -> Option<Source<'s>> {
    has_checks(sdk, module).then(|| {
        let checks = Checks { sdk, module };
        let ids = move || module.definitions.iter().filter(|id| is_checked(&sdk.definitions[id.0]));
        let methods = ids().filter_map(move |id| checks.method(*id));
        let statics = ids().map(move |id| checks.definition(*id));
        let names = |wanted| ids().any(|id| has_rule(&sdk.definitions[id.0], wanted));
        let allowed = names(names_allowed).then(|| quote!(Allowed,));
        let bound = names(names_bound).then(|| quote!(Bound,));
        let structs = ids().any(|id| matches!(sdk.definitions[id.0].kind, DefinitionKind::Struct(_)));
        let uses = if structs {
            quote!(use crate::runtime::validate::{#allowed #bound Check, ValidationError, validate}; use crate::types;)
        } else {
            quote!(use crate::runtime::validate::{#allowed #bound Check};)
        };
        Source::new(&format!("checks/{}.rs", module.name.plain()), uses).with_items(methods).with_items(statics)
    })
}

#[derive(Clone, Copy)]
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
            // What other members satisfy is told from a field's own by the fields that are listed.
            let lists_all = definition.rules.iter().any(|rule| matches!(rule, Rule::Values(_)));
            let fields: Vec<_> = structure
                .fields
                .iter()
                .filter(|field| lists_all || !field.rules.is_empty())
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
        if let DefinitionKind::Union(union) = &definition.kind {
            checks.extend(self.branches(definition, union));
        }
        let length = Literal::usize_unsuffixed(checks.len());
        quote!(pub(super) static #name: [Check; #length] = [#(#checks),*];)
    }

    /// What the variants of a union must satisfy, in the order of their names; `None` if nothing.
    fn branches(&self, definition: &Definition, union: &Union) -> Option<TokenStream> {
        let variants = union.by_name();
        variants.iter().any(|variant| !variant.rules.is_empty()).then(|| {
            let tag = if let Some(tag) = &union.tag {
                let name = &tag.name;
                let tags = variants.iter().map(|variant| {
                    let tags = &variant.tags;
                    quote!(&[#(#tags),*])
                });
                quote!(Some((#name, &[#(#tags),*])))
            } else {
                quote!(None)
            };
            let shapes = if union.is_read_by_fit() {
                let module = &self.module.name;
                let shapes = union::shapes_name(definition);
                quote!(&crate::wire::#module::#shapes)
            } else {
                quote!(&[])
            };
            let branches = variants.iter().map(|variant| {
                let rules = self.rules(&variant.rules);
                quote!(&#rules)
            });
            quote!(Check::Branches { tag: #tag, shapes: #shapes, branches: &[#(#branches),*] })
        })
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
        let groups = |name: &str, groups: &[Vec<String>]| {
            let name = format_ident!("{name}");
            quote!(Check::#name(&[#(&[#(#groups),*]),*]))
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
            Rule::Enum(allowed) => {
                let allowed = allowed.iter().map(|value| match value {
                    Allowed::Boolean(value) => quote!(Allowed::Boolean(#value)),
                    Allowed::Number(value) => {
                        let value = text::bound(*value);
                        quote!(Allowed::Number(#value))
                    }
                });
                quote!(Check::Enum(&[#(#allowed),*]))
            }
            Rule::MinProperties(least) => count("MinProperties", *least),
            Rule::MaxProperties(most) => count("MaxProperties", *most),
            Rule::AnyRequired(lists) => groups("AnyRequired", lists),
            Rule::OneRequired(lists) => groups("OneRequired", lists),
            Rule::Names { patterns, known } => {
                quote!(Check::Names { patterns: &[#(#patterns),*], known: &[#(#known),*] })
            }
            Rule::Items(rules) => {
                let rules = self.rules(rules);
                quote!(Check::Items(&#rules))
            }
            Rule::Positions(positions) => {
                let positions = positions.iter().map(|rules| self.rules(rules));
                quote!(Check::Positions(&[#(&#positions),*]))
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
                    let module = union::module_of(self.sdk, *id);
                    quote!(Check::Shape(&super::#module::#name))
                }
            }
        }
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

/// Whether a rule of the definition, or one within, is as `wanted` says.
fn has_rule(definition: &Definition, wanted: fn(&Rule) -> bool) -> bool {
    fn within(rule: &Rule, wanted: fn(&Rule) -> bool) -> bool {
        wanted(rule)
            || match rule {
                Rule::Items(rules) | Rule::Values(rules) => rules.iter().any(|rule| within(rule, wanted)),
                Rule::Positions(positions) => positions.iter().flatten().any(|rule| within(rule, wanted)),
                _ => false,
            }
    }
    definition.all_rules().any(|rule| within(rule, wanted))
}

/// Whether the rule is printed with a number.
fn names_bound(rule: &Rule) -> bool {
    match rule {
        Rule::Minimum(_)
        | Rule::Maximum(_)
        | Rule::ExclusiveMinimum(_)
        | Rule::ExclusiveMaximum(_)
        | Rule::MultipleOf(_) => true,
        Rule::Enum(allowed) => allowed.iter().any(|value| matches!(value, Allowed::Number(_))),
        _ => false,
    }
}

/// Whether the rule is printed with a list of values.
fn names_allowed(rule: &Rule) -> bool {
    matches!(rule, Rule::Enum(_))
}
