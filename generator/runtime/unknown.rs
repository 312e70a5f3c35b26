//! What a server sends that its description does not name.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Display, Formatter};

use serde_json::Value;

use super::wire::{Decode, Encode, Json, ReadError, Rest, Scalar, Tape};

#[cfg(test)]
mod tests;

/// The members of an object that its type does not name, kept and written back as they came, ordered by name.
///
/// `Debug` shows the names alone: a value may be a secret. A number with more digits than an `f64` has becomes the nearest one.
#[derive(Clone, Default, PartialEq, Eq)]
#[expect(clippy::box_collection, reason = "most objects have none: one pointer is what each of them pays")]
pub struct UnknownFields(Option<Box<BTreeMap<String, Value>>>);

impl UnknownFields {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of the member with this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// The members, ordered by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().flat_map(|members| members.iter()).map(|(name, value)| (name.as_str(), value))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |members| members.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Debug for UnknownFields {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

impl Rest for UnknownFields {
    fn keep(&mut self, name: &str, json: Json<'_>) -> Result<(), ReadError> {
        self.0.get_or_insert_default().keep(name, json)
    }

    fn each<'s>(&'s self, visit: &mut dyn FnMut(&'s str, &'s dyn Encode)) {
        if let Some(members) = &self.0 {
            members.each(visit);
        }
    }
}

/// A value of an enum that this version does not know. It is opaque, so that a later version can name it and break nobody.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// For the `From<&str>` of an enum alone: it knows that no variant has this text.
    #[doc(hidden)]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Debug for UnknownValue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.0, f)
    }
}

impl Display for UnknownValue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An integer of an enum that this version does not know. It is opaque, so that a later version can name it and break nobody.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    /// For the `From<i64>` of an enum alone: it knows that no variant has this value.
    #[doc(hidden)]
    pub fn new(value: i64) -> Self {
        Self(value)
    }

    /// The value on the wire.
    pub fn as_i64(&self) -> i64 {
        self.0
    }
}

impl Debug for UnknownInteger {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.0, f)
    }
}

impl Display for UnknownInteger {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

/// A value of a union, or of an enum of several types, that fits nothing that this version knows. It is written back as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownVariant(Value);

impl UnknownVariant {
    /// For the `From<Scalar>` of an enum alone: it knows that no variant has this value.
    #[doc(hidden)]
    pub fn of(value: Scalar<'_>) -> Self {
        Self(match value {
            Scalar::Text(text) => text.into(),
            Scalar::Integer(value) => value.into(),
            Scalar::Boolean(value) => value.into(),
        })
    }

    /// The value as untyped JSON.
    pub fn as_value(&self) -> &Value {
        &self.0
    }
}

impl Debug for UnknownVariant {
    /// Shows no value: it may be a secret.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownVariant").finish_non_exhaustive()
    }
}

impl Encode for UnknownVariant {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        self.0.encode(out);
    }
}

impl Decode for UnknownVariant {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        Value::decode(json).map(Self)
    }
}
