//! What letterpress has to say about a description: each fault with a stable code, a place and a way out.
//!
//! This module knows codes, places and sentences; it does not know how a terminal shows them.

mod levels;
mod pages;
mod quoted;
mod rules;

use std::fmt;

pub use self::levels::{ALL_WARNINGS, Level, Levels, rule};
pub use self::pages::{example, page};
pub(crate) use self::quoted::quoted;
pub use self::rules::*;
use crate::read::{FileId, Origin};

/// One finding about the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that was broken: its code, severity and advice.
    pub rule: &'static Rule,
    /// What was found, in one sentence that names the thing at fault.
    pub message: String,
    /// Where it was found; `None` where no file of the description is at fault (a folder that can't be written, say).
    pub place: Option<Place>,
}

/// Where in a description something was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A node of a file's tree. Its line and column are looked up when someone asks.
    Node(Origin),
    /// A position in a file that could not be read into a tree. Lines and columns count from 1, columns in characters.
    Text {
        /// The file.
        file: FileId,
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
}

impl Place {
    /// The file it is in.
    pub fn file(&self) -> FileId {
        match self {
            Self::Node(origin) => origin.file,
            Self::Text { file, .. } => *file,
        }
    }
}

impl From<Origin> for Place {
    fn from(origin: Origin) -> Self {
        Self::Node(origin)
    }
}

impl From<Origin> for Option<Place> {
    fn from(origin: Origin) -> Self {
        Some(Place::Node(origin))
    }
}

impl Diagnostic {
    /// A finding of `rule` at `place`: an [`Origin`], a [`Place`] or `None`.
    pub fn new(rule: &'static Rule, place: impl Into<Option<Place>>, message: impl Into<String>) -> Self {
        Self { rule, message: message.into(), place: place.into() }
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
