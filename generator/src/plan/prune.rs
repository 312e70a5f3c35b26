//! Rules that nothing can break, and rules that nothing checks.

use super::sdk::{Definition, DefinitionId, DefinitionKind, Rule};
use super::spread::{reach, spread};

/// Takes out the rules that name a definition without any, and those that nothing checks.
pub(super) fn prune_rules(definitions: &mut [Definition]) {
    prune_empty(definitions);
    // A struct has a method that checks it; anything else is checked as a part of one.
    let structs = definitions
        .iter()
        .enumerate()
        .filter(|(_, definition)| matches!(definition.kind, DefinitionKind::Struct(_)))
        .map(|(index, _)| index);
    let used = reach(definitions.len(), structs.collect(), |index| named_by(&definitions[index]));
    for (definition, used) in definitions.iter_mut().zip(used) {
        if !used {
            definition.rules.clear();
            if let DefinitionKind::Union(union) = &mut definition.kind {
                union.variants.iter_mut().for_each(|variant| variant.rules.clear());
            }
        }
    }
}

/// Takes out the rules that name a definition without any.
fn prune_empty(definitions: &mut [Definition]) {
    let nothing = vec![false; definitions.len()];
    let fails_itself = |definition: &Definition| definition.all_rules().any(|rule| can_fail(rule, &nothing));
    // What names a definition that can fail can fail.
    let fail = spread(definitions.iter().map(fails_itself).collect(), |index| named_by(&definitions[index]));
    for definition in definitions {
        prune(&mut definition.rules, &fail);
        match &mut definition.kind {
            DefinitionKind::Struct(structure) => {
                structure.fields.iter_mut().for_each(|field| prune(&mut field.rules, &fail));
            }
            DefinitionKind::Union(union) => {
                union.variants.iter_mut().for_each(|variant| prune(&mut variant.rules, &fail));
            }
            _ => {}
        }
    }
}

/// The definitions that the rules of one name.
fn named_by(definition: &Definition) -> Vec<usize> {
    definition.all_rules().flat_map(named).map(|id| id.0).collect()
}

/// The definitions that a rule names.
fn named(rule: &Rule) -> Vec<DefinitionId> {
    match rule {
        Rule::Type(id) => vec![*id],
        Rule::Items(rules) | Rule::Values(rules) => rules.iter().flat_map(named).collect(),
        Rule::Positions(positions) => positions.iter().flatten().flat_map(named).collect(),
        _ => Vec::new(),
    }
}

/// Whether the rule can fail, where `fail` says which definitions can.
fn can_fail(rule: &Rule, fail: &[bool]) -> bool {
    match rule {
        Rule::Type(id) => fail[id.0],
        Rule::Items(rules) | Rule::Values(rules) => rules.iter().any(|rule| can_fail(rule, fail)),
        Rule::Positions(positions) => positions.iter().flatten().any(|rule| can_fail(rule, fail)),
        _ => true,
    }
}

fn prune(rules: &mut Vec<Rule>, fail: &[bool]) {
    rules.retain_mut(|rule| {
        match rule {
            Rule::Items(inner) | Rule::Values(inner) => prune(inner, fail),
            Rule::Positions(positions) => positions.iter_mut().for_each(|position| prune(position, fail)),
            _ => {}
        }
        can_fail(rule, fail)
    });
}
