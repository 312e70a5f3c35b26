//! How values cross the wire.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::marker::PhantomData;

use serde_json::Value;

/// A flat sequence of JSON nodes.
#[derive(Debug, Default)]
pub struct Tape<'a>(Value, PhantomData<&'a ()>);

/// A place on a tape.
#[derive(Clone, Copy, Debug)]
pub struct Json<'t>(&'t Value);

/// A value that can be written to JSON.
pub trait Encode {
    /// Appends the value to `out`.
    fn encode<'s>(&'s self, out: &mut Tape<'s>);

    /// Whether the member that holds this value is left out of its object.
    fn is_absent(&self) -> bool {
        false
    }
}

/// A value that can be read from JSON.
pub trait Decode: Sized {
    /// Reads the value at `json`.
    fn decode(json: Json<'_>) -> Result<Self, ReadError>;
}

/// A JSON text that is not the value that was wanted.
#[derive(Debug)]
pub struct ReadError(String);

impl ReadError {
    /// Where it is.
    pub fn path(&self) -> String {
        self.0.clone()
    }
}

impl Display for ReadError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "not what was expected at {}", self.0)
    }
}

impl Error for ReadError {}

/// A value that has no form on the wire.
#[derive(Debug)]
pub struct WriteError(String);

impl Display for WriteError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "no form on the wire at {}", self.0)
    }
}

impl Error for WriteError {}

/// The value as JSON text.
pub fn to_vec(value: &dyn Encode) -> Result<Vec<u8>, WriteError> {
    let mut tape = Tape::default();
    value.encode(&mut tape);
    serde_json::to_vec(&tape.0).map_err(|_| WriteError("$".to_owned()))
}

/// The value as `application/x-www-form-urlencoded`.
pub fn to_form(value: &dyn Encode) -> Result<Vec<u8>, WriteError> {
    let mut tape = Tape::default();
    value.encode(&mut tape);
    let Value::Object(members) = tape.0 else { return Err(WriteError("$".to_owned())) };
    let pairs: Vec<_> = members
        .iter()
        .map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default().replace(' ', "+")))
        .collect();
    Ok(pairs.join("&").into_bytes())
}

/// The value of a JSON text.
pub fn from_slice<T: Decode>(text: &[u8]) -> Result<T, ReadError> {
    let value = serde_json::from_slice(text).map_err(|_| ReadError("$".to_owned()))?;
    T::decode(Json(&value))
}

impl Encode for BTreeMap<String, String> {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        out.0 = self.iter().map(|(name, value)| (name.clone(), Value::from(value.clone()))).collect();
    }
}

impl Decode for BTreeMap<String, String> {
    fn decode(json: Json<'_>) -> Result<Self, ReadError> {
        let object = json.0.as_object().ok_or_else(|| ReadError("$".to_owned()))?;
        let member = |(name, value): (&String, &Value)| {
            let value = value.as_str().ok_or_else(|| ReadError(format!("$.{name}")))?;
            Ok((name.clone(), value.to_owned()))
        };
        object.iter().map(member).collect()
    }
}

impl Encode for Vec<String> {
    fn encode<'s>(&'s self, out: &mut Tape<'s>) {
        out.0 = self.iter().map(|value| Value::from(value.clone())).collect();
    }
}
