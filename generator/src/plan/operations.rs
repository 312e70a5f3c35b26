//! One operation into a method: its arguments, its answer, what it says of itself.

use super::groups::Place;
use super::names::{Case, ident_or};
use super::parameters::parameters;
use super::scope::Scope;
use super::sdk::{Operation as Method, Segment};
use super::security::Security;
use super::shapes::Shapes;
use super::{answers, bodies, docs};
use crate::parse::api::{Operation, PathSegment};

/// The method of `operation`.
pub(super) fn operation(
    shapes: &mut Shapes<'_>,
    operation: &Operation,
    place: &Place,
    security: &Security<'_>,
) -> Method {
    let mut names = Scope::default();
    let parameters = parameters(shapes, operation, place, &mut names);
    let body = match &operation.request_body {
        None => None,
        Some(body) => bodies::body(shapes, operation, body, place, &mut names),
    };
    let answered = answers::answers(shapes, operation, place);
    let (auth, scopes) = security.of(operation, &mut shapes.found);

    Method {
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
        response: answered.response,
        response_is_optional: answered.is_optional,
        events: answered.events,
        error: answered.error,
        pages: None,
        accept: answered.accept,
        server: None,
        auth,
        docs: docs::operation(operation, &scopes),
        scopes,
        header_options: parameters.header_options,
        statuses: answered.statuses,
        deprecated: operation.deprecated,
    }
}

fn segment(segment: &PathSegment) -> Segment {
    match segment {
        PathSegment::Literal(text) => Segment::Literal(text.clone()),
        PathSegment::Parameter(name) => Segment::Parameter(name.clone()),
    }
}
