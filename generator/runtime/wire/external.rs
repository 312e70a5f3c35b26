//! Types of other crates: on the wire through what they can do themselves.

use std::fmt::{Display, Write};
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::WriteFault;
use super::{Decode, Json, ReadError, Tape};

#[cfg(test)]
mod tests;

/// Reads a string by what its type makes of it. The error has the type's own words, which may quote the string.
pub fn read_text<T: FromStr<Err: Display>>(json: Json<'_>) -> Result<T, ReadError> {
    json.string()?.parse().map_err(|error| ReadError::refused(&error))
}

/// Appends a value as the string that it shows itself as.
pub fn append_text(value: &dyn Display, out: &mut Tape<'_>) {
    let mut text = String::new();
    match write!(text, "{value}") {
        Ok(()) => out.push_str(text.into()),
        Err(_) => out.refuse(),
    }
}

/// Reads a value through serde. The error has the type's own words, which may quote the value.
pub fn read_serde<T: DeserializeOwned>(json: Json<'_>) -> Result<T, ReadError> {
    serde_json::from_value(Value::decode(json)?).map_err(|error| ReadError::refused(&error))
}

/// Appends a value through serde.
pub fn append_serde(value: &impl Serialize, out: &mut Tape<'_>) {
    match serde_json::to_value(value) {
        Ok(value) => append(value, out),
        Err(_) => out.refuse(),
    }
}

/// Appends JSON that nothing else holds. It ends where the tape lets nothing nest deeper.
fn append(value: Value, out: &mut Tape<'_>) {
    match value {
        Value::Null => out.null(),
        Value::Bool(value) => out.bool(value),
        Value::Number(value) => match (value.as_i64(), value.as_u64()) {
            (Some(value), _) => out.int(value),
            (None, Some(value)) => out.uint(value),
            (None, None) => out.float(value.as_f64().unwrap_or(f64::NAN)),
        },
        Value::String(text) => out.push_str(text.into()),
        Value::Array(items) => {
            let Some(start) = out.open() else { return };
            let len = items.len();
            for item in items {
                append(item, out);
            }
            out.close_array(start, len);
        }
        Value::Object(members) => {
            let Some(start) = out.open() else { return };
            let len = members.len();
            for (name, value) in members {
                out.push_str(name.into());
                append(value, out);
            }
            out.close_object(start, len);
        }
    }
}

impl Tape<'_> {
    /// Appends null for a value that its own type could not write: a fault.
    fn refuse(&mut self) {
        self.fail(WriteFault::Refused);
        self.null();
    }
}

/// Implements the form on the wire of types that are a string there, and are `FromStr` and `Display`. The module must know `runtime`.
#[allow(unused_macros, reason = "most APIs name no type of another crate")]
macro_rules! text_values {
    ($($type:ty),+ $(,)?) => {$(
        impl runtime::wire::Encode for $type {
            fn encode<'s>(&'s self, out: &mut runtime::wire::Tape<'s>) {
                runtime::wire::append_text(self, out);
            }
        }

        impl runtime::wire::Decode for $type {
            fn decode(json: runtime::wire::Json<'_>) -> ::std::result::Result<Self, runtime::wire::ReadError> {
                runtime::wire::read_text(json)
            }
        }
    )+};
}
#[allow(unused_imports, reason = "most APIs name no type of another crate")]
pub(crate) use text_values;

/// Implements the form on the wire of types that have serde's traits. The module must know `runtime`.
#[allow(unused_macros, reason = "most APIs name no type of another crate")]
macro_rules! serde_values {
    ($($type:ty),+ $(,)?) => {$(
        impl runtime::wire::Encode for $type {
            fn encode<'s>(&'s self, out: &mut runtime::wire::Tape<'s>) {
                runtime::wire::append_serde(self, out);
            }
        }

        impl runtime::wire::Decode for $type {
            fn decode(json: runtime::wire::Json<'_>) -> ::std::result::Result<Self, runtime::wire::ReadError> {
                runtime::wire::read_serde(json)
            }
        }
    )+};
}
#[allow(unused_imports, reason = "most APIs name no type of another crate")]
pub(crate) use serde_values;
