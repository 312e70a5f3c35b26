//! What every printed client is built on: values on the wire, calls, authentication, transport.

mod date;
mod field;
mod secret;
mod unknown;
#[cfg(feature = "validate")]
pub mod validate;
pub mod wire;

pub use self::date::{Date, DateTime};
pub use self::field::{Field, Nullable};
pub use self::secret::{Redacted, Secret};
pub use self::unknown::{UnknownFields, UnknownValue, UnknownVariant};
#[cfg(feature = "validate")]
pub use self::validate::{ValidationError, Violation};
pub use self::wire::{Decode, Encode, Fit, Json, ReadError, Required, Rest, Slot, Tape, WriteError, best_fit};

#[allow(unused_imports, reason = "an API may have neither a struct nor an enum")]
pub(crate) use self::wire::{bridge::serde_bridge, open_enum::open_enum};
