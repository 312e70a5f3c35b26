//! What every printed client is built on: values on the wire, calls, authentication, transport.

pub mod wire;

pub use self::wire::{Decode, Encode, ReadError};
