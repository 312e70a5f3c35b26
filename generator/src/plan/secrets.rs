//! Which values `Debug` masks: by their schema's mark, `format: password` or `writeOnly`, or by their property's name.

use super::spread::spread;
use crate::parse::api::Api;
use crate::parse::schema::{Additional, Schema, SchemaId};

/// For each schema, whether its values are masked as a whole: it is marked, or what its items, its values, its parts or
/// one of its branches are of is. An object that has a secret among its properties masks that property alone.
pub(super) fn by_schema(api: &Api) -> Vec<bool> {
    let is_marked = |schema: &Schema| schema.write_only || schema.format.as_deref() == Some("password");
    let marked = api.schemas.iter().map(|(_, schema)| is_marked(schema)).collect();
    spread(marked, |index| {
        let Some(schema) = u32::try_from(index).ok().map(|index| &api.schemas[SchemaId(index)]) else {
            return Vec::new();
        };
        let values = match schema.additional {
            Additional::Schema(values) if schema.properties.is_empty() => Some(values),
            _ => None,
        };
        let held = schema.reference.iter().chain(&schema.items).chain(&values);
        let held = held.chain(&schema.one_of).chain(&schema.any_of);
        held.chain(&schema.prefix_items).map(|id| id.0 as usize).collect()
    })
}

/// Whether one of `patterns` is the property's name, or stands as `*_suffix` for its end.
pub(super) fn by_name(patterns: &[String], wire: &str) -> bool {
    patterns.iter().any(|pattern| match pattern.strip_prefix('*') {
        Some(suffix) => wire.ends_with(suffix),
        None => wire == pattern,
    })
}
