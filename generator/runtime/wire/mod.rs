//! How values cross the wire: over a flat tape of JSON nodes that borrows its strings.
//!
//! Reading parses a text into a [`Tape`] once and hands each type a [`Json`], a place on it. Writing has each type append itself to a
//! tape, which is then written as JSON ([`to_vec`]) or as a form ([`to_form`]). A type states its fields as a table; all work is done
//! here, once, by code that is not generic. This module knows nothing of HTTP, nor of any one API.

pub(super) mod bridge;
mod containers;
mod error;
pub(super) mod external;
mod fit;
mod form;
mod json;
pub(super) mod open_enum;
mod parse;
mod path;
pub(super) mod scalar_enum;
mod scalars;
mod tape;
#[cfg(test)]
mod tests;
mod tuples;
mod write;

pub use self::bridge::{deserialize, serialize};
pub use self::containers::Required;
pub use self::error::{ReadError, WriteError};
pub use self::external::{append_serde, append_text, read_serde, read_text};
#[cfg(feature = "validate")]
pub use self::fit::only_fit;
pub use self::fit::{Fit, Read, best_fit};
pub use self::form::to_form;
pub use self::json::{Items, Json, Members};
pub use self::parse::from_slice;
pub use self::scalar_enum::{Scalar, display};
pub use self::tape::{Node, Tape};
pub use self::write::to_vec;

pub(super) use self::error::WriteFault;
pub(super) use self::form::pairs;
pub(super) use self::parse::{extended, with_member};
pub(super) use self::path::Segment;
pub(super) use self::write::text;

#[cfg(feature = "validate")]
pub(super) use self::path::render;

/// A value that can be written.
pub trait Encode {
    /// Appends the value, and nothing else, to `out`.
    fn encode<'s>(&'s self, out: &mut Tape<'s>);

    /// Whether the member that would hold this value is left out of its object.
    fn is_absent(&self) -> bool {
        false
    }
}

/// A value that can be read.
pub trait Decode: Sized {
    /// Reads the value at `json`.
    fn decode(json: Json<'_>) -> Result<Self, ReadError>;
}

/// A place that a member of an object is read into: an [`Option`], a [`Field`](super::Field) or a [`Required`].
pub trait Slot {
    /// Reads the value at `json` into the place. A second value is an error, since which of two was meant is anyone's guess.
    fn fill(&mut self, json: Json<'_>) -> Result<(), ReadError>;
}

/// The members of an object that its table does not name.
pub trait Rest {
    /// Keeps a member. A second one of the same name is an error.
    fn keep(&mut self, name: &str, json: Json<'_>) -> Result<(), ReadError>;

    /// Hands each member to `visit`, ordered by name.
    fn each<'s>(&'s self, visit: &mut dyn FnMut(&'s str, &'s dyn Encode));
}
