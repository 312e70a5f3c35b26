//! Dates and times, as the server's text.

use std::convert::Infallible;
use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::wire::{self, Decode, Encode, Json, ReadError, Tape};

#[cfg(test)]
mod tests;

macro_rules! text {
    ($(#[$docs:meta] $type:ident),+) => {$(
        #[$docs]
        ///
        /// The text is kept as it is and not checked. Two texts of the same moment are not equal, and texts have no order in time.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $type(String);

        impl $type {
            /// Of this text, unchecked.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Display for $type {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl From<String> for $type {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl FromStr for $type {
            type Err = Infallible;

            fn from_str(text: &str) -> Result<Self, Infallible> {
                Ok(Self::new(text))
            }
        }

        impl Encode for $type {
            fn encode<'s>(&'s self, out: &mut Tape<'s>) {
                out.string(&self.0);
            }
        }

        impl Decode for $type {
            fn decode(json: Json<'_>) -> Result<Self, ReadError> {
                json.string().map(Self::new)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                wire::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::deserialize(deserializer)
            }
        }
    )+};
}

text! {
    /// A moment, as text: `2026-01-31T23:59:59.123Z` (RFC 3339, section 5.6).
    DateTime,
    /// A day, as text: `2026-01-31` (RFC 3339, section 5.6, `full-date`).
    Date
}
