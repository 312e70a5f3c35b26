//! Which types are sent, which are received, and which of them differ by that: `readOnly` properties are never sent,
//! `writeOnly` ones never received (OpenAPI 3.1, JSON Schema Validation, section 9.4).

use super::members::Members;
use super::spread::{self, spread};
use crate::parse::api::{Api, MediaType, ParameterEncoding};
use crate::parse::schema::{Additional, Schema, SchemaId};

/// The form of a type: a direction has a form of its own only where a property of the other direction can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// The same in both directions.
    Both,
    /// What requests send: no `readOnly` property.
    Request,
    /// What answers give: no `writeOnly` property.
    Response,
}

/// What is known of the direction of every schema, found in one pass before any is shaped.
pub(super) struct Directions {
    differs: Vec<bool>,
    sent: Vec<bool>,
    received: Vec<bool>,
}

impl Directions {
    /// Looks at every schema and every operation.
    pub(super) fn of(api: &Api) -> Self {
        let schemas: Vec<&Schema> = api.schemas.iter().map(|(_, schema)| schema).collect();
        let is_of_one = |schema: &&Schema| schema.properties.values().any(|id| direction(api, *id).is_some());
        let differs = schemas.iter().map(is_of_one).collect();
        let differs = spread(differs, |index| {
            schemas[index].properties.values().copied().chain(held(schemas[index])).map(index_of).collect()
        });
        let (mut requests, mut responses) = (Vec::new(), Vec::new());
        for operation in &api.operations {
            for parameter in &operation.parameters {
                requests.extend(encoded(&parameter.encoding));
            }
            if let Some(body) = &operation.request_body {
                requests.extend(bodies(&body.content));
            }
            for response in operation.responses.values() {
                responses.extend(bodies(&response.content));
                responses.extend(response.headers.values().filter_map(|header| encoded(&header.encoding)));
            }
        }
        Self {
            differs,
            sent: reach(api, requests, Form::Request),
            received: reach(api, responses, Form::Response),
        }
    }

    /// The form of the schema where it is used in the direction `form`.
    pub(super) fn form(&self, id: SchemaId, form: Form) -> Form {
        if self.differs.get(index_of(id)) == Some(&true) { form } else { Form::Both }
    }

    /// Whether the schema has two forms, one for each direction.
    pub(super) fn is_split(&self, id: SchemaId) -> bool {
        [&self.differs, &self.sent, &self.received].iter().all(|marks| marks.get(index_of(id)) == Some(&true))
    }
}

/// The only form that can have a property of this schema; `None` if both can.
///
/// The mark stands beside a `$ref` or at its end. With both marks there would be no direction left, so that such a property
/// goes both ways.
pub(super) fn direction(api: &Api, property: SchemaId) -> Option<Form> {
    /// How many references are followed.
    const MOST_FOLLOWED: usize = 8;

    let (mut read_only, mut write_only) = (false, false);
    let mut next = Some(property);
    for _ in 0..MOST_FOLLOWED {
        let Some(id) = next else { break };
        let schema = &api.schemas[id];
        read_only |= schema.read_only;
        write_only |= schema.write_only;
        next = schema.reference;
    }
    match (read_only, write_only) {
        (true, false) => Some(Form::Response),
        (false, true) => Some(Form::Request),
        (true, true) | (false, false) => None,
    }
}

/// Leaves out the properties that `form` cannot have.
pub(super) fn leave_out(api: &Api, members: &mut Members, form: Form) {
    if form == Form::Both {
        return;
    }
    for (name, property) in std::mem::take(&mut members.properties) {
        if direction(api, property).is_none_or(|only| only == form) {
            members.properties.insert(name, property);
        } else {
            members.required.shift_remove(&name);
            members.left_out.push((name, property));
        }
    }
}

/// The schemas that values of the direction `form` are of, those of `roots` and what these hold.
fn reach(api: &Api, roots: Vec<SchemaId>, form: Form) -> Vec<bool> {
    let schemas: Vec<&Schema> = api.schemas.iter().map(|(_, schema)| schema).collect();
    spread::reach(schemas.len(), roots.into_iter().map(index_of).collect(), |index| {
        let schema = schemas[index];
        let goes = |id: &SchemaId| direction(api, *id).is_none_or(|only| only == form);
        let properties = schema.properties.values().copied().filter(goes);
        held(schema).chain(properties).map(index_of).collect()
    })
}

/// The schemas that `schema` is made of, but for its properties.
fn held(schema: &Schema) -> impl Iterator<Item = SchemaId> {
    let values = match schema.additional {
        Additional::Schema(values) => Some(values),
        _ => None,
    };
    let parts = schema.one_of.iter().chain(&schema.any_of).chain(&schema.prefix_items);
    let parts = parts.chain(schema.pattern_properties.values()).chain(&schema.reference).chain(&schema.items);
    parts.copied().chain(values)
}

fn bodies(content: &[MediaType]) -> impl Iterator<Item = SchemaId> {
    content.iter().filter_map(|media_type| media_type.schema)
}

fn encoded(encoding: &ParameterEncoding) -> Option<SchemaId> {
    match encoding {
        ParameterEncoding::Style { schema, .. } => Some(*schema),
        ParameterEncoding::Content(media_type) => media_type.schema,
    }
}

fn index_of(id: SchemaId) -> usize {
    id.0 as usize
}
