//! Booleans, numbers, strings and untyped JSON on the wire.

use serde_json::{Map, Number, Value};

use super::{Decode, Encode, Json, Node, ReadError, Rest, Tape};

#[cfg(test)]
mod tests;

/// The integers that a double holds exactly are less than this: beyond it, a number with an exponent may have been rounded.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Json<'_> {
    /// The integer that it must be: `1.0` is one, `1.5` is not, and neither is a number that may have been rounded.
    fn integer(self, expected: &'static str) -> Result<i128, ReadError> {
        match *self.node() {
            Node::Int(value) => Ok(value.into()),
            Node::UInt(value) => Ok(value.into()),
            Node::Float(value) if value.fract() != 0.0 => {
                Err(ReadError::mismatch(expected, "a number with a fraction"))
            }
            Node::Float(value) if value.abs() < EXACT =>
            {
                #[expect(clippy::cast_possible_truncation, reason = "integral and within 53 bits")]
                Ok(value as i128)
            }
            Node::Float(_) => Err(ReadError::mismatch(expected, "a number too large to be exact")),
            _ => Err(ReadError::expected(expected, self)),
        }
    }

    /// The number that it must be, as the nearest double.
    fn number(self, expected: &'static str) -> Result<f64, ReadError> {
        match *self.node() {
            Node::Float(value) => Ok(value),
            #[expect(clippy::cast_precision_loss, reason = "a double is what the schema asks for")]
            Node::Int(value) => Ok(value as f64),
            #[expect(clippy::cast_precision_loss, reason = "a double is what the schema asks for")]
            Node::UInt(value) => Ok(value as f64),
            _ => Err(ReadError::expected(expected, self)),
        }
    }
}

macro_rules! integers {
    ($($type:ident $name:literal $append:ident),*) => {$(
        impl Encode for $type {
            fn encode<'s>(&'s self, out: &mut Tape<'s>) {
                out.$append((*self).into());
            }
        }

        impl Decode for $type {
            fn decode(json: Json<'_>) -> Result<Self, ReadError> {
                let value = json.integer($name)?;
                Self::try_from(value).map_err(|_| ReadError::mismatch($name, "an integer out of its range"))
            }
        }
    )*};
}

integers!(i32 "an i32" int, i64 "an i64" int, u32 "a u32" int, u64 "a u64" uint);

impl Encode for bool {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        out.bool(*self);
    }
}

impl Decode for bool {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        match *json.node() {
            Node::Bool(value) => Ok(value),
            _ => Err(ReadError::expected("a boolean", json)),
        }
    }
}

impl Encode for f64 {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        out.float(*self);
    }
}

impl Decode for f64 {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        json.number("a number")
    }
}

impl Encode for f32 {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        // By way of its text: 0.1 stays 0.1, where the plain conversion gives 0.10000000149011612.
        out.float(self.to_string().parse().unwrap_or_else(|_| (*self).into()));
    }
}

impl Decode for f32 {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        #[expect(clippy::cast_possible_truncation, reason = "the nearest f32 is what the schema asks for")]
        let value = json.number("an f32")? as f32;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(ReadError::mismatch("an f32", "a number out of its range"))
        }
    }
}

impl Encode for str {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        out.string(self);
    }
}

impl Encode for String {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        out.string(self);
    }
}

impl Decode for String {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        json.string().map(str::to_owned)
    }
}

impl Encode for Value {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        match self {
            Self::Null => out.null(),
            Self::Bool(value) => out.bool(*value),
            Self::Number(value) => {
                if let Some(value) = value.as_i64() {
                    out.int(value);
                } else if let Some(value) = value.as_u64() {
                    out.uint(value);
                } else {
                    // Only a build with `arbitrary_precision` has numbers that are no double: they become a fault.
                    out.float(value.as_f64().unwrap_or(f64::NAN));
                }
            }
            Self::String(value) => out.string(value),
            Self::Array(items) => out.array(items),
            Self::Object(members) => out.object(&[], members),
        }
    }
}

/// A number beyond 64 bits, and one with more digits than a double has, becomes the nearest double.
impl Decode for Value {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        Ok(match json.node() {
            Node::Null => Self::Null,
            Node::Bool(value) => Self::Bool(*value),
            Node::Int(value) => Self::from(*value),
            Node::UInt(value) => Self::from(*value),
            Node::Float(value) => Number::from_f64(*value).map_or(Self::Null, Self::Number),
            Node::Str(value) => Self::String(value.as_ref().to_owned()),
            Node::Array { .. } => Self::Array(Vec::decode(json)?),
            Node::Object { .. } => {
                let mut members = Map::new();
                json.object(&mut [], &mut members)?;
                Self::Object(members)
            }
        })
    }
}

impl Rest for Map<String, Value> {
    fn keep(&mut self, name: &str, json: Json<'_>) -> Result<(), ReadError> {
        match self.insert(name.to_owned(), Value::decode(json)?) {
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
