//! Several schemas that a value must fit at once, merged into one.

use super::parts::{Extent, Null, Parts, Piece};
use super::{Composer, bounds};
use crate::diagnostic::{CONFLICTING_SCHEMAS, Diagnostic, NOT_CARRIED};
use crate::parse::schema::{Additional, Schema, SchemaId, Type as JsonType, TypeSet};
use crate::read::Tree;

impl Composer<'_> {
    /// The intersection of the pieces of `id`.
    pub(super) fn merge(&mut self, id: SchemaId, parts: &Parts) -> Schema {
        let origin = self.schemas[id].origin.clone();
        let mut whole = Schema::anything(origin);
        let mut conflict = None;
        for piece in &parts.pieces {
            let schema = match piece.extent {
                Extent::Original => self.originals.get(&piece.schema).cloned(),
                Extent::Whole | Extent::Bounds => None,
            };
            let schema = schema.unwrap_or_else(|| self.schemas[piece.schema].clone());
            for keyword in bounds::tighten(&mut whole, &schema) {
                let message = format!("a second `{keyword}`, where another must be kept too");
                self.report(id, Diagnostic::new(&NOT_CARRIED, schema.origin.child(keyword).key(), message));
            }
            if piece.extent == Extent::Bounds {
                continue;
            }
            if piece.named.is_none() {
                annotate(&mut whole, &schema);
            } else {
                whole.read_only |= schema.read_only;
                whole.write_only |= schema.write_only;
            }
            conflict = conflict.or(merge_types(&mut whole, &schema)).or(merge_values(&mut whole, &schema));
            self.merge_format(id, &mut whole, &schema);
            self.merge_object(id, &mut whole, &schema);
            self.merge_array(id, &mut whole, &schema);
        }
        if let Some(what) = conflict {
            let origin = whole.origin.clone();
            let message = format!("no value fits all that is said here: {what}");
            self.report(id, Diagnostic::new(&CONFLICTING_SCHEMAS, origin.clone(), message));
            let mut anything = Schema::anything(origin);
            annotate(&mut anything, &whole);
            return anything;
        }
        settle_null(&mut whole, null(&parts.pieces));
        whole
    }

    fn merge_format(&mut self, id: SchemaId, whole: &mut Schema, part: &Schema) {
        match (&whole.format, &part.format) {
            (Some(own), Some(other)) if own != other => {
                let (kept, left_out) = if own == "int32" { (own, other) } else { (other, own) };
                // Each integer of 32 bits is one of 64.
                if !(kept == "int32" && left_out == "int64") {
                    let message = format!("the format {left_out:?}, where {kept:?} is asked for too");
                    let place = part.origin.child("format").key();
                    self.report(id, Diagnostic::new(&NOT_CARRIED, place, message));
                }
                whole.format = Some(kept.clone());
            }
            (None, Some(other)) => whole.format = Some(other.clone()),
            _ => {}
        }
        for (own, other) in [
            (&mut whole.content_encoding, &part.content_encoding),
            (&mut whole.content_media_type, &part.content_media_type),
        ] {
            if let Some(other) = other {
                *own = Some(other.clone());
            }
        }
    }

    fn merge_object(&mut self, id: SchemaId, whole: &mut Schema, part: &Schema) {
        for (name, property) in &part.properties {
            let property = match whole.properties.get(name) {
                Some(first) => self.intersection(id, *first, *property),
                None => *property,
            };
            whole.properties.insert(name.clone(), property);
        }
        for (pattern, value) in &part.pattern_properties {
            let value = match whole.pattern_properties.get(pattern) {
                Some(first) => self.intersection(id, *first, *value),
                None => *value,
            };
            whole.pattern_properties.insert(pattern.clone(), value);
        }
        whole.required.extend(part.required.iter().cloned());
        whole.additional = match (whole.additional, part.additional) {
            (Additional::Schema(first), Additional::Schema(second)) => {
                Additional::Schema(self.intersection(id, first, second))
            }
            (Additional::Schema(values), _) | (_, Additional::Schema(values)) => Additional::Schema(values),
            (Additional::Allowed, _) | (_, Additional::Allowed) => Additional::Allowed,
            (Additional::Forbidden, _) | (_, Additional::Forbidden) => Additional::Forbidden,
            (Additional::Unstated, Additional::Unstated) => Additional::Unstated,
        };
    }

    fn merge_array(&mut self, id: SchemaId, whole: &mut Schema, part: &Schema) {
        whole.items = match (whole.items, part.items) {
            (Some(first), Some(second)) => Some(self.intersection(id, first, second)),
            (first, second) => first.or(second),
        };
        for (index, item) in part.prefix_items.iter().enumerate() {
            match whole.prefix_items.get(index).copied() {
                Some(first) => {
                    let both = self.intersection(id, first, *item);
                    if let Some(place) = whole.prefix_items.get_mut(index) {
                        *place = both;
                    }
                }
                None => whole.prefix_items.push(*item),
            }
        }
    }

    /// The schema of what fits both: one of the two, or an added one.
    fn intersection(&mut self, id: SchemaId, first: SchemaId, second: SchemaId) -> SchemaId {
        let (a, b) = (self.stands_for(first), self.stands_for(second));
        let mut parts = [self.intersected_parts(a), self.intersected_parts(b)].concat();
        parts.sort_unstable();
        parts.dedup();
        for (part, own) in [(second, b), (first, a)] {
            if self.intersected_parts(own) == parts {
                return part;
            }
        }
        if let Some(known) = self.intersections.get(&parts) {
            return *known;
        }
        if self.copies > super::MAX_COPIES {
            let place = self.schemas[first].origin.clone();
            let message = "what another part of the same schema describes a second time";
            self.report(id, Diagnostic::new(&NOT_CARRIED, place, message));
            return second;
        }
        // A chain of schemas that each describe one property again intersects ever more of them.
        self.copies += parts.len();
        let like = self.schemas[second].clone();
        let added = self.add(&like, vec![first, second]);
        self.intersections.insert(parts.clone(), added);
        self.intersected.insert(added, parts);
        added
    }

    /// The schema that a bare reference stands for, else the schema itself.
    fn stands_for(&self, id: SchemaId) -> SchemaId {
        let schema = &self.schemas[id];
        let is_bare = shapes_nothing(schema) && !has_bounds(schema) && !schema.nullable;
        schema.reference.filter(|_| is_bare && schema.all_of.is_empty()).unwrap_or(id)
    }

    fn intersected_parts(&self, id: SchemaId) -> Vec<SchemaId> {
        self.intersected.get(&id).cloned().unwrap_or_else(|| vec![id])
    }

    /// The named part, if any, that says all that `whole` says but for annotations and bounds.
    pub(super) fn same_as_a_part(&self, parts: &Parts, whole: &Schema) -> Option<SchemaId> {
        let named = parts.pieces.iter().rev().filter(|piece| piece.extent == Extent::Whole);
        let mut named = named.filter_map(|piece| Some((piece.named?, piece.schema)));
        let found = named.find(|(target, part)| {
            let same_null = self.nullable[target.0 as usize] <= whole.nullable;
            same_null && says_the_same(whole, &self.schemas[*part])
        });
        found.map(|(target, _)| target)
    }
}

/// Merges types; says what is at odds if no type is left.
fn merge_types(whole: &mut Schema, part: &Schema) -> Option<String> {
    whole.never |= part.never;
    let (own, other) = (whole.types.without(JsonType::Null), part.types.without(JsonType::Null));
    if part.types.is_empty() {
        return None;
    }
    if whole.types.is_empty() {
        whole.types = other;
        return None;
    }
    let common = intersect_types(own, other);
    whole.types = common;
    (common.is_empty() && !(own.is_empty() || other.is_empty()))
        .then(|| format!("it can't be both {} and {}", names(own), names(other)))
}

/// The types that both sets allow. An integer is a number.
pub(super) fn intersect_types(a: TypeSet, b: TypeSet) -> TypeSet {
    let has = |set: TypeSet, kind| set.has(kind) || kind == JsonType::Integer && set.has(JsonType::Number);
    let common = JsonType::ALL.into_iter().filter(|kind| has(a, *kind) && has(b, *kind));
    let common = common.fold(TypeSet::default(), TypeSet::with);
    if common.has(JsonType::Number) { common.without(JsonType::Integer) } else { common }
}

/// The types in words.
pub(super) fn names(types: TypeSet) -> String {
    let names: Vec<&str> = types.iter().map(JsonType::name).collect();
    names.join(" or ")
}

/// Merges `enum` and `const`; says what is at odds if no value is left.
fn merge_values(whole: &mut Schema, part: &Schema) -> Option<String> {
    if let Some(values) = &part.enumeration {
        let kept = match whole.enumeration.take() {
            Some(own) => own.into_iter().filter(|value| values.contains(value)).collect(),
            None => values.clone(),
        };
        whole.enumeration = Some(kept);
    }
    if let Some(value) = &part.constant {
        if whole.constant.as_ref().is_some_and(|own| own != value) {
            return Some("it can't be two constants".to_owned());
        }
        whole.constant = Some(value.clone());
    }
    match (&mut whole.enumeration, &whole.constant) {
        (Some(values), Some(value)) => {
            values.retain(|own| own == value);
            values.is_empty().then(|| "the constant is not among the values of `enum`".to_owned())
        }
        (Some(values), None) if values.is_empty() => Some("no value is in each `enum`".to_owned()),
        _ => None,
    }
}

/// Whether null fits all pieces, or the schema itself says so: `nullable` beside `allOf` is meant to widen it.
pub(super) fn null(pieces: &[Piece]) -> bool {
    let own = pieces.iter().any(|piece| piece.is_own && piece.null == Null::Allowed);
    let allowed = pieces.iter().any(|piece| piece.null == Null::Allowed);
    own || allowed && !pieces.iter().any(|piece| piece.null == Null::Refused)
}

/// Writes down whether null fits.
fn settle_null(whole: &mut Schema, null: bool) {
    whole.nullable = null;
    if !null && let Some(values) = &mut whole.enumeration {
        values.retain(|value| *value != Tree::Null);
    }
}

/// Adds the annotations of `part`, which weigh more than those already there.
pub(super) fn annotate(whole: &mut Schema, part: &Schema) {
    if part.description.is_some() || part.title.is_some() {
        whole.title = part.title.clone().or(whole.title.take());
        whole.description = part.description.clone().or(whole.description.take());
    }
    if part.default.is_some() {
        whole.default.clone_from(&part.default);
    }
    if !part.examples.is_empty() {
        whole.examples.clone_from(&part.examples);
    }
    whole.deprecated |= part.deprecated;
    whole.read_only |= part.read_only;
    whole.write_only |= part.write_only;
    whole.extensions.extend(part.extensions.iter().map(|(name, value)| (name.clone(), value.clone())));
}

/// Whether the schema states nothing that shapes a type, but for a reference or null.
pub(super) fn shapes_nothing(schema: &Schema) -> bool {
    schema.types.without(JsonType::Null).is_empty()
        && schema.constant.is_none()
        && schema.enumeration.is_none()
        && schema.properties.is_empty()
        && schema.required.is_empty()
        && matches!(schema.additional, Additional::Unstated | Additional::Forbidden)
        && schema.pattern_properties.is_empty()
        && schema.items.is_none()
        && schema.prefix_items.is_empty()
        && schema.format.is_none()
        && schema.content_encoding.is_none()
        && schema.content_media_type.is_none()
        && !schema.never
}

/// Whether the schema bounds values.
pub(super) fn has_bounds(schema: &Schema) -> bool {
    let mut bounds = Schema::anything(schema.origin.clone());
    bounds::tighten(&mut bounds, schema);
    bounds != Schema::anything(schema.origin.clone())
}

/// The types that a schema states, else those that its keywords are about; null apart.
pub(super) fn effective_types(schema: &Schema) -> TypeSet {
    if !schema.types.is_empty() {
        return schema.types.without(JsonType::Null);
    }
    let mut types = TypeSet::default();
    if !schema.properties.is_empty()
        || !schema.pattern_properties.is_empty()
        || matches!(schema.additional, Additional::Allowed | Additional::Schema(_))
    {
        types = types.with(JsonType::Object);
    }
    if schema.items.is_some() || !schema.prefix_items.is_empty() {
        types = types.with(JsonType::Array);
    }
    types
}

/// Whether the two shape the same type, annotations and bounds apart.
fn says_the_same(whole: &Schema, part: &Schema) -> bool {
    let is_open = |schema: &Schema| match schema.additional {
        Additional::Forbidden => Additional::Unstated,
        stated => stated,
    };
    let values = |schema: &Schema| -> Option<Vec<Tree>> {
        let values = schema.enumeration.as_ref()?.iter().filter(|value| **value != Tree::Null);
        Some(values.cloned().collect())
    };
    effective_types(whole) == effective_types(part)
        && whole.properties.len() == part.properties.len()
        && whole.constant == part.constant
        && values(whole) == values(part)
        && whole.format == part.format
        && is_open(whole) == is_open(part)
        && whole.required == part.required
        && whole.properties == part.properties
        && whole.pattern_properties == part.pattern_properties
        && whole.items == part.items
        && whole.prefix_items == part.prefix_items
        && whole.content_encoding == part.content_encoding
        && whole.content_media_type == part.content_media_type
        && whole.never == part.never
        && part.one_of.is_empty()
        && part.any_of.is_empty()
}
