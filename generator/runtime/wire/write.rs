//! A tape as JSON text, or through whatever else serde can write.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{Encode, Json, Node, Tape, WriteError};

#[cfg(test)]
mod tests;

/// How many bytes of text a node may take, as a first guess.
const BYTES_PER_NODE: usize = 24;

/// The value as JSON text, without any space.
///
/// An error is: a number that is NaN or infinite, arrays and objects nested deeper than 127 levels, and a map of further members with
/// the name of a field that is there too.
pub fn to_vec(value: &dyn Encode) -> Result<Vec<u8>, WriteError> {
    Ok(text(Tape::of(value)?.root()))
}

/// The JSON text of a value on a tape.
pub(in super::super) fn text(json: Json<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.span() * BYTES_PER_NODE);
    append(json, &mut out);
    out
}

fn append(json: Json<'_>, out: &mut Vec<u8>) {
    match json.node() {
        Node::Null => out.extend_from_slice(b"null"),
        Node::Bool(true) => out.extend_from_slice(b"true"),
        Node::Bool(false) => out.extend_from_slice(b"false"),
        Node::Int(value) => append_number(value, out),
        Node::UInt(value) => append_number(value, out),
        Node::Float(value) => append_number(value, out),
        Node::Str(value) => {
            out.push(b'"');
            append_escaped(value, out);
            out.push(b'"');
        }
        Node::Array { .. } => {
            out.push(b'[');
            for (index, item) in json.items().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                append(item, out);
            }
            out.push(b']');
        }
        Node::Object { .. } => {
            out.push(b'{');
            for (index, (name, value)) in json.members().enumerate() {
                out.extend_from_slice(if index > 0 { b",\"" } else { b"\"" });
                append_escaped(name, out);
                out.extend_from_slice(b"\":");
                append(value, out);
            }
            out.push(b'}');
        }
    }
}

fn append_number(value: &impl Serialize, out: &mut Vec<u8>) {
    // Writing to memory does not fail, and the numbers of a tape are finite.
    let _ = serde_json::to_writer(out, value);
}

/// Appends what stands between the quotes.
fn append_escaped(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    loop {
        let (plain, escaped) = rest.split_at(plain_len(rest));
        out.extend_from_slice(plain);
        let Some((&byte, after)) = escaped.split_first() else { return };
        append_escape(byte, out);
        rest = after;
    }
}

/// Appends a byte that a string cannot hold as it is (RFC 8259, section 7).
#[cold]
fn append_escape(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x09 => b't',
        0x0a => b'n',
        0x0c => b'f',
        0x0d => b'r',
        _ => return out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
    };
    out.extend_from_slice(&[b'\\', short]);
}

/// How many bytes come before the first that needs an escape. They are looked at in eights: most strings need none.
fn plain_len(bytes: &[u8]) -> usize {
    let are_plain = |eight: &[u8; 8]| eight.iter().fold(true, |all, &byte| all & is_plain(byte));
    let len = bytes.as_chunks().0.iter().take_while(|eight| are_plain(eight)).count() * 8;
    if bytes.len() - len < 8 && bytes.last_chunk().is_some_and(are_plain) {
        return bytes.len();
    }
    len + bytes.iter().skip(len).take_while(|byte| is_plain(**byte)).count()
}

/// Whether a byte stands for itself in a string (RFC 8259, section 7).
fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && byte != b'"' && byte != b'\\'
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
                let items = self.items();
                let mut out = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    out.serialize_element(&item)?;
                }
                out.end()
            }
            Node::Object { .. } => {
                let members = self.members();
                let mut out = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    out.serialize_entry(name, &value)?;
                }
                out.end()
            }
        }
    }
}
