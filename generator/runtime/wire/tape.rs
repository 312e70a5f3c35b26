//! The tape: one flat list of nodes for a whole JSON value.

use std::borrow::Cow;

use super::error::{WriteError, WriteFault};
use super::{Encode, Json, Rest};

/// How deep arrays and objects may nest. It is `serde_json`'s own bound, so that whatever is written can be read.
pub(super) const MAX_DEPTH: u32 = 127;

/// One node of a [`Tape`].
///
/// An array is followed by its items; an object by its members, each a [`Str`](Node::Str) for the name and then the value. `next` is
/// the distance to the node after the whole value, so that a value is passed over in one step.
#[expect(missing_docs, reason = "each is named after what it stands for in JSON")]
pub enum Node<'a> {
    Null,
    Bool(bool),
    /// An integer of 64 bits; whatever fits is here rather than in [`UInt`](Node::UInt).
    Int(i64),
    /// An integer beyond `i64::MAX`.
    UInt(u64),
    /// A number written with a fraction or an exponent, or an integer beyond 64 bits. Never NaN, never infinite.
    Float(f64),
    Str(Cow<'a, str>),
    Array {
        /// How many items it has.
        len: u32,
        /// How many nodes further the next value stands.
        next: u32,
    },
    Object {
        /// How many members it has.
        len: u32,
        /// How many nodes further the next value stands.
        next: u32,
    },
}

impl Node<'_> {
    /// What it is, in words that fit after "found".
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Int(_) | Self::UInt(_) => "an integer",
            Self::Float(_) => "a number",
            Self::Str(_) => "a string",
            Self::Array { .. } => "an array",
            Self::Object { .. } => "an object",
        }
    }
}

/// A JSON value as a flat list of nodes, whose strings are borrowed from the text or the value they came from.
///
/// What cannot be written does not stop the writing: the tape remembers the first such fault, and whoever reads the tape reports it.
#[derive(Default)]
pub struct Tape<'a> {
    nodes: Vec<Node<'a>>,
    depth: u32,
    /// The first fault, and the node at which it arose.
    fault: Option<(WriteFault, usize)>,
}

impl<'s> Tape<'s> {
    /// An empty tape.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty tape with room for `nodes` nodes.
    pub(super) fn with_capacity(nodes: usize) -> Self {
        Self { nodes: Vec::with_capacity(nodes), ..Self::default() }
    }

    /// The tape of a value, or why it cannot be written.
    pub(in super::super) fn of(value: &'s dyn Encode) -> Result<Self, WriteError> {
        let mut tape = Self::with_capacity(64);
        value.encode(&mut tape);
        tape.check()?;
        Ok(tape)
    }

    /// The value on the tape; null if nothing was written.
    pub fn root(&self) -> Json<'_> {
        Json::new(&self.nodes)
    }

    /// The first fault of what was written.
    pub(super) fn check(&self) -> Result<(), WriteError> {
        match self.fault {
            None => Ok(()),
            Some((fault, node)) => Err(WriteError::new(fault, self.root().path_to(node))),
        }
    }

    /// Appends null.
    pub fn null(&mut self) {
        self.nodes.push(Node::Null);
    }

    /// Appends a boolean.
    pub fn bool(&mut self, value: bool) {
        self.nodes.push(Node::Bool(value));
    }

    /// Appends an integer.
    pub fn int(&mut self, value: i64) {
        self.nodes.push(Node::Int(value));
    }

    /// Appends an integer that has no sign.
    pub fn uint(&mut self, value: u64) {
        self.nodes.push(i64::try_from(value).map_or(Node::UInt(value), Node::Int));
    }

    /// Appends a number. JSON has no NaN and no infinity: such a value is a fault.
    pub fn float(&mut self, value: f64) {
        if value.is_finite() {
            self.nodes.push(Node::Float(value));
        } else {
            self.fail(WriteFault::NotFinite);
            self.null();
        }
    }

    /// Appends a string.
    pub fn string(&mut self, value: &'s str) {
        self.push_str(Cow::Borrowed(value));
    }

    /// Appends a string, or the name of a member.
    pub(super) fn push_str(&mut self, value: Cow<'s, str>) {
        self.nodes.push(Node::Str(value));
    }

    /// Appends an array.
    pub fn array<T: Encode>(&mut self, items: &'s [T]) {
        if let Some(start) = self.open() {
            for item in items {
                item.encode(self);
            }
            self.close_array(start, items.len());
        }
    }

    /// Appends an array whose items differ in type.
    pub(super) fn tuple(&mut self, items: &[&'s dyn Encode]) {
        if let Some(start) = self.open() {
            for &item in items {
                item.encode(self);
            }
            self.close_array(start, items.len());
        }
    }

    /// Appends an object: those of `fields` that are not absent, then `rest`. A name that is in both is a fault.
    pub fn object(&mut self, fields: &[(&'s str, &'s dyn Encode)], rest: &'s dyn Rest) {
        let Some(start) = self.open() else { return };
        let mut len = 0;
        for &(name, value) in fields {
            if !value.is_absent() {
                self.string(name);
                value.encode(self);
                len += 1;
            }
        }
        rest.each(&mut |name, value| {
            self.string(name);
            if fields.iter().any(|(field, value)| *field == name && !value.is_absent()) {
                self.fail(WriteFault::Duplicate);
            }
            value.encode(self);
            len += 1;
        });
        self.close_object(start, len);
    }

    /// Begins an array or object and gives its place, or null and `None` if it would nest too deep.
    pub(super) fn open(&mut self) -> Option<usize> {
        let start = self.nodes.len();
        let fits = self.depth < MAX_DEPTH;
        if fits {
            self.depth += 1;
        } else {
            self.fail(WriteFault::TooDeep);
        }
        self.null();
        fits.then_some(start)
    }

    /// Ends the array that began at `start`.
    pub(super) fn close_array(&mut self, start: usize, len: usize) {
        self.close(start, len, |len, next| Node::Array { len, next });
    }

    /// Ends the object that began at `start`.
    pub(super) fn close_object(&mut self, start: usize, len: usize) {
        self.close(start, len, |len, next| Node::Object { len, next });
    }

    fn close(&mut self, start: usize, len: usize, node: fn(u32, u32) -> Node<'s>) {
        self.depth = self.depth.saturating_sub(1);
        let next = self.nodes.len().saturating_sub(start);
        match (u32::try_from(len), u32::try_from(next), self.nodes.get_mut(start)) {
            (Ok(len), Ok(next), Some(open)) => *open = node(len, next),
            _ => self.fail(WriteFault::TooLarge),
        }
    }

    pub(super) fn fail(&mut self, fault: WriteFault) {
        let node = self.nodes.len();
        self.fault.get_or_insert((fault, node));
    }
}
