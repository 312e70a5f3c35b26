//! Lists, maps, boxes, and the places that members are read into.

use std::collections::BTreeMap;

use super::super::field::{Field, Nullable};
use super::{Decode, Encode, Json, ReadError, Rest, Slot, Tape};

/// The most memory that the announced length of a list alone may claim, in bytes.
const RESERVED: usize = 1024 * 1024;

/// The place of a field that must be there.
#[derive(Debug)]
pub struct Required<T>(Option<T>);

impl<T> Required<T> {
    /// A place that is still empty.
    pub fn new() -> Self {
        Self(None)
    }

    /// The value, or the error that the field with this name is missing, which the schema at the place `schema` of the description
    /// requires.
    pub fn take(self, name: &'static str, schema: &'static str) -> Result<T, ReadError> {
        self.0.ok_or_else(|| ReadError::missing(name, schema))
    }
}

impl<T> Default for Required<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Decode> Slot for Required<T> {
    fn fill(&mut self, json: Json<'_>) -> Result<(), ReadError> {
        self.0.fill(json)
    }
}

/// A value or absent: null is read only by a `T` that takes null.
impl<T: Decode> Slot for Option<T> {
    fn fill(&mut self, json: Json<'_>) -> Result<(), ReadError> {
        if self.is_some() {
            return Err(ReadError::duplicate());
        }
        *self = Some(T::decode(json)?);
        Ok(())
    }
}

impl<T: Decode> Slot for Field<T> {
    fn fill(&mut self, json: Json<'_>) -> Result<(), ReadError> {
        if !self.is_absent() {
            return Err(ReadError::duplicate());
        }
        *self = if json.is_null() { Self::Null } else { Self::Value(T::decode(json)?) };
        Ok(())
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        match self {
            None => out.null(),
            Some(value) => value.encode(out),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Encode> Encode for Field<T> {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        match self {
            Self::Absent | Self::Null => out.null(),
            Self::Value(value) => value.encode(out),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_absent()
    }
}

impl<T: Encode> Encode for Nullable<T> {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        match self {
            Self::Null => out.null(),
            Self::Value(value) => value.encode(out),
        }
    }
}

impl<T: Decode> Decode for Nullable<T> {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        if json.is_null() { Ok(Self::Null) } else { T::decode(json).map(Self::Value) }
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        T::encode(self, out);
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}

impl<T: Encode> Encode for Box<T> {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        T::encode(self, out);
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        T::decode(json).map(Self::new)
    }
}

impl<T: Encode> Encode for [T] {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        out.array(self);
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        out.array(self);
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        let items = json.array()?;
        let mut list = Self::with_capacity(items.len().min(RESERVED / size_of::<T>().max(1)));
        for (index, item) in items.enumerate() {
            list.push(T::decode(item).map_err(|error| error.in_item(index))?);
        }
        Ok(list)
    }
}

impl<T: Encode + Decode> Encode for BTreeMap<String, T> {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        out.object(&[], self);
    }
}

impl<T: Encode + Decode> Decode for BTreeMap<String, T> {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        let mut map = Self::new();
        json.object(&mut [], &mut map)?;
        Ok(map)
    }
}

impl<T: Encode + Decode> Rest for BTreeMap<String, T> {
    fn keep(&mut self, name: &str, json: Json<'_>) -> Result<(), ReadError> {
        match self.insert(name.to_owned(), T::decode(json)?) {
            None => Ok(()),
            Some(_) => Err(ReadError::duplicate()),
        }
    }

    fn each<'s>(&'s self, visit: &mut dyn FnMut(&'s str, &'s dyn Encode)) {
        for (name, value) in self {
            visit(name, value);
        }
    }
}
