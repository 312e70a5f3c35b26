//! What the values of a schema must satisfy, beyond what its Rust type says.

use super::compose::Choice;
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

/// The rule on the names of members of an object with `patternProperties`, where it is closed to all others.
pub(super) fn names(schema: &Schema, is_closed: bool, found: &mut Vec<Diagnostic>) -> Option<Rule> {
    let mut runs = true;
    for pattern in schema.pattern_properties.keys() {
        if let Err(error) = regex_lite::Regex::new(pattern) {
            runs = false;
            let place = schema.origin.child("patternProperties").child(pattern).key();
            let message = format!("the pattern can't be run in linear time: {error}");
            found.push(Diagnostic::new(&PATTERN_NOT_CHECKED, place, message));
        }
    }
    (is_closed && runs).then(|| Rule::Names {
        patterns: schema.pattern_properties.keys().cloned().collect(),
        known: schema.properties.keys().cloned().collect(),
    })
}

/// The rule that some of the members that `choice` lists are there.
pub(super) fn choice(choice: &Choice) -> Rule {
    let groups = choice.groups.clone();
    if choice.exactly_one { Rule::OneRequired(groups) } else { Rule::AnyRequired(groups) }
}
