//! Constraints as data, checked over the tape of a value. They are checked when a caller asks, and never otherwise.

mod number;
mod pattern;
#[cfg(test)]
mod tests;
mod walk;

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use self::walk::Walk;
use super::wire::{Encode, Fit, Tape};

/// A constraint, with JSON Schema's meaning (2020-12, Validation, section 6): one on strings says nothing of other types.
///
/// Lists of checks may lead back to themselves, though only by way of [`Items`](Check::Items),
/// [`Positions`](Check::Positions), [`Values`](Check::Values) or [`Fields`](Check::Fields): a value then ends the recursion.
/// No union is a branch of itself.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// The least number of code points in a string.
    MinLength(u64),
    /// The greatest number of code points in a string.
    MaxLength(u64),
    /// A regular expression that must match somewhere in a string. One that `regex-lite` cannot compile is not checked.
    Pattern(&'static str),
    /// The least number.
    Minimum(Bound),
    /// The greatest number.
    Maximum(Bound),
    /// What a number must exceed.
    ExclusiveMinimum(Bound),
    /// What a number must stay below.
    ExclusiveMaximum(Bound),
    /// What a number must be an integral multiple of, in decimal: 19.99 is one of 0.01.
    MultipleOf(Bound),
    /// The numbers and booleans that a number or boolean is one of.
    Enum(&'static [Allowed]),
    /// The least number of items in an array.
    MinItems(u64),
    /// The greatest number of items in an array.
    MaxItems(u64),
    /// No two items of an array are equal. Numbers are equal by value, objects whatever the order of their members.
    UniqueItems,
    /// The least number of members in an object, unknown ones included.
    MinProperties(u64),
    /// The greatest number of members in an object, unknown ones included.
    MaxProperties(u64),
    /// The lists of members of which at least one must be there in full.
    AnyRequired(&'static [&'static [&'static str]]),
    /// The lists of members of which exactly one must be there in full.
    OneRequired(&'static [&'static [&'static str]]),
    /// What the name of each member of an object is.
    Names {
        /// Regular expressions, one of which matches the name. One that `regex-lite` cannot compile matches any.
        patterns: &'static [&'static str],
        /// Names that need not match any.
        known: &'static [&'static str],
    },
    /// What each item of an array satisfies.
    Items(&'static [Check]),
    /// What the item at each position of an array satisfies.
    Positions(&'static [&'static [Check]]),
    /// What each member of an object satisfies that no [`Fields`](Check::Fields) of the same list names.
    Values(&'static [Check]),
    /// What single members of an object satisfy if they are there.
    Fields(&'static [(&'static str, &'static [Check])]),
    /// What the value satisfies as one of a named type.
    Shape(&'static [Check]),
    /// What the value of a union satisfies as one of its branches. A value that several fit equally well satisfies all.
    Branches {
        /// The member that names the branch, with the tags of each.
        tag: Option<(&'static str, &'static [&'static [&'static str]])>,
        /// The shape of each, for a value without that member; none where each has it.
        shapes: &'static [Fit],
        /// What each asks for.
        branches: &'static [&'static [Check]],
    },
}

/// A number that a constraint names.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "each is named after its kind of number")]
pub enum Bound {
    Int(i128),
    Float(f64),
}

/// A value that `enum` or `const` lists.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "each is named after its type in JSON Schema")]
pub enum Allowed {
    Boolean(bool),
    Number(Bound),
}

/// Checks a value and reports every violation.
pub fn validate(value: &dyn Encode, checks: &'static [Check]) -> Result<(), ValidationError> {
    let violations = match Tape::of(value) {
        Ok(tape) => Walk::over(tape.root(), checks),
        // What JSON cannot express is of no type that JSON Schema has.
        Err(error) => vec![Violation {
            path: error.path().to_owned(),
            keyword: "type",
            message: "must be what JSON can express".to_owned(),
        }],
    };
    if violations.is_empty() { Ok(()) } else { Err(ValidationError { violations }) }
}

/// The constraints that a value violates: one at least.
#[derive(Clone, Debug)]
pub struct ValidationError {
    violations: Vec<Violation>,
}

impl ValidationError {
    /// The violations, in the value's order.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }
}

impl Display for ValidationError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}

impl Error for ValidationError {}

/// A constraint that a value violates. It never holds the value: it may be a secret.
#[derive(Clone, Debug)]
pub struct Violation {
    path: String,
    keyword: &'static str,
    message: String,
}

impl Violation {
    /// Where the value stands, much like `JSONPath`: `$.options.domain_aliases[2]`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The keyword of JSON Schema: `maxLength`. It is `type` for a value that JSON cannot express at all.
    pub fn keyword(&self) -> &'static str {
        self.keyword
    }

    /// What is wrong, in words.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl Display for Violation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.path, self.message)
    }
}
