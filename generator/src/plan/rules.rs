//! What the values of a schema must satisfy, beyond what its Rust type says.

use super::enums;
use super::sdk::Rule;
use crate::diagnostic::{Diagnostic, PATTERN_NOT_CHECKED};
use crate::parse::schema::Schema;

/// The rules that `schema` itself states, in the order of JSON Schema Validation, section 6.
pub(super) fn rules(schema: &Schema, found: &mut Vec<Diagnostic>) -> Vec<Rule> {
    let mut rules = Vec::new();
    rules.extend(enums::allowed(schema).map(Rule::Enum));
    rules.extend(schema.multiple_of.map(Rule::MultipleOf));
    rules.extend(schema.maximum.map(Rule::Maximum));
    rules.extend(schema.exclusive_maximum.map(Rule::ExclusiveMaximum));
    rules.extend(schema.minimum.map(Rule::Minimum));
    rules.extend(schema.exclusive_minimum.map(Rule::ExclusiveMinimum));
    rules.extend(schema.max_length.map(Rule::MaxLength));
    rules.extend(schema.min_length.filter(|least| *least > 0).map(Rule::MinLength));
    if let Some(pattern) = &schema.pattern {
        match regex_lite::Regex::new(pattern) {
            Ok(_) => rules.push(Rule::Pattern(pattern.clone())),
            Err(error) => found.push(Diagnostic::new(
                &PATTERN_NOT_CHECKED,
                schema.origin.child("pattern"),
                format!("the pattern can't be run in linear time: {error}"),
            )),
        }
    }
    rules.extend(schema.max_items.map(Rule::MaxItems));
    rules.extend(schema.min_items.filter(|least| *least > 0).map(Rule::MinItems));
    rules.extend(schema.unique_items.then_some(Rule::UniqueItems));
    rules.extend(schema.max_properties.map(Rule::MaxProperties));
    rules.extend(schema.min_properties.filter(|least| *least > 0).map(Rule::MinProperties));
    rules
}
