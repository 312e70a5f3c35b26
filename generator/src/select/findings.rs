//! What is found in the parts of a description that are left out is nobody's concern.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Place};
use crate::parse::api::Api;
use crate::read::{Origin, Part, Pointer};

/// The operations and parts of a description, each with whether it is left out.
#[derive(Default)]
pub(super) struct LeftOut(HashMap<Origin, bool>);

impl LeftOut {
    /// Takes everything to be left out.
    pub(super) fn add_all(&mut self, api: &Api) {
        self.0.extend(api.schemas.iter().map(|(_, schema)| (schema.origin.clone(), true)));
        self.mark_reached(api, true);
    }

    /// Takes back what the operations reach that are still there.
    pub(super) fn take_back(&mut self, api: &Api) {
        self.mark_reached(api, false);
    }

    fn mark_reached(&mut self, api: &Api, is_left_out: bool) {
        let reached = api.reached();
        let operations = api.operations.iter().map(|operation| &operation.origin);
        let schemas = reached.schemas.iter().map(|id| &api.schemas[*id].origin);
        let all = operations.chain(&reached.parts).chain(schemas);
        self.0.extend(all.map(|origin| (value(origin), is_left_out)));
    }

    /// Removes the findings whose nearest part of the description is left out.
    pub(super) fn prune(&self, found: &mut Vec<Diagnostic>) {
        found.retain(|diagnostic| match &diagnostic.place {
            Some(Place::Node(origin)) => !self.is_left_out(origin),
            Some(Place::Text { .. }) | None => true,
        });
    }

    fn is_left_out(&self, origin: &Origin) -> bool {
        let mut text = origin.pointer.as_str();
        loop {
            let above = Pointer::parse(text).map(|pointer| Origin::new(origin.file, pointer));
            if let Some(is_left_out) = above.and_then(|above| self.0.get(&above)) {
                return *is_left_out;
            }
            match text.rsplit_once('/') {
                Some((above, _)) => text = above,
                None => return false,
            }
        }
    }
}

fn value(origin: &Origin) -> Origin {
    Origin { part: Part::Value, ..origin.clone() }
}
