//! A [`Document`] into an [`Api`]: what the description says, checked and resolved.
//!
//! This stage knows OpenAPI and JSON Schema, 3.0 and 3.1; it names nothing in Rust.

pub mod api;
mod body;
mod context;
mod cycles;
mod discriminator;
mod envelope;
mod findings;
mod info;
mod json;
mod keys;
mod node;
mod operation;
mod parameter;
mod path;
mod reach;
mod response;
pub mod schema;
mod schema_reader;
mod security;
mod server;
#[cfg(test)]
mod tests;

pub use self::api::Api;
pub use self::reach::Reached;
pub use self::schema::{Schema, SchemaId, Schemas};

use self::context::Context;
use self::findings::Findings;
use crate::diagnostic::Diagnostic;
use crate::read::Document;

/// Reads what `document` describes, an OpenAPI description of 3.0 or 3.1 or a fragment of one.
///
/// Every fault is reported, at the node that has it, and the rest is read all the same. Work and memory grow in step with
/// the document: what references share is read once, and no reference is followed on the stack.
pub fn parse(document: &Document) -> (Api, Vec<Diagnostic>) {
    let findings = Findings::default();
    let mut context = Context::new(document, &findings);
    let mut api = envelope::read(&mut context);
    schema_reader::read_reached(&mut context);
    api.schemas = std::mem::take(&mut context.schemas);
    cycles::cut(&mut api.schemas, &findings);
    (api, findings.into_diagnostics())
}
