//! The answers of an operation: the type of its value, its events, the type of its errors.

use std::sync::Arc;

use super::alike::first_alike;
use super::bodies::body_type;
use super::directions::Form;
use super::groups::Place;
use super::media_types::{self, Content, Kind};
use super::names::{Case, Ident, compound, ident_or};
use super::scope::Scope;
use super::sdk::{AnswerVariant, Answers, Definition, DefinitionKind, Docs, Events, StatusDocs, Type};
use super::shapes::{Hint, Shapes};
use super::{docs, statuses};
use crate::diagnostic::{Diagnostic, JSON_PREFERRED, NOT_CARRIED};
use crate::parse::api::{Api, MediaType, Method, Operation, Response, Status};
use crate::parse::schema::SchemaId;

/// What an operation answers with.
#[derive(Default)]
pub(super) struct Answered {
    pub(super) response: Option<Type>,
    pub(super) is_optional: bool,
    pub(super) events: Option<Events>,
    pub(super) error: Option<Type>,
    pub(super) accept: Vec<String>,
    pub(super) statuses: Vec<StatusDocs>,
}

/// The answers of one status that are read alike.
struct Reading {
    status: Status,
    media_types: Vec<String>,
    /// Its type; `None` for no body.
    value: Option<Type>,
    is_text: bool,
}

/// What is read of the answers of `operation`.
pub(super) fn answers(shapes: &mut Shapes<'_>, operation: &Operation, place: &Place) -> Answered {
    let is_success = |status: &Status| matches!(status, Status::Code(200..=299) | Status::Range(2));
    let only_default = !operation.responses.keys().any(is_success);
    let (mut successes, mut failures): (Vec<_>, Vec<_>) = operation
        .responses
        .iter()
        .partition(|(status, _)| is_success(status) || only_default && **status == Status::Default);
    successes.sort_by_key(|(status, _)| **status);
    failures.sort_by_key(|(status, _)| **status);

    let mut answered = Answered::default();
    let readings = read(shapes, operation, &successes, place, "Response", &mut answered.events);
    for media_type in readings.iter().flat_map(|reading| &reading.media_types) {
        if !answered.accept.contains(media_type) {
            answered.accept.push(media_type.clone());
        }
    }
    answered.is_optional = readings.iter().any(|reading| reading.value.is_none());
    answered.response = one_of(shapes, operation, &readings, place, "Response");
    if let Some(Type::Named(id)) = &answered.response {
        answered.is_optional &= !shapes.is_decided(*id);
    }
    answered.is_optional &= answered.response.is_some();

    // Events are no errors: a failing status has none.
    let mut readings = read(shapes, operation, &failures, place, "Error", &mut None);
    readings.retain(|reading| reading.value.is_some());
    answered.error = one_of(shapes, operation, &readings, place, "Error");
    let is_success = |status: &Status| successes.iter().any(|(success, _)| *success == status);
    let mut responses: Vec<_> = operation.responses.iter().collect();
    responses.sort_by_key(|(status, _)| **status);
    let docs = responses.into_iter().map(|(status, response)| {
        let types = &shapes.api.schemas;
        docs::status(types, *status, response, is_success(status))
    });
    answered.statuses = docs.collect();
    answered
}

/// How each of the answers is read. The first events among them go to `events`.
fn read(
    shapes: &mut Shapes<'_>,
    operation: &Operation,
    responses: &[(&Status, &Arc<Response>)],
    place: &Place,
    part: &str,
    events: &mut Option<Events>,
) -> Vec<Reading> {
    let is_error = part == "Error";
    let schemas = schemas(shapes.api, operation, responses);
    let mut readings: Vec<Reading> = Vec::new();
    let mut known = Vec::new();
    for (status, response) in responses {
        let status = **status;
        let content = media_types::by_preference(&response.content);
        let has_json = content.first().is_some_and(|first| media_types::kind(&first.name) == Kind::Json);
        let before = readings.len();
        for media_type in content {
            let kind = media_types::kind(&media_type.name);
            let reason = match kind {
                _ if !has_body(operation, status) => Some("such an answer has no body"),
                // The bytes of an error are at hand without a type.
                _ if is_error && media_type.schema.is_none() => continue,
                Kind::Events if is_error => Some("an error is no stream"),
                Kind::Events if events.is_some() => Some("the operation has events already"),
                _ => None,
            };
            if has_json && kind == Kind::Xml && reason.is_none() {
                let message = format!("answers could be read as {:?} too", media_type.name);
                shapes.found.push(Diagnostic::new(&JSON_PREFERRED, media_type.origin.clone().key(), message));
                continue;
            }
            if let Some(reason) = reason {
                let message = format!("answers of the media type {:?}: {reason}", media_type.name);
                shapes.found.push(Diagnostic::new(&NOT_CARRIED, media_type.origin.clone().key(), message));
                continue;
            }
            // Where several bodies may need a name, each says which it is.
            let part = match schemas {
                0 | 1 => part.to_owned(),
                _ if response.content.len() == 1 => format!("{} {part}", statuses::name(status)),
                _ => format!(
                    "{} {} {part}",
                    statuses::name(status),
                    media_types::name(&media_type.name).plain()
                ),
            };
            if kind == Kind::Events {
                let hint = Hint { parent: place.type_name(), part: "Event".to_owned(), form: Form::Response };
                *events = Some(self::events(shapes, media_type, &hint));
                continue;
            }
            let hint = Hint { parent: place.type_name(), part, form: Form::Response };
            let (value, is_text) = value(shapes, media_type, &hint, &mut known);
            let known = readings[before..].iter_mut().find(|known| known.value.as_ref() == Some(&value));
            match known {
                Some(known) => known.media_types.push(media_type.name.clone()),
                None => readings.push(Reading {
                    status,
                    media_types: vec![media_type.name.clone()],
                    value: Some(value),
                    is_text,
                }),
            }
        }
        let has_events =
            response.content.iter().any(|media_type| media_types::kind(&media_type.name) == Kind::Events);
        if readings.len() == before && !has_events {
            readings.push(Reading { status, media_types: Vec::new(), value: None, is_text: false });
        }
    }
    readings
}

/// How many schemas the bodies have that can be read.
fn schemas(api: &Api, operation: &Operation, responses: &[(&Status, &Arc<Response>)]) -> usize {
    let mut known = Vec::new();
    let with_body = responses.iter().filter(|(status, _)| has_body(operation, **status));
    for media_type in with_body.flat_map(|(_, response)| &response.content) {
        if !matches!(media_types::kind(&media_type.name), Kind::Xml | Kind::Events)
            && let Some(schema) = media_type.schema
        {
            first_alike(api, &mut known, schema);
        }
    }
    known.len()
}

/// Whether an answer can have a body (RFC 9110, sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5).
fn has_body(operation: &Operation, status: Status) -> bool {
    operation.method != Method::Head && !matches!(status, Status::Code(204 | 205 | 304))
}

/// The type that a body of this media type is read as, and whether it is read as text.
fn value(
    shapes: &mut Shapes<'_>,
    media_type: &MediaType,
    hint: &Hint,
    known: &mut Vec<SchemaId>,
) -> (Type, bool) {
    let content = media_types::content(shapes, media_type);
    match (media_types::kind(&media_type.name), content) {
        (Kind::Json, Content::Unstated | Content::Text | Content::Scalar | Content::Structure)
        | (Kind::Text | Kind::Other, Content::Structure)
        | (Kind::Text, Content::Scalar) => (body_type(shapes, media_type, hint, known), false),
        (Kind::Text, Content::Unstated | Content::Text) => (Type::String, true),
        _ => (Type::Bytes, false),
    }
}

/// The events of a stream: the schema describes their data.
fn events(shapes: &mut Shapes<'_>, media_type: &MediaType, hint: &Hint) -> Events {
    let value = match media_types::content(shapes, media_type) {
        Content::Unstated | Content::Text => Type::String,
        _ => body_type(shapes, media_type, hint, &mut Vec::new()),
    };
    let target = media_type.schema.map(|schema| &shapes.api.schemas[shapes.target(schema)]);
    let discriminator = target.and_then(|target| target.discriminator.as_ref());
    Events { value, tag: discriminator.map(|discriminator| discriminator.property.clone()) }
}

/// The one type of all readings, or an enum of them. Those without a body make no enum beside one type.
fn one_of(
    shapes: &mut Shapes<'_>,
    operation: &Operation,
    readings: &[Reading],
    place: &Place,
    part: &str,
) -> Option<Type> {
    let mut types = readings.iter().filter_map(|reading| reading.value.as_ref());
    let first = types.next()?;
    if types.all(|other| other == first) {
        return Some(first.clone());
    }
    let mut names = Scope::default();
    let variants = readings.iter().map(|reading| {
        let one_status = readings.iter().all(|other| other.status == reading.status);
        let alone = readings.iter().filter(|other| other.status == reading.status).count() == 1;
        let wanted = match reading.media_types.first() {
            Some(media_type) if one_status => media_types::name(media_type),
            Some(media_type) if !alone => compound(
                &[statuses::name(reading.status).as_str(), media_types::name(media_type).plain()],
                Case::UpperCamel,
            ),
            _ => ident_or(&statuses::name(reading.status), "Status", Case::UpperCamel),
        };
        AnswerVariant {
            name: names.take_free(&wanted),
            value: reading.value.clone(),
            is_text: reading.is_text,
            status: statuses::text(reading.status),
            media_types: reading.media_types.clone(),
        }
    });
    let variants: Vec<AnswerVariant> = variants.collect();
    let unknown: Ident = names.take_free(&ident_or("Unknown", "", Case::UpperCamel));
    let request_line = docs::request_line(operation);
    let what = if part == "Error" { "The body of an error" } else { "An answer" };
    let definition = Definition {
        name: compound(&[&place.type_name(), part], Case::UpperCamel),
        origin: operation.origin.clone(),
        docs: Docs { text: format!("{what} of `{request_line}`."), facts: Vec::new() },
        deprecated: false,
        kind: DefinitionKind::Answers(Answers { variants, unknown }),
        rules: Vec::new(),
    };
    Some(Type::Named(shapes.define_decided(definition)))
}
