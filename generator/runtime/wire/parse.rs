//! Text, or whatever else serde can read, onto a tape.

use std::borrow::Cow;
use std::fmt::{self, Formatter};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::tape::Tape;
use super::{Decode, ReadError, write};

#[cfg(test)]
mod tests;

/// The name under which `serde_json` hands over every number, as text, if any crate of the build turns on its `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// The value of a JSON text.
///
/// An error is: a text that is not JSON or has more after the value, arrays and objects nested deeper than 127 levels, an object
/// with two members of one name (RFC 8259, section 4, leaves open which of them counts), and a value that is not a `T`.
pub fn from_slice<T: Decode>(text: &[u8]) -> Result<T, ReadError> {
    T::decode(parse(text)?.root())
}

/// The JSON text of an object with a string as one more member, unless it has a member of that name; any other text as it is.
pub(in super::super) fn with_member<'t>(text: &'t [u8], name: &str, value: &str) -> Cow<'t, [u8]> {
    extended(text, name, &string(value)).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The JSON text of an object with one more member, whose value is JSON text too. `None` if `text` is no object, or has a member of that
/// name.
pub(in super::super) fn extended(text: &[u8], name: &str, value: &[u8]) -> Option<Vec<u8>> {
    let tape = parse(text).ok()?;
    let root = tape.root();
    let rest = text.trim_ascii_start().strip_prefix(b"{")?;
    if root.members().any(|(member, _)| member == name) {
        return None;
    }
    let mut whole = vec![b'{'];
    whole.extend(string(name));
    whole.push(b':');
    whole.extend_from_slice(value);
    if root.members().next().is_some() {
        whole.push(b',');
    }
    whole.extend_from_slice(rest);
    Some(whole)
}

/// A string as JSON text.
fn string(text: &str) -> Vec<u8> {
    let mut tape = Tape::new();
    tape.string(text);
    write::text(tape.root())
}

fn parse(text: &[u8]) -> Result<Tape<'_>, ReadError> {
    let mut tape = Tape::with_capacity(text.len() / 16 + 1);
    let read = match std::str::from_utf8(text) {
        Ok(text) => read(serde_json::Deserializer::from_str(text), &mut tape),
        // It fails as well, and says where.
        Err(_) => read(serde_json::Deserializer::from_slice(text), &mut tape),
    };
    read.map_err(ReadError::syntax)?;
    Ok(tape)
}

fn read<'de, R: serde_json::de::Read<'de>>(
    mut reader: serde_json::Deserializer<R>,
    tape: &mut Tape<'de>,
) -> serde_json::Result<()> {
    Value(tape).deserialize(&mut reader)?;
    reader.end()
}

impl<'de> Deserialize<'de> for Tape<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut tape = Self::new();
        Value(&mut tape).deserialize(deserializer)?;
        tape.check().map_err(D::Error::custom)?;
        Ok(tape)
    }
}

/// Appends one value to the tape.
struct Value<'o, 'de>(&'o mut Tape<'de>);

impl<'de> DeserializeSeed<'de> for Value<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.null();
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.bool(value);
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.0.int(value);
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0.uint(value);
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.0.float(value);
        Ok(())
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<(), E> {
        self.0.string(value);
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<(), E> {
        self.0.push_str(Cow::Owned(value));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Some(start) = self.0.open() else { return self.0.check().map_err(A::Error::custom) };
        let mut len = 0;
        while items.next_element_seed(Value(self.0))?.is_some() {
            len += 1;
        }
        self.0.close_array(start, len);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut next = members.next_key_seed(Name)?;
        if next.as_deref() == Some(NUMBER) {
            return self.number(&members.next_value_seed(Name)?);
        }
        let Some(start) = self.0.open() else { return self.0.check().map_err(A::Error::custom) };
        let mut len = 0;
        while let Some(name) = next {
            self.0.push_str(name);
            members.next_value_seed(Value(self.0))?;
            len += 1;
            next = members.next_key_seed(Name)?;
        }
        self.0.close_object(start, len);
        Ok(())
    }
}

impl Value<'_, '_> {
    fn number<E: Error>(self, text: &str) -> Result<(), E> {
        if let Ok(value) = text.parse::<i64>() {
            self.visit_i64(value)
        } else if let Ok(value) = text.parse::<u64>() {
            self.visit_u64(value)
        } else {
            let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
            self.visit_f64(value.ok_or_else(|| E::custom("number out of range"))?)
        }
    }
}

/// Reads the name of a member.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(value))
    }
}
