//! References that lead back to themselves, and chains of references, after every schema has been read.
//!
//! A schema may contain itself in a property or an item. It may not *be* itself: through `$ref` and `allOf`, or through
//! `$ref`, `oneOf` and `anyOf`, it would have to be checked against the same value for ever (JSON Schema 2020-12,
//! section 9.4.1).

use std::collections::HashMap;

use super::findings::Findings;
use super::schema::{Schema, SchemaId, Schemas};
use crate::diagnostic::CYCLIC_REF;

/// Reports and removes references that close a ring, then lets each remaining one skip what is a reference only.
pub(super) fn cut(schemas: &mut Schemas, findings: &Findings) {
    let all_of: fn(&Schema) -> Vec<SchemaId> = |schema| schema.all_of.clone();
    let one_of: fn(&Schema) -> Vec<SchemaId> = |schema| [&schema.one_of[..], &schema.any_of].concat();
    for branches in [all_of, one_of] {
        for id in closing_references(schemas, branches) {
            if let Some(schema) = schemas.get_mut(id) {
                let place = schema.origin.child("$ref");
                findings.report(
                    &CYCLIC_REF,
                    place,
                    "this reference leads back to the schema it stands in".to_owned(),
                );
                schema.reference = None;
                schema.is_reference_only = false;
            }
        }
    }
    shorten(schemas);
}

/// The schemas whose references close a ring of references and `branches`, found by a walk in depth without recursion.
fn closing_references(schemas: &Schemas, branches: fn(&Schema) -> Vec<SchemaId>) -> Vec<SchemaId> {
    let steps_from = |id: SchemaId| {
        let schema = &schemas[id];
        let mut steps: Vec<Step> = branches(schema).into_iter().map(Step::Branch).collect();
        steps.extend(schema.reference.map(Step::Reference));
        steps
    };
    let mut closing = Vec::new();
    // Where a schema stands on the way; `None` for one that the walk has left for good.
    let mut seen: HashMap<SchemaId, Option<usize>> = HashMap::new();
    for (start, _) in schemas.iter() {
        let mut way: Vec<Stop> = Vec::new();
        let mut ahead = Some(start);
        loop {
            if let Some(id) = ahead.take() {
                match seen.get(&id) {
                    None => {
                        seen.insert(id, Some(way.len()));
                        way.push(Stop { id, steps: steps_from(id), taken: None });
                    }
                    // Branches are nested in one another, so a ring has at least one reference.
                    Some(Some(at)) => {
                        let ring = way.get(*at..).unwrap_or_default().iter().rev();
                        let mut references =
                            ring.filter(|stop| matches!(stop.taken, Some(Step::Reference(_))));
                        closing.extend(references.next().map(|stop| stop.id));
                    }
                    Some(None) => {}
                }
            }
            let Some(stop) = way.last_mut() else { break };
            stop.taken = stop.steps.pop();
            match stop.taken {
                Some(Step::Branch(next) | Step::Reference(next)) => ahead = Some(next),
                None => {
                    seen.insert(stop.id, None);
                    way.pop();
                }
            }
        }
    }
    closing
}

/// A schema on the way of a walk.
struct Stop {
    id: SchemaId,
    /// The steps from it that are still to be taken.
    steps: Vec<Step>,
    /// The one that is being taken.
    taken: Option<Step>,
}

/// A step from a schema to one that is checked against the same value.
#[derive(Clone, Copy)]
enum Step {
    Branch(SchemaId),
    Reference(SchemaId),
}

/// Points every reference at the end of its chain. There are no rings any more.
fn shorten(schemas: &mut Schemas) {
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    for id in ids {
        let mut chain = Vec::new();
        let mut at = id;
        while let Some(next) = schemas[at].reference {
            chain.push(at);
            at = next;
            if !schemas[at].is_reference_only {
                break;
            }
        }
        for link in chain {
            if let Some(schema) = schemas.get_mut(link) {
                schema.reference = Some(at);
            }
        }
    }
}
