//! What a schema is composed of, before it is merged.

use super::{Choice, Composer, merge, states_null};
use crate::parse::schema::{Discriminator, Schema, SchemaId, Type as JsonType};
use crate::read::Tree;

/// Everything that a schema is composed of.
pub(super) struct Parts {
    /// In the order in which they are merged: what is referred to, what `allOf` lists, what stands beside.
    pub(super) pieces: Vec<Piece>,
    /// The unions that a value must satisfy besides.
    pub(super) unions: Vec<Union>,
    /// What the pieces ask for by choice, each with the schema that a reference led to for it.
    pub(super) choices: Vec<(Option<SchemaId>, Choice)>,
}

/// A schema, taken without what it is composed of.
pub(super) struct Piece {
    pub(super) schema: SchemaId,
    /// How much of it counts.
    pub(super) extent: Extent,
    /// Its name in the description: the schema that a reference led to.
    pub(super) named: Option<SchemaId>,
    /// What it says of null.
    pub(super) null: Null,
    /// Whether it stands in the very schema that is composed.
    pub(super) is_own: bool,
}

/// How much of a piece counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// What it says itself.
    Whole,
    /// The same, of a member of a ring that may be composed already: as the description has it.
    Original,
    /// Its bounds: a reference on the way to another.
    Bounds,
}

/// A list of branches, one of which a value must fit.
#[derive(Clone, Debug)]
pub(super) struct Union {
    pub(super) branches: Vec<SchemaId>,
    pub(super) exactly_one: bool,
    pub(super) discriminator: Option<Discriminator>,
    /// The schema that a reference led to, if the union is all of that.
    pub(super) named: Option<SchemaId>,
    /// Whether it stands in the very schema that is composed.
    pub(super) is_own: bool,
}

/// What a schema says of null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Null {
    Unstated,
    Allowed,
    Refused,
}

impl Parts {
    fn new() -> Self {
        Self { pieces: Vec::new(), unions: Vec::new(), choices: Vec::new() }
    }

    fn push(&mut self, schema: SchemaId, extent: Extent, named: Option<SchemaId>, null: Null) {
        self.pieces.push(Piece { schema, extent, named, null, is_own: false });
    }
}

impl Composer<'_> {
    /// The parts of a schema that is not composed yet; those of its parts are.
    pub(super) fn parts(&self, id: SchemaId) -> Parts {
        let own = &self.schemas[id];
        let mut parts = Parts::new();
        if let Some(target) = own.reference {
            self.take_named(id, target, Null::Unstated, &mut parts);
        }
        for member in &own.all_of {
            self.take_part(id, *member, &mut parts);
        }
        let mut own_null = if states_null(own) { Null::Allowed } else { null_of(own) };
        for (list, exactly_one) in [(&own.one_of, true), (&own.any_of, false)] {
            let branches: Vec<SchemaId> =
                list.iter().copied().filter(|branch| !self.is_null(*branch)).collect();
            if branches.len() < list.len() {
                own_null = Null::Allowed;
            }
            match branches.as_slice() {
                [] => {}
                [only] => self.take_part(id, *only, &mut parts),
                _ => parts.unions.push(Union {
                    exactly_one,
                    branches,
                    discriminator: own.discriminator.clone(),
                    named: None,
                    is_own: true,
                }),
            }
        }
        parts.pieces.push(Piece {
            schema: id,
            extent: Extent::Whole,
            named: None,
            null: own_null,
            is_own: true,
        });
        parts
    }

    /// Takes in an inline part: a member of `allOf`, or the only branch of a union.
    fn take_part(&self, id: SchemaId, part: SchemaId, parts: &mut Parts) {
        if self.share_a_ring(id, part) {
            self.take_ring(id, part, parts);
            return;
        }
        let schema = &self.schemas[part];
        let null = self.null_of_composed(schema);
        match schema.reference {
            Some(target) => {
                parts.push(part, Extent::Whole, None, Null::Unstated);
                parts.choices.extend(self.choices_of(part, None));
                self.take_named(id, target, null, parts);
            }
            None => self.take_composed(part, None, null, parts),
        }
    }

    /// Takes in the schema that a reference names; `null` is what is said of null where the reference stands.
    fn take_named(&self, id: SchemaId, target: SchemaId, null: Null, parts: &mut Parts) {
        if self.share_a_ring(id, target) {
            self.take_ring(id, target, parts);
            return;
        }
        let mut bounded = self.bounded[target.0 as usize];
        while let Some(level) = bounded {
            parts.push(level, Extent::Bounds, None, Null::Unstated);
            parts.choices.extend(self.choices_of(level, Some(target)));
            let next = self.schemas[level].reference;
            bounded = next.and_then(|next| self.bounded[next.0 as usize]);
        }
        let end = self.end_of(target);
        let null = if null == Null::Unstated { self.null_of_composed(&self.schemas[target]) } else { null };
        self.take_composed(end, Some(target), null, parts);
    }

    /// The schema at the end of references. A ring of them, by way of branches, ends somewhere.
    fn end_of(&self, id: SchemaId) -> SchemaId {
        const MAX_HOPS: usize = 64;

        let mut end = self.targets[id.0 as usize];
        for _ in 0..MAX_HOPS {
            match self.schemas[end].reference {
                Some(next) => end = self.targets[next.0 as usize],
                None => break,
            }
        }
        end
    }

    fn take_composed(&self, part: SchemaId, named: Option<SchemaId>, null: Null, parts: &mut Parts) {
        let schema = &self.schemas[part];
        for (branches, exactly_one) in [(&schema.one_of, true), (&schema.any_of, false)] {
            if !branches.is_empty() {
                parts.unions.push(Union {
                    exactly_one,
                    branches: branches.clone(),
                    discriminator: schema.discriminator.clone(),
                    named,
                    is_own: false,
                });
            }
        }
        parts.choices.extend(self.choices_of(part, named));
        parts.push(part, Extent::Whole, named, null);
    }

    /// Takes in a schema that is composed of the one that takes it in: a parent that lists its children as branches, each
    /// of which refers to it. A child is what the parent says without its branches.
    fn take_ring(&self, id: SchemaId, part: SchemaId, parts: &mut Parts) {
        let mut seen = vec![id];
        let mut open = vec![part];
        let mut pieces = Vec::new();
        while let Some(next) = open.pop() {
            if seen.contains(&next) {
                continue;
            }
            seen.push(next);
            if !self.share_a_ring(id, next) {
                let mut outer = Parts::new();
                self.take_named(id, next, Null::Unstated, &mut outer);
                pieces.extend(outer.pieces.into_iter().rev());
                parts.unions.extend(outer.unions);
                parts.choices.extend(outer.choices);
                continue;
            }
            let Some(schema) = self.originals.get(&next) else { continue };
            let null = null_of(schema);
            pieces.push(Piece {
                schema: next,
                extent: Extent::Original,
                named: Some(next),
                null,
                is_own: false,
            });
            open.extend(schema.reference.into_iter().chain(schema.all_of.iter().copied()));
        }
        parts.pieces.extend(pieces.into_iter().rev());
    }

    /// Whether `part` is composed of `whole` by reference and `allOf` alone, so that it says all that `whole` says beside
    /// its branches. Both are in one ring.
    pub(super) fn extends(&self, part: SchemaId, whole: SchemaId) -> bool {
        let mut seen = vec![part];
        let mut next = 0;
        while let Some(id) = seen.get(next).copied() {
            next += 1;
            let Some(schema) = self.originals.get(&id) else { continue };
            for inner in schema.reference.iter().chain(&schema.all_of) {
                if *inner == whole {
                    return true;
                }
                if self.share_a_ring(*inner, whole) && !seen.contains(inner) {
                    seen.push(*inner);
                }
            }
        }
        false
    }

    /// If a reference is all that shapes the schema: what that leads to.
    pub(super) fn single_reference(&self, parts: &Parts) -> Option<SchemaId> {
        let mut named = None;
        for piece in &parts.pieces {
            match piece.named {
                Some(_) if named.is_some() => return None,
                Some(target) => named = Some(target),
                None if piece.extent == Extent::Whole
                    && !merge::shapes_nothing(&self.schemas[piece.schema]) =>
                {
                    return None;
                }
                None => {}
            }
        }
        let target = named?;
        let is_all = parts.unions.iter().all(|union| union.named == named);
        (is_all && merge::null(&parts.pieces) >= self.nullable[target.0 as usize]).then_some(target)
    }

    /// Whether null is the only value that fits.
    pub(super) fn is_null(&self, id: SchemaId) -> bool {
        let schema = &self.schemas[self.targets[id.0 as usize]];
        let only_null = schema.types.has(JsonType::Null) && schema.types.without(JsonType::Null).is_empty();
        (only_null && !schema.nullable) || schema.constant == Some(Tree::Null)
    }

    fn choices_of(&self, id: SchemaId, named: Option<SchemaId>) -> Vec<(Option<SchemaId>, Choice)> {
        let choices = self.choices.get(&id).into_iter().flatten();
        choices.map(|choice| (named, choice.clone())).collect()
    }

    fn null_of_composed(&self, schema: &Schema) -> Null {
        let is_composed =
            schema.reference.is_some() || !schema.one_of.is_empty() || !schema.any_of.is_empty();
        if self.allows_null(schema) {
            Null::Allowed
        } else if let Some(target) = schema.reference {
            null_of(&self.schemas[self.targets[target.0 as usize]])
        } else if is_composed {
            Null::Refused
        } else {
            null_of(schema)
        }
    }
}

/// What a schema itself says of null: nothing if it neither states types nor describes values of one.
pub(super) fn null_of(schema: &Schema) -> Null {
    let shaped = !merge::effective_types(schema).is_empty()
        || schema.enumeration.is_some()
        || schema.constant.is_some()
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty();
    if states_null(schema) {
        Null::Allowed
    } else if shaped {
        Null::Refused
    } else {
        Null::Unstated
    }
}
