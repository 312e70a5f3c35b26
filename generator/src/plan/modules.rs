//! Which module each definition stands in, what requests reach, and what a struct must keep on the heap.

use std::collections::{BTreeMap, HashSet};

use super::cycles;
use super::names::{Case, Ident, ident_or};
use super::sdk::{Definition, DefinitionId, DefinitionKind, Group, Module, Operation, Rest, Rule, Type};

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
            roots.extend(operation.types().filter_map(|value| value.definition()));
        });
        for id in reach(roots, definitions) {
            users[id.0].push(group);
        }
    }
    let without_group: HashSet<DefinitionId> = reach(unreached.to_vec(), definitions).into_iter().collect();
    let shared = ident_or("shared", "", Case::Snake);
    let mut modules: BTreeMap<Ident, Module> = BTreeMap::new();
    for (index, users) in users.iter().enumerate() {
        let (name, feature) = match users.as_slice() {
            _ if without_group.contains(&DefinitionId(index)) => (&shared, None),
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

/// Marks the variants of unions that a value alone picks, now that every alias is known.
pub(super) fn mark_distinct(definitions: &mut [Definition]) {
    let aliases: Vec<Option<Type>> = definitions
        .iter()
        .map(|definition| match &definition.kind {
            DefinitionKind::Alias(value) => Some(value.clone()),
            _ => None,
        })
        .collect();
    for definition in definitions {
        let DefinitionKind::Union(union) = &mut definition.kind else { continue };
        let types: Vec<Type> =
            union.variants.iter().map(|variant| resolved(&variant.value, &aliases)).collect();
        for (variant, own) in union.variants.iter_mut().zip(&types) {
            variant.distinct = types.iter().filter(|other| *other == own).count() == 1;
        }
    }
}

/// The type with every alias replaced by what it stands for. No ring of aliases is left by then.
fn resolved(value: &Type, aliases: &[Option<Type>]) -> Type {
    let inner = |value: &Type| Box::new(resolved(value, aliases));
    match value {
        Type::Named(id) => {
            aliases[id.0].as_ref().map_or(Type::Named(*id), |target| resolved(target, aliases))
        }
        Type::List(item) => Type::List(inner(item)),
        Type::Map(value) => Type::Map(inner(value)),
        Type::Nullable(value) => Type::Nullable(inner(value)),
        Type::Boxed(value) => Type::Boxed(inner(value)),
        plain => plain.clone(),
    }
}

/// Takes out the rules that name a definition without any, and those that nothing checks.
pub(super) fn prune_rules(definitions: &mut [Definition]) {
    prune_empty(definitions);
    // A struct has a method that checks it; anything else is checked as a part of one.
    let mut used = vec![false; definitions.len()];
    let mut open: Vec<usize> = Vec::new();
    for (index, definition) in definitions.iter().enumerate() {
        if matches!(definition.kind, DefinitionKind::Struct(_)) {
            used[index] = true;
            open.push(index);
        }
    }
    while let Some(index) = open.pop() {
        for target in definitions[index].all_rules().flat_map(named) {
            if !std::mem::replace(&mut used[target.0], true) {
                open.push(target.0);
            }
        }
    }
    for (definition, used) in definitions.iter_mut().zip(used) {
        if !used {
            definition.rules.clear();
        }
    }
}

/// The definitions that a rule names.
fn named(rule: &Rule) -> Vec<DefinitionId> {
    match rule {
        Rule::Type(id) => vec![*id],
        Rule::Items(rules) | Rule::Values(rules) => rules.iter().flat_map(named).collect(),
        _ => Vec::new(),
    }
}

/// Takes out the rules that name a definition without any.
fn prune_empty(definitions: &mut [Definition]) {
    let mut checked: Vec<bool> = vec![false; definitions.len()];
    loop {
        let next: Vec<bool> = definitions
            .iter()
            .map(|definition| definition.all_rules().any(|rule| weighs(rule, &checked)))
            .collect();
        if next == checked {
            break;
        }
        checked = next;
    }
    for definition in definitions {
        prune(&mut definition.rules, &checked);
        if let DefinitionKind::Struct(structure) = &mut definition.kind {
            for field in &mut structure.fields {
                prune(&mut field.rules, &checked);
            }
        }
    }
}

/// Whether the rule can fail.
fn weighs(rule: &Rule, checked: &[bool]) -> bool {
    match rule {
        Rule::Type(id) => checked[id.0],
        Rule::Items(rules) | Rule::Values(rules) => rules.iter().any(|rule| weighs(rule, checked)),
        _ => true,
    }
}

fn prune(rules: &mut Vec<Rule>, checked: &[bool]) {
    rules.retain_mut(|rule| {
        if let Rule::Items(inner) | Rule::Values(inner) = rule {
            prune(inner, checked);
        }
        weighs(rule, checked)
    });
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
