//! A tape as JSON text, or through whatever else serde can write.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{Encode, Json, Node, Tape, WriteError};

#[cfg(test)]
mod tests;

/// The value as JSON text, without any space.
///
/// An error is: a number that is NaN or infinite, arrays and objects nested deeper than 127 levels, and a map of further members with
/// the name of a field that is there too.
pub fn to_vec(value: &dyn Encode) -> Result<Vec<u8>, WriteError> {
    Ok(text(Tape::of(value)?.root()))
}

/// The JSON text of a value on a tape.
pub(super) fn text(json: Json<'_>) -> Vec<u8> {
    // Writing to memory does not fail, and a tape has string keys and finite numbers alone.
    serde_json::to_vec(&json).unwrap_or_default()
}

impl Serialize for Tape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.check().map_err(S::Error::custom)?;
        self.root().serialize(serializer)
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.node() {
            Node::Null => serializer.serialize_unit(),
            Node::Bool(value) => serializer.serialize_bool(*value),
            Node::Int(value) => serializer.serialize_i64(*value),
            Node::UInt(value) => serializer.serialize_u64(*value),
            Node::Float(value) => serializer.serialize_f64(*value),
            Node::Str(value) => serializer.serialize_str(value),
            Node::Array { .. } => {
                let items = self.items().map_err(S::Error::custom)?;
                let mut out = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    out.serialize_element(&item)?;
                }
                out.end()
            }
            Node::Object { .. } => {
                let members = self.members().map_err(S::Error::custom)?;
                let mut out = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    out.serialize_entry(name, &value)?;
                }
                out.end()
            }
        }
    }
}
