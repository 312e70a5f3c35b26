//! An [`Api`](crate::parse::Api) into an [`Sdk`]: every name, shape, module and dependency is decided here.
//!
//! This stage knows Rust's names and rules; it prints no token and touches no disk.

pub mod sdk;

pub use self::sdk::Sdk;
