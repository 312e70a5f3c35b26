//! What unions ask of the definitions around them, once all of these are known: which are shapes of others, which shapes
//! a value can't tell apart, and which variants a value of Rust picks.
//!
//! No union is a shape of itself in the end, so that to look for the shape of a value comes to an end too.

use std::collections::{HashMap, HashSet};

use super::names::{Case, Ident, ident_or};
use super::scope::Scope;
use super::sdk::{Definition, DefinitionId, DefinitionKind, Fit, Rule, Type, Union, UnionVariant};
use super::{aliases, cycles};
use crate::diagnostic::{AMBIGUOUS_UNION, Diagnostic, NOT_CARRIED};

/// With how many of the variants before it each is compared: to compare all pairs costs the square of their number.
const MOST_COMPARED: usize = 64;

/// Settles every union; no alias leads back to itself by then.
pub(super) fn settle(definitions: &mut [Definition], found: &mut Vec<Diagnostic>) {
    merge_rings(definitions, found);
    mark_nested(definitions);
    mark_distinct(definitions);
    for definition in &*definitions {
        if let DefinitionKind::Union(union) = &definition.kind
            && union.tag.as_ref().is_none_or(|tag| !tag.is_required && !tag.is_stated)
        {
            report_ties(definition, &union.variants, found);
        }
    }
}

/// For each definition, the unions that its variants hold.
fn nested(definitions: &[Definition]) -> Vec<Vec<Option<usize>>> {
    let ends = aliases::ends(definitions);
    let union = |variant: &UnionVariant| match variant.value {
        Type::Named(id) => ends[id.0]
            .map(|end| end.0)
            .filter(|end| matches!(definitions[*end].kind, DefinitionKind::Union(_))),
        _ => None,
    };
    definitions
        .iter()
        .map(|definition| match &definition.kind {
            DefinitionKind::Union(of) => of.variants.iter().map(union).collect(),
            _ => Vec::new(),
        })
        .collect()
}

/// Makes one type of unions that are shapes of each other, as by `allOf` with nothing beside it: the same values fit them
/// all. The first by name has the shapes of all, and the others become its aliases.
fn merge_rings(definitions: &mut [Definition], found: &mut Vec<Diagnostic>) {
    let nested = nested(definitions);
    let edges: Vec<Vec<usize>> = nested.iter().map(|of| of.iter().copied().flatten().collect()).collect();
    let component = cycles::components(&edges);
    let mut rings: Vec<Vec<usize>> = vec![Vec::new(); definitions.len()];
    for (index, edges) in edges.iter().enumerate() {
        if edges.iter().any(|target| component[*target] == component[index]) {
            rings[component[index]].push(index);
        }
    }
    for mut ring in rings {
        ring.sort_by(|a, b| definitions[*a].name.cmp(&definitions[*b].name));
        let Some((&first, others)) = ring.split_first() else { continue };
        let (mut names, mut seen) = (Scope::default(), HashSet::new());
        let mut variants: Vec<UnionVariant> = Vec::new();
        for index in &ring {
            let Definition { kind: DefinitionKind::Union(union), origin, .. } = &definitions[*index] else {
                continue;
            };
            for (variant, nested) in union.variants.iter().zip(&nested[*index]) {
                if nested.is_some_and(|target| component[target] == component[first]) {
                    let message =
                        format!("the branch `{}`, which is the union itself", variant.name.as_str());
                    found.push(Diagnostic::new(&NOT_CARRIED, origin.clone(), message));
                } else if seen.insert(variant.value.clone()) {
                    let tags = if others.is_empty() { variant.tags.clone() } else { Vec::new() };
                    variants.push(UnionVariant {
                        name: names.take_free(&variant.name),
                        tags,
                        ..variant.clone()
                    });
                }
            }
        }
        let tag = match &definitions[first].kind {
            DefinitionKind::Union(union) if others.is_empty() => union.tag.clone(),
            _ => None,
        };
        let unknown = names.take_free(&ident_or("Unknown", "", Case::UpperCamel));
        definitions[first].kind = if variants.is_empty() {
            DefinitionKind::Alias(Type::Value)
        } else {
            DefinitionKind::Union(Union { variants, tag, unknown, is_nested: false, text: None })
        };
        for other in others {
            definitions[*other].kind = DefinitionKind::Alias(Type::Named(DefinitionId(first)));
            definitions[*other].rules = vec![Rule::Type(DefinitionId(first))];
        }
    }
}

/// Marks the unions that are shapes of others.
fn mark_nested(definitions: &mut [Definition]) {
    let nested = nested(definitions);
    let mut open = Vec::new();
    for (index, nested) in nested.iter().enumerate() {
        let DefinitionKind::Union(union) = &mut definitions[index].kind else { continue };
        for (variant, nested) in union.variants.iter_mut().zip(nested) {
            if let Some(nested) = nested {
                variant.fit = Fit::Union(DefinitionId(*nested));
            }
        }
        if union.is_read_by_fit() {
            open.push(index);
        }
    }
    while let Some(index) = open.pop() {
        for inner in nested[index].iter().copied().flatten() {
            if let DefinitionKind::Union(union) = &mut definitions[inner].kind
                && !std::mem::replace(&mut union.is_nested, true)
            {
                open.push(inner);
            }
        }
    }
}

/// Marks the variants that a value alone picks.
fn mark_distinct(definitions: &mut [Definition]) {
    for index in 0..definitions.len() {
        let DefinitionKind::Union(union) = &definitions[index].kind else { continue };
        let types: Vec<Option<Type>> =
            union.variants.iter().map(|variant| aliases::resolved(&variant.value, definitions)).collect();
        let mut counts: HashMap<&Type, usize> = HashMap::new();
        for value in types.iter().flatten() {
            *counts.entry(value).or_default() += 1;
        }
        let distinct: Vec<bool> =
            types.iter().map(|value| value.as_ref().is_some_and(|value| counts[value] == 1)).collect();
        let is_enum = |value: &Type| match value {
            Type::Named(id) => matches!(definitions[id.0].kind, DefinitionKind::Enum(_)),
            _ => false,
        };
        let indices = || (0..types.len()).filter(|index| distinct[*index]);
        let strings = || indices().filter(|index| types[*index] == Some(Type::String));
        let enums = || {
            indices().filter(|index| {
                matches!(union.variants[*index].fit, Fit::Text(_))
                    && types[*index].as_ref().is_some_and(is_enum)
            })
        };
        let has_string = types.contains(&Some(Type::String));
        let text = strings().next().or_else(|| {
            let mut enums = enums().filter(|_| !has_string);
            enums.next().filter(|_| enums.next().is_none())
        });
        let DefinitionKind::Union(union) = &mut definitions[index].kind else { continue };
        union.text = text;
        for (variant, distinct) in union.variants.iter_mut().zip(distinct) {
            variant.distinct = distinct;
        }
    }
}

/// Reports the branches that a value can't tell apart: what is read as one might be meant as the other.
fn report_ties(definition: &Definition, variants: &[UnionVariant], found: &mut Vec<Diagnostic>) {
    let mut report =
        |message| found.push(Diagnostic::new(&AMBIGUOUS_UNION, definition.origin.clone(), message));
    for (index, variant) in variants.iter().enumerate() {
        let before = &variants[index.saturating_sub(MOST_COMPARED)..index];
        let tie = before.iter().find_map(|other| Some((other, tie(&other.fit, &variant.fit)?)));
        if let Some((other, value)) = tie {
            let read: &Ident = (&other.name).min(&variant.name);
            let (other, own, read) = (other.name.as_str(), variant.name.as_str(), read.as_str());
            report(format!("{value} fits the branches `{other}` and `{own}` alike: it is read as `{read}`"));
        }
    }
    if variants.len() > MOST_COMPARED {
        report(format!(
            "each of the {} branches was compared with the {MOST_COMPARED} before it alone",
            variants.len()
        ));
    }
}

/// A value that fits both equally well and that one of them may well have, in words.
///
/// Of two objects it is the one with the members that either requires, if both know all of these and require as many. One
/// with members that but one of them knows is read as that one. That an empty list is one of any items is no tie.
fn tie(one: &Fit, other: &Fit) -> Option<String> {
    match (one, other) {
        (
            Fit::Object { required, known, fixed },
            Fit::Object { required: other_required, known: other_known, fixed: other_fixed },
        ) => {
            let (known, other_known): (HashSet<&String>, HashSet<&String>) =
                (known.iter().collect(), other_known.iter().collect());
            let either: HashSet<&String> = required.iter().chain(other_required).collect();
            let fixed: HashMap<&String, &String> = fixed.iter().map(|(name, value)| (name, value)).collect();
            let is_told = other_fixed.iter().any(|(name, value)| {
                either.contains(name) && fixed.get(name).is_some_and(|own| *own != value)
            });
            let is_shared = either.iter().all(|name| known.contains(name) && other_known.contains(name));
            if required.len() != other_required.len() || is_told || !is_shared {
                return None;
            }
            Some(match required.as_slice() {
                [] => "an empty object".to_owned(),
                names => format!("an object with no members but {}", names.join(", ")),
            })
        }
        (Fit::Text(values), Fit::Text(other_values)) => {
            let values: HashSet<&String> = values.iter().collect();
            other_values
                .iter()
                .find(|value| values.contains(value))
                .map(|value| format!("the string {value:?}"))
        }
        (Fit::List(items), Fit::List(other_items)) => {
            tie(items, other_items).map(|value| format!("a list of which the first item is {value}"))
        }
        (Fit::Any, Fit::Any) => Some("any value".to_owned()),
        (Fit::Boolean, Fit::Boolean) => Some("a boolean".to_owned()),
        (Fit::Integer, Fit::Integer) => Some("an integer".to_owned()),
        (Fit::Number, Fit::Number) => Some("a number".to_owned()),
        (Fit::String, Fit::String) => Some("a string".to_owned()),
        _ => None,
    }
}
