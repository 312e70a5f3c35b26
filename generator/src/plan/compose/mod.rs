//! Composition: what `allOf`, `oneOf`, `anyOf` and keywords beside them or beside `$ref` come to, as one schema each.
//!
//! Afterwards a schema is one of three, and none has an `allOf`:
//!
//! - a reference, with nothing beside it but annotations and bounds;
//! - a union: one list of branches, none of them null, with nothing beside it but annotations and bounds;
//! - one schema that says everything itself.
//!
//! Schemas are composed after those they are composed of, each once, so a chain of any length costs what it is long.
//! This knows JSON Schema; it knows no Rust.

mod bounds;
mod branches;
mod merge;
mod parts;
mod patterns;

use std::collections::{HashMap, HashSet, VecDeque};

use self::parts::{Extent, Parts};
use super::cycles;
use super::spread::spread;
use crate::diagnostic::{Diagnostic, UNTYPED};
use crate::parse::api::Api;
use crate::parse::schema::{Schema, SchemaId, Schemas, Type as JsonType};
use crate::read::Tree;

/// How many properties and branches composition may copy in all: what it makes is then at most so much larger than what
/// the description says.
const MAX_COPIES: usize = 200_000;

/// What is known of the schemas once they are composed.
#[derive(Debug)]
pub(super) struct Composition {
    targets: Vec<SchemaId>,
    nullable: Vec<bool>,
    made_of: HashMap<SchemaId, SchemaId>,
    choices: HashMap<SchemaId, Vec<Choice>>,
    found: HashMap<SchemaId, Vec<Diagnostic>>,
    closed: HashSet<SchemaId>,
}

/// Members of an object of which some must be there: branches of a union that do nothing but require.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// Whether exactly one of `groups` must be there, rather than at least one.
    pub(super) exactly_one: bool,
    /// The members that each branch requires.
    pub(super) groups: Vec<Vec<String>>,
}

impl Composition {
    /// The schema behind references.
    pub(super) fn target(&self, id: SchemaId) -> SchemaId {
        self.targets.get(id.0 as usize).copied().unwrap_or(id)
    }

    /// Whether null is among the values that fit.
    pub(super) fn is_nullable(&self, id: SchemaId) -> bool {
        self.nullable.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// The branch of the description that the schema was made of, where what stands beside a union was merged into it.
    pub(super) fn branch(&self, id: SchemaId) -> SchemaId {
        self.made_of.get(&id).copied().unwrap_or(id)
    }

    /// The members of which the schema asks for some.
    pub(super) fn choices(&self, id: SchemaId) -> &[Choice] {
        self.choices.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the names of its members are those of its properties and patterns alone.
    pub(super) fn is_closed(&self, id: SchemaId) -> bool {
        self.closed.contains(&id)
    }

    /// What was found while the schema was composed; nothing the second time.
    pub(super) fn take_found(&mut self, id: SchemaId) -> Vec<Diagnostic> {
        self.found.remove(&id).unwrap_or_default()
    }
}

/// The description with every schema composed, those that composition adds among them.
pub(super) fn compose(api: &Api) -> (Api, Composition) {
    let components = api.components.iter().map(|(name, id)| (*id, name.as_str())).collect();
    let mut composer = Composer::new(api.schemas.clone(), components);
    for id in composer.order() {
        composer.compose(id);
    }
    while let Some(id) = composer.waiting.pop_front() {
        composer.compose(id);
    }
    let (schemas, composition) = composer.finish();
    (api.with_schemas(schemas), composition)
}

/// The schemas, some of them composed already.
struct Composer<'a> {
    schemas: Schemas,
    components: HashMap<SchemaId, &'a str>,
    /// Which ring of composition a schema belongs to; several have one number only where they are composed of each other.
    ring: Vec<usize>,
    /// The members of rings, as the description has them.
    originals: HashMap<SchemaId, Schema>,
    targets: Vec<SchemaId>,
    nullable: Vec<bool>,
    /// For each reference the first, from itself on, that bounds what it leads to.
    bounded: Vec<Option<SchemaId>>,
    made_of: HashMap<SchemaId, SchemaId>,
    choices: HashMap<SchemaId, Vec<Choice>>,
    found: HashMap<SchemaId, Vec<Diagnostic>>,
    closed: HashSet<SchemaId>,
    /// Added schemas, still to be composed, each after those that it is composed of.
    waiting: VecDeque<SchemaId>,
    /// The schemas of the description that an added one is the intersection of, sorted; and back.
    intersections: HashMap<Vec<SchemaId>, SchemaId>,
    intersected: HashMap<SchemaId, Vec<SchemaId>>,
    copies: usize,
}

impl<'a> Composer<'a> {
    fn new(schemas: Schemas, components: HashMap<SchemaId, &'a str>) -> Self {
        let edges: Vec<Vec<usize>> = schemas.iter().map(|(_, schema)| composed_of(schema)).collect();
        let ring = cycles::components(&edges);
        let mut sizes = vec![0_usize; schemas.len()];
        for number in &ring {
            sizes[*number] += 1;
        }
        let originals = schemas
            .iter()
            .filter(|(id, _)| sizes[ring[id.0 as usize]] > 1)
            .map(|(id, schema)| (id, schema.clone()))
            .collect();
        Self {
            targets: schemas.iter().map(|(id, _)| id).collect(),
            nullable: vec![false; schemas.len()],
            bounded: vec![None; schemas.len()],
            schemas,
            components,
            ring,
            originals,
            made_of: HashMap::new(),
            choices: HashMap::new(),
            found: HashMap::new(),
            closed: HashSet::new(),
            waiting: VecDeque::new(),
            intersections: HashMap::new(),
            intersected: HashMap::new(),
            copies: 0,
        }
    }

    /// The schemas of the description, each after those that it is composed of.
    fn order(&self) -> Vec<SchemaId> {
        let mut order: Vec<SchemaId> = self.schemas.iter().map(|(id, _)| id).collect();
        order.sort_by_key(|id| self.ring[id.0 as usize]);
        order
    }

    /// Whether the two are composed of each other.
    fn share_a_ring(&self, a: SchemaId, b: SchemaId) -> bool {
        let ring = |id: SchemaId| self.originals.get(&id).and_then(|_| self.ring.get(id.0 as usize));
        ring(a).is_some() && ring(a) == ring(b)
    }

    /// Replaces the schema by what it comes to.
    fn compose(&mut self, id: SchemaId) {
        let own = &self.schemas[id];
        let is_plain = own.all_of.is_empty() && own.one_of.is_empty() && own.any_of.is_empty();
        let composed = match own.reference {
            None if is_plain => {
                let own = own.clone();
                self.leaf(id, own)
            }
            Some(_) if is_plain && merge::shapes_nothing(own) => own.clone(),
            _ => self.merged(id),
        };
        self.set(id, composed);
    }

    fn set(&mut self, id: SchemaId, schema: Schema) {
        self.nullable[id.0 as usize] = self.allows_null(&schema);
        self.targets[id.0 as usize] = schema.reference.map_or(id, |target| self.targets[target.0 as usize]);
        let is_bounded = merge::has_bounds(&schema) || self.choices.contains_key(&id);
        self.bounded[id.0 as usize] = schema
            .reference
            .and_then(|target| if is_bounded { Some(id) } else { self.bounded[target.0 as usize] });
        if let Some(place) = self.schemas.get_mut(id) {
            *place = schema;
        }
    }

    fn merged(&mut self, id: SchemaId) -> Schema {
        loop {
            match self.merged_once(id) {
                Outcome::Whole(schema) => return schema,
                Outcome::Composed(schema) => self.set(id, schema),
            }
        }
    }

    /// What the schema comes to next.
    fn merged_once(&mut self, id: SchemaId) -> Outcome {
        let mut parts = self.parts(id);
        if let Some(target) = self.single_reference(&parts) {
            return Outcome::Whole(self.reference_to(id, target, &parts));
        }
        let copied = parts.pieces.iter().filter(|piece| !piece.is_own);
        let copies =
            self.copies + copied.map(|piece| 1 + self.schemas[piece.schema].properties.len()).sum::<usize>();
        if copies > MAX_COPIES {
            return Outcome::Whole(self.too_large(id));
        }
        self.copies = copies;
        let mut whole = self.merge(id, &parts);
        self.take_choices(&mut parts, &mut whole);
        if !parts.unions.is_empty() {
            return self.union(id, &parts, whole);
        }
        let whole = self.leaf(id, whole);
        if let Some(target) = self.same_as_a_part(&parts, &whole) {
            return Outcome::Whole(self.reference_to(id, target, &parts));
        }
        self.keep_choices(id, &parts, None);
        Outcome::Whole(whole)
    }

    /// Keeps what the schema asks for by choice, but for what `target` asks for itself.
    fn keep_choices(&mut self, id: SchemaId, parts: &Parts, target: Option<SchemaId>) {
        let others = parts.choices.iter().filter(|(named, _)| target.is_none() || *named != target);
        let choices: Vec<Choice> = others.map(|(_, choice)| choice.clone()).collect();
        if !choices.is_empty() {
            self.choices.insert(id, choices);
        }
    }

    /// A reference to `target`, with the annotations and bounds of all other parts.
    fn reference_to(&mut self, id: SchemaId, target: SchemaId, parts: &Parts) -> Schema {
        self.keep_choices(id, parts, Some(target));
        let own = &self.schemas[id];
        let mut reference = Schema {
            reference: Some(target),
            nullable: merge::null(&parts.pieces) && !self.nullable[target.0 as usize] || own.nullable,
            ..Schema::anything(own.origin.clone())
        };
        for piece in parts.pieces.iter().filter(|piece| piece.named.is_none()) {
            let schema = &self.schemas[piece.schema];
            if piece.extent != Extent::Bounds {
                merge::annotate(&mut reference, schema);
            }
            bounds::tighten(&mut reference, schema);
        }
        reference
    }

    /// Adds a schema that stands for the intersection of `parts`, to be composed later; its place, title and
    /// description are those of `like`.
    fn add(&mut self, like: &Schema, parts: Vec<SchemaId>) -> SchemaId {
        let id = self.add_composed(Schema {
            all_of: parts,
            title: like.title.clone(),
            description: like.description.clone(),
            ..Schema::anything(like.origin.clone())
        });
        self.waiting.push_back(id);
        id
    }

    fn add_composed(&mut self, schema: Schema) -> SchemaId {
        self.copies += 1;
        let id = self.schemas.add(schema);
        self.targets.push(id);
        self.nullable.push(false);
        self.bounded.push(None);
        id
    }

    fn report(&mut self, id: SchemaId, diagnostic: Diagnostic) {
        self.found.entry(id).or_default().push(diagnostic);
    }

    fn too_large(&mut self, id: SchemaId) -> Schema {
        let message = format!("what it is composed of goes beyond {MAX_COPIES} copied properties in all");
        self.untyped(id, &message)
    }

    /// The schema that says of itself why it has no shape.
    fn untyped(&mut self, id: SchemaId, message: &str) -> Schema {
        let own = &self.schemas[id];
        let mut anything = Schema::anything(own.origin.clone());
        merge::annotate(&mut anything, own);
        self.report(id, Diagnostic::new(&UNTYPED, anything.origin.clone(), message));
        anything
    }

    /// Whether null fits a composed schema, as far as what it refers to is composed.
    fn allows_null(&self, schema: &Schema) -> bool {
        let inner = schema.reference.iter().chain(&schema.one_of).chain(&schema.any_of);
        states_null(schema) || inner.into_iter().any(|id| self.nullable[id.0 as usize])
    }

    /// Carries null through what was composed before its branches were.
    fn spread_null(&mut self) {
        let parts: Vec<Vec<usize>> = self.schemas.iter().map(|(_, schema)| composed_of(schema)).collect();
        self.nullable = spread(std::mem::take(&mut self.nullable), |index| parts[index].clone());
    }

    fn finish(mut self) -> (Schemas, Composition) {
        self.spread_null();
        self.settle_patterns();
        let Self { schemas, nullable, made_of, choices, found, closed, .. } = self;
        let targets = targets(&schemas);
        (schemas, Composition { targets, nullable, made_of, choices, found, closed })
    }
}

/// What a step of composition gives.
enum Outcome {
    /// A schema that is composed of nothing.
    Whole(Schema),
    /// One that is still to be composed.
    Composed(Schema),
}

/// What a schema is composed of: what must be composed before it.
fn composed_of(schema: &Schema) -> Vec<usize> {
    let parts = schema.reference.iter().chain(&schema.all_of).chain(&schema.one_of).chain(&schema.any_of);
    parts.map(|id| id.0 as usize).collect()
}

/// Whether the schema itself names null.
fn states_null(schema: &Schema) -> bool {
    let listed = schema.enumeration.as_ref().is_some_and(|values| values.contains(&Tree::Null));
    schema.nullable || schema.types.has(JsonType::Null) || listed || schema.constant == Some(Tree::Null)
}

/// For each schema the one at the end of its references.
fn targets(schemas: &Schemas) -> Vec<SchemaId> {
    let mut targets: Vec<Option<SchemaId>> = vec![None; schemas.len()];
    for (start, _) in schemas.iter() {
        let mut way = Vec::new();
        let mut id = start;
        // A ring of references ends where it is met again.
        let end = loop {
            if let Some(known) = targets[id.0 as usize] {
                break known;
            }
            targets[id.0 as usize] = Some(id);
            way.push(id);
            match schemas[id].reference {
                Some(next) => id = next,
                None => break id,
            }
        };
        for id in way {
            targets[id.0 as usize] = Some(end);
        }
    }
    (0..).map(SchemaId).zip(targets).map(|(id, target)| target.unwrap_or(id)).collect()
}
