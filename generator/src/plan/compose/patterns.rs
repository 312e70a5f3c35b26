//! Keywords of one schema that mean one another: `patternProperties` beside `additionalProperties`, objects beside arrays.

use super::Composer;
use super::merge::{self, effective_types};
use crate::diagnostic::{Diagnostic, NOT_CARRIED, UNTYPED};
use crate::parse::schema::{Additional, Schema, SchemaId, Type as JsonType};

impl Composer<'_> {
    /// The schema, which is composed of nothing, as the later steps take it.
    pub(super) fn leaf(&mut self, id: SchemaId, schema: Schema) -> Schema {
        let mut schema = schema;
        if schema.types.is_empty() && effective_types(&schema).iter().count() > 1 {
            schema.types = effective_types(&schema);
        }
        if schema.properties.is_empty() && !schema.required.is_empty() && schema.types.has(JsonType::Object) {
            let names: Vec<String> = schema.required.iter().map(|name| format!("{name:?}")).collect();
            let message = format!("no property is described of those required: {}", names.join(", "));
            let place = schema.origin.child("required").key();
            self.report(id, Diagnostic::new(&NOT_CARRIED, place, message));
        }
        schema
    }

    /// Lets `additionalProperties` say what the members fit that patterns describe, once all is composed.
    pub(super) fn settle_patterns(&mut self) {
        let with_patterns = self.schemas.iter().filter(|(_, schema)| !schema.pattern_properties.is_empty());
        let ids: Vec<SchemaId> = with_patterns.map(|(id, _)| id).collect();
        for id in ids {
            let schema = self.schemas[id].clone();
            if schema.additional == Additional::Forbidden {
                self.closed.insert(id);
            }
            let additional = self.values_of_patterns(id, &schema);
            if let Some(place) = self.schemas.get_mut(id) {
                place.additional = additional;
            }
        }
    }

    /// What members fit that no property names: the one schema of all patterns, else any.
    fn values_of_patterns(&mut self, id: SchemaId, schema: &Schema) -> Additional {
        let others = match schema.additional {
            Additional::Unstated | Additional::Forbidden => None,
            Additional::Allowed => return self.differing(id, schema),
            Additional::Schema(values) => Some(values),
        };
        let mut values = schema.pattern_properties.values().copied().chain(others);
        let Some(first) = values.next() else { return schema.additional };
        if values.all(|other| self.are_alike(first, other)) {
            Additional::Schema(first)
        } else {
            self.differing(id, schema)
        }
    }

    fn differing(&mut self, id: SchemaId, schema: &Schema) -> Additional {
        let place = schema.origin.child("patternProperties").key();
        let message = "a map whose values differ by the pattern that their names match";
        self.report(id, Diagnostic::new(&UNTYPED, place, message));
        Additional::Allowed
    }

    /// Whether both have the same type, as far as that is plain.
    fn are_alike(&self, a: SchemaId, b: SchemaId) -> bool {
        if a == b {
            return true;
        }
        let (a, b) = (&self.schemas[a], &self.schemas[b]);
        if a.reference.is_some() || b.reference.is_some() {
            return a.reference == b.reference && merge::shapes_nothing(a) && merge::shapes_nothing(b);
        }
        let is_scalar = |schema: &Schema| {
            schema.properties.is_empty() && schema.items.is_none() && schema.all_of.is_empty()
        };
        let same = a.types == b.types && a.format == b.format && a.nullable == b.nullable;
        same && is_scalar(a)
            && is_scalar(b)
            && a.enumeration == b.enumeration
            && a.constant == b.constant
            && a.one_of.is_empty()
            && a.any_of.is_empty()
            && b.one_of.is_empty()
            && b.any_of.is_empty()
    }
}
