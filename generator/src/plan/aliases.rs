//! Aliases: what they stand for in the end.

use super::cycles;
use super::sdk::{Definition, DefinitionId, DefinitionKind, Type};

/// How many aliases and containers a type is seen through; a longer chain is taken for a type of its own.
const MOST_SEEN_THROUGH: usize = 64;

/// Unties aliases that name themselves. An alias is no type of its own: a ring of them has no bottom, even through lists
/// and maps.
pub(super) fn untie(definitions: &mut [Definition]) {
    let edges: Vec<Vec<usize>> = definitions
        .iter()
        .map(|definition| match &definition.kind {
            DefinitionKind::Alias(value) => value.definitions().into_iter().map(|id| id.0).collect(),
            _ => Vec::new(),
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

/// The definition that each definition is in the end: itself, or what an alias names; `None` for an alias of what has no
/// name. No ring of aliases is left by then.
pub(super) fn ends(definitions: &[Definition]) -> Vec<Option<DefinitionId>> {
    let mut ends: Vec<Option<Option<DefinitionId>>> = vec![None; definitions.len()];
    for start in 0..definitions.len() {
        let mut passed = Vec::new();
        let mut at = start;
        let end = loop {
            if let Some(known) = ends[at] {
                break known;
            }
            passed.push(at);
            match &definitions[at].kind {
                DefinitionKind::Alias(Type::Named(next)) => at = next.0,
                DefinitionKind::Alias(_) => break None,
                _ => break Some(DefinitionId(at)),
            }
        };
        for index in passed {
            ends[index] = Some(end);
        }
    }
    ends.into_iter().map(Option::flatten).collect()
}

/// The type with every alias replaced by what it stands for; `None` for a chain that is too long.
pub(super) fn resolved(value: &Type, definitions: &[Definition]) -> Option<Type> {
    resolved_within(value, definitions, MOST_SEEN_THROUGH)
}

fn resolved_within(value: &Type, definitions: &[Definition], left: usize) -> Option<Type> {
    let left = left.checked_sub(1)?;
    let inner = |value: &Type| resolved_within(value, definitions, left).map(Box::new);
    Some(match value {
        Type::Named(id) => match &definitions[id.0].kind {
            DefinitionKind::Alias(target) => resolved_within(target, definitions, left)?,
            _ => Type::Named(*id),
        },
        Type::List(item) => Type::List(inner(item)?),
        Type::Map(value) => Type::Map(inner(value)?),
        Type::Nullable(value) => Type::Nullable(inner(value)?),
        Type::Tuple(positions) => Type::Tuple(
            positions
                .iter()
                .map(|position| resolved_within(position, definitions, left))
                .collect::<Option<_>>()?,
        ),
        Type::Boxed(value) => Type::Boxed(inner(value)?),
        plain => plain.clone(),
    })
}
