//! Rules that nothing can break, and rules that nothing checks.

use super::sdk::{Definition, DefinitionId, DefinitionKind, Rule};

/// Takes out the rules that name a definition without any, and those that nothing checks.
pub(super) fn prune_rules(definitions: &mut [Definition]) {
    prune_empty(definitions);
    // A struct has a method that checks it; anything else is checked as a part of one.
    let structs = definitions
        .iter()
        .enumerate()
        .filter(|(_, definition)| matches!(definition.kind, DefinitionKind::Struct(_)))
        .map(|(index, _)| index);
    let used = closure(definitions.len(), structs.collect(), |index| {
        definitions[index].all_rules().flat_map(named).map(|id| id.0).collect()
    });
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
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); definitions.len()];
    for (index, definition) in definitions.iter().enumerate() {
        for id in definition.all_rules().flat_map(named) {
            holders[id.0].push(index);
        }
    }
    // What names a definition that can fail can fail.
    let nothing = vec![false; definitions.len()];
    let fail_themselves = definitions
        .iter()
        .enumerate()
        .filter(|(_, definition)| definition.all_rules().any(|rule| can_fail(rule, &nothing)))
        .map(|(index, _)| index);
    let fail = closure(definitions.len(), fail_themselves.collect(), |index| holders[index].clone());
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

/// Which of `count` things `open` leads to by `next`, those in `open` among them.
fn closure(count: usize, mut open: Vec<usize>, next: impl Fn(usize) -> Vec<usize>) -> Vec<bool> {
    let mut reached = vec![false; count];
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut reached[index], true) {
            open.extend(next(index));
        }
    }
    reached
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
