//! What letterpress has to say about a description: each fault with a stable code, a place and a way out.
//!
//! This module knows codes, places and sentences; it does not know how a terminal shows them.

mod rules;

use std::fmt;

pub use self::rules::*;
use crate::read::Origin;

/// One finding about the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that was broken: its code, severity and advice.
    pub rule: &'static Rule,
    /// What was found, in one sentence that names the thing at fault.
    pub message: String,
    /// Where it was found; `None` where no file is at fault (a folder that can't be read, say).
    pub origin: Option<Origin>,
}

impl Diagnostic {
    /// A finding of `rule` at `origin`.
    pub fn new(rule: &'static Rule, origin: impl Into<Option<Origin>>, message: impl Into<String>) -> Self {
        Self { rule, message: message.into(), origin: origin.into() }
    }

    /// Whether nothing may be printed because of it.
    pub fn is_error(&self) -> bool {
        self.rule.severity == Severity::Error
    }
}

/// One kind of finding. All of them are declared in one file, each with the smallest description that shows it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable name, in kebab case: what people search for and silence.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What letterpress did about it.
    pub done: &'static str,
    /// What the author of the description, or its user, can do instead.
    pub advice: &'static str,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// An assumption that letterpress made, for the record.
    Note,
    /// The crate is printed, but does not carry something of the description.
    Warning,
    /// Nothing is printed.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}
