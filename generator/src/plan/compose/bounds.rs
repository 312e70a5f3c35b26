//! Bounds of several schemas that a value must keep at once: the tightest of each kind.

use std::cmp::Ordering;

use crate::parse::schema::Schema;
use crate::read::Number;

/// Tightens the bounds of `whole` by those of `part`, and names the keywords of `part` that it has no room for.
pub(super) fn tighten(whole: &mut Schema, part: &Schema) -> Vec<&'static str> {
    let least = [
        (&mut whole.min_length, part.min_length),
        (&mut whole.min_items, part.min_items),
        (&mut whole.min_properties, part.min_properties),
    ];
    for (own, other) in least {
        *own = (*own).max(other);
    }
    let most = [
        (&mut whole.max_length, part.max_length),
        (&mut whole.max_items, part.max_items),
        (&mut whole.max_properties, part.max_properties),
    ];
    for (own, other) in most {
        *own = own.iter().copied().chain(other).min();
    }
    let (less, greater) = (Ordering::Less, Ordering::Greater);
    stricter(&mut whole.minimum, part.minimum, less);
    stricter(&mut whole.exclusive_minimum, part.exclusive_minimum, less);
    stricter(&mut whole.maximum, part.maximum, greater);
    stricter(&mut whole.exclusive_maximum, part.exclusive_maximum, greater);
    whole.unique_items |= part.unique_items;

    let mut left_out = Vec::new();
    match (&whole.pattern, &part.pattern) {
        (Some(own), Some(other)) if own != other => left_out.push("pattern"),
        (None, Some(other)) => whole.pattern = Some(other.clone()),
        _ => {}
    }
    match (whole.multiple_of, part.multiple_of) {
        (Some(own), Some(other)) if is_multiple(other, own) => whole.multiple_of = Some(other),
        (Some(own), Some(other)) if !is_multiple(own, other) => left_out.push("multipleOf"),
        (None, other) => whole.multiple_of = other,
        _ => {}
    }
    left_out
}

/// Replaces `own` by `other` where `own` stands in `order` to it.
fn stricter(own: &mut Option<Number>, other: Option<Number>, order: Ordering) {
    *own = match (*own, other) {
        (Some(own), Some(other)) if compare(own, other) == order => Some(other),
        (None, other) => other,
        (own, _) => own,
    };
}

/// The order of two numbers; an integer beyond 2⁵³ is rounded only beside one that is no integer.
#[expect(
    clippy::cast_precision_loss,
    reason = "a fraction beside an integer of that size is lost in the number itself"
)]
fn compare(a: Number, b: Number) -> Ordering {
    let float = |number| match number {
        Number::Int(value) => value as f64,
        Number::Float(value) => value,
    };
    match (a, b) {
        (Number::Int(a), Number::Int(b)) => a.cmp(&b),
        (a, b) => float(a).total_cmp(&float(b)),
    }
}

/// Whether `number` is an integral multiple of `step`, where both are integers or the same.
fn is_multiple(number: Number, step: Number) -> bool {
    match (number, step) {
        (Number::Int(number), Number::Int(step)) => number.checked_rem(step) == Some(0),
        (number, step) => number == step,
    }
}
