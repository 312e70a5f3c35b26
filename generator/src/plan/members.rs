//! The properties of an object that `allOf` composes.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use super::sdk::Docs;
use crate::diagnostic::{Diagnostic, NOT_CARRIED, quoted};
use crate::parse::api::Api;
use crate::parse::schema::{Additional, SchemaId};

/// The properties of an object, those of its `allOf` branches among them.
#[derive(Clone, Debug)]
pub(super) struct Members {
    pub(super) properties: IndexMap<String, SchemaId>,
    pub(super) required: IndexSet<String>,
    pub(super) additional: Additional,
    /// What is said of a property elsewhere than in its schema.
    pub(super) said: IndexMap<String, Said>,
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
        }
    }
}

impl Members {
    /// Merges `id` and everything it is composed of: branches first, what stands beside them last.
    pub(super) fn collect(api: &Api, id: SchemaId, found: &mut Vec<Diagnostic>) -> Self {
        let mut members = Self::default();
        let mut seen = HashSet::new();
        for part in parts(api, id) {
            if seen.insert(part) {
                members.add(api, part, found);
            }
        }
        for name in &members.required {
            if !members.properties.contains_key(name) {
                let message =
                    format!("{} is required, but no property of that name is described", quoted(name));
                found.push(Diagnostic::new(&NOT_CARRIED, api.schemas[id].origin.child("required"), message));
            }
        }
        members
    }

    fn add(&mut self, api: &Api, part: SchemaId, found: &mut Vec<Diagnostic>) {
        let schema = &api.schemas[part];
        for (name, property) in &schema.properties {
            if let Some(first) = self.properties.insert(name.clone(), *property)
                && first != *property
            {
                let message = format!(
                    "{} is described at #{} too; the description here is the one carried",
                    quoted(name),
                    api.schemas[first].origin.pointer
                );
                found.push(Diagnostic::new(
                    &NOT_CARRIED,
                    api.schemas[*property].origin.clone().key(),
                    message,
                ));
            }
        }
        self.required.extend(schema.required.iter().cloned());
        self.additional = match (self.additional, schema.additional) {
            (Additional::Schema(values), _) | (_, Additional::Schema(values)) => Additional::Schema(values),
            (Additional::Allowed, _) | (_, Additional::Allowed) => Additional::Allowed,
            (Additional::Forbidden, _) | (_, Additional::Forbidden) => Additional::Forbidden,
            (Additional::Unstated, Additional::Unstated) => Additional::Unstated,
        };
    }
}

/// The schema and all it is composed of through `allOf` and `$ref`, each after what it refines.
fn parts(api: &Api, id: SchemaId) -> Vec<SchemaId> {
    let mut parts = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            parts.push(id);
            let schema = &api.schemas[id];
            open.extend(schema.reference.into_iter().chain(schema.all_of.iter().copied()));
        }
    }
    parts.reverse();
    parts
}
