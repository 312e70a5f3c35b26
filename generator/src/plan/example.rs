//! The program that shows one call, and the values it shows it with.

use serde_json::{Map, Value};

use super::names::{Case, Ident, compound};
use super::sdk::{
    Definition, DefinitionKind, Example, Field, Group, Operation, Package, Presence, Scalar, Struct, Type,
};
use crate::Config;
use crate::diagnostic::{BAD_SETTING, Diagnostic};

/// The example that the config asks for.
pub(super) fn example(
    package: &Package,
    groups: &[Group],
    definitions: &[Definition],
    config: &Config,
    found: &mut Vec<Diagnostic>,
) -> Option<Example> {
    let wanted = config.example.as_ref()?;
    let Some((accessors, operation)) = find(groups, wanted) else {
        let message = format!("`example` names the operation {wanted:?}, which is not among those printed");
        found.push(Diagnostic::new(&BAD_SETTING, None, message));
        return None;
    };
    let group = accessors.last().map_or("api", Ident::plain);
    let request = operation.body.as_ref().and_then(|body| match &body.value {
        Type::Named(id) if is_empty_by_default(&definitions[id.0]) => None,
        value => Some(sample(value, definitions).to_string()),
    });
    let status = operation
        .statuses
        .iter()
        .find_map(|status| status.status.parse().ok().filter(|code| code / 100 == 2));
    let body = operation.response.as_ref().map(|response| sample(response, definitions).to_string());
    let answer = (status.unwrap_or(200), body.unwrap_or_default());
    Some(Example {
        name: compound(&[operation.name.plain(), group], Case::Snake),
        arguments: operation.arguments.iter().map(|argument| sample(&argument.value, definitions)).collect(),
        request,
        env_prefix: config.env_prefix.clone().unwrap_or_else(|| package.lib_name.plain().to_uppercase()),
        accessors,
        operation,
        answer,
    })
}

/// The operation called `id`, and the accessors that lead to it.
fn find(groups: &[Group], id: &str) -> Option<(Vec<Ident>, Operation)> {
    for group in groups {
        if let Some(operation) = group.operations.iter().find(|operation| operation.id == id) {
            return Some((vec![group.accessor.clone()], operation.clone()));
        }
        if let Some((mut accessors, operation)) = find(&group.groups, id) {
            accessors.insert(0, group.accessor.clone());
            return Some((accessors, operation));
        }
    }
    None
}

/// Whether `new()` builds it.
fn is_empty_by_default(definition: &Definition) -> bool {
    match &definition.kind {
        DefinitionKind::Struct(structure) => !structure.fields.iter().any(Field::is_asked_for),
        _ => false,
    }
}

/// How deep a sample goes: what lies below is null, which only a type that holds itself by requirement gets to.
const MAX_DEPTH: usize = 16;

/// How many values a sample has: what is beyond them is null. An object of objects that each require several grows with
/// every level.
const MAX_VALUES: usize = 1_000;

/// The smallest value of a type, but that an object has one field even where none is required.
fn sample(value: &Type, definitions: &[Definition]) -> Value {
    Sampler { definitions, left: MAX_VALUES }.value(value, 0)
}

/// A sample under way.
struct Sampler<'d> {
    definitions: &'d [Definition],
    /// How many more values there may be.
    left: usize,
}

impl Sampler<'_> {
    fn value(&mut self, value: &Type, depth: usize) -> Value {
        if depth > MAX_DEPTH || self.left == 0 {
            return Value::Null;
        }
        self.left -= 1;
        match value {
            Type::Bool => Value::Bool(true),
            Type::I32 | Type::I64 | Type::U32 | Type::U64 => Value::from(1),
            Type::F32 | Type::F64 => Value::from(1.5),
            Type::String | Type::External(_) | Type::Bytes => Value::from("example"),
            Type::DateTime => Value::from("2026-01-02T03:04:05.678Z"),
            Type::Date => Value::from("2026-01-02"),
            Type::Value | Type::Nullable(_) | Type::File | Type::Multipart => Value::Null,
            Type::List(_) => Value::Array(Vec::new()),
            Type::Map(_) => Value::Object(Map::new()),
            Type::Tuple(positions) => {
                Value::Array(positions.iter().map(|item| self.value(item, depth + 1)).collect())
            }
            Type::Boxed(inner) => self.value(inner, depth + 1),
            Type::Named(id) => match &self.definitions[id.0].kind {
                DefinitionKind::Alias(inner) => self.value(inner, depth + 1),
                DefinitionKind::Enum(values) => {
                    values.variants.first().map_or(Value::from("example"), |first| match &first.wire {
                        Scalar::Text(text) => Value::from(text.as_str()),
                        Scalar::Integer(value) => Value::from(*value),
                        Scalar::Boolean(value) => Value::from(*value),
                    })
                }
                DefinitionKind::Bodies(bodies) => {
                    bodies.variants.first().map_or(Value::Null, |first| self.value(&first.value, depth + 1))
                }
                DefinitionKind::Answers(answers) => {
                    let mut values = answers.variants.iter().filter_map(|variant| variant.value.as_ref());
                    values.next().map_or(Value::Null, |value| self.value(value, depth + 1))
                }
                DefinitionKind::Struct(structure) => self.structure(structure, depth),
                DefinitionKind::Union(union) => {
                    union.variants.first().map_or(Value::Null, |first| self.value(&first.value, depth + 1))
                }
            },
        }
    }

    fn structure(&mut self, structure: &Struct, depth: usize) -> Value {
        let required = structure.fields.iter().filter(|field| field.presence.is_required());
        let first = structure
            .fields
            .first()
            .filter(|_| !structure.fields.iter().any(|field| field.presence.is_required()));
        let member = |field: &Field| {
            let value = match field.presence {
                Presence::RequiredNullable => Value::Null,
                _ => self.value(&field.value, depth + 1),
            };
            (field.wire.clone(), value)
        };
        Value::Object(required.chain(first).map(member).collect())
    }
}
