//! Multipart bodies with files: structs whose fields are parts.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::directions;
use super::directions::Form;
use super::docs;
use super::fields;
use super::media_types::{self, Content, Kind};
use super::members::Members;
use super::names::{Case, Ident, compound};
use super::sdk::{Definition, DefinitionId, DefinitionKind, Fact, FactValue, Field, Presence, Rest, Type};
use super::shapes::{Hint, Shapes};
use crate::diagnostic::{Diagnostic, NOT_CARRIED};
use crate::parse::api::{Api, MediaType};
use crate::parse::schema::{Additional, SchemaId};

/// Whether a property is a file, or a list of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Files {
    One,
    Many,
}

/// The struct of a multipart body that has files or states media types for its parts; `None` for one that is an object as any other.
pub(super) fn parts(shapes: &mut Shapes<'_>, media_type: &MediaType, hint: &Hint) -> Option<DefinitionId> {
    for (name, encoding) in &media_type.encoding {
        if encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved {
            let message =
                format!("the style of the part {name:?}: lists are sent as several parts, objects as JSON");
            shapes.found.push(Diagnostic::new(&NOT_CARRIED, encoding.origin.clone().key(), message));
        }
    }
    let schema = media_type.schema?;
    let target = shapes.target(schema);
    if !is_parts(shapes, target, media_type) {
        return None;
    }
    let stated = media_type.encoding.iter().filter_map(|(name, encoding)| {
        encoding.content_type.as_ref().map(|content_type| (name.clone(), content_type.clone()))
    });
    let stated = stated.collect();
    let name = match shapes.component(target) {
        None => compound(&[&hint.parent, &hint.part], Case::UpperCamel),
        Some(name) if shapes.is_only_parts(target) => {
            return Some(shapes.define_parts(name, true, target, stated));
        }
        Some(name) => compound(&[name.plain(), "Multipart"], Case::UpperCamel),
    };
    Some(shapes.define_parts(name, false, target, stated))
}

/// The schemas that something else refers to than multipart bodies that are structs of parts.
pub(super) fn referred_elsewhere(shapes: &Shapes<'_>) -> HashSet<SchemaId> {
    let bodies = shapes.api.operations.iter().filter_map(|operation| operation.request_body.as_ref());
    let media_types = bodies.flat_map(|body| &body.content);
    let parts: HashSet<SchemaId> = media_types
        .filter(|media_type| media_types::kind(&media_type.name) == Kind::Multipart)
        .filter(|media_type| {
            media_type.schema.is_some_and(|schema| is_parts(shapes, shapes.target(schema), media_type))
        })
        .filter_map(|media_type| media_type.schema)
        .collect();
    let schemas = shapes.api.schemas.iter().filter(|(id, _)| !parts.contains(id));
    schemas.filter_map(|(_, schema)| schema.reference).collect()
}

fn is_parts(shapes: &Shapes<'_>, target: SchemaId, media_type: &MediaType) -> bool {
    let schema = &shapes.api.schemas[target];
    if schema.properties.is_empty() {
        return false;
    }
    let members = Members::collect(shapes.api, target, &mut Vec::new());
    members.properties.iter().any(|(name, property)| {
        let stated = media_type.encoding.get(name).and_then(|encoding| encoding.content_type.as_deref());
        stated.is_some() || files(shapes, *property, None).is_some()
    })
}

/// The struct of the parts that the schema's properties are.
pub(super) fn definition(
    shapes: &mut Shapes<'_>,
    name: Ident,
    id: SchemaId,
    stated: &IndexMap<String, String>,
) -> Definition {
    let api: &Api = shapes.api;
    let mut members = Members::collect(api, id, &mut shapes.found);
    directions::leave_out(api, &mut members, Form::Request);
    // What is written in a component is named after it, whichever body is shaped first.
    let parent = shapes.component(id).unwrap_or_else(|| name.clone());
    let mut structure = fields::structure(shapes, &parent, &members, Form::Request);
    let mut media_types = Vec::with_capacity(structure.fields.len());
    for field in &mut structure.fields {
        let stated = stated.get(&field.wire).map(String::as_str);
        let files = members.properties.get(&field.wire).and_then(|property| files(shapes, *property, stated));
        if let Some(files) = files {
            make_files(field, files);
        }
        // What is checked, is checked as JSON.
        field.rules.clear();
        field.docs.facts.extend(
            stated.map(|stated| Fact { label: "Media type", value: FactValue::Code(stated.to_owned()) }),
        );
        media_types.push(stated.filter(|stated| !stated.contains([',', '*'])).map(str::to_owned));
    }
    if let Rest::Unknown(_) = structure.rest {
        structure.rest = Rest::Nowhere;
    }
    if let (Rest::Map(_, value), Additional::Schema(values)) = (&mut structure.rest, members.additional)
        && media_types::content_of(shapes, values) == Content::Bytes
    {
        *value = Type::File;
    }
    structure.parts = Some(media_types);
    let schema = &api.schemas[id];
    let docs = docs::schema(schema, None, "The parts of a multipart body.".to_owned());
    let kind = DefinitionKind::Struct(structure);
    let origin = schema.origin.clone();
    Definition { name, origin, docs, deprecated: schema.deprecated, kind, rules: Vec::new() }
}

/// Makes the field one of files. A part is there or not: none is null.
fn make_files(field: &mut Field, files: Files) {
    field.value = match files {
        Files::One => Type::File,
        Files::Many => Type::List(Box::new(Type::File)),
    };
    field.presence = match field.presence {
        Presence::Required => Presence::Required,
        Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => Presence::Optional,
    };
    field.null_setter = None;
}

/// Whether the property is a file or several, as its schema and the stated media type of its part have it.
fn files(shapes: &Shapes<'_>, property: SchemaId, stated: Option<&str>) -> Option<Files> {
    let is_file = |id: SchemaId| {
        let schema = &shapes.api.schemas[shapes.target(id)];
        match media_types::content_of(shapes, id) {
            Content::Bytes => true,
            // The media type of a part says that it is no text, and nothing says that text stands for it.
            Content::Unstated | Content::Text => {
                stated.is_some_and(|stated| media_types::kind(stated) == Kind::Other)
                    && schema.content_encoding.is_none()
                    && schema.enumeration.is_none()
            }
            Content::Scalar | Content::Structure => false,
        }
    };
    let target = &shapes.api.schemas[shapes.target(property)];
    if is_file(property) {
        return Some(Files::One);
    }
    let of_items = |id: SchemaId| shapes.api.schemas[shapes.target(id)].items.is_some_and(is_file);
    if of_items(property) {
        return Some(Files::Many);
    }
    let branches = [target.one_of.as_slice(), &target.any_of].concat();
    let are_files =
        !branches.is_empty() && branches.iter().all(|branch| is_file(*branch) || of_items(*branch));
    are_files.then(|| if branches.iter().any(|branch| of_items(*branch)) { Files::Many } else { Files::One })
}
