//! One operation into a method: its arguments, its answer, what it says of itself.

use super::docs;
use super::groups::Place;
use super::names::{Case, ident_or};
use super::parameters::parameters;
use super::scope::Scope;
use super::sdk::{Auth, Body, BodyFormat, BodyMediaType, Operation as Method, Segment, Type};
use super::shapes::{Hint, Shapes, nullable_if};
use crate::diagnostic::{Diagnostic, NOT_CARRIED, quoted};
use crate::parse::api::{Api, MediaType, Operation, PathSegment, RequestBody, Status};

/// The method of `operation`; `None`, with a diagnostic, if it can't be called by what is carried.
pub(super) fn operation(shapes: &mut Shapes<'_>, operation: &Operation, place: &Place) -> Option<Method> {
    let mut names = Scope::default();
    let parameters = parameters(shapes, operation, place, &mut names);
    let body = match &operation.request_body {
        None => None,
        Some(body) => Some(request_body(shapes, operation, body, place, &mut names)?),
    };
    let (response, accept) = response(shapes, operation, place);
    let (auth, scopes) = auth(shapes.api, operation, &mut shapes.found);

    Some(Method {
        origin: operation.origin.clone(),
        id: operation.operation_id.clone().unwrap_or_else(|| docs::request_line(operation)),
        name: place.method.clone(),
        constant: ident_or(place.method.plain(), "CALL", Case::ShoutySnake),
        method: operation.method,
        template: operation.path.clone(),
        path: operation.segments.iter().map(segment).collect(),
        query: operation.query.clone(),
        arguments: parameters.arguments,
        optional: parameters.optional,
        parameters: parameters.sent,
        body,
        response,
        accept,
        auth,
        docs: docs::operation(operation, &scopes),
        scopes,
        header_options: parameters.header_options,
        statuses: operation.responses.iter().map(docs::status).collect(),
        deprecated: operation.deprecated,
    })
}

fn segment(segment: &PathSegment) -> Segment {
    match segment {
        PathSegment::Literal(text) => Segment::Literal(text.clone()),
        PathSegment::Parameter(name) => Segment::Parameter(name.clone()),
    }
}

fn request_body(
    shapes: &mut Shapes<'_>,
    operation: &Operation,
    body: &RequestBody,
    place: &Place,
    names: &mut Scope,
) -> Option<Body> {
    let mut formats: Vec<(BodyFormat, &MediaType)> = Vec::new();
    for media_type in &body.content {
        match body_format(&media_type.name) {
            Some(format) if formats.iter().all(|(known, _)| *known != format) => {
                formats.push((format, media_type));
            }
            _ => {
                let message = format!("bodies of the media type {}", quoted(&media_type.name));
                shapes.found.push(Diagnostic::new(&NOT_CARRIED, media_type.origin.clone().key(), message));
            }
        }
    }
    // JSON is the default wherever it is offered.
    formats.sort_by_key(|(format, _)| *format != BodyFormat::Json);
    let Some((_, first)) = formats.first() else {
        let message =
            format!("{request}, as no form of its body is", request = docs::request_line(operation));
        shapes.found.push(Diagnostic::new(&NOT_CARRIED, operation.origin.clone().key(), message));
        return None;
    };
    let hint = Hint { parent: place.type_name(), part: "Request".to_owned() };
    let value = body_type(shapes, first, &hint);
    let mut carried = Vec::with_capacity(formats.len());
    for (format, media_type) in &formats {
        if body_type(shapes, media_type, &hint) == value {
            carried.push(BodyMediaType { name: media_type.name.clone(), format: *format });
        } else {
            let message =
                format!("bodies of the media type {}, whose schema is another", quoted(&media_type.name));
            shapes.found.push(Diagnostic::new(&NOT_CARRIED, media_type.origin.clone().key(), message));
        }
    }
    let argument = names.take_free(&ident_or("request", "", Case::Snake));
    Some(Body { argument, value, media_types: carried })
}

fn body_format(media_type: &str) -> Option<BodyFormat> {
    if is_json(media_type) {
        Some(BodyFormat::Json)
    } else if essence(media_type) == "application/x-www-form-urlencoded" {
        Some(BodyFormat::Form)
    } else {
        None
    }
}

/// Whether a media type is JSON: `application/json`, or any with the suffix `+json` (RFC 6839, section 3.1).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence.ends_with("+json")
}

/// The media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn body_type(shapes: &mut Shapes<'_>, media_type: &MediaType, hint: &Hint) -> Type {
    match media_type.schema {
        None => Type::Value,
        Some(schema) => {
            let shaped = shapes.shape(schema, hint);
            nullable_if(shaped.nullable, shaped.value)
        }
    }
}

/// The type of the operation's answer, that of its first success in JSON, and the media types that it is read from.
fn response(shapes: &mut Shapes<'_>, operation: &Operation, place: &Place) -> (Option<Type>, Vec<String>) {
    let is_success = |status: &Status| matches!(status, Status::Code(200..=299) | Status::Range(2));
    let only_default = !operation.responses.keys().any(is_success);
    let (mut successes, failures): (Vec<_>, Vec<_>) = operation
        .responses
        .iter()
        .partition(|(status, _)| is_success(status) || only_default && **status == Status::Default);
    successes.sort_by_key(|(status, _)| **status);

    for media_type in
        failures.iter().flat_map(|(_, response)| &response.content).filter(|body| body.schema.is_some())
    {
        let message = "the type of an error's body (the error gives its bytes, and reads them as any type)";
        shapes.found.push(Diagnostic::new(&NOT_CARRIED, media_type.origin.clone().key(), message));
    }

    let mut answer: Option<Type> = None;
    let mut accept: Vec<String> = Vec::new();
    for media_type in successes.iter().flat_map(|(_, response)| &response.content) {
        let hint = Hint { parent: place.type_name(), part: "Response".to_owned() };
        let carried = if is_json(&media_type.name) {
            let value = body_type(shapes, media_type, &hint);
            *answer.get_or_insert_with(|| value.clone()) == value
        } else {
            false
        };
        if carried {
            if !accept.contains(&media_type.name) {
                accept.push(media_type.name.clone());
            }
        } else {
            let message =
                format!("answers of the media type {} beside the first in JSON", quoted(&media_type.name));
            shapes.found.push(Diagnostic::new(&NOT_CARRIED, media_type.origin.clone().key(), message));
        }
    }
    (answer, accept)
}

/// What the operation requires of the client, and the scopes that its token needs.
fn auth(api: &Api, operation: &Operation, found: &mut Vec<Diagnostic>) -> (Auth, Vec<String>) {
    let mut scopes: Vec<String> = Vec::new();
    let (mut bearer, mut none) = (false, operation.security.is_empty());
    for requirement in operation.security.iter() {
        none |= requirement.is_empty();
        let carried = requirement.len() == 1 && requirement.keys().all(|scheme| is_bearer(api, scheme));
        bearer |= carried;
        if carried {
            for scope in requirement.values().flatten() {
                if !scopes.contains(scope) {
                    scopes.push(scope.clone());
                }
            }
        } else if !requirement.is_empty() {
            let names: Vec<&str> = requirement.keys().map(String::as_str).collect();
            let message = format!("the security requirement {}", quoted(&names.join(" and ")));
            found.push(Diagnostic::new(&NOT_CARRIED, operation.origin.clone(), message));
        }
    }
    let auth = match (bearer, none) {
        (false, _) => Auth::None,
        (true, false) => Auth::Bearer,
        (true, true) => Auth::OptionalBearer,
    };
    (auth, scopes)
}

/// Whether the scheme is satisfied by a bearer token.
fn is_bearer(api: &Api, name: &str) -> bool {
    let Some(scheme) = api.security_schemes.get(name).and_then(|scheme| scheme.scheme.as_ref()) else {
        return false;
    };
    match scheme {
        openapiv3::SecurityScheme::HTTP { scheme, .. } => scheme.eq_ignore_ascii_case("bearer"),
        openapiv3::SecurityScheme::OAuth2 { .. } | openapiv3::SecurityScheme::OpenIDConnect { .. } => true,
        openapiv3::SecurityScheme::APIKey { .. } => false,
    }
}
