//! What a type must keep on the heap, because it would otherwise hold itself.
//!
//! Of the steps of a cycle those are boxed that lead back in one fixed order of the definitions: unions first, then
//! structs, each by name. Every cycle has such a step. So neither the order of the description nor a type that is no part
//! of the cycle makes a difference, and of a struct and a union that hold each other the struct has the box.

use super::cycles;
use super::names::Ident;
use super::sdk::{Definition, DefinitionId, DefinitionKind, Type};

/// Where a definition stands among the members of a cycle: unions first, each by name.
type Rank<'a> = (bool, &'a Ident);

/// Boxes what would otherwise hold itself; no ring of aliases is left by then.
pub(super) fn box_cycles(definitions: &mut [Definition]) {
    let held: Vec<Vec<usize>> = definitions.iter().map(|definition| held(&definition.kind)).collect();
    let component = cycles::components(&held);
    let names: Vec<Ident> = definitions.iter().map(|definition| definition.name.clone()).collect();
    let first = first_of_cycle(definitions, &names, &held, &component);
    for (index, definition) in definitions.iter_mut().enumerate() {
        let own = (!matches!(definition.kind, DefinitionKind::Union(_)), &names[index]);
        let leads_back = |id: DefinitionId| {
            component[id.0] == component[index] && first[id.0].is_some_and(|first| first <= own)
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

/// For each definition its own rank; for an alias the first among those that it holds in its component.
fn first_of_cycle<'a>(
    definitions: &[Definition],
    names: &'a [Ident],
    held: &[Vec<usize>],
    component: &[usize],
) -> Vec<Option<Rank<'a>>> {
    let aliased: Vec<Vec<usize>> = definitions
        .iter()
        .zip(held)
        .map(|(definition, held)| match definition.kind {
            DefinitionKind::Alias(_) => held.clone(),
            _ => Vec::new(),
        })
        .collect();
    // Of definitions that hold no ring, each has a higher number than those it holds.
    let order = cycles::components(&aliased);
    let mut by_order: Vec<usize> = (0..definitions.len()).collect();
    by_order.sort_unstable_by_key(|index| order[*index]);
    let mut first: Vec<Option<Rank<'a>>> = vec![None; definitions.len()];
    for index in by_order {
        first[index] = match definitions[index].kind {
            DefinitionKind::Alias(_) => {
                let inner = aliased[index].iter().filter(|inner| component[**inner] == component[index]);
                inner.filter_map(|inner| first[*inner]).min()
            }
            DefinitionKind::Union(_) => Some((false, &names[index])),
            _ => Some((true, &names[index])),
        };
    }
    first
}

/// The definitions named within values of `kind`, but not behind the pointer of a list or a map.
fn held(kind: &DefinitionKind) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open: Vec<&Type> = match kind {
        DefinitionKind::Struct(structure) => structure.fields.iter().map(|field| &field.value).collect(),
        DefinitionKind::Union(union) => union.variants.iter().map(|variant| &variant.value).collect(),
        DefinitionKind::Alias(value) => vec![value],
        _ => Vec::new(),
    };
    while let Some(value) = open.pop() {
        match value {
            Type::Named(id) => found.push(id.0),
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
