//! The properties of an object.

use indexmap::{IndexMap, IndexSet};

use super::sdk::Docs;
use crate::diagnostic::{Diagnostic, NOT_CARRIED, quoted};
use crate::parse::api::Api;
use crate::parse::schema::{Additional, SchemaId};

/// The properties of an object.
#[derive(Clone, Debug)]
pub(super) struct Members {
    pub(super) properties: IndexMap<String, SchemaId>,
    pub(super) required: IndexSet<String>,
    pub(super) additional: Additional,
    /// What is said of a property elsewhere than in its schema.
    pub(super) said: IndexMap<String, Said>,
    /// The properties that its direction cannot have.
    pub(super) left_out: Vec<(String, SchemaId)>,
}

/// What is said of a property elsewhere than in its schema.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) docs: Docs,
    /// What it is to be called.
    pub(super) name: Option<String>,
}

impl Default for Members {
    /// No properties at all.
    fn default() -> Self {
        Self {
            properties: IndexMap::new(),
            required: IndexSet::new(),
            additional: Additional::Unstated,
            said: IndexMap::new(),
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
                let message =
                    format!("{} is required, but no property of that name is described", quoted(name));
                found.push(Diagnostic::new(&NOT_CARRIED, schema.origin.child("required"), message));
            }
        }
        Self {
            properties: schema.properties.clone(),
            required: schema.required.clone(),
            additional: schema.additional,
            said: IndexMap::new(),
            left_out: Vec::new(),
        }
    }
}
