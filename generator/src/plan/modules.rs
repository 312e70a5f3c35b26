//! Which module each definition stands in, and what requests reach.

use std::collections::BTreeMap;

use super::names::{Case, Ident, ident_or};
use super::sdk::{Definition, DefinitionId, DefinitionKind, Group, Module, Operation, Rest, Type};
use super::spread;

/// The modules of types: one for each top-level group that has types of its own, and one for what several share, or what
/// `unreached` ones need, which stand in no group.
pub(super) fn modules(
    groups: &[Group],
    unreached: &[DefinitionId],
    definitions: &[Definition],
) -> Vec<Module> {
    let mut users: Vec<Vec<&Group>> = vec![Vec::new(); definitions.len()];
    for group in groups {
        let mut roots = Vec::new();
        each_operation(group, &mut |operation| {
            roots.extend(operation.types().flat_map(|value| value.definitions()));
        });
        for (users, reached) in users.iter_mut().zip(reach(roots, definitions)) {
            users.extend(reached.then_some(group));
        }
    }
    let without_group = reach(unreached.to_vec(), definitions);
    let shared = ident_or("shared", "", Case::Snake);
    let mut modules: BTreeMap<Ident, Module> = BTreeMap::new();
    for (index, users) in users.iter().enumerate() {
        let (name, feature) = match users.as_slice() {
            _ if without_group[index] => (&shared, None),
            [] => continue,
            [only] => (&only.module, Some(only.feature.clone())),
            _ => (&shared, None),
        };
        let module = Module { name: name.clone(), feature, definitions: Vec::new() };
        modules.entry(name.clone()).or_insert(module).definitions.push(DefinitionId(index));
    }
    let mut modules: Vec<Module> = modules.into_values().collect();
    for module in &mut modules {
        module.definitions.sort_by(|a, b| definitions[a.0].name.cmp(&definitions[b.0].name));
    }
    modules
}

/// Gives setters to every struct that a request reaches, and to those that are `unreached`: who asks for these has a use
/// of their own for them.
pub(super) fn mark_settable(groups: &[Group], unreached: &[DefinitionId], definitions: &mut [Definition]) {
    let mut roots = unreached.to_vec();
    for group in groups {
        each_operation(group, &mut |operation| {
            roots.extend(operation.sent_types().flat_map(|value| value.definitions()));
        });
    }
    let sent = reach(roots, definitions);
    for (definition, sent) in definitions.iter_mut().zip(sent) {
        if let DefinitionKind::Struct(structure) = &mut definition.kind {
            structure.settable = sent;
        }
    }
}

/// Calls `visit` for each operation of `group` and of the groups within.
pub(super) fn each_operation<'a>(group: &'a Group, visit: &mut dyn FnMut(&'a Operation)) {
    group.operations.iter().for_each(&mut *visit);
    for inner in &group.groups {
        each_operation(inner, visit);
    }
}

/// The definitions that `kind` names.
fn names(kind: &DefinitionKind) -> Vec<DefinitionId> {
    match kind {
        DefinitionKind::Struct(structure) => {
            let rest = match &structure.rest {
                Rest::Map(_, value) => Some(value),
                Rest::Unknown(_) | Rest::Nowhere => None,
            };
            structure
                .fields
                .iter()
                .map(|field| &field.value)
                .chain(rest)
                .flat_map(Type::definitions)
                .collect()
        }
        DefinitionKind::Union(union) => {
            union.variants.iter().flat_map(|variant| variant.value.definitions()).collect()
        }
        DefinitionKind::Alias(value) => value.definitions(),
        DefinitionKind::Bodies(bodies) => {
            bodies.variants.iter().flat_map(|variant| variant.value.definitions()).collect()
        }
        DefinitionKind::Answers(answers) => {
            let values = answers.variants.iter().filter_map(|variant| variant.value.as_ref());
            values.flat_map(Type::definitions).collect()
        }
        DefinitionKind::Enum(_) => Vec::new(),
    }
}

/// Everything that `roots` name, and what those name in turn.
fn reach(roots: Vec<DefinitionId>, definitions: &[Definition]) -> Vec<bool> {
    let index = |id: DefinitionId| id.0;
    spread::reach(definitions.len(), roots.into_iter().map(index).collect(), |node| {
        names(&definitions[node].kind).into_iter().map(index).collect()
    })
}
