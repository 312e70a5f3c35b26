//! Why a value could not be read or written. Neither error ever holds the value, which may be a secret; the reason that a type of
//! another crate gives is in that crate's words.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display, Formatter};

use super::Json;
use super::path::{Segment, render};
use super::tape::MAX_DEPTH;

/// A text that is not JSON, or JSON that is not the value that was wanted.
#[derive(Debug)]
pub struct ReadError(Box<ReadFailure>);

#[derive(Debug)]
struct ReadFailure {
    fault: ReadFault,
    /// The way to the place, innermost step first: it grows as the error goes outward.
    path: Vec<Segment<'static>>,
}

#[derive(Debug)]
enum ReadFault {
    Unexpected { expected: &'static str, found: &'static str },
    Missing { name: &'static str, schema: &'static str },
    Duplicate,
    Refused(String),
    Syntax(serde_json::Error),
}

impl ReadError {
    fn new(fault: ReadFault) -> Self {
        Self(Box::new(ReadFailure { fault, path: Vec::new() }))
    }

    /// The value at `json` is of another kind than `expected`, which is a noun with its article: `"a string"`.
    pub fn expected(expected: &'static str, json: Json<'_>) -> Self {
        Self::mismatch(expected, json.node().kind())
    }

    /// The value is `found` where `expected` should be, both nouns with their articles.
    pub fn mismatch(expected: &'static str, found: &'static str) -> Self {
        Self::new(ReadFault::Unexpected { expected, found })
    }

    /// The object lacks the field with this name, which the schema at the place `schema` of the description requires.
    pub fn missing(name: &'static str, schema: &'static str) -> Self {
        Self::new(ReadFault::Missing { name, schema })
    }

    /// The type of another crate that the value is read as does not take it, for the reason that it gives.
    pub fn refused(reason: &dyn Display) -> Self {
        Self::new(ReadFault::Refused(reason.to_string()))
    }

    /// The member has come before in the same object.
    pub fn duplicate() -> Self {
        Self::new(ReadFault::Duplicate)
    }

    /// The line of letterpress's settings that lets an answer lack the field; `None` if the error is another.
    pub fn setting(&self) -> Option<String> {
        let ReadFault::Missing { name, schema } = self.0.fault else { return None };
        // As a JSON Pointer (RFC 6901, section 3) in a string of TOML.
        let name = name.replace('~', "~0").replace('/', "~1");
        Some(format!("lenient = [{:?}]", format!("{schema}/properties/{name}")))
    }

    pub(super) fn syntax(error: serde_json::Error) -> Self {
        Self::new(ReadFault::Syntax(error))
    }

    /// The same error, seen from the object whose member of this name it is in.
    pub fn in_member(mut self, name: &str) -> Self {
        self.0.path.push(Segment::Member(Cow::Owned(name.to_owned())));
        self
    }

    /// The same error, seen from the array whose item at this index it is in.
    pub fn in_item(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Item(index));
        self
    }

    /// Where it is, much like `JSONPath`: `$.options.domain_aliases[2]`, and `$` for a text that is not JSON at all.
    pub fn path(&self) -> String {
        render(self.0.path.iter().rev())
    }
}

impl Display for ReadError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let path = self.path();
        match &self.0.fault {
            ReadFault::Unexpected { expected, found } => {
                write!(f, "expected {expected} at {path}, found {found}")
            }
            ReadFault::Missing { name, .. } => write!(f, "missing field `{name}` at {path}"),
            ReadFault::Duplicate => write!(f, "duplicate member {path}"),
            ReadFault::Refused(reason) => write!(f, "invalid value at {path}: {reason}"),
            ReadFault::Syntax(error) => write!(f, "invalid JSON: {error}"),
        }
    }
}

impl Error for ReadError {}

/// A value that has no form on the wire.
#[derive(Clone, Debug)]
pub struct WriteError(Box<WriteFailure>);

#[derive(Clone, Debug)]
struct WriteFailure {
    fault: WriteFault,
    path: String,
}

/// Why a value has no form on the wire.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum WriteFault {
    NotFinite,
    TooDeep,
    TooLarge,
    Duplicate,
    NullInForm,
    Refused,
    NoForm { found: &'static str },
    NoText { found: &'static str },
    MediaType,
}

impl WriteError {
    pub(super) fn new(fault: WriteFault, path: String) -> Self {
        Self(Box::new(WriteFailure { fault, path }))
    }

    /// The fault at the end of this path.
    pub(in super::super) fn at(fault: WriteFault, path: &[Segment<'_>]) -> Self {
        Self::new(fault, render(path))
    }

    /// The same error, seen from the object whose member of this name it is in.
    pub(in super::super) fn in_member(mut self, name: &str) -> Self {
        let within = self.0.path.strip_prefix('$').unwrap_or_default();
        self.0.path = render(&[Segment::member(name)]) + within;
        self
    }

    /// Where it is, much like `JSONPath`: `$.options.domain_aliases[2]`.
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

impl Display for WriteError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let path = self.path();
        match self.0.fault {
            WriteFault::NotFinite => {
                write!(f, "the number at {path} is NaN or infinite, which JSON cannot express")
            }
            WriteFault::TooDeep => write!(f, "the value at {path} nests deeper than {MAX_DEPTH} levels"),
            WriteFault::TooLarge => write!(f, "the value has more than {} nodes", u32::MAX),
            WriteFault::Duplicate => write!(f, "duplicate member {path}"),
            WriteFault::NullInForm => write!(f, "the value at {path} is null, which a form cannot express"),
            WriteFault::Refused => write!(f, "the value at {path} cannot be written by its own type"),
            WriteFault::NoText { found } => {
                write!(f, "the value at {path} is {found}, which has no form but JSON")
            }
            WriteFault::MediaType => {
                write!(f, "the media type of the part {path} has characters that a header cannot carry")
            }
            WriteFault::NoForm { found } => write!(f, "a form is made of an object, found {found}"),
        }
    }
}

impl Error for WriteError {}
