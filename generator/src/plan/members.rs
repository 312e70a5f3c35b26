//! The properties of an object.

use indexmap::{IndexMap, IndexSet};

use super::sdk::Docs;
use crate::diagnostic::{Diagnostic, NOT_CARRIED};
use crate::parse::api::Api;
use crate::parse::schema::{Additional, SchemaId};

/// The properties of an object.
#[derive(Clone, Debug)]
pub(super) struct Members {
    pub(super) properties: IndexMap<String, SchemaId>,
    pub(super) required: IndexSet<String>,
    pub(super) additional: Additional,
    /// What is said of a property elsewhere than in its schema.
    pub(super) docs: IndexMap<String, Docs>,
    /// The properties that its direction cannot have.
    pub(super) left_out: Vec<(String, SchemaId)>,
}

impl Default for Members {
    /// No properties at all.
    fn default() -> Self {
        Self {
            properties: IndexMap::new(),
            required: IndexSet::new(),
            additional: Additional::Unstated,
            docs: IndexMap::new(),
            left_out: Vec::new(),
        }
    }
}

impl Members {
    /// The properties of the schema `id`, which is composed already.
    pub(super) fn collect(api: &Api, id: SchemaId, found: &mut Vec<Diagnostic>) -> Self {
        let schema = &api.schemas[id];
        for name in &schema.required {
            if !schema.properties.contains_key(name) {
                let message = format!("{name:?} is required, but no property of that name is described");
                found.push(Diagnostic::new(&NOT_CARRIED, schema.origin.child("required"), message));
            }
        }
        Self {
            properties: schema.properties.clone(),
            required: schema.required.clone(),
            additional: schema.additional,
            docs: IndexMap::new(),
            left_out: Vec::new(),
        }
    }
}
