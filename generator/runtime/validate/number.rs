//! Exact arithmetic on the numbers of a schema and a value.

use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};

use super::{Allowed, Bound};

impl Display for Bound {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(value) => Display::fmt(value, f),
            Self::Float(value) => Display::fmt(value, f),
        }
    }
}

impl Display for Allowed {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => Display::fmt(value, f),
            Self::Number(value) => Display::fmt(value, f),
        }
    }
}

/// Compares by value, without rounding an integer to a double.
pub(super) fn compare(left: Bound, right: Bound) -> Ordering {
    match (left, right) {
        (Bound::Int(left), Bound::Int(right)) => left.cmp(&right),
        (Bound::Int(left), Bound::Float(right)) => compare_mixed(right, left).reverse(),
        (Bound::Float(left), Bound::Int(right)) => compare_mixed(left, right),
        (Bound::Float(left), Bound::Float(right)) => left.partial_cmp(&right).unwrap_or(Ordering::Equal),
    }
}

fn compare_mixed(float: f64, int: i128) -> Ordering {
    #[expect(clippy::cast_possible_truncation, reason = "it saturates, and the fraction is looked at next")]
    let whole = float as i128;
    let fraction = float.fract().partial_cmp(&0.0).unwrap_or(Ordering::Equal);
    whole.cmp(&int).then(fraction)
}

/// Whether `value` is an integral multiple of `unit`, both taken as the decimals that they are written as.
pub(super) fn is_multiple(value: Bound, unit: Bound) -> bool {
    let (Some(value), Some(unit)) = (Decimal::of(value), Decimal::of(unit)) else { return true };
    // A remainder too large to compute is that of no schema in earnest: it counts as none.
    value.digits == 0 || unit.digits == 0 || value.remainder(&unit).unwrap_or(0) == 0
}

/// `digits` × 10^`exponent`, without a sign; `digits` has no zero at its end.
struct Decimal {
    digits: u128,
    exponent: i32,
}

impl Decimal {
    /// The shortest decimal that reads as the number.
    fn of(number: Bound) -> Option<Self> {
        let (mut digits, mut exponent) = match number {
            Bound::Int(value) => (value.unsigned_abs(), 0),
            Bound::Float(value) => {
                let text = format!("{:e}", value.abs());
                let (mantissa, exponent) = text.split_once('e')?;
                let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
                let shift = i32::try_from(fraction.len()).ok()?;
                (format!("{whole}{fraction}").parse().ok()?, exponent.parse::<i32>().ok()? - shift)
            }
        };
        while digits != 0 && digits % 10 == 0 {
            digits /= 10;
            exponent += 1;
        }
        Some(Self { digits, exponent })
    }

    /// The remainder of the division by `unit`, in some unit of its own; `None` if it overflows 128 bits.
    fn remainder(&self, unit: &Self) -> Option<u128> {
        if self.exponent < unit.exponent {
            // The digits end in no zero, so no power of ten divides them.
            return Some(1);
        }
        (unit.exponent..self.exponent)
            .try_fold(self.digits % unit.digits, |rest, _| Some(rest.checked_mul(10)? % unit.digits))
    }
}
