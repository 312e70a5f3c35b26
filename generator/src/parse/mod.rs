//! A [`Document`](crate::read::Document) into an [`Api`]: what the description says, checked and resolved.
//!
//! This stage knows OpenAPI and JSON Schema, 3.0 and 3.1; it names nothing in Rust.

pub mod api;
pub mod schema;

pub use self::api::Api;
pub use self::schema::{Schema, SchemaId, Schemas};

/// stub
pub fn parse(_document: &crate::read::Document) -> (Api, Vec<crate::Diagnostic>) {
    unimplemented!()
}
