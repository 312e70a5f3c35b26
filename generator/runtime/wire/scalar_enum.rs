//! What every open enum can do whose values are integers, or scalars of several types.

use std::fmt::{self, Formatter};

use super::{Encode, Json, Node, Tape};

#[cfg(test)]
mod tests;

/// A value that a variant of an enum may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar<'t> {
    /// A string.
    Text(&'t str),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
}

impl<'t> Json<'t> {
    /// The value, if it is a string, an integer of 64 bits (`1.0` is one) or a boolean.
    pub fn scalar(self) -> Option<Scalar<'t>> {
        match self.node() {
            Node::Str(text) => Some(Scalar::Text(text)),
            Node::Bool(value) => Some(Scalar::Boolean(*value)),
            _ => super::Decode::decode(self).ok().map(Scalar::Integer),
        }
    }
}

/// Writes a string as it is, and any other value as JSON.
pub fn display(value: &dyn Encode, f: &mut Formatter<'_>) -> fmt::Result {
    let tape = Tape::of(value).map_err(|_| fmt::Error)?;
    match tape.root().node() {
        Node::Str(text) => f.pad(text),
        _ => f.pad(&String::from_utf8_lossy(&super::text(tape.root()))),
    }
}

/// Implements, for enums with `as_i64` and `From<i64>`: `Display`, `From` the enum for `i64`, and their form on the wire.
/// The module must know `runtime`.
#[allow(unused_macros, reason = "an API may have no enum of integers")]
macro_rules! integer_enum {
    ($($type:ty),+ $(,)?) => {
        $(
            impl ::std::fmt::Display for $type {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    ::std::fmt::Display::fmt(&self.as_i64(), f)
                }
            }

            impl ::std::convert::From<$type> for i64 {
                fn from(value: $type) -> Self {
                    value.as_i64()
                }
            }

            impl runtime::wire::Encode for $type {
                fn encode<'s>(&'s self, out: &mut runtime::wire::Tape<'s>) {
                    out.int(self.as_i64());
                }
            }

            impl runtime::wire::Decode for $type {
                fn decode(
                    json: runtime::wire::Json<'_>,
                ) -> ::std::result::Result<Self, runtime::wire::ReadError> {
                    <i64 as runtime::wire::Decode>::decode(json).map(Self::from)
                }
            }
        )+
        runtime::serde_bridge!($($type),+);
    };
}
#[allow(unused_imports, reason = "an API may have no enum of integers")]
pub(crate) use integer_enum;

/// Implements, for enums that are `Encode`, `Decode` and `From<Scalar>`: `Display`, `From` each kind of scalar, and serde's traits.
/// The module must know `runtime`.
#[allow(unused_macros, reason = "an API may have no enum of several types")]
macro_rules! scalar_enum {
    ($($type:ty),+ $(,)?) => {
        $(
            impl ::std::fmt::Display for $type {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    runtime::wire::display(self, f)
                }
            }

            impl ::std::convert::From<&str> for $type {
                fn from(text: &str) -> Self {
                    Self::from(runtime::wire::Scalar::Text(text))
                }
            }

            impl ::std::convert::From<::std::string::String> for $type {
                fn from(text: ::std::string::String) -> Self {
                    Self::from(text.as_str())
                }
            }

            impl ::std::convert::From<i64> for $type {
                fn from(value: i64) -> Self {
                    Self::from(runtime::wire::Scalar::Integer(value))
                }
            }

            impl ::std::convert::From<bool> for $type {
                fn from(value: bool) -> Self {
                    Self::from(runtime::wire::Scalar::Boolean(value))
                }
            }
        )+
        runtime::serde_bridge!($($type),+);
    };
}
#[allow(unused_imports, reason = "an API may have no enum of several types")]
pub(crate) use scalar_enum;
