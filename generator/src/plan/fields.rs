//! Properties into fields.

use super::directions::Form;
use super::members::Members;
use super::names::{Case, Ident, compound, ident, ident_or};
use super::parameters::hint;
use super::scope::{Claim, Scope};
use super::sdk::{Field, Presence, Rest, Struct, Type};
use super::shapes::{Hint, Shapes, nullable_if};
use super::{docs, secrets};
use crate::diagnostic::{Diagnostic, UNUSABLE_NAME, quoted};
use crate::parse::schema::{Additional, SchemaId};

/// Methods that every struct has, or that everyone expects to mean something else: no setter takes their names.
const TAKEN_METHOD_NAMES: &[&str] = &[
    "as_mut",
    "as_ref",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "clone_into",
    "cmp",
    "default",
    "deserialize",
    "encode",
    "decode",
    "eq",
    "fmt",
    "from",
    "hash",
    "into",
    "is_absent",
    "ne",
    "new",
    "serialize",
    "to_owned",
    "to_string",
    "try_from",
    "try_into",
    "type_id",
    "unknown_fields",
    "validate",
];

/// The struct of an object with these members.
pub(super) fn structure(shapes: &mut Shapes<'_>, name: &Ident, members: &Members, form: Form) -> Struct {
    let mut names = Scope::default();
    let field_names = name_fields(shapes, members, &mut names);
    let mut fields: Vec<Field> = members
        .properties
        .iter()
        .zip(field_names)
        .map(|((wire, property), field_name)| {
            let hint = Hint { parent: name.plain().to_owned(), part: wire.clone(), form };
            let is_required = members.required.contains(wire) && !shapes.is_lenient(*property, wire);
            let mut field = field(shapes, &hint, field_name, *property, is_required);
            if let Some(said) = members.said.get(wire) {
                field.docs.text.clone_from(&said.docs.text);
            }
            field
        })
        .collect();
    name_setters(&mut fields);

    let mut free = |text: &str| names.take_free(&ident_or(text, "rest", Case::Snake));
    let rest = match members.additional {
        Additional::Unstated | Additional::Forbidden => Rest::Unknown(free("unknown")),
        Additional::Allowed => Rest::Map(free("additional_properties"), Type::Value),
        Additional::Schema(values) => {
            let hint = Hint { parent: name.plain().to_owned(), part: "Value".to_owned(), form };
            let values = shapes.shape(values, &hint);
            Rest::Map(free("additional_properties"), nullable_if(values.nullable, values.value))
        }
    };

    let required = fields.iter().filter(|field| field.is_asked_for()).count();
    let required =
        (required > 1).then(|| shapes.take_name(&compound(&[name.plain(), "Required"], Case::UpperCamel)));
    let masks_rest = matches!(members.additional, Additional::Schema(values) if shapes.is_secret(values));
    Struct { fields, rest, masks_rest, settable: false, required, parts: None }
}

/// The names of the fields, in the order of the properties.
fn name_fields(shapes: &mut Shapes<'_>, members: &Members, names: &mut Scope) -> Vec<Ident> {
    let api = shapes.api;
    let mut claims = Vec::with_capacity(members.properties.len());
    for (wire, property) in &members.properties {
        let origin = &api.schemas[*property].origin;
        let hinted = members.said.get(wire).and_then(|said| said.name.as_deref());
        let wanted = hinted.or_else(|| hint(&api.schemas[*property].extensions)).unwrap_or(wire);
        if ident(wanted, Case::Snake).is_none() {
            let message =
                format!("the property name {} holds nothing that a Rust name can be made of", quoted(wire));
            shapes.found.push(Diagnostic::new(&UNUSABLE_NAME, origin.clone().key(), message));
        }
        claims.push(Claim { wanted: ident_or(wanted, "unnamed", Case::Snake), text: wire, origin });
    }
    names.settle(&claims, Case::Snake, &mut shapes.found)
}

fn field(shapes: &mut Shapes<'_>, hint: &Hint, name: Ident, property: SchemaId, is_required: bool) -> Field {
    let schema = &shapes.api.schemas[property];
    let wire = hint.part.as_str();
    let shaped = shapes.shape(property, hint);
    // Any JSON holds null already.
    let nullable = shaped.nullable && shaped.value != Type::Value;
    let presence = match (is_required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredNullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    };
    let target = schema.reference.map(|target| &shapes.api.schemas[target]);
    let is_fixed = presence == Presence::Required
        && matches!(shaped.value, Type::Named(_))
        && shapes.string_values(property).is_some_and(|values| values.len() == 1);
    Field {
        is_fixed,
        origin: schema.origin.clone(),
        setter: name.clone(),
        null_setter: None,
        name,
        wire: wire.to_owned(),
        value: shaped.value,
        presence,
        docs: docs::schema(schema, target, format!("The property `{}`.", wire.replace('`', "'"))),
        secret: secrets::by_name(&shapes.config.secrets, wire) || shapes.is_secret(property),
        deprecated: schema.deprecated || target.is_some_and(|target| target.deprecated),
        rules: shaped.rules,
    }
}

/// Names the setters once all fields have theirs: a field's own name, and `<name>_null` where null can be set.
fn name_setters(fields: &mut [Field]) {
    let names: Vec<String> = fields.iter().map(|field| field.name.plain().to_owned()).collect();
    let taken: Vec<&str> =
        TAKEN_METHOD_NAMES.iter().copied().chain(names.iter().map(String::as_str)).collect();
    let mut methods = Scope::without(&taken);
    for field in fields {
        if TAKEN_METHOD_NAMES.contains(&field.name.plain()) {
            field.setter = methods.take_free(&compound(&["with", field.name.plain()], Case::Snake));
        }
        if matches!(field.presence, Presence::RequiredNullable | Presence::OptionalNullable) {
            field.null_setter =
                Some(methods.take_free(&compound(&[field.name.plain(), "null"], Case::Snake)));
        }
    }
}
