//! Which module each definition stands in, what requests reach, and what a struct must keep on the heap.

use std::collections::BTreeMap;

use super::cycles;
use super::names::{Case, Ident, ident_or};
use super::sdk::{Definition, DefinitionId, DefinitionKind, Group, Module, Operation, Rest, Type};

/// The modules of types: one for each top-level group that has types of its own, and one for what several share.
pub(super) fn modules(groups: &[Group], definitions: &[Definition]) -> Vec<Module> {
    let mut users: Vec<Vec<&Group>> = vec![Vec::new(); definitions.len()];
    for group in groups {
        let mut roots = Vec::new();
        each_operation(group, &mut |operation| {
            roots.extend(operation.types().filter_map(|value| value.definition()));
        });
        for id in reach(roots, definitions) {
            users[id.0].push(group);
        }
    }
    let shared = ident_or("shared", "", Case::Snake);
    let mut modules: BTreeMap<Ident, Module> = BTreeMap::new();
    for (index, users) in users.iter().enumerate() {
        let (name, feature) = match users.as_slice() {
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

/// Gives setters to every struct that a request reaches.
pub(super) fn mark_settable(groups: &[Group], definitions: &mut [Definition]) {
    let mut roots = Vec::new();
    for group in groups {
        each_operation(group, &mut |operation| {
            roots.extend(operation.sent_types().filter_map(|value| value.definition()));
        });
    }
    for id in reach(roots, definitions) {
        if let DefinitionKind::Struct(structure) = &mut definitions[id.0].kind {
            structure.settable = true;
        }
    }
}

/// Boxes what would otherwise hold itself, and unties aliases that name themselves.
pub(super) fn break_cycles(definitions: &mut [Definition]) {
    let edges: Vec<Vec<usize>> = definitions.iter().map(|definition| by_value(&definition.kind)).collect();
    let component = cycles::components(&edges);
    for index in 0..definitions.len() {
        let own = component[index];
        let holds_itself = |id: DefinitionId| component[id.0] == own && edges[index].contains(&id.0);
        match &mut definitions[index].kind {
            DefinitionKind::Struct(structure) => {
                for field in &mut structure.fields {
                    box_within(&mut field.value, &holds_itself);
                }
            }
            DefinitionKind::Union(union) => {
                for variant in &mut union.variants {
                    box_within(&mut variant.value, &holds_itself);
                }
            }
            DefinitionKind::Enum(_) | DefinitionKind::Alias(_) => {}
        }
    }
    // An alias is no type of its own: a ring of them has no bottom, even through lists and maps.
    let edges: Vec<Vec<usize>> = definitions
        .iter()
        .map(|definition| match &definition.kind {
            DefinitionKind::Alias(value) => value.definition().into_iter().map(|id| id.0).collect(),
            DefinitionKind::Struct(_) | DefinitionKind::Enum(_) | DefinitionKind::Union(_) => Vec::new(),
        })
        .collect();
    let component = cycles::components(&edges);
    for index in 0..definitions.len() {
        if edges[index].iter().any(|target| component[*target] == component[index]) {
            definitions[index].kind = DefinitionKind::Alias(Type::Value);
            definitions[index].rules.clear();
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
                Rest::Unknown(_) => None,
            };
            structure
                .fields
                .iter()
                .map(|field| &field.value)
                .chain(rest)
                .filter_map(Type::definition)
                .collect()
        }
        DefinitionKind::Union(union) => {
            union.variants.iter().filter_map(|variant| variant.value.definition()).collect()
        }
        DefinitionKind::Alias(value) => value.definition().into_iter().collect(),
        DefinitionKind::Enum(_) => Vec::new(),
    }
}

/// The definitions whose values lie within a value of `kind`, not behind a list's or a map's pointer.
fn by_value(kind: &DefinitionKind) -> Vec<usize> {
    fn within(value: &Type) -> Option<usize> {
        match value {
            Type::Named(id) => Some(id.0),
            Type::Nullable(inner) => within(inner),
            _ => None,
        }
    }
    match kind {
        DefinitionKind::Struct(structure) => {
            structure.fields.iter().filter_map(|field| within(&field.value)).collect()
        }
        DefinitionKind::Union(union) => {
            union.variants.iter().filter_map(|variant| within(&variant.value)).collect()
        }
        DefinitionKind::Alias(value) => within(value).into_iter().collect(),
        DefinitionKind::Enum(_) => Vec::new(),
    }
}

fn box_within(value: &mut Type, holds_itself: &dyn Fn(DefinitionId) -> bool) {
    match value {
        Type::Named(id) if holds_itself(*id) => *value = Type::Boxed(Box::new(value.clone())),
        Type::Nullable(inner) => box_within(inner, holds_itself),
        _ => {}
    }
}

/// Everything that `roots` name, and what those name in turn.
fn reach(roots: Vec<DefinitionId>, definitions: &[Definition]) -> Vec<DefinitionId> {
    let mut seen = vec![false; definitions.len()];
    let mut open = roots;
    let mut reached = Vec::new();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut seen[id.0], true) {
            reached.push(id);
            open.extend(names(&definitions[id.0].kind));
        }
    }
    reached
}
