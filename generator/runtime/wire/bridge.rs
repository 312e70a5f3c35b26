//! serde's two traits for printed types, by way of a tape: they work in every format that describes itself.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use super::{Decode, Encode, Tape};

/// Writes the value through serde.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    Tape::of(value).map_err(ser::Error::custom)?.serialize(serializer)
}

/// Reads a value through serde.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::decode(Tape::deserialize(deserializer)?.root()).map_err(de::Error::custom)
}

/// Implements `Serialize` and `Deserialize` for types that are [`Encode`] and [`Decode`]. The module must know `runtime`.
#[allow(unused_macros, reason = "an API may have no struct")]
macro_rules! serde_bridge {
    ($($type:ty),+ $(,)?) => {$(
        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                runtime::wire::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                runtime::wire::deserialize(deserializer)
            }
        }
    )+};
}
#[allow(unused_imports, reason = "an API may have no struct")]
pub(crate) use serde_bridge;
