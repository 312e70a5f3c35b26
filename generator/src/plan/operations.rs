//! One operation into a method: its arguments, its answer, what it says of itself.

use super::groups::Place;
use super::names::{Case, ident_or};
use super::parameters::parameters;
use super::scope::Scope;
use super::sdk::{Auth, Operation as Method, Segment};
use super::shapes::Shapes;
use super::{answers, bodies, docs};
use crate::diagnostic::{Diagnostic, NOT_CARRIED};
use crate::parse::api::{Api, Operation, PathSegment};

/// The method of `operation`.
pub(super) fn operation(shapes: &mut Shapes<'_>, operation: &Operation, place: &Place) -> Method {
    let mut names = Scope::default();
    let parameters = parameters(shapes, operation, place, &mut names);
    let body = match &operation.request_body {
        None => None,
        Some(body) => bodies::body(shapes, operation, body, place, &mut names),
    };
    let answered = answers::answers(shapes, operation, place);
    let (auth, scopes) = auth(shapes.api, operation, &mut shapes.found);

    let request_line = format!("{} {}", operation.method.key().to_uppercase(), operation.path);
    Method {
        origin: operation.origin.clone(),
        id: operation.operation_id.clone().unwrap_or(request_line),
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
        accept: answered.accept,
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
            let message = format!("the security requirement {}", names.join(" and "));
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
