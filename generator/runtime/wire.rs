//! How values cross the wire.

use std::marker::PhantomData;

/// A flat sequence of JSON nodes.
#[derive(Debug, Default)]
pub struct Tape<'a>(PhantomData<&'a ()>);

/// A place on a tape.
#[derive(Clone, Copy, Debug)]
pub struct Json<'t>(PhantomData<&'t ()>);

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
pub struct ReadError;

/// The value as JSON text.
pub fn to_vec(_value: &dyn Encode) -> Vec<u8> {
    Vec::new()
}

/// The value as `application/x-www-form-urlencoded`.
pub fn to_form(_value: &dyn Encode) -> Result<Vec<u8>, ReadError> {
    Ok(Vec::new())
}

/// The value of a JSON text.
pub fn from_slice<T: Decode>(_text: &[u8]) -> Result<T, ReadError> {
    Err(ReadError)
}
