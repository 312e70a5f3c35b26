//! What a type must keep on the heap, because it would otherwise hold itself.
//!
//! Of the steps of a cycle those are boxed that lead back in one fixed order of the definitions: unions first, then
//! structs, each by name. Every cycle has such a step. So neither the order of the description nor a type that is no part
//! of the cycle makes a difference, and of a struct and a union that hold each other the struct has the box.

use std::collections::HashSet;

use super::aliases;
use super::cycles;
use super::names::Ident;
use super::sdk::{Definition, DefinitionId, DefinitionKind, Type};

/// Boxes what would otherwise hold itself; no ring of aliases is left by then.
pub(super) fn box_cycles(definitions: &mut [Definition]) {
    let ends = aliases::ends(definitions);
    let held: Vec<Vec<usize>> = (0..definitions.len())
        .map(|index| match ends[index] {
            Some(end) => vec![end.0],
            None => within(&Type::Named(DefinitionId(index)), definitions),
        })
        .collect();
    let edges: Vec<Vec<usize>> = definitions
        .iter()
        .map(|definition| {
            let values = values(&definition.kind);
            values.flat_map(|value| within(value, definitions)).collect()
        })
        .collect();
    let component = cycles::components(&edges);
    let places: Vec<(bool, Ident)> = definitions
        .iter()
        .map(|definition| (!matches!(definition.kind, DefinitionKind::Union(_)), definition.name.clone()))
        .collect();
    for (index, definition) in definitions.iter_mut().enumerate() {
        let leads_back = |id: DefinitionId| {
            held[id.0].iter().any(|end| component[*end] == component[index] && places[*end] <= places[index])
        };
        match &mut definition.kind {
            DefinitionKind::Struct(structure) => {
                structure.fields.iter_mut().for_each(|field| box_within(&mut field.value, &leads_back));
            }
            DefinitionKind::Union(union) => {
                union.variants.iter_mut().for_each(|variant| box_within(&mut variant.value, &leads_back));
            }
            _ => {}
        }
    }
}

/// The types whose values lie within a value of `kind`; an alias is seen through where it is named.
fn values(kind: &DefinitionKind) -> impl Iterator<Item = &Type> {
    let (fields, variants) = match kind {
        DefinitionKind::Struct(structure) => (structure.fields.as_slice(), [].as_slice()),
        DefinitionKind::Union(union) => ([].as_slice(), union.variants.as_slice()),
        _ => ([].as_slice(), [].as_slice()),
    };
    fields.iter().map(|field| &field.value).chain(variants.iter().map(|variant| &variant.value))
}

/// The definitions whose values lie within the type's own, behind aliases, but not behind a list's or a map's pointer.
fn within(value: &Type, definitions: &[Definition]) -> Vec<usize> {
    let (mut found, mut seen, mut open) = (Vec::new(), HashSet::new(), vec![value]);
    while let Some(value) = open.pop() {
        match value {
            Type::Named(id) if seen.insert(*id) => match &definitions[id.0].kind {
                DefinitionKind::Alias(target) => open.push(target),
                _ => found.push(id.0),
            },
            Type::Nullable(inner) => open.push(inner),
            Type::Tuple(positions) => open.extend(positions),
            _ => {}
        }
    }
    found
}

fn box_within(value: &mut Type, leads_back: &dyn Fn(DefinitionId) -> bool) {
    match value {
        Type::Named(id) if leads_back(*id) => *value = Type::Boxed(Box::new(value.clone())),
        Type::Nullable(inner) => box_within(inner, leads_back),
        Type::Tuple(positions) => positions.iter_mut().for_each(|inner| box_within(inner, leads_back)),
        _ => {}
    }
}
