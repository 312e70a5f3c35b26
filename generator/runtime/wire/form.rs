//! A value as `application/x-www-form-urlencoded`.

use form_urlencoded::Serializer;

use super::error::WriteFault;
use super::write::text;
use super::{Encode, Json, Node, Tape, WriteError};

#[cfg(test)]
mod tests;

/// The value as `application/x-www-form-urlencoded`, as OpenAPI 3.1's Encoding Object has it by default, in the WHATWG URL Standard's alphabet.
///
/// Each member is a pair: a string as it is, a number or boolean as its JSON text, an object as JSON. An array is a pair for each
/// item, so an empty one leaves no trace. An error is: a value that is not an object, and a member or item that is null.
pub fn to_form(value: &dyn Encode) -> Result<Vec<u8>, WriteError> {
    let tape = Tape::of(value)?;
    pairs(tape.root(), &|_| true)
}

/// The same, of the members whose names are to be in it.
pub(in super::super) fn pairs(root: Json<'_>, has: &dyn Fn(&str) -> bool) -> Result<Vec<u8>, WriteError> {
    let Node::Object { .. } = root.node() else {
        return Err(WriteError::new(WriteFault::NoForm { found: root.node().kind() }, "$".to_owned()));
    };
    let mut form = Serializer::new(String::new());
    for (name, value) in root.members().filter(|(name, _)| has(name)) {
        match value.node() {
            Node::Array { .. } => value.items().try_for_each(|item| append(&mut form, name, item, root))?,
            _ => append(&mut form, name, value, root)?,
        }
    }
    Ok(form.finish().into_bytes())
}

/// Appends one pair.
fn append(
    form: &mut Serializer<'_, String>,
    name: &str,
    value: Json<'_>,
    root: Json<'_>,
) -> Result<(), WriteError> {
    match value.node() {
        Node::Null => {
            return Err(WriteError::new(WriteFault::NullInForm, root.path_to(root.index_of(value))));
        }
        Node::Str(text) => form.append_pair(name, text),
        _ => form.append_pair(name, &String::from_utf8_lossy(&text(value))),
    };
    Ok(())
}
