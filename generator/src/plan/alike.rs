//! Which schemas say the same of a value, though they stand in several places.

use crate::parse::api::Api;
use crate::parse::schema::{Additional, Schema, SchemaId};
use crate::read::{FileId, Origin, Pointer};

/// How many pairs are compared: schemas that have more are taken for different.
const MAX_PAIRS: usize = 4096;

/// The first of `known` that says the same of a value as `id` does, else `id`, which is then known too.
pub(super) fn first_alike(api: &Api, known: &mut Vec<SchemaId>, id: SchemaId) -> SchemaId {
    if let Some(first) = known.iter().find(|first| are_alike(api, **first, id)) {
        return *first;
    }
    known.push(id);
    id
}

/// Whether two schemas and all within differ in nothing but where they stand. What they refer to must be the same.
fn are_alike(api: &Api, first: SchemaId, second: SchemaId) -> bool {
    let mut open = vec![(first, second)];
    let mut pairs = 0;
    while let Some((first, second)) = open.pop() {
        pairs += 1;
        if pairs > MAX_PAIRS {
            return false;
        }
        if first == second {
            continue;
        }
        let (first, second) = (&api.schemas[first], &api.schemas[second]);
        let (own, other) = (parts(first), parts(second));
        if own.len() != other.len() || plain(first) != plain(second) {
            return false;
        }
        for ((name, first), (other_name, second)) in own.into_iter().zip(other) {
            if name != other_name {
                return false;
            }
            open.push((first, second));
        }
    }
    true
}

/// The schemas within, each with what tells its place; properties have no order.
fn parts(schema: &Schema) -> Vec<(&str, SchemaId)> {
    let lists = [
        ("oneOf", schema.one_of.as_slice()),
        ("anyOf", &schema.any_of),
        ("prefixItems", &schema.prefix_items),
        ("items", schema.items.as_slice()),
    ];
    let lists = lists.into_iter().flat_map(|(place, ids)| ids.iter().map(move |id| (place, *id)));
    let mut properties: Vec<_> = schema.properties.iter().chain(&schema.pattern_properties).collect();
    properties.sort();
    let additional = match schema.additional {
        Additional::Schema(values) => Some(("additionalProperties", values)),
        _ => None,
    };
    lists.chain(properties.into_iter().map(|(name, id)| (name.as_str(), *id))).chain(additional).collect()
}

/// The schema without its place and without the schemas within.
fn plain(schema: &Schema) -> Schema {
    let mut plain = schema.clone();
    plain.required.sort();
    plain.origin = Origin::new(FileId(0), Pointer::root());
    plain.one_of.clear();
    plain.any_of.clear();
    plain.prefix_items.clear();
    plain.items = None;
    plain.properties.clear();
    plain.pattern_properties.clear();
    if let Additional::Schema(_) = plain.additional {
        plain.additional = Additional::Unstated;
    }
    plain
}
