//! Defaults that the schema itself does not allow.

use super::docs;
use super::enums;
use crate::diagnostic::{BAD_DEFAULT, Diagnostic};
use crate::parse::api::Api;
use crate::parse::schema::{Schema, SchemaId, Type as JsonType};
use crate::read::{Number, Tree};

/// How many schemas a default is held against: beyond it, the default counts as sound.
const MAX_STEPS: usize = 256;

/// Reports the default of the schema if it is of another type than the schema, or not among the values that it lists.
pub(super) fn check(api: &Api, id: SchemaId, found: &mut Vec<Diagnostic>) {
    let schema = &api.schemas[id];
    let Some(value) = &schema.default else { return };
    let mut steps = MAX_STEPS;
    if let Some(why) = fault(api, id, value, &mut steps) {
        let message = format!("the default {} {why}", docs::json(value));
        found.push(Diagnostic::new(&BAD_DEFAULT, schema.origin.child("default"), message));
    }
}

/// Why the schema does not allow the value; `None` if it does, as far as its types and lists of values say.
///
/// Each step is one schema, and so is each level of recursion: neither exceeds [`MAX_STEPS`].
fn fault(api: &Api, id: SchemaId, value: &Tree, steps: &mut usize) -> Option<String> {
    *steps = steps.checked_sub(1)?;
    let schema = &api.schemas[id];
    if *value == Tree::Null && schema.nullable {
        return None;
    }
    if let Some(why) = own_fault(schema, value) {
        return Some(why);
    }
    if let Some(why) = schema.reference.and_then(|target| fault(api, target, value, steps)) {
        return Some(why);
    }
    [&schema.one_of, &schema.any_of].into_iter().find_map(|branches| {
        let mut faults = branches.iter().map(|branch| fault(api, *branch, value, steps));
        let first = faults.next()??;
        let is_alone = branches.len() == 1;
        faults
            .all(|fault| fault.is_some())
            .then(|| if is_alone { first } else { "fits no branch".to_owned() })
    })
}

/// Why what stands in the schema itself does not allow the value.
fn own_fault(schema: &Schema, value: &Tree) -> Option<String> {
    let is_null = *value == Tree::Null;
    let allows_null = schema.types.is_empty() || schema.types.has(JsonType::Null);
    if (is_null && !allows_null) || !enums::is_of_type(schema, value) {
        let names: Vec<&str> = schema.types.iter().map(JsonType::name).collect();
        return Some(format!("is {}, which the type {} never is", value.kind(), names.join(", ")));
    }
    let listed = |values: &[Tree]| values.iter().any(|listed| is_same(listed, value));
    if schema.enumeration.as_ref().is_some_and(|values| !listed(values)) {
        return Some("is not among the values of `enum`".to_owned());
    }
    if schema.constant.as_ref().is_some_and(|constant| !is_same(constant, value)) {
        return Some("is not the value of `const`".to_owned());
    }
    None
}

/// Whether two values are one: `1` and `1.0` are.
fn is_same(a: &Tree, b: &Tree) -> bool {
    #[expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "a value and its own copy are equal")]
    match (a, b) {
        (Tree::Number(Number::Int(a)), Tree::Number(Number::Float(b)))
        | (Tree::Number(Number::Float(b)), Tree::Number(Number::Int(a))) => *a as f64 == *b,
        _ => a == b,
    }
}
