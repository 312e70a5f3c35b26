//! What operations reach: the schemas, and the parts that references share.

use std::collections::HashSet;

use super::api::{Api, Header, MediaType, Operation, ParameterEncoding};
use super::schema::{Additional, Schema, SchemaId};
use crate::read::Origin;

/// What some operations reach.
#[derive(Debug, Default)]
pub struct Reached {
    /// The schemas.
    pub schemas: HashSet<SchemaId>,
    /// Where parameters, bodies, responses and headers stand.
    pub parts: HashSet<Origin>,
}

impl Api {
    /// What the operations reach, schemas through schemas.
    pub fn reached(&self) -> Reached {
        let mut reached = Reached::default();
        let mut open = Vec::new();
        for operation in &self.operations {
            reach_parts(operation, &mut reached.parts, &mut open);
        }
        while let Some(id) = open.pop() {
            if reached.schemas.insert(id) {
                open.extend(self.schemas[id].schemas());
            }
        }
        reached
    }
}

impl Schema {
    /// The schemas that it names or holds.
    pub fn schemas(&self) -> impl Iterator<Item = SchemaId> + '_ {
        let additional = match self.additional {
            Additional::Schema(values) => Some(values),
            Additional::Unstated | Additional::Allowed | Additional::Forbidden => None,
        };
        let lists = [&self.all_of, &self.one_of, &self.any_of, &self.prefix_items];
        let mapped = self.discriminator.iter().flat_map(|discriminator| discriminator.mapping.values());
        let single = [self.reference, self.items, additional].into_iter().flatten();
        single
            .chain(lists.into_iter().flatten().copied())
            .chain(self.properties.values().chain(self.pattern_properties.values()).copied())
            .chain(mapped.copied())
    }
}

fn reach_parts(operation: &Operation, parts: &mut HashSet<Origin>, schemas: &mut Vec<SchemaId>) {
    for parameter in &operation.parameters {
        parts.insert(parameter.origin.clone());
        reach_encoding(&parameter.encoding, schemas);
    }
    if let Some(body) = &operation.request_body {
        parts.insert(body.origin.clone());
        reach_content(&body.content, schemas);
    }
    for response in operation.responses.values() {
        parts.insert(response.origin.clone());
        reach_content(&response.content, schemas);
        for header in response.headers.values() {
            let Header { origin, encoding, .. } = &**header;
            parts.insert(origin.clone());
            reach_encoding(encoding, schemas);
        }
    }
}

fn reach_encoding(encoding: &ParameterEncoding, schemas: &mut Vec<SchemaId>) {
    match encoding {
        ParameterEncoding::Style { schema, .. } => schemas.push(*schema),
        ParameterEncoding::Content(media_type) => schemas.extend(media_type.schema),
    }
}

fn reach_content(content: &[MediaType], schemas: &mut Vec<SchemaId>) {
    schemas.extend(content.iter().filter_map(|media_type| media_type.schema));
}
