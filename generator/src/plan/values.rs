//! The leaves of schemas into Rust types: scalars and their formats, tuples, and values of one of several types.

use super::directions::Form;
use super::names::{Case, Ident, compound, ident_or};
use super::sdk::{Fit, Rule, Type, Union, UnionVariant};
use super::shapes::{Body, Hint, Shapes, nullable_if};
use super::unions;
use crate::diagnostic::{Diagnostic, OPEN_TUPLE};
use crate::parse::schema::{Schema, SchemaId, Type as JsonType};

/// The types that tell values of the schema apart: without null, and integers with numbers. None stands for any.
pub(super) fn kinds(schema: &Schema) -> Vec<JsonType> {
    let mut types = schema.types.without(JsonType::Null);
    if types.has(JsonType::Number) {
        types = types.without(JsonType::Integer);
    }
    let kinds: Vec<JsonType> = types.iter().collect();
    let is_anything = kinds.len() == 5 && types.has(JsonType::Number);
    if is_anything { Vec::new() } else { kinds }
}

/// The type of a boolean, a number or a string.
pub(super) fn scalar(schema: &Schema, kind: JsonType) -> Type {
    match kind {
        JsonType::Boolean => Type::Bool,
        JsonType::Integer => integer(schema),
        JsonType::Number => number(schema),
        JsonType::String => string(schema),
        JsonType::Null | JsonType::Array | JsonType::Object => Type::Value,
    }
}

/// The type of an integer: `i64`, unless a format of the OpenAPI registry says otherwise. Bounds do not change it.
pub(super) fn integer(schema: &Schema) -> Type {
    integer_format(schema).unwrap_or(Type::I64)
}

/// The type of a number. A format for integers makes it one: a double would round it from 2^53 on.
pub(super) fn number(schema: &Schema) -> Type {
    match schema.format.as_deref() {
        Some("float") => Type::F32,
        _ => integer_format(schema).unwrap_or(Type::F64),
    }
}

/// The type that the format names (OpenAPI Format Registry): the smallest that a printed crate has.
fn integer_format(schema: &Schema) -> Option<Type> {
    Some(match schema.format.as_deref()? {
        "int8" | "int16" | "int32" => Type::I32,
        "int64" => Type::I64,
        "uint8" | "uint16" | "uint32" => Type::U32,
        "uint64" => Type::U64,
        _ => return None,
    })
}

fn string(schema: &Schema) -> Type {
    match schema.format.as_deref() {
        Some("date-time") => Type::DateTime,
        Some("date") => Type::Date,
        _ => Type::String,
    }
}

/// An array whose items differ by position.
///
/// `prefixItems` alone requires none of them, and allows more (JSON Schema Core, section 10.3.1.1). It is a tuple only
/// where every position is there and nothing follows; any other array is a list of untyped JSON.
pub(super) fn tuple(shapes: &mut Shapes<'_>, schema: &Schema, hint: &Hint, rules: &mut Vec<Rule>) -> Type {
    let stated = schema.prefix_items.len();
    let most = schema.max_items.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
    let is_closed = schema.items.is_some_and(|items| shapes.api.schemas[items].never);
    let length = if is_closed || most <= stated { Some(stated.min(most)) } else { None };
    let least = schema.min_items.and_then(|least| usize::try_from(least).ok()).unwrap_or_default();
    let why = match length {
        Some(length) if length > Type::MAX_POSITIONS => {
            format!("an array of {length} positions is no tuple: none has more than {}", Type::MAX_POSITIONS)
        }
        Some(length) if least >= length => {
            // The type itself says how many there are.
            rules.retain(|rule| !matches!(rule, Rule::MinItems(_) | Rule::MaxItems(_)));
            return positions(shapes, &schema.prefix_items[..length], hint, rules);
        }
        Some(length) => {
            format!(
                "an array that may lack some of its {length} positions is no tuple (`minItems` is {least})"
            )
        }
        None => "an array that may have more items than its positions is no tuple (`items` is not `false`)"
            .to_owned(),
    };
    shapes.found.push(Diagnostic::new(&OPEN_TUPLE, schema.origin.clone(), why));
    Type::List(Box::new(Type::Value))
}

fn positions(shapes: &mut Shapes<'_>, items: &[SchemaId], hint: &Hint, rules: &mut Vec<Rule>) -> Type {
    let mut types = Vec::with_capacity(items.len());
    let mut of_positions = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let hint = Hint { part: format!("{} item {}", hint.part, index + 1), ..hint.clone() };
        let shaped = shapes.shape(*item, &hint);
        types.push(nullable_if(shaped.nullable, shaped.value));
        of_positions.push(shaped.rules);
    }
    if of_positions.iter().any(|rules| !rules.is_empty()) {
        rules.push(Rule::Positions(of_positions));
    }
    Type::Tuple(types)
}

/// The union, called `name`, of the values of several types that the schema `id` allows.
///
/// A constraint concerns values of its own type alone, so each stands in the schema's rules as it is.
pub(super) fn union_of_kinds(
    shapes: &mut Shapes<'_>,
    name: &Ident,
    id: SchemaId,
    kinds: &[JsonType],
    form: Form,
    rules: &mut Vec<Rule>,
) -> Union {
    let schema = &shapes.api.schemas[id];
    let mut variants = Vec::with_capacity(kinds.len());
    for kind in kinds {
        let hint = Hint { parent: name.plain().to_owned(), part: kind.name().to_owned(), form };
        let (value, fit) = match kind {
            JsonType::Array => {
                (shapes.array(schema, &hint, rules), unions::list_fit(shapes, schema, form, 0))
            }
            JsonType::Object => object(shapes, name, id, &hint, rules),
            JsonType::Boolean => (Type::Bool, Fit::Boolean),
            JsonType::Integer => (integer(schema), Fit::Integer),
            JsonType::Number => (number(schema), Fit::Number),
            JsonType::String => (shapes.string(schema), Fit::String),
            JsonType::Null => continue,
        };
        let name = ident_or(kind.name(), "", Case::UpperCamel);
        variants.push(UnionVariant {
            origin: schema.origin.clone(),
            name,
            value,
            tags: Vec::new(),
            fit,
            distinct: false,
            secret: shapes.is_secret(id),
            rules: Vec::new(),
        });
    }
    let unknown = ident_or("Unknown", "", Case::UpperCamel);
    Union { variants, tag: None, unknown, is_nested: false, text: None }
}

/// The objects among the values of several types.
fn object(
    shapes: &mut Shapes<'_>,
    name: &Ident,
    id: SchemaId,
    hint: &Hint,
    rules: &mut Vec<Rule>,
) -> (Type, Fit) {
    let schema = &shapes.api.schemas[id];
    let body = if schema.properties.is_empty() {
        let (body, _, of_object) = shapes.object(id, false, std::mem::take(rules), hint);
        *rules = of_object;
        body
    } else {
        shapes.members(id, hint.form)
    };
    let Body::Struct(members) = body else {
        let value = if let Body::Type(value) = body { value } else { Type::Value };
        return (value, unions::object_fit(shapes, id, hint.form));
    };
    let fit = unions::object_fit(shapes, id, hint.form);
    let name = compound(&[name.plain(), "Object"], Case::UpperCamel);
    let origin = schema.origin.clone();
    let definition =
        shapes.define_members(&name, *members, hint.form, origin, "The value, where it is an object.");
    rules.push(Rule::Type(definition));
    (Type::Named(definition), fit)
}
